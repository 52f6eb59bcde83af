"""The full-text index: which documents hold which words, and where.

Only primaries are in it. Its columns are the zones in order; it is fed with finished tokens, so
SQLite's tokeniser has nothing left to decide. It keeps no text: to take a document out, it must be
given the very words that were put in.
"""

import json
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from pincite.domain.tokens import fed
from pincite.store.connection import Store
from pincite.store.doclists import DOCUMENT_SHIFT, OFFSET_BITS, Postings
from pincite.store.segments import Gathered, Segments, together
from pincite.store.vocabulary import WORDS_AT_ONCE, Vocabulary

COLUMNS = ("sender", "recipient", "cc", "bcc", "subject", "attached", "body")
Ids = npt.NDArray[np.int64]
Positions = npt.NDArray[np.int64]

# So many are looked up without the vocabulary.
FEW_WORDS = 8

_COLUMN_LIST = ", ".join(COLUMNS)
_MARKS = ", ".join("?" * len(COLUMNS))


class DocumentWords:
    """Feeds and reads the full-text index of one store."""

    def __init__(self, store: Store) -> None:
        """Vocabulary tables are temporary, so that a read-only matter can be read."""
        self._store = store
        self._segments = Segments(store, "document_words")
        self.vocabulary = Vocabulary(store, self._segments, self.rows_of)
        self._has_vocabulary = False

    def add(self, documents: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Put primaries in: id and the words of each zone, in the order of the zones."""
        self._store.conn.executemany(
            f"INSERT INTO document_words (rowid, {_COLUMN_LIST}) VALUES (?, {_MARKS})",
            ((document, *zones) for document, zones in documents),
        )

    def remove(self, documents: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Take primaries out, given the very words that were put in."""
        self._store.conn.executemany(
            f"INSERT INTO document_words (document_words, rowid, {_COLUMN_LIST})"
            f" VALUES ('delete', ?, {_MARKS})",
            ((document, *zones) for document, zones in documents),
        )

    def follow(self, document: int, *, is_retired: bool) -> None:
        """Take a primary out of the index when it is retired, put it in when it is so no more."""
        row = self._store.conn.execute(
            "SELECT text, bounds FROM texts JOIN documents ON id = document_id"
            " WHERE id = ? AND copy_of IS NULL",
            (document,),
        ).fetchone()
        if row is None:
            return
        bounds = json.loads(row[1])
        zones = [
            fed(row[0][start:end]) for start, end in zip(bounds[::2], bounds[1::2], strict=True)
        ]
        (self.remove if is_retired else self.add)([(document, zones)])

    def put_off_merging(self) -> None:
        """Do not merge segments while much is added; `optimize` merges them all."""
        self._configure(automerge=0, crisismerge=64)

    def optimize(self) -> None:
        """Merge the index into one segment; worth it after much was added."""
        self._store.conn.execute("INSERT INTO document_words (document_words) VALUES ('optimize')")
        # FTS5's own defaults.
        self._configure(automerge=4, crisismerge=16)

    def _configure(self, **options: int) -> None:
        for name, value in options.items():
            self._store.conn.execute(
                "INSERT INTO document_words (document_words, rank) VALUES (?, ?)", (name, value)
            )

    def matching(self, expression: str) -> Ids:
        """The documents that an FTS5 expression matches, in no order to rely on."""
        row = self._store.conn.execute(
            "SELECT group_concat(rowid) FROM document_words WHERE document_words MATCH ?",
            (expression,),
        ).fetchone()
        if row[0] is None:
            return np.empty(0, np.int64)
        return np.fromstring(row[0], np.int64, sep=",")

    def occurrences(self, word: str) -> int:
        """How often a word stands in all documents together."""
        self._make_vocabulary()
        row = self._store.conn.execute(
            "SELECT cnt FROM temp.word_counts WHERE term = ?", (word,)
        ).fetchone()
        return 0 if row is None else int(row[0])

    def positions(self, word: str) -> Positions:
        """Where a word stands, in order: document, zone and offset as one number."""
        return self.postings([word]).positions()

    def postings(self, words: Sequence[str]) -> Postings:
        """Where any of these words stands; each is named once."""
        if len(words) > FEW_WORDS:
            return self.vocabulary.postings(words)
        with self._store.read():
            structure = self._segments.structure()
            if structure is None:
                return self.vocabulary.postings(words)
            parts = []
            for age, segment in enumerate(self._segments.listed(structure)):
                gathered = Gathered(age)
                for number, word in enumerate(words):
                    place = self._segments.place(segment, word)
                    if place is not None:
                        self._segments.gather(segment, place, number, gathered)
                parts.append(gathered)
            return together(parts)

    def mark(self, words: Sequence[str], mask: npt.NDArray[np.bool_]) -> None:
        """Mark the documents that hold any of these words, however many they are."""
        for first in range(0, len(words), WORDS_AT_ONCE):
            self.postings(words[first : first + WORDS_AT_ONCE]).mark(mask)

    def rows_of(self, word: str) -> Positions:
        """Where a word stands, from SQLite itself, row by row: slow, but right in any format."""
        self._make_vocabulary()
        zones = {name: index << OFFSET_BITS for index, name in enumerate(COLUMNS)}
        rows = self._store.conn.execute(
            "SELECT doc, col, offset FROM temp.word_places WHERE term = ?", (word,)
        )
        positions = np.fromiter(
            (
                document << DOCUMENT_SHIFT | zones[column] | offset
                for document, column, offset in rows
            ),
            np.int64,
        )
        positions.sort()
        return positions

    def _make_vocabulary(self) -> None:
        if self._has_vocabulary:
            return
        for name, kind in (("word_counts", "row"), ("word_places", "instance")):
            self._store.conn.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name}"
                f" USING fts5vocab(main, document_words, {kind})"
            )
        self._has_vocabulary = True
