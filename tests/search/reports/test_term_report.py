"""The search term report: every figure against what the searches themselves find."""

from collections.abc import Callable

import pytest

from pincite.errors import Cancelled, QueryError
from pincite.jobs.control import Control, Progress
from pincite.search import Search, TermReport, TermRow, TermsAsked
from pincite.search.reports.term_lists import term_lines
from pincite.store.connection import Store
from tests.search.conftest import Add

Report = Callable[..., TermReport]


@pytest.fixture
def report(search: Search) -> Report:
    def report(text: str, dialect="pincite", within: str = "") -> TermReport:
        asked = TermsAsked(tuple(term_lines(text, dialect)), dialect, within)
        return search.term_report(asked, Control())

    return report


def one(report: TermReport, term: str) -> TermRow:
    (row,) = [row for row in report.rows if row.line.text == term]
    return row


def test_each_term_says_what_it_finds_and_what_it_alone_finds(report: Report, add: Add) -> None:
    parent = add("the pilot, a pilot", sent_local="2017-09-14T10:12:00")
    add("pilots and a demo", family_id=parent, parent_id=parent, kind="attachment", page_count=3)
    add("demo", sent_local="2018-07-13T09:00:00")
    add("demo", copy_of=3)
    add("nothing here")
    found = report("pilot\ndemo\npilot*")
    pilot, demo, pilots = found.rows
    assert (pilot.documents, pilot.unique, pilot.hits, pilot.with_family) == (1, 0, 2, 2)
    assert (demo.documents, demo.unique, demo.hits, demo.with_family) == (2, 1, 2, 3)
    assert (demo.copies, demo.pages) == (1, 3)
    assert (demo.first, demo.last) == ("2017-09-14", "2018-07-13")
    assert pilots.expansions[0].words == (("pilot", 1), ("pilots", 1))
    assert (pilots.documents, pilots.unique) == (2, 0)
    totals = found.totals
    assert (totals.documents, totals.copies, totals.with_family) == (3, 1, 3)
    assert (totals.scope, totals.not_found) == (4, 1)
    assert found.found.tolist() == [1, 2, 3]


def test_a_bad_line_is_told_with_its_mend_and_the_rest_runs(report: Report, add: Add) -> None:
    add("pilot demo")
    found = report("pilot\n\n(demo\na w/5 b w/10 c\ndemo")
    assert [row.line.number for row in found.rows] == [1, 5]
    first, second = found.bad
    assert (first.line.number, first.line.text, first.suggestion) == (3, "(demo", "(demo)")
    assert first.position == 0
    assert first.error
    assert second.line.number == 4
    assert second.suggestion


def test_a_term_that_means_the_same_is_pointed_out_and_spoils_no_unique_count(
    report: Report, add: Add
) -> None:
    add("the pilot demo")
    add("the demo")
    found = report("pilot demo\nPILOT AND demo\ndemo")
    assert [row.same_as for row in found.rows] == [0, 1, 0]
    assert [row.unique for row in found.rows] == [0, 0, 1]
    assert [row.documents for row in found.rows] == [1, 1, 2]


def test_terms_are_counted_within_a_query(report: Report, add: Add) -> None:
    add("pilot", sent_local="2017-09-14T10:12:00")
    add("pilot pilot demo", sent_local="2018-07-13T09:00:00")
    add("quiet", sent_local="2018-07-14T09:00:00")
    found = report("pilot\ndemo", within="date:2018")
    assert [(row.documents, row.hits, row.unique) for row in found.rows] == [(1, 2, 0), (1, 1, 0)]
    assert (found.totals.scope, found.totals.documents, found.totals.not_found) == (2, 1, 1)
    with pytest.raises(QueryError):
        report("pilot", within="(date:2018")


def test_terms_are_read_in_their_own_dialect(report: Report, add: Add) -> None:
    add("the regulator spoke of regulation")
    found = report("regulat! /s spoke\n#regulator", dialect="westlaw")
    assert [row.documents for row in found.rows] == [1, 1]
    assert found.rows[0].query.written == report(found.rows[0].query.written).rows[0].query.written


def test_what_a_search_does_not_see_is_counted_beside_what_is_not_found(
    report: Report, add: Add, store: Store
) -> None:
    add("pilot")
    add("")
    with store.write() as database:
        for number in (1, 2):
            database["exceptions"].insert(
                {"document_id": number, "path": "a", "reason": "damaged", "message": "m"}
            )
    found = report("pilot")
    assert found.rows[0].unsearchable == 1
    assert (found.totals.not_found, found.totals.unsearchable) == (1, 1)
    assert found.coverage.said == "0 of 2 documents searchable"


def test_rows_come_one_by_one_and_a_cancel_takes_hold_between_them(
    search: Search, add: Add
) -> None:
    add("pilot demo")
    control = Control()
    came: list[str] = []

    def on_row(row: TermRow) -> None:
        came.append(row.line.text)
        assert row.unique is None
        control.cancel()

    asked = TermsAsked(tuple(term_lines("pilot\ndemo", "pincite")))
    with pytest.raises(Cancelled):
        search.term_report(asked, control, on_row)
    assert came == ["pilot"]


def test_progress_names_the_term_that_is_running(search: Search, add: Add) -> None:
    add("pilot demo")
    steps: list[Progress] = []
    asked = TermsAsked(tuple(term_lines("pilot\ndemo", "pincite")))
    search.term_report(asked, Control(steps.append))
    assert [(step.done, step.total, step.label) for step in steps] == [
        (0, 2, "Checking the terms"),
        (0, 2, "pilot"),
        (1, 2, "demo"),
        (2, 2, "Comparing the terms"),
    ]


def test_every_figure_is_that_of_the_search_itself(
    search: Search, report: Report, add: Add
) -> None:
    words = "pilot demo regulator regulation vendor port".split()
    for number in range(150):
        add(" ".join(words[(number * step) % 6] for step in range(1, 2 + number % 7)))
    terms = ["pilot", "demo w/2 vendor", "regulat*", "port OR pilot", '"demo vendor"', "vendr~1"]
    found = report("\n".join(terms))
    sets = {term: set(search.find(term).ids.tolist()) for term in terms}
    for row in found.rows:
        others = set().union(*(sets[term] for term in terms if term != row.line.text))
        assert row.documents == len(sets[row.line.text])
        assert row.unique == len(sets[row.line.text] - others)
        assert row.hits == search.count_hits(row.line.text)
        assert list(row.expansions) == search.expansions(row.line.text)
    assert found.totals.documents == len(set().union(*sets.values()))
