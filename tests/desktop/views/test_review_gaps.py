"""What Review says of what a search does not see: gaps, misreadings, hits in weak text."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pincite.desktop.models.results import RowRole
from pincite.desktop.views.window import MatterWindow
from pincite.domain.documents import CanonicalText
from pincite.matter import Matter
from pincite.store.ocr import OcrPages, ReadPage
from tests.desktop.views.test_review import Reviewer

WEAK, GOOD = 61.0, 93.0


@pytest.fixture
def reviewer(sample: Path, open_window: Callable[[Path], MatterWindow], qtbot: QtBot) -> Reviewer:
    """At the sample, where two of the printed messages were read badly, one with a slip."""
    with Matter.open(sample, must_write=True) as matter:
        printed = [
            number
            for number in matter.search.find("pilot kind:message type:printed").ids.tolist()
            if matter.documents.pages(number)
        ]
        _read(matter, printed[0], WEAK)
        _read(matter, printed[1], GOOD, "pi1ot")
    return Reviewer(open_window(sample), qtbot)


def _read(matter: Matter, document: int, confidence: float, instead: str = "pilot") -> None:
    """Have a document's pages been read from their pictures."""
    text = matter.documents.text(document)
    layouts = matter.documents.layouts(document)
    pages = [
        ReadPage(
            page.number, page.text_start, page.text_end, list(layout.words), page.bates, confidence
        )
        for page, layout in zip(matter.documents.pages(document), layouts, strict=True)
    ]
    words = text.text.replace("pilot", instead).replace("Pilot", instead)
    OcrPages(matter.store).rewrite(document, CanonicalText(words, text.bounds), pages)


def click(reviewer: Reviewer, widget: QWidget, starts: str) -> None:
    button = next(one for one in widget.findChildren(QPushButton) if one.text().startswith(starts))
    reviewer.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_under_every_result_stands_how_much_is_searchable(reviewer: Reviewer):
    line = reviewer.review.column.coverage
    reviewer.search("pilot")
    reviewer.until(lambda: "documents searchable" in line.text)
    with Matter.open(reviewer.window.shell.opened.path, read_only=True) as matter:
        coverage = matter.search.coverage()
    assert line.text == f"{coverage.said} · 1 with weak text"
    click(reviewer, line, coverage.said)
    reviewer.until(
        lambda: (
            reviewer.review.answer is not None and reviewer.review.answer.asked.query == "has:gap"
        )
    )
    assert reviewer.review.answer.ids.size == coverage.unsearchable > 0


def test_a_misreading_is_added_to_the_query_with_one_press(reviewer: Reviewer):
    reviewer.search("pilot")
    line = reviewer.review.misreads
    reviewer.until(line.isVisible)
    assert line.text == "A scanner may have read “pilot” as “pi1ot”: 1 document"
    before = reviewer.review.answer.ids.size
    click(reviewer, line, "Add")
    reviewer.until(lambda: reviewer.review.answer.asked.query == "(pilot OR pi1ot)")
    assert reviewer.review.answer.ids.size == before + 1
    reviewer.until(lambda: not line.isVisible())


def test_a_hit_in_weak_text_says_so_in_its_row_and_beside_the_counter(reviewer: Reviewer):
    reviewer.search("pilot ocr:<70")
    reviewer.until(lambda: reviewer.review.document.data is not None)
    results = reviewer.review.results
    reviewer.until(lambda: results.data(results.index(0, 0), RowRole) is not None)
    row = results.data(results.index(0, 0), RowRole)
    assert row.is_weak
    assert "weak text" in row.spoken
    reviewer.until(lambda: "weak text" in reviewer.review.document.hit_count)
    reviewer.search("pilot ocr:>90 OR pi1ot")
    reviewer.until(lambda: results.data(results.index(0, 0), RowRole) is not None)
    assert not results.data(results.index(0, 0), RowRole).is_weak
    reviewer.until(lambda: "weak text" not in reviewer.review.document.hit_count)
