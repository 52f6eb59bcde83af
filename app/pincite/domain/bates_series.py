"""Reads the Bates numbers of one series along the pages: the best chain, and what OCR misread."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log10

from pincite.domain.margins import (
    Reading,
    Series,
    is_one_sign_short,
    likeness_cost,
    read_as,
)

# How sure a number is, 0 to 100: printed as text; read by OCR and confirmed by the pages beside it;
# its signs mended; told from a damaged print where both sides agree; read by OCR with nothing to
# confirm it; not read at all.
PRINTED, CONFIRMED, MENDED, TOLD, UNCONFIRMED, INFERRED = 100.0, 95.0, 85.0, 70.0, 55.0, 30.0
# A number confirms another, and one is inferred between two, so many pages away at most.
NEAR_PAGES, _BETWEEN_PAGES = 4, 12
# Weights of the chain: what a reading is worth, and what a gap, or a step back, must be worth.
_WORTH_PRINTED, _WORTH_READ, _WORTH_MENDED = 3.0, 1.0, 0.7
_STEP_WORTH, _GAP_COST, _WIDE_COST, _BACK_COST = 1.0, 1.2, 0.02, 3.0
_LOOK_BACK = 12
_SIGNS, _SIGN_VOTES, _TEXT_VOTES, _SAME_RUN_VOTES = ("-", "_", "."), 3, 1_000, 2
_FAR = 12
# So many pages around a page say how the prefix is printed there.
_PREFIX_PAGES = 8
# The share of a number's signs that may differ from what was read where both sides agree.
_TOLERANCE, _TOLERANCE_ALONE = 0.35, 0.15
# A number that was read, and one that the pages beside it lead to expect, are one if so alike.
_SAME_COST = 0.35


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The Bates number of a page; one that is inferred was not read there but on both sides."""

    printed: str
    confidence: float = PRINTED
    is_inferred: bool = False


def votes(one: Reading, *, is_ocr: bool) -> int:
    """What a reading counts for the prefix that is printed.

    OCR overlooks a hyphen sooner than it makes one up; text needs no vote.
    """
    if not is_ocr:
        return _TEXT_VOTES
    return _SIGN_VOTES if one.prefix[-1:] in _SIGNS else 1


