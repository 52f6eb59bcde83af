"""A reviewer at the keyboard: find, read, tag, code, cite, undo, on the real sample."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pincite.desktop.dialogs.ask_text import AskText
from pincite.desktop.dialogs.bulk import BulkDialog
from pincite.desktop.models.asked import Asked
from pincite.desktop.models.results import RowRole
from pincite.desktop.theme import Theme
from pincite.desktop.views.review import Review
from pincite.desktop.views.window import MatterWindow
from pincite.desktop.widgets.page_geometry import Box
from pincite.desktop.work.printing import PrintJob
from pincite.matter import Matter

WAIT_MS = 20_000
QUERY = '(pilot OR demo*) w/10 "face recognition"'


class Reviewer:
    """Presses keys in a window and waits for what should come of it."""

    def __init__(self, window: MatterWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        mode = window.mode_called("review")
        assert isinstance(mode, Review)
        self.review = mode
        self.until(lambda: mode.document.data is not None)

    def until(self, fact: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(fact, timeout=WAIT_MS)

    def press(self, key: str, where: QWidget | None = None) -> None:
        target = where or self.window.focusWidget() or self.review.column.list
        code, modifiers = self._keys(key)
        self.qtbot.keyClick(target, code, modifiers)

    def type(self, text: str) -> None:
        target = self.window.focusWidget()
        assert target is not None
        self.qtbot.keyClicks(target, text)

    def search(self, query: str) -> None:
        # Offscreen, no window manager gives the focus back when a dialog closes.
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        self.press("Ctrl+F")
        self.type(query)
        self.press("Return")
        self.until(
            lambda: self.review.answer is not None and self.review.answer.asked.query == query
        )

    def open(self, number: str) -> None:
        self.review.places.go_to_number(number)
        self.until(lambda: self.number == number)

    def pages(self) -> None:
        self.until(lambda: bool(self.review.document.pages.layouts))

    @property
    def number(self) -> str:
        data = self.review.document.data
        return data.control if data else ""

    @property
    def decisions(self):
        assert self.review.document.data is not None
        return self.review.document.data.decisions

    def select(self, words: str) -> None:
        data = self.review.document.data
        assert data is not None
        start = data.text.index(words)
        self.review.document.pages.select(start, start + len(words))

    def _keys(self, key: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
        *names, last = key.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for name in names:
            modifiers |= {
                "Ctrl": Qt.KeyboardModifier.ControlModifier,
                "Shift": Qt.KeyboardModifier.ShiftModifier,
                "Alt": Qt.KeyboardModifier.AltModifier,
            }[name]
        return getattr(Qt.Key, f"Key_{last}"), modifiers


@pytest.fixture
def reviewer(open_window: Callable[[Path], MatterWindow], sample: Path, qtbot: QtBot) -> Reviewer:
    return Reviewer(open_window(sample), qtbot)


def test_a_matter_opens_with_every_document_and_the_first_one_open(reviewer: Reviewer) -> None:
    with Matter.open(reviewer.window.path, read_only=True) as matter:
        assert reviewer.review.results.rowCount() == matter.documents.totals().documents
    assert reviewer.review.column.list.currentIndex().row() == 0


def test_a_query_is_read_back_counted_and_opens_at_its_first_hit(reviewer: Reviewer) -> None:
    reviewer.search(QUERY)
    review = reviewer.review
    reviewer.until(lambda: review.document.data is not None and bool(review.document.data.hits))
    assert "within 10 words" in review.reading.text
    found = review.results.rowCount()
    reviewer.until(lambda: "hits" in review.search._count.text())
    assert review.search._count.text().startswith(f"{found} documents")
    assert review.document._count.text().startswith("Hit 1 of")
    assert reviewer.window.focusWidget() is review.column.list


def test_an_error_marks_its_place_and_mends_itself(reviewer: Reviewer) -> None:
    review = reviewer.review
    reviewer.press("Ctrl+F")
    reviewer.type("pilot w/10 AND demo")
    reviewer.press("Return")
    reviewer.until(review.reading._use.isVisible)
    assert "text-decoration:underline" in review.reading.text
    assert reviewer.window.focusWidget() is review.search.focusProxy()
    review.reading._use.click()
    reviewer.until(lambda: "Reads as" in review.reading.text)
    assert review.search.query == review._asked.query == "pilot w/10 demo"


def test_j_and_k_go_through_the_documents(reviewer: Reviewer) -> None:
    first = reviewer.number
    reviewer.press("J")
    reviewer.until(lambda: reviewer.number != first)
    reviewer.press("K")
    reviewer.until(lambda: reviewer.number == first)


def test_n_goes_through_hits_and_on_to_the_next_document(reviewer: Reviewer) -> None:
    reviewer.search(QUERY)
    review = reviewer.review
    reviewer.until(lambda: review.document.data is not None and bool(review.document.data.hits))
    first, hits = reviewer.number, len(review.document.data.hits)
    for _ in range(hits):
        assert reviewer.number == first
        reviewer.press("N")
    reviewer.until(lambda: reviewer.number != first)
    reviewer.press("P")
    reviewer.until(lambda: reviewer.number == first)
    assert review.document._count.text() == f"Hit {hits} of {hits}"


def test_letters_typed_into_a_query_are_not_commands(reviewer: Reviewer) -> None:
    first = reviewer.number
    reviewer.press("Slash")
    reviewer.type("jkn123r?")
    assert reviewer.review.search.query == "jkn123r?"
    assert reviewer.number == first
    assert reviewer.decisions.tags == ()


def test_a_digit_tags_the_selected_words_and_undo_takes_it_back(reviewer: Reviewer) -> None:
    reviewer.open("REV-000008")
    reviewer.pages()
    count = len(reviewer.decisions.passages)
    reviewer.select("A Tuesday or Wednesday later this month")
    assert reviewer.review.document.bar.isVisible()
    reviewer.press("3")
    reviewer.until(lambda: len(reviewer.decisions.passages) == count + 1)
    quotes = {one.quote: [tag.digit for tag in one.tags] for one in reviewer.decisions.passages}
    assert quotes["A Tuesday or Wednesday later this month"] == [3]
    reviewer.press("1")
    reviewer.until(
        lambda: any(
            len(one.tags) == 2 and one.quote.startswith("A Tuesday")
            for one in reviewer.decisions.passages
        )
    )
    reviewer.press("Ctrl+Z")
    reviewer.press("Ctrl+Z")
    reviewer.until(lambda: len(reviewer.decisions.passages) == count)
    reviewer.press("Ctrl+Shift+Z")
    reviewer.until(lambda: len(reviewer.decisions.passages) == count + 1)


def test_without_a_selection_a_digit_tags_the_document(reviewer: Reviewer) -> None:
    reviewer.open("REV-000009")
    reviewer.press("2")
    reviewer.until(lambda: [tag.digit for tag in reviewer.decisions.tags] == [2])
    reviewer.press("2")
    reviewer.until(lambda: reviewer.decisions.tags == ())


def test_coding_keys_decide_and_enter_goes_to_the_next_uncoded(reviewer: Reviewer) -> None:
    reviewer.search(QUERY)
    reviewer.open("REV-000009")
    reviewer.press("R")
    reviewer.until(lambda: reviewer.decisions.coding.responsive == "responsive")
    reviewer.press("V")
    reviewer.until(lambda: reviewer.decisions.coding.is_privileged)
    reviewer.press("V")
    reviewer.until(lambda: not reviewer.decisions.coding.is_privileged)
    reviewer.press("Return")
    reviewer.until(lambda: reviewer.number != "REV-000009")
    assert reviewer.decisions.coding.responsive is None


def test_words_are_selected_by_keys_alone_and_copied(reviewer: Reviewer) -> None:
    reviewer.open("REV-000008")
    reviewer.pages()
    reviewer.press("F6")
    reviewer.press("Right")
    for _ in range(2):
        reviewer.press("Shift+Right")
    reviewer.press("Ctrl+C")
    data = reviewer.review.document.data
    first, second = reviewer.review.document.pages.layouts[0].words[:2]
    assert QGuiApplication.clipboard().text() == data.text[first.start : second.end]
    reviewer.press("Escape")
    assert reviewer.review.document.selection is None


def test_words_are_selected_with_the_mouse(reviewer: Reviewer) -> None:
    reviewer.open("REV-000008")
    reviewer.pages()
    pages = reviewer.review.document.pages
    words = pages.layouts[0].words
    page = pages._placed(0)

    def at(index: int) -> QPoint:
        return page.box(Box(*words[index].box)).center().toPoint()

    qtbot = reviewer.qtbot
    qtbot.mousePress(pages.viewport(), Qt.MouseButton.LeftButton, pos=at(20))
    qtbot.mouseMove(pages.viewport(), at(25))
    qtbot.mouseRelease(pages.viewport(), Qt.MouseButton.LeftButton, pos=at(25))
    assert reviewer.review.document.selection == (words[20].start, words[25].end)


def test_the_text_tab_shows_the_same_selection_as_the_pages(reviewer: Reviewer) -> None:
    reviewer.open("REV-000008")
    reviewer.pages()
    reviewer.select("face recognition service")
    stretch = reviewer.review.document.selection
    reviewer.press("Alt+2")
    assert reviewer.review.document.tab == "text"
    assert reviewer.review.document.selection == stretch
    assert reviewer.review.document.text.textCursor().selectedText() == "face recognition service"


def test_dragging_over_the_histogram_keeps_those_months(reviewer: Reviewer) -> None:
    review = reviewer.review
    histogram = review.facets._histogram
    reviewer.until(lambda: len(histogram.bars) > 3)
    bars = histogram.bars
    qtbot = reviewer.qtbot
    qtbot.mousePress(histogram, Qt.MouseButton.LeftButton, pos=histogram._box(0).center())
    qtbot.mouseMove(histogram, histogram._box(2).center())
    qtbot.mouseRelease(histogram, Qt.MouseButton.LeftButton, pos=histogram._box(2).center())
    months = f"{bars[0][0]}..{bars[2][0]}"
    reviewer.until(lambda: review.search.query == f"date:{months}")
    expected = sum(count for _, _, count in bars[:3])
    reviewer.until(lambda: review.results.rowCount() == expected)


def test_a_number_that_names_nothing_says_so(reviewer: Reviewer) -> None:
    reviewer.review.places.go_to_number("REV-999999")
    reviewer.until(reviewer.window.notice.isVisible)
    assert "REV-999999" in reviewer.window.notice.text


def test_an_exhibits_cite_leads_to_its_document(reviewer: Reviewer) -> None:
    with Matter.open(reviewer.window.path, read_only=True) as matter:
        bundle = matter.bundles.all()[0]
        exhibit = matter.bundles.exhibits(bundle)[0]
        control = matter.documents.control(exhibit.document_id)
    reviewer.press("Ctrl+G")
    dialog = next(one for one in reviewer.window.findChildren(AskText))
    reviewer.qtbot.keyClicks(dialog._field, "ex. 1")
    reviewer.qtbot.keyClick(dialog._field, Qt.Key.Key_Return)
    reviewer.until(lambda: reviewer.number == control)


def test_a_pin_cite_is_copied_with_one_key(reviewer: Reviewer) -> None:
    with Matter.open(reviewer.window.path, read_only=True) as matter:
        exhibits = matter.bundles.exhibits(matter.bundles.all()[0])
        passages = (matter.passages.of_document(each.document_id) for each in exhibits)
        passage = next(found[0] for found in passages if found)
        exhibited = passage.document_id
        expected = matter.cites.of_passage(passage).text
        control = matter.documents.control(exhibited)
    reviewer.open(control)
    reviewer.pages()
    reviewer.review.document.pages.select(passage.start, passage.end)
    reviewer.press("Ctrl+Shift+C")
    reviewer.until(reviewer.window.notice.isVisible)
    assert QGuiApplication.clipboard().text() == expected
    assert expected.startswith("Ex. ")
    assert expected in reviewer.window.notice.text


def test_many_results_are_tagged_and_coded_as_one_decision(reviewer: Reviewer) -> None:
    reviewer.search(QUERY)
    review = reviewer.review
    count = review.results.rowCount()
    reviewer.press("Ctrl+B")
    dialog = next(one for one in reviewer.window.findChildren(BulkDialog))
    dialog._tag.setCurrentText("Swept")
    dialog._coding.setCurrentIndex(1)
    dialog._on_apply()
    reviewer.until(reviewer.window.notice.isVisible)
    reviewer.search("tag:Swept")
    reviewer.until(lambda: review.results.rowCount() == count)


def test_a_note_is_saved_when_the_reviewer_goes_on(reviewer: Reviewer) -> None:
    reviewer.open("REV-000009")
    reviewer.press("M")
    reviewer.type("Compare with Ex. 1")
    reviewer.press("Tab")
    reviewer.until(lambda: reviewer.decisions.note == "Compare with Ex. 1")


def test_a_title_given_by_the_reviewer_shows_in_the_list(reviewer: Reviewer) -> None:
    review = reviewer.review
    reviewer.open("REV-000009")
    review.decisions._on_edited(9, "2017-09-15", "The forward", "")
    reviewer.until(lambda: _row(review, 9) is not None and _row(review, 9).title == "The forward")
    assert _row(review, 9).date == "15 Sep 2017"
    reviewer.until(lambda: review.document.data.document.given_title == "The forward")


def test_results_are_saved_as_a_table(reviewer: Reviewer, tmp_path: Path) -> None:
    reviewer.search(QUERY)
    answer = reviewer.review.answer
    reviewer.review.files.write_results(answer, tmp_path / "results.csv")
    reviewer.until(reviewer.window.notice.isVisible)
    lines = (tmp_path / "results.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("number,date,people,title")
    assert len(lines) == answer.ids.size + 1


def test_an_original_is_saved_byte_for_byte(reviewer: Reviewer, tmp_path: Path) -> None:
    reviewer.review.files.write_original(9, tmp_path / "nine.eml")
    reviewer.until(reviewer.window.notice.isVisible)
    with Matter.open(reviewer.window.path, read_only=True) as matter:
        assert (tmp_path / "nine.eml").read_bytes() == matter.natives.read(matter.documents.get(9))


def test_pages_are_printed(reviewer: Reviewer, tmp_path: Path) -> None:
    reviewer.open("REV-000008")
    reviewer.pages()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    pages = reviewer.review.document.pages.layouts
    job = PrintJob(reviewer.window.work, printer, 8, pages, reviewer.window)
    with reviewer.qtbot.waitSignal(job.finished, timeout=WAIT_MS):
        job.start()
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_the_next_run_begins_where_the_last_one_ended(
    reviewer: Reviewer, open_window: Callable[[Path], MatterWindow], qtbot: QtBot
) -> None:
    reviewer.search(QUERY)
    reviewer.open("REV-000012")
    reviewer.press("Alt+2")
    path = reviewer.window.path
    reviewer.window.close()
    again = Reviewer(open_window(path), qtbot)
    again.until(lambda: again.number == "REV-000012")
    assert again.review.search.query == QUERY
    assert again.review.document.tab == "text"


def test_a_second_window_on_a_matter_only_reads(
    reviewer: Reviewer, open_window: Callable[[Path], MatterWindow], qtbot: QtBot
) -> None:
    second = Reviewer(open_window(reviewer.window.path), qtbot)
    assert second.window.shell.opened.is_read_only
    assert second.window.notice.isVisible()
    assert not second.review.can_decide()


def test_the_dark_look_is_put_on_while_working(reviewer: Reviewer, theme: Theme) -> None:
    reviewer.search(QUERY)
    theme.choose("dark")
    reviewer.qtbot.wait(50)
    image = reviewer.review.facets.grab().toImage()
    assert image.pixelColor(4, image.height() - 4).lightness() < 80
    theme.choose("light")


def test_an_empty_matter_says_what_to_do(
    open_window: Callable[[Path], MatterWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    Matter.new(tmp_path / "Empty").close()
    review = open_window(tmp_path / "Empty.pincite").mode_called("review")
    qtbot.waitUntil(lambda: "Drop a release here" in review.column._empty.text())
    assert review.column._empty.isVisible()


def test_a_query_that_finds_nothing_says_what_to_do(reviewer: Reviewer) -> None:
    reviewer.search("zzzzqq")
    reviewer.until(reviewer.review.column._empty.isVisible)
    assert "No document matches" in reviewer.review.column._empty.text()
    assert reviewer.review.document.data is None
    assert not reviewer.review.coding._responsive.is_chosen("responsive")
    assert not reviewer.review.coding._responsive.is_chosen("clear")
    # The keys go to the query, to mend it; they are not lost with the list.
    reviewer.until(lambda: "Search" in reviewer.window.focusWidget().accessibleName())
    reviewer.review.ask(Asked())
    reviewer.until(lambda: reviewer.review.document.data is not None)


def _row(review: Review, document: int):
    model = review.results
    return model.data(model.index(model.row_of(document), 0), RowRole)
