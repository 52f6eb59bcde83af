"""Reads doclists straight from FTS5's segments, in bulk.

SQLite offers positions one row at a time (`fts5vocab`), which takes seconds for the commonest words
of a large matter. The segments hold them as delta-coded bytes, which are gathered here and decoded
by `store.doclists`. The format is that of FTS5 version 4, in use since 2015; any other is left to
`fts5vocab`.

Source: the comments at the head of sqlite/ext/fts5/fts5_index.c.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from zlib import crc32

import numpy as np

from pincite.store.connection import Store
from pincite.store.doclists import DOCUMENT_SHIFT, OFFSET_BITS, Doclists, Numbers, Small

FORMAT = 4
# Terms of the main index begin with this byte; those of prefix indexes with others.
MAIN = b"0"
PAGES_AT_ONCE = 256
# In that many pages a segment is told from another by looking at all of it.
_FEW_PAGES = 256
_SAMPLED_PAGES = 64

_STRUCTURE_ID = 10
_STRUCTURE_V2 = b"\xff\x00\x00\x01"
_SEGMENT_SHIFT = 37
_HEADER = 4


class Segment(NamedTuple):
    """One sorted run of the index: its number, and its first and last leaf page."""

    number: int
    first_page: int
    last_page: int

    @property
    def pages(self) -> int:
        """How many leaf pages it has."""
        return self.last_page - self.first_page + 1


class TermPlace(NamedTuple):
    """Where a word's doclist begins: the page, and the part of it from `begin` to `end`."""

    page: int
    begin: int
    end: int
    # Whether it may go on in the next page.
    is_last: bool


@dataclass(slots=True)
class Gathered:
    """Doclists gathered from pages: bytes, and the stretches of them with the word of each."""

    age: int = 0
    chunks: list[bytes] = field(default_factory=list)
    size: int = 0
    starts: list[Small] = field(default_factory=list)
    ends: list[Small] = field(default_factory=list)
    words: list[Small] = field(default_factory=list)

    def add_bytes(self, data: bytes) -> int:
        """Keep some bytes; the place where they begin."""
        begin = self.size
        self.chunks.append(data)
        self.size += len(data)
        return begin

    def add_stretches(self, starts: Small, ends: Small, words: Small) -> None:
        """Name stretches of what is kept, each with its word's number."""
        self.starts.append(starts)
        self.ends.append(ends)
        self.words.append(words)


