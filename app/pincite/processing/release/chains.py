"""What a header says beside those above it: whose answer it is, older or newer, of what subject."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from rapidfuzz import fuzz

from pincite.domain.releases import PrintedHeader, PrintedPerson
from pincite.processing.formats.languages import ANSWERS, FORWARDS
from pincite.processing.release.candidates import SIMILAR, Candidate
from pincite.processing.release.people import any_same
from pincite.processing.release.weights import SURE

_CHAIN_LENGTH = 12
_ANSWER = re.compile(
    rf"^\s*(?:\[[^\]]{{1,30}}\]\s*)?(?:re|fw|fwd|r[ec]|f[wv]d?|rf|{'|'.join(ANSWERS)})"
    r"\s*(?:\[\d+\])?\s*[:;.]\s*",
    re.I,
)
_FORWARD = re.compile(rf"^\s*(?:fwd?|{'|'.join(FORWARDS)})\s*[:;]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chain:
    """The message that a candidate stands beneath, and the last one quoted in it so far."""

    message: PrintedHeader | None = None
    last: PrintedHeader | None = None
    end: int = 0
    seen: tuple[PrintedHeader, ...] = ()

    def behind(self, one: Candidate) -> "Chain":
        """As it is behind a candidate: a message that begins, or an older one that is quoted."""
        if one.score >= SURE:
            return Chain(one.header, one.header, one.block.end)
        seen = (*self.seen[-_CHAIN_LENGTH:], one.header)
        return replace(self, last=one.header, end=one.block.end, seen=seen)

    def against(self, one: Candidate, wrote: Sequence[int]) -> dict[str, float]:
        """What a candidate's header says beside the ones above it."""
        if self.message is None or self.last is None:
            return {}
        header = one.header
        same = same_subject(self.last.subject, header.subject)
        order = _order(self.last, header)
        swapped = any_same(_people(header, "from"), _people(self.last, "to", "cc"))
        shared = any_same(
            _people(header, "from", "to", "cc"), _people(self.last, "from", "to", "cc")
        )
        is_first = self.last is self.message
        known = self.last.subject
        place = bisect_left(wrote, self.end)
        has_wrote = place < len(wrote) and wrote[place] < one.first_row
        return {
            "quoted_otherwise": float(has_wrote),
            "chain_turns": float(not is_first and (order > 0 or _is_repeated(header, self.seen))),
            "new_subject": float(same is False),
            "same_subject": float(same is True),
            "later": float(order > 0),
            "earlier": float(order < 0),
            "swapped": float(swapped is True),
            "strangers": float(shared is False),
            "chain_ended": float(bool(known) and not is_answer(known)),
            "forwarded": float(is_first and bool(_FORWARD.match(self.message.subject))),
            "answer_awaits": float(
                is_first
                and not has_wrote
                and is_answer(known)
                and not _FORWARD.match(self.message.subject)
            ),
        }


def _is_repeated(header: PrintedHeader, seen: Sequence[PrintedHeader]) -> bool:
    """Whether a message was quoted already: a chain holds each only once."""
    time = local_time(header)
    return time is not None and any(
        time == local_time(other) and same_subject(header.subject, other.subject) for other in seen
    )


def is_answer(subject: str) -> bool:
    """Whether a subject says that its message answers or forwards another."""
    return bool(_ANSWER.match(subject))


@lru_cache(maxsize=4096)
def bare_subject(subject: str) -> str:
    """A subject without what answers and forwards put before it, for comparing."""
    previous = None
    while previous != subject:
        previous, subject = subject, _ANSWER.sub("", subject, count=1)
    return re.sub(r"[\W_]+", " ", subject.casefold()).strip()


def same_subject(one: str, other: str) -> bool | None:
    """Whether two subjects are one; None where either is unknown."""
    first, second = bare_subject(one), bare_subject(other)
    if not first or not second:
        return None
    short, long = sorted((first, second), key=len)
    if len(short) >= 8 and long.startswith(short):
        return True
    return fuzz.ratio(first, second) >= SIMILAR


def local_time(header: PrintedHeader) -> datetime | None:
    """The sender's clock, for putting in order."""
    if header.sent is None or header.sent.local is None:
        return None
    return datetime.fromisoformat(header.sent.local)


def _order(above: PrintedHeader, header: PrintedHeader) -> int:
    first, second = local_time(above), local_time(header)
    if first is None or second is None or first == second:
        return 0
    return 1 if second > first else -1


def _people(header: PrintedHeader, *roles: str) -> tuple[PrintedPerson, ...]:
    return tuple(person for role in roles for person in header.people.get(role, ()))
