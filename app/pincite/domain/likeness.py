"""How likely two messages are the same email: dates, people, subjects and words as evidence.

Message-IDs are not looked at: printed mail has none. Every piece of evidence counts for or against
as the logarithm of odds; what is withheld or was not printed counts as unknown, never as different.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

# Pairs from here on are reported.
REPORTED = 0.6
# Two messages that happen to be looked at together are hardly ever the same.
_BEFORE = -7.0
_DAY_MINUTES = 24 * 60
# How far servers' clocks and roundings take the times of one message apart.
_SLACK_SECONDS = 5
# That nothing is left over in either text tells so much.
_WHOLE = 1.0
# A release's stamp has about so many words.
_STAMP_WORDS = 8
# Zones lie whole hours apart, and some of them half.
_ZONE_STEP_MINUTES = 30
_FURTHEST_ZONES_MINUTES = 14 * 60

_REPLY = re.compile(
    r"(?:\s*(?:\[[^\]]{1,24}\]|(?:re|fw|fwd|aw|wg|tr|antw|sv|vs|rv)(?:\s?\[\d+\])?\s*[:;]))+\s*",
    re.IGNORECASE,
)
_IS_REPLY = re.compile(
    r"\b(?:re|fw|fwd|aw|wg|tr|antw|sv|vs|rv)(?:\s?\[\d+\])?\s*[:;]", re.IGNORECASE
)
_NAME_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"[\w.+'-]+@[\w.-]*\w")
# Some are known by one letter, which is a name only where there is no other.
_ONE_LETTER = re.compile(r"^\W*([^\W\d_])\W*$")
_BRACKETED = re.compile(r"\([^()]*\)")
_NOT_NAMES = frozenset(
    "mailto com org net gov edu mil the and for behalf via mr mrs ms dr jr sr esq smtp b6 b7c"
    " redacted cn ou recipients".split()
)


class DateMatch(StrEnum):
    """How two sent dates agree."""

    INSTANT = "the same instant"
    CLOCK = "the same date and time"
    MINUTE = "the same date and time to a minute"
    DAY = "the same day"
    ZONES = "times apart as two time zones are"
    UNKNOWN = "a date is missing"
    CONFLICT = "different dates"


@dataclass(frozen=True, slots=True)
class Sent:
    """When a message says it was sent, in minutes since 1970; `utc` is None without a zone.

    `has_clock` is false where only the day is told, `second` None where the minute is all.
    """

    local: int
    utc: int | None = None
    has_clock: bool = True
    second: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as a header names them: the words of the name, and the address in small letters."""

    words: frozenset[str]
    address: str = ""

    @property
    def local_part(self) -> str:
        """The address up to its @."""
        return self.address.partition("@")[0]


@dataclass(frozen=True, slots=True)
class Headers:
    """What a message's headers tell; None, '' or nothing at all where they do not."""

    sent: Sent | None
    senders: tuple[Named, ...]
    recipients: tuple[Named, ...]
    subject: str
    attachments: frozenset[str] = frozenset()
    is_partly_withheld: bool = False