class Segments:
    """The segments of a full-text table without content, read as they are now."""

    def __init__(self, store: Store, table: str) -> None:
        """`table` is the FTS5 table's name."""
        self._conn = store.conn
        self._table = table

    def structure(self) -> bytes | None:
        """What changes whenever a segment comes or goes; None if the format is not the known."""
        version = self._conn.execute(
            f"SELECT v FROM {self._table}_config WHERE k = 'version'"
        ).fetchone()
        block = self._block(_STRUCTURE_ID)
        if version is None or version[0] != FORMAT or block[4:8] == _STRUCTURE_V2:
            return None
        return block

    @staticmethod
    def listed(structure: bytes) -> list[Segment]:
        """The segments, newest first."""
        if not structure:
            return []
        numbers = _varints(structure, 4)
        levels, _, _ = next(numbers), next(numbers), next(numbers)
        found: list[Segment] = []
        for _ in range(levels):
            _, count = next(numbers), next(numbers)
            level = [Segment(next(numbers), next(numbers), next(numbers)) for _ in range(count)]
            found += reversed(level)
        return [segment for segment in found if segment.first_page]

    def identity(self, segment: Segment) -> int:
        """A number that tells a segment from all that may ever stand in its place.

        Segments never change, but their numbers are used again. The pages' first words tell: a
        document more or less shifts words from page to page all over a segment.
        """
        identity = crc32(repr(segment).encode())
        for term, page in self._conn.execute(
            f"SELECT term, pgno FROM {self._table}_idx WHERE segid = ?", (segment.number,)
        ):
            identity = crc32(b"%b %d" % (term, page), identity)
        step = 1 if segment.pages <= _FEW_PAGES else segment.pages // _SAMPLED_PAGES
        for page in range(segment.first_page, segment.last_page + 1, step):
            for block in self.blocks(segment, [page]):
                identity = crc32(block, identity)
        return identity

    def blocks(self, segment: Segment, pages: Sequence[int]) -> list[bytes]:
        """These leaf pages in order; `pages` are in order, each once."""
        base = segment.number << _SEGMENT_SHIFT
        found: list[bytes] = []
        for begin in range(0, len(pages), PAGES_AT_ONCE):
            part = pages[begin : begin + PAGES_AT_ONCE]
            if part[-1] - part[0] + 1 == len(part):
                rows = self._conn.execute(
                    f"SELECT block FROM {self._table}_data WHERE id BETWEEN ? AND ? ORDER BY id",
                    (base + part[0], base + part[-1]),
                )
            else:
                marks = ",".join("?" * len(part))
                rows = self._conn.execute(
                    f"SELECT block FROM {self._table}_data WHERE id IN ({marks}) ORDER BY id",
                    [base + page for page in part],
                )
            found += [block for (block,) in rows.fetchall()]
        return found

    def place(self, segment: Segment, word: str) -> TermPlace | None:
        """Where the doclist of a word begins in a segment; None if the segment has none."""
        term = MAIN + word.encode()
        page = self._page_up_to(segment, term)
        leaf = Leaf(self.blocks(segment, [page])[0])
        for found, begin, end in leaf.terms():
            if found >= term:
                place = TermPlace(page, begin, end, end == leaf.end)
                return place if found == term else None
        return None

    def pages_of(self, words: Iterable[str]) -> int:
        """How many pages the doclists of words fill together; 0 if the format is not the known."""
        terms = [MAIN + word.encode() for word in words]
        return sum(
            self._page_behind(segment, term) - self._page_up_to(segment, term)
            for segment in self.listed(self.structure() or b"")
            for term in terms
        )

    def _page_up_to(self, segment: Segment, term: bytes) -> int:
        """The page where a term is, if it is in the segment."""
        row = self._conn.execute(
            f"SELECT pgno FROM {self._table}_idx WHERE segid = ? AND term <= ?"
            " ORDER BY term DESC LIMIT 1",
            (segment.number, term),
        ).fetchone()
        # While segments are merged, the pages are gone that went before, but are noted there still.
        return segment.first_page if row is None else max(row[0] >> 1, segment.first_page)

    def _page_behind(self, segment: Segment, term: bytes) -> int:
        """The first page whose terms are all behind a term."""
        row = self._conn.execute(
            f"SELECT pgno FROM {self._table}_idx WHERE segid = ? AND term > ?"
            " ORDER BY term LIMIT 1",
            (segment.number, term),
        ).fetchone()
        return segment.last_page + 1 if row is None else max(row[0] >> 1, segment.first_page)

    def gather(
        self,
        segment: Segment,
        place: TermPlace,
        word: int,
        gathered: Gathered,
        held: Mapping[int, bytes] | None = None,
    ) -> None:
        """Add the doclist that begins at a place, to its end; `held` are pages read before."""
        pages = self._pages_from(segment, place.page, held or {})
        starts = [gathered.add_bytes(next(pages)[place.begin : place.end])]
        for block in pages if place.is_last else ():
            leaf = Leaf(block)
            if leaf.first_rowid and leaf.first_rowid < leaf.rest:
                starts.append(gathered.size + leaf.first_rowid - _HEADER)
            gathered.add_bytes(block[_HEADER : leaf.rest])
            if leaf.rest < leaf.end:
                break
        gathered.add_stretches(
            np.array(starts, np.int32),
            np.array([*starts[1:], gathered.size], np.int32),
            np.full(len(starts), word, np.int32),
        )

    def _pages_from(
        self, segment: Segment, page: int, held: Mapping[int, bytes]
    ) -> Iterator[bytes]:
        """The leaf pages from one to the end of the segment, more and more at a time."""
        while page in held:
            yield held[page]
            page += 1
        at_once = 2
        while page <= segment.last_page:
            last = min(page + at_once - 1, segment.last_page)
            yield from self.blocks(segment, range(page, last + 1))
            page = last + 1
            at_once = min(2 * at_once, PAGES_AT_ONCE)

    def rows_of(self, word: str) -> Numbers:
        """Where a word stands, from SQLite itself, row by row: slow, but right in any format."""
        self._conn.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{self._table}_places"
            f" USING fts5vocab(main, {self._table}, instance)"
        )
        columns = self._conn.execute(f"SELECT * FROM {self._table} LIMIT 0").description
        zones = {column[0]: index << OFFSET_BITS for index, column in enumerate(columns)}
        rows = self._conn.execute(
            f"SELECT doc, col, offset FROM temp.{self._table}_places WHERE term = ?", (word,)
        )
        positions = np.fromiter(
            (document << DOCUMENT_SHIFT | zones[zone] | offset for document, zone, offset in rows),
            np.int64,
        )
        positions.sort()
        return positions

    def words(self) -> list[str]:
        """Every word in order, from SQLite itself."""
        self._conn.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{self._table}_words"
            f" USING fts5vocab(main, {self._table}, row)"
        )
        return sorted(
            term for (term,) in self._conn.execute(f"SELECT term FROM temp.{self._table}_words")
        )

    def _block(self, number: int) -> bytes:
        row = self._conn.execute(
            f"SELECT block FROM {self._table}_data WHERE id = ?", (number,)
        ).fetchone()
        return bytes(row[0])


