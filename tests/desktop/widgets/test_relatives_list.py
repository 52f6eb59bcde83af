from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from pincite.desktop.theme import Theme
from pincite.desktop.widgets.relatives_list import RelativesList
from pincite.matter import Matter


def test_the_thread_says_why_a_print_belongs_to_it(qtbot: QtBot, theme: Theme, sample: Path):
    with Matter.open(sample, read_only=True) as matter:
        (one,) = matter.documents.rows([1])
    two = replace(one, id=2, family_id=2)
    shown = RelativesList(theme, "Thread")
    qtbot.addWidget(shown)
    shown.show_documents((one, two), {1: "REV-000001", 2: "REV-000002"}, 1)
    shown.show_reasons({2: ("REV-000002 quotes REV-000001",)})
    assert shown.item(1).text().endswith("— REV-000002 quotes REV-000001")
    assert "because" in shown.item(1).toolTip()
    assert "—" not in shown.item(0).text()
