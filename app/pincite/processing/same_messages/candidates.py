"""Picks the few pairs of messages that are worth comparing, out of all there could be."""

from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from pincite.domain.likeness import subject_key
from pincite.processing.same_messages.messages import Message
from pincite.processing.same_messages.words import GAP

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

_RUN = 4
_SKETCH = 16
# Runs of words that more messages have tell nothing; a bucket that is fuller is not paired up.
_COMMON = 60
_MOST_IN_A_BUCKET = 400
# A run of words said in no more messages than this is seldom said.
_RARE = 8
_NO_DATE = np.iinfo(np.int64).min // 4
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_FURTHEST_ZONES = 14 * 60


class Candidates(NamedTuple):
    """Pairs of indexes, and for each message how seldom its words are said, word by word."""

    first: Ints
    second: Ints
    rarity: "Rarity"


class Rarity(NamedTuple):
    """How seldom the words of each message are said, added up; those of one begin at its start."""

    sums: npt.NDArray[np.float64]
    starts: Ints

    def weight(self, message: int, start: int, end: int) -> float:
        """How much some of a message's words tell: at most as much as there are words."""
        base = self.starts[message]
        return float(self.sums[base + end] - self.sums[base + start])


def candidates(messages: Sequence[Message]) -> Candidates:
    """The pairs that share a minute or words seldom said, and whose dates do not clash."""
    runs = _runs(messages)
    counts = _counts(runs.hashes)
    rarity = _rarity(runs, counts)
    keys = [_sketch_keys(runs, counts)]
    keys += _date_keys(messages)
    pairs = np.unique(np.concatenate([_paired(*key) for key in keys]))
    first, second = pairs >> 32, pairs & 0xFFFFFFFF
    kept = _dates_agree(messages, first, second) & _are_of_two(messages, first, second)
    return Candidates(first[kept], second[kept], rarity)


class _Runs(NamedTuple):
    """A hash of every run of four words: where in all words it starts, how long, and whose."""

    hashes: Hashes
    places: Ints
    sizes: Ints
    owners: Ints
    starts: Ints
    words: int


