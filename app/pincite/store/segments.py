"""Reads word positions straight from FTS5's segments, in bulk.

SQLite offers positions one row at a time (`fts5vocab`), which takes seconds for the commonest words
of a large matter. The segments hold them as delta-coded bytes, which are decoded here many at once.
The format is that of FTS5 version 4, in use since 2015; any other is left to `fts5vocab`.

Source: the comments at the head of sqlite/ext/fts5/fts5_index.c.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pincite.store.connection import Store

# A position is one number: document, zone, offset in the zone. Zones lie farther apart than any
# distance, so that what is near is always in one zone of one document.
ZONE_BITS = 3
OFFSET_BITS = 28
DOCUMENT_SHIFT = ZONE_BITS + OFFSET_BITS

FORMAT = 4
# Terms of the main index begin with this byte; those of prefix indexes with others.
MAIN = b"0"
CHUNK_BYTES = 1 << 19
PAGES_AT_ONCE = 256

_STRUCTURE_ID = 10
_STRUCTURE_V2 = b"\xff\x00\x00\x01"
_SEGMENT_SHIFT = 37

Numbers = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]


class Segment(NamedTuple):
    """One sorted run of the index: its number, and its first and last leaf page."""

    number: int
    first_page: int
    last_page: int


@dataclass(slots=True)
class _Gathered:
    """The doclists of the wanted terms, end to end.

    `absolutes` are the places in it where a document's number is written out rather than as a
    difference; there a doclist may be cut. `terms` names the term at the first of its places.
    """

    chunks: list[bytes] = field(default_factory=list)
    absolutes: list[int] = field(default_factory=list)
    terms: list[tuple[int, bytes]] = field(default_factory=list)
    size: int = 0

    def add(self, data: bytes) -> None:
        self.chunks.append(data)
        self.size += len(data)


class Segments:
    """The segments of a full-text table without content, read as they are now."""

    def __init__(self, store: Store, table: str) -> None:
        """`table` is the FTS5 table's name."""
        self._store = store
        self._conn = store.conn
        self._table = table

    def positions(
        self, first: str, after: str, is_wanted: Callable[[str], object]
    ) -> Numbers | None:
        """Where the wanted words from `first` to before `after` stand, in order.

        None if the segments are in a format that cannot be read here.
        """
        with self._store.read():
            return self._positions(first, after, is_wanted)

    def _positions(
        self, first: str, after: str, is_wanted: Callable[[str], object]
    ) -> Numbers | None:
        segments = self._segments()
        if segments is None:
            return None
        entries = []
        for age, segment in enumerate(segments):
            gathered = self._gathered(segment, first.encode(), after.encode(), is_wanted)
            entries += [_decoded(age, *part) for part in _parts(gathered)]
        return _joined(entries)

    def _segments(self) -> list[Segment] | None:
        """The segments, newest first; None if the format is not the known one."""
        version = self._conn.execute(
            f"SELECT v FROM {self._table}_config WHERE k = 'version'"
        ).fetchone()
        block = self._block(_STRUCTURE_ID)
        if version is None or version[0] != FORMAT or block[4:8] == _STRUCTURE_V2:
            return None
        numbers = _varints(block, 4)
        levels, _, _ = next(numbers), next(numbers), next(numbers)
        found: list[Segment] = []
        for _ in range(levels):
            _, count = next(numbers), next(numbers)
            level = [Segment(next(numbers), next(numbers), next(numbers)) for _ in range(count)]
            found += reversed(level)
        return found

    def _block(self, number: int) -> bytes:
        row = self._conn.execute(
            f"SELECT block FROM {self._table}_data WHERE id = ?", (number,)
        ).fetchone()
        return bytes(row[0])

    def _gathered(
        self, segment: Segment, first: bytes, after: bytes, is_wanted: Callable[[str], object]
    ) -> _Gathered:
        """The doclists of the wanted terms in one segment, in order of the terms."""
        gathered = _Gathered()
        is_open = False
        for page in self._pages(segment, first):
            continued = page.continued()
            if is_open:
                if page.first_rowid and page.first_rowid < 4 + len(continued):
                    gathered.absolutes.append(gathered.size + page.first_rowid - 4)
                gathered.add(continued)
            for term, doclist in page.terms():
                is_open = False
                if term >= MAIN + after:
                    return gathered
                if term[:1] == MAIN and term >= MAIN + first and is_wanted(term[1:].decode()):
                    gathered.terms.append((gathered.size, term))
                    gathered.absolutes.append(gathered.size)
                    gathered.add(doclist)
                    is_open = True
        return gathered

    def _pages(self, segment: Segment, first: bytes) -> Iterator["_Page"]:
        """The leaf pages from the one where a term would stand, to the end of the segment."""
        row = self._conn.execute(
            f"SELECT pgno FROM {self._table}_idx WHERE segid = ? AND term <= ?"
            " ORDER BY term DESC LIMIT 1",
            (segment.number, MAIN + first),
        ).fetchone()
        page = segment.first_page if row is None else row[0] >> 1
        base = segment.number << _SEGMENT_SHIFT
        at_once = 2
        while page <= segment.last_page:
            last = min(page + at_once - 1, segment.last_page)
            for (block,) in self._conn.execute(
                f"SELECT block FROM {self._table}_data WHERE id BETWEEN ? AND ? ORDER BY id",
                (base + page, base + last),
            ).fetchall():
                yield _Page(block)
            page = last + 1
            at_once = min(2 * at_once, PAGES_AT_ONCE)


