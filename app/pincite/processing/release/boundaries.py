"""How sure it is that a message of its own begins at a header block: a small model, in the open.

Each piece of evidence has a weight; together they make a score from 0 to 1 by the logistic
function. What is withheld or missing is unknown, and speaks neither for nor against.
"""

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

from rapidfuzz import fuzz

from pincite.domain.releases import PrintedHeader, PrintedPage, PrintedPerson
from pincite.processing.release.blocks import Block
from pincite.processing.release.lines import Row
from pincite.processing.release.people import any_same
from pincite.processing.release.running import Edge
from pincite.processing.release.weights import REASONS, WEIGHTS
from pincite.processing.release.wrote import Introduction, is_marker, is_rule

SURE = 0.5
_CHAIN_LENGTH = 12
# Layouts in which programs print messages, and hardly ever what they quote.
_OWN_FORMS = {"gmail": 1.0, "web": 1.0, "notes": 0.6}
_WHITE_LEFT = 0.12
# What weighs less is not worth telling.
_TOO_LITTLE = 0.2
_OWNER_WORDS = 6
_OWNER_LETTERS = 48
_SIMILAR = 82.0
_ANSWER = re.compile(
    r"^\s*(?:\[[^\]]{1,30}\]\s*)?(?:re|fw|fwd|aw|wg|tr|r[ec]|f[wv]d?|rf)\s*(?:\[\d+\])?\s*[:;.]\s*",
    re.I,
)
_FORWARD = re.compile(r"^\s*f(?:w|wd)\s*[:;]", re.IGNORECASE)


@dataclass(slots=True)
class Candidate:
    """A header block that may begin a message, and what is known of it.

    `first_row` is the row that the message would begin with: an owner's name above, or the block.
    """

    block: Block
    header: PrintedHeader
    first_row: int
    is_top: bool
    owner: str = ""
    evidence: dict[str, float] = field(default_factory=dict)
    score: float = 0.0

    @property
    def reasons(self) -> tuple[str, ...]:
        """What speaks for it, the weightiest first, then what speaks against, led by `but`."""
        told: dict[str, float] = {}
        for name, value in self.evidence.items():
            weight = WEIGHTS[name] * value
            words = REASONS[name][weight < 0]
            if words and abs(weight) > _TOO_LITTLE:
                told[words] = max(weight, told.get(words, weight))
        ranked = sorted(told.items(), key=lambda item: (item[1] < 0, -abs(item[1])))
        return tuple(words if weight > 0 else f"but {words}" for words, weight in ranked)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is divided: pages, their rows and edges, and the text that they are of.

    `wrote` are the lines that introduce what is quoted without a header block.
    """

    pages: Sequence[PrintedPage]
    rows: Sequence[Row]
    edges: Sequence[Edge]
    text: str
    wrote: Sequence[Introduction] = ()


def candidate(block: Block, header: PrintedHeader, sheet: Sheet) -> Candidate:
    """A block with the owner's name above it, if there is one."""
    rows = sheet.rows
    first, owner = block.start, ""
    above = block.start - 1
    if (
        block.form not in {"gmail", "web"}
        and not block.quotes
        and _may_be_owner(rows, above, block)
    ):
        owner = " ".join(rows[above].line.text.split())
        first = above
    is_top = rows[first].is_top
    if owner and not is_top and rows[above].gap < 1.5 * rows[above].height:
        first, owner = block.start, ""
    return Candidate(block, header, first, is_top, owner)


def _may_be_owner(rows: Sequence[Row], above: int, block: Block) -> bool:
    if above < 0 or rows[above].page != rows[block.start].page:
        return False
    row = rows[above]
    text = row.line.text
    if len(text) > _OWNER_LETTERS or len(text.split()) > _OWNER_WORDS or is_marker(text):
        return False
    if is_rule(text) or text.endswith((":", "?", "!")) or sum(map(str.isdigit, text)) > 2:
        return False
    if any(word[0].islower() for word in text.split()):
        return False
    return rows[block.start].gap < 3.5 * row.height and text[:1] not in "<>(|*-"