def _runs(messages: Sequence[Message]) -> _Runs:
    """Every run of words in which nothing is withheld; a message of fewer words is one run."""
    lengths = np.array([len(one.words) for one in messages], np.int64)
    coded = "".join(one.words for one in messages)
    codes = np.frombuffer(coded.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    owners = np.repeat(np.arange(len(messages), dtype=np.int64), lengths)
    hashes = np.zeros(len(codes), np.uint64)
    ends = np.cumsum(lengths)
    left = np.repeat(ends, lengths) - np.arange(len(codes))
    sizes = np.minimum(np.repeat(lengths, lengths), _RUN)
    usable = left >= sizes
    for step in range(_RUN):
        shifted = np.zeros(len(codes), np.uint64)
        shifted[: max(0, len(codes) - step)] = codes[step:]
        is_in = step < sizes
        usable &= ~(is_in & (shifted == ord(GAP)))
        hashes = np.where(is_in, (hashes ^ shifted) * _MULTIPLIER, hashes)
        hashes ^= hashes >> np.uint64(29)
    places = np.flatnonzero(usable)
    return _Runs(hashes[usable], places, sizes[usable], owners[usable], ends - lengths, len(codes))


def _counts(hashes: Hashes) -> Ints:
    """How often each run stands anywhere."""
    _, places, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    return counts.astype(np.int64)[places]


def _rarity(runs: _Runs, counts: Ints) -> Rarity:
    """A word counts the less, the more often the commonest run is said that it stands in."""
    commonest = np.ones(runs.words, np.int64)
    for step in range(_RUN):
        reached = step < runs.sizes
        np.maximum.at(commonest, runs.places[reached] + step, counts[reached])
    sums = np.zeros(runs.words + 1)
    np.cumsum(np.minimum(1.0, _RARE / commonest), out=sums[1:])
    return Rarity(sums, runs.starts)


def _sketch_keys(runs: _Runs, counts: Ints) -> tuple[Hashes, Ints]:
    """The runs of each message with the smallest hashes, of those that can tell anything."""
    telling = (counts > 1) & (counts <= _COMMON)
    hashes, whose = runs.hashes[telling], runs.owners[telling]
    order = np.lexsort((hashes, whose))
    hashes, whose = hashes[order], whose[order]
    starts = np.searchsorted(whose, whose, side="left")
    kept = np.arange(len(whose)) - starts < _SKETCH
    return hashes[kept], whose[kept]


def _date_keys(messages: Sequence[Message]) -> list[tuple[Hashes, Ints]]:
    """Minutes that messages share: on the clock, in fact, or hours apart with one subject."""
    local, utc, exact = _dates(messages)
    everyone = np.arange(len(messages), dtype=np.int64)
    keys: list[tuple[Hashes, Ints]] = []
    for salt, minutes in ((1, local), (2, utc)):
        dated = (minutes != _NO_DATE) & exact
        # A minute's difference comes of seconds that were cut off or rounded.
        keys += [(_mixed(minutes[dated] + late, salt), everyone[dated]) for late in (0, 1)]
    merged = [_joined(keys[:2]), _joined(keys[2:])]
    subjects = np.array(
        [crc32(subject_key(one.headers.subject).encode()) & 0x7FFFFFFF for one in messages],
        np.int64,
    )
    told = np.array([bool(one.headers.subject) for one in messages], bool)
    dated = (local != _NO_DATE) & told & exact
    for days in (0, 1):
        # Within two days that overlap, so that midnight parts nobody.
        day = (local[dated] + days * 720) // 1440
        value = (subjects[dated] * 61 + local[dated] % 30) * 40_000 + day % 40_000
        merged.append((_mixed(value, 3 + days), everyone[dated]))
    return merged


def _dates(messages: Sequence[Message]) -> tuple[Ints, Ints, npt.NDArray[np.bool_]]:
    """Clock minutes, real minutes, and whether there is a clock time at all."""
    local = np.full(len(messages), _NO_DATE, np.int64)
    utc = np.full(len(messages), _NO_DATE, np.int64)
    exact = np.zeros(len(messages), bool)
    for index, message in enumerate(messages):
        sent = message.headers.sent
        if sent is not None:
            local[index], exact[index] = sent.local, sent.has_clock
            if sent.utc is not None:
                utc[index] = sent.utc
    return local, utc, exact


def _mixed(values: Ints, salt: int) -> Hashes:
    found: Hashes = (values.astype(np.uint64) + np.uint64(salt << 56)) * _MULTIPLIER
    return found ^ (found >> np.uint64(31))


def _joined(keys: Sequence[tuple[Hashes, Ints]]) -> tuple[Hashes, Ints]:
    return np.concatenate([key for key, _ in keys]), np.concatenate([who for _, who in keys])


def _paired(keys: Hashes, owners: Ints) -> Ints:
    """Every two messages of one key, as one number each, the lower index above."""
    order = np.argsort(keys, kind="stable")
    keys, owners = keys[order], owners[order]
    _, starts, counts = np.unique(keys, return_index=True, return_counts=True)
    found: list[Ints] = []
    for size in np.unique(counts):
        if not 1 < size <= _MOST_IN_A_BUCKET:
            continue
        begins = starts[counts == size]
        members = np.sort(owners[begins[:, None] + np.arange(size)], axis=1)
        left, right = np.triu_indices(int(size), 1)
        first, second = members[:, left].ravel(), members[:, right].ravel()
        differ = first != second
        found.append(np.unique((first[differ] << 32) | second[differ]))
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _dates_agree(messages: Sequence[Message], first: Ints, second: Ints) -> npt.NDArray[np.bool_]:
    """Whether the dates of each pair can be one, told as `match_dates` tells it."""
    local, utc, exact = _dates(messages)
    a, b = local[first], local[second]
    a_utc, b_utc = utc[first], utc[second]
    unknown = (a == _NO_DATE) | (b == _NO_DATE)
    by_day = ~(exact[first] & exact[second])
    same_day = by_day & (a // 1440 == b // 1440)
    both_utc = (a_utc != _NO_DATE) & (b_utc != _NO_DATE) & ~by_day
    apart_utc = np.abs(a_utc - b_utc)
    same_utc = both_utc & ((apart_utc <= 1) | (apart_utc == 60))
    apart = np.abs(np.where(a_utc == _NO_DATE, a, a_utc) - np.where(b_utc == _NO_DATE, b, b_utc))
    by_zones = (apart <= _FURTHEST_ZONES) & (apart % 30 == 0)
    same_clock = ~both_utc & ~by_day & ((np.abs(a - b) <= 1) | by_zones)
    agree: npt.NDArray[np.bool_] = unknown | same_day | same_utc | same_clock
    return agree


def _are_of_two(messages: Sequence[Message], first: Ints, second: Ints) -> npt.NDArray[np.bool_]:
    """Whether the two messages of each pair stand in two documents."""
    documents = np.array([one.document for one in messages], np.int64)
    differ: npt.NDArray[np.bool_] = documents[first] != documents[second]
    return differ
