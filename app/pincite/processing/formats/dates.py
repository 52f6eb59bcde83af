"""When a message says it was sent."""

import re
from datetime import datetime, timedelta

from rapidfuzz.distance import Levenshtein

from pincite.domain.documents import UNDATED, SentDate
from pincite.processing.formats.languages import JOINING, MONTHS, TELLING, plain

_SHORT_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTHS = {name: number for number, name in enumerate(_SHORT_MONTHS, 1)}
_MONTH_NAMES = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep oct nov dec"
).split()
# Minutes east of UTC. Source: RFC 5322 4.3 and the zones that mailers name.
_ZONES = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "cet": 60, "met": 60, "mez": 60,
    "west": 60, "cest": 120, "mest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180,
    "jst": 540, "kst": 540, "ast": -240, "adt": -180, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480,
    "hst": -600,
}  # fmt: skip
# A word of a date, with the point and the comma that may follow it.
_WORD = re.compile(r"[^\W\d_]+(?:-feira)?")
# 9h05, 9 h 05; the point and the letters behind a day: 15., 1er, 1º; a. m. and p. m.
_FRENCH_CLOCK = re.compile(r"\b(\d{1,2}) ?[hH] ?(\d{2})\b")
_ORDINAL = re.compile(r"^(\d{1,2})(?:er|[.ºª°]|re)(?=\s|$)")
_HALF_PARTED = re.compile(r"\s([AaPp])\. ?[Mm]\.?")
_COMMENT = re.compile(r"\([^()]*\)")
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{1,2})(?:[.,]\d+)?)?"
_ZONE = r"\s*(?P<half>[AaPp][Mm])?\s*(?P<zone>[+-]\d{1,2}:?\d{2}|[A-Za-z]{1,4}(?:[+-]\d{1,4})?)?"
_FORMS = (
    # Wed, 08 Jan 2003 17:48:05 +0100
    re.compile(
        r"(?:[A-Za-z]+[,.]?\s*)?(?P<day>\d{1,2})[\s-]*(?P<month>[A-Za-z]{3})[a-z]*\.?[\s,-]*"
        rf"(?P<year>\d{{2,4}})[\s,]+(?:at\s+)?{_CLOCK}{_ZONE}"
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
# Only print has them: 10/16/2018 04:12:07 PM, the month first where it can be; 2018/10/16 16:12.
_PRINTED_FORMS = (
    re.compile(
        r"(?:[A-Za-z]+[,.]?\s*)?(?P<month>\d{1,2})[/.-](?P<day>\d{1,2})[/.-](?P<year>\d{4}|\d{2})"
        rf"[\s,]+(?:at\s+)?{_CLOCK}{_ZONE}"
    ),
    re.compile(
        rf"(?P<year>\d{{4}})[/.](?P<month>\d{{2}})[/.](?P<day>\d{{2}})[\s,]+{_CLOCK}{_ZONE}"
    ),
)
_DAY_FIRST_FORMS = (
    re.compile(_PRINTED_FORMS[0].pattern.replace("<month>", "<first>").replace("<day>", "<month>")
               .replace("<first>", "<day>")),
    *_PRINTED_FORMS[1:],
)  # fmt: skip
# Zones that mail programs spell out: (UTC-05:00), Eastern Daylight Time.
_STATED_OFFSET = re.compile(r"\((?:UTC|GMT) ?([+-]\d{1,2}:?\d{2})\)")
_SPELLED_ZONE = re.compile(
    r"\b(Eastern|Central|Mountain|Pacific|Alaskan?|Atlantic) (Standard|Daylight) Time\b",
    re.IGNORECASE,
)
_SPELLED = {"eastern": "E", "central": "C", "mountain": "M", "pacific": "P", "atlantic": "A"}
# What OCR makes of figures and colons.
_MISREAD = str.maketrans("OoQlI|!SsBZ", "00011115582")
_FIGURE_LIKE = re.compile(r"(?<![A-Za-z])[\dOoQlI|!SBZ][\dOoQlI|!SBZ:;.,/]*(?![A-Za-z])")
_HALF = re.compile(r"(?<=[\d ])([APap])[\s.]?[MmNnHh]\b\.?")
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


def printed_date(written: str, *, is_day_first: bool = False) -> SentDate | None:
    """When the date line of a printed header says; as `sent_date`, and forms that only print has.

    Figures and months that OCR misread are mended for the reading; `written` stays as it stands.
    `is_day_first`: in 05/10/2018 the month is October, as wherever the language is not English.
    """
    written = " ".join(written.split())
    text = _STATED_OFFSET.sub(r" \1 ", _SPELLED_ZONE.sub(_zone_letters, written))
    english = in_english(text)
    attempts = [(text, is_day_first), (_mended(text), is_day_first)]
    if english is not None:
        attempts = [(english, True), (_mended(english), True), *attempts]
    for said, has_day_first in attempts:
        attempt = _HALF.sub(lambda match: f"{match[1].upper()}M", said)
        found = sent_date(attempt)
        if found is None or found.local is not None:
            return found and SentDate(written, found.local, found.offset_minutes, found.utc)
        local = _any(attempt, _DAY_FIRST_FORMS if has_day_first else _PRINTED_FORMS)
        if local is not None:
            return SentDate(written, local[0].isoformat(), local[1], _utc(*local))
    return SentDate(written, None, None, None)


def in_english(written: str) -> str | None:
    """A date in another language with the words of English; None where it is not in one."""
    words = _WORD.findall(plain(written))
    if not any(word in TELLING for word in words):
        return None
    first = re.search(r"\d", written)
    if first is None:
        return None
    text = _FRENCH_CLOCK.sub(r"\1:\2", written[first.start() :])
    text = _HALF_PARTED.sub(r" \1M", text)
    return " ".join(_WORD.sub(_english_word, _ORDINAL.sub(r"\1 ", text)).split())


def _english_word(match: re.Match[str]) -> str:
    word = plain(match[0])
    if word in MONTHS:
        return _SHORT_MONTHS[MONTHS[word] - 1].title()
    return "" if word in JOINING else match[0]


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


def _any(
    written: str, forms: tuple[re.Pattern[str], ...] = _FORMS
) -> tuple[datetime, int | None] | None:
    text = " ".join(_COMMENT.sub(" ", written).split())
    for form in forms:
        match = form.match(text)
        if match and (local := _local(match)) is not None:
            parts = match.groupdict()
            return local, _offset(parts.get("zone") or parts.get("late") or "")
    return None


def _zone_letters(match: re.Match[str]) -> str:
    """`Eastern Daylight Time` as `EDT`."""
    return f"{_SPELLED.get(match[1].lower(), 'AK')}{match[2][0].upper()}T"


def _mended(written: str) -> str:
    """A date with what OCR does to figures, colons and months undone."""
    text = _FIGURE_LIKE.sub(lambda match: match[0].translate(_MISREAD), written)
    text = re.sub(r"(?<=\d)(?: [:;]|[;:] |;)(?=\d)", ":", text)
    text = re.sub(r"(?<=\d)\.(?= )|(?<=\d) (?=,)", ",", text)
    words = text.split(" ")
    for index, word in enumerate(words):
        month = _near_month(word.strip(",."))
        if month:
            words[index] = month + ("," if word.endswith(",") else "")
    return " ".join(words)


def _near_month(word: str) -> str:
    """The short name of the month that a word is but for a letter, or ''."""
    folded = word.casefold().replace("0", "o").replace("1", "l").replace("rn", "m")
    if len(folded) < 3 or folded[0].isdigit():
        return ""
    for name in _MONTH_NAMES:
        near = 1 if len(name) > 3 or len(folded) == 3 else 0
        if (len(name) > 4 or len(folded) == len(name)) and (
            Levenshtein.distance(folded, name, score_cutoff=near) <= near
        ):
            return name[:3].title()
    return ""


def _local(match: re.Match[str]) -> datetime | None:
    month = match["month"]
    number = int(month) if month.isdigit() else _MONTHS.get(month[:3].lower(), 0)
    day = int(match["day"])
    if number > 12:
        # 16/10/2018: no month but the other can be meant.
        number, day = day, number
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
            year, number, day, hour, int(match["minute"]),
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
