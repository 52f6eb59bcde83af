"""Reports at the keyboard: a list of terms checked, mended, run, followed, saved, certified."""

import json
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from pincite.desktop.models.term_rows import DOCUMENTS, NOTES, TERM, UNIQUE, WORDS
from pincite.desktop.views.reports import Reports
from pincite.desktop.views.window import MatterWindow
from pincite.desktop.widgets.word_popover import WordPopover
from pincite.matter import Matter
from tests.desktop.views.test_review import Reviewer

LIST = '# agreed\n"face recognition"\npilot\n(demo w/5\nregulat*\n"PILOT"'


class Reporter(Reviewer):
    """A reviewer who reports what search terms find."""

    def __init__(self, window: MatterWindow, qtbot: QtBot) -> None:
        super().__init__(window, qtbot)
        mode = window.mode_called("reports")
        assert isinstance(mode, Reports)
        self.reports = mode
        self.press("Ctrl+3")
        self.until(lambda: mode.isVisible() and mode.list.meaning is not None)

    def write(self, text: str) -> None:
        """Type a list, as fast as it can be pasted."""
        editor = self.reports.list.editor
        editor.setFocus()
        QGuiApplication.clipboard().setText(text)
        self.press("Ctrl+A", editor)
        self.press("Ctrl+V", editor)
        self.until(lambda: self.meant() == text)

    def meant(self) -> str:
        meaning = self.reports.list.meaning
        return meaning.draft.text if meaning else ""

    def run(self) -> None:
        self.press("Ctrl+Return", self.reports.list.editor)
        self.until(lambda: self.reports.run is not None)

    def cells(self, column: int) -> list[str]:
        model = self.reports.results.sorted
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def click_cell(self, row: int, column: int) -> None:
        table = self.reports.results.table
        place = table.visualRect(self.reports.results.sorted.index(row, column)).center()
        self.qtbot.mouseClick(
            table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
        )

    def told(self) -> str:
        return self.window.notice.text


@pytest.fixture
def reporter(open_window: Callable[[Path], MatterWindow], sample: Path, qtbot: QtBot) -> Reporter:
    return Reporter(open_window(sample), qtbot)


def test_a_list_is_checked_as_it_is_typed_and_a_bad_line_mended_with_one_press(
    reporter: Reporter,
) -> None:
    reporter.write(LIST)
    panel = reporter.reports.list
    assert panel.said.text() == "5 terms · 1 cannot be read, the others run"
    assert len(panel.editor.extraSelections()) == 1
    assert panel.bad.isVisible()
    (mend,) = [one for one in panel.bad.findChildren(QPushButton) if one.text() == "Use (demo)"]
    reporter.qtbot.mouseClick(mend, Qt.MouseButton.LeftButton)
    reporter.until(lambda: panel.meaning is not None and not panel.meaning.bad)
    assert panel.editor.text.splitlines()[3] == "(demo)"
    assert not panel.bad.isVisible()
    reporter.press("Ctrl+Z", panel.editor)
    assert panel.editor.text == LIST


def test_the_line_with_the_cursor_says_how_it_reads(reporter: Reporter) -> None:
    reporter.write(LIST)
    reporter.reports.list.editor.go_to(5)
    reading = reporter.reports.list.reading
    assert reading.text() == "Line 5 reads as: a word starting “regulat”."
    dialects = reporter.reports.list.dialect
    dialects.setCurrentIndex(dialects.findText("Lexis"))
    reporter.until(lambda: "starting" not in reading.text() and "Line 5 reads" in reading.text())


def test_a_report_shows_what_each_term_finds(reporter: Reporter) -> None:
    reporter.write(LIST)
    reporter.run()
    assert reporter.cells(TERM) == [
        '"face recognition"',
        "pilot",
        "(demo w/5",
        "regulat*",
        '"PILOT"',
    ]
    with Matter.open(reporter.window.path, read_only=True) as matter:
        pilot = matter.search.find("pilot").documents
        phrase = matter.search.find('"face recognition"').documents
    counts = reporter.cells(DOCUMENTS)
    assert (counts[:3], counts[4]) == ([str(phrase), str(pilot), ""], str(pilot))
    assert "Same as line 3." in reporter.cells(NOTES)[4]
    assert reporter.cells(NOTES)[2].startswith("Expected")
    assert reporter.reports.results.totals.text().startswith("Any term: ")
    assert "documents searchable" in reporter.reports.results.totals.text()


