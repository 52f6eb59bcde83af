"""Bates numbers as they are printed: found in the margins of a document's pages.

A number in a margin is a Bates number if it grows from page to page; dates, case numbers, document
numbers and telephone numbers do not. Numbers may be left out and several series may follow one
another. What OCR misread is mended where the numbers before and behind agree. A document of one
page must print its number alone on a line, prefix and all.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise

from pincite.domain.margins import (
    Reading,
    Series,
    likeness_cost,
    may_be_damaged,
    read_as,
    readings,
)

# How sure a number is, 0 to 100: printed as text; read by OCR and confirmed by the pages beside it;
# its signs mended; told from a damaged print where both sides agree; read by OCR with nothing to
# confirm it; not read at all.
PRINTED, CONFIRMED, MENDED, TOLD, UNCONFIRMED, INFERRED = 100.0, 95.0, 85.0, 70.0, 55.0, 30.0
# A number confirms another, and one is inferred between two, so many pages away at most.
_NEAR_PAGES, _BETWEEN_PAGES = 4, 12
# Weights of the chain: what a reading is worth, and what a gap, or a step back, must be worth.
_WORTH_PRINTED, _WORTH_READ, _WORTH_MENDED = 3.0, 1.0, 0.7
_STEP_WORTH, _GAP_COST, _BACK_COST = 1.0, 1.2, 3.0
_LOOK_BACK = 12
_SIGNS, _SIGN_VOTES, _TEXT_VOTES = ("-", "_", "."), 3, 1_000
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


def page_numbers(margins: Sequence[Sequence[str]]) -> list[str | None]:
    """The Bates number of each page of live text, from the lines in its margins, or None."""
    return [found.printed if found else None for found in page_bates(margins)]


def page_bates(
    margins: Sequence[Sequence[str]],
    *,
    ocr_pages: Collection[int] = (),
    stamped: Mapping[int, str] | None = None,
) -> list[PageNumber | None]:
    """The Bates number of each page, from the lines in its margins; None where none is printed.

    Of several series on the same pages the one on most counts; of as many, the one printed last.
    `ocr_pages` were read by OCR, or not at all: only there is anything mended or inferred.
    `stamped` are numbers that the file itself names, by page: they are taken as they are.
    """
    numbers: list[PageNumber | None] = [None] * len(margins)
    known = stamped or {}
    for page, printed in known.items():
        numbers[page] = PageNumber(printed)
    margins = [[known[page]] if page in known else lines for page, lines in enumerate(margins)]
    ocr = frozenset(ocr_pages).difference(known)
    read = [readings(lines, is_ocr=page in ocr) for page, lines in enumerate(margins)]
    if len(read) == 1:
        plain = [one for one in read[0] if one.is_plain]
        if plain and numbers[0] is None:
            numbers[0] = PageNumber(plain[-1].printed, UNCONFIRMED if ocr else PRINTED)
        return numbers
    accepted = _series(read, ocr)
    keys = {(series.key, series.width) for series in accepted}
    as_they_are = [
        keys.intersection((one.key, one.width) for one in found if not one.is_mended)
        for found in read
    ]
    readers = [_SeriesReader(series, margins, read, ocr, as_they_are) for series in accepted]
    anchored = _at_home(_kept([reader.anchored() for reader in readers]), ocr)
    for own in anchored:
        for page, number in own.items():
            numbers[page] = numbers[page] or number
    for reader, own in zip(readers, anchored, strict=True):
        unread = sorted(page for page in ocr if own and numbers[page] is None)
        for page, number in reader.told(unread).items():
            numbers[page] = number
    return numbers


def _kept(found: Sequence[dict[int, PageNumber]]) -> list[dict[int, PageNumber]]:
    """The series that stand for themselves; one beside another on most of its pages is emptied."""
    kept: list[dict[int, PageNumber]] = []
    taken: set[int] = set()
    for own in found:
        is_own = len(taken.intersection(own)) * 2 <= len(own)
        kept.append(own if is_own else {})
        taken.update(kept[-1])
    return kept


def _votes(one: Reading, *, is_ocr: bool) -> int:
    """What a reading counts for the prefix that is printed.

    OCR overlooks a hyphen sooner than it makes one up; text needs no vote.
    """
    if not is_ocr:
        return _TEXT_VOTES
    return _SIGN_VOTES if one.prefix[-1:] in _SIGNS else 1


class _Seen:
    """Where the numbers of one series stand: values by page, and how its prefix is printed."""

    def __init__(self, key: tuple[str, int]) -> None:
        self.pages: dict[int, set[int]] = defaultdict(set)
        self.last = 0
        self._key = key
        self._prefixes: Counter[str] = Counter()
        self._plain: list[int] = []

    def add(self, page: int, order: int, one: Reading, *, is_ocr: bool) -> None:
        """Count a reading, the `order`th of all."""
        self.pages[page].add(one.value)
        self.last = order
        self._prefixes[one.prefix] += _votes(one, is_ocr=is_ocr)
        if one.is_plain:
            self._plain.append(one.value)

    @property
    def series(self) -> Series:
        return Series(*self._key, self._prefixes.most_common(1)[0][0])

    @property
    def steps(self) -> int:
        """On how many pages a number stands that a page soon after goes on from."""
        return sum(
            any(
                value + ahead in self.pages.get(page + ahead, ())
                for value in values
                for ahead in range(1, _NEAR_PAGES + 1)
            )
            for page, values in self.pages.items()
        )

    @property
    def repeats(self) -> int:
        """On how many pages a number stands that the next page has too."""
        return sum(bool(own & self.pages.get(page + 1, set())) for page, own in self.pages.items())

    def is_growing(self) -> bool:
        """Whether it goes on along the pages, or is printed beyond doubt and only leaves some out.

        What stays the same from page to page, as a document number does, is none.
        """
        steps, repeats = self.steps, self.repeats
        if repeats > steps:
            return False
        goes_on = steps > 0 and steps * 2 >= len(self.pages) - 1 - repeats
        return goes_on or (len(self._plain) > 1 and all(a < b for a, b in pairwise(self._plain)))


def _at_home(
    found: Sequence[dict[int, PageNumber]], ocr: frozenset[int]
) -> list[dict[int, PageNumber]]:
    """The series without what stands among the pages of another: there OCR misread that one."""
    owners: dict[int, int] = {}
    for place, own in enumerate(found):
        for page in own:
            owners.setdefault(page, place)
    kept: list[dict[int, PageNumber]] = []
    for place, own in enumerate(found):
        left = {}
        for page, number in own.items():
            beside = Counter(
                owners[at]
                for at in range(page - _NEAR_PAGES, page + _NEAR_PAGES + 1)
                if at != page and at in owners
            )
            if page not in ocr or max(beside.values(), default=0) <= 2 * max(1, beside[place]):
                left[page] = number
        kept.append(left)
    return kept


def _series(read: Sequence[Sequence[Reading]], ocr: frozenset[int]) -> list[Series]:
    """The series that grow from page to page, the one on most pages first."""
    all_seen: dict[tuple[str, int], _Seen] = {}
    order = count(1)
    for page, readings_of_page in enumerate(read):
        for one in readings_of_page:
            key = (one.key, one.width)
            all_seen.setdefault(key, _Seen(key)).add(page, next(order), one, is_ocr=page in ocr)
    growing = [seen for seen in all_seen.values() if seen.is_growing()]
    growing.sort(key=lambda seen: (-seen.steps, -seen.last))
    found: list[_Seen] = []
    for seen in growing:
        if not ocr.issuperset(seen.pages) or not any(
            may_be_damaged(seen.series, whole.series) and _is_strewn(seen.pages, whole.pages)
            for whole in found
        ):
            found.append(seen)
    return [seen.series for seen in found]


def _is_strewn(pages: Collection[int], others: Collection[int]) -> bool:
    """Whether pages stand among others rather than beside one another."""
    beside = [at for page in pages for at in range(page - 2, page + 3) if at != page]
    return sum(at in others for at in beside) > sum(at in pages for at in beside)


class _SeriesReader:
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

    def _printed(self, page: int, value: int) -> str:
        """A number as it is printed thereabouts: productions that follow one another may differ."""
        votes: dict[str, float] = defaultdict(float)
        for near in range(max(0, page - _PREFIX_PAGES), page + _PREFIX_PAGES + 1):
            for one in self._options[near] if near < len(self._options) else ():
                if one.frame:
                    weight = _votes(one, is_ocr=near in self._ocr)
                    votes[one.prefix] += weight / (1 + abs(near - page))
        prefix = max(votes, key=lambda prefix: votes[prefix]) if votes else self._series.prefix
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
        near = (
            other
            for ahead in range(1, _NEAR_PAGES + 1)
            for beside in (page - ahead, page + ahead)
            if (other := anchors.get(beside)) and other.value - one.value == beside - page
        )
        if next(near, None) is None:
            return PageNumber(self._printed(page, one.value), UNCONFIRMED)
        confidence = MENDED if one.is_mended else CONFIRMED
        return PageNumber(self._printed(page, one.value), confidence)

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
                    value = before + worth - _GAP_COST
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
        read = [one.value for one in self._options[page] if _is_within(one.value, before, behind)]
        if not read or (cost <= _SAME_COST and is_beside):
            length = len(self._series.key) + self._series.width
            return value if cost <= max(_SAME_COST, _TOLERANCE_ALONE * length) else None
        return read[-1]

    def _cost(self, page: int, printed: str) -> float:
        costs = (likeness_cost(line, printed) for line in self._margins[page])
        return min(costs, default=float("inf"))


def _is_within(value: int, before: int | None, behind: int | None) -> bool:
    """Whether a number may stand between those that the pages around a page lead to expect."""
    return (before is None or value >= before) and (behind is None or value <= behind)
