"""Runs of four words: how often each is said in all messages, and which messages share seldom ones.

Goes through the messages in blocks, twice, so that what it needs at once stays small.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pincite.processing.same_messages.messages import Message
from pincite.processing.same_messages.words import GAP

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

_RUN = 4
_SKETCH = 16
# Runs of words that more messages have tell nothing.
_COMMON = 60
# A run of words said in no more messages than this is seldom said.
_RARE = 8
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_BLOCK_WORDS = 1_000_000
# Runs are counted by a part of their hash; two that share it are counted as one.
_TABLE_BITS = 25


class Rarity:
    """How seldom the words of each message are said."""

    def __init__(self, weights: npt.NDArray[np.uint8], starts: Ints) -> None:
        """`weights` of all words, 255 for one seldom said; a message's begin at its start."""
        self._weights = weights
        self._starts = starts

    def weight(self, message: int, start: int, end: int) -> float:
        """How much some of a message's words tell: at most as much as there are words."""
        base = self._starts[message]
        return float(self._weights[base + start : base + end].sum()) / 255


class _Runs(NamedTuple):
    """The runs of a block of messages: where in it each starts, how long it is, and whose."""

    hashes: Hashes
    places: Ints
    sizes: Ints
    owners: Ints
    words: int


def shared_runs(messages: Sequence[Message]) -> tuple[Rarity, Hashes, Ints]:
    """How seldom words are said; and of each message some runs that others share, as keys."""
    lengths = np.array([len(one.words) for one in messages], np.int64)
    table = np.zeros(1 << _TABLE_BITS, np.int32)
    for runs in _blocks(messages, lengths):
        slots, counts = np.unique(_slots(runs.hashes), return_counts=True)
        table[slots] += counts.astype(np.int32)
    weights: list[npt.NDArray[np.uint8]] = [np.zeros(0, np.uint8)]
    keys: list[Hashes] = [np.zeros(0, np.uint64)]
    owners: list[Ints] = [np.zeros(0, np.int64)]
    for runs in _blocks(messages, lengths):
        counts = table[_slots(runs.hashes)].astype(np.int64)
        weights.append(_weights(runs, counts))
        block_keys, block_owners = _sketches(runs, counts)
        keys.append(block_keys)
        owners.append(block_owners)
    rarity = Rarity(np.concatenate(weights), np.cumsum(lengths) - lengths)
    return rarity, np.concatenate(keys), np.concatenate(owners)


def _blocks(messages: Sequence[Message], lengths: Ints) -> Iterator[_Runs]:
    """The runs of the messages, about a million words at a time."""
    first = 0
    while first < len(messages):
        ends = np.cumsum(lengths[first:])
        last = first + max(1, int(np.searchsorted(ends, _BLOCK_WORDS)))
        yield _runs([one.words for one in messages[first:last]], first)
        first = last


def _runs(texts: Sequence[str], first: int) -> _Runs:
    """Every run of words in which nothing is withheld; a text of fewer words is one run."""
    lengths = np.array([len(text) for text in texts], np.int64)
    coded = "".join(texts).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(coded, np.uint32).astype(np.uint64)
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(codes))
    sizes = np.minimum(np.repeat(lengths, lengths), _RUN)
    hashes = np.zeros(len(codes), np.uint64)
    usable = left >= sizes
    for step in range(_RUN):
        shifted = np.zeros(len(codes), np.uint64)
        shifted[: max(0, len(codes) - step)] = codes[step:]
        is_in = step < sizes
        usable &= ~(is_in & (shifted == ord(GAP)))
        hashes = np.where(is_in, (hashes ^ shifted) * _MULTIPLIER, hashes)
        hashes ^= hashes >> np.uint64(29)
    places = np.flatnonzero(usable)
    owners = np.repeat(np.arange(len(texts), dtype=np.int64) + first, lengths)
    return _Runs(hashes[usable], places, sizes[usable], owners[usable], len(codes))


def _slots(hashes: Hashes) -> Ints:
    return (hashes >> np.uint64(64 - _TABLE_BITS)).astype(np.int64)


def _weights(runs: _Runs, counts: Ints) -> npt.NDArray[np.uint8]:
    """A word counts the less, the more often the commonest run is said that it stands in."""
    commonest = np.ones(runs.words, np.int64)
    for step in range(_RUN):
        reached = step < runs.sizes
        np.maximum.at(commonest, runs.places[reached] + step, counts[reached])
    weights: npt.NDArray[np.uint8] = np.rint(255 * np.minimum(1.0, _RARE / commonest)).astype("u1")
    return weights


def _sketches(runs: _Runs, counts: Ints) -> tuple[Hashes, Ints]:
    """The runs of each message with the smallest hashes, of those that can tell anything."""
    telling = (counts > 1) & (counts <= _COMMON)
    hashes, whose = runs.hashes[telling], runs.owners[telling]
    order = np.lexsort((hashes, whose))
    hashes, whose = hashes[order], whose[order]
    starts = np.searchsorted(whose, whose, side="left")
    kept = np.arange(len(whose)) - starts < _SKETCH
    return hashes[kept], whose[kept]
