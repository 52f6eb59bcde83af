"""Finds all pairs of messages of a matter that are one email; runs in a worker process."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pincite.domain.likeness import (
    Headers,
    Likeness,
    are_apart,
    can_be_reported,
    likeness,
    weigh_headers,
)
from pincite.jobs.collecting import collecting_seldom
from pincite.processing.same_messages.candidates import candidates
from pincite.processing.same_messages.comparing import compare
from pincite.processing.same_messages.messages import Gathered, Message, gather
from pincite.processing.same_messages.runs import Rarity
from pincite.store.connection import Store
from pincite.store.same_messages import PairRow, QuotedRow

# An email that is quoted all through a long conversation: more quotes are paired with one only.
_ALL_WITH_ALL = 12
# By so much must the odds of one be better than those of another that it cannot be as well.
_CLEARLY = 1.0


class Found(NamedTuple):
    """What was found: the pairs, and what native messages were newly seen to quote.

    `generation` is that of the documents that were compared.
    """

    pairs: tuple[PairRow, ...]
    quoted: tuple[QuotedRow, ...]
    messages: int
    generation: int


def find_in(database: Path) -> Found:
    """Compare all messages of a matter's database, which is only read."""
    store = Store(database, is_read_only=True)
    try:
        with store.read(), collecting_seldom():
            gathered = gather(store)
            generation = store.generation()
        pairs = tuple(find_pairs(gathered))
        return Found(pairs, tuple(gathered.new_quoted), len(gathered.messages), generation)
    finally:
        store.close()


def find_pairs(gathered: Gathered) -> list[PairRow]:
    """The pairs of these messages that are likely enough, by document and what it quotes."""
    messages = gathered.messages
    if len(messages) < 2:
        return []
    picked = candidates(messages)
    found: dict[tuple[int, int], Likeness] = {}
    for first, second in zip(picked.first.tolist(), picked.second.tolist(), strict=True):
        likely = _likeness(first, second, gathered, picked.rarity)
        if likely is not None:
            found[first, second] = likely
    found = _unambiguous(messages, found)
    kept = _thinned(messages, found)
    rows = [_row(messages[first], messages[second], found[first, second]) for first, second in kept]
    return sorted(rows)


def _likeness(first: int, second: int, gathered: Gathered, rarity: Rarity) -> Likeness | None:
    """How likely two messages are one, or None where it need not be told."""
    a, b = gathered.messages[first], gathered.messages[second]
    headers = weigh_headers(a.headers, b.headers)
    if not can_be_reported(headers, min(len(a.words), len(b.words))):
        return None
    weights = partial(rarity.weight, first), partial(rarity.weight, second)
    text = compare(a.words, b.words, gathered.vocabulary, weights)
    found = likeness(a.headers, b.headers, text, headers)
    return found if found.is_reported else None


def _row(a: Message, b: Message, found: Likeness) -> PairRow:
    first, second = sorted((a, b), key=lambda one: (one.document, one.quoted))
    return PairRow(
        first.document, first.quoted, second.document, second.quoted, found.score, found.reasons
    )


def _unambiguous(
    messages: Sequence[Message], found: dict[tuple[int, int], Likeness]
) -> dict[tuple[int, int], Likeness]:
    """The pairs without those of a message that could as well be another one of other headers.

    A reminder whose date is withheld is like the reminders of every week: like none of them, then.
    """
    partners: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for (first, second), likely in found.items():
        partners[first].append((likely.odds, second))
        partners[second].append((likely.odds, first))
    dropped: set[tuple[int, int]] = set()
    for index, others in partners.items():
        # Of partners with the same headers, the likeliest speaks for all.
        best: dict[Headers, tuple[float, int]] = {}
        for odds, other in others:
            headers = messages[other].headers
            best[headers] = max(best.get(headers, (odds, other)), (odds, other))
        rivals = {
            headers: max(
                (odds for odds, rival in best.values() if _rival(messages, found, own[1], rival)),
                default=None,
            )
            for headers, own in best.items()
        }
        for odds, other in others:
            rival = rivals[messages[other].headers]
            if rival is not None and rival > odds - _CLEARLY:
                dropped.add((min(index, other), max(index, other)))
    return {pair: likely for pair, likely in found.items() if pair not in dropped}


def _rival(
    messages: Sequence[Message], found: dict[tuple[int, int], Likeness], one: int, other: int
) -> bool:
    """Whether a message that is like one of two cannot be like the other as well."""
    if one == other or (min(one, other), max(one, other)) in found:
        return False
    return are_apart(messages[one].headers, messages[other].headers)


def _thinned(
    messages: Sequence[Message], found: dict[tuple[int, int], Likeness]
) -> list[tuple[int, int]]:
    """The pairs without those of two quotes that tell nothing more.

    Quotes of an email that was released on its own are paired with that; of one that was not, with
    each other, or where they are many, with the fullest.
    """
    groups = _groups(found)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for index, group in groups.items():
        members[group].append(index)
    fullest = {
        group: max(indexes, key=lambda index: _rank(messages[index]))
        for group, indexes in members.items()
    }
    kept: list[tuple[int, int]] = []
    for first, second in found:
        group = groups[first]
        best = fullest[group]
        are_quotes = bool(messages[first].quoted and messages[second].quoted)
        is_few = len(members[group]) <= _ALL_WITH_ALL and messages[best].quoted
        if not are_quotes or is_few or (messages[best].quoted and best in (first, second)):
            kept.append((first, second))
    return kept


def _rank(one: Message) -> tuple[bool, int, int]:
    return one.quoted == 0, len(one.words), -one.document


def _groups(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each message of a pair, the lowest index of those it is the same as."""
    lower: dict[int, int] = {}

    def first(index: int) -> int:
        while (below := lower.setdefault(index, index)) != index:
            lower[index] = lower[below]
            index = below
        return index

    for one, other in pairs:
        low, high = sorted((first(one), first(other)))
        lower[high] = low
    return {index: first(index) for index in list(lower)}
