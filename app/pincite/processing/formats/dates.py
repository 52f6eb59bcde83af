"""When a message says it was sent."""

import re
from datetime import datetime, timedelta

from pincite.domain.documents import UNDATED, SentDate

_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
# Minutes east of UTC. Source: RFC 5322 4.3 and the zones that mailers name.
_ZONES = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "cet": 60, "met": 60, "mez": 60,
    "west": 60, "cest": 120, "mest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180,
    "jst": 540, "kst": 540, "ast": -240, "adt": -180, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480,
    "hst": -600,
}  # fmt: skip
_COMMENT = re.compile(r"\([^()]*\)")
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{1,2})(?:[.,]\d+)?)?"
_ZONE = r"\s*(?P<half>[AaPp][Mm])?\s*(?P<zone>[+-]\d{1,2}:?\d{2}|[A-Za-z]{1,4}(?:[+-]\d{1,4})?)?"
_FORMS = (
    # Wed, 08 Jan 2003 17:48:05 +0100
    re.compile(
        r"(?:[A-Za-z]+[,.]?\s*)?(?P<day>\d{1,2})[\s-]*(?P<month>[A-Za-z]{3})[a-z]*\.?[\s,-]*"
        rf"(?P<year>\d{{2,4}})[\s,]+{_CLOCK}{_ZONE}"
    ),
    # Wed Jan  8 17:48:05 2003, also with the zone before the year
    re.compile(
        r"(?:[A-Za-z]+[,.]?\s+)?(?P<month>[A-Za-z]{3})[a-z]*\.?\s+(?P<day>\d{1,2}),?\s+"
        rf"{_CLOCK}(?:\s*(?P<half>[AaPp][Mm]))?(?:\s+(?P<zone>[A-Z]{{1,4}}|[+-]\d{{4}}))?"
        r"\s+(?P<year>\d{4})(?:\s+(?P<late>[+-]\d{4}))?"
    ),
    # Wednesday, January 8, 2003 5:48 PM
    re.compile(
        r"(?:[A-Za-z]+[,.]?\s+)?(?P<month>[A-Za-z]{3})[a-z]*\.?\s+(?P<day>\d{1,2}),?\s+"
        rf"(?P<year>\d{{4}})[\s,]+(?:at\s+)?{_CLOCK}{_ZONE}"
    ),
    # 2003-01-08 17:48:05+01:00
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})[T\s]+{_CLOCK}{_ZONE}"),
)
_USUAL = re.compile(
    r"(?:[A-Z][a-z]{2}, +)?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})"
    r" (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"
)
_UNIVERSAL = re.compile(r"[\s\d]-00:?00\b")
_EPOCH = datetime(1970, 1, 1)


def sent_date(written: str) -> SentDate | None:
    """When a `Date` header says; None for an empty one, no local time where it cannot be read.

    `-0000` tells the instant, but not the clock that the sender saw; a missing or unknown zone
    tells neither. Source: RFC 5322 3.3.
    """
    written = written.strip()
    if not written:
        return None
    found = _usual(written) or _any(written)
    if found is None:
        return SentDate(written, None, None, None)
    local, offset = found
    is_universal = offset is None and _UNIVERSAL.search(written)
    return SentDate(written, local.isoformat(), offset, _utc(local, 0 if is_universal else offset))


def sort_key(date: SentDate | None) -> int:
    """Seconds since 1970 by which documents are put in order; local time where no zone is known."""
    if date is None or date.local is None:
        return UNDATED
    local = datetime.fromisoformat(date.local)
    return int((local - _EPOCH).total_seconds()) - 60 * (date.offset_minutes or 0)


def _usual(written: str) -> tuple[datetime, int | None] | None:
    """The form that nearly all mail has."""
    match = _USUAL.match(written)
    if not match:
        return None
    day, month, year, hour, minute, second, sign, east, minutes = match.groups()
    number = _MONTHS.get(month.lower())
    if not number or int(year) < 1000:
        return None
    try:
        local = datetime(int(year), number, int(day), int(hour), int(minute), min(int(second), 59))
    except ValueError:
        return None
    offset = int(east) * 60 + int(minutes)
    if sign == "-":
        return local, -offset if offset else None
    return local, offset if offset < 24 * 60 else None


def _any(written: str) -> tuple[datetime, int | None] | None:
    text = " ".join(_COMMENT.sub(" ", written).split())
    for form in _FORMS:
        match = form.match(text)
        if match and (local := _local(match)) is not None:
            parts = match.groupdict()
            return local, _offset(parts.get("zone") or parts.get("late") or "")
    return None


def _local(match: re.Match[str]) -> datetime | None:
    month = match["month"]
    number = int(month) if month.isdigit() else _MONTHS.get(month[:3].lower(), 0)
    year, hour = int(match["year"]), int(match["hour"])
    if year < 100:
        # Source: RFC 5322 4.3.
        year += 2000 if year < 50 else 1900
    elif year < 1000:
        year += 1900
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "pm" else 0)
    try:
        return datetime(
            year, number, int(match["day"]), hour, int(match["minute"]),
            min(int(match["second"] or 0), 59),
        )  # fmt: skip
    except ValueError:
        return None


def _offset(zone: str) -> int | None:
    """Minutes east of UTC, or None where the zone says nothing that is known."""
    if not zone:
        return None
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "").zfill(4)
        minutes = int(digits[:-2]) * 60 + int(digits[-2:])
        if zone[0] == "-" and minutes == 0:
            return None
        return (-minutes if zone[0] == "-" else minutes) if minutes < 24 * 60 else None
    name = zone.lower()
    match = re.fullmatch(r"(?:gmt|utc)([+-])(\d{1,2})(\d{2})?", name)
    if match:
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        return -minutes if match[1] == "-" else minutes
    return _ZONES.get(name)


def _utc(local: datetime, offset: int | None) -> str | None:
    if offset is None:
        return None
    try:
        instant = local - timedelta(minutes=offset)
    except OverflowError:
        return None
    return f"{instant.isoformat()}Z"
