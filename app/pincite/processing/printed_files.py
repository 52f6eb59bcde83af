"""The PDFs that releases are, as the matter knows them, and where their documents lie in them."""

import json

from pincite.domain.documents import Kind
from pincite.domain.ocr import LOOK
from pincite.processing.columns import Native, Place
from pincite.processing.printed import PrintedFile
from pincite.store.connection import Store
from pincite.store.documents import Document, Documents
from pincite.store.incoming import IncomingPage, IncomingRedaction
from pincite.store.page_marks import PageMarks
from pincite.store.redactions import RedactionRow, Redactions
from pincite.store.surviving import SurvivingText


class PrintedFiles:
    """Reads what dividing a release anew needs, without its source."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store
        self._documents = Documents(store)

    def extent(self, document: int) -> tuple[tuple[int, float], tuple[int, float]]:
        """Where a document starts and ends: page of the source, height in points."""
        row = self._store.conn.execute(
            "SELECT source_page, coalesce(y0_pt, 0) FROM pages WHERE document_id = ?1"
            " ORDER BY number LIMIT 1",
            (document,),
        ).fetchone()
        last = self._store.conn.execute(
            "SELECT source_page, coalesce(y1_pt, height_pt) FROM pages WHERE document_id = ?1"
            " ORDER BY number DESC LIMIT 1",
            (document,),
        ).fetchone()
        return (row[0], row[1]), (last[0], last[1])

    def of(self, container: Document) -> PrintedFile:
        """The PDF that a release is, as the matter knows it: its text and its pages' words."""
        areas: dict[int, list[RedactionRow]] = {}
        for area in Redactions(self._store).of_document(container.id):
            areas.setdefault(area.source_page, []).append(area)
        marks = PageMarks(self._store).incoming(container.id)
        rows = self._store.conn.execute(
            "SELECT number, source_page, width_pt, height_pt, text_start, text_end, bates, words,"
            " withheld_share, bates_confidence, ocr_confidence,"
            " document_number FROM pages WHERE document_id = ? ORDER BY number",
            (container.id,),
        )
        surviving = SurvivingText(self._store)
        pages = tuple(
            IncomingPage(
                *(number, page, width, height, start, end, own),
                *(surviving.seen_words(container.id, words), share, sure, ocr, told),
                redactions=tuple(map(_incoming, areas.get(page, ()))),
                marks=marks.get(page, ()),
            )
            for number, page, width, height, start, end, own, words, share, sure, ocr, told in rows
        )
        native = Native(
            b"",
            container.offset_bytes,
            is_stored=container.is_stored,
            sha256=container.sha256,
            stated_bytes=container.length_bytes,
        )
        place = Place(-1, Kind.FILE, container.filename, container.filename)
        text = surviving.seen(container.id, self._documents.text(container.id))
        return PrintedFile(text.text, pages, native, place, self._unread(container.id))

    def _unread(self, document: int) -> tuple[int, ...]:
        """The pages that are pictures and could not be read, or are not yet."""
        rows = self._store.conn.execute(
            "SELECT source_page FROM ocr_pages WHERE document_id = ? AND state <> 'done'"
            " AND reason <> ?",
            (document, LOOK),
        )
        return tuple(row[0] for row in rows)


def _incoming(area: RedactionRow) -> IncomingRedaction:
    return IncomingRedaction(
        *area.rect,
        area.kind,
        json.dumps(area.codes),
        area.found_in,
        text_survives=area.text_survives,
        is_confirmed=area.is_confirmed,
    )
