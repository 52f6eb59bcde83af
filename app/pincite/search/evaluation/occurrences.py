"""Where the operands of a query stand in all documents, block by block of documents.

What the index holds of a word is kept as bytes and decoded for the documents of one block at a
time, so that the commonest words need little memory, and a search can be stopped between blocks.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeGuard

import numpy as np

from pincite.domain.documents import ZONES
from pincite.search.evaluation.places import (
    EitherPlaces,
    KeptPlaces,
    NearPlaces,
    Numbers,
    OperandPlaces,
    Places,
    documents_between,
    documents_of_near,
    documents_of_not_near,
    edges_of_near,
    near_members,
    near_or_over,
    phrase_places,
)
from pincite.search.evaluation.recognisers import Address, Days, Digits
from pincite.search.evaluation.snapshot import Mask
from pincite.search.terms import Forms, Fuzzy, Listed, OneOf, Pattern, Single, Term, Word, stem
from pincite.search.tree import (
    FIELDS,
    TEXT,
    Aside,
    Near,
    Not,
    NotNear,
    Or,
    Query,
    Recognised,
    Words,
)
from pincite.store.doclists import DOCUMENT_SHIFT, Postings, are_in_zones
from pincite.store.recognised import RecognisedWords
from pincite.store.second_thread import SecondThread
from pincite.store.words import DocumentWords

KEPT_BYTES = 32 * 2**20
KEPT_WORDS = 100_000
# What the index holds of the words of a query is decoded in blocks of about that size, which the
# processor's cache holds.
BLOCK_BYTES = 2**19
# What the index holds of more words may be a good part of it: they are taken a quarter of that many
# at a time.
WIDE_WORDS = 2**16


class Occurrences:
    """Reads places from the index; what it holds of the words used last is kept."""

    def __init__(
        self,
        index: DocumentWords,
        recognised: RecognisedWords,
        second: SecondThread,
        block_bytes: int = BLOCK_BYTES,
        wide_words: int = WIDE_WORDS,
    ) -> None:
        """Nothing is read yet; so much is decoded at a time, by this thread and by the second.

        A term that stands for more than so many words is taken some of them at a time.
        """
        self._index = index
        self._second = second
        self._recognised = recognised
        self._block_bytes = block_bytes
        self._wide_words = wide_words
        # Called between blocks and in long unions; it may raise.
        self.checkpoint: Callable[[], None] = lambda: None
        self._kept: OrderedDict[Term, Postings] = OrderedDict()
        self._expansions: dict[Single, list[str]] = {}

    def forget(self) -> None:
        """Drop what was kept: the index has changed."""
        self._kept.clear()
        self._expansions.clear()

    def expansion(self, term: Single) -> list[str]:
        """The words of the index that a term stands for, in order."""
        if isinstance(term, Word | Listed):
            return [term.text] if isinstance(term, Word) else [*term.words]
        found = self._expansions.get(term)
        if found is None:
            if sum(map(len, self._expansions.values())) > KEPT_WORDS:
                self._expansions.clear()
            found = self._expansions[term] = self._expanded(term)
        return found

    def mark(self, tree: Query, mask: Mask) -> None:
        """Mark every document where an operand of a proximity may match, and some more."""
        if isinstance(tree, Words):
            mask |= np.logical_and.reduce([self._documents(term, mask) for term in tree.words])
        elif isinstance(tree, Recognised):
            documents = self._recognised.positions(tree.kind).starts >> DOCUMENT_SHIFT
            # One may have come later than the mask.
            mask[documents[documents < len(mask)]] = True
        elif isinstance(tree, NotNear):
            self.mark(tree.a, mask)
        elif isinstance(tree, Near):
            first, second = np.zeros_like(mask), np.zeros_like(mask)
            self.mark(tree.a, first)
            if first.any():
                self.mark(tree.b, second)
            mask |= first & second
        else:
            for child in tree.children():
                self.mark(child, mask)

    def holding(self, term: Term, mask: Mask) -> None:
        """Mark the documents that hold a word that a term stands for."""
        if isinstance(term, OneOf):
            for part in term.terms:
                self.holding(part, mask)
        else:
            self._index.mark(self.expansion(term), mask, self.checkpoint)

    def blocks(self, tree: Query, within: Mask) -> Iterator[Mask]:
        """The documents `within` in blocks, each small enough to decode all its words at once."""
        for block in self._blocks(tree, within):
            self.checkpoint()
            yield _mask(block, len(within))
        self._drop_but(set())

    def _blocks(self, tree: Query, within: Mask) -> list[Numbers]:
        """The documents of each block; what the index holds of the words is read."""
        ids = np.flatnonzero(within)
        if not len(ids):
            return []
        share = len(ids) / len(within)
        terms = _terms(tree)
        self._drop_but(terms)
        size = sum(self._postings(term).size for term in terms)
        for leaf in tree.leaves():
            if isinstance(leaf, Recognised):
                size += len(self._recognised.positions(leaf.kind).starts)
        return np.array_split(ids, max(1, min(len(ids), int(size * share / self._block_bytes))))

    def find(self, tree: Query, within: Mask, found: Mask) -> None:
        """Mark the documents `within` where an operand matches."""
        for part in self._parts(tree):
            self._find(part, within & ~found, found)

    def parts(self, tree: Query) -> Iterator[Query]:
        """A query as what marks the same together: each part takes less memory than the whole.

        No place is marked by two of them.
        """
        if not isinstance(tree, Words) or len(tree.words) > 1:
            return iter([tree])
        words = self._words(tree.words[0])
        # Nothing else is read anew for each part.
        return (
            self._in_parts(words, partial(_with_word, tree, 0)) if len(words) > 1 else iter([tree])
        )

    def _parts(self, tree: Query) -> Iterator[Query]:
        """An operand as operands that match in the same documents together."""
        wide = self._wide(tree)
        if wide is None:
            yield tree
            return
        term, put = wide
        yield from self._in_parts(self._words(term), put)

    def _in_parts(self, words: list[str], put: Callable[[Term], Query]) -> Iterator[Query]:
        """A query with some of a term's words in its place at a time."""
        at_once = max(1, self._wide_words // 4)
        for first in range(0, len(words), at_once):
            self.checkpoint()
            some = Listed(tuple(words[first : first + at_once]))
            yield put(some)
            self._kept.pop(some, None)

    def _find(self, tree: Query, within: Mask, found: Mask) -> None:
        blocks = self._blocks(tree, within)
        if len(blocks) > 1 and not any(isinstance(leaf, Recognised) for leaf in tree.leaves()):
            self._find_on_two_threads(tree, blocks, found)
        else:
            for block in blocks:
                self.checkpoint()
                found[self._documents_where(tree, _mask(block, len(within)))] = True
        self._drop_but(set())

    def _find_on_two_threads(self, tree: Query, blocks: list[Numbers], found: Mask) -> None:
        """Mark the documents of these blocks where an operand matches.

        All that they need of the index was read before: only decoding and joining is left.
        """
        left = deque(blocks)

        def find_first() -> bool:
            """In the first block of what is left, if any is."""
            block = _first(left)
            if block is not None:
                found[self._documents_where(tree, _mask(block, len(found)))] = True
            return block is not None

        def find_till_unwanted() -> None:
            while not self._second.is_unwanted and find_first():
                pass

        with self._second.beside(find_till_unwanted) as half:
            while find_first():
                self.checkpoint()
            half.result()

    def places(self, tree: Query, within: Mask) -> Places:
        """Where an operand of a proximity matches, in the documents `within`."""
        if isinstance(tree, Words):
            return self._places_of_words(tree, within)
        if isinstance(tree, Recognised):
            return self._places_of_recognised(tree, within)
        if isinstance(tree, NotNear):
            a, b = self.places(tree.a, within), self.places(tree.b, within)
            near = near_or_over(a, b, tree.distance, tree.is_ordered)
            return KeptPlaces(a, ~near)
        if isinstance(tree, Near):
            a, b = self.places(tree.a, within), self.places(tree.b, within)
            return NearPlaces(a, b, tree.distance, tree.is_ordered)
        if isinstance(tree, Or):
            return EitherPlaces([self.places(child, within) for child in tree.children()])
        raise TypeError(f"{tree!r} has no places")

    def marks(self, tree: Query, within: Mask) -> tuple[Numbers, Numbers]:
        """Starts and ends of the operands that make an operand match, in documents `within`."""
        if _is_plain(tree):
            a, b = self.places(tree.a, within), self.places(tree.b, within)
            in_a, in_b = near_members(a, b, tree.distance, tree.is_ordered)
            first, second = a.marks(in_a), b.marks(in_b)
            return (
                np.concatenate([first[0], second[0]]),
                np.concatenate([first[1], second[1]]),
            )
        places = self.places(tree, within)
        return places.marks(np.ones(len(places.starts), np.bool_))

    def _documents_where(self, tree: Query, within: Mask) -> Numbers:
        """The documents `within` where an operand matches, in no order, some more than once."""
        if not isinstance(tree, Near):
            return self.places(tree, within).starts >> DOCUMENT_SHIFT
        if not isinstance(tree, NotNear) and any(
            isinstance(part, Near) for part in tree.children()
        ):
            return self._documents_of_nested(tree, within)
        a, b = self.places(tree.a, within), self.places(tree.b, within)
        found = documents_of_not_near if isinstance(tree, NotNear) else documents_of_near
        return found(a, b, tree.distance, tree.is_ordered)

    def _documents_of_nested(self, tree: Near, within: Mask) -> Numbers:
        """Those of a proximity of proximities, of which only where they begin and end counts."""
        (a_starts, a_ends), (b_starts, b_ends) = (
            self._edges(part, within) for part in tree.children()
        )
        found = documents_between(a_ends, b_starts, tree.distance)
        if tree.is_ordered:
            return found
        return np.concatenate([found, documents_between(b_ends, a_starts, tree.distance)])

    def _edges(self, tree: Query, within: Mask) -> tuple[Numbers, Numbers]:
        """Where an operand begins, and where it ends, each in no order."""
        if _is_plain(tree) and not any(isinstance(part, Near) for part in tree.children()):
            a, b = self.places(tree.a, within), self.places(tree.b, within)
            return edges_of_near(a, b, tree.distance, tree.is_ordered)
        places = self.places(tree, within)
        return places.starts, places.ends

    def _documents(self, term: Term, like: Mask) -> Mask:
        if len(self._words(term)) > self._wide_words:
            # Hardly a document holds none of them.
            return np.ones_like(like)
        found = np.zeros_like(like)
        found[self._postings(term).documents] = True
        return found

    def _places_of_recognised(self, asked: Recognised, within: Mask) -> OperandPlaces:
        starts, ends, numbers = self._recognised.positions(asked.kind, within)
        wanted = asked.wanted
        kept = np.ones(len(starts), np.bool_)
        if asked.fieldname != TEXT:
            kept &= are_in_zones(starts, _zones(asked.fieldname))
        if isinstance(wanted, Days | Digits):
            known, which = np.unique(numbers, return_inverse=True)
            kept &= np.array([wanted.matches(number) for number in known.tolist()], np.bool_)[which]
        if isinstance(wanted, Address):
            counts = ends - starts + 1
            least = len(wanted.head) + len(wanted.tail)
            kept &= counts >= least if wanted.has_gap else counts == least
            for place, term in enumerate(wanted.head):
                kept &= np.isin(starts + place, self._postings(term).positions(within))
            for place, term in enumerate(reversed(wanted.tail)):
                kept &= np.isin(ends - place, self._postings(term).positions(within))
        starts, ends = starts[kept], ends[kept]
        if (starts[1:] == starts[:-1]).any():
            # What can be read in two ways stands there twice.
            starts, ends = np.unique(np.stack([starts, ends]), axis=1)
        return OperandPlaces(starts, ends)

    def _places_of_words(self, words: Words, within: Mask) -> OperandPlaces:
        zones = None if words.fieldname == TEXT else _zones(words.fieldname)
        return phrase_places(
            [self._postings(term).positions(within, zones) for term in words.words]
        )

    def _postings(self, term: Term) -> Postings:
        kept = self._kept.get(term)
        if kept is not None:
            self._kept.move_to_end(term)
            return kept
        self.checkpoint()
        postings = self._kept[term] = self._index.postings(self._words(term))
        return postings

    def _drop_but(self, wanted: set[Term]) -> None:
        """Drop what was kept of words that are not wanted, the oldest first, down to the bound."""
        size = sum(postings.memory for postings in self._kept.values())
        for term in [*self._kept]:
            if size <= KEPT_BYTES:
                return
            if term not in wanted:
                size -= self._kept.pop(term).memory

    def _expanded(self, term: Single) -> list[str]:
        vocabulary = self._index.vocabulary
        if isinstance(term, Pattern):
            return vocabulary.like(term.compiled, term.stem)
        if isinstance(term, Fuzzy):
            return vocabulary.within_edits(term.word, term.edits, term.prefix)
        if isinstance(term, Forms):
            return vocabulary.forms_of(term.word, stem)
        return vocabulary.numbers(term.matches)

    def _words(self, term: Term) -> list[str]:
        """The words that a term stands for, in order."""
        if not isinstance(term, OneOf):
            return self.expansion(term)
        # A word that two alternatives stand for is in its place once.
        return sorted({word for part in term.terms for word in self.expansion(part)})

    def _wide(self, tree: Query) -> tuple[Term, Callable[[Term], Query]] | None:
        """The first term that stands for very many words, and how to put another in its place.

        Only where what matches with all its words is what matches with some, or with the others.
        """
        if isinstance(tree, Words):
            for place, term in enumerate(tree.words):
                if len(self._words(term)) > self._wide_words:
                    return term, partial(_with_word, tree, place)
        elif isinstance(tree, Near):
            kind = type(tree)
            if (inner := self._wide(tree.a)) is not None:
                term, put = inner
                return term, lambda other: kind(put(other), tree.b, tree.distance, tree.is_ordered)
            if not isinstance(tree, NotNear) and (inner := self._wide(tree.b)) is not None:
                term, put = inner
                return term, lambda other: kind(tree.a, put(other), tree.distance, tree.is_ordered)
        return None


def _with_word(words: Words, place: int, term: Term) -> Words:
    return Words(words.fieldname, [*words.words[:place], term, *words.words[place + 1 :]])


def _first(blocks: deque[Numbers]) -> Numbers | None:
    """Take the first of what is left; None if another thread took the last."""
    try:
        return blocks.popleft()
    except IndexError:
        return None


def _mask(documents: Numbers, length: int) -> Mask:
    mask = np.zeros(length, np.bool_)
    mask[documents] = True
    return mask


def _is_plain(tree: Query) -> TypeGuard[Near]:
    """Whether it is a proximity of what is near, not of what is not."""
    return isinstance(tree, Near) and not isinstance(tree, NotNear)


def _zones(fieldname: str) -> tuple[int, ...]:
    return tuple(ZONES.index(zone) for zone in FIELDS[fieldname])


def _terms(tree: Query) -> set[Term]:
    """Every term that may be marked."""
    if isinstance(tree, Words):
        return set(tree.words)
    if isinstance(tree, Recognised) and isinstance(tree.wanted, Address):
        return {*tree.wanted.head, *tree.wanted.tail}
    if isinstance(tree, Not | Aside):
        return set()
    return {term for child in tree.children() for term in _terms(child)}
