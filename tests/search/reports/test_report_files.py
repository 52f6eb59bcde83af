"""A report as a workbook and as CSV, opened again as a person would."""

import csv
import hashlib
import io
from datetime import UTC, datetime

import pytest
from openpyxl import Workbook, load_workbook

from pincite.jobs.control import Control
from pincite.search import Search, TermReport, TermsAsked
from pincite.search.reports.provenance import Made
from pincite.search.reports.report_files import report_csv, report_xlsx
from pincite.search.reports.term_lists import term_lines
from pincite.store.connection import Store
from pincite.store.journal import Journal
from tests.search.conftest import Add

LIST = "pilot*\n=pilot\n(demo\n@pilot\n-demo"


@pytest.fixture
def report(search: Search, add: Add) -> TermReport:
    add("pilot pilots", sent_local="2017-09-14T10:12:00")
    add("demo")
    return search.term_report(TermsAsked(tuple(term_lines(LIST, "pincite"))), Control())


@pytest.fixture
def made(store: Store) -> Made:
    journal = Journal(store, "dana")
    journal.record("new matter", "New matter")
    return Made.now(store, journal, datetime(2026, 1, 2, 3, 4, tzinfo=UTC))


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def values(book: Workbook, title: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in book[title].iter_rows()]


def test_the_workbook_holds_terms_totals_expansions_bad_lines_and_how_it_was_made(
    report: TermReport, made: Made
) -> None:
    book = opened(report_xlsx(report, made))
    assert book.sheetnames == ["Terms", "Totals", "Expansions", "Bad lines", "How this was made"]
    heads, first, *_ = values(book, "Terms")
    row = dict(zip(heads, first, strict=True))
    assert (row["Line"], row["Term"], row["Documents"], row["Hits"]) == (1, "pilot*", 1, 2)
    assert (row["First date"], row["Unique"]) == ("2017-09-14", 0)
    assert row["Reads as"] == report.rows[0].query.reads_as
    assert [1, "pilot*", "pilot*", "pilots", 1] in values(book, "Expansions")
    (bad,) = values(book, "Bad lines")[1:]
    assert (bad[0], bad[1], bad[3], bad[4]) == (3, "(demo", 1, "(demo)")
    totals = dict(values(book, "Totals"))
    assert totals["Documents that any term finds"] == report.totals.documents
    assert totals["Lines that could not be read"] == 1
    how = dict(values(book, "How this was made"))
    assert how["Made (UTC)"] == "2026-01-02T03:04:00Z"
    assert how["By"] == "dana"
    assert how["SHA-256 of the documents"] == made.corpus.sha256
    assert how["Searchable"] == "2 of 2 documents searchable"


def test_no_term_becomes_a_formula(report: TermReport, made: Made) -> None:
    book = opened(report_xlsx(report, made))
    kinds = {cell.value: cell.data_type for row in book["Terms"].iter_rows() for cell in row}
    assert (kinds["=pilot"], kinds["@pilot"], kinds["-demo"]) == ("s", "s", "s")
    rows = list(csv.reader(io.StringIO(report_csv(report).decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == ["pilot*", "'=pilot", "(demo", "'@pilot", "'-demo"]


def test_the_same_report_gives_the_same_bytes(report: TermReport, made: Made) -> None:
    assert report_xlsx(report, made) == report_xlsx(report, made)


def test_the_table_holds_every_line_in_order_with_what_is_wrong(report: TermReport) -> None:
    rows = list(csv.DictReader(io.StringIO(report_csv(report).decode("utf-8-sig"))))
    assert [row["Line"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert rows[2]["Documents"] == ""
    assert (rows[2]["At character"], rows[2]["Mended"]) == ("1", "(demo)")
    assert rows[0]["What is wrong"] == ""


def test_the_hash_of_the_documents_is_what_sort_and_sha256sum_give(
    add: Add, store: Store, made: Made
) -> None:
    hashes = ["b" * 64, "a" * 64, "a" * 64]
    for number, sha256 in enumerate(hashes):
        add("x", sha256=sha256, copy_of=2 if number == 2 else None)
    store.conn.execute("UPDATE documents SET is_retired = 1 WHERE id > 3")
    now = Made.now(store, Journal(store, "dana")).corpus
    assert (now.documents, now.copies) == (2, 1)
    # What `sort | sha256sum` does.
    lines = sorted(f"{one}\n".encode() for one in hashes)
    assert hashlib.sha256(b"".join(lines)).hexdigest() == now.sha256