def weigh(candidates: Sequence[Candidate], sheet: Sheet) -> None:
    """Give every candidate its evidence and score: once alone, then with the habits of the file."""
    _keep_known_owners(candidates, sheet.rows)
    wrote = [mark.row for mark in sheet.wrote if not mark.quotes]
    static = [_on_its_page(one, sheet) for one in candidates]
    _decide(candidates, static, wrote)
    for _ in range(2):
        habits = _habits(candidates)
        _decide(
            candidates,
            [found | _look(one, habits) for one, found in zip(candidates, static, strict=True)],
            wrote,
        )


def score(evidence: Mapping[str, float]) -> float:
    """The score that pieces of evidence make."""
    total = WEIGHTS["bias"] + sum(WEIGHTS[name] * value for name, value in evidence.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _decide(
    candidates: Sequence[Candidate], found: Sequence[dict[str, float]], wrote: Sequence[int]
) -> None:
    """Score the candidates in order: what stands above depends on what was decided before."""
    chain = Chain()
    for one, static in zip(candidates, found, strict=True):
        evidence = static | chain.against(one, wrote)
        one.evidence = {name: value for name, value in evidence.items() if value}
        one.score = score(one.evidence)
        chain = chain.behind(one)


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
    return fuzz.ratio(first, second) >= _SIMILAR


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


def _on_its_page(one: Candidate, sheet: Sheet) -> dict[str, float]:
    """The evidence that does not depend on other messages."""
    rows, block = sheet.rows, one.block
    row = rows[one.first_row]
    above = rows[one.first_row - 1] if one.first_row else None
    found = {
        "top": float(one.is_top),
        "owner": float(bool(one.owner)),
        "mark": float(_is_marked(rows, block.start)),
        "quotes": float(block.quotes > 0),
        "rule": float(bool(above and above.page == row.page and is_rule(above.line.text))),
        "tabular": float(block.form in {"tabular", "gmail", "notes", "web"}),
        "own_form": 0.0 if block.quotes else _OWN_FORMS.get(block.form, 0.0),
        "weak": float(block.strength < 3),
        "indented": float(_indent(rows, block) > 14),
    }
    if one.is_top:
        found |= _at_top(one, row, sheet)
    elif row.gap > 2.0 * row.height:
        found["wide_gap"] = 1.0
    return found


def _at_top(one: Candidate, row: Row, sheet: Sheet) -> dict[str, float]:
    """What the edges of its page and of the one before say of a block at the top of a page."""
    edge = sheet.edges[row.page]
    found = {"release_stamp": float(edge.is_first_by_stamp)}
    if row.page == 0:
        return found | {"first_page": 1.0}
    before = sheet.edges[row.page - 1]
    if edge.stamp and before.stamp:
        found["stamp_changes"] = float(edge.stamp != before.stamp)
        found["stamp_stays"] = float(edge.stamp == before.stamp)
    if edge.page_of and edge.page_of[1] < len(sheet.pages) - 1:
        found["page_one"] = float(edge.page_of[0] == 1)
        found["page_later"] = float(edge.page_of[0] > 1)
    left = white_left(sheet, one.first_row)
    found["white_before"] = float(left > _WHITE_LEFT)
    found["full_before"] = float(left <= _WHITE_LEFT / 2)
    return found


def white_left(sheet: Sheet, first_row: int) -> float:
    """The share of the page above that is white beneath its last row."""
    row = sheet.rows[first_row]
    if first_row == 0 or sheet.rows[first_row - 1].page != row.page - 1:
        return 1.0
    page = sheet.pages[row.page - 1]
    bottom = page.height_pt * 0.9
    boxes = [box.y1 for box in page.withheld if box.y1 < bottom]
    return (bottom - max(sheet.rows[first_row - 1].line.y1, *boxes, 0.0)) / page.height_pt


def _is_marked(rows: Sequence[Row], start: int) -> bool:
    """Whether a line right above says that an older message follows."""
    for number in range(start - 1, max(start - 3, -1), -1):
        if is_marker(rows[number].line.text):
            return True
        if not is_rule(rows[number].line.text):
            return False
    return False


def _indent(rows: Sequence[Row], block: Block) -> float:
    """How far a block stands right of the left edge of its page's print."""
    row = rows[block.start]
    near = rows[max(0, block.start - 40) : block.end + 40]
    left = min(one.line.x0 for one in near if one.page == row.page)
    return 0.0 if block.form in {"notes", "gmail"} else row.line.x0 - left


def _keep_known_owners(candidates: Sequence[Candidate], rows: Sequence[Row]) -> None:
    """Keep owners' names in mid-page, and damaged ones, only where other messages bear them."""
    names = Counter(_owner_key(one.owner) for one in candidates if one.owner and one.is_top)
    for one in candidates:
        one.evidence = {}
        key = _owner_key(one.owner)
        near = sum(
            count
            for name, count in names.items()
            if one.owner and fuzz.ratio(name, key) >= _SIMILAR
        )
        if one.owner and not one.is_top and near < 2:
            one.owner, one.first_row = "", one.block.start
        elif not one.owner and one.first_row and rows[one.first_row - 1].is_top:
            said = rows[one.first_row - 1].line.text
            key = _owner_key(said)
            if sum(n for name, n in names.items() if fuzz.ratio(name, key) >= _SIMILAR) >= 2:
                one.owner, one.first_row, one.is_top = said, one.first_row - 1, True


def _owner_key(owner: str) -> str:
    return re.sub(r"[\W\d_]+", " ", owner.casefold()).strip()


@dataclass(frozen=True, slots=True)
class Habits:
    """How messages and quoted ones look in a file, and whether messages begin in mid-page."""

    messages: Mapping[str, float]
    quotes: Mapping[str, float]
    message_count: float
    quote_count: float
    mid_share: float
    marked_share: float
    owners: Mapping[str, float]


def _habits(candidates: Sequence[Candidate]) -> Habits:
    messages: dict[str, float] = defaultdict(float)
    quotes: dict[str, float] = defaultdict(float)
    owners: dict[str, float] = defaultdict(float)
    counts = [0.0, 0.0]
    mid = marked = 0.0
    for one in candidates:
        # What is doubtful teaches little.
        sure = max(0.0, 2 * one.score - 1)
        other = max(0.0, 1 - 2 * one.score)
        counts[0] += sure
        counts[1] += other
        mid += sure * (not one.is_top)
        marked += other * bool(one.evidence.get("mark") or one.evidence.get("quotes"))
        if one.owner:
            owners[_owner_key(one.owner)] += sure
        for name in _looks(one):
            messages[name] += sure
            quotes[name] += other
    share = (mid + 0.5) / (counts[0] + 2)
    marked_share = (marked + 0.5) / (counts[1] + 1.5)
    return Habits(messages, quotes, counts[0], counts[1], share, marked_share, owners)


def _looks(one: Candidate) -> Iterable[str]:
    block = one.block
    yield f"form {block.form}"
    yield "order " + " ".join(raw.role for raw in block.fields[:4] if raw.role in _ORDERED)
    if one.header.sent:
        yield (
            "date "
            + re.sub(r"[a-z]+", "a", re.sub(r"\d+", "0", one.header.sent.written.casefold()))[:24]
        )


_ORDERED = frozenset({"from", "to", "sent", "subject"})


def _look(one: Candidate, habits: Habits) -> dict[str, float]:
    """How a candidate's look agrees with the habits of the file."""
    found = {"habit": 0.0}
    for name, look in zip(("form", "order", "date_form"), _looks(one), strict=False):
        first = (habits.messages.get(look, 0.0) + 0.7) / (habits.message_count + 1.4)
        second = (habits.quotes.get(look, 0.0) + 0.7) / (habits.quote_count + 1.4)
        found[name] = max(-2.0, min(2.0, math.log(first / second))) / 2
    if not (one.evidence.get("mark") or one.evidence.get("quotes")):
        found["unmarked"] = min(3.0, -math.log(max(1 - habits.marked_share, 0.05))) / 2
    if not one.is_top:
        share = max(0.02, min(0.9, habits.mid_share))
        found["habit"] = max(-2.0, min(2.0, math.log(share / 0.2))) / 2
    if one.owner:
        key = _owner_key(one.owner)
        count = sum(
            value for name, value in habits.owners.items() if fuzz.ratio(name, key) >= _SIMILAR
        )
        found["known_owner"] = float(count >= 1.8)
    return found
