"""Picks the few pairs of messages that are worth comparing, out of all there could be."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from pincite.domain.likeness import subject_key
from pincite.processing.same_messages.messages import Message
from pincite.processing.same_messages.runs import Hashes, Ints, Rarity, shared_runs

# A bucket that is fuller is not paired up.
_MOST_IN_A_BUCKET = 400
_PAIRS_AT_ONCE = 2_000_000
_NO_DATE = np.iinfo(np.int64).min // 4
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_FURTHEST_ZONES = 14 * 60


class Candidates(NamedTuple):
    """Pairs of indexes, and how seldom the words of each message are said."""

    first: Ints
    second: Ints
    rarity: Rarity


def candidates(messages: Sequence[Message]) -> Candidates:
    """The pairs that share a minute or words seldom said, and whose dates do not clash."""
    rarity, run_keys, run_owners = shared_runs(messages)
    told = _Told(messages)
    keys = [(run_keys, run_owners), *_date_keys(messages, told)]
    found = [pairs for key, owners in keys for pairs in _paired(key, owners, told)]
    pairs = np.unique(np.concatenate([np.zeros(0, np.int64), *found]))
    return Candidates(pairs >> 32, pairs & 0xFFFFFFFF, rarity)


class _Told:
    """What every message tells: its document, its clock minute and its real one."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self.documents = np.array([one.document for one in messages], np.int64)
        self.local, self.utc, self.exact = _dates(messages)

    def may_be_one(self, first: Ints, second: Ints) -> npt.NDArray[np.bool_]:
        """Whether each pair stands in two documents and its dates do not clash."""
        differ: npt.NDArray[np.bool_] = self.documents[first] != self.documents[second]
        return differ & self._dates_agree(first, second)

    def _dates_agree(self, first: Ints, second: Ints) -> npt.NDArray[np.bool_]:
        """Whether the dates of each pair can be one, told as `match_dates` tells it."""
        local, utc, exact = self.local, self.utc, self.exact
        a, b = local[first], local[second]
        a_utc, b_utc = utc[first], utc[second]
        unknown = (a == _NO_DATE) | (b == _NO_DATE)
        by_day = ~(exact[first] & exact[second])
        same_day = by_day & (a // 1440 == b // 1440)
        both_utc = (a_utc != _NO_DATE) & (b_utc != _NO_DATE) & ~by_day
        apart_utc = np.abs(a_utc - b_utc)
        same_utc = both_utc & ((apart_utc <= 1) | (apart_utc == 60))
        apart = np.abs(
            np.where(a_utc == _NO_DATE, a, a_utc) - np.where(b_utc == _NO_DATE, b, b_utc)
        )
        by_zones = (apart <= _FURTHEST_ZONES) & (apart % 30 == 0)
        same_clock = ~both_utc & ~by_day & ((np.abs(a - b) <= 1) | by_zones)
        agree: npt.NDArray[np.bool_] = unknown | same_day | same_utc | same_clock
        return agree


def _date_keys(messages: Sequence[Message], told_dates: _Told) -> list[tuple[Hashes, Ints]]:
    """Minutes that messages share: on the clock, in fact, or hours apart with one subject."""
    local, utc, exact = told_dates.local, told_dates.utc, told_dates.exact
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


def _paired(keys: Hashes, owners: Ints, told: _Told) -> Iterator[Ints]:
    """Every two messages of one key that may be one, as one number each, the lower index above."""
    order = np.argsort(keys, kind="stable")
    keys, owners = keys[order], owners[order]
    _, starts, counts = np.unique(keys, return_index=True, return_counts=True)
    for size in np.unique(counts).tolist():
        if not 1 < size <= _MOST_IN_A_BUCKET:
            continue
        left, right = np.triu_indices(size, 1)
        begins = starts[counts == size]
        step = max(1, _PAIRS_AT_ONCE // len(left))
        for at in range(0, len(begins), step):
            members = owners[begins[at : at + step, None] + np.arange(size)]
            members.sort(axis=1)
            first, second = members[:, left].ravel(), members[:, right].ravel()
            kept = told.may_be_one(first, second)
            yield np.unique((first[kept] << 32) | second[kept])
