"""The search of one matter: parse, find, hits, snippets and facets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from pincite.domain.dialects import Dialect
from pincite.domain.numbers import BatesNumber
from pincite.jobs.control import Control
from pincite.search.conditions import tagged
from pincite.search.contexts import Contexts, HitPlaces, HitRow
from pincite.search.coverage import Coverage, read_coverage
from pincite.search.evaluate import Evaluator
from pincite.search.expansions import Expansion, open_terms
from pincite.search.facets import FacetCounter, Facets
from pincite.search.highlights import BadLine, Highlighter
from pincite.search.hits import AboutDocuments, Hit, document_hits
from pincite.search.language import parse
from pincite.search.misreads import Misread, Misreads
from pincite.search.reading import reads_as
from pincite.search.snapshot import Ids, Snapshot
from pincite.search.snippets import Snippet, snippet_of
from pincite.search.tree import Condition
from pincite.search.tree import Query as Tree
from pincite.search.weak import WeakText
from pincite.search.writing import written
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.folder import PARTS
from pincite.store.highlight_lists import HighlightList
from pincite.store.parts import Parts
from pincite.store.words import DocumentWords

SNIPPET_WIDTH = 160

Sort = Literal["sent", "control", "bates"]


@dataclass(frozen=True)
class Query:
    """A query that was understood: what it means, in a tree and in plain English."""

    text: str
    tree: Tree
    warnings: tuple[str, ...] = ()
    dialect: Dialect = "pincite"

    @cached_property
    def reads_as(self) -> str:
        """The query in plain English, the same whatever its dialect."""
        return reads_as(self.tree)

    @cached_property
    def written(self) -> str:
        """The same query typed in Pincite's own language."""
        return written(self.tree)


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
        unknown = self._unknown_names(parsed.tree)
        return Query(text, parsed.tree, (*parsed.warnings, *unknown), dialect)

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
    ) -> Found:
        """The primaries that satisfy the query, in order.

        Raises:
            QueryError: The query cannot be read.
        """
        tree = self._query(query).tree
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

    def count_hits(self, query: Query | str) -> int:
        """The hits in all documents that `find` finds: the sum of what `hits` gives for each."""
        tree = self._query(query).tree
        with self._store.read():
            return self._evaluator.count_hits(tree)

    def hit_places(self, query: Query | str, ids: Ids) -> HitPlaces:
        """Every hit of what `find` found, by number, in the order of these documents."""
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

    def with_weak_hits(self, query: Query | str, documents: Sequence[int]) -> frozenset[int]:
        """Those of these documents that have a hit in weak text."""
        understood = self._query(query)
        return frozenset(
            document
            for document in self.scanned_among(documents)
            if any(self.weak_hits(document, self.hits(understood, document)))
        )

    def facets(self, ids: Ids) -> Facets:
        """What these primaries consist of."""
        with self._store.read():
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
                    f"SELECT EXISTS (SELECT 1 FROM {table} WHERE {column} LIKE ? ESCAPE '\\')",
                    leaf.parameters[:1],
                ).fetchone()[0]:
                    yield f"This matter has no {noun} like that: it is read as {leaf.reads_as}."

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
