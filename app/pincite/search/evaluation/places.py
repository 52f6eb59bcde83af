"""Set-wise proximity: where the operands of a query stand, in all documents at once.

A place is a stretch of positions, `starts` to `ends` (both within it), where a position is one
number made of document, zone and offset (see `store.doclists`). Since zones lie farther apart than
any distance, plain differences of positions never cross from one into another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from pincite.store.doclists import DOCUMENT_SHIFT

Numbers = npt.NDArray[np.int64]
Chosen = npt.NDArray[np.bool_]


class Places(Protocol):
    """Where something matches, and which stretches are marked for it."""

    @property
    def starts(self) -> Numbers:
        """First position of each place."""

    @property
    def ends(self) -> Numbers:
        """Last position of each place."""

    def marks(self, chosen: Chosen) -> tuple[Numbers, Numbers]:
        """Starts and ends of the operands that the chosen places are made of."""


@dataclass(frozen=True)
class OperandPlaces:
    """Every occurrence of a word or phrase."""

    starts: Numbers
    ends: Numbers

    def marks(self, chosen: Chosen) -> tuple[Numbers, Numbers]:
        """The chosen occurrences themselves."""
        return self.starts[chosen], self.ends[chosen]


class EitherPlaces:
    """The places of several alternatives together."""

    def __init__(self, alternatives: list[Places]) -> None:
        """At least one alternative."""
        self.alternatives = alternatives
        self.starts = np.concatenate([places.starts for places in alternatives])
        self.ends = np.concatenate([places.ends for places in alternatives])

    def marks(self, chosen: Chosen) -> tuple[Numbers, Numbers]:
        """What each alternative marks for its share of the chosen."""
        marked = []
        begin = 0
        for places in self.alternatives:
            after = begin + len(places.starts)
            marked.append(places.marks(chosen[begin:after]))
            begin = after
        return joined(marked)


class NearPlaces:
    """Every pair of places that are near each other, from the first word to the last of both."""

    def __init__(self, a: Places, b: Places, distance: int, is_ordered: bool) -> None:
        """Join `a` and `b`; ordered means `a` before `b`."""
        self.a = a
        self.b = b
        in_a, in_b = _pairs(a, b, distance)
        if not is_ordered:
            second, first = _pairs(b, a, distance)
            in_a, in_b = np.concatenate([in_a, first]), np.concatenate([in_b, second])
        self._in_a, self._in_b = in_a, in_b
        self.starts = np.minimum(a.starts[in_a], b.starts[in_b])
        self.ends = np.maximum(a.ends[in_a], b.ends[in_b])

    def marks(self, chosen: Chosen) -> tuple[Numbers, Numbers]:
        """What both operands mark for the chosen pairs."""
        return joined(
            [
                self.a.marks(_members(self._in_a[chosen], len(self.a.starts))),
                self.b.marks(_members(self._in_b[chosen], len(self.b.starts))),
            ]
        )


class KeptPlaces:
    """Those places of an operand that were kept; the others had something near them."""

    def __init__(self, places: Places, kept: Chosen) -> None:
        """`kept` says which."""
        self._places = places
        self._kept = np.flatnonzero(kept)
        self.starts = places.starts[kept]
        self.ends = places.ends[kept]

    def marks(self, chosen: Chosen) -> tuple[Numbers, Numbers]:
        """What the operand marks for the chosen."""
        return self._places.marks(_members(self._kept[chosen], len(self._places.starts)))


def near_first(a: Places, b: Places, distance: int, is_ordered: bool) -> Chosen:
    """Which of `a` have one of `b` near them: no pairs are made."""
    if is_ordered:
        return _is_followed(a.ends, b.starts, distance)
    if a.starts is a.ends and b.starts is b.ends:
        return _is_beside(a.starts, b.starts, distance)
    return _is_followed(a.ends, b.starts, distance) | _is_preceded(a.starts, b.ends, distance)


def documents_of_near(a: Places, b: Places, distance: int, is_ordered: bool) -> Numbers:
    """The documents where one of `a` and one of `b` are near each other, some more than once."""
    if len(a.starts) <= len(b.starts):
        return _documents(a, lambda some: near_first(some, b, distance, is_ordered))
    return _documents(b, lambda some: near_second(a, some, distance, is_ordered))


def documents_of_not_near(a: Places, b: Places, distance: int, is_ordered: bool) -> Numbers:
    """The documents where one of `a` has none of `b` near or over it, some more than once."""
    return _documents(a, lambda some: ~near_or_over(some, b, distance, is_ordered))


def _documents(places: Places, are_wanted: Callable[[Places], Chosen]) -> Numbers:
    """The documents of the places that are wanted. One is enough: a third mostly settles it."""
    documents = places.starts >> DOCUMENT_SHIFT
    found = documents[::3][are_wanted(_some(places, slice(None, None, 3)))]
    if not len(found):
        return documents[are_wanted(places)]
    first = int(documents.min())
    is_found = np.zeros(int(documents.max()) - first + 1, np.bool_)
    is_found[found - first] = True
    left = ~is_found[documents - first]
    return np.concatenate([found, documents[left][are_wanted(_some(places, left))]])


def _some(places: Places, which: Chosen | slice) -> OperandPlaces:
    starts = places.starts[which]
    return OperandPlaces(starts, starts if places.starts is places.ends else places.ends[which])


def edges_of_near(a: Places, b: Places, distance: int, is_ordered: bool) -> tuple[Numbers, Numbers]:
    """Where the pairs that are near each other begin, and where they end: no pairs are made."""
    if a.starts is a.ends and b.starts is b.ends:
        a_goes_on, b_before_a = _sides(a.starts, b.starts, distance)
        b_goes_on, a_before_b = _sides(b.starts, a.starts, distance)
    else:
        a_goes_on = _is_followed(a.ends, b.starts, distance)
        a_before_b = _is_preceded(b.starts, a.ends, distance)
        b_goes_on = _is_followed(b.ends, a.starts, distance)
        b_before_a = _is_preceded(a.starts, b.ends, distance)
    starts, ends = a.starts[a_goes_on], b.ends[a_before_b]
    if is_ordered:
        return starts, ends
    return (
        np.concatenate([starts, b.starts[b_goes_on]]),
        np.concatenate([ends, a.ends[b_before_a]]),
    )


def documents_between(ends: Numbers, starts: Numbers, distance: int) -> Numbers:
    """The documents where a start is 1 to `distance` behind an end, some more than once."""
    return ends[_is_followed(ends, starts, distance)] >> DOCUMENT_SHIFT


def near_second(a: Places, b: Places, distance: int, is_ordered: bool) -> Chosen:
    """Which of `b` have one of `a` near them."""
    if is_ordered:
        return _is_preceded(b.starts, a.ends, distance)
    return near_first(b, a, distance, is_ordered)


def near_or_over(a: Places, b: Places, distance: int, is_ordered: bool) -> Chosen:
    """Which of `a` have one of `b` near them, or one that shares a word with them.

    The very same stretch is not over itself: a word may be far from any other of its kind.
    """
    chosen = near_first(a, b, distance, is_ordered)
    if a.starts is a.ends and b.starts is b.ends:
        # Single words share a word only where they are the same.
        return chosen
    starts, ends = np.sort(b.starts, kind="stable"), np.sort(b.ends, kind="stable")
    over = np.searchsorted(starts, a.ends, "right") - np.searchsorted(ends, a.starts, "left")
    shares = over > 0
    if shares.any():
        shares[shares] = over[shares] > _same_stretches(_some(a, shares), b, starts, ends)
    return chosen | shares


def near_members(a: Places, b: Places, distance: int, is_ordered: bool) -> tuple[Chosen, Chosen]:
    """Which of `a` and which of `b` have one of the other near them."""
    return near_first(a, b, distance, is_ordered), near_second(a, b, distance, is_ordered)


def phrase_places(words: list[Numbers]) -> OperandPlaces:
    """Where words stand one after the other; each word's positions are in order."""
    if len(words) == 1:
        return OperandPlaces(words[0], words[0])
    rarest = min(range(len(words)), key=lambda index: len(words[index]))
    starts = words[rarest] - rarest
    for index, positions in enumerate(words):
        if index != rarest and len(starts):
            found = np.minimum(np.searchsorted(positions, starts + index), len(positions) - 1)
            starts = starts[positions[found] == starts + index]
    return OperandPlaces(starts, starts + (len(words) - 1))


