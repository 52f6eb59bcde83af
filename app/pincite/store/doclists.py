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

    @property
    def memory(self) -> int:
        """How many bytes they take."""
        columns = (self.documents, self.starts, self.sizes, self.are_deleted, self.stretches)
        return sum(column.nbytes for column in columns)

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
        """How many bytes of doclists there are, which is what takes time to decode."""
        return self.data.nbytes

    @property
    def memory(self) -> int:
        """How many bytes are held, with what was decoded and is kept."""
        decoded = vars(self)
        entries: Entries | None = decoded.get("_by_document")
        documents: Small | None = decoded.get("documents")
        return (
            self.data.nbytes
            + sum(column.nbytes for column in (self.starts, self.ends, self.words, self.ages))
            + (entries.memory if entries else 0)
            + (documents.nbytes if documents is not None else 0)
        )

    @cached_property
    def _by_document(self) -> Entries:
        """Every entry that stands, in the order of their documents."""
        entries = self._entries()
        documents = entries.documents
        if (documents[:-1] <= documents[1:]).all():
            return entries
        return entries.chosen(np.argsort(documents, kind="stable"))

    def _entries(self) -> Entries:
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
        entries = self._by_document
        return entries.documents[entries.sizes > 0]

    def mark(self, mask: Flags) -> None:
        """Mark the documents that hold one of the words."""
        steps, alone, _ = _walk(self.data, self.starts, self.ends)
        if any((sizes & 1).any() for _, _, _, sizes in (*steps, alone)):
            mask[self.documents] = True
            return
        for _, documents, _, _ in (*steps, alone):
            mask[documents] = True

    def counts(self, words: int) -> Numbers:
        """In how many documents each of so many words stands."""
        entries = self._entries()
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


@dataclass(frozen=True)
class KnownPositions:
    """The same of words whose positions were read row by row."""

    known: Numbers
    words: Numbers

    @property
    def size(self) -> int:
        """How many bytes are kept."""
        return self.known.nbytes + self.words.nbytes

    @property
    def memory(self) -> int:
        """How many bytes are held."""
        return self.size + (self.documents.nbytes if "documents" in vars(self) else 0)

    @cached_property
    def documents(self) -> Numbers:
        """The documents that hold one of the words, those that hold several more than once."""
        return self.known >> DOCUMENT_SHIFT

    def mark(self, mask: Flags) -> None:
        """Mark the documents that hold one of the words."""
        mask[self.documents] = True

    def counts(self, words: int) -> Numbers:
        """In how many documents each of so many words stands."""
        pairs = np.unique(self.words << 32 | self.known >> DOCUMENT_SHIFT)
        return np.bincount(pairs >> 32, minlength=words)

    def positions(
        self,
        within: Flags | None = None,
        zones: tuple[int, ...] | None = None,
    ) -> Numbers:
        """Where the words stand, in order; in documents `within` and in these zones, if given."""
        positions = self.known
        if within is not None:
            positions = positions[within[positions >> DOCUMENT_SHIFT]]
        if zones is not None:
            positions = positions[are_in_zones(positions, zones)]
        return _sorted(positions)


# Where some words stand.
Postings = Doclists | KnownPositions


def are_in_zones(positions: Numbers, zones: tuple[int, ...]) -> Flags:
    """Which positions are in one of these zones."""
    wanted = np.zeros(1 << ZONE_BITS, np.bool_)
    wanted[list(zones)] = True
    found: Flags = wanted[(positions >> OFFSET_BITS) & ((1 << ZONE_BITS) - 1)]
    return found


def distinct(values: Numbers) -> Numbers:
    """Each value once, in order. numpy's own hashes them, which takes ten times as long."""
    ordered = np.sort(values)
    is_first = np.ones(len(ordered), np.bool_)
    is_first[1:] = ordered[1:] != ordered[:-1]
    found: Numbers = ordered[is_first]
    return found


def _sorted(positions: Numbers) -> Numbers:
    if len(positions) > 1 and not (positions[:-1] <= positions[1:]).all():
        return np.sort(positions)
    return positions


# --- entries ------------------------------------------------------------------------------------


def _entries(data: Bytes, starts: Small, ends: Small) -> Entries:
    """The entries of all stretches, in the order of the stretches."""
    return _in_order(*_walk(data, starts, ends))


# Of some entries: their stretches, documents, where their positions begin, and twice their sizes.
Step = tuple[Small, Small, Small, Small]


def _walk(data: Bytes, starts: Small, ends: Small) -> tuple[list[Step], Step, Small]:
    """Walks all stretches side by side, one entry a step; the longest are walked alone at last.

    The steps, what was walked alone, and how many entries each stretch has.
    """
    steps: list[Step] = []
    counts = np.zeros(len(starts), np.int32)
    active = np.flatnonzero(starts < ends).astype(np.int32)
    cursor = starts[active]
    limits = ends[active]
    documents = np.zeros(len(active), np.int32)
    while len(active) > _FEW_STRETCHES:
        difference, cursor = _varints_at(data, cursor)
        documents = documents + difference
        size, cursor = _varints_at(data, cursor)
        steps.append((active, documents, cursor, size))
        counts[active] += 1
        cursor = cursor + (size >> 1)
        (going_on,) = (cursor < limits).nonzero()
        if len(going_on) < len(active):
            active, limits = active[going_on], limits[going_on]
            cursor, documents = cursor[going_on], documents[going_on]
    alone = _walked(data, active.tolist(), cursor.tolist(), documents.tolist(), ends)
    np.add.at(counts, alone[0], 1)
    return steps, alone, counts