def test_columns_sort_by_what_they_mean_and_rows_are_copied(reporter: Reporter) -> None:
    reporter.write("pilot\nregulat*\nzebra")
    reporter.run()
    results = reporter.reports.results
    results.table.sortByColumn(DOCUMENTS, Qt.SortOrder.AscendingOrder)
    counts = [int(cell) for cell in reporter.cells(DOCUMENTS)]
    assert counts == sorted(counts)
    results.table.setFocus()
    results.table.selectRow(2)
    reporter.press("Ctrl+C", results.table)
    heads, row = QGuiApplication.clipboard().text().splitlines()
    assert heads.split("\t")[:3] == ["Line", "Term", "Documents"]
    assert row.split("\t")[:3] == ["1", "pilot", str(counts[2])]


def test_a_cell_leads_to_its_documents_in_review(reporter: Reporter) -> None:
    reporter.reports.list.within.setText("date:2018")
    reporter.write("pilot\nregulat*")
    reporter.until(lambda: reporter.reports.list.can_run)
    reporter.run()
    unique, documents = (int(reporter.cells(column)[0]) for column in (UNIQUE, DOCUMENTS))
    assert 0 < unique < documents
    reporter.click_cell(0, UNIQUE)
    reporter.until(lambda: reporter.review.answer.asked.query != "")
    assert reporter.window.mode is reporter.review
    assert reporter.review.answer.asked.query == "((pilot) NOT ((regulat*))) AND (date:2018)"
    assert reporter.review.answer.ids.size == unique
    reporter.press("Ctrl+3")
    reporter.reports.results.table.setFocus()
    index = reporter.reports.results.sorted.index(0, DOCUMENTS)
    reporter.reports.results.table.setCurrentIndex(index)
    reporter.press("Return", reporter.reports.results.table)
    reporter.until(lambda: reporter.review.answer.ids.size == documents)
    assert reporter.review.answer.asked.query == "(pilot) AND (date:2018)"


def test_what_a_wildcard_stands_for_opens_beside_it(reporter: Reporter) -> None:
    reporter.write("regulat*")
    reporter.run()
    reporter.click_cell(0, WORDS)
    (popover,) = reporter.reports.results.findChildren(WordPopover)
    words = [popover.words.item(row, 1).text() for row in range(popover.words.rowCount())]
    assert "regulation" in words
    reporter.press("Escape", popover.words)
    reporter.until(lambda: not reporter.reports.results.findChildren(WordPopover))


def test_a_report_is_saved_and_certified_and_the_history_says_so(
    reporter: Reporter, tmp_path: Path
) -> None:
    reporter.write(LIST)
    reporter.run()
    mode = reporter.reports
    for name in ("terms.xlsx", "terms.csv"):
        mode.save(tmp_path / name)
        reporter.until(lambda name=name: f"Saved as {name}." in reporter.told())
    assert load_workbook(tmp_path / "terms.xlsx")["Terms"]["B3"].value == "pilot"
    assert b"pilot" in (tmp_path / "terms.csv").read_bytes()
    mode.certificates.certify_run(mode.run, tmp_path / "terms.pdf")
    reporter.until(lambda: "Certificate saved as terms.pdf" in reporter.told())
    record = json.loads((tmp_path / "terms.json").read_bytes())
    reporter.until(lambda: not reporter.window.work.has_unsaved)
    with Matter.open(reporter.window.path, read_only=True) as matter:
        told = [entry.summary for entry in matter.journal.entries(3)]
    assert record["seal"] in told[0]
    assert "saved as terms.csv" in told[1]
    assert "saved as terms.xlsx" in told[2]
    mode.certificates.check(tmp_path / "terms.json")
    reporter.until(lambda: "The same is found" in reporter.told())


