"""Set-wise proximity: where the operands of a query stand, in all documents at once.

A place is a stretch of positions, `starts` to `ends` (both within it), where a position is one
number made of document, zone and offset (see `store.segments`). Since zones lie farther apart than
any distance, plain differences of positions never cross from one into another.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

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
    chosen = _is_followed(a.ends, b.starts, distance)
    if not is_ordered:
        chosen |= _is_preceded(a.starts, b.ends, distance)
    return chosen


def near_members(a: Places, b: Places, distance: int, is_ordered: bool) -> tuple[Chosen, Chosen]:
    """Which of `a` and which of `b` have one of the other near them."""
    in_b = _is_preceded(b.starts, a.ends, distance)
    if not is_ordered:
        in_b |= _is_followed(b.ends, a.starts, distance)
    return near_first(a, b, distance, is_ordered), in_b


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
    return len(merged_starts(starts, ends))


def merged_starts(starts: Numbers, ends: Numbers) -> Numbers:
    """Where stretches begin, in order, when those that share a word are merged."""
    if not len(starts):
        return starts
    order = np.argsort(starts, kind="stable")
    starts, farthest = starts[order], np.maximum.accumulate(ends[order])
    is_first = np.ones(len(starts), np.bool_)
    is_first[1:] = starts[1:] > farthest[:-1]
    return starts[is_first]


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
    starts = np.sort(starts, kind="stable")
    first = np.searchsorted(starts, ends, "right")
    padded = np.append(starts, np.iinfo(np.int64).max)
    return padded[first] - ends <= distance


def _is_preceded(starts: Numbers, ends: Numbers, distance: int) -> Chosen:
    """Which starts have an end 1 to `distance` before them."""
    ends = np.sort(ends, kind="stable")
    before = np.searchsorted(ends, starts, "left")
    padded = np.insert(ends, 0, -(2**62))
    return starts - padded[before] <= distance


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


def _members(indexes: Numbers, size: int) -> Chosen:
    mask = np.zeros(size, np.bool_)
    mask[indexes] = True
    return mask
