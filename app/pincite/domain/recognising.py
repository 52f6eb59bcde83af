"""Recognises what has a form rather than a spelling: dates, addresses and numbers in running text.

A stretch is what the index can say of it: its zone, its first and last word there, and a number
that a value can be compared with. A date whose day and month cannot be told apart is found as both:
3/4/2018 is 4 March and 3 April, so that whoever looks for either day finds it.
"""

import re
import string
import struct
from collections.abc import Iterator
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from pincite.domain.documents import CanonicalText
from pincite.domain.tokens import token_stretches

# To be raised whenever something else is recognised in a text than before: what was kept of the
# documents is then found anew, so that it stays what a look at one of them finds.
RULES = 1


class Recognisable(IntEnum):
    """What can be recognised; the numbers are stored."""

    DATE = 1
    MAIL = 2
    CREDIT_CARD = 3
    PHONE = 4
    SSN = 5


class Found(NamedTuple):
    """Something recognised in a text: half-open, in code points; see `Recognised` for `number`."""

    start: int
    end: int
    kind: Recognisable
    number: int


class Recognised(NamedTuple):
    """Words of one zone that were recognised, from the first to the last, both within.

    `number` is a date's day in the proleptic Gregorian calendar (1 January 1 is 1), the digits of a
    credit card or a social security number, those of a telephone number after its country's code
    (1 for North America, also where none is written); 0 for an address.
    """

    zone: int
    first: int
    last: int
    kind: Recognisable
    number: int


# Kinds (one byte each), first and last words (four bytes, with the zone) and numbers (eight bytes),
# little-endian, each in the order of the text.
Columns = tuple[bytes, bytes, bytes, bytes]
ZONE_SHIFT = 28

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = "(?:1[6-9]|2[01])[0-9]{2}"
# The two-digit years of this century and of the last. Source: POSIX, strptime.
_PIVOT = 69
# One pass over a text finds what may be something: a day with its month's name behind it, a day and
# a year whose month may stand before them, numbers parted by signs, and long numbers.
_CANDIDATE = re.compile(
    r"[0-9](?<![^\W_][0-9])(?:"
    r"[0-9]?(?:st|nd|rd|th)?[\s.-]{1,2}(?:day\s)?(?:of\s)?"
    rf"(?P<month>(?i:{_MONTHS}))(?![^\W_])"
    rf"(?:\.?,?[\s-]{{0,2}}(?P<year>{_YEAR})|(?:-|\s['\u2019])(?P<short>[0-9]{{2}}))(?![^\W_])"
    rf"|[0-9]?(?:st|nd|rd|th)?(?:,\s{{0,2}}|[\s-])(?P<year_only>{_YEAR})(?![^\W_])"
    r"|(?P<parted>[0-9]*(?:[-./ ()]{1,3}[0-9]+)+)"
    r"|(?P<long>[0-9]{6,18})(?![^\W_])"
    r")"
)
_PARTED = re.compile(r"[0-9]+(?:[-./ ()]{1,3}[0-9]+)+")
_MONTH_BEFORE = re.compile(rf"(?<![^\W_])({_MONTHS})\.?[\s-]{{1,2}}\Z", re.IGNORECASE)
# As long as any month with a stop and two blanks, and the character before it.
_MONTH_LENGTH = 13

# What numbers that are parted by signs may be; the first that fits is tried.
_NUMBER = re.compile(
    r"(?<![0-9])(?:"
    r"(?P<card>[0-9]{4}([ -])[0-9]{4}\2[0-9]{4}\2[0-9]{4}(?:\2[0-9]{3})?"
    r"|[0-9]{4}([ -])[0-9]{6}\3[0-9]{4,5}|[0-9]{13,19})"
    r"|(?P<ssn>[0-9]{3}([ -])[0-9]{2}\5[0-9]{4})"
    rf"|(?P<iso>{_YEAR}([-./])[0-9]{{1,2}}\7[0-9]{{1,2}})"
    rf"|(?P<numeric>[0-9]{{1,2}}(?:([-/])[0-9]{{1,2}}\9(?:{_YEAR}|[0-9]{{2}})"
    rf"|\.[ ]?[0-9]{{1,2}}\.[ ]?{_YEAR}))"
    r"|(?P<phone>(?:1[-. ][ (]?)?[2-9][0-9]{2}(?:\)[ ]?|[-. /])[2-9][0-9]{2}[-. ][0-9]{4})"
    r")(?![0-9])"
)
_DIGITS = re.compile(r"[0-9]+")
_AREA_AND_EXCHANGE = re.compile(r"1[2-9](?!11)[0-8][0-9][2-9](?!11)[0-9]{2}[0-9]{4}")
_PHONE_DIGITS = range(8, 16)
_FROM_AMERICA = "011"

