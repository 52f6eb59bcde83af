"""Decodes the doclists of FTS5: which documents hold some words, and where in them.

A doclist is kept as FTS5 wrote it, in stretches that begin with a document's number written out.
First only the entries are found, one for each word and document; their positions are decoded for
those documents alone that are asked for. So memory stays small, however common a word is.

Source: the comments at the head of sqlite/ext/fts5/fts5_index.c.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

# A position is one number: document, zone, offset in the zone. Zones lie farther apart than any
# distance, so that what is near is always in one zone of one document.
ZONE_BITS = 3
OFFSET_BITS = 28
DOCUMENT_SHIFT = ZONE_BITS + OFFSET_BITS

# Fewer stretches than these are walked one after the other.
_FEW_STRETCHES = 96

Numbers = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Entries:
    """A word in a document: whose positions stand at `starts` in the bytes, so many bytes long.

    `stretches` tells which of the stretches each came from.
    """

    documents: Small
    starts: Small
    sizes: Small
    are_deleted: Flags
    stretches: Small

    def chosen(self, which: Flags | Numbers | slice) -> "Entries":
        """Only those."""
        return Entries(
            self.documents[which],
            self.starts[which],
            self.sizes[which],
            self.are_deleted[which],
            self.stretches[which],
        )


@dataclass(frozen=True)
class Doclists:
    """The doclists of some words in all segments, newest segments first.

    A stretch of `data`, from `starts` to `ends`, begins with a document's number written out.
    `words` and `ages` tell which word a stretch belongs to, and in which segment it was found.
    """

    data: Bytes
    starts: Small
    ends: Small
    words: Small
    ages: Small

    @property
    def size(self) -> int:
        """How many bytes of doclists there are."""
        return self.data.nbytes

    @cached_property
    def entries(self) -> Entries:
        """Every entry that stands: the newest of each word and document."""
        entries = _entries(self.data, self.starts, self.ends)
        if not entries.are_deleted.any():
            return entries
        return entries.chosen(self._is_newest(entries))

    def _is_newest(self, entries: Entries) -> Flags:
        """Which entries are those of the newest segment that names their word and document."""
        changed = np.zeros(int(entries.documents.max()) + 1, np.bool_)
        changed[entries.documents[entries.are_deleted]] = True
        doubtful = np.flatnonzero(changed[entries.documents])
        stretches = entries.stretches[doubtful]
        keys = self.words[stretches].astype(np.int64) << 32 | entries.documents[doubtful]
        order = np.lexsort((self.ages[stretches], keys))
        ordered = keys[order]
        is_first = np.ones(len(order), np.bool_)
        is_first[1:] = ordered[1:] != ordered[:-1]
        stands = np.ones(len(entries.documents), np.bool_)
        stands[doubtful[order[~is_first]]] = False
        return stands

    @cached_property
    def documents(self) -> Small:
        """The documents that hold one of the words, those that hold several more than once."""
        entries = self.entries
        return entries.documents[entries.sizes > 0]

    def counts(self, words: int) -> Numbers:
        """In how many documents each of so many words stands."""
        entries = self.entries
        held = self.words[entries.stretches[entries.sizes > 0]]
        return np.bincount(held, minlength=words)

    def positions(
        self, within: Flags | None = None, zones: tuple[int, ...] | None = None
    ) -> Numbers:
        """Where the words stand, in order; in documents `within` and in these zones, if given."""
        chosen = self._by_document
        if within is not None:
            wanted = np.flatnonzero(within)
            edges = wanted[[0, -1]] if len(wanted) else np.array([1, 0])
            first = int(np.searchsorted(chosen.documents, edges[0]))
            after = int(np.searchsorted(chosen.documents, edges[1], "right"))
            chosen = chosen.chosen(slice(first, after))
            chosen = chosen.chosen(within[chosen.documents])
        return _sorted(_positions(self.data, chosen, zones))

    @cached_property
    def _by_document(self) -> Entries:
        """The entries in the order of their documents."""
        documents = self.entries.documents
        if (documents[:-1] <= documents[1:]).all():
            return self.entries
        return self.entries.chosen(np.argsort(documents, kind="stable"))


@dataclass(frozen=True)
class KnownPositions:
    """The same of words whose positions were read row by row."""

    known: Numbers
    words: Numbers

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return self.known.nbytes + self.words.nbytes

    @cached_property
    def documents(self) -> Numbers:
        """The documents that hold one of the words, those that hold several more than once."""
        return self.known >> DOCUMENT_SHIFT

    def counts(self, words: int) -> Numbers:
        """In how many documents each of so many words stands."""
        pairs = np.unique(self.words << 32 | self.known >> DOCUMENT_SHIFT)
        return np.bincount(pairs >> 32, minlength=words)

    def positions(
        self, within: Flags | None = None, zones: tuple[int, ...] | None = None
    ) -> Numbers:
        """Where the words stand, in order; in documents `within` and in these zones, if given."""
        positions = self.known
        if within is not None:
            positions = positions[within[positions >> DOCUMENT_SHIFT]]
        if zones is not None:
            wanted = np.zeros(1 << ZONE_BITS, np.bool_)
            wanted[list(zones)] = True
            positions = positions[wanted[(positions >> OFFSET_BITS) & ((1 << ZONE_BITS) - 1)]]
        return _sorted(positions)


# Where some words stand.
Postings = Doclists | KnownPositions


def _sorted(positions: Numbers) -> Numbers:
    if len(positions) > 1 and not (positions[:-1] <= positions[1:]).all():
        return np.sort(positions)
    return positions


# --- entries ------------------------------------------------------------------------------------


def _entries(data: Bytes, starts: Small, ends: Small) -> Entries:
    """Walks all stretches side by side, one entry a step; the longest are walked alone at last."""
    steps: list[tuple[Small, Small, Small, Small]] = []
    counts = np.zeros(len(starts), np.int32)
    active = np.flatnonzero(starts < ends).astype(np.int32)
    cursor = starts[active]
    documents = np.zeros(len(active), np.int32)
    while len(active) > _FEW_STRETCHES:
        difference, cursor = _varints_at(data, cursor)
        documents = documents + difference
        size, cursor = _varints_at(data, cursor)
        steps.append((active, documents, cursor, size))
        counts[active] += 1
        cursor = cursor + (size >> 1)
        goes_on = cursor < ends[active]
        active, cursor, documents = active[goes_on], cursor[goes_on], documents[goes_on]
    alone = _walked(data, active.tolist(), cursor.tolist(), documents.tolist(), ends)
    np.add.at(counts, alone[0], 1)
    return _in_order(steps, alone, counts)


def _in_order(
    steps: list[tuple[Small, Small, Small, Small]],
    alone: tuple[Small, Small, Small, Small],
    counts: Small,
) -> Entries:
    """The entries of all steps in the order of their stretches."""
    total = int(counts.sum())
    first = np.cumsum(counts, dtype=np.int32) - counts
    columns = tuple(np.empty(total, np.int32) for _ in range(4))
    for number, step in enumerate(steps):
        target = first[step[0]] + np.int32(number)
        for column, values in zip(columns, step, strict=True):
            column[target] = values
    if len(alone[0]):
        # Their stretches had one entry in each step before.
        stretches = alone[0]
        begins = np.ones(len(stretches), np.bool_)
        begins[1:] = stretches[1:] != stretches[:-1]
        begin = np.flatnonzero(begins)
        within = np.arange(len(stretches)) - np.repeat(begin, np.diff([*begin, len(stretches)]))
        target = first[stretches] + len(steps) + within
        for column, values in zip(columns, alone, strict=True):
            column[target] = values
    stretches, documents, bodies, sizes = columns
    return Entries(documents, bodies, sizes >> 1, (sizes & 1) == 1, stretches)


def _varints_at(data: Bytes, cursor: Small) -> tuple[Small, Small]:
    """The varint at each place and the place behind it. Source: SQLite file format, varints."""
    byte = data[cursor]
    cursor = cursor + np.int32(1)
    longer = np.flatnonzero(byte & 0x80)
    values = byte.astype(np.int32)
    if not len(longer):
        return values, cursor
    values &= 0x7F
    while len(longer):
        byte = data[cursor[longer]]
        values[longer] = values[longer] << 7 | (byte & 0x7F)
        cursor[longer] += 1
        longer = longer[byte >= 0x80]
    return values, cursor


def _walked(
    data: Bytes, stretches: list[int], cursors: list[int], documents: list[int], ends: Small
) -> tuple[Small, Small, Small, Small]:
    """The entries of a few stretches, one after the other."""
    found_in: list[int] = []
    numbers: list[int] = []
    bodies: list[int] = []
    sizes: list[int] = []
    for stretch, cursor, document in zip(stretches, cursors, documents, strict=True):
        begin = cursor
        end = int(ends[stretch]) - begin
        piece = data[begin : begin + end].tobytes()
        at = 0
        before = len(numbers)
        while at < end:
            value = piece[at]
            at += 1
            if value > 0x7F:
                value, at = _varint(piece, at, value & 0x7F)
            document += value
            size = piece[at]
            at += 1
            if size > 0x7F:
                size, at = _varint(piece, at, size & 0x7F)
            numbers.append(document)
            bodies.append(begin + at)
            sizes.append(size)
            at += size >> 1
        found_in += [stretch] * (len(numbers) - before)
    columns = (found_in, numbers, bodies, sizes)
    a, b, c, d = (np.array(column, np.int32) for column in columns)
    return a, b, c, d


def _varint(data: bytes, at: int, value: int) -> tuple[int, int]:
    """The rest of a varint that began with `value`, and the place behind it."""
    while True:
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at


# --- positions ----------------------------------------------------------------------------------


def _positions(data: Bytes, chosen: Entries, zones: tuple[int, ...] | None) -> Numbers:
    """The positions of these entries, in their order.

    A 1 announces the number of another zone, where counting begins anew as it does with each entry;
    every other value is a difference plus 2.
    """
    if (chosen.sizes == 0).any():
        chosen = chosen.chosen(chosen.sizes > 0)
    if not len(chosen.documents):
        return np.empty(0, np.int64)
    values, entry_starts = _values(stretches_of(data, chosen.starts, chosen.sizes), chosen.sizes)
    is_marker = values == 1
    is_marker[1:] &= values[:-1] != 1
    markers = np.flatnonzero(is_marker)
    plain = entry_starts[~is_marker[entry_starts]]
    runs = np.concatenate([markers, plain])
    runs.sort()
    is_announced = is_marker[runs]
    run_zones = np.where(is_announced, values[np.minimum(runs + 1, len(values) - 1)], 0)
    of_entry = np.searchsorted(entry_starts, runs, "right") - 1
    is_place = ~is_marker
    is_place[markers + 1] = False
    differences = values[is_place].astype(np.int64)
    differences -= 2
    begins = runs - 2 * (np.cumsum(is_announced) - is_announced)
    keys = (chosen.documents[of_entry].astype(np.int64) << ZONE_BITS | run_zones) << OFFSET_BITS
    lasts = keys + np.add.reduceat(differences, begins)
    differences[begins] += keys
    differences[begins[1:]] -= lasts[:-1]
    positions = np.cumsum(differences)
    if zones is None:
        return positions
    wanted = np.zeros(1 << ZONE_BITS, np.bool_)
    wanted[list(zones)] = True
    lengths = np.diff(begins, append=len(positions))
    return positions[np.repeat(wanted[run_zones], lengths)]


def stretches_of(data: Bytes, starts: Small, sizes: Small) -> Bytes:
    """Some stretches of bytes, end to end; none is empty, and between any two lies a byte."""
    if not len(starts):
        return data[:0]
    begin, end = int(starts[0]), int(starts[-1]) + int(sizes[-1])
    total = int(sizes.sum())
    if total > (end - begin) // 3 and (starts[1:] > starts[:-1]).all():
        # Much of the bytes: leave out what lies between.
        edges = np.zeros(end - begin + 1, np.int8)
        edges[starts - begin] = 1
        edges[starts - begin + sizes] = -1
        is_inside = np.cumsum(edges[:-1], dtype=np.int8).view(np.bool_)
        inside: Bytes = data[begin:end][is_inside]
        return inside
    offsets = np.repeat(starts - (np.cumsum(sizes, dtype=np.int32) - sizes), sizes)
    offsets += np.arange(total, dtype=np.int32)
    gathered: Bytes = data[offsets]
    return gathered


def _values(bodies: Bytes, sizes: Small) -> tuple[Small | Bytes, Numbers]:
    """Every varint of the bytes, and at which of them each entry begins."""
    byte_starts = np.cumsum(sizes, dtype=np.int64) - sizes
    is_end = bodies < 0x80
    ends = np.flatnonzero(is_end)
    if len(ends) == len(bodies):
        return bodies, byte_starts
    values = bodies[ends].astype(np.int32)
    lengths = np.diff(ends, prepend=-1)
    longer = np.flatnonzero(lengths > 1)
    place = 1
    while len(longer):
        values[longer] |= (bodies[ends[longer] - place].astype(np.int32) & 0x7F) << (7 * place)
        place += 1
        longer = longer[lengths[longer] > place]
    return values, np.searchsorted(ends, byte_starts)
