"""Hits in their context: listed, gone through, put into order, filtered, copied and saved."""

import csv
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from pincite.desktop.models.results import RowRole
from pincite.matter import Matter
from pincite.search import HitRow
from tests.desktop.views.test_review import Reviewer, reviewer

__all__ = ["reviewer"]


def listed(reviewer: Reviewer) -> list[HitRow | None]:
    model = reviewer.review.hits.model
    return [model.index(row, 0).data(RowRole) for row in range(model.rowCount())]


def show_hits(reviewer: Reviewer, query: str = "pilot") -> list[HitRow]:
    """Search, turn to the hits by their key, and wait until all are read."""
    reviewer.search(query)
    reviewer.press("Shift+H")
    reviewer.until(lambda: reviewer.review.hits.model.rowCount() > 0)
    reviewer.until(lambda: all(listed(reviewer)))
    return [row for row in listed(reviewer) if row]


def every_hit(reviewer: Reviewer, query: str) -> list[tuple[int, int]]:
    with Matter.open(reviewer.window.path, read_only=True) as matter:
        return [
            (document, hit.start)
            for document in matter.search.find(query).ids.tolist()
            for hit in matter.search.hits(query, document)
        ]


def current_hit(reviewer: Reviewer) -> tuple[int, int]:
    document = reviewer.review.document
    assert document.data is not None
    return int(document.data.document.id), document.data.hits[document.hit][0]


def test_every_hit_of_a_result_has_a_row_and_the_keys_go_through_them(reviewer: Reviewer) -> None:
    review = reviewer.review
    rows = show_hits(reviewer)
    expected = every_hit(reviewer, "pilot")
    assert [(row.document, row.start) for row in rows] == expected
    assert review.hits.pane.count == f"{len(rows)} hits"
    assert review.hits.pane.list.hasFocus()
    assert review.hits.pane.list.currentIndex().row() == 0
    for number in range(1, 8):
        reviewer.press("N")
        reviewer.until(lambda number=number: current_hit(reviewer) == expected[number])
    reviewer.press("P")
    reviewer.until(lambda: current_hit(reviewer) == expected[6])
    reviewer.press("Down")
    reviewer.until(lambda: current_hit(reviewer) == expected[7])
    # The facets and the count come though no list of documents is painted.
    reviewer.until(lambda: review.search._count.text().endswith(f"{len(rows)} hits"))


def test_a_row_opens_its_document_at_that_very_hit_on_page_and_text(reviewer: Reviewer) -> None:
    review = reviewer.review
    rows = show_hits(reviewer)
    last = len(rows) - 1
    review.hits.pane.list.go_to_row(last)
    reviewer.until(
        lambda: (
            reviewer.number == rows[last].control
            and current_hit(reviewer) == (rows[last].document, rows[last].start)
        )
    )
    reviewer.pages()
    assert review.document._pending == (rows[last].start, rows[last].end)
    assert review.results.id_at(review.column.list.currentIndex().row()) == rows[last].document
    reviewer.press("Return")
    assert review.document.pages.hasFocus()


def test_another_document_takes_the_list_to_its_first_hit(reviewer: Reviewer) -> None:
    review = reviewer.review
    rows = show_hits(reviewer)
    second = next(number for number, row in enumerate(rows) if row.document != rows[0].document)
    reviewer.press("J")
    reviewer.until(lambda: reviewer.number == rows[second].control)
    assert review.hits.pane.list.currentIndex().row() == second


def test_hits_are_put_in_order_by_the_words_beside_them_and_filtered(reviewer: Reviewer) -> None:
    review = reviewer.review
    rows = show_hits(reviewer)
    review.hits.pane.choose_order("right")
    reviewer.until(lambda: review.hits.model.gathered is not None)
    behind = [row.right_words for row in listed(reviewer) if row]
    assert behind == sorted(row.right_words for row in rows)
    review.hits.pane.choose_order("left")
    reviewer.until(
        lambda: (
            [row.left_words for row in listed(reviewer) if row]
            == sorted(row.left_words for row in rows)
        )
    )
    reviewer.press("Ctrl+L")
    reviewer.type("recog")
    holding = [row for row in rows if "recog" in f"{row.left}{row.right}".lower()]
    reviewer.until(lambda: review.hits.model.rowCount() == len(holding))
    assert review.hits.pane.count == f"{len(holding)} of {len(rows)} hits"
    reviewer.type("zzz")
    reviewer.until(lambda: "No row" in review.hits.pane.hint)
    review.hits.pane.filter.clear()
    review.hits.pane.choose_order("document")
    reviewer.until(lambda: [row for row in listed(reviewer) if row] == rows)


def test_rows_are_copied_and_saved_as_tables(reviewer: Reviewer, tmp_path: Path) -> None:
    review = reviewer.review
    rows = show_hits(reviewer)
    reviewer.press("Ctrl+A")
    reviewer.press("Ctrl+C")
    reviewer.until(lambda: "Copied" in reviewer.window.notice.text)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[2] for line in lines] == [row.hit for row in rows]
    for suffix in (".csv", ".xlsx"):
        review.hits.write(tmp_path / f"hits{suffix}")
        reviewer.until(lambda suffix=suffix: f"hits{suffix}" in reviewer.window.notice.text)
    with (tmp_path / "hits.csv").open(encoding="utf-8-sig", newline="") as stream:
        table = list(csv.DictReader(stream))
    assert [(row["Number"], int(row["Start"])) for row in table] == [
        (row.control, row.start) for row in rows
    ]
    sheet = openpyxl.load_workbook(tmp_path / "hits.xlsx").active
    assert [cell.value for cell in sheet["F"]][1:] == [row.hit for row in rows]


def test_a_query_without_words_says_why_there_is_no_hit(reviewer: Reviewer) -> None:
    review = reviewer.review
    reviewer.press("Shift+H")
    assert "Type a query" in review.hits.pane.hint
    reviewer.search("kind:message")
    reviewer.until(lambda: "no hits to list" in review.hits.pane.hint)
    reviewer.press("L")
    assert review.column.view == "list"
    assert not review.column.list.is_roomy
    assert review.column.list.isVisible()
    reviewer.press("Shift+C")
    assert review.column.list.is_roomy
    assert review.column.list.hasFocus()


def test_the_view_is_remembered(reviewer: Reviewer) -> None:
    reviewer.press("Shift+H")
    assert reviewer.review.place()["view"] == "hits"
    assert [one for one in reviewer.review.hits.actions() if one.is_checked and one.is_checked()]
    reviewer.qtbot.mouseClick(
        reviewer.review.column._choice._buttons["cards"], Qt.MouseButton.LeftButton
    )
    assert reviewer.review.place()["view"] == "cards"
