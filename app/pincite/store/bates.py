"""The Bates numbers of a matter as lists: runs, what is missing between them, what is doubled."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from pincite.domain.bates import page_bates
from pincite.domain.bates_series import INFERRED
from pincite.domain.documents import DocumentId
from pincite.domain.margins import document_numbers, is_in_margin
from pincite.domain.numbers import BatesNumber
from pincite.domain.pages import decode_words
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.number_runs import BATES, keep_runs

# Numbers that are less sure than this should be compared with the page.
UNSURE_BELOW = 60.0
# Pages of unique documents, and pages of a divided PDF that belong to none: they bear numbers too.
_PAGES = """
SELECT p.bates, p.document_id, p.number, p.source_page, coalesce(d.printed_in, d.id),
       p.text_start, coalesce(p.bates_confidence, 100)
  FROM pages AS p INDEXED BY pages_numbered JOIN documents AS d ON d.id = p.document_id
 WHERE p.bates IS NOT NULL AND d.copy_of IS NULL AND NOT d.is_retired
UNION ALL
SELECT p.bates, p.document_id, p.number, p.source_page, p.document_id,
       p.text_start, coalesce(p.bates_confidence, 100)
  FROM not_documents AS n
  JOIN pages AS p ON p.document_id = n.printed_in AND p.source_page = n.source_page
  JOIN documents AS d ON d.id = p.document_id
 WHERE p.bates IS NOT NULL AND d.copy_of IS NULL
"""


@dataclass(frozen=True, slots=True)
class NumberedPage:
    """A page with its Bates number; `page` counts from 1 in its document, `source_page` from 0.

    `source` is the document that the page was released in: the PDF, where it was divided.
    `text_start` is where its text starts in its document's.
    """

    number: BatesNumber
    document: DocumentId
    page: int
    source_page: int
    source: DocumentId
    text_start: int
    confidence: float

    @property
    def is_inferred(self) -> bool:
        """Whether nothing was read there, and the pages beside it told the number."""
        return self.confidence <= INFERRED


@dataclass(frozen=True, slots=True)
class BatesRun:
    """Numbers of one series without a gap, the first and the last page that bears one."""

    first: NumberedPage
    last: NumberedPage
    pages: int
    documents: tuple[DocumentId, ...]


@dataclass(frozen=True, slots=True)
class BatesGap:
    """Numbers that no page bears, and the pages before and behind them."""

    first: BatesNumber
    last: BatesNumber
    before: NumberedPage
    behind: NumberedPage

    @property
    def count(self) -> int:
        """How many numbers are missing."""
        return self.last.value - self.first.value + 1


@dataclass(frozen=True, slots=True)
class BatesDouble:
    """A number that several released pages bear."""

    number: BatesNumber
    pages: tuple[NumberedPage, ...]


_Series = Sequence[Sequence[NumberedPage]]
RUN, GAP, DOUBLE, UNSURE = "bates run", "bates gap", "bates double", "bates unsure"


@dataclass(frozen=True, slots=True)
class BatesFinding:
    """A line of the list: what it is, its numbers, the evidence in words, a page to look at."""

    kind: str
    first: BatesNumber
    last: BatesNumber
    evidence: str
    page: NumberedPage


class BatesList:
    """The Bates numbers of the unique documents of a matter, for reading."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store
        self._control = Documents(store).control

    def runs(self) -> list[BatesRun]:
        """Every stretch of numbers without a gap, by series and number."""
        return _runs_of(self._series())

    def gaps(self) -> list[BatesGap]:
        """What is missing between the runs of each series."""
        return _gaps_of(self._series())

    def doubles(self) -> list[BatesDouble]:
        """Numbers on more than one released page; two messages may share one page."""
        return _doubles_of(self._series())

    def unsure(self) -> list[NumberedPage]:
        """Pages whose number was hardly read, or not at all and told from those beside it."""
        return _unsure_of(self._series())

    def of_files(self) -> dict[DocumentId, list[tuple[BatesNumber, BatesNumber]]]:
        """The numbers of each file that was released, as stretches without a gap.

        A release that is divided is one file. By series and number, copies left out.
        """
        found: dict[DocumentId, list[tuple[BatesNumber, BatesNumber]]] = defaultdict(list)
        for document, begin, end in self._store.conn.execute(
            'SELECT d.id, "begin", "end" FROM number_runs AS r'
            " JOIN documents AS d ON d.id = r.document_id"
            " WHERE r.kind = ? AND d.printed_in IS NULL AND d.copy_of IS NULL"
            " ORDER BY d.id, series, first",
            (BATES,),
        ):
            first, last = BatesNumber.parse(begin), BatesNumber.parse(end)
            if first and last:
                found[document].append((first, last))
        return dict(found)

    def confidences(self, document: int) -> dict[int, float | None]:
        """How sure the number of each page of a document is, 0 to 100; None where it has none.

        By number of the page in the document, from 1. What an older version read was plain text.
        """
        rows = self._store.conn.execute(
            "SELECT number, iif(bates IS NULL, NULL, coalesce(bates_confidence, 100.0))"
            " FROM pages WHERE document_id = ?",
            (document,),
        )
        return dict(rows.fetchall())

    def findings(self) -> list[BatesFinding]:
        """Runs, gaps, doubles and unsure numbers together, by series and number."""
        all_series = self._series()
        found = [*self._told_runs(_runs_of(all_series)), *self._told_gaps(_gaps_of(all_series))]
        for double in _doubles_of(all_series):
            evidence = " and ".join(map(self._place, double.pages))
            found.append(
                BatesFinding(DOUBLE, double.number, double.number, evidence, double.pages[0])
            )
        for page in _unsure_of(all_series):
            how = "not read, told by those beside it" if page.is_inferred else "hardly legible"
            evidence = f"{self._place(page)}: {how}"
            found.append(BatesFinding(UNSURE, page.number, page.number, evidence, page))
        # Sorting keeps the order of what has the same first number.
        return sorted(found, key=lambda one: (one.first.series, one.first.value))

    def _told_runs(self, runs: Iterable[BatesRun]) -> Iterator[BatesFinding]:
        for run in runs:
            pages = "1 page" if run.pages == 1 else f"{run.pages:,} pages"
            ends = dict.fromkeys(map(self._control, (run.documents[0], run.documents[-1])))
            evidence = f"{pages} in {' to '.join(ends)}"
            yield BatesFinding(RUN, run.first.number, run.last.number, evidence, run.first)

    def _told_gaps(self, gaps: Iterable[BatesGap]) -> Iterator[BatesFinding]:
        for gap in gaps:
            numbers = "1 number" if gap.count == 1 else f"{gap.count:,} numbers"
            around = " and ".join(map(self._place, (gap.before, gap.behind)))
            evidence = f"{numbers} between {around}"
            yield BatesFinding(GAP, gap.first, gap.last, evidence, gap.behind)

    def _place(self, page: NumberedPage) -> str:
        return f"page {page.page:,} of {self._control(page.document)}"

    def _series(self) -> list[list[NumberedPage]]:
        """The numbered pages of each series in order of their numbers."""
        series: dict[str, list[NumberedPage]] = defaultdict(list)
        for printed, *place in self._store.conn.execute(_PAGES):
            if number := BatesNumber.parse(printed):
                series[number.series].append(NumberedPage(number, *place))
        return [
            sorted(series[key], key=lambda one: (one.number.value, one.document, one.page))
            for key in sorted(series)
        ]


