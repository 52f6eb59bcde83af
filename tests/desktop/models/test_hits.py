"""The list of hits holds numbers only, and reads what is looked at; tables take what is listed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from pincite.desktop.models.asked import Asked, ask
from pincite.desktop.models.hit_files import as_text, write_hits
from pincite.desktop.models.hit_reading import Arranged, arranged, count_places, read_hits
from pincite.desktop.models.hits import BLOCK_ROWS, Hits
from pincite.desktop.models.results import RowRole
from pincite.desktop.views.window import MatterWindow
from pincite.errors import Cancelled, PinciteError
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.search import HitRow

Open = Callable[[Path], MatterWindow]


def row(left: str = "", hit: str = "pilot", right: str = "", document: int = 1) -> HitRow:
    return HitRow(document, f"REV-{document:06d}", None, None, None, 0, 5, left, hit, right)


def counted(matter: Matter, query: str = "pilot OR demo OR the"):
    return count_places(ask(Asked(query), matter, Control()), matter, Control())


def test_the_model_keeps_qts_rules_and_reads_only_what_is_seen(
    open_window: Open, sample: Path, qtbot: QtBot
) -> None:
    work = open_window(sample).work
    model = Hits(work)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(model, mode)
    with Matter.open(sample, read_only=True) as matter:
        hits = counted(matter)
        every = read_hits(hits, 0, hits.places.total, matter, Control())
    assert hits.places.total > 4 * BLOCK_ROWS
    model.show_hits(hits)
    last = model.rowCount() - 1
    assert model.rowCount() == len(every)
    assert model.index(last, 0).data(RowRole) is None
    qtbot.waitUntil(lambda: model.index(last, 0).data(RowRole) is not None)
    assert model.index(last, 0).data(RowRole) == every[last]
    assert model.target(last)[0] == every[last].document
    for number in (0, 7, last):
        document, place, _ = model.target(number)
        assert model.row_of(document, place, every[number].start) == number
    model.show_hits(hits, every[5:8])
    assert [model.row_at(number) for number in range(4)] == [*every[5:8], None]
    assert model.row_of(every[6].document, 0, every[6].start) == 1
    model.show_hits(None)
    assert model.rowCount() == 0
    assert model.target(0) is None
    tester.deleteLater()


def test_hits_are_ordered_by_their_neighbours_and_filtered_by_beginnings() -> None:
    rows = [row("the big ", right=" goes"), row("A "), row("of the big", right=" Ends here")]
    assert arranged(rows, Arranged("left"), Control()) == [rows[1], rows[0], rows[2]]
    assert arranged(rows, Arranged("right"), Control()) == [rows[1], rows[2], rows[0]]
    assert arranged(rows, Arranged("document", "BIG end"), Control()) == [rows[2]]
    assert arranged(rows, Arranged("document", "rev-000001"), Control()) == rows
    assert arranged(rows, Arranged("left", "zebra"), Control()) == []
    stopped = Control()
    stopped.cancel()
    with pytest.raises(Cancelled):
        arranged(rows, Arranged("left"), stopped)


def test_what_is_pasted_or_saved_is_no_formula_and_the_same_each_time(
    sample: Path, tmp_path: Path
) -> None:
    assert (
        as_text([row("a ", "b", " c"), row("", "d")]) == "REV-000001\ta \tb\t c\nREV-000001\t\td\t"
    )
    with Matter.open(sample, read_only=True) as matter:
        hits = counted(matter, "pilot")
        formula = [row("=SUM(1)", "+1", "@x")]
        text = write_hits(hits, formula, tmp_path / "a.csv", matter, Control())
        assert "'=SUM(1),'+1,'@x" in text.read_text("utf-8-sig")
        for name in ("a.xlsx", "b.xlsx"):
            write_hits(hits, None, tmp_path / name, matter, Control())
        assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
        with pytest.raises(PinciteError, match="cannot be written"):
            write_hits(hits, None, tmp_path / "none" / "a.csv", matter, Control())
