"""Conditions on when a document was sent."""

from pincite.search.conditions.periods import COMPARISON, DATE_FORMS, Period, period
from pincite.search.conditions.values import BadValue
from pincite.search.tree import Condition

# The date as written; an attachment has that of its family.
_SENT = (
    "coalesce(d.given_date, d.sent_local, (SELECT coalesce(f.given_date, f.sent_local)"
    " FROM documents AS f WHERE f.id = d.family_id))"
)


def sent(value: str) -> Condition:
    """Documents sent on a day, in a month or year, in a range, or before or after one.

    Raises:
        BadValue: It is no date.
    """
    if ".." in value:
        begin_text, end_text = (part.strip() for part in value.split("..", 1))
        begin = period(begin_text) if begin_text else None
        end = period(end_text) if end_text else None
        return _between(begin, end)
    match = COMPARISON.fullmatch(value)
    operator, text = (match[1] or "=", match[2]) if match else ("=", value)
    asked = period(text)
    if operator in (">=", "≥"):
        return _between(asked, None)
    if operator in ("<=", "≤"):
        return _between(None, asked)
    if operator == ">":
        return Condition(f"{_SENT} >= ?", (asked.after,), f"sent after {asked.reads_as}")
    if operator == "<":
        return Condition(f"{_SENT} < ?", (asked.begin,), f"sent before {asked.reads_as}")
    return Condition(
        f"{_SENT} >= ? AND {_SENT} < ?",
        (asked.begin, asked.after),
        f"sent {'on' if asked.after.endswith('~') else 'in'} {asked.reads_as}",
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
    raise BadValue(DATE_FORMS)
