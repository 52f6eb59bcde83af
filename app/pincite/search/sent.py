"""Conditions on when a document was sent."""

import re
from datetime import date
from typing import NamedTuple

from pincite.search.tree import Condition
from pincite.search.values import BadValue

# The date as written; an attachment has that of its family.
_SENT = (
    "coalesce(d.given_date, d.sent_local, (SELECT coalesce(f.given_date, f.sent_local)"
    " FROM documents AS f WHERE f.id = d.family_id))"
)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_COMPARISON = re.compile(r"(>=|<=|>|<|=|≥|≤)?\s*(.*)")
# Not the calendar's: Qt sets the user's locale, and the reading is English.
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DATE_FORMS = (
    "Expected a date as 2018, 2018-07, 2018-07-13, a range 2017-09..2018-12, or >=2018-07."
)


class Period(NamedTuple):
    """A day, month or year: its first instant and the first after it, as ISO 8601 prefixes."""

    begin: str
    after: str
    reads_as: str


def _period(text: str) -> Period:
    match = _DATE.fullmatch(text.strip())
    if not match:
        raise BadValue(_DATE_FORMS, _guessed_date(text))
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        raise BadValue(f"There is no date {text.strip()}. {_DATE_FORMS}") from None
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


def sent(value: str) -> Condition:
    """Documents sent on a day, in a month or year, in a range, or before or after one.

    Raises:
        BadValue: It is no date.
    """
    if ".." in value:
        begin_text, end_text = (part.strip() for part in value.split("..", 1))
        begin = _period(begin_text) if begin_text else None
        end = _period(end_text) if end_text else None
        return _between(begin, end)
    match = _COMPARISON.fullmatch(value)
    operator, text = (match[1] or "=", match[2]) if match else ("=", value)
    period = _period(text)
    if operator in (">=", "≥"):
        return _between(period, None)
    if operator in ("<=", "≤"):
        return _between(None, period)
    if operator == ">":
        return Condition(f"{_SENT} >= ?", (period.after,), f"sent after {period.reads_as}")
    if operator == "<":
        return Condition(f"{_SENT} < ?", (period.begin,), f"sent before {period.reads_as}")
    return Condition(
        f"{_SENT} >= ? AND {_SENT} < ?",
        (period.begin, period.after),
        f"sent {'on' if period.after.endswith('~') else 'in'} {period.reads_as}",
    )


def _between(begin: Period | None, end: Period | None) -> Condition:
    """Sent within a range that includes both its ends, either of which may be open."""
    if begin and end:
        if begin.begin >= end.after:
            raise BadValue("The range ends before it begins.", f"{end.begin}..{begin.begin}")
        return Condition(
            f"{_SENT} >= ? AND {_SENT} < ?",
            (begin.begin, end.after),
            f"sent {begin.reads_as} – {end.reads_as}",
        )
    if begin:
        return Condition(f"{_SENT} >= ?", (begin.begin,), f"sent {begin.reads_as} or later")
    if end:
        return Condition(f"{_SENT} < ?", (end.after,), f"sent {end.reads_as} or earlier")
    raise BadValue(_DATE_FORMS)
