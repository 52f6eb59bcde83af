"""The pairs of messages that are one email twice, and what is quoted, kept and read."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pincite.domain.documents import DocumentId
from pincite.store.connection import Store

# At which generation of the documents the pairs were last looked for.
_LOOKED_AT = "same_messages_generation"
_INSERT_QUOTED = (
    'INSERT INTO quoted_messages (id, document_id, start, "end", depth, sender, recipients,'
    " subject, sent_written, sent_local, utc_offset_minutes) VALUES (?,?,?,?,?,?,?,?,?,?,?)"
)


class QuotedRow(NamedTuple):
    """A quoted message as its table has it; offsets into its document's canonical text."""

    id: int
    document_id: int
    start: int
    end: int
    depth: int
    sender: str
    recipients: str
    subject: str
    sent_written: str | None
    sent_local: str | None
    utc_offset_minutes: int | None


class PairRow(NamedTuple):
    """Two messages found to be one; `a_quoted` and `b_quoted` are 0 for the document itself."""

    a: int
    a_quoted: int
    b: int
    b_quoted: int
    score: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two messages of a pair: a document, or what one quotes."""

    document_id: DocumentId
    quoted_id: int = 0


@dataclass(frozen=True, slots=True)
class SamePair:
    """Two messages that are the same email, how likely from 0 to 1, and why."""

    a: Side
    b: Side
    score: float
    evidence: tuple[str, ...]

    def other(self, document: int) -> Side:
        """The side that is not this document's."""
        return self.b if self.a.document_id == document else self.a


class SamePairs:
    """The pairs of a matter."""

    def __init__(self, store: Store) -> None:
        """Read and write in this store."""
        self._store = store

    def all(self) -> list[SamePair]:
        """Every pair of documents that are shown, by control number."""
        return self._where("1")

    def of_document(self, document: int) -> list[SamePair]:
        """The pairs that a document is part of, itself or by what it quotes; the likeliest first.

        Documents that are the same come before those that only quote it.
        """
        found = self._where("s.a = ? OR s.b = ?", document, document)
        return sorted(
            found,
            key=lambda pair: (pair.a.quoted_id + pair.b.quoted_id > 0, -pair.score),
        )

    def between(self, a: int, b: int) -> list[SamePair]:
        """What two documents have in common, the documents themselves before what they quote."""
        low, high = sorted((a, b))
        found = self._where("s.a = ? AND s.b = ?", low, high)
        return sorted(found, key=lambda pair: (pair.a.quoted_id > 0) + (pair.b.quoted_id > 0))

    def quoted(self, document: int) -> list[QuotedRow]:
        """The messages that a document quotes, in the order of its text."""
        rows = self._store.conn.execute(
            'SELECT id, document_id, start, "end", depth, sender, recipients, subject,'
            " sent_written, sent_local, utc_offset_minutes FROM quoted_messages"
            " WHERE document_id = ? ORDER BY start, depth",
            (document,),
        )
        return [QuotedRow(*row) for row in rows]

    @property
    def is_stale(self) -> bool:
        """Whether documents changed since the pairs were last looked for."""
        return bool(self._store.setting(_LOOKED_AT, -1) != self._store.generation())

    @property
    def was_looked_for(self) -> bool:
        """Whether the pairs were ever looked for."""
        return self._store.setting(_LOOKED_AT) is not None

    def replace(self, pairs: Iterable[PairRow], quoted: Sequence[QuotedRow]) -> None:
        """Put these in place of all pairs there were, and add what was found quoted.

        Call it within `write()`.
        """
        connection = self._store.conn
        connection.executemany(_INSERT_QUOTED, quoted)
        connection.execute("DELETE FROM same_messages")
        connection.executemany(
            "INSERT INTO same_messages VALUES (?,?,?,?,?,?)",
            ((*pair[:5], json.dumps(pair.evidence, ensure_ascii=False)) for pair in pairs),
        )
        self.looked()

    def looked(self) -> None:
        """Keep that the pairs are those of the documents as they are; call it within `write()`."""
        self._store.set_setting(_LOOKED_AT, self._store.generation())

    def _where(self, condition: str, *values: int) -> list[SamePair]:
        rows = self._store.conn.execute(
            "SELECT s.a, s.a_quoted, s.b, s.b_quoted, s.score, s.evidence FROM same_messages AS s"
            " JOIN documents AS x ON x.id = s.a JOIN documents AS y ON y.id = s.b"
            " WHERE x.copy_of IS NULL AND y.copy_of IS NULL"
            f" AND NOT x.is_retired AND NOT y.is_retired AND ({condition})"
            " ORDER BY s.a, s.b, s.a_quoted, s.b_quoted",
            values,
        )
        return [
            SamePair(Side(a, a_quoted), Side(b, b_quoted), score, tuple(json.loads(evidence)))
            for a, a_quoted, b, b_quoted, score, evidence in rows
        ]
