"""Bates numbers as they are printed: found in the margins of a document's pages.

A number in a margin is a Bates number if it grows by one from page to page; dates, case numbers and
telephone numbers do not. A document of one page must print it alone on a line, prefix and all.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pincite.domain.numbers import BatesNumber

_NUMBER = re.compile(
    r"(?<![\w.,/:#-])(?:[A-Z][A-Za-z0-9&]{0,14}(?:[-_.][A-Z0-9&]{1,14}){0,3}[-_. ]?)?"
    r"\d{3,12}(?![\w/:]|[.,-]\d)"
)
_LETTER = re.compile(r"[A-Za-z]")
# Words before a number that say it is something else; a hyphen makes them a prefix (`REV-000131`).
_NOT_BATES = re.compile(
    r"\b(page|p|no|nos|rev|form|dated?|room|suite|box|case|fax|tel)[\s.:#(]*$", re.IGNORECASE
)
MIN_BARE_DIGITS = 5


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A number in a margin: where it may belong (series and digits), and how it is printed."""

    series: tuple[str, int]
    value: int
    printed: str
    is_alone: bool


def page_numbers(margins: Sequence[Sequence[str]]) -> list[str | None]:
    """The Bates number of each page, from the lines in its margins; None where none is printed.

    Of several sequences the one on most pages counts; of as many, the one printed last on a page.
    """
    candidates = [[found for line in lines for found in _candidates(line)] for lines in margins]
    if len(candidates) == 1:
        alone = [found for found in candidates[0] if _is_plain(found)]
        return [alone[-1].printed if alone else None]
    series = _best_series(candidates)
    if series is None:
        return [None] * len(candidates)
    return _along(candidates, series)


def _candidates(line: str) -> list[_Candidate]:
    """What in a line could be a Bates number."""
    line = " ".join(line.split())
    found = []
    for match in _NUMBER.finditer(line):
        number = BatesNumber.parse(match[0])
        if number is None or _NOT_BATES.search(line[: match.start()] + number.prefix):
            continue
        if _LETTER.search(number.prefix) or number.width >= MIN_BARE_DIGITS:
            is_alone = match[0] == line
            series = (number.series, number.width)
            found.append(_Candidate(series, number.value, match[0], is_alone))
    return found


def _is_plain(found: _Candidate) -> bool:
    """Whether a single page's number is one beyond doubt: alone, with prefix and filled digits."""
    prefix, width = found.series
    is_filled = width >= MIN_BARE_DIGITS or (
        width >= 4 and str(found.value) != found.printed[-width:]
    )
    return found.is_alone and bool(_LETTER.search(prefix)) and is_filled


def _best_series(candidates: Sequence[Sequence[_Candidate]]) -> tuple[str, int] | None:
    """The series that grows by one on most pages, at least on every second page that prints it."""
    seen: dict[tuple[str, int], dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for index, found in enumerate(candidates):
        for one in found:
            seen[one.series][index].add(one.value)
    growing: Counter[tuple[str, int]] = Counter()
    for series, pages in seen.items():
        steps = sum(
            any(value + 1 in pages.get(index + 1, ()) for value in values)
            for index, values in pages.items()
        )
        if steps and steps * 2 >= len(pages) - 1:
            growing[series] = steps
    if not growing:
        return None
    most = max(growing.values())
    last_page = [one.series for found in candidates for one in found]
    best = [series for series, steps in growing.items() if steps == most]
    return max(best, key=lambda series: len(last_page) - last_page[::-1].index(series))


def _along(candidates: Sequence[Sequence[_Candidate]], series: tuple[str, int]) -> list[str | None]:
    """The numbers of one series that are next to the number of a page before or behind."""
    of_series = [[one for one in found if one.series == series] for found in candidates]
    # Where a page prints several, the one that keeps the step most pages keep is its own.
    steps = Counter(one.value - index for index, found in enumerate(of_series) for one in found)
    numbers: list[str | None] = []
    for index, found in enumerate(of_series):
        best = max(found, key=lambda one: steps[one.value - index], default=None)
        is_kept = best is not None and (steps[best.value - index] > 1 or best.is_alone)
        numbers.append(best.printed if best is not None and is_kept else None)
    return numbers
