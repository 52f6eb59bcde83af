"""Highlight lists in the window: shown in every document, toggled, gone through, edited."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pincite.desktop.dialogs.highlight_lists import HighlightListsDialog
from pincite.desktop.theme import tag_colour
from pincite.desktop.views.window import MatterWindow
from pincite.matter import Matter
from tests.desktop.views.test_review import Reviewer

VENDOR, PEOPLE = ("pilot", '"face recognition"', "demo*"), ("Whitlock", "okafor", "w/ bad")


@pytest.fixture
def reviewer(open_window: Callable[[Path], MatterWindow], sample: Path, qtbot: QtBot) -> Reviewer:
    with Matter.open(sample) as matter:
        matter.highlights.new("Vendor", VENDOR, 4)
        matter.highlights.new("People", PEOPLE, 2)
    return Reviewer(open_window(sample), qtbot)


def counts(reviewer: Reviewer) -> list[str]:
    return [row._count for row in reviewer.review.highlights.panel.rows]


def shown(reviewer: Reviewer) -> list[str]:
    data = reviewer.review.document.data
    marks = reviewer.review.document.highlighted.marks
    return [data.text[mark.start : mark.end] for mark in marks] if data else []


def open_marked(reviewer: Reviewer) -> list[str]:
    """Open a document that holds terms of both lists; what is shown in it."""
    review = reviewer.review
    reviewer.search("pilot whitlock")
    reviewer.until(lambda: bool(review.document.data and review.document.data.hits))
    reviewer.until(lambda: all(count not in ("", "0") for count in counts(reviewer)))
    reviewer.until(lambda: len(shown(reviewer)) == sum(map(int, counts(reviewer))))
    assert review.answer is not None
    return shown(reviewer)


def has_colour(picture: QImage, wanted: QColor) -> bool:
    return any(
        abs(colour.red() - wanted.red()) + abs(colour.green() - wanted.green())
        + abs(colour.blue() - wanted.blue()) < 24
        for y in range(picture.height())
        for x in range(0, picture.width(), 2)
        for colour in (picture.pixelColor(x, y),)
    )  # fmt: skip


def test_terms_are_shown_in_every_document_with_their_counts(reviewer: Reviewer) -> None:
    words = {word.lower() for word in open_marked(reviewer)}
    assert {"pilot", "whitlock"} <= words
    former = reviewer.number
    reviewer.press("J")
    reviewer.until(lambda: reviewer.number != former)
    reviewer.until(lambda: len(shown(reviewer)) == sum(map(int, counts(reviewer))) > 0)


def test_lists_are_turned_on_and_off_by_keys_and_clicks(reviewer: Reviewer) -> None:
    review = reviewer.review
    every = open_marked(reviewer)
    vendor, people = map(int, counts(reviewer))
    reviewer.press("Alt+Shift+1")
    reviewer.until(lambda: len(shown(reviewer)) == people)
    reviewer.qtbot.mouseClick(review.highlights.panel.rows[0], Qt.MouseButton.LeftButton)
    reviewer.until(lambda: len(shown(reviewer)) == vendor + people)
    reviewer.press("Shift+L")
    reviewer.until(lambda: not shown(reviewer))
    reviewer.press("Shift+L")
    reviewer.until(lambda: shown(reviewer) == every)
    reviewer.press("Alt+Shift+2")
    reviewer.until(lambda: len(shown(reviewer)) == vendor)

    def is_kept() -> bool:
        with Matter.open(reviewer.window.path, read_only=True) as matter:
            return [one.is_shown for one in matter.highlights.all()] == [True, False]

    reviewer.until(is_kept)
    titles = [action.current_title for action in review.highlights.actions()]
    assert "Highlight “Vendor”" in titles


def test_keys_go_from_term_to_term_round_the_end(reviewer: Reviewer) -> None:
    words = open_marked(reviewer)
    highlighted = reviewer.review.document.highlighted
    for number in range(len(words) + 1):
        reviewer.press("Shift+N")
        assert highlighted.current == highlighted.marks[number % len(words)]
    reviewer.press("Shift+P")
    assert highlighted.current == highlighted.marks[-1]


def test_terms_are_painted_on_the_page_and_in_the_text(reviewer: Reviewer) -> None:
    open_marked(reviewer)
    reviewer.pages()
    review = reviewer.review
    vendor = tag_colour(4)
    reviewer.until(lambda: has_colour(review.document.pages.viewport().grab().toImage(), vendor))
    reviewer.press("Alt+2")
    assert has_colour(review.document.text.viewport().grab().toImage(), vendor)
    reviewer.press("Shift+L")
    assert not has_colour(review.document.text.viewport().grab().toImage(), vendor)


def test_a_list_is_edited_mended_and_undone(reviewer: Reviewer, tmp_path: Path) -> None:
    open_marked(reviewer)
    reviewer.press("Ctrl+Shift+H")
    dialog = next(iter(reviewer.window.findChildren(HighlightListsDialog)))
    reviewer.until(lambda: dialog.lists.count() == 2)
    dialog.lists.setCurrentRow(1)
    reviewer.until(lambda: "Line 3" in dialog.bad.text())
    assert "2 terms can be shown." in dialog.bad.text()
    dialog.terms.setPlainText("Whitlock\npilot w/ demo")
    reviewer.until(lambda: "Use pilot w/5 demo" in dialog.bad.text())
    dialog.bad.linkActivated.emit("2 pilot w/5 demo")
    reviewer.until(lambda: dialog.bad.text() == "2 terms can be shown.")
    terms = tmp_path / "more.txt"
    terms.write_text("regulat*\n", encoding="utf-8")
    dialog.load(terms)
    dialog._save.click()
    expected = ("Whitlock", "pilot w/5 demo", "regulat*")
    reviewer.until(lambda: reviewer.review.highlights.lists[1].terms == expected)
    dialog._new.click()
    reviewer.until(lambda: dialog.lists.count() == 3)
    reviewer.until(lambda: dialog.name.text() == "List 1")
    dialog._delete.click()
    reviewer.until(lambda: dialog.lists.count() == 2)
    closed: list[int] = []
    dialog.finished.connect(closed.append)
    dialog.name.setText("Names")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert closed
    reviewer.until(lambda: "Names" in [one.name for one in reviewer.review.highlights.lists])
    for left in (2, 3, 2, 2):
        reviewer.review.decisions._on_undo_wanted()
        reviewer.until(lambda left=left: len(reviewer.review.highlights.lists) == left)
    reviewer.until(lambda: reviewer.review.highlights.lists[1].terms == PEOPLE)


def test_a_matter_that_is_only_read_shows_its_lists(
    reviewer: Reviewer, open_window: Callable[[Path], MatterWindow], qtbot: QtBot
) -> None:
    second = Reviewer(open_window(reviewer.window.path), qtbot)
    open_marked(second)
    assert second.window.shell.opened.is_read_only
    second.press("Alt+Shift+1")
    second.until(lambda: len(shown(second)) == int(counts(second)[1]))
    second.press("J")
    second.until(lambda: second.review.highlights.panel.rows[0].isChecked() is False)


def test_a_matter_without_lists_offers_to_make_one(
    open_window: Callable[[Path], MatterWindow], made_sample: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = shutil.copytree(made_sample, tmp_path / "Other.pincite")
    reviewer = Reviewer(open_window(path), qtbot)
    panel = reviewer.review.highlights.panel
    assert panel._edit.text() == "New list…"
    panel._edit.click()
    dialog = next(iter(reviewer.window.findChildren(HighlightListsDialog)))
    reviewer.until(lambda: not dialog.terms.isEnabled())
    dialog.close()
