"""Un-prints PDFs on request, takes it back, and repairs what was divided wrongly."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pincite.domain.documents import FileId
from pincite.domain.ocr import LOOK
from pincite.domain.releases import Preset, Release, Segment, SegmentKind
from pincite.errors import DecisionError
from pincite.jobs.control import Control
from pincite.jobs.pool import WorkerPool
from pincite.processing.header_edits import HEADER_ROLES, HeaderEdits
from pincite.processing.printed import BY_REVIEWER, PrintedFile, families_of
from pincite.processing.printed_files import PrintedFiles
from pincite.processing.release.segments import divide, segment_between
from pincite.processing.release_families import Piece, ReleaseFamilies
from pincite.processing.repairs import Succession
from pincite.store.changed import Changed
from pincite.store.connection import Store
from pincite.store.documents import Document, Documents
from pincite.store.incoming import IncomingFamily, NotDocument
from pincite.store.intake import Intake
from pincite.store.journal import Change, Journal
from pincite.store.releases import StoredReleases

DIVIDE_TIMEOUT_S = 300.0


def divided(file: PrintedFile, preset: Preset) -> Release:
    """A file divided; for a worker."""
    return divide(file.printed_pages(), file.text, preset)


class Releases(StoredReleases):
    """The releases of a matter, and every decision about how they are divided."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        pool: Callable[[], WorkerPool],
        settle: Callable[[], object] = lambda: None,
    ) -> None:
        """Decide through the journal; `pool` gives the workers that divide long files.

        `settle` is called when documents were made: what is decided for all of them holds for them.
        """
        super().__init__(store)
        self._journal = journal
        self._pool = pool
        self._settle = settle
        self._documents = Documents(store)
        self._files = PrintedFiles(store)
        self._families = ReleaseFamilies(store)
        self._succession = Succession(store)

    def unprint(self, document: int, preset: Preset = Preset.FREE) -> Changed:
        """Divide a PDF into the documents that were printed in it.

        Raises:
            DecisionError: It is no paged PDF, is divided already, or has no text to divide by.
        """
        row = self._documents.get(document)
        if row.type != "pdf" or not row.page_count or row.parent_id or row.printed_in:
            raise DecisionError(
                f"{self._named(document)} cannot be un-printed.",
                "Only a PDF with pages that came by itself can be.",
            )
        if row.is_retired:
            raise DecisionError(f"{self._named(document)} is un-printed already.")
        if self._has_unread_pages(document):
            raise DecisionError(
                f"{self._named(document)} cannot be un-printed yet.",
                "Its scanned pages are still to be read.",
                "Let them be read first (OCR).",
            )
        file = self._files.of(row)
        return self._settled(self._put_in_place(row, file, self._divided(file, preset)))

    def unprint_clear(self, documents: Sequence[int], control: Control | None = None) -> int:
        """Divide those PDFs that clearly are printed mail, after OCR; how many there were.

        Raises:
            Cancelled: Somebody stopped it.
        """
        control = control or Control()
        count = 0
        for index, document in enumerate(documents):
            control.step(index, len(documents), "Un-printing what was read")
            row = self._documents.get(document)
            is_whole = not row.is_retired and not row.parent_id and not row.printed_in
            if row.type != "pdf" or not is_whole or self._has_unread_pages(document):
                continue
            file = self._files.of(row)
            release = self._divided(file, Preset.FREE)
            if release.is_printed_mail:
                count += bool(self._settled(self._put_in_place(row, file, release)))
        return count

    def _divided(self, file: PrintedFile, preset: Preset) -> Release:
        return self._pool().call(DIVIDE_TIMEOUT_S, divided, file, preset)

    def _has_unread_pages(self, document: int) -> bool:
        row = self._store.conn.execute(
            "SELECT EXISTS (SELECT 1 FROM ocr_pages WHERE document_id = ? AND state = 'pending'"
            " AND reason <> ?)",
            (document, LOOK),
        ).fetchone()
        return bool(row[0])

    def _put_in_place(self, row: Document, file: PrintedFile, release: Release) -> Changed:
        """Put what a PDF was divided into in its place."""
        document = row.id
        families, not_documents = families_of(file, release.segments)
        if not families:
            raise DecisionError(
                f"{self._named(document)} cannot be un-printed.",
                "No printed message was found in it.",
                "Say how it is divided: each email on a new page, by bookmarks, or by hand.",
            )
        with self._store.write():
            successors = self._added(row.id, row, families)
            changes = self._succession.changes([row.id], self._all_of(successors))
            changes += self._said_not(row.id, not_documents)
            count = len(self._all_of(successors))
            summary = f"Un-print {self._named(document)} into {count:,} documents"
            return self._decided("un-print", summary, changes, count)

    def take_back(self, document: int) -> Changed:
        """Make a PDF one document again; `document` is the PDF or a document printed in it.

        Raises:
            DecisionError: It is not un-printed, or one of its documents is an exhibit.
        """
        row = self._documents.get(document)
        container = row.printed_in or row.id
        if not self._documents.get(container).is_retired:
            raise DecisionError(f"{self._named(document)} is not un-printed.")
        # All of them may since have been said to be no documents.
        pieces = self.divided(container)
        with self._store.write():
            changes = self._succession.changes(pieces, [container])
            changes += self._said_not(container, ())
            summary = f"Take the un-printing of {self._named(container)} back"
            changed = self._decided("un-print", summary, changes, len(pieces))
        return self._settled(changed)

    def split(self, document: int, page_number: int, y_pt: float) -> Changed:
        """Make two documents of one, parted at a height of one of its pages (from 1).

        The first part keeps the kind; the second is a message unless the document is none. `id` of
        the answer is the second part.

        Raises:
            DecisionError: One part would be empty, or the document is an exhibit.
        """
        piece = self._piece(document)
        pages = self.regions(document)
        if not 1 <= page_number <= len(pages):
            raise DecisionError(f"{self._named(document)} has no page {page_number}.")
        at = (pages[page_number - 1].source_page, max(0.0, y_pt))
        if not piece.start < at < piece.end:
            raise DecisionError(
                f"{self._named(document)} cannot be split there.", "One part would be empty."
            )
        first = self._between(piece.document, piece.start, at, piece.kind)
        second = self._between(piece.document, at, piece.end, piece.kind)
        changed = self._replaced([piece], [first, second], f"Split {self._named(document)} in two")
        return self._settled(changed)

    def join_previous(self, document: int) -> Changed:
        """Make one document of this one and the one before it on the pages.

        Raises:
            DecisionError: There is none before it, or one of them is an exhibit.
        """
        piece = self._piece(document)
        boundary = self.of_document(document)
        if boundary is None or boundary.previous is None:
            raise DecisionError(f"There is nothing before {self._named(document)} in its release.")
        previous = self._piece(boundary.previous)
        joined = self._between(piece.document, previous.start, piece.end, previous.kind)
        summary = f"Join {self._named(document)} with {self._named(previous.document.id)}"
        changed = self._replaced([previous, piece], [joined], summary)
        return self._settled(changed)

    def set_kind(self, document: int, kind: SegmentKind) -> Changed:
        """Say what a document of a release is: a message, an attachment, a file, or none.

        An attachment belongs to the nearest message before it.

        Raises:
            DecisionError: There is no message before it, or it is an exhibit.
        """
        piece = self._piece(document)
        if kind is piece.kind:
            return Changed()
        named = self._named(document)
        if kind is SegmentKind.NOT_A_DOCUMENT:
            return self._made_none(piece, f"Say that {named} is not a document")
        segment = self._between(piece.document, piece.start, piece.end, kind)
        changed = self._replaced([piece], [segment], f"Say that {named} is a {kind.value}")
        return self._settled(changed)

    def edit_header(self, document: int, values: Mapping[str, str]) -> Changed:
        """Correct fields of a printed header as data, by role; the pages and the text stay.

        However many they are, they are one decision, taken back at once.

        Raises:
            DecisionError: There is no such field, or the date cannot be read; nothing is changed.
        """
        row = self._piece(document).document
        with self._store.write():
            changes = HeaderEdits(self._store).changes(row, values)
            fields = ", ".join(f"“{role}”" for role in HEADER_ROLES if role in values)
            summary = f"Correct {fields} of {self._named(document)}"
            return self._decided("edit header", summary, changes)

    def confirm(self, document: int) -> Changed:
        """Say that a document starts where it was found to start."""
        self._piece(document)
        boundary = self.of_document(document)
        if boundary is None or boundary.is_confirmed:
            return Changed()
        change = Change(
            "boundaries", {"document_id": document}, {"is_confirmed": 0}, {"is_confirmed": 1}
        )
        summary = f"Confirm where {self._named(document)} starts"
        return Changed.by(self._journal.apply("confirm boundary", summary, [change]))

    def _settled(self, changed: Changed) -> Changed:
        self._settle()
        return changed

    def _decided(self, action: str, summary: str, changes: list[Change], count: int = 1) -> Changed:
        entry = self._journal.apply(action, summary, changes)
        self._store.documents_changed()
        return Changed.by(entry, count)

    def _replaced(self, old: Sequence[Piece], segments: Sequence[Segment], summary: str) -> Changed:
        """Put documents in the place of others; attachments follow the last message before them."""
        container = self._documents.get(old[0].document.printed_in or 0)
        file = self._files.of(container)
        retired = [piece.document.id for piece in old]
        with self._store.write():
            new = []
            for segment in segments:
                alone = replace(segment, kind=SegmentKind.FILE)
                is_message = segment.kind is SegmentKind.MESSAGE
                families, _ = families_of(file, [segment if is_message else alone])
                new += self._added(container.id, container, families)
            ids = self._all_of(new)
            changes = self._succession.changes(retired, ids)
            kinds = dict(zip(ids, (segment.kind for segment in segments), strict=True))
            order = [id_ for id_ in self._families.order(container.id, ids) if id_ not in retired]
            changes += self._families.changes(order, kinds)
            entry = self._journal.apply("divide", summary, changes)
            self._store.documents_changed()
            return Changed.by(entry, len(ids), ids[-1])

    def _made_none(self, piece: Piece, summary: str) -> Changed:
        container = piece.document.printed_in or 0
        pages = range(piece.start[0], piece.end[0] + (piece.end[1] > 0))
        with self._store.write():
            self._succession.refuse_exhibits([piece.document.id])
            changes = [
                Change("documents", {"id": piece.document.id}, {"is_retired": 0}, {"is_retired": 1})
            ]
            order = [id_ for id_ in self._families.order(container, ()) if id_ != piece.document.id]
            changes += self._families.changes(order, {})
            first = self._next_id("not_documents")
            changes += [
                Change(
                    "not_documents",
                    {"id": first + index},
                    None,
                    {
                        "printed_in": container,
                        "source_page": page,
                        "kind": "not a document",
                        "reasons": json.dumps(BY_REVIEWER),
                    },
                )
                for index, page in enumerate(pages)
            ]
            return self._decided("divide", summary, changes)

    def _added(
        self, printed_in: int, container: Document, families: Sequence[IncomingFamily]
    ) -> list[tuple[int, int]]:
        """Add families, retired as yet: the first number of each and how many documents it has."""
        intake = Intake(self._store)
        numbers = intake.add_printed(printed_in, FileId(container.file_id), families)
        return [
            (number, len(family.documents))
            for number, family in zip(numbers, families, strict=True)
        ]

    def _all_of(self, families: Sequence[tuple[int, int]]) -> list[int]:
        return [number + index for number, count in families for index in range(count)]

    def _said_not(self, container: int, pages: Sequence[NotDocument]) -> list[Change]:
        """Say anew which pages of a PDF are no documents."""
        columns = ("source_page", "kind", "reasons")
        rows = self._store.conn.execute(
            f"SELECT id, printed_in, {', '.join(columns)} FROM not_documents WHERE printed_in = ?",
            (container,),
        ).fetchall()
        changes = [
            Change(
                "not_documents",
                {"id": row[0]},
                dict(zip(("printed_in", *columns), row[1:], strict=True)),
                None,
            )
            for row in rows
        ]
        first = self._next_id("not_documents")
        for index, page in enumerate(pages):
            new = {"printed_in": container, **dict(zip(columns, page, strict=True))}
            changes.append(Change("not_documents", {"id": first + index}, None, new))
        return changes

    def _between(
        self,
        document: Document,
        start: tuple[int, float],
        end: tuple[int, float],
        kind: SegmentKind,
    ) -> Segment:
        """A stretch of the release that a reviewer says is one document."""
        file = self._files.of(self._documents.get(document.printed_in or document.id))
        segment = segment_between(file.printed_pages(), file.text, start, end, kind)
        return replace(segment, score=1.0, reasons=BY_REVIEWER)

    def _piece(self, document: int) -> Piece:
        """A live document of a release.

        Raises:
            DecisionError: It is none.
        """
        row = self._documents.get(document)
        if row.printed_in is None or row.is_retired:
            raise DecisionError(
                f"{self._named(document)} was not un-printed from a release.",
                "Only documents that were can be divided, joined and confirmed.",
            )
        return Piece(row, *self._files.extent(document))

    def _next_id(self, table: str) -> int:
        row = self._store.conn.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()
        return int(row[0])

    def _named(self, document: int) -> str:
        return self._documents.control(document)
