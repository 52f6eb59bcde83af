"""The numbers printed on the pages of documents as runs, so that a number is found at once.

They repeat what `pages` and `documents` say; whoever writes numbers there keeps them here.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pincite.domain.numbers import BatesNumber

BATES, DOCUMENT_NUMBER, RANGE = "bates", "document number", "range"
INSERT_RUN = "INSERT OR IGNORE INTO number_runs VALUES (?,?,?,?,?,?,?)"


class PrintedNumbers(NamedTuple):
    """What a document bears: on each page its Bates and document number; as a whole, its range."""

    pages: Sequence[tuple[str | None, str | None]]
    begin: str | None
    end: str | None


class NumberRun(NamedTuple):
    """Numbers of one series without a gap; a row of the table `number_runs`."""

    series: str
    first: int
    last: int
    document_id: int
    kind: str
    begin: str
    end: str


def runs_of(document: int, numbers: PrintedNumbers) -> list[NumberRun]:
    """The runs of a document; its range counts where no page of it bears a number.

    A release may leave numbers out and hold several series, so the pages decide.
    """
    bates, document_numbers = zip(*numbers.pages, strict=True) if numbers.pages else ((), ())
    runs = _runs(document, BATES, bates) + _runs(document, DOCUMENT_NUMBER, document_numbers)
    first = BatesNumber.parse(numbers.begin) if numbers.begin else None
    if first is None or any(any(page) for page in numbers.pages):
        return runs
    last = BatesNumber.parse(numbers.end) if numbers.end else first
    if last is None:
        return runs
    ends = (numbers.begin or "", numbers.end or numbers.begin or "")
    return [NumberRun(first.series, first.value, last.value, document, RANGE, *ends)]


def keep_runs(connection: sqlite3.Connection, documents: Iterable[int]) -> None:
    """Keep the runs of these documents anew, from what is stored of their pages."""
    rows: list[NumberRun] = []
    for document in documents:
        connection.execute("DELETE FROM number_runs WHERE document_id = ?", (document,))
        pages = connection.execute(
            "SELECT bates, document_number FROM pages WHERE document_id = ?", (document,)
        ).fetchall()
        ends = connection.execute(
            "SELECT bates_begin, bates_end FROM documents WHERE id = ?", (document,)
        ).fetchone()
        rows += runs_of(document, PrintedNumbers(pages, *ends))
    connection.executemany(INSERT_RUN, rows)


def keep_all_runs(connection: sqlite3.Connection) -> None:
    """Keep the runs of every document that bears a number."""
    found = connection.execute(
        "SELECT id FROM documents WHERE bates_begin IS NOT NULL"
        " UNION SELECT document_id FROM pages WHERE bates IS NOT NULL"
        " UNION SELECT document_id FROM pages WHERE document_number IS NOT NULL"
    ).fetchall()
    keep_runs(connection, (row[0] for row in found))


def _runs(document: int, kind: str, printed: Sequence[str | None]) -> list[NumberRun]:
    numbers = {number: None for text in printed if text and (number := BatesNumber.parse(text))}
    runs: list[NumberRun] = []
    for number in sorted(numbers, key=lambda one: (one.series, one.value)):
        last = runs[-1] if runs else None
        if last and last.series == number.series and number.value <= last.last + 1:
            runs[-1] = last._replace(last=number.value, end=str(number))
        else:
            ends = (str(number), str(number))
            value = number.value
            runs.append(NumberRun(number.series, value, value, document, kind, *ends))
    return runs
