"""Where the operands of a query stand in all documents, read from the index and kept for reuse."""

from collections import OrderedDict

import numpy as np

from pincite.domain.documents import ZONES
from pincite.search.places import (
    EitherPlaces,
    KeptPlaces,
    NearPlaces,
    Numbers,
    OperandPlaces,
    Places,
    near_first,
    near_members,
    phrase_places,
)
from pincite.search.recognisers import Address, Days, Digits
from pincite.search.snapshot import Mask
from pincite.search.terms import (
    Forms,
    Fuzzy,
    OneOf,
    Pattern,
    Single,
    Term,
    Word,
    stem,
)
from pincite.search.tree import FIELDS, TEXT, Near, NotNear, Or, Query, Recognised, Words
from pincite.store.recognised import RecognisedWords
from pincite.store.segments import DOCUMENT_SHIFT, OFFSET_BITS, ZONE_BITS
from pincite.store.vocabulary import Vocabulary
from pincite.store.words import DocumentWords, after_prefix

KEPT_POSITIONS = 8_000_000
# A pattern with a shorter beginning is looked up in the vocabulary first.
LEAST_STEM = 3


class Occurrences:
    """Reads places from the index; the positions of words used last are kept."""

    def __init__(
        self, index: DocumentWords, vocabulary: Vocabulary, recognised: RecognisedWords
    ) -> None:
        """Positions are kept until `forget`, up to a bound."""
        self._index = index
        self._vocabulary = vocabulary
        self._recognised = recognised
        self._kept: OrderedDict[Term, Numbers] = OrderedDict()
        self._kept_count = 0
        self._expansions: dict[Single, list[str]] = {}

    def forget(self) -> None:
        """Drop what was kept: the index has changed."""
        self._kept.clear()
        self._kept_count = 0
        self._expansions.clear()

    def expansion(self, term: Single) -> list[str]:
        """The words of the index that a term stands for, in order."""
        found = self._expansions.get(term)
        if found is None:
            found = self._expansions[term] = self._expanded(term)
        return found

    def _expanded(self, term: Single) -> list[str]:
        vocabulary = self._vocabulary
        if isinstance(term, Word):
            return [term.text]
        if isinstance(term, Pattern):
            return vocabulary.like(term.compiled, term.stem)
        if isinstance(term, Fuzzy):
            return vocabulary.within_edits(term.word, term.edits, term.prefix)
        if isinstance(term, Forms):
            return vocabulary.forms_of(term.word, stem)
        return vocabulary.numbers(term.matches)

    def places(self, tree: Query, within: Mask | None = None) -> Places:
        """Where an operand of a proximity matches, in the documents `within` only, if given."""
        if isinstance(tree, Words):
            return self._places_of_words(tree, within)
        if isinstance(tree, Recognised):
            return self._places_of_recognised(tree, within)
        if isinstance(tree, NotNear):
            a, b = self.places(tree.a, within), self.places(tree.b, within)
            near = near_first(a, b, tree.distance, tree.is_ordered)
            return KeptPlaces(a, ~near)
        if isinstance(tree, Near):
            a, b = self.places(tree.a, within), self.places(tree.b, within)
            return NearPlaces(a, b, tree.distance, tree.is_ordered)
        if isinstance(tree, Or):
            return EitherPlaces([self.places(child, within) for child in tree.children()])
        raise TypeError(f"{tree!r} has no places")

    def marks(self, tree: Query, within: Mask | None = None) -> tuple[Numbers, Numbers]:
        """Starts and ends of the operands that make an operand match."""
        if isinstance(tree, Near) and not isinstance(tree, NotNear):
            a, b = self.places(tree.a, within), self.places(tree.b, within)
            in_a, in_b = near_members(a, b, tree.distance, tree.is_ordered)
            first, second = a.marks(in_a), b.marks(in_b)
            return (
                np.concatenate([first[0], second[0]]),
                np.concatenate([first[1], second[1]]),
            )
        places = self.places(tree, within)
        return places.marks(np.ones(len(places.starts), np.bool_))

    def documents(self, tree: Query, within: Mask | None = None) -> Numbers:
        """The documents where an operand matches, in no order, some more than once."""
        if isinstance(tree, Near) and not isinstance(tree, NotNear):
            a, b = self.places(tree.a, within), self.places(tree.b, within)
            starts = a.starts[near_first(a, b, tree.distance, tree.is_ordered)]
        else:
            starts = self.places(tree, within).starts
        return starts >> DOCUMENT_SHIFT

    def _places_of_recognised(self, asked: Recognised, within: Mask | None) -> OperandPlaces:
        starts, ends, numbers = self._recognised.positions(asked.kind, within)
        wanted = asked.wanted
        kept = np.ones(len(starts), np.bool_)
        if asked.fieldname != TEXT:
            kept &= _is_in_zones(starts, FIELDS[asked.fieldname])
        if isinstance(wanted, Days | Digits):
            known, which = np.unique(numbers, return_inverse=True)
            kept &= np.array([wanted.matches(number) for number in known.tolist()], np.bool_)[which]
        if isinstance(wanted, Address):
            counts = ends - starts + 1
            least = len(wanted.head) + len(wanted.tail)
            kept &= counts >= least if wanted.has_gap else counts == least
            for place, term in enumerate(wanted.head):
                kept &= np.isin(starts + place, self._positions(term))
            for place, term in enumerate(reversed(wanted.tail)):
                kept &= np.isin(ends - place, self._positions(term))
        # What can be read in two ways stands there twice.
        pairs = np.unique(np.stack([starts[kept], ends[kept]]), axis=1)
        return OperandPlaces(pairs[0], pairs[1])

    def _places_of_words(self, words: Words, within: Mask | None) -> OperandPlaces:
        zones = FIELDS[words.fieldname]
        found: list[Numbers] = []
        for word in words.words:
            positions = self._positions(word)
            if words.fieldname != TEXT:
                positions = positions[_is_in_zones(positions, zones)]
            if within is not None:
                positions = positions[within[positions >> DOCUMENT_SHIFT]]
            found.append(positions)
        return phrase_places(found)

    def _positions(self, term: Term) -> Numbers:
        kept = self._kept.get(term)
        if kept is not None:
            self._kept.move_to_end(term)
            return kept
        positions = self._read(term)
        self._kept[term] = positions
        self._kept_count += len(positions)
        while self._kept_count > KEPT_POSITIONS and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._kept_count -= len(dropped)
        return positions

    def _read(self, term: Term) -> Numbers:
        if isinstance(term, Word):
            return self._index.positions(term.text)
        if isinstance(term, OneOf):
            # A word that two alternatives stand for is in its place once.
            return np.unique(np.concatenate([self._positions(part) for part in term.terms]))
        if isinstance(term, Pattern) and len(term.stem) >= LEAST_STEM:
            first = term.stem
            return self._index.positions_of(first, after_prefix(first), term.compiled.fullmatch)
        return self._index.positions_of_words(self.expansion(term))


def _is_in_zones(positions: Numbers, zones: tuple[str, ...]) -> Mask:
    wanted = np.zeros(1 << ZONE_BITS, np.bool_)
    wanted[[ZONES.index(zone) for zone in zones]] = True
    mask: Mask = wanted[(positions >> OFFSET_BITS) & ((1 << ZONE_BITS) - 1)]
    return mask