def _in_order(steps: list[Step], alone: Step, counts: Small) -> Entries:
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
    (longer,) = (byte & 0x80).nonzero()
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
) -> Step:
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

    A byte 1 announces the number of another zone, where counting begins anew as it does with each
    entry; every other number is a difference plus 2.
    """
    if (chosen.sizes == 0).any():
        chosen = chosen.chosen(chosen.sizes > 0)
    if not len(chosen.documents):
        return np.empty(0, np.int64)
    bodies, is_inside, starts = _bodies(data, chosen)
    goes_on = bodies >= 0x80
    is_marker = bodies == 1
    is_marker[1:] &= ~goes_on[:-1]
    if is_inside is not None:
        is_marker &= is_inside
    # The zone after a marker may be a 1 itself.
    is_marker[1:] &= ~is_marker[:-1]
    is_place = ~(goes_on | is_marker)
    is_place[1:] &= ~is_marker[:-1]
    if is_inside is not None:
        is_place &= is_inside
    (left_out,) = (~is_place).nonzero()
    differences = bodies[is_place].astype(np.int64)
    differences -= 2
    _add_higher(differences, bodies, goes_on, is_inside, left_out)
    (markers,) = is_marker.nonzero()
    runs = np.concatenate([markers, starts[~is_marker[starts]]])
    runs.sort()
    is_announced = is_marker[runs]
    run_zones = np.where(is_announced, bodies[np.minimum(runs + 1, len(bodies) - 1)], 0)
    documents = chosen.documents[np.searchsorted(starts, runs, "right") - 1]
    begins = runs + 2 * is_announced
    begins -= np.searchsorted(left_out, begins)
    keys = (documents.astype(np.int64) << ZONE_BITS | run_zones) << OFFSET_BITS
    lasts = keys + np.add.reduceat(differences, begins)
    differences[begins] += keys
    differences[begins[1:]] -= lasts[:-1]
    positions: Numbers = np.cumsum(differences, out=differences)
    if zones is None:
        return positions
    wanted = np.zeros(1 << ZONE_BITS, np.bool_)
    wanted[list(zones)] = True
    lengths = np.diff(begins, append=len(positions))
    in_zones: Numbers = positions[np.repeat(wanted[run_zones], lengths)]
    return in_zones


def _add_higher(
    differences: Numbers, bodies: Bytes, goes_on: Flags, is_inside: Flags | None, left_out: Numbers
) -> None:
    """Add what the bytes before the last say to the numbers that have more than one."""
    (before,) = goes_on.nonzero()
    if is_inside is not None:
        before = before[is_inside[before]]
    lasts = before[~goes_on[before + 1]] + 1
    places = lasts - np.searchsorted(left_out, lasts)
    shift = 7
    while len(lasts):
        differences[places] += (bodies[lasts - shift // 7].astype(np.int64) & 0x7F) << shift
        shift += 7
        at = lasts - shift // 7
        is_longer = (at >= 0) & goes_on[at]
        if is_inside is not None:
            is_longer &= is_inside[at]
        lasts, places = lasts[is_longer], places[is_longer]


def _bodies(data: Bytes, chosen: Entries) -> tuple[Bytes, Flags | None, Numbers]:
    """Bytes with the positions of the entries, which of them these are, and where each begins."""
    starts, sizes = chosen.starts, chosen.sizes
    begin, end = int(starts[0]), int(starts[-1]) + int(sizes[-1])
    total = int(sizes.sum())
    if total > (end - begin) // 3 and (starts[1:] > starts[:-1]).all():
        # Much of the bytes: no need to move them.
        places = starts.astype(np.int64) - begin
        return data[begin:end], _is_inside(places, sizes, end - begin), places
    return stretches_of(data, starts, sizes), None, np.cumsum(sizes, dtype=np.int64) - sizes


def _is_inside(starts: Small | Numbers, sizes: Small, length: int) -> Flags:
    """Which of so many bytes lie in stretches; none is empty, and between any two lies a byte."""
    edges = np.zeros(length + 1, np.int8)
    edges[starts] = 1
    edges[starts + sizes] = -1
    return np.cumsum(edges[:-1], dtype=np.int8).view(np.bool_)


def stretches_of(data: Bytes, starts: Small, sizes: Small) -> Bytes:
    """Some stretches of bytes, end to end; none is empty, and between any two lies a byte."""
    if not len(starts):
        return data[:0]
    begin, end = int(starts[0]), int(starts[-1]) + int(sizes[-1])
    total = int(sizes.sum())
    if total > (end - begin) // 3 and (starts[1:] > starts[:-1]).all():
        inside: Bytes = data[begin:end][_is_inside(starts - begin, sizes, end - begin)]
        return inside
    offsets = np.repeat(starts - (np.cumsum(sizes, dtype=np.int32) - sizes), sizes)
    offsets += np.arange(total, dtype=np.int32)
    gathered: Bytes = data[offsets]
    return gathered
