"""Reads documents: rows for lists, texts, pages, families and threads."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import cast

from pincite.domain.documents import CanonicalText, DocumentId, Kind
from pincite.domain.numbers import (
    BatesNumber,
    bates_range,
    control_number,
    parse_control_number,
)
from pincite.domain.pages import PageLayout, decode_words
from pincite.errors import AmbiguousNumber, UnknownDocument
from pincite.store.connection import Store

# SQLite's oldest limit for variables in one statement.
_BLOCK = 900


@dataclass(frozen=True, slots=True)
class Document:
    """One document as the database knows it; see the table for units and meanings."""

    id: DocumentId
    family_id: DocumentId
    parent_id: DocumentId | None
    kind: Kind
    type: str
    file_id: int
    offset_bytes: int
    length_bytes: int
    is_stored: bool
    sha256: str
    size_bytes: int
    filename: str
    media_type: str
    copy_of: DocumentId | None
    thread_id: int | None
    message_id: str | None
    refs: str | None
    sent_written: str | None
    sent_local: str | None
    utc_offset_minutes: int | None
    sent_utc: str | None
    sort_key: int
    sender: str
    recipients: str
    subject: str
    page_count: int | None
    bates_begin: str | None
    bates_end: str | None
    attachment_count: int
    given_date: str | None
    given_title: str | None
    given_author: str | None
    printed_in: DocumentId | None
    is_retired: bool

    @property
    def title(self) -> str:
        """What the document is called: as given by a reviewer, its subject, or its file name."""
        return self.given_title or self.subject or self.filename or "(no subject)"

    @property
    def date(self) -> str | None:
        """Its date as ISO 8601 local time: as given by a reviewer, or as sent."""
        return self.given_date or self.sent_local

    @property
    def author(self) -> str:
        """Who wrote it: as given by a reviewer, or the sender."""
        return self.given_author or self.sender

    @property
    def bates(self) -> str | None:
        """Its Bates numbers as a range, or None."""
        return bates_range(self.bates_begin, self.bates_end) if self.bates_begin else None


_COLUMNS = ", ".join(f"documents.{field.name}" for field in fields(Document))


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a paged document: `number` from 1, `source_page` from 0, its text half-open."""

    number: int
    source_page: int
    width_pt: float
    height_pt: float
    text_start: int
    text_end: int
    bates: str | None


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of unique documents, with the copies folded under them beside."""

    documents: int
    messages: int
    copies: int
    pages: int
    coded: int
    exceptions: int


class Documents:
    """The documents of a matter, for reading."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store

    @property
    def prefix(self) -> str:
        """The matter's own prefix of control numbers."""
        return cast(str, self._store.setting("prefix", "REV"))

    def control(self, document: int) -> str:
        """The control number of a document."""
        return control_number(self.prefix, document)

    def get(self, document: int) -> Document:
        """One document.

        Raises:
            UnknownDocument: There is none with that number.
        """
        for found in self.rows([document]):
            return found
        raise UnknownDocument(f"There is no document {self.control(document)}.")

    def rows(self, ids: Sequence[int]) -> list[Document]:
        """These documents in this order; ids that are not there are left out."""
        found: dict[int, Document] = {}
        for block in _blocks(ids):
            marks = ",".join("?" * len(block))
            for row in self._store.conn.execute(
                f"SELECT {_COLUMNS} FROM documents WHERE id IN ({marks})", block
            ):
                found[row[0]] = _document(row)
        return [found[int(id_)] for id_ in ids if int(id_) in found]

    def text(self, document: int) -> CanonicalText:
        """The canonical text of a document.

        Raises:
            UnknownDocument: There is none with that number.
        """
        row = self._store.conn.execute(
            "SELECT text, bounds FROM texts WHERE document_id = ?", (document,)
        ).fetchone()
        if row is None:
            raise UnknownDocument(f"There is no document {self.control(document)}.")
        return CanonicalText(row[0], tuple(json.loads(row[1])))

    def pages(self, document: int) -> list[Page]:
        """The pages of a paged document in order; empty for one without its own pages."""
        rows = self._store.conn.execute(
            "SELECT number, source_page, width_pt, height_pt, text_start, text_end, bates"
            " FROM pages WHERE document_id = ? ORDER BY number",
            (document,),
        )
        return [Page(*row) for row in rows]

    def document_numbers(self, document: int) -> dict[int, str]:
        """The document number that a release stamped on pages, by page number: `C05739592`."""
        rows = self._store.conn.execute(
            "SELECT number, document_number FROM pages"
            " WHERE document_id = ? AND document_number IS NOT NULL ORDER BY number",
            (document,),
        )
        return dict(rows.fetchall())

    def layouts(self, document: int) -> tuple[PageLayout, ...]:
        """Where the words of each page of a paged document lie."""
        rows = self._store.conn.execute(
            "SELECT width_pt, height_pt, words FROM pages WHERE document_id = ? ORDER BY number",
            (document,),
        )
        return tuple(PageLayout(row[0], row[1], decode_words(row[2])) for row in rows)

    def family(self, document: int) -> list[Document]:
        """The whole family of a document, parent first, in order of control number."""
        return self._where(
            "family_id = (SELECT family_id FROM documents WHERE id = ?1)"
            " AND (NOT is_retired OR id = ?1) ORDER BY id",
            (document,),
        )

    def attachments(self, document: int) -> list[Document]:
        """What is directly attached to a document."""
        return self._where("parent_id = ? AND NOT is_retired ORDER BY id", (document,))

    def copies(self, document: int) -> list[Document]:
        """The copies folded under a document."""
        return self._where("copy_of = ? AND NOT is_retired ORDER BY id", (document,))

    def thread(self, document: int) -> list[Document]:
        """The messages of a document's thread by date, unique ones only; itself if in none."""
        return self._where(
            "thread_id = (SELECT thread_id FROM documents WHERE id ="
            "   (SELECT family_id FROM documents WHERE id = ?))"
            " AND copy_of IS NULL AND NOT is_retired AND parent_id IS NULL ORDER BY sort_key, id",
            (document,),
        )

    def resolve(self, number: str) -> DocumentId:
        """The document that a control number or a Bates number names.

        Raises:
            UnknownDocument: It names none.
            AmbiguousNumber: It could name several, which the error lists.
        """
        found = self.candidates(number)
        if not found:
            raise UnknownDocument(
                f"There is no document {number.strip()}.",
                "No control number and no Bates number of this matter is like that.",
                f"Write a control number such as {self.control(1)}, or a Bates number.",
            )
        if len(found) > 1:
            listed = ", ".join(self.control(id_) for id_ in found[:8])
            raise AmbiguousNumber(
                f"{number.strip()} could be {len(found)} documents.",
                f"They are {listed}{' …' if len(found) > 8 else ''}.",
                "Write the control number of the one you mean.",
            )
        return found[0]

    def candidates(self, number: str) -> list[DocumentId]:
        """Every unique document that a control, Bates or document number could name."""
        own = parse_control_number(self.prefix, number)
        if own is not None:
            return [own] if self.rows([own]) else []
        bates = BatesNumber.parse(number.strip())
        if bates is None:
            return []
        rows = self._store.conn.execute(
            "SELECT DISTINCT document_id, bates FROM pages JOIN documents ON id = document_id"
            " WHERE bates LIKE ?1 AND copy_of IS NULL AND NOT is_retired UNION"
            " SELECT document_id, document_number FROM pages JOIN documents ON id = document_id"
            " WHERE document_number LIKE ?1 AND copy_of IS NULL AND NOT is_retired ORDER BY 1",
            (f"%{bates.value}",),
        )
        # A page may bear the same as its Bates number and as its document's.
        found = [
            id_
            for id_, text in rows
            if (page := BatesNumber.parse(text)) is not None
            and page.value == bates.value
            and bates.series in ("", page.series)
        ]
        return list(dict.fromkeys(found))

    def totals(self) -> Totals:
        """The counts that the window's status bar and the command line show."""
        row = self._store.conn.execute(
            "SELECT count(*) FILTER (WHERE copy_of IS NULL),"
            " count(*) FILTER (WHERE copy_of IS NULL AND kind = 'message'),"
            " count(*) FILTER (WHERE copy_of IS NOT NULL),"
            " coalesce(sum(page_count) FILTER (WHERE copy_of IS NULL AND printed_in IS NULL), 0)"
            # Two messages may share a page, and a page may be no document.
            " + (SELECT count(*) FROM (SELECT printed_in, source_page FROM pages"
            "    JOIN documents AS d ON d.id = document_id"
            "    WHERE printed_in IS NOT NULL AND copy_of IS NULL AND NOT is_retired"
            "    UNION SELECT printed_in, source_page FROM not_documents)),"
            " (SELECT count(*) FROM codings WHERE responsive IS NOT NULL),"
            " (SELECT count(*) FROM exceptions)"
            " FROM documents WHERE NOT is_retired"
        ).fetchone()
        return Totals(*row)

    def all_ids(self) -> list[DocumentId]:
        """Every document, copies too, in order of control number."""
        return [
            row[0]
            for row in self._store.conn.execute(
                "SELECT id FROM documents WHERE NOT is_retired ORDER BY id"
            )
        ]

    def _where(self, condition: str, values: tuple[int, ...]) -> list[Document]:
        rows = self._store.conn.execute(
            f"SELECT {_COLUMNS} FROM documents WHERE {condition}", values
        )
        return [_document(row) for row in rows]


def _document(row: sqlite3.Row) -> Document:
    values = list(row)
    values[3] = Kind(values[3])
    values[8] = bool(values[8])
    values[-1] = bool(values[-1])
    return Document(*values)


def _blocks(ids: Sequence[int]) -> Iterable[list[int]]:
    plain = [int(id_) for id_ in ids]
    return (plain[start : start + _BLOCK] for start in range(0, len(plain), _BLOCK))
