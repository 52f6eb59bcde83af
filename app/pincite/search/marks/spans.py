"""Whoosh's span machinery with leaf positions: what matched, and the operands that made it match.

Whoosh's own spans are covers: a word that merely lies inside one would be marked. An `Occurrence`
therefore carries the stretches of the operands it was made of. Positions are numbers that grow by
one from word to word within a zone, with a gap wider than any distance between zones.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from whoosh.matching import ListMatcher, Matcher
from whoosh.matching.binary import IntersectionMatcher
from whoosh.query.spans import Span, SpanWrappingMatcher

Stretch = tuple[int, int]
_START = attrgetter("start")


class Reach(NamedTuple):
    """How many words behind and before an operand the other one may stand."""

    behind: int
    before: int

    @property
    def turned(self) -> "Reach":
        """The same seen from the other operand."""
        return Reach(self.before, self.behind)


class Occurrence(Span):
    """A span (first and last position, both within it) with the stretches that were matched."""

    __slots__ = ("operands",)

    def __init__(self, start: int, end: int, operands: frozenset[Stretch]) -> None:
        """`operands` lie within `start` to `end`."""
        super().__init__(start, end)
        self.operands = operands

    @classmethod
    def of_operand(cls, start: int, end: int) -> "Occurrence":
        """A word or phrase: it is its own one operand."""
        return cls(start, end, frozenset(((start, end),)))

    def __eq__(self, other: object) -> bool:
        """The same cover made of the same operands."""
        return (
            isinstance(other, Occurrence)
            and self.start == other.start
            and self.end == other.end
            and self.operands == other.operands
        )

    def __hash__(self) -> int:
        """Equal occurrences hash equally."""
        return hash((self.start, self.end, self.operands))


class OccurrenceMatcher(ListMatcher):
    """Matches the one document (number 0) of its reader, with these spans."""

    def __init__(self, occurrences: Sequence[Occurrence]) -> None:
        """`occurrences` in order of their start."""
        super().__init__([0])
        self._occurrences = list(occurrences)

    def spans(self) -> list[Occurrence]:
        """The spans in the current document."""
        return self._occurrences

    def copy(self) -> "OccurrenceMatcher":
        """A matcher at the same place."""
        copied = OccurrenceMatcher(self._occurrences)
        copied._i = self._i
        return copied


class NearMatcher(SpanWrappingMatcher):
    """Finds the spans of two matchers that stand near each other and do not overlap.

    As an operand of another proximity it gives each pair, from the first word of both to the last;
    else only the members of such pairs, of which there are far fewer.
    """

    def __init__(self, a: Matcher, b: Matcher, reach: Reach, *, is_operand: bool) -> None:
        """Both matchers stand at their first document."""
        self.a = a
        self.b = b
        self.reach = reach
        self.is_operand = is_operand
        super().__init__(self._candidates())

    def _candidates(self) -> Matcher:
        return IntersectionMatcher(self.a, self.b)

    def _get_spans(self) -> list[Occurrence]:
        if not self.child.is_active():
            return []
        first, second = self.a.spans(), self.b.spans()
        if self.is_operand:
            return _pairs(first, second, self.reach)
        members = _with_near(first, second, self.reach)
        members += _with_near(second, first, self.reach.turned)
        return sorted(set(members), key=_START)


class NotNearMatcher(NearMatcher):
    """Keeps the spans of the first matcher that have none of the second near or over them."""

    def _candidates(self) -> Matcher:
        return self.a

    def _get_spans(self) -> list[Occurrence]:
        if not self.a.is_active():
            return []
        first: list[Occurrence] = self.a.spans()
        if not self.b.is_active():
            return first
        others = self.b.spans()
        near = {*_with_near(first, others, self.reach), *_with_other_over(first, others)}
        return [occurrence for occurrence in first if occurrence not in near]


def _with_near(
    some: Sequence[Occurrence], others: Sequence[Occurrence], reach: Reach
) -> list[Occurrence]:
    """Those of `some` that have one of `others` within reach."""
    starts = sorted(other.start for other in others)
    ends = sorted(other.end for other in others)
    return [
        one
        for one in some
        if bisect_right(starts, one.end + reach.behind) > bisect_right(starts, one.end)
        or bisect_left(ends, one.start) > bisect_left(ends, one.start - reach.before)
    ]


def _with_other_over(some: Sequence[Occurrence], others: Sequence[Occurrence]) -> list[Occurrence]:
    """Those of `some` that share a word with one of `others` which is not the very same stretch."""
    stretches = {(other.start, other.end) for other in others}
    starts = sorted(start for start, _ in stretches)
    ends = sorted(end for _, end in stretches)
    return [
        one
        for one in some
        if bisect_right(starts, one.end) - bisect_left(ends, one.start)
        > ((one.start, one.end) in stretches)
    ]


def _pairs(
    first: Sequence[Occurrence], second: Sequence[Occurrence], reach: Reach
) -> list[Occurrence]:
    """Every pair within reach as one span; pairs of equal extent are one."""
    made: dict[Stretch, set[Stretch]] = defaultdict(set)
    for left, right in _followed_within(first, second, reach.behind):
        made[left.start, right.end] |= left.operands | right.operands
    for left, right in _followed_within(second, first, reach.before):
        made[left.start, right.end] |= left.operands | right.operands
    return [
        Occurrence(start, end, frozenset(operands))
        for (start, end), operands in sorted(made.items())
    ]


def _followed_within(
    first: Sequence[Occurrence], second: Sequence[Occurrence], distance: int
) -> list[tuple[Occurrence, Occurrence]]:
    """Pairs where one of `second` starts 1 to `distance` words after the end of one of `first`."""
    ordered = sorted(second, key=_START)
    starts = [occurrence.start for occurrence in ordered]
    return [
        (left, right)
        for left in first
        for right in ordered[
            bisect_right(starts, left.end) : bisect_right(starts, left.end + distance)
        ]
    ]
