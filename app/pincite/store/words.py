"""The full-text index: which documents hold which words, and where.

Whatever changes the text of a document calls `put` and `take_out`: they also see to what is
recognised in it, which stands on the same words.

Only primaries are in it. Its columns are the zones in order; it is fed with finished tokens, so
SQLite's tokeniser has nothing left to decide. It keeps no text: to take a document out, it must be
given the very words that were put in.
"""

import json
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from pincite.domain.documents import CanonicalText
from pincite.domain.recognising import columns
from pincite.domain.tokens import fed
from pincite.store.connection import Store
from pincite.store.doclists import Postings
from pincite.store.matches import COSTLY_PAGES, Ids, Matches
from pincite.store.recognised import RecognisedRows
from pincite.store.segments import Gathered, Segments, together
from pincite.store.vocabulary import WORDS_AT_ONCE, Vocabulary

COLUMNS = ("sender", "recipient", "cc", "bcc", "subject", "attached", "body")
Positions = npt.NDArray[np.int64]

# From that many times the largest segment on, the index is merged into one.
MUCH_ADDED = 1.2
# So many are looked up without the vocabulary.
FEW_WORDS = 8

_COLUMN_LIST = ", ".join(COLUMNS)
_MARKS = ", ".join("?" * len(COLUMNS))


class DocumentWords:
    """Feeds and reads the full-text index of one store."""

    def __init__(self, store: Store, costly_pages: int = COSTLY_PAGES) -> None:
        """Vocabulary tables are temporary, so that a read-only matter can be read.

        Words that fill so many pages are looked for in halves.
        """
        self._store = store
        self._segments = Segments(store, "document_words")
        self._matches = Matches(store, self._segments, costly_pages)
        self.vocabulary = Vocabulary(store)
        self._recognised = RecognisedRows(store)

    def add(self, documents: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Put primaries in: id and the words of each zone, in the order of the zones.

        For processing, which puts in what it recognised itself; everything else calls `put`.
        """
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
        text = CanonicalText(row[0], tuple(json.loads(row[1])))
        (self.take_out if is_retired else self.put)(document, text)

    def put(self, document: int, text: CanonicalText) -> None:
        """Put a primary in, and what is recognised in it."""
        zones = _zones(text)
        self.add([(document, [fed(zone) if zone else "" for zone in zones])])
        self._recognised.put([(document, columns(zones))])

    def take_out(self, document: int, text: CanonicalText) -> None:
        """Take a primary out, given the text that was put in."""
        self.remove([(document, [fed(zone) if zone else "" for zone in _zones(text)])])
        self._recognised.remove(document)

    def put_off_merging(self) -> None:
        """Do not merge segments while much is added; `settle` does it then."""
        self._configure(automerge=0, crisismerge=64)

    def optimize(self) -> None:
        """Merge the index into one segment; nothing of what was taken out is left anywhere."""
        self._store.conn.execute("INSERT INTO document_words (document_words) VALUES ('optimize')")
        self.vocabulary.forget_kept()
        self._merge_as_usual()

    def settle(self) -> None:
        """Merge what was added: into one with all that was there, if it is a good part of it.

        To merge a little into a large index takes as long as to merge the whole.
        """
        structure = self._segments.structure() or b""
        pages = [segment.pages for segment in self._segments.listed(structure)]
        if sum(pages) > MUCH_ADDED * max(pages, default=0):
            self.optimize()
            return
        # So many pages at most, segments of a size with each other.
        self._configure(merge=sum(pages) + 1)
        self._merge_as_usual()

    def _merge_as_usual(self) -> None:
        # FTS5's own defaults.
        self._configure(automerge=4, crisismerge=16)

    def _configure(self, **options: int) -> None:
        for name, value in options.items():
            self._store.conn.execute(
                "INSERT INTO document_words (document_words, rank) VALUES (?, ?)", (name, value)
            )

    def matching(self, expression: str) -> Ids:
        """The documents that an FTS5 expression matches, in no order to rely on."""
        return self._matches.matching(expression)

    def is_in_few(self, word: str, most: int) -> bool:
        """Whether a word stands in at most so many documents; quick however many there are."""
        rows = self._store.conn.execute(
            "SELECT rowid FROM document_words WHERE document_words MATCH ? LIMIT ?",
            (f'"{word}"', most + 1),
        ).fetchall()
        return len(rows) <= most

    def occurrences(self, word: str) -> int:
        """How often a word stands in all documents together."""
        self._store.conn.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_counts"
            " USING fts5vocab(main, document_words, row)"
        )
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

    def mark(
        self,
        words: Sequence[str],
        mask: npt.NDArray[np.bool_],
        checkpoint: Callable[[], None] = lambda: None,
    ) -> None:
        """Mark the documents that hold any of these words, however many they are.

        `checkpoint` is called now and then; what it raises ends this.
        """
        for first in range(0, len(words), WORDS_AT_ONCE):
            checkpoint()
            self.postings(words[first : first + WORDS_AT_ONCE]).mark(mask)


def _zones(text: CanonicalText) -> list[str]:
    bounds = text.bounds
    return [text.text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
