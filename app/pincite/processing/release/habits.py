"""How messages and what they quote look in a file: its habits speak for and against a start."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pincite.processing.release.candidates import SIMILAR, Candidate, Sheet, owner_key

_WIDEST = 6.0


@dataclass(frozen=True, slots=True)
class Habits:
    """How messages and quoted ones look in a file, and whether messages begin in mid-page.

    `mid_gaps` and `quote_gaps` count how much white stands above those in mid-page.
    """

    messages: Mapping[str, float]
    quotes: Mapping[str, float]
    message_count: float
    quote_count: float
    mid_share: float
    marked_share: float
    owners: Mapping[str, float]
    mid_count: float
    mid_gaps: Mapping[str, float]
    quote_gaps: Mapping[str, float]


def habits_of(candidates: Sequence[Candidate], sheet: Sheet) -> Habits:
    """The habits of a file, from what is sure so far."""
    mid_gaps: dict[str, float] = defaultdict(float)
    quote_gaps: dict[str, float] = defaultdict(float)
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
            owners[owner_key(one.owner)] += sure
        if not one.is_top:
            gap = _gap(one, sheet)
            mid_gaps[gap] += sure
            quote_gaps[gap] += other
        for name in _looks(one):
            messages[name] += sure
            quotes[name] += other
    share = (mid + 0.5) / (counts[0] + 2)
    # What is introduced by a line such as `On … wrote:` is marked as quoted, block or not.
    wrote = sum(not mark.quotes for mark in sheet.wrote)
    marked_share = (marked + wrote + 0.5) / (counts[1] + wrote + 1.5)
    return Habits(
        messages, quotes, counts[0], counts[1], share, marked_share, owners,
        mid, mid_gaps, quote_gaps,
    )  # fmt: skip


def _gap(one: Candidate, sheet: Sheet) -> str:
    """How much white stands above a block, in halves of its line's height."""
    row = sheet.rows[one.first_row]
    return str(round(2 * min(row.gap / row.height, _WIDEST)))


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


def agreement(one: Candidate, habits: Habits, sheet: Sheet) -> dict[str, float]:
    """How a candidate's look agrees with the habits of the file."""
    found = {"habit": 0.0}
    for name, look in zip(("form", "order", "date_form"), _looks(one), strict=False):
        first = (habits.messages.get(look, 0.0) + 0.7) / (habits.message_count + 1.4)
        second = (habits.quotes.get(look, 0.0) + 0.7) / (habits.quote_count + 1.4)
        found[name] = max(-2.0, min(2.0, math.log(first / second))) / 2
    if not (one.evidence.get("mark") or one.evidence.get("quotes")):
        found["unmarked"] = min(3.0, -math.log(max(1 - habits.marked_share, 0.05))) / 2
    if not one.is_top:
        gap = _gap(one, sheet)
        first = (habits.mid_gaps.get(gap, 0.0) + 0.7) / (habits.mid_count + 1.4)
        second = (habits.quote_gaps.get(gap, 0.0) + 0.7) / (habits.quote_count + 1.4)
        # Lines that stand close are one header, of which a label was misread.
        most = 2.0 if sheet.rows[one.first_row].gap > sheet.rows[one.first_row].height else -1.0
        found["gap"] = max(-2.0, min(most, math.log(first / second))) / 2
        share = max(0.02, min(0.9, habits.mid_share))
        found["habit"] = max(-2.0, min(2.0, math.log(share / 0.2))) / 2
    if one.owner:
        key = owner_key(one.owner)
        count = sum(
            value for name, value in habits.owners.items() if fuzz.ratio(name, key) >= SIMILAR
        )
        found["known_owner"] = float(count >= 1.8)
    return found
