"""Takes in what processing read: documents, texts, words, people, threads and copies, at once."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from pincite.domain.documents import FileId
from pincite.domain.recognising import Columns
from pincite.store.connection import Store
from pincite.store.copies import Copies
from pincite.store.incoming import (
    IncomingDocument,
    IncomingFamily,
    IncomingPage,
    IncomingSlice,
)
from pincite.store.number_runs import INSERT_RUN, NumberRun, PrintedNumbers, runs_of
from pincite.store.ocr import INSERT_OCR_PAGE
from pincite.store.page_marks import INSERT_PAGE_MARK
from pincite.store.people import People
from pincite.store.quoted import INSERT_QUOTED
from pincite.store.recognised import RecognisedRows
from pincite.store.redactions import INSERT_REDACTION
from pincite.store.threads import Threads
from pincite.store.words import DocumentWords

# About 64 MiB, and SQLite's own default.
_CHECKPOINT_PAGES = 16_000
_USUAL_CHECKPOINT_PAGES = 1_000
_FIRST, _LAST = 1, IncomingDocument._fields.index("zones")
_COLUMNS = (
    "id, family_id, parent_id, file_id, copy_of, thread_id, printed_in, "
    + ", ".join(IncomingDocument._fields[_FIRST:_LAST])
)  # fmt: skip
_INSERT_DOCUMENT = (
    f"INSERT INTO documents ({_COLUMNS}) VALUES ({','.join('?' * (7 + _LAST - _FIRST))})"
)
_PAGE_COLUMNS = IncomingPage._fields.index("redactions")
_INSERT_PAGE = (
    "INSERT INTO pages (document_id, number, source_page, width_pt, height_pt, text_start,"
    " text_end, bates, words, withheld_share, bates_confidence,"
    " ocr_confidence, document_number, y0_pt, y1_pt) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)


@dataclass(slots=True)
class _Rows:
    """The rows of one batch, gathered so that each table is written once."""

    documents: list[tuple[object, ...]] = field(default_factory=list)
    texts: list[tuple[int, str, str]] = field(default_factory=list)
    words: list[tuple[int, Sequence[str]]] = field(default_factory=list)
    recognised: list[tuple[int, Columns]] = field(default_factory=list)
    pages: list[tuple[object, ...]] = field(default_factory=list)
    redactions: list[tuple[object, ...]] = field(default_factory=list)
    marks: list[tuple[object, ...]] = field(default_factory=list)
    people: list[tuple[int, str, int]] = field(default_factory=list)
    boundaries: list[tuple[object, ...]] = field(default_factory=list)
    quoted: list[tuple[object, ...]] = field(default_factory=list)
    not_documents: list[tuple[object, ...]] = field(default_factory=list)
    exceptions: list[tuple[object, ...]] = field(default_factory=list)
    ocr: list[tuple[object, ...]] = field(default_factory=list)
    runs: list[NumberRun] = field(default_factory=list)


class _Place(NamedTuple):
    """Where a family goes: its first number, its primary, its thread, what it was printed in."""

    file_id: int
    top: int
    primary: int | None
    thread: int
    printed_in: int | None


@dataclass(slots=True)
class Taken:
    """What a batch brought: documents with copies, of these messages, attachments and copies."""

    documents: int = 0
    messages: int = 0
    attachments: int = 0
    pages: int = 0
    duplicates: int = 0
    exceptions: int = 0

    def add(self, other: "Taken") -> None:
        """Count another batch in."""
        self.documents += other.documents
        self.messages += other.messages
        self.attachments += other.attachments
        self.pages += other.pages
        self.duplicates += other.duplicates
        self.exceptions += other.exceptions


class Intake:
    """Writes what processing read, in order; one for each run."""

    def __init__(self, store: Store) -> None:
        """Write to this store."""
        self._store = store
        self._people = People(store)
        self._threads = Threads(store)
        self._copies = Copies(store)
        self._words = DocumentWords(store)
        self._recognised = RecognisedRows(store)

    def begin(self) -> None:
        """Set the database up for much writing; `settle` sets it back.

        Checkpoints and merges are put off. What a crash may then take is the last moment's
        documents, which `resume` reads again: the database itself is whole whatever happens.
        """
        self._store.conn.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
        self._words.put_off_merging()

    def take(self, slices: Sequence[IncomingSlice]) -> Taken:
        """Write everything of these slices in one transaction, and how far their files are read."""
        taken = Taken()
        try:
            with self._unsynced(), self._store.write():
                first = number = int(self._store.setting("next_number", 1))
                tops: list[tuple[int, IncomingFamily]] = []
                for family in (family for piece in slices for family in piece.families):
                    tops.append((number, family))
                    number += len(family.documents)
                rows = self._rows(slices, tops, taken)
                self._insert(rows)
                self._settle(slices)
                if number > first:
                    self._store.set_setting("next_number", number)
                    self._store.documents_changed()
        except BaseException:
            # What was rolled back may be known here as if it were there.
            self._people.forget()
            raise
        return taken

    @contextmanager
    def _unsynced(self) -> Iterator[None]:
        """Do not wait for the disk: only a reviewer's decisions, on this connection too, do."""
        connection = self._store.conn
        if connection.in_transaction:
            yield
            return
        connection.execute("PRAGMA synchronous = NORMAL")
        try:
            yield
        finally:
            connection.execute("PRAGMA synchronous = FULL")

    def _rows(
        self,
        slices: Sequence[IncomingSlice],
        tops: Sequence[tuple[int, IncomingFamily]],
        taken: Taken,
    ) -> "_Rows":
        """The rows of a batch whose families have their numbers."""
        rows = _Rows()
        threads = self._threads.of(
            [
                (top, family.documents[0].message_id, family.documents[0].refs)
                for top, family in tops
            ]
        )
        primaries = self._copies.among(
            [
                (
                    top,
                    len(family.documents),
                    # Everything that was printed in one file has that file's bytes.
                    f"printed {top}" if family.is_printed else family.documents[0].sha256,
                    family.documents[0].content_key,
                )
                for top, family in tops
            ]
        )
        numbered = iter(tops)
        for piece in slices:
            release = None
            for _ in piece.families:
                top, family = next(numbered)
                primary = primaries.get(top)
                release = release if family.is_printed else top
                printed_in = release if family.is_printed else None
                place = _Place(piece.file_id, top, primary, threads[top], printed_in)
                self._gather(family, place, rows)
                _count(family.documents, primary, taken)
            rows.exceptions += [(piece.file_id, None, *found[1:]) for found in piece.exceptions]
        taken.exceptions = len(rows.exceptions)
        return rows

    def add_printed(
        self, printed_in: int, file_id: FileId, families: Sequence[IncomingFamily]
    ) -> list[int]:
        """Add what a document was un-printed into, retired as yet; the numbers of its families.

        Call it within `write()`; a decision brings them to life.
        """
        rows, numbers = _Rows(), []
        number = int(self._store.setting("next_number", 1))
        for family in families:
            retired = [document._replace(is_retired=True) for document in family.documents]
            place = _Place(file_id, number, None, number, printed_in)
            self._gather(family._replace(documents=tuple(retired)), place, rows)
            numbers.append(number)
            number += len(retired)
        self._insert(rows)
        self._store.set_setting("next_number", number)
        return numbers

    def _gather(self, family: IncomingFamily, place: _Place, rows: "_Rows") -> None:
        """The rows of one family."""
        file_id, top, primary, thread, printed_in = place
        for index, document in enumerate(family.documents):
            self._gather_document(document, top + index, rows)
            rows.documents.append(
                (
                    top + index,
                    top,
                    top + document.parent if document.parent >= 0 else None,
                    file_id,
                    primary + index if primary else None,
                    thread if index == 0 else None,
                    printed_in,
                    *document[_FIRST:_LAST],
                )
            )
            if not primary and not document.is_retired:
                rows.words.append((top + index, document.words))
                rows.recognised.append((top + index, document.recognised))
        for found in family.exceptions:
            target = top + found.document if found.document >= 0 else None
            rows.exceptions.append((file_id, target, *found[1:]))
        rows.not_documents += [(top, *found) for found in family.not_documents]

    def _gather_document(self, document: IncomingDocument, number: int, rows: "_Rows") -> None:
        """The rows that hang on a document."""
        rows.texts.append((number, "\n".join(document.zones), document.bounds))
        if document.pages or document.bates_begin:
            printed = [(page.bates, page.document_number) for page in document.pages]
            ends = (document.bates_begin, document.bates_end)
            rows.runs += runs_of(number, PrintedNumbers(printed, *ends))
        if document.pages:
            rows.pages += [
                (number, *page[:_PAGE_COLUMNS], page.y0_pt, page.y1_pt) for page in document.pages
            ]
            rows.redactions += [
                (number, page.source_page, *redaction)
                for page in document.pages
                for redaction in page.redactions
            ]
            rows.marks += [
                (number, page.source_page, *mark) for page in document.pages for mark in page.marks
            ]
        rows.ocr += [(number, *page) for page in document.ocr]
        if document.people:
            rows.people += [
                (number, role, self._people.id_of(name, address))
                for role, name, address in document.people
            ]
        if document.boundary:
            rows.boundaries.append((number, *document.boundary))
        rows.quoted += [(number, *quoted) for quoted in document.quoted]

    def _insert(self, rows: _Rows) -> None:
        connection = self._store.conn
        connection.executemany(_INSERT_DOCUMENT, rows.documents)
        connection.executemany("INSERT INTO texts VALUES (?,?,?)", rows.texts)
        self._words.add(rows.words)
        self._recognised.put(rows.recognised)
        connection.executemany(_INSERT_PAGE, rows.pages)
        connection.executemany(INSERT_REDACTION, rows.redactions)
        connection.executemany(INSERT_RUN, rows.runs)
        connection.executemany(INSERT_OCR_PAGE, rows.ocr)
        connection.executemany(INSERT_PAGE_MARK, rows.marks)
        connection.executemany("INSERT OR IGNORE INTO document_people VALUES (?,?,?)", rows.people)
        connection.executemany("INSERT INTO boundaries VALUES (?,?,?,?)", rows.boundaries)
        connection.executemany(INSERT_QUOTED, rows.quoted)
        connection.executemany(
            "INSERT INTO not_documents (printed_in, source_page, kind, reasons) VALUES (?,?,?,?)",
            rows.not_documents,
        )
        connection.executemany(
            "INSERT INTO exceptions (file_id, document_id, path, reason, message, remedy)"
            " VALUES (?,?,?,?,?,?)",
            rows.exceptions,
        )

    def _settle(self, slices: Iterable[IncomingSlice]) -> None:
        """Record how far each file is read."""
        states: list[tuple[object, ...]] = []
        for piece in slices:
            if piece.is_unchanged:
                self._settle_unchanged(piece)
                continue
            state = "done" if piece.is_last else "pending"
            states.append((state, piece.done, piece.sha256, piece.container, piece.file_id))
        self._store.conn.executemany(
            "UPDATE files SET state = ?, done_bytes = ?, sha256 = ?, container = ? WHERE id = ?",
            states,
        )

    def _settle_unchanged(self, piece: IncomingSlice) -> None:
        """Fold a file that was only touched into the one that was read before."""
        self._store.conn.execute(
            "UPDATE files AS old SET modified_ns = new.modified_ns FROM files AS new"
            " JOIN sources ON sources.id = new.source_id"
            " WHERE new.id = ? AND old.sha256 = ? AND old.id <> new.id"
            " AND old.size_bytes = new.size_bytes AND old.path = new.path"
            " AND old.source_id = new.source_id",
            (piece.file_id, piece.sha256),
        )
        self._store.conn.execute("DELETE FROM files WHERE id = ?", (piece.file_id,))

    def settle(self) -> None:
        """Merge the index as far as it is worth it, which makes searching fast."""
        with self._store.write():
            self._words.settle()
        self._store.conn.execute(f"PRAGMA wal_autocheckpoint = {_USUAL_CHECKPOINT_PAGES}")
        self._store.conn.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _count(documents: Sequence[IncomingDocument], primary: int | None, taken: Taken) -> None:
    documents = [document for document in documents if not document.is_retired]
    if not documents:
        return
    taken.documents += len(documents)
    taken.messages += documents[0].kind == "message"
    taken.attachments += len(documents) - 1
    taken.pages += sum(document.page_count or 0 for document in documents)
    if primary:
        taken.duplicates += len(documents)