def count_stretches(starts: Numbers, ends: Numbers) -> int:
    """How many stretches remain when those that share a word are merged."""
    return len(merged(starts, ends)[0])


def merged(starts: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
    """The stretches in order, those that share a word made one."""
    if not len(starts):
        return starts, ends
    if np.any(starts[1:] < starts[:-1]):
        order = np.argsort(starts, kind="stable")
        starts, ends = starts[order], ends[order]
    farthest = np.maximum.accumulate(ends)
    is_first = np.append(True, starts[1:] > farthest[:-1])
    return starts[is_first], farthest[np.append(is_first[1:], True)]


def joined(marked: list[tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    """Several lists of stretches as one."""
    if not marked:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return (
        np.concatenate([starts for starts, _ in marked]),
        np.concatenate([ends for _, ends in marked]),
    )


def _is_followed(ends: Numbers, starts: Numbers, distance: int) -> Chosen:
    """Which ends have a start 1 to `distance` behind them."""
    if not len(starts):
        return np.zeros(len(ends), np.bool_)
    starts = _in_order(starts)
    following = np.searchsorted(starts, ends, "right")
    # Behind the last there is none; its distance is then taken from before, which is negative.
    gaps = starts[np.minimum(following, len(starts) - 1)] - ends
    return (gaps > 0) & (gaps <= distance)


def _is_preceded(starts: Numbers, ends: Numbers, distance: int) -> Chosen:
    """Which starts have an end 1 to `distance` before them."""
    if not len(ends):
        return np.zeros(len(starts), np.bool_)
    ends = _in_order(ends)
    before = np.searchsorted(ends, starts, "left") - 1
    gaps = starts - ends[np.maximum(before, 0)]
    return (gaps > 0) & (gaps <= distance)


def _is_beside(words: Numbers, others: Numbers, distance: int) -> Chosen:
    """Which words have one of the others 1 to `distance` before or behind them."""
    behind, before = _sides(words, others, distance)
    return behind | before


def _sides(words: Numbers, others: Numbers, distance: int) -> tuple[Chosen, Chosen]:
    """Which words have one of the others 1 to `distance` behind them, and which before them."""
    if not len(others):
        none = np.zeros(len(words), np.bool_)
        return none, none
    others = _in_order(others)
    following = np.searchsorted(others, words, "right")
    behind = others[np.minimum(following, len(others) - 1)] - words
    before = words - others[np.maximum(following - 1, 0)]
    # A word may be one of the others itself.
    same = before == 0
    if same.any():
        before[same] = words[same] - others[np.maximum(following[same] - 2, 0)]
    return (behind > 0) & (behind <= distance), (before > 0) & (before <= distance)


def _in_order(places: Numbers) -> Numbers:
    """The same in order, as they mostly are."""
    if (places[:-1] <= places[1:]).all():
        return places
    return np.sort(places)


def _pairs(first: Places, second: Places, distance: int) -> tuple[Numbers, Numbers]:
    """Indexes of the pairs where `second` starts 1 to `distance` after the end of `first`."""
    order = np.argsort(second.starts, kind="stable")
    starts = second.starts[order]
    begin = np.searchsorted(starts, first.ends, "right")
    after = np.searchsorted(starts, first.ends + distance, "right")
    counts = after - begin
    in_first = np.repeat(np.arange(len(counts)), counts)
    running = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return in_first, order[np.repeat(begin, counts) + running]


def _same_stretches(a: Places, b: Places, starts: Numbers, ends: Numbers) -> Numbers:
    """How many of `b` are the very same stretch, for each of `a`.

    `starts` and `ends` are those of `b`, each in order: what is found first of its kind numbers it.
    """

    def keys(places: Places) -> Numbers:
        """A number for each stretch that begins and ends as one of `b` may; -1 for others."""
        start = np.minimum(np.searchsorted(starts, places.starts), len(starts) - 1)
        end = np.minimum(np.searchsorted(ends, places.ends), len(ends) - 1)
        is_known = (starts[start] == places.starts) & (ends[end] == places.ends)
        return np.where(is_known, start * len(ends) + end, -1)

    known, wanted = np.sort(keys(b)), keys(a)
    return np.searchsorted(known, wanted, "right") - np.searchsorted(known, wanted, "left")


def _members(indexes: Numbers, size: int) -> Chosen:
    mask = np.zeros(size, np.bool_)
    mask[indexes] = True
    return mask