@dataclass(frozen=True, slots=True)
class TextMatch:
    """How the words of two messages agree.

    `matched` words are the same in both and in order, `conflicting` ones differ at the same place.
    `missing_in_a` and `missing_in_b` are not there without a sign, `withheld_in_a` and
    `withheld_in_b` with one. `telling` and `clashing` weigh the matched and the conflicting words:
    one that is seldom said counts 1, one of a signature or a notice hardly anything.
    `greets_another` says that the salutations name two people.
    """

    matched: int
    conflicting: int
    missing_in_a: int = 0
    missing_in_b: int = 0
    withheld_in_a: int = 0
    withheld_in_b: int = 0
    telling: float = 0.0
    clashing: float = 0.0
    clashing_numbers: int = 0
    greets_another: bool = False


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two messages are the same, as odds and from 0 to 1, and why in words for people.

    `odds` is the logarithm: 0 where it is as likely as not.
    """

    odds: float
    score: float
    reasons: tuple[str, ...]

    @property
    def is_reported(self) -> bool:
        """Whether it is likely enough to be shown as a pair."""
        return self.score >= REPORTED


Evidence = tuple[tuple[float, str], ...]


def weigh_headers(a: Headers, b: Headers) -> Evidence:
    """What the headers of two messages tell: each piece as the logarithm of odds, and a reason."""
    return (
        _date_evidence(a.sent, b.sent),
        _sender_evidence(a.senders, b.senders),
        _recipient_evidence(a, b),
        _subject_evidence(a.subject, b.subject),
        _attachment_evidence(a.attachments, b.attachments),
    )


def can_be_reported(headers: Evidence, words: int) -> bool:
    """Whether two messages could still be one if all of so many words were the same in both."""
    most = 1.6 * math.log1p(words) + _WHOLE
    return _score(_BEFORE + sum(weight for weight, _ in headers) + most) >= REPORTED


def likeness(a: Headers, b: Headers, text: TextMatch, headers: Evidence | None = None) -> Likeness:
    """Weigh everything that two messages tell; `headers` is what was weighed of it already."""
    parts = (
        *(weigh_headers(a, b) if headers is None else headers),
        _text_evidence(text),
        _wholeness(a.sent, b.sent, text),
    )
    odds = _BEFORE + sum(weight for weight, _ in parts)
    reasons = tuple(reason for _, reason in parts if reason)
    return Likeness(odds, round(_score(odds), 4), reasons)


def _score(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def are_apart(a: Headers, b: Headers) -> bool:
    """Whether the headers alone tell that two messages are not one."""
    return (
        match_dates(a.sent, b.sent) == DateMatch.CONFLICT
        or _recipient_evidence(a, b)[0] <= -6
        or _subject_evidence(a.subject, b.subject)[0] <= -4
    )


def match_dates(a: Sent | None, b: Sent | None) -> DateMatch:
    """How two dates agree; printed mail tells the clock of whoever printed it, to the minute."""
    if a is None or b is None:
        return DateMatch.UNKNOWN
    if not (a.has_clock and b.has_clock):
        is_near = abs(a.local // _DAY_MINUTES - b.local // _DAY_MINUTES) == 0
        return DateMatch.DAY if is_near else DateMatch.CONFLICT
    if a.utc is not None and b.utc is not None:
        nearness = _nearness((a.utc, a.second), (b.utc, b.second))
        if nearness:
            return DateMatch.INSTANT if nearness == DateMatch.CLOCK else nearness
        # A zone is often named wrongly by the hour of summer time.
        return DateMatch.ZONES if abs(a.utc - b.utc) == 60 else DateMatch.CONFLICT
    if nearness := _nearness((a.local, a.second), (b.local, b.second)):
        return nearness
    first = a.local if a.utc is None else a.utc
    second = b.local if b.utc is None else b.utc
    apart = abs(first - second)
    if apart <= _FURTHEST_ZONES_MINUTES and apart % _ZONE_STEP_MINUTES == 0:
        return DateMatch.ZONES
    return DateMatch.CONFLICT


def _nearness(a: tuple[int, int | None], b: tuple[int, int | None]) -> DateMatch | None:
    """How near two times of one clock are, as minutes and seconds; None where they differ."""
    (earlier, seconds), (later, others) = sorted((a, b), key=lambda time: time[0])
    if seconds is not None and others is not None:
        late = 60 * (later - earlier) + others - seconds
        return DateMatch.CLOCK if abs(late) <= _SLACK_SECONDS else None
    if later == earlier:
        return DateMatch.CLOCK
    if later - earlier > 1:
        return None
    is_rounded = others is None and seconds is not None and seconds >= 30
    return DateMatch.CLOCK if is_rounded else DateMatch.MINUTE


@lru_cache(maxsize=1 << 17)
def same_person(a: Named, b: Named) -> float:
    """How far two names are one person's: 1 yes, 0 no, between where it cannot be told."""
    if a.address and a.address == b.address:
        return 1.0
    if a.words and b.words:
        fewer, more = sorted((a.words, b.words), key=len)
        shared = sum(any(_is_same_name(one, other) for other in more) for one in fewer)
        if shared == len(fewer) and (len(fewer) > 1 or len(more) == 1):
            return 1.0
        if shared:
            return 0.6 if shared == len(fewer) else 0.4
    for one, other in ((a, b), (b, a)):
        if other.address and any(len(word) > 3 and word in other.local_part for word in one.words):
            return 0.9
    return 0.0 if (a.words and b.words) or (a.address and b.address) else 0.4


@lru_cache(maxsize=1 << 16)
def subject_key(subject: str) -> str:
    """A subject without its `Re:` and `Fwd:`, as words in small letters."""
    bare = _REPLY.sub("", subject, count=1) if _REPLY.match(subject) else subject
    return " ".join(_NAME_WORD.findall(bare.casefold()))


@lru_cache(maxsize=1 << 16)
def is_reply(subject: str) -> bool:
    """Whether a subject begins as an answer's or a forwarded message's does."""
    opening = _REPLY.match(subject)
    return opening is not None and _IS_REPLY.search(opening[0]) is not None


def named(name: str, address: str = "") -> Named:
    """Somebody by name and address; an address that stands in the name is taken from there."""
    found = _ADDRESS.search(name)
    if found:
        address = address or found[0]
        name = name[: found.start()] + " " + name[found.end() :]
    # Where somebody works stands in brackets behind the name.
    words = frozenset(name_words(_BRACKETED.sub(" ", name))) or frozenset(name_words(name))
    words = words or frozenset(_ONE_LETTER.findall(name.casefold()))
    return Named(words, address.casefold())


def people_of(written: str) -> tuple[Named, ...]:
    """Everybody in a line of a header as it is written, parted by semicolons or commas."""
    parts: list[str] = []
    for piece in written.replace("\n", " ").split(";"):
        # `Last, First` is one person; commas part people only where addresses do.
        several = piece.count("@") > 1
        parts += piece.split(",") if several else [piece]
    found = [named(part) for part in parts]
    return tuple(one for one in found if one.words or one.address)


def name_words(name: str) -> Iterable[str]:
    """The words that tell a name: no initials, no titles, no codes of what is withheld."""
    for word in _NAME_WORD.findall(name.casefold()):
        if len(word) > 1 and word not in _NOT_NAMES and not word.isdigit():
            yield word


