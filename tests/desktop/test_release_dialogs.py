"""The dialogs on Bates numbers and on text under redactions, in a real window."""

import csv
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from pincite.desktop.dialogs.bates_numbers import BatesNumbers
from pincite.desktop.dialogs.sequester import Sequester
from pincite.desktop.views.processing import Processing
from pincite.desktop.views.review import Review
from pincite.desktop.views.window import MatterWindow
from pincite.matter import Matter

WAIT_MS = 60_000
OpenWindow = Callable[[Path], MatterWindow]


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """A PDF whose numbers have a gap, and on whose last page text survives under a box."""
    pdf = pymupdf.open()
    for number in (131, 132, 135):
        page = pdf.new_page()
        page.insert_text((72, 150), "Ellsworth" if number == 135 else "About the pilot")
        page.insert_text((450, 770), f"BPS-{number:06d}")
    page.draw_rect(pymupdf.Rect(60, 136, 260, 156), color=None, fill=(0, 0, 0))
    pdf.save(tmp_path / "1.pdf")
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.processing.add([tmp_path / "1.pdf"])
        return matter.folder


def processing(window: MatterWindow) -> Processing:
    window.show_mode("processing")
    mode = window.mode_called("processing")
    assert isinstance(mode, Processing)
    return mode


def opened(window: MatterWindow, kind: type, qtbot: QtBot) -> object:
    qtbot.waitUntil(lambda: window.findChild(kind) is not None, timeout=WAIT_MS)
    return window.findChild(kind)


def test_gaps_are_listed_copied_and_saved_and_lead_to_their_page(
    released: Path, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(released)
    reports = processing(window).commands.reports
    reports.ask_bates()
    dialog = opened(window, BatesNumbers, qtbot)
    assert isinstance(dialog, BatesNumbers)
    assert [one.kind for one in dialog.shown()] == ["bates run", "bates gap", "bates run"]
    dialog.kinds.setCurrentIndex(1)
    dialog.kinds.activated.emit(1)
    copy = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Copy")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[1].split("\t")[:3] == ["Gap", "BPS-000133", "BPS-000134"]
    reports.save_bates(dialog.shown(), tmp_path / "gaps.csv")
    qtbot.waitUntil(lambda: "gaps.csv" in window.notice.text, timeout=WAIT_MS)
    with (tmp_path / "gaps.csv").open(encoding="utf-8-sig") as stream:
        assert list(csv.reader(stream))[1][0] == "Gap"
    with qtbot.waitSignal(dialog.page_requested, timeout=WAIT_MS) as asked:
        dialog.list.doubleClicked.emit(dialog.list.model().index(0, 0))
    assert asked.args[0] == 1
    assert asked.args[1] > 0
    qtbot.waitUntil(lambda: window.mode.id == "review", timeout=WAIT_MS)


def test_counsel_decides_in_a_dialog_that_names_the_rules(
    released: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(released)
    mode = processing(window)
    qtbot.waitUntil(lambda: bool(mode.view.exceptions), timeout=WAIT_MS)
    mode.commands.follow_exception(mode.view.exceptions[0])
    dialog = opened(window, Sequester, qtbot)
    assert isinstance(dialog, Sequester)
    assert "Nobody has decided yet" in dialog.standing.text()
    assert not dialog.read.isDefault()
    qtbot.mouseClick(dialog.read, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "can be found now" in window.notice.text, timeout=WAIT_MS)
    with Matter.open(released, read_only=True) as matter:
        assert matter.search.find("ellsworth").documents == 1
    review = window.mode_called("review")
    assert isinstance(review, Review)
    window.show_mode("review")
    review.open_document(1)
    text = review.document.text
    qtbot.waitUntil(lambda: "Ellsworth" in text.toPlainText(), timeout=WAIT_MS)
    assert "Text that survives under redactions" in text.toPlainText()
    mode.commands.reports.decide(False)
    qtbot.waitUntil(lambda: "left out again" in window.notice.text, timeout=WAIT_MS)
    with Matter.open(released, read_only=True) as matter:
        assert matter.search.find("ellsworth").documents == 0


def test_what_printed_messages_name_and_nobody_released_is_listed_too(
    open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    pdf = pymupdf.open()
    for number, names in ((1, "Terms.pdf"), (2, "")):
        page = pdf.new_page()
        lines = ["From: Dana Whitlock", f"Sent: October {number}, 2017 9:15 AM"]
        lines += ["To: R. Okafor", f"Subject: Terms {number}"]
        lines += [f"Attachments: {names}"] if names else []
        for place, line in enumerate([*lines, "", "See what is attached, and call me soon."]):
            page.insert_text((72, 90 + 15 * place), line)
    pdf.save(tmp_path / "1.pdf")
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.processing.add([tmp_path / "1.pdf"])
        (first, _) = matter.releases.divided(1)
    window = open_window(tmp_path / "Harbor.pincite")
    processing(window).commands.reports.ask_bates()
    dialog = opened(window, BatesNumbers, qtbot)
    assert isinstance(dialog, BatesNumbers)
    (row,) = dialog.shown()
    assert (row.kind, row.document) == ("attachment absent", first)
    assert "names “Terms.pdf” as attached" in row.evidence
    assert dialog.kinds.itemText(1) == "Absent attachments (1)"
    with qtbot.waitSignal(dialog.page_requested, timeout=WAIT_MS) as asked:
        dialog.list.doubleClicked.emit(dialog.list.model().index(0, 0))
    assert asked.args == [first, 0]
