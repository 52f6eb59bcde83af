"""The search term report: for each term of a list what it finds, and what it alone finds."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from pincite.domain.dialects import Dialect
from pincite.domain.numbers import control_number
from pincite.errors import QueryError
from pincite.jobs.control import Control
from pincite.search.coverage import Coverage, read_coverage, unsearchable
from pincite.search.evaluation.evaluate import Evaluator
from pincite.search.evaluation.expansions import Expansion, open_terms
from pincite.search.evaluation.facets import read_pairs
from pincite.search.evaluation.snapshot import Ids, Mask, Snapshot
from pincite.search.marks.weak import WeakText
from pincite.search.marks.weak_hits import WeakHits
from pincite.search.reports.term_lists import TermLine
from pincite.search.tree import Query as Tree
from pincite.search.understood import Query
from pincite.store.connection import Store
from pincite.store.documents import Documents

Parse = Callable[[str, Dialect], Query]

# The date as written, as a number such as 20180713, its missing parts 0; of an attachment that of
# its family.
_DATES = (
    "SELECT id AS a, CAST(substr(s, 1, 4) || coalesce(nullif(substr(s, 6, 2), ''), '00')"
    " || coalesce(nullif(substr(s, 9, 2), ''), '00') AS INTEGER) AS b FROM (SELECT id,"
    " coalesce(given_date, sent_local, (SELECT coalesce(f.given_date, f.sent_local)"
    " FROM documents AS f WHERE f.id = o.family_id)) AS s"
    " FROM documents AS o WHERE copy_of IS NULL AND NOT is_retired) WHERE s IS NOT NULL"
)
_PAGES = "SELECT id AS a, page_count AS b FROM documents WHERE page_count IS NOT NULL"


@dataclass(frozen=True, slots=True)
class TermsAsked:
    """A list of terms in a dialect, and the query within which they are looked for, '' for all."""

    lines: tuple[TermLine, ...]
    dialect: Dialect = "pincite"
    within: str = ""


@dataclass(frozen=True, slots=True)
class BadTerm:
    """A term that cannot be read: why, at which code point from 0, and the term mended or ''."""

    line: TermLine
    what: str
    why: str
    position: int
    suggestion: str

    @property
    def error(self) -> str:
        """What is wrong, and what was expected."""
        return " ".join(part for part in (self.what, self.why) if part)


@dataclass(frozen=True, slots=True)
class TermRow:
    """What a term found within the scope, in unique documents.

    `with_family` counts all documents of the families, outside of the scope too. `unique` counts
    documents that no other term of the list finds; it is None until all terms have run. `hits` are
    stretches that would be marked, `weak_hits` those of them in text that was read with little
    confidence. `first` and `last` are dates as written, or ''. `unsearchable` counts documents
    found that a search sees only in part. `same_as` is the number of an earlier line that means
    the same, or 0. `found_sha256` is over the control numbers of what was found (`FoundHash`).
    """

    line: TermLine
    query: Query
    documents: int
    copies: int
    with_family: int
    unique: int | None
    hits: int
    weak_hits: int
    pages: int
    first: str
    last: str
    unsearchable: int
    expansions: tuple[Expansion, ...]
    same_as: int
    found_sha256: str


@dataclass(frozen=True, slots=True)
class ReportTotals:
    """What all terms find together, in unique documents.

    `scope` are the documents within which was searched, `unsearchable` those of them that no term
    finds and that a search does not see, or not wholly.
    """

    scope: int
    documents: int
    copies: int
    with_family: int
    unsearchable: int
    found_sha256: str

    @property
    def not_found(self) -> int:
        """How many documents of the scope no term finds."""
        return self.scope - self.documents


@dataclass(frozen=True, slots=True)
class TermReport:
    """A report that ran to its end; `rows` and `bad` are in order of their lines."""

    asked: TermsAsked
    within: Query | None
    rows: tuple[TermRow, ...]
    bad: tuple[BadTerm, ...]
    totals: ReportTotals
    coverage: Coverage
    found: Ids = field(compare=False)

    @property
    def lines(self) -> "list[TermRow | BadTerm]":
        """Every term in order, those that cannot be read among them."""
        every: list[TermRow | BadTerm] = [*self.rows, *self.bad]
        return sorted(every, key=lambda row: row.line.number)


def check_terms(
    lines: Sequence[TermLine], dialect: Dialect, parse: Parse
) -> tuple[list[tuple[TermLine, Query]], list[BadTerm]]:
    """The terms that can be read, and those that cannot."""
    good: list[tuple[TermLine, Query]] = []
    bad: list[BadTerm] = []
    for line in lines:
        try:
            good.append((line, parse(line.text, dialect)))
        except QueryError as error:
            bad.append(BadTerm(line, error.what, error.why, error.position, error.suggestion))
    return good, bad


class FoundHash:
    """Hashes sets of documents by their control numbers, which are written out once."""

    def __init__(self, prefix: str, size: int) -> None:
        """`size` is the greatest document's number plus one."""
        self._lines = [f"{control_number(prefix, number)}\n".encode() for number in range(size)]

    def of(self, ids: Ids) -> str:
        """SHA-256 over control numbers in ascending order, each with a line feed, in ASCII."""
        return hashlib.sha256(b"".join(map(self._lines.__getitem__, ids.tolist()))).hexdigest()


