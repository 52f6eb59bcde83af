"""Bates numbers as they are printed: found in the margins of a document's pages.

A number in a margin is a Bates number if it grows from page to page; dates, case numbers, document
numbers and telephone numbers do not. Numbers may be left out and several series may follow one
another. What OCR misread is mended where the numbers before and behind agree. A document of one
page must print its number alone on a line, prefix and all.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import count, pairwise

from pincite.domain.bates_series import (
    INFERRED,
    NEAR_PAGES,
    PRINTED,
    UNCONFIRMED,
    PageNumber,
    SeriesReader,
    votes,
)
from pincite.domain.margins import Reading, Series, may_be_damaged, readings


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
    readers = [SeriesReader(series, margins, read, ocr, as_they_are) for series in accepted]
    anchored = _at_home(_kept([reader.anchored() for reader in readers]), ocr)
    for own in anchored:
        for page, number in own.items():
            numbers[page] = numbers[page] or number
    unread = sorted(page for page in ocr if numbers[page] is None)
    for reader, own in zip(readers, anchored, strict=True):
        for page, number in reader.told(unread).items() if own else ():
            last = numbers[page]
            # A stray number is less than one that the pages on both sides lead to expect.
            if last is None or number.confidence > last.confidence > INFERRED:
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
        self._prefixes[one.prefix] += votes(one, is_ocr=is_ocr)
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
                for ahead in range(1, NEAR_PAGES + 1)
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
                for at in range(page - NEAR_PAGES, page + NEAR_PAGES + 1)
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
