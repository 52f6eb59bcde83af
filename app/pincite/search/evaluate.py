"""A query tree becomes one set of documents: exact, whatever its size.

Boolean structure is set operations on masks; text goes to FTS5 where FTS5 means the same, and is
joined by positions where it does not; conditions are SQL.
"""

import numpy as np

from pincite.domain.recognising import Recognisable
from pincite.search.asides import Asides
from pincite.search.expressions import Expression, expression
from pincite.search.hits import AboutDocuments, Hit, document_hits, document_matches
from pincite.search.occurrences import Occurrences
from pincite.search.places import Numbers, count_stretches, joined, merged_starts
from pincite.search.sampling import sampled
from pincite.search.snapshot import Ids, Mask, Snapshot
from pincite.search.terms import Single, Word
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
from pincite.store.documents import Documents
from pincite.store.recognised import RecognisedWords
from pincite.store.segments import DOCUMENT_SHIFT
from pincite.store.vocabulary import Vocabulary
from pincite.store.words import DocumentWords

# More candidates than that are joined by positions.
FEW_DOCUMENTS = 64
KEPT_MASKS = 12


class Evaluator:
    """Finds documents and counts hits in one store."""

    def __init__(self, store: Store, *, few_documents: int = FEW_DOCUMENTS) -> None:
        """Reads nothing yet. Up to `few_documents` candidates are read and checked one by one."""
        self._store = store
        self._few_documents = few_documents
        self._documents = Documents(store)
        self._index = DocumentWords(store)
        self._vocabulary = Vocabulary(store)
        self._recognised = RecognisedWords(store)
        self._occurrences = Occurrences(self._index, self._vocabulary, self._recognised)
        self._asides = Asides(store)
        self._generation: int | None = None
        self._snapshot: Snapshot | None = None
        # Results of late, valid until anything in the database changes.
        self._kept: dict[Query, Mask] = {}
        self._state: tuple[int, int] | None = None

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

    def mask(self, tree: Query) -> Mask:
        """The primaries that satisfy the query; the caller may not change the mask."""
        state = self._store.state()
        if state != self._state:
            self._kept.clear()
            self._state = state
        found = self._kept.pop(tree, None)
        if found is None:
            found = self._mask(tree)
            if len(self._kept) == KEPT_MASKS:
                del self._kept[next(iter(self._kept))]
        self._kept[tree] = found
        return found

    def _mask(self, tree: Query, within: Mask | None = None) -> Mask:
        """The primaries that satisfy a node; outside `within` the answer may be false."""
        if isinstance(tree, Every):
            return self.snapshot.primaries.copy()
        if isinstance(tree, AboutDocuments):
            return self._about_documents(tree)
        if isinstance(tree, Not):
            base = self.snapshot.primaries if within is None else within
            return base & ~self._mask(tree.query, within)
        if isinstance(tree, And):
            return self._conjunction(list(tree.children()), within)
        text = expression(tree)
        if text is not None and text.is_exact:
            return self._matching(text)
        if isinstance(tree, Or):
            found = self.snapshot.empty()
            for child in tree.children():
                found |= self._mask(child, within)
            return found
        return self._text(tree, text, within)

    def _about_documents(self, tree: AboutDocuments) -> Mask:
        if isinstance(tree, Condition):
            return self._satisfying(tree)
        if isinstance(tree, Aside):
            return self.snapshot.mask(self._asides.documents(tree))
        inner = self._mask(tree.query)
        if isinstance(tree, Family):
            return self.snapshot.with_families(inner)
        return sampled(inner, tree.count, tree.seed)

    def count_hits(self, tree: Query) -> int:
        """How many stretches are marked in all primaries that satisfy the query."""
        word = _one_plain_word(tree)
        if word is not None:
            return self._index.occurrences(word)
        mask = self.mask(tree)
        ids = np.flatnonzero(mask)
        if len(ids) <= self._few_documents:
            return sum(len(self._hits(tree, document)) for document in ids.tolist())
        return count_stretches(*self._marks(tree, mask))

    def hit_counts(self, tree: Query, ids: Ids) -> Ids:
        """How many stretches are marked in each of these primaries, which satisfy the query."""
        mask = self.snapshot.empty()
        mask[ids] = True
        starts = merged_starts(*self._marks(tree, mask))
        counts = np.bincount(starts >> DOCUMENT_SHIFT, minlength=len(mask))
        return counts[ids]

    def _hits(self, tree: Query, document: int) -> list[Hit]:
        text = self._documents.text(document)
        return document_hits(tree, text, lambda node: self.holds(node, document))

    def holds(self, node: AboutDocuments, document: int) -> bool:
        """Whether a primary, or a copy by its primary, is among what a node finds."""
        return bool(self.mask(node)[self.snapshot.primary_of[document]])

    def expansion(self, term: Single) -> list[tuple[str, int]]:
        """The words of the matter that a term stands for, each with its number of documents."""
        _ = self.snapshot
        return self._vocabulary.counts(self._occurrences.expansion(term))

    def _marks(self, tree: Query, scope: Mask) -> tuple[Numbers, Numbers]:
        """The stretches that are marked for a node, in the documents of `scope` that satisfy it."""
        if isinstance(tree, Words | Recognised | Near):
            return self._occurrences.marks(tree, scope)
        if isinstance(tree, Family):
            return self._marks(tree.query, scope & self._mask(tree.query))
        if isinstance(tree, Sample):
            return self._marks(tree.query, scope)
        if isinstance(tree, And | Or):
            return joined(
                [self._marks(child, scope & self._scope(child, scope)) for child in tree.children()]
            )
        return joined([])

    def _scope(self, tree: Query, scope: Mask) -> Mask:
        """Where a node may mark: a boolean node only where it holds, text wherever it stands."""
        return self._mask(tree, scope) if isinstance(tree, And | Or | Family | Sample) else scope

    def _conjunction(self, children: list[Query], within: Mask | None) -> Mask:
        """What FTS5 can intersect goes to it at once; the rest narrows the set step by step."""
        exact: list[Query] = []
        rest: list[tuple[int, Query]] = []
        for child in children:
            text = expression(child)
            if text is not None and text.is_exact:
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
            found = found & self._mask(child, found)
        return found

    def _text(self, tree: Query, narrowed: Expression | None, within: Mask | None) -> Mask:
        """Words with inner wildcards, and proximities that FTS5 would get wrong."""
        candidates = self.snapshot.primaries if narrowed is None else self._matching(narrowed)
        if within is not None:
            candidates = candidates & within
        ids = np.flatnonzero(candidates)
        if len(ids) <= self._few_documents:
            return self._checked(tree, ids)
        found = self.snapshot.empty()
        found[self._occurrences.documents(tree, candidates)] = True
        return found

    def _checked(self, tree: Query, ids: Ids) -> Mask:
        """Those of a few documents whose text satisfies a text query, read one by one."""
        found = self.snapshot.empty()
        for document in ids.tolist():
            found[document] = document_matches(tree, self._documents.text(document))
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


def _one_plain_word(tree: Query) -> str | None:
    """The word, where the index itself keeps the count: a single one, whole, in any zone."""
    if not isinstance(tree, Words) or tree.fieldname != TEXT or len(tree.words) > 1:
        return None
    (term,) = tree.words
    return term.text if isinstance(term, Word) else None


def _cost(tree: Query) -> int:
    """What to evaluate first: conditions, then booleans, then positions."""
    if isinstance(tree, Condition | Every):
        return 0
    return 2 if isinstance(tree, Words | Recognised | Near) else 1