class Leaf:
    """One leaf page: the rest of a doclist, then terms with their doclists, then their offsets."""

    def __init__(self, block: bytes) -> None:
        """Reads where things are; `rest` is the end of the doclist that began before."""
        self._block = block
        self.first_rowid = int.from_bytes(block[:2], "big")
        self.end = int.from_bytes(block[2:4], "big")
        self.rest = _varint(block, self.end)[0] if self.end < len(block) else self.end

    def terms(self) -> Iterator[tuple[bytes, int, int]]:
        """Each term that begins here; its doclist is from the one place to before the other."""
        block, offset = self._block, 0
        begins = []
        for difference in _varints(block, self.end):
            offset += difference
            begins.append(offset)
        term = b""
        for index, (begin, end) in enumerate(zip(begins, [*begins[1:], self.end], strict=False)):
            shared = 0
            if index:
                shared = block[begin]
                begin += 1
                if shared > 0x7F:
                    shared, begin = _varint(block, begin - 1)
            length = block[begin]
            begin += 1
            if length > 0x7F:
                length, begin = _varint(block, begin - 1)
            term = term[:shared] + block[begin : begin + length]
            yield term, begin + length, end


def together(parts: Sequence[Gathered]) -> Doclists:
    """What was gathered from all segments as one."""
    begins = np.cumsum([0, *(part.size for part in parts)]).tolist()

    def joined(columns: list[list[Small]], shifts: Sequence[int]) -> Small:
        pieces = [
            piece + np.int32(shift)
            for column, shift in zip(columns, shifts, strict=True)
            for piece in column
        ]
        return np.concatenate(pieces) if pieces else np.empty(0, np.int32)

    zeros = [0] * len(parts)
    ages = [[np.zeros(len(starts), np.int32) for starts in part.starts] for part in parts]
    return Doclists(
        np.frombuffer(b"".join(chunk for part in parts for chunk in part.chunks), np.uint8),
        joined([part.starts for part in parts], begins[:-1]),
        joined([part.ends for part in parts], begins[:-1]),
        joined([part.words for part in parts], zeros),
        joined(ages, [part.age for part in parts]),
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