class TermReporter:
    """Runs reports in one store, on its thread."""

    def __init__(self, store: Store, evaluator: Evaluator, weak: WeakText, parse: Parse) -> None:
        """Reads nothing yet."""
        self._store = store
        self._evaluator = evaluator
        self._weak = weak
        self._parse = parse

    def run(
        self,
        asked: TermsAsked,
        control: Control,
        on_row: Callable[[TermRow], None] | None = None,
    ) -> TermReport:
        """Check every term, then run those that can be read; `on_row` gets each as it comes.

        Raises:
            QueryError: The query of the scope cannot be read.
            Cancelled: The user stopped it.
        """
        within = self._parse(asked.within, asked.dialect) if asked.within.strip() else None
        control.step(0, len(asked.lines), "Checking the terms")
        good, bad = check_terms(asked.lines, asked.dialect, self._parse)
        for _, query in good:
            self._evaluator.prepare(query.tree)
        with self._store.read(), self._evaluator.stoppable(control):
            scope = None if within is None else self._evaluator.mask(within.tree)
            run = _Run(self._store, self._evaluator, self._weak, scope)
            rows: list[TermRow] = []
            for line, query in good:
                control.step(len(rows), len(good), line.text)
                rows.append(run.row(line, query))
                if on_row:
                    on_row(rows[-1])
            control.step(len(good), len(good), "Comparing the terms")
            uniques = run.uniques()
            return TermReport(
                asked,
                within,
                tuple(replace(row, unique=uniques[row.query.tree]) for row in rows),
                tuple(bad),
                run.totals(),
                read_coverage(self._store, self._evaluator.snapshot),
                run.found(),
            )


class _Run:
    """One run: what was found so far, and the columns that rows are made of."""

    def __init__(
        self, store: Store, evaluator: Evaluator, weak: WeakText, scope: Mask | None
    ) -> None:
        self._evaluator = evaluator
        self._snapshot: Snapshot = evaluator.snapshot
        self._within = scope
        self._scope = self._snapshot.primaries if scope is None else scope
        documents = Documents(store)
        self._hash = FoundHash(documents.prefix, len(self._scope))
        self._weak = WeakHits(evaluator, weak, documents)
        self._dates = self._column(*read_pairs(store, _DATES))
        self._pages = self._column(*read_pairs(store, _PAGES))
        self._unsearchable = unsearchable(store, self._snapshot)
        # How many terms find each document; and each term's documents, eight to a byte.
        self._times_found = np.zeros(len(self._scope), np.int64)
        self._packed: dict[Tree, npt.NDArray[np.uint8]] = {}
        self._lines: dict[Tree, TermRow] = {}

    def row(self, line: TermLine, query: Query) -> TermRow:
        """What one term finds; nothing is counted twice of one that means the same as another."""
        known = self._lines.get(query.tree)
        if known is not None:
            return replace(known, line=line, query=query, same_as=known.line.number)
        evaluator, tree = self._evaluator, query.tree
        found = evaluator.mask(tree) & self._scope
        self._times_found += found
        self._packed[tree] = np.packbits(found)
        ids = np.flatnonzero(found)
        dates = self._dates[ids]
        dates = dates[dates > 0]
        made = TermRow(
            line=line,
            query=query,
            documents=len(ids),
            copies=int(self._snapshot.copy_counts[ids].sum()),
            with_family=int(np.count_nonzero(self._snapshot.with_families(found))),
            unique=None,
            hits=evaluator.count_hits(tree, self._within),
            weak_hits=self._weak.count(tree, found),
            pages=int(self._pages[ids].sum()),
            first=_date(int(dates.min())) if len(dates) else "",
            last=_date(int(dates.max())) if len(dates) else "",
            unsearchable=int(np.count_nonzero(self._unsearchable[ids])),
            expansions=tuple(
                Expansion(term.written, tuple(evaluator.expansion(term)))
                for term in open_terms(tree)
            ),
            same_as=0,
            found_sha256=self._hash.of(ids),
        )
        self._lines[tree] = made
        return made

    def uniques(self) -> dict[Tree, int]:
        """For each term how many documents no other one finds."""
        is_once = self._times_found == 1
        packed = np.packbits(is_once)
        return {
            tree: int(np.bitwise_count(found & packed).sum())
            for tree, found in self._packed.items()
        }

    def found(self) -> Ids:
        """The documents that any term finds, in order of control number."""
        return np.flatnonzero(self._times_found)

    def totals(self) -> ReportTotals:
        """What all terms find together."""
        found = self._times_found > 0
        ids = np.flatnonzero(found)
        return ReportTotals(
            scope=int(np.count_nonzero(self._scope)),
            documents=len(ids),
            copies=int(self._snapshot.copy_counts[ids].sum()),
            with_family=int(np.count_nonzero(self._snapshot.with_families(found))),
            unsearchable=int(np.count_nonzero(self._unsearchable & self._scope & ~found)),
            found_sha256=self._hash.of(ids),
        )

    def _column(self, ids: Ids, values: Ids) -> Ids:
        column = np.zeros(len(self._scope), np.int64)
        column[ids] = values
        return column


def _date(number: int) -> str:
    """`2018-07-13` of 20180713; what is not known is left out."""
    year, month, day = number // 10_000, number // 100 % 100, number % 100
    parts = [f"{year:04d}", *([f"{month:02d}"] if month else []), *([f"{day:02d}"] if day else [])]
    return "-".join(parts)
