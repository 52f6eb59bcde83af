"""Facets are written into the query by clicks, and read from it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from pincite.desktop.models.asked import Asked
from pincite.desktop.widgets.facet_row import FacetRow
from pincite.search.language.narrowing import Facet
from tests.desktop.views.test_review import Reviewer, reviewer

__all__ = ["reviewer"]

SALES, PILOT = Facet("tag", "Sales pressure"), Facet("tag", "Pilot & demos")
EMAIL = Facet("kind", "message")


def row_of(reviewer: Reviewer, facet: Facet) -> FacetRow:
    """The row of a facet, once the facets belong to the answer that is shown."""
    review = reviewer.review

    reviewer.until(lambda: facet in review.facets.rows)
    return review.facets.rows[facet]


def click(
    reviewer: Reviewer,
    facet: Facet,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    reviewer.qtbot.mouseClick(row_of(reviewer, facet), Qt.MouseButton.LeftButton, keys)


def until_asked(reviewer: Reviewer, query: str) -> None:
    """Wait until a query is answered and its facets are shown."""
    review = reviewer.review
    reviewer.until(lambda: review.answer is not None and review.answer.asked.query == query)
    reviewer.until(lambda: review.facets.counted_query == query)
    assert review.search.query == query


def test_clicks_write_facets_into_the_query_and_take_them_out(reviewer: Reviewer) -> None:
    review = reviewer.review
    everything = review.results.rowCount()
    reviewer.search("pilot OR demo")
    until_asked(reviewer, "pilot OR demo")
    expected = int(review.facets.rows[SALES]._count)
    assert 0 < expected < everything
    click(reviewer, SALES)
    until_asked(reviewer, '(pilot OR demo) AND tag:"Sales pressure"')
    assert review.results.rowCount() == expected
    assert row_of(reviewer, SALES).state == "on"
    assert "in the query" in row_of(reviewer, SALES).accessibleName()
    click(reviewer, PILOT, Qt.KeyboardModifier.ControlModifier)
    until_asked(reviewer, '(pilot OR demo) AND (tag:"Sales pressure" OR tag:"Pilot & demos")')
    assert row_of(reviewer, PILOT).state == row_of(reviewer, SALES).state == "on"
    click(reviewer, SALES)
    until_asked(reviewer, '(pilot OR demo) AND tag:"Pilot & demos"')
    click(reviewer, EMAIL, Qt.KeyboardModifier.ShiftModifier)
    until_asked(reviewer, '(pilot OR demo) AND tag:"Pilot & demos" AND NOT kind:message')
    click(reviewer, PILOT)
    until_asked(reviewer, "(pilot OR demo) AND NOT kind:message")


def test_what_is_typed_is_what_is_on(reviewer: Reviewer) -> None:
    reviewer.search('tag:"sales pressure" NOT coded:responsive has:attachment date:2017')
    reviewer.until(lambda: row_of(reviewer, SALES).state == "on")
    assert row_of(reviewer, Facet("coded", "responsive")).state == "not"
    assert row_of(reviewer, Facet("has", "attachment")).state == "on"
    assert reviewer.review.facets._histogram._chosen == [("2017-01", "2017-12")]


def test_the_field_takes_a_click_back_with_undo(reviewer: Reviewer) -> None:
    reviewer.search("pilot")
    click(reviewer, EMAIL)
    until_asked(reviewer, "pilot AND kind:message")
    reviewer.press("Ctrl+F")
    reviewer.press("Ctrl+Z")
    assert reviewer.review.search.query == "pilot"


def test_what_leaves_nothing_is_taken_out_with_a_click(reviewer: Reviewer) -> None:
    review = reviewer.review
    reviewer.search("kind:message kind:attachment date:1901")
    reviewer.until(review.column._empty.isVisible)
    assert "takes a condition out" in review.column._empty.text()
    date = Facet("date", "1901")
    reviewer.until(lambda: row_of(reviewer, date).isVisible())
    click(reviewer, date)
    until_asked(reviewer, "kind:message kind:attachment")


def test_a_query_of_another_language_is_converted_and_that_is_said(reviewer: Reviewer) -> None:
    review = reviewer.review
    review.ask(Asked("pilot or demo", dialect="dtsearch"))
    reviewer.until(lambda: review.facets.counted_query == "pilot OR demo")
    click(reviewer, EMAIL)
    until_asked(reviewer, "(pilot OR demo) AND kind:message")
    reviewer.until(reviewer.window.notice.isVisible)
    assert "own language" in reviewer.window.notice.text


def test_a_facet_is_reached_and_clicked_by_keys(reviewer: Reviewer) -> None:
    row = row_of(reviewer, EMAIL)
    row.setFocus()
    reviewer.qtbot.keyClick(row, Qt.Key.Key_Space)
    until_asked(reviewer, "kind:message")
    assert row_of(reviewer, EMAIL).hasFocus()


def test_people_of_one_name_are_told_apart(reviewer: Reviewer) -> None:
    reviewer.search("face")
    until_asked(reviewer, "face")
    facets = reviewer.review.facets
    next(button for button in facets.findChildren(QPushButton) if button.text() == "More…").click()
    names = [row.text() for facet, row in facets.rows.items() if facet.field == "person"]
    assert len(names) == len(set(names)) > 5
    assert "Dana Whitlock" in names
    assert "Dana Whitlock, no address" in names
