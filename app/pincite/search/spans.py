"""Whoosh's span machinery with leaf positions: what matched, and the operands that made it match.

Whoosh's own spans are covers: a word that merely lies inside one would be marked. An `Occurrence`
therefore carries the stretches of the operands it was made of. Positions are numbers that grow by
one from word to word within a zone, with a gap wider than any distance between zones.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from whoosh.matching import ListMatcher, Matcher
from whoosh.matching.binary import IntersectionMatcher
from whoosh.query.spans import Span, SpanWrappingMatcher

Stretch = tuple[int, int]


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
    """Joins the spans of two matchers that stand near each other and do not overlap."""

    def __init__(self, a: Matcher, b: Matcher, distance: int, is_ordered: bool) -> None:
        """Both matchers stand at their first document."""
        self.a = a
        self.b = b
        self.distance = distance
        self.is_ordered = is_ordered
        super().__init__(self._joined())

    def _joined(self) -> Matcher:
        return IntersectionMatcher(self.a, self.b)

    def _get_spans(self) -> list[Occurrence]:
        if not self.child.is_active():
            return []
        made: dict[Stretch, set[Stretch]] = defaultdict(set)
        first, second = self.a.spans(), self.b.spans()
        for left, right in _followed_within(first, second, self.distance):
            made[left.start, right.end] |= left.operands | right.operands
        if not self.is_ordered:
            for left, right in _followed_within(second, first, self.distance):
                made[left.start, right.end] |= left.operands | right.operands
        return [
            Occurrence(start, end, frozenset(operands))
            for (start, end), operands in sorted(made.items())
        ]


class NotNearMatcher(NearMatcher):
    """Keeps the spans of the first matcher that have none of the second near them."""

    def _joined(self) -> Matcher:
        return self.a

    def _get_spans(self) -> list[Occurrence]:
        if not self.a.is_active():
            return []
        first: list[Occurrence] = self.a.spans()
        if not self.b.is_active():
            return first
        second = self.b.spans()
        near = {left for left, _ in _followed_within(first, second, self.distance)}
        if not self.is_ordered:
            near |= {right for _, right in _followed_within(second, first, self.distance)}
        return [occurrence for occurrence in first if occurrence not in near]


def _followed_within(
    first: Sequence[Occurrence], second: Sequence[Occurrence], distance: int
) -> list[tuple[Occurrence, Occurrence]]:
    """Pairs where one of `second` starts 1 to `distance` words after the end of one of `first`."""
    ordered = sorted(second, key=lambda occurrence: occurrence.start)
    starts = [occurrence.start for occurrence in ordered]
    return [
        (left, right)
        for left in first
        for right in ordered[
            bisect_right(starts, left.end) : bisect_right(starts, left.end + distance)
        ]
    ]