def _is_same_name(one: str, other: str) -> bool:
    """Whether two words of a name are the same, but for one letter that was misread."""
    if one == other:
        return True
    if len(one) != len(other) or len(one) < 5:
        return False
    is_begun_alike = one[0] == other[0]
    rest = zip(one[1:], other[1:], strict=True)
    return one[1:] == other[1:] or (is_begun_alike and sum(x != y for x, y in rest) == 1)


def _date_evidence(a: Sent | None, b: Sent | None) -> tuple[float, str]:
    match = match_dates(a, b)
    weight = {
        DateMatch.INSTANT: 4.0,
        DateMatch.CLOCK: 4.0,
        DateMatch.MINUTE: 0.5,
        DateMatch.DAY: 1.5,
        DateMatch.ZONES: 2.5,
        DateMatch.UNKNOWN: 0.0,
        DateMatch.CONFLICT: -9.0,
    }[match]
    return weight, match.value


def _sender_evidence(a: Sequence[Named], b: Sequence[Named]) -> tuple[float, str]:
    if not a or not b:
        return 0.0, "a sender is missing"
    best = max(same_person(one, other) for one in a for other in b)
    if best >= 0.9:
        return 2.0, "the same sender"
    if best >= 0.6:
        return 1.0, "senders of one name"
    return (0.0, "") if best >= 0.4 else (-4.0, "different senders")


def _recipient_evidence(a: Headers, b: Headers) -> tuple[float, str]:
    if not a.recipients or not b.recipients:
        return 0.0, ""
    fewer, more = sorted((a.recipients, b.recipients), key=len)
    shared = sum(any(same_person(one, other) >= 0.9 for other in more) for one in fewer[:40])
    share = shared / min(len(fewer), 40)
    if shared:
        return 1.5 * share, "the same recipients" if share == 1 else "recipients in common"
    is_known = not (a.is_partly_withheld or b.is_partly_withheld)
    can_tell = all(one.address or len(one.words) > 1 for one in (*fewer, *more))
    unlike = all(same_person(one, other) < 0.4 for one in fewer for other in more)
    if is_known and can_tell and unlike:
        return -6.0, "different recipients"
    return -0.5, ""


def _subject_evidence(a: str, b: str) -> tuple[float, str]:
    first, second = subject_key(a), subject_key(b)
    if not first or not second:
        return 0.0, ""
    answers = is_reply(a) == is_reply(b)
    if first == second:
        return (1.5, "the same subject") if answers else (-1.5, "one subject is an answer's")
    mine, other = first.split(), second.split()
    fewer, more = sorted((mine, other), key=len)
    shared = len(set(fewer) & set(more)) / len(set(fewer))
    if shared >= 0.99 and len(fewer) > 1:
        return 0.5, "one subject within the other"
    near = sum(any(_is_same_name(x, y) or x == y for y in more) for x in fewer) / len(fewer)
    if near >= 0.75 and abs(len(mine) - len(other)) <= 2:
        return 0.5, "nearly the same subject"
    return -4.0, "different subjects"


def _attachment_evidence(a: frozenset[str], b: frozenset[str]) -> tuple[float, str]:
    if not a or not b:
        return 0.0, ""
    return (1.0, "the same attachments") if a & b else (-1.0, "different attachments")


def _text_evidence(text: TextMatch) -> tuple[float, str]:
    """More of the same words, seldom said elsewhere, speak for; words at odds speak against."""
    weight = 1.6 * math.log1p(text.telling)
    share = text.clashing / max(0.5, text.telling + text.clashing)
    weight -= min(12.0, share * (4 + min(8, text.clashing)))
    if text.greets_another:
        weight -= 6.0
    # A ticket's or an invoice's number tells letters of one form apart.
    weight -= min(6.0, 3.0 * text.clashing_numbers)
    silent = min(text.missing_in_a, text.missing_in_b)
    weight -= 4.0 * silent / max(1, text.matched + silent)
    # What only one of them has can be withheld, and can be a longer letter.
    one_sided = max(text.missing_in_a, text.missing_in_b)
    if one_sided > 4 * text.matched and one_sided > 8:
        weight -= 1.5
    return weight, _told(text)


def _wholeness(a: Sent | None, b: Sent | None, text: TextMatch) -> tuple[float, str]:
    """That nothing else is said in either, when the dates agree too; a stamp may stand in one."""
    is_whole = text.conflicting == 0 and min(text.missing_in_a, text.missing_in_b) == 0
    is_stamped = max(text.missing_in_a, text.missing_in_b) <= _STAMP_WORDS
    agrees = match_dates(a, b) not in (DateMatch.UNKNOWN, DateMatch.CONFLICT)
    return (_WHOLE if is_whole and is_stamped and text.matched and agrees else 0.0), ""


def _told(text: TextMatch) -> str:
    if not text.matched:
        return "no words in common" if text.conflicting else ""
    told = f"{text.matched:,} words the same in order"
    if text.conflicting:
        told += f", {text.conflicting:,} differ"
    return told