class SeriesReader:
    """Reads the numbers of one series along the pages."""

    def __init__(
        self,
        series: Series,
        margins: Sequence[Sequence[str]],
        read: Sequence[Sequence[Reading]],
        ocr: frozenset[int],
        plain: Sequence[Collection[tuple[str, int]]],
    ) -> None:
        """`plain` says which series stand on each page as they are."""
        self._series = series
        self._plain = plain
        self._margins = margins
        self._ocr = ocr
        self._options = [self._on_page(page, found) for page, found in enumerate(read)]
        # From what was read, never from what is expected itself.
        self._options = [self._with_expected(page) for page in range(len(read))]
        self._chain = self._anchors()

    def _on_page(self, page: int, found: Sequence[Reading]) -> list[Reading]:
        """What on a page may be its number in this series."""
        series = self._series
        own = [one for one in found if (one.key, one.width) == (series.key, series.width)]
        if own or page not in self._ocr or self._plain[page]:
            return own
        told = (read_as(line, series) for line in self._margins[page])
        values = dict.fromkeys(value for value in told if value is not None)
        return [
            Reading(series.key, series.width, value, series.printed(value), "", is_mended=True)
            for value in values
        ]

    def _with_expected(self, page: int) -> list[Reading]:
        """What on a page may be its number, with those that a page beside it leads to expect.

        A number is expected if no more than one sign of it was misread or overlooked.
        """
        options = self._options[page]
        if page not in self._ocr or (not options and self._plain[page]):
            return options
        expected: dict[int, None] = {}
        for beside in (page - 1, page + 1):
            near = self._options[beside] if 0 <= beside < len(self._options) else ()
            for one in near:
                value = one.value + page - beside
                if value >= 0 and self._is_nearly(page, value):
                    expected[value] = None
        for one in options:
            expected.pop(one.value, None)
        series = self._series
        return options + [
            Reading(
                *(series.key, series.width, value, series.printed(value), ""),
                is_mended=True,
                is_expected=True,
            )
            for value in expected
        ]

    def _is_nearly(self, page: int, value: int) -> bool:
        printed = self._series.printed(value)
        return any(
            likeness_cost(line, printed) <= _SAME_COST or is_one_sign_short(line, printed)
            for line in self._margins[page]
        )

    def _printed(self, page: int, value: int) -> str:
        """A number as it is printed thereabouts: productions that follow one another may differ."""
        given: dict[str, float] = defaultdict(float)
        for near in range(max(0, page - _PREFIX_PAGES), page + _PREFIX_PAGES + 1):
            for one in self._options[near] if near < len(self._options) else ():
                if one.frame:
                    weight = votes(one, is_ocr=near in self._ocr)
                    if near != page and one.value - value == near - page:
                        weight *= _SAME_RUN_VOTES
                    given[one.prefix] += weight / (1 + abs(near - page))
        prefix = max(given, key=lambda prefix: given[prefix]) if given else self._series.prefix
        return replace(self._series, prefix=prefix).printed(value)

    def anchored(self) -> dict[int, PageNumber]:
        """The numbers that were read as they are, in order of the pages."""
        frames = {one.frame for one in self._chain.values()} | {"#"}
        numbers = {page: self._anchored(page, self._chain) for page in self._chain}
        for page, options in enumerate(self._options):
            if page not in numbers and page not in self._ocr:
                framed = [one for one in options if one.frame in frames]
                if framed:
                    numbers[page] = PageNumber(framed[-1].printed)
        return dict(sorted(numbers.items()))

    def told(self, unread: Sequence[int]) -> dict[int, PageNumber]:
        """What OCR misread on these pages, told from the pages that were read."""
        known = sorted(self._chain)
        values = [self._chain[page].value for page in known]
        found = {page: self._told(page, known, values) for page in unread if known}
        return {page: number for page, number in found.items() if number}

    def _anchored(self, page: int, anchors: Mapping[int, Reading]) -> PageNumber:
        one = anchors[page]
        if page not in self._ocr:
            return PageNumber(one.printed)
        printed = self._printed(page, one.value)
        if one.is_expected:
            sides = (self._is_confirmed(page, one, anchors, side) for side in (-1, 1))
            return PageNumber(printed, MENDED if all(sides) else UNCONFIRMED)
        if not any(self._is_confirmed(page, one, anchors, side) for side in (-1, 1)):
            return PageNumber(printed, UNCONFIRMED)
        return PageNumber(printed, MENDED if one.is_mended else CONFIRMED)

    def _is_confirmed(
        self, page: int, one: Reading, anchors: Mapping[int, Reading], side: int
    ) -> bool:
        """Whether a number that was read near a page, on this side, counts on to its own."""
        near = ((ahead, anchors.get(page + side * ahead)) for ahead in range(1, NEAR_PAGES + 1))
        return any(
            other is not None and not other.is_expected and other.value - one.value == side * ahead
            for ahead, other in near
        )

    def _anchors(self) -> dict[int, Reading]:
        """The readings that make the best chain along the pages."""
        best: list[tuple[float, int, Reading, tuple[int, int] | None]] = []
        spots: list[list[int]] = []
        for page, options in enumerate(self._options):
            mine: list[int] = []
            for one in options:
                gain, back = self._joined(best, spots, page, one)
                mine.append(len(best))
                best.append((gain, page, one, back))
            if mine:
                spots.append(mine)
        if not best:
            return {}
        at: int | None = max(range(len(best)), key=lambda index: best[index][0])
        chain: dict[int, Reading] = {}
        while at is not None:
            _, page, one, back = best[at]
            chain[page] = one
            at = back[0] if back else None
        return chain

    def _joined(
        self,
        best: Sequence[tuple[float, int, Reading, tuple[int, int] | None]],
        spots: Sequence[Sequence[int]],
        page: int,
        one: Reading,
    ) -> tuple[float, tuple[int, int] | None]:
        """What the best chain that ends in a reading is worth, and the reading before it there."""
        worth = self._worth(page, one)
        gain, back = worth, None
        for spot in reversed(spots[-_LOOK_BACK:]):
            is_next = False
            for index in spot:
                before, at, other, _ = best[index]
                grown, passed = one.value - other.value, page - at
                if grown == passed:
                    value = before + worth + _STEP_WORTH
                    is_next = True
                elif grown > passed:
                    # Of two gaps the smaller is likelier.
                    value = before + worth - _GAP_COST - _WIDE_COST * log10(grown - passed)
                else:
                    value = before + worth - _BACK_COST
                if value > gain:
                    gain, back = value, (index, at)
            if is_next and back is not None:
                break
        return gain, back

    def _worth(self, page: int, one: Reading) -> float:
        if page not in self._ocr:
            return _WORTH_PRINTED if one.is_alone else _WORTH_PRINTED - 0.5
        return _WORTH_MENDED if one.is_mended else _WORTH_READ

    def _told(self, page: int, known: Sequence[int], values: Sequence[int]) -> PageNumber | None:
        """The number of a page that OCR misread, from what it read and from the pages beside it."""
        at = bisect_left(known, page)
        before = values[at - 1] + page - known[at - 1] if at else None
        behind = values[at] - (known[at] - page) if at < len(known) else None
        if min(abs(known[side] - page) for side in (at - 1, at) if 0 <= side < len(known)) > _FAR:
            return None
        series = self._series
        if before is not None and before == behind:
            printed = self._printed(page, before)
            cost = self._cost(page, printed)
            if cost <= _TOLERANCE * (len(series.key) + series.width):
                return PageNumber(printed, TOLD)
            is_near = known[at] - known[at - 1] <= _BETWEEN_PAGES
            return PageNumber(printed, INFERRED, is_inferred=True) if is_near else None
        is_beside = any(beside in self._chain for beside in (page - 1, page + 1))
        value = self._likeliest(page, before, behind, is_beside=is_beside)
        return PageNumber(self._printed(page, value), UNCONFIRMED) if value is not None else None

    def _likeliest(
        self, page: int, before: int | None, behind: int | None, *, is_beside: bool
    ) -> int | None:
        """The number of a page at a gap: one that follows or goes before, or else what was read."""
        costs = [
            (self._cost(page, self._printed(page, value)), value)
            for value in (before, behind)
            if value is not None and value >= 0 and _is_within(value, before, behind)
        ]
        digits = f"{{:0{self._series.width}d}}"
        lines = self._margins[page]
        bare = [value for _, value in costs if any(digits.format(value) in line for line in lines)]
        if bare:
            return bare[0]
        cost, value = min(costs, default=(float("inf"), 0))
        read = [one for one in self._options[page] if _is_within(one.value, before, behind)]
        own = self._cost(page, self._printed(page, read[-1].value)) if read else 0.0
        if is_beside and cost <= own + _SAME_COST:
            return value
        if read:
            return read[-1].value
        length = len(self._series.key) + self._series.width
        if cost <= max(_SAME_COST, _TOLERANCE_ALONE * length):
            return value
        short = [value for _, value in costs if self._is_short(page, value)]
        if is_beside and len(short) == 1:
            return short[0]
        return self._without_a_zero(page, before, behind)

    def _without_a_zero(self, page: int, before: int | None, behind: int | None) -> int | None:
        """A number of which a zero at its head was overlooked, if it stands where it must."""
        if before is None or behind is None or before > behind:
            return None
        series = replace(self._series, width=self._series.width - 1)
        told = {read_as(line, series) for line in self._margins[page]}
        values = [value for value in told if value is not None and before <= value <= behind]
        return values[0] if len(values) == 1 else None

    def _is_short(self, page: int, value: int) -> bool:
        """Whether a number stands on a page but for one sign that was overlooked."""
        printed = self._printed(page, value)
        return any(is_one_sign_short(line, printed) for line in self._margins[page])

    def _cost(self, page: int, printed: str) -> float:
        costs = (likeness_cost(line, printed) for line in self._margins[page])
        return min(costs, default=float("inf"))


def _is_within(value: int, before: int | None, behind: int | None) -> bool:
    """Whether a number may stand between those that the pages around a page lead to expect.

    Where the numbers start anew, it goes on from one side.
    """
    if before is not None and behind is not None and before > behind:
        return value >= before or value <= behind
    return (before is None or value >= before) and (behind is None or value <= behind)