def test_the_query_of_review_is_certified(reporter: Reporter, tmp_path: Path) -> None:
    reporter.press("Ctrl+1")
    reporter.search("pilot w/10 demo*")
    certificates = reporter.review.files.certificates
    certificates.certify_query("pilot w/10 demo*", tmp_path / "pilot.pdf")
    reporter.until(lambda: "Certificate saved as pilot.pdf" in reporter.told())
    with pymupdf.open(tmp_path / "pilot.pdf") as document:
        assert "pilot w/10 demo*" in document[0].get_text()
    titles = [action.title for action in reporter.window.registry.available()]
    assert "Certificate of this search…" in titles
    assert "Check a search certificate…" in titles


def test_a_query_of_another_language_is_certified_in_it(reporter: Reporter, tmp_path: Path) -> None:
    certificates = reporter.review.files.certificates
    certificates.certify_query("pilot /10 demo!", tmp_path / "pilot.pdf", "westlaw")
    reporter.until(lambda: "Certificate saved as pilot.pdf" in reporter.told())
    with pymupdf.open(tmp_path / "pilot.pdf") as document:
        told = document[0].get_text()
    assert "pilot /10 demo!" in told
    assert "Westlaw" in told


def test_a_report_is_stopped_and_can_be_run_again(reporter: Reporter) -> None:
    reporter.write("\n".join(f"pilot w/{number} demo*" for number in range(1, 400)))
    reporter.press("Ctrl+Return", reporter.reports.list.editor)
    reporter.until(reporter.reports.is_running)
    reporter.press("Ctrl+Period", reporter.reports.list.editor)
    reporter.until(lambda: not reporter.reports.is_running())
    assert "Stopped" in reporter.reports.results.totals.text()
    assert not reporter.reports.has_run()
    reporter.write("pilot")
    reporter.run()
    assert reporter.cells(TERM) == ["pilot"]


def test_the_list_is_kept_with_the_matter(
    open_window: Callable[[Path], MatterWindow], sample: Path, qtbot: QtBot
) -> None:
    first = Reporter(open_window(sample), qtbot)
    first.reports.list.within.setText("date:2018")
    first.write(LIST)
    with qtbot.waitSignal(first.window.closed):
        first.window.close()
    again = Reporter(open_window(sample), qtbot)
    again.until(lambda: again.reports.list.editor.text == LIST)
    assert again.reports.list.within.text() == "date:2018"


def test_a_list_is_opened_from_a_file_that_is_dropped(reporter: Reporter, tmp_path: Path) -> None:
    path = tmp_path / "terms.txt"
    path.write_text("pilot\ndemo\n")
    assert reporter.reports.takes_drop([path])
    reporter.until(lambda: reporter.meant() == "pilot\ndemo\n")
    assert not reporter.reports.takes_drop([tmp_path])


def test_it_is_said_when_the_matter_has_changed_since(reporter: Reporter) -> None:
    reporter.write("pilot")
    reporter.run()
    reporter.window.work.announce(frozenset({"tags"}))
    reporter.until(lambda: "has changed since" in reporter.reports.results.totals.text())


def test_it_is_said_when_the_list_has_changed_since(reporter: Reporter) -> None:
    reporter.write("pilot\n(demo")
    reporter.run()
    totals = reporter.reports.results.totals
    assert "has changed" not in totals.text()
    (mend,) = [
        one
        for one in reporter.reports.list.bad.findChildren(QPushButton)
        if one.text() == "Use (demo)"
    ]
    mend.click()
    reporter.until(lambda: "The list has changed since" in totals.text())
    reporter.press("Ctrl+Z")
    reporter.until(lambda: reporter.meant() == "pilot\n(demo")
    assert "has changed" not in totals.text()


def test_a_scope_that_cannot_be_read_is_said_and_nothing_runs(reporter: Reporter) -> None:
    reporter.write("pilot")
    reporter.reports.list.within.setText("(date:2018")
    reporter.until(lambda: "Within: " in reporter.reports.list.said.text())
    assert not reporter.reports.can_run()
    assert reporter.reports.list.editor.geometry().contains(QPoint(40, 60))
