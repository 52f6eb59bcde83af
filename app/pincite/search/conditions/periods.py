"""Days, months and years as they are written in a query."""

import re
from datetime import date
from typing import NamedTuple

from pincite.search.conditions.values import BadValue

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
COMPARISON = re.compile(r"(>=|<=|>|<|=|≥|≤)?\s*(.*)")
# Not the calendar's: Qt sets the user's locale, and the reading is English.
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
DATE_FORMS = "Expected a date as 2018, 2018-07, 2018-07-13, a range 2017-09..2018-12, or >=2018-07."


class Period(NamedTuple):
    """A day, month or year: its first instant and the first after it, as ISO 8601 prefixes."""

    begin: str
    after: str
    reads_as: str


def period(text: str) -> Period:
    """The day, month or year that a text names.

    Raises:
        BadValue: It names none.
    """
    match = _DATE.fullmatch(text.strip())
    if not match:
        raise BadValue(DATE_FORMS, _guessed_date(text))
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        raise BadValue(f"There is no date {text.strip()}. {DATE_FORMS}") from None
    if not month:
        return Period(f"{year:04d}", f"{year + 1:04d}", f"{year}")
    if not day:
        following = f"{year + 1:04d}-01" if month == 12 else f"{year:04d}-{month + 1:02d}"
        return Period(f"{year:04d}-{month:02d}", following, f"{_MONTHS[month - 1]} {year}")
    # A day's texts begin with the day; "~" sorts after every one of them.
    begin = first.isoformat()
    return Period(begin, f"{begin}~", f"{day} {_MONTHS[month - 1]} {year}")


def _guessed_date(text: str) -> str:
    """A day written 7/13/2018 as 2018-07-13, where it can only mean that; else ''."""
    match = re.fullmatch(r"\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})\s*", text)
    if not match:
        return ""
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    if first <= 12 < second <= 31:
        return f"{year}-{first:02d}-{second:02d}"
    if second <= 12 < first <= 31:
        return f"{year}-{second:02d}-{first:02d}"
    return ""