class _Page:
    """One leaf: the rest of a doclist, then terms with their doclists, then their offsets."""

    def __init__(self, block: bytes) -> None:
        self._block = block
        self.first_rowid = int.from_bytes(block[:2], "big")
        self._end = int.from_bytes(block[2:4], "big")
        self._offsets: list[int] = []
        offset = 0
        for difference in _varints(block, self._end):
            offset += difference
            self._offsets.append(offset)

    def continued(self) -> bytes:
        """What goes on from the page before."""
        return self._block[4 : self._offsets[0] if self._offsets else self._end]

    def terms(self) -> Iterator[tuple[bytes, bytes]]:
        """Each term that begins here with its doclist, as far as it is on this page."""
        term = b""
        block = self._block
        for index, offset in enumerate(self._offsets):
            shared = 0
            if index:
                shared, offset = _varint(block, offset)
            length, offset = _varint(block, offset)
            term = term[:shared] + block[offset : offset + length]
            last = self._offsets[index + 1] if index + 1 < len(self._offsets) else self._end
            yield term, block[offset + length : last]


class _Entries(NamedTuple):
    """A stretch of doclists, decoded: an entry for each document, a number for each occurrence."""

    age: int
    terms: list[bytes]
    term_of_entry: Numbers
    documents: Numbers
    are_deleted: Flags
    entry_of_position: Numbers
    positions: Numbers


def _parts(gathered: _Gathered) -> Iterator[tuple[Bytes, Small, list[tuple[int, bytes]]]]:
    """The gathered bytes in pieces that begin where a number is written out."""
    if not gathered.size:
        return
    data = np.frombuffer(b"".join(gathered.chunks), np.uint8)
    absolutes = np.array(gathered.absolutes, np.int64)
    wanted = np.arange(0, gathered.size, CHUNK_BYTES)
    cuts = np.unique(absolutes[np.searchsorted(absolutes, wanted, "right") - 1]).tolist()
    term_starts = [start for start, _ in gathered.terms]
    for begin, end in zip(cuts, [*cuts[1:], gathered.size], strict=True):
        inside = absolutes[np.searchsorted(absolutes, begin) : np.searchsorted(absolutes, end)]
        first = int(np.searchsorted(term_starts, begin, "right")) - 1
        last = int(np.searchsorted(term_starts, end, "left"))
        terms = [(max(0, start - begin), term) for start, term in gathered.terms[first:last]]
        yield data[begin:end], (inside - begin).astype(np.int32), terms


