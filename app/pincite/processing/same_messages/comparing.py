"""Compares the words of two messages, with what is withheld as wildcards."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein
from rapidfuzz.distance.LCSseq import opcodes
from rapidfuzz.fuzz import ratio

from pincite.domain.likeness import TextMatch
from pincite.processing.same_messages.words import GAP, Vocabulary

# Words the same by chance: fewer than this in a row, between stretches that are not the same.
_CHANCE = 2
# How alike two words are that are one word, misread: of 100.
_MISREAD = 70.0
# A long difference at one place counts as much as so many words.
_MOST_AT_ONCE = 8.0
_MOST_WORDS = 12_000
# Words of one times words of the other: an eighth of so many bytes are needed to compare them.
_LARGEST_TABLE = 400_000_000
_ANCHOR_WORDS = 8


class Stretch(NamedTuple):
    """Words of a and words of b at one place: the same ones, or not; half-open word indexes."""

    is_same: bool
    a_start: int
    a_end: int
    b_start: int
    b_end: int


_GREETINGS = frozenset("dear hi hello hey mr ms mrs dr morning afternoon evening".split())
# No number of a page: those have leading zeros, or differ in every copy.
_TELLING_NUMBER = re.compile(r"[1-9]\d{1,5}")

Weight = Callable[[int, int], float]


def compare(
    a: str, b: str, vocabulary: Vocabulary, weights: tuple[Weight, Weight] | None = None
) -> TextMatch:
    """How two messages agree, each a character a word; `weights` tell what words of each tell."""
    a, b = a[:_MOST_WORDS], b[:_MOST_WORDS]
    weigh_a, weigh_b = weights or (_count, _count)
    if a == b and GAP not in a:
        return TextMatch(len(a), 0, telling=weigh_a(0, len(a)))
    found = _Tally()
    for one in stretches(a, b, vocabulary):
        told = weigh_a(one.a_start, one.a_end), weigh_b(one.b_start, one.b_end)
        if one.is_same:
            found.matched += one.a_end - one.a_start
            found.telling += min(told)
        else:
            mine, other = a[one.a_start : one.a_end], b[one.b_start : one.b_end]
            found.take(mine, other, min(_MOST_AT_ONCE, max(told)))
            found.numbers += _numbers_clash(mine, other, vocabulary)
            found.greets_another |= _is_salutation(one, a, b, vocabulary)
    return found.result()


@dataclass(slots=True)
class _Tally:
    """Adds up what two messages have and have not in common; lists hold a's and b's."""

    matched: int = 0
    telling: float = 0.0
    conflicting: int = 0
    clashing: float = 0.0
    numbers: int = 0
    greets_another: bool = False
    missing: list[int] = field(default_factory=lambda: [0, 0])
    withheld: list[int] = field(default_factory=lambda: [0, 0])

    def take(self, mine: str, other: str, told: float) -> None:
        """Count a place where the two are not the same."""
        counts = (len(mine) - mine.count(GAP), len(other) - other.count(GAP))
        gaps = (GAP in mine, GAP in other)
        absent = self.withheld if any(gaps) else self.missing
        if all(gaps):
            absent[0] += counts[1]
            absent[1] += counts[0]
            return
        # What both show at one place is not the same, with or without a gap beside it.
        fewer = min(counts)
        self.conflicting += fewer
        if fewer:
            self.clashing += min(told, fewer) if any(gaps) else told
        if gaps[0] or not any(gaps):
            absent[0] += counts[1] - fewer
        else:
            self.missing[0] += counts[1] - fewer
        if gaps[1] or not any(gaps):
            absent[1] += counts[0] - fewer
        else:
            self.missing[1] += counts[0] - fewer

    def result(self) -> TextMatch:
        """The sums as a value."""
        return TextMatch(
            self.matched,
            self.conflicting,
            self.missing[0],
            self.missing[1],
            self.withheld[0],
            self.withheld[1],
            self.telling,
            self.clashing,
            self.numbers,
            self.greets_another,
        )


def _count(start: int, end: int) -> float:
    return float(end - start)


def _is_salutation(one: Stretch, a: str, b: str, vocabulary: Vocabulary) -> bool:
    """Whether a difference is that of a name behind `Dear` or `Hi`, early in both."""
    mine, other = a[one.a_start : one.a_end], b[one.b_start : one.b_end]
    if not 0 < one.a_start == one.b_start <= 3 or GAP in mine + other:
        return False
    is_short = 0 < len(mine) <= 2 and 0 < len(other) <= 2
    return is_short and vocabulary.word(a[one.a_start - 1]) in _GREETINGS


def _numbers_clash(mine: str, other: str, vocabulary: Vocabulary) -> bool:
    """Whether at one place of both a number stands, and not the same, misread or not."""
    if not 0 < len(mine) <= 3 or not 0 < len(other) <= 3 or GAP in mine + other:
        return False
    one = [word for word in map(vocabulary.word, mine) if _TELLING_NUMBER.fullmatch(word)]
    two = [word for word in map(vocabulary.word, other) if _TELLING_NUMBER.fullmatch(word)]
    return bool(one and two) and all(Levenshtein.distance(x, y) > 1 for x in one for y in two)


def stretches(a: str, b: str, vocabulary: Vocabulary) -> Iterator[Stretch]:
    """Both texts from begin to end, parted into what is the same and what is not."""
    pending: Stretch | None = None
    # A gap is no word that could be the same in both.
    for one in _merged(_blocks(a, b.replace(GAP, "\x02"))):
        if not (one.is_same or _is_misread(one, a, b, vocabulary)):
            if pending:
                yield pending
                pending = None
            yield one
        elif pending:
            pending = pending._replace(a_end=one.a_end, b_end=one.b_end)
        else:
            pending = one._replace(is_same=True)
    if pending:
        yield pending


def _blocks(a: str, b: str) -> list[Stretch]:
    """What is the same and what is not, in parts of which a table of all words can be held."""
    if len(a) * len(b) <= _LARGEST_TABLE:
        return _compared(a, b, 0, 0)
    found: list[Stretch] = []
    a_from = b_from = 0
    for a_at, b_at in [*_anchors(a, b), (len(a), len(b))]:
        mine, other = a[a_from:a_at], b[b_from:b_at]
        if len(mine) * len(other) <= _LARGEST_TABLE:
            found += _compared(mine, other, a_from, b_from)
        else:
            found.append(Stretch(False, a_from, a_at, b_from, b_at))
        a_from, b_from = a_at, b_at
    return found


def _compared(a: str, b: str, a_from: int, b_from: int) -> list[Stretch]:
    return [
        Stretch(
            code.tag == "equal",
            a_from + code.src_start,
            a_from + code.src_end,
            b_from + code.dest_start,
            b_from + code.dest_end,
        )
        for code in opcodes(a, b)
    ]


def _anchors(a: str, b: str) -> list[tuple[int, int]]:
    """Places where a run of words stands that each of two long texts has once, in both orders."""
    mine, other = _single_runs(a), _single_runs(b)
    places = sorted((place, other[run]) for run, place in mine.items() if run in other)
    # The longest series that goes up in both: the last of each length, and who stands before it.
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for number, (_, b_place) in enumerate(places):
        length = bisect_left(ends, b_place)
        before.append(tails[length - 1] if length else -1)
        ends[length : length + 1] = [b_place]
        tails[length : length + 1] = [number]
    chain: list[tuple[int, int]] = []
    number = tails[-1] if tails else -1
    while number >= 0:
        chain.append(places[number])
        number = before[number]
    return chain[::-1][:: _ANCHOR_WORDS * 8]


def _single_runs(coded: str) -> dict[str, int]:
    """The runs of words that stand in a text only once, and where."""
    runs = [coded[at : at + _ANCHOR_WORDS] for at in range(len(coded) - _ANCHOR_WORDS + 1)]
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1 and GAP not in run}


def _merged(blocks: list[Stretch]) -> Iterator[Stretch]:
    """Neighbours that are not the same as one; so, too, what is the same only by chance."""
    held: Stretch | None = None
    for index, block in enumerate(blocks):
        is_last = index == len(blocks) - 1
        by_chance = (
            block.is_same
            and block.a_end - block.a_start < _CHANCE
            and held is not None
            and not is_last
            and _size(held) > 3
            and _size(blocks[index + 1]) > 3
        )
        if block.is_same and not by_chance:
            if held:
                yield held
                held = None
            yield block
        elif held:
            held = held._replace(a_end=block.a_end, b_end=block.b_end)
        else:
            held = block._replace(is_same=False)
    if held:
        yield held


def _size(one: Stretch) -> int:
    return max(one.a_end - one.a_start, one.b_end - one.b_start)


def _is_misread(one: Stretch, a: str, b: str, vocabulary: Vocabulary) -> bool:
    """Whether as many words on both sides are each nearly the same: letters that were misread."""
    size = one.a_end - one.a_start
    if size != one.b_end - one.b_start or not 0 < size <= 3:
        return False
    pairs = zip(a[one.a_start : one.a_end], b[one.b_start : one.b_end], strict=True)
    return all(_is_near(vocabulary.word(x), vocabulary.word(y)) for x, y in pairs)


def _is_near(one: str, other: str) -> bool:
    if not one or not other or one.isdigit() or other.isdigit():
        return False
    return ratio(one, other) >= _MISREAD or (len(one) > 3 and Levenshtein.distance(one, other) == 1)
