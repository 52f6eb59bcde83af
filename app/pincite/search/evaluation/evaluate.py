"""A query tree becomes one set of documents: exact, whatever its size.

Boolean structure is set operations on masks; text goes to FTS5 where FTS5 means the same, and is
joined by positions where it does not; conditions are SQL.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from pincite.domain.recognising import Recognisable
from pincite.domain.tokens import folded
from pincite.jobs.control import Control
from pincite.search.evaluation.asides import Asides
from pincite.search.evaluation.expressions import Expression, expression
from pincite.search.evaluation.occurrences import BLOCK_BYTES, WIDE_WORDS, Occurrences
from pincite.search.evaluation.places import Numbers, count_stretches, joined, merged
from pincite.search.evaluation.sampling import sampled
from pincite.search.evaluation.snapshot import Ids, Mask, Snapshot
from pincite.search.marks.hits import AboutDocuments
from pincite.search.terms import Pattern, Single, Term, Word
from pincite.search.tree import (
    TEXT,
    And,
    Aside,
    Condition,
    Every,
    Family,
    Near,
    Not,
    Or,
    Query,
    Recognised,
    Sample,
    Words,
)
from pincite.store.connection import Store
from pincite.store.doclists import DOCUMENT_SHIFT
from pincite.store.matches import COSTLY_PAGES
from pincite.store.recognised import RecognisedWords
from pincite.store.words import DocumentWords

KEPT_MASKS = 12


class Evaluator:
    """Finds documents and counts hits in one store."""

    def __init__(
        self,
        store: Store,
        *,
        block_bytes: int = BLOCK_BYTES,
        costly_pages: int = COSTLY_PAGES,
        wide_words: int = WIDE_WORDS,
    ) -> None:
        """Reads nothing yet.

        So much of the index is decoded at a time, words of so many pages are looked for in halves,
        and a term that stands for more than so many words is taken in parts.
        """
        self._store = store
        self._index = DocumentWords(store, costly_pages)
        self._recognised = RecognisedWords(store)
        self._occurrences = Occurrences(
            self._index, self._recognised, store.second, block_bytes, wide_words
        )
        self._asides = Asides(store)
        self._generation: int | None = None
        self._snapshot: Snapshot | None = None
        # Results of late, valid until anything in the database changes.
        self._kept: dict[Query, Mask] = {}
        self._state: tuple[int, int] | None = None
        store.conn.create_function("folded", 1, folded, deterministic=True)

    @property
    def snapshot(self) -> Snapshot:
        """The documents as they are; read again when the matter has changed."""
        generation = self._store.generation()
        if self._snapshot is None or generation != self._generation:
            self._snapshot = Snapshot.of_store(self._store)
            self._generation = generation
            self._occurrences.forget()
        return self._snapshot

    def prepare(self, tree: Query) -> None:
        """Look first, outside of any reading, at documents that were never looked at."""
        if any(isinstance(leaf, Recognised) for leaf in tree.leaves()):
            self._recognised.positions(Recognisable.DATE)

    @contextmanager
    def stoppable(self, control: Control | None) -> Iterator[None]:
        """Within this, whatever is looked for ends within some 50 ms after somebody cancels.

        Raises:
            Cancelled: Somebody did; nothing half done is kept.
        """
        with self._store.stoppable(control):
            self._occurrences.checkpoint = control.check if control else _never
            try:
                yield
            finally:
                self._occurrences.checkpoint = _never

    def warm_up(self) -> None:
        """Read the words of the index now rather than when they are first needed."""
        self._index.vocabulary.read()

    def forget_results(self) -> None:
        """Drop what was found before, but not what the index is made of."""
        self._kept.clear()
        self._occurrences.forget()

    def mask(self, tree: Query) -> Mask:
        """The primaries that satisfy the query; the caller may not change the mask."""
        state = self._store.state()
        if state != self._state:
            self._kept.clear()
            self._state = state
        found = self._kept.pop(tree, None)
        if found is None:
            found = self.mask_within(tree)
            if len(self._kept) == KEPT_MASKS:
                del self._kept[next(iter(self._kept))]
        self._kept[tree] = found
        return found

    def mask_within(self, tree: Query, within: Mask | None = None) -> Mask:
        """The primaries that satisfy a node; outside `within` the answer may be false."""
        if isinstance(tree, Every):
            return self.snapshot.primaries.copy()
        if isinstance(tree, AboutDocuments):
            return self._about_documents(tree)
        if isinstance(tree, Not):
            base = self.snapshot.primaries if within is None else within
            return base & ~self.mask_within(tree.query, within)
        if isinstance(tree, And):
            return self._conjunction(list(tree.children()), within)
        text = self._exact_expression(tree)
        if text is not None:
            return self._matching(text)
        if isinstance(tree, Or):
            found = self.snapshot.empty()
            for child in tree.children():
                found |= self.mask_within(child, within)
            return found
        return self._text(tree, within)

    def _about_documents(self, tree: AboutDocuments) -> Mask:
        if isinstance(tree, Condition):
            return self._satisfying(tree)
        if isinstance(tree, Aside):
            return self.snapshot.mask(self._asides.documents(tree))
        inner = self.mask_within(tree.query)
        if isinstance(tree, Family):
            return self.snapshot.with_families(inner)
        return sampled(inner, tree.count, tree.seed)

    def count_hits(self, tree: Query, within: Mask | None = None) -> int:
        """How many stretches are marked in all primaries (`within`) that satisfy the query."""
        term = _one_term(tree)
        if within is None and isinstance(term, Word):
            return self._index.occurrences(term.text)
        mask = self.mask(tree) if within is None else self.mask(tree) & within
        holding = _Holding(self, mask)
        return sum(
            count_stretches(*self._marks(part, block, holding))
            for part in self._occurrences.parts(tree)
            for block in self._occurrences.blocks(part, mask)
        )

    def stretches(self, tree: Query, within: Mask) -> tuple[Numbers, Numbers]:
        """First and last positions of what is marked in the primaries of `within` that satisfy it.

        Positions are those of the index (`store.doclists`), in order.
        """
        mask = self.mask(tree) & within
        holding = _Holding(self, mask)
        parts = [
            merged(*self._marks(part, block, holding))
            for part in self._occurrences.parts(tree)
            for block in self._occurrences.blocks(part, mask)
        ]
        return merged(*joined(parts))

    def hit_counts(self, tree: Query, ids: Ids) -> Ids:
        """How many stretches are marked in each of these primaries, which satisfy the query."""
        mask = self.snapshot.empty()
        mask[ids] = True
        starts, _ = self.stretches(tree, mask)
        counts = np.bincount(starts >> DOCUMENT_SHIFT, minlength=len(mask))
        return counts[ids]

    def holds(self, node: AboutDocuments, document: int) -> bool:
        """Whether a primary, or a copy by its primary, is among what a node finds."""
        return bool(self.mask(node)[self.snapshot.primary_of[document]])

    def expansion(self, term: Single) -> list[tuple[str, int]]:
        """The words of the matter that a term stands for, each with its number of documents."""
        _ = self.snapshot
        counts = self._index.vocabulary.counts(self._occurrences.expansion(term))
        # The index may still name a word whose documents were all taken out.
        return [(word, documents) for word, documents in counts if documents]

    def _marks(self, tree: Query, block: Mask, holding: "_Holding") -> tuple[Numbers, Numbers]:
        """The stretches that are marked for a node, in the documents of a block that satisfy it.

        A boolean node marks only where it holds, text wherever it stands.
        """
        if isinstance(tree, Words | Recognised | Near):
            return self._occurrences.marks(tree, block)
        if isinstance(tree, Family):
            return self._marks(tree.query, block & holding.of(tree.query), holding)
        if isinstance(tree, Sample):
            return self._marks(tree.query, block, holding)
        if isinstance(tree, And | Or):
            return joined(
                [
                    self._marks(child, block & holding.of(child), holding)
                    if isinstance(child, And | Or | Family | Sample)
                    else self._marks(child, block, holding)
                    for child in tree.children()
                ]
            )
        return joined([])

    def _conjunction(self, children: list[Query], within: Mask | None) -> Mask:
        """What FTS5 can intersect goes to it at once; the rest narrows the set step by step."""
        exact: list[Query] = []
        rest: list[tuple[int, Query]] = []
        for child in children:
            if self._exact_expression(child) is not None:
                exact.append(child)
            else:
                rest.append((_cost(child), child))
        found = self.snapshot.primaries if within is None else within
        if exact:
            joint = expression(And(exact))
            if joint is not None:
                found = found & self._matching(joint)
            else:
                rest += [(0, child) for child in exact]
        for _, child in sorted(rest, key=lambda entry: entry[0]):
            found = found & self.mask_within(child, found)
        return found

    def _exact_expression(self, tree: Query) -> Expression | None:
        """The expression with which FTS5 finds just what a node finds, if it does so well.

        It takes twice as long for all words with one beginning as the vocabulary does once read.
        """
        term = _one_term(tree)
        if isinstance(term, Pattern) and self._index.vocabulary.is_at_hand:
            return None
        text = expression(tree)
        return text if text is not None and text.is_exact else None

    def _text(self, tree: Query, within: Mask | None) -> Mask:
        """Terms that stand for many words, and proximities that FTS5 would get wrong."""
        found = self.snapshot.empty()
        if (term := _one_term(tree)) is not None:
            self._occurrences.holding(term, found)
            return found
        candidates = self.snapshot.primaries if within is None else within
        held = self.snapshot.empty()
        self._occurrences.mark(tree, held)
        self._occurrences.find(tree, candidates & held, found)
        return found

    def _matching(self, text: Expression) -> Mask:
        found = self.snapshot.empty()
        found[self._index.matching(text.text)] = True
        return found

    def _satisfying(self, tree: Condition) -> Mask:
        rows = self._store.conn.execute(
            f"SELECT group_concat(d.id) FROM documents AS d WHERE {tree.sql}", tree.parameters
        ).fetchone()
        if rows[0] is None:
            return self.snapshot.empty()
        return self.snapshot.mask(np.fromstring(rows[0], np.int64, sep=","))


def _never() -> None:
    """What nobody can cancel needs no looking."""


class _Holding:
    """Where nodes of one query hold, of the documents that satisfy it; each is looked for once."""

    def __init__(self, evaluator: Evaluator, satisfying: Mask) -> None:
        self._evaluator = evaluator
        self._satisfying = satisfying
        self._known: dict[Query, Mask] = {}

    def of(self, tree: Query) -> Mask:
        """Where a node holds; outside the documents that satisfy the query it may be false."""
        found = self._known.get(tree)
        if found is None:
            found = self._known[tree] = self._evaluator.mask_within(tree, self._satisfying)
        return found


def _one_term(tree: Query) -> Term | None:
    """The term, where a query is a single one, in any zone."""
    if isinstance(tree, Words) and tree.fieldname == TEXT and len(tree.words) == 1:
        return tree.words[0]
    return None


def _cost(tree: Query) -> int:
    """What to evaluate first: conditions, then booleans, then positions."""
    if isinstance(tree, Condition | Every):
        return 0
    return 2 if isinstance(tree, Words | Recognised | Near) else 1