_LOCAL = f"{string.ascii_letters}{string.digits}.!#$%&'*+/=?^_`{{|}}~-"
_LOCAL_EDGES = ".'`*_/|"
_LOCAL_LENGTH = 64
# From here on scripts part no words by spaces: what stands before an address may not belong to it.
_UNPARTED = "\u0e00"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.){{1,9}}[^\W\d_]{{2,63}}(?![^\W_])")

# What was typed or typeset for a plain character: one for one, so that offsets stay.
_PLAIN: dict[int, int | str] = {
    **{0xFF01 + index: 0x21 + index for index in range(94)},
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-"),
    **dict.fromkeys((0xA0, 0x2007, 0x2009, 0x202F, 0x3000), " "),
}

# First and last beginning of the numbers that issuers give out, and how long those are. Source:
# ISO/IEC 7812-1 and the ranges that the card networks publish.
_ISSUED = (
    ("4", "4", (13, 16, 19)),
    ("51", "55", (16,)),
    ("2221", "2720", (16,)),
    ("34", "34", (15,)),
    ("37", "37", (15,)),
    ("300", "305", range(14, 20)),
    ("36", "36", range(14, 20)),
    ("38", "39", range(14, 20)),
    ("3528", "3589", range(16, 20)),
    ("50", "50", range(13, 20)),
    ("56", "69", range(13, 20)),
    ("81", "81", range(16, 20)),
)
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def recognised(text: CanonicalText) -> list[Recognised]:
    """What can be recognised in a document, zone by zone in order."""
    bounds = text.bounds
    zones = [text.text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    return [one for zone, said in enumerate(zones) for one in _recognised_in(zone, said)]


def columns(zones: tuple[str, ...] | list[str]) -> Columns:
    """What can be recognised in these zones, as it is stored."""
    found = [one for zone, said in enumerate(zones) if said for one in _recognised_in(zone, said)]
    count = len(found)
    return (
        bytes([one.kind for one in found]),
        struct.pack(f"<{count}i", *[one.zone << ZONE_SHIFT | one.first for one in found]),
        struct.pack(f"<{count}i", *[one.zone << ZONE_SHIFT | one.last for one in found]),
        struct.pack(f"<{count}q", *[one.number for one in found]),
    )


def find(text: str) -> list[Found]:
    """What can be recognised in a text, in order; what is ambiguous once for each reading."""
    found: list[Found] = []
    if not text.isascii():
        text = text.translate(_PLAIN)
    if "@" in text:
        found += _addresses(text)
    found += _with_numbers(text)
    found.sort()
    return found


def _recognised_in(zone: int, said: str) -> list[Recognised]:
    found = find(said)
    if not found:
        return []
    stretches = token_stretches(said, [one[:2] for one in found])
    return [
        Recognised(zone, *stretch, one.kind, one.number)
        for one, stretch in zip(found, stretches, strict=True)
        if stretch[0] <= stretch[1]
    ]


def _addresses(text: str) -> Iterator[Found]:
    """Mail addresses, each with what stands before and behind its `@`."""
    at = text.find("@")
    while at >= 0:
        domain = _DOMAIN.match(text, at + 1)
        if domain:
            start = _local_start(text, at)
            if start < at:
                yield Found(start, domain.end(), Recognisable.MAIL, 0)
        at = text.find("@", at + 1)


def _local_start(text: str, at: int) -> int:
    """Where the part of an address before its `@` starts; `at` if there is none."""
    first = max(0, at - _LOCAL_LENGTH)
    start = first + len(text[first:at].rstrip(_LOCAL))
    while start > first and "\x7f" < text[start - 1] < _UNPARTED and text[start - 1].isalnum():
        start = first + len(text[first : start - 1].rstrip(_LOCAL))
    return at - len(text[start:at].lstrip(_LOCAL_EDGES))


def _with_numbers(text: str) -> Iterator[Found]:
    """Whatever begins with a number, or with a month before one."""
    position = 0
    while match := _CANDIDATE.search(text, position):
        position = match.end()
        start = match.start()
        if match["month"]:
            year = int(match["year"]) if match["year"] else _century(int(match["short"]))
            yield from _named_date(start, position, (year, match["month"], _day(text, start)))
            continue
        if match["long"]:
            yield from _long(text, start, position)
            continue
        if match["year_only"]:
            month = _MONTH_BEFORE.search(text, max(0, start - _MONTH_LENGTH), start)
            if month:
                named = (int(match["year_only"]), month[1], _day(text, start))
                yield from _named_date(month.start(), position, named)
                continue
            parted = _PARTED.match(text, start)
            if parted is None:
                # The year may begin something.
                position = match.start("year_only")
                continue
            position = parted.end()
        yield from _parted(text, start, position)


def _day(text: str, start: int) -> int:
    """The number of one or two digits that begins here."""
    return int(text[start : start + 2] if text[start + 1].isdigit() else text[start])


def _named_date(start: int, end: int, said: tuple[int, str, int]) -> Iterator[Found]:
    """A date with the name of its month, if there is such a day."""
    year, month, day = said
    number = _ordinal(year, _MONTH_NAMES.index(month[:3].lower()) + 1, day)
    if number:
        yield Found(start, end, Recognisable.DATE, number)


def _long(text: str, start: int, end: int) -> Iterator[Found]:
    """A long number in one piece: a credit card, or a telephone number behind a plus sign."""
    said = text[start:end]
    if start and text[start - 1] == "+":
        yield from _phone(start, end, said)
    elif len(said) >= 13 and _is_card(said):
        yield Found(start, end, Recognisable.CREDIT_CARD, int(said))


def _parted(text: str, start: int, end: int) -> Iterator[Found]:
    """What stands in numbers that are parted by signs."""
    if _is_abroad(text, start):
        for abroad in _abroad(text, start, end):
            yield abroad
            start = abroad.end
    for match in _NUMBER.finditer(text, start, end):
        yield from _number(text, match)


def _abroad(text: str, start: int, end: int) -> Iterator[Found]:
    """The telephone number that numbers parted by signs begin with, if they can be one."""
    groups = list(_DIGITS.finditer(text, start, end))
    if groups[0][0] == _FROM_AMERICA:
        del groups[0]
    dialled, last = "", groups[0]
    for group in groups:
        if len(dialled) + len(group[0]) >= _PHONE_DIGITS.stop:
            break
        # What is dialled only within the country stands in parentheses.
        if group[0] != "0" or text[group.start() - 1] != "(":
            dialled += group[0]
        last = group
    yield from _phone(start, last.end(), dialled)


def _is_abroad(text: str, start: int) -> bool:
    """Whether a number is dialled with the code of a country other than North America's."""
    if start and text[start - 1] == "+":
        return text[start] != "1" or text[start + 1].isdigit()
    return text.startswith(_FROM_AMERICA, start) and not text[start + 3].isdigit()


def _number(text: str, match: re.Match[str]) -> Iterator[Found]:
    """What one of the forms of parted numbers stands for, if its digits can be that."""
    start, end = match.span()
    groups = _DIGITS.findall(match[0])
    digits = "".join(groups)
    if match["card"]:
        if _is_card(digits):
            yield Found(start, end, Recognisable.CREDIT_CARD, int(digits))
    elif match["ssn"]:
        if _is_ssn(*groups):
            yield Found(start, end, Recognisable.SSN, int(digits))
    elif match["phone"]:
        yield from _phone(start, end, digits if digits[0] == "1" else f"1{digits}")
    elif not _goes_on(text, start, end, match[0][len(groups[0])]):
        first, second, third = map(int, groups)
        if match["iso"]:
            readings = {_ordinal(first, second, third)}
        else:
            year = third if len(groups[2]) == 4 else _century(third)
            readings = {_ordinal(year, first, second), _ordinal(year, second, first)}
        for number in sorted(readings - {0}):
            yield Found(start, end, Recognisable.DATE, number)


def _goes_on(text: str, start: int, end: int, sign: str) -> bool:
    """Whether more numbers hang on, so that this is no date: 10.1.2.2018, or a link's broken path.

    They hang on by the same sign, or within a path on the next line.
    """
    before, behind = text[max(0, start - 2) : start], text[end : end + 2]
    is_path = sign == "/" and before[-1:] == "/"
    return (before[1:] == sign and before[0].isdigit()) or (
        (behind[:1] == sign or (is_path and behind[:1] == "\n")) and behind[1:].isdigit()
    )


def _phone(start: int, end: int, digits: str) -> Iterator[Found]:
    """A telephone number that can exist. Source: ITU-T E.164; NANPA, area and exchange codes."""
    if digits[:1] == "1":
        can_be = _AREA_AND_EXCHANGE.fullmatch(digits) is not None
    else:
        can_be = digits[:1] != "0" and len(digits) in _PHONE_DIGITS
    if can_be:
        yield Found(start, end, Recognisable.PHONE, int(digits))


def _is_ssn(area: str, group: str, serial: str) -> bool:
    """Whether such a number can have been given out.

    Source: Social Security Administration, POMS RM 10201.035 (no area 000, 666 or 900 to 999, no
    group 00, no serial 0000).
    """
    return area not in ("000", "666") and area < "900" and group != "00" and serial != "0000"


def _is_card(digits: str) -> bool:
    """Whether an issuer gives out such numbers and the check digit is right (ISO/IEC 7812-1)."""
    if not any(
        first <= digits[: len(first)] <= last and len(digits) in lengths
        for first, last, lengths in _ISSUED
    ):
        return False
    backwards = [int(digit) for digit in reversed(digits)]
    return (sum(backwards[::2]) + sum(_DOUBLED[digit] for digit in backwards[1::2])) % 10 == 0


def _century(short: int) -> int:
    """The year that two digits stand for."""
    return short + (2000 if short < _PIVOT else 1900)


def _ordinal(year: int, month: int, day: int) -> int:
    """The number of a day, or 0 where there is no such day."""
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return 0