def _runs_of(all_series: _Series) -> list[BatesRun]:
    return [
        BatesRun(
            run[0],
            run[-1],
            len({(page.source, page.source_page) for page in run}),
            tuple(dict.fromkeys(page.document for page in run)),
        )
        for series in all_series
        for run in _runs(series)
    ]


def _gaps_of(all_series: _Series) -> list[BatesGap]:
    found: list[BatesGap] = []
    for series in all_series:
        for before, behind in pairwise(_runs(series)):
            first, last = before[-1].number.plus(1), behind[0].number.plus(-1)
            found.append(BatesGap(first, last, before[-1], behind[0]))
    return found


def _doubles_of(all_series: _Series) -> list[BatesDouble]:
    found: list[BatesDouble] = []
    for series in all_series:
        for _, group in groupby(series, key=lambda page: page.number.value):
            pages = {(page.source, page.source_page): page for page in group}
            if len(pages) > 1:
                own = tuple(pages.values())
                found.append(BatesDouble(own[0].number, own))
    return found


def _unsure_of(all_series: _Series) -> list[NumberedPage]:
    return [page for series in all_series for page in series if page.confidence < UNSURE_BELOW]


def renumber(store: Store, document: int) -> None:
    """Find the Bates and document numbers of a document anew after OCR read some of its pages.

    Numbers that were printed as text stay; they also tell how the others must go on.
    """
    rows = store.conn.execute(
        "SELECT number, height_pt, words, bates, bates_confidence, ocr_confidence IS NOT NULL"
        " FROM pages WHERE document_id = ? ORDER BY number",
        (document,),
    ).fetchall()
    (text,) = store.conn.execute(
        "SELECT text FROM texts WHERE document_id = ?", (document,)
    ).fetchone()
    margins = [_margin_lines(text, words, height) for _, height, words, *_ in rows]
    printed = {
        index: row[3] for index, row in enumerate(rows) if row[3] and not row[5] and row[4] == 100
    }
    unread = [
        index
        for index, row in enumerate(rows)
        if row[5] or (not margins[index] and not decode_words(row[2]))
    ]
    numbers = page_bates(margins, ocr_pages=unread, stamped=printed)
    found = [number.printed for number in numbers if number]
    stamped = document_numbers(margins)
    with store.write() as database:
        database.conn.executemany(
            "UPDATE pages SET bates = ?, bates_confidence = ?, document_number = ?"
            " WHERE document_id = ? AND number = ?",
            [
                (number and number.printed, number and number.confidence, told, document, row[0])
                for row, number, told in zip(rows, numbers, stamped, strict=True)
            ],
        )
        database.conn.execute(
            "UPDATE documents SET bates_begin = ?, bates_end = ? WHERE id = ?",
            (found[0] if found else None, found[-1] if found else None, document),
        )
        keep_runs(database.conn, [document])
        store.documents_changed()


def _margin_lines(text: str, encoded: bytes, height_pt: float) -> list[str]:
    """The lines in the head and the foot of a page, from where its words lie."""
    lines: list[str] = []
    bottom = None
    for word in decode_words(encoded):
        if not is_in_margin(word.y0, word.y1, height_pt):
            bottom = None
        elif bottom is not None and abs(word.y1 - bottom) < (word.y1 - word.y0) / 2:
            lines[-1] += f" {text[word.start : word.end]}"
        else:
            lines.append(text[word.start : word.end])
            bottom = word.y1
    return lines


def _runs(series: Sequence[NumberedPage]) -> Iterator[list[NumberedPage]]:
    run: list[NumberedPage] = []
    for page in series:
        if run and page.number.value > run[-1].number.value + 1:
            yield run
            run = []
        run.append(page)
    if run:
        yield run