def _decoded(age: int, data: Bytes, absolutes: Small, terms: list[tuple[int, bytes]]) -> _Entries:
    """The entries and occurrences of a stretch of doclists."""
    values, starts = _all_varints(data)
    heads = _heads(values, starts, len(data))
    head_starts = starts[heads]
    documents = _accumulated(values[heads], np.isin(head_starts, absolutes))
    in_body = np.ones(len(values), np.bool_)
    in_body[heads] = False
    in_body[heads + 1] = False
    body = values[in_body]
    entry = (np.cumsum(~in_body) // 2 - 1)[in_body]
    columns, offsets, is_place = _places(body, entry)
    entry = entry[is_place]
    return _Entries(
        age,
        [term for _, term in terms],
        np.searchsorted([start for start, _ in terms], head_starts, "right") - 1,
        documents,
        (values[heads + 1] & 1) == 1,
        entry,
        documents[entry] << DOCUMENT_SHIFT | columns << OFFSET_BITS | offsets,
    )


def _all_varints(data: Bytes) -> tuple[Numbers, Numbers]:
    """Every varint of the bytes and where each begins. Source: SQLite file format, varints."""
    ends = np.flatnonzero(data < 0x80)
    starts = np.empty_like(ends)
    starts[0] = 0
    starts[1:] = ends[:-1] + 1
    values = data[ends].astype(np.int64)
    lengths = ends - starts
    longer = np.flatnonzero(lengths)
    place = 1
    while len(longer):
        values[longer] |= (data[ends[longer] - place].astype(np.int64) & 0x7F) << (7 * place)
        longer = longer[lengths[longer] > place]
        place += 1
    return values, starts


def _heads(values: Numbers, starts: Numbers, size: int) -> Numbers:
    """Indexes of the varints that begin an entry: document number, size of positions, positions."""
    count = len(values)
    index_at = np.empty(size + 1, np.int32)
    index_at[starts] = np.arange(count)
    index_at[size] = count
    behind = np.append(starts[2:], size)
    following = np.minimum(behind + (values[1:] >> 1), size)
    # What is no entry has a senseless successor, which is never followed.
    next_head = np.ascontiguousarray(index_at[following]).data
    heads: list[int] = []
    head = 0
    while head < count:
        heads.append(head)
        head = next_head[head]
    return np.array(heads, np.int64)


def _accumulated(values: Numbers, are_absolute: Flags) -> Numbers:
    """Running sums that begin anew wherever a value is absolute; the first always is."""
    sums = np.cumsum(values)
    latest = np.maximum.accumulate(np.where(are_absolute, np.arange(len(values)), 0))
    return sums - sums[latest] + values[latest]


def _places(body: Numbers, entry: Numbers) -> tuple[Numbers, Numbers, Flags]:
    """Column and offset of each occurrence, and which of the values are occurrences.

    A 1 announces the number of another column, where counting begins anew as it does with each
    entry; every other value is a difference plus 2.
    """
    is_marker = body == 1
    is_marker[1:] &= body[:-1] != 1
    is_place = ~is_marker
    is_place[1:] &= ~is_marker[:-1]
    begins = is_marker.copy()
    begins[:1] = True
    begins[1:] |= entry[1:] != entry[:-1]
    beginnings = np.flatnonzero(begins)
    announced = body[np.minimum(beginnings + 1, len(body) - 1)]
    column_of_run = np.where(is_marker[beginnings], announced, 0)
    run = (np.cumsum(begins) - 1)[is_place]
    is_first = np.ones(len(run), np.bool_)
    is_first[1:] = run[1:] != run[:-1]
    return column_of_run[run], _accumulated(body[is_place] - 2, is_first), is_place


def _joined(entries: list[_Entries]) -> Numbers:
    """The positions of all entries that stand: the newest for each word and document."""
    if any(part.are_deleted.any() for part in entries):
        entries = list(_newest(entries))
    parts = [part.positions for part in entries if len(part.positions)]
    if not parts:
        return np.empty(0, np.int64)
    positions = np.concatenate(parts)
    edges = pairwise(parts)
    is_in_order = all(first[-1] <= second[0] for first, second in edges) and all(
        (part[:-1] <= part[1:]).all() for part in parts
    )
    if not is_in_order:
        positions.sort()
    return positions


def _newest(entries: list[_Entries]) -> Iterator[_Entries]:
    """The entries without the occurrences that a newer segment replaced or deleted."""
    numbers: dict[bytes, int] = {}
    age = entries[0].age
    seen = np.empty(0, np.int64)
    known_since = [seen]
    for part in entries:
        if part.age != age:
            age = part.age
            seen = np.concatenate(known_since)
            known_since = [seen]
        terms = np.array([numbers.setdefault(term, len(numbers)) for term in part.terms], np.int64)
        keys = terms[part.term_of_entry] << 40 | part.documents
        stands = ~np.isin(keys, seen)
        known_since.append(keys)
        kept = stands[part.entry_of_position]
        yield part._replace(
            entry_of_position=part.entry_of_position[kept], positions=part.positions[kept]
        )


def _varint(data: bytes, offset: int) -> tuple[int, int]:
    """A varint and the offset behind it."""
    value = 0
    while True:
        byte = data[offset]
        offset += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, offset


def _varints(data: bytes, offset: int) -> Iterator[int]:
    """The varints from `offset` to the end."""
    while offset < len(data):
        value, offset = _varint(data, offset)
        yield value
