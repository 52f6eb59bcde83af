"""The search of one matter: parse, find, hits, snippets and facets."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pincite.domain.dialects import Dialect
from pincite.domain.numbers import BatesNumber
from pincite.jobs.control import Control
from pincite.search.conditions.condition import tagged
from pincite.search.coverage import Coverage, documents_with_gap, read_coverage
from pincite.search.evaluation.evaluate import Evaluator
from pincite.search.evaluation.expansions import Expansion, open_terms
from pincite.search.evaluation.facets import FacetCounter, Facets
from pincite.search.evaluation.snapshot import Ids, Snapshot
from pincite.search.language.parse import parse
from pincite.search.marks.contexts import Contexts, HitPlaces, HitRow
from pincite.search.marks.highlights import BadLine, Highlighter
from pincite.search.marks.hits import AboutDocuments, Hit, document_hits
from pincite.search.marks.misreads import Misread, Misreads
from pincite.search.marks.snippets import Snippet, snippet_of
from pincite.search.marks.weak import WeakText
from pincite.search.reports.term_report import (
    BadTerm,
    TermReport,
    TermReporter,
    TermRow,
    TermsAsked,
    check_terms,
)
from pincite.search.tree import Condition
from pincite.search.tree import Query as Tree
from pincite.search.understood import Query
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.folder import PARTS
from pincite.store.highlight_lists import HighlightList
from pincite.store.parts import Parts
from pincite.store.words import DocumentWords

SNIPPET_WIDTH = 160
# A letter, and a digit at the end, without a space.
_NUMBER = re.compile(r"(?=.*[^\W\d])\S*\d")

Sort = Literal["sent", "control", "bates"]


@dataclass(frozen=True)
class Found:
    """The primaries that were found, in order, and how many copies are folded under them."""

    ids: Ids
    copies: int

    @property
    def documents(self) -> int:
        """How many unique documents were found."""
        return len(self.ids)


class Search:
    """Finds documents of one matter and what matched in them. Belongs to its store's thread."""

    def __init__(self, store: Store) -> None:
        """Reads nothing until it is asked."""
        self._store = store
        self._documents = Documents(store)
        self._contexts = Contexts(self._documents)
        self._evaluator = Evaluator(store)
        self._facets: tuple[Snapshot, FacetCounter] | None = None
        self._coverage: tuple[tuple[int, int], Coverage] | None = None
        self._misreads = Misreads(store, DocumentWords(store))
        self._weak = WeakText(store, Parts(store.path.parent / PARTS))
        self._highlighter = Highlighter()
        self._by_bates: tuple[Snapshot, Ids] | None = None

    def parse(self, text: str, dialect: Dialect = "pincite") -> Query:
        """The meaning of a query in a dialect.

        Raises:
            QueryError: It cannot be read; it says where, what was expected, and a mended query.
        """
        parsed = parse(text, self._documents.prefix, dialect)
        pointed_out = (*self._unknown_names(parsed.tree), *self._named_document(text))
        return Query(text, parsed.tree, (*parsed.warnings, *pointed_out), dialect)

    def warm_up(self, control: Control | None = None) -> None:
        """Read what first queries, wildcards and facets need, which takes a large matter seconds.

        Raises:
            Cancelled: Somebody called `control.cancel`; what was read by then is kept.
        """
        with self._store.read(), self._evaluator.stoppable(control):
            self._facet_counter().read()
            self._evaluator.warm_up()

    def forget_results(self) -> None:
        """Drop what is kept of the queries before, as a measurement wants it."""
        self._evaluator.forget_results()

    def tagged(self, name: str) -> Query:
        """The query for documents that bear the tag of this very name, wildcards or not."""
        tree = tagged(name)
        return Query(tree.written, tree)

    def expansions(self, query: Query | str) -> list[Expansion]:
        """What each wildcard, fuzzy word and the like stands for in this matter, in order."""
        with self._store.read():
            return [
                Expansion(term.written, tuple(self._evaluator.expansion(term)))
                for term in open_terms(self._query(query).tree)
            ]

    def find(
        self,
        query: Query | str,
        sort: Sort = "sent",
        *,
        descending: bool = False,
        control: Control | None = None,
    ) -> Found:
        """The primaries that satisfy the query, in order.

        Raises:
            QueryError: The query cannot be read.
            Cancelled: Somebody called `control.cancel`, from whatever thread.
        """
        with self._evaluator.stoppable(control):
            return self._found(self._query(query).tree, sort, descending=descending)

    def _found(self, tree: Tree, sort: Sort, *, descending: bool) -> Found:
        with self._store.read():
            snapshot = self._evaluator.snapshot
            mask = self._evaluator.mask(tree)
            in_order = self._in_order(snapshot, sort)
        ids = in_order[mask[in_order]]
        if descending:
            ids = ids[::-1].copy()
        return Found(ids, int(snapshot.copy_counts[mask].sum()))

    def hits(self, query: Query | str, document: int) -> list[Hit]:
        """What matched in a document, in order; empty where no word is part of why it matched."""
        tree = self._query(query).tree
        return document_hits(tree, self._documents.text(document), self._satisfies(document))

    def count_hits(self, query: Query | str, *, control: Control | None = None) -> int:
        """The hits in all documents that `find` finds: the sum of what `hits` gives for each."""
        with self._evaluator.stoppable(control):
            tree = self._query(query).tree
            with self._store.read():
                return self._evaluator.count_hits(tree)

    def hit_places(self, query: Query | str, ids: Ids, control: Control | None = None) -> HitPlaces:
        """Every hit of what `find` found, by number, in the order of these documents."""
        with self._evaluator.stoppable(control):
            tree = self._query(query).tree
            with self._store.read():
                return HitPlaces.of_counts(ids, self._evaluator.hit_counts(tree, ids))

    def hit_rows(
        self, query: Query | str, places: HitPlaces, first: int, last: int
    ) -> list[HitRow]:
        """The hits from number `first` to before `last`, each with the words around it.

        There are fewer of them where the matter has changed since the hits were counted.
        """
        tree = self._query(query).tree
        rows: list[HitRow] = []
        for document, begin, end in places.runs(first, last):
            text = self._documents.text(document)
            hits = document_hits(tree, text, self._satisfies(document))
            rows += self._contexts.rows(document, text, hits[begin:end])
        return rows

    def snippet(
        self,
        query: Query | str,
        document: int,
        width: int = SNIPPET_WIDTH,
        hits: Sequence[Hit] | None = None,
    ) -> Snippet:
        """A line of about `width` characters around the first hit, or the start of the text.

        `hits` are those of the document, if they are known already.
        """
        text = self._documents.text(document)
        if hits is None:
            hits = document_hits(self._query(query).tree, text, self._satisfies(document))
        return snippet_of(text, list(hits), width)

    def bad_lines(self, terms: Sequence[str], dialect: Dialect = "pincite") -> list[BadLine]:
        """The terms of a highlight list that cannot be read, each with its mend."""
        return self._highlighter.bad_lines(terms, dialect)

    def highlights(
        self,
        lists: Sequence[HighlightList],
        document: int,
        control: Control | None = None,
    ) -> list[list[Hit]]:
        """What each of these highlight lists marks in a document, in order.

        Raises:
            Cancelled: Somebody stopped it.
        """
        wanted = [(one.terms, one.dialect) for one in lists]
        return self._highlighter.marks(self._documents.text(document), wanted, control)

    def misreads(self, query: Query | str) -> list[Misread]:
        """What a scanner may have made of the query's words, as far as documents hold it."""
        understood = self._query(query)
        with self._store.read():
            return self._misreads.of(understood.text, understood.tree, self._evaluator.snapshot)

    def check_terms(self, asked: TermsAsked) -> list[BadTerm]:
        """The terms that cannot be read; what the others need is looked at, outside of a reading.

        Raises:
            QueryError: The query of the scope cannot be read.
        """
        if asked.within.strip():
            self._evaluator.prepare(self.parse(asked.within, asked.dialect).tree)
        good, bad = check_terms(asked.lines, asked.dialect, self.parse)
        for _, query in good:
            self._evaluator.prepare(query.tree)
        return bad

    def term_report(
        self,
        asked: TermsAsked,
        control: Control,
        on_row: Callable[[TermRow], None] | None = None,
    ) -> TermReport:
        """What each term of a list finds; `on_row` gets each row as it comes.

        Raises:
            QueryError: The query of the scope cannot be read; a bad term is in the report.
            Cancelled: The user stopped it.
        """
        reporter = TermReporter(self._store, self._evaluator, self._weak, self.parse)
        return reporter.run(asked, control, on_row)

    def gaps(self) -> list[tuple[str, Ids]]:
        """Each reason why a search does not see all of a document, and the documents it is in."""
        with self._store.read():
            return documents_with_gap(self._store, self._evaluator.snapshot)

    def coverage(self) -> Coverage:
        """How many of all documents a search sees, and why not the others."""
        state = self._store.state()
        if self._coverage is None or self._coverage[0] != state:
            with self._store.read():
                self._coverage = (state, read_coverage(self._store, self._evaluator.snapshot))
        return self._coverage[1]

    def weak_hits(self, document: int, hits: Sequence[Hit]) -> list[bool]:
        """For each of these hits of a document whether it stands in weak text (OCR)."""
        return self._weak.among(document, hits)

    def scanned_among(self, documents: Sequence[int]) -> frozenset[int]:
        """Those of these documents that have a page which was read from its picture (OCR)."""
        return self._weak.scanned(documents)

    def facets(self, ids: Ids, *, control: Control | None = None) -> Facets:
        """What these primaries consist of."""
        with self._store.read(), self._evaluator.stoppable(control):
            return self._facet_counter().facets(ids)

    def _in_order(self, snapshot: Snapshot, sort: Sort) -> Ids:
        """All primaries in the order asked for; those without a Bates number come last, by date."""
        if sort == "sent":
            return snapshot.in_order
        if sort == "control":
            return np.flatnonzero(snapshot.primaries)
        if self._by_bates is None or self._by_bates[0] is not snapshot:
            self._by_bates = (snapshot, self._bates_order(snapshot))
        return self._by_bates[1]

    def _bates_order(self, snapshot: Snapshot) -> Ids:
        numbers = {
            document: number
            for document, printed in self._store.conn.execute(
                "SELECT id, coalesce(bates_begin, told) FROM documents LEFT JOIN"
                " (SELECT document_id, min(document_number) AS told FROM pages"
                "   WHERE document_number IS NOT NULL GROUP BY 1) ON document_id = id"
                " WHERE coalesce(bates_begin, told) IS NOT NULL"
            )
            if (number := BatesNumber.parse(printed))
        }
        numbered = [int(id_) for id_ in snapshot.in_order if int(id_) in numbers]
        numbered.sort(key=lambda id_: (numbers[id_].series, numbers[id_].value, id_))
        others = [int(id_) for id_ in snapshot.in_order if int(id_) not in numbers]
        return np.array(numbered + others, np.int64)

    def _unknown_names(self, tree: Tree) -> Iterator[str]:
        """Points out names of tags and the like that the matter does not have."""
        for leaf in tree.leaves():
            if isinstance(leaf, Condition) and leaf.names:
                place, noun = leaf.names
                table, column = place.split(".")
                if not self._store.conn.execute(
                    f"SELECT EXISTS (SELECT 1 FROM {table}"
                    f" WHERE folded({column}) LIKE ? ESCAPE '\\')",
                    leaf.parameters[:1],
                ).fetchone()[0]:
                    yield f"This matter has no {noun} like that: it is read as {leaf.reads_as}."

    def _named_document(self, text: str) -> Iterator[str]:
        """Points out that what is looked for in the texts is the number of a document."""
        number = text.strip().strip('"')
        if _NUMBER.fullmatch(number) and (found := self._documents.candidates(number)):
            control = self._documents.control(found[0])
            field = "id" if number.casefold() == control.casefold() else "bates"
            yield (
                f"{number} is the number of a document, and this looks for it in the texts."
                f" Write {field}:{number} for the document itself, or go to it with Ctrl+G."
            )

    def _query(self, query: Query | str) -> Query:
        understood = self.parse(query) if isinstance(query, str) else query
        self._evaluator.prepare(understood.tree)
        return understood

    def _satisfies(self, document: int) -> "_Satisfies":
        return _Satisfies(self._store, self._evaluator, document)

    def _facet_counter(self) -> FacetCounter:
        snapshot = self._evaluator.snapshot
        if self._facets is None or self._facets[0] is not snapshot:
            self._facets = (snapshot, FacetCounter(self._store, snapshot))
        return self._facets[1]


class _Satisfies:
    """Whether a node about documents holds for one document or a copy of the same primary."""

    def __init__(self, store: Store, evaluator: Evaluator, document: int) -> None:
        self._store = store
        self._evaluator = evaluator
        self._document = document

    def __call__(self, node: AboutDocuments) -> bool:
        if not isinstance(node, Condition):
            with self._store.read():
                return self._evaluator.holds(node, self._document)
        row = self._store.conn.execute(
            # Said so that the index of copies is used: asked of every document that is shown.
            "WITH this AS (SELECT coalesce(copy_of, id) AS id FROM documents WHERE id = ?)"
            " SELECT EXISTS (SELECT 1 FROM documents AS d WHERE d.id IN (SELECT id FROM this"
            " UNION ALL SELECT id FROM documents WHERE copy_of = (SELECT id FROM this))"
            f" AND ({node.sql}))",
            (self._document, *node.parameters),
        ).fetchone()
        return bool(row[0])
