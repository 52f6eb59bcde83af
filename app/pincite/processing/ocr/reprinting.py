"""Makes the text of un-printed documents anew when pages of their release were read again."""

from collections.abc import Iterable

from pincite.domain.documents import CanonicalText, DocumentId, Kind, zone_bounds
from pincite.domain.pages import decode_words
from pincite.domain.releases import SegmentKind
from pincite.processing.printed import families_of
from pincite.processing.printed_files import PrintedFiles
from pincite.processing.release.segments import segment_between
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.ocr import OcrPages, ReadPage
from pincite.store.quoted import rewrite_quoted


def printed_on(store: Store, container: int, source_pages: Iterable[int]) -> list[DocumentId]:
    """The documents printed in a PDF that have part in these pages, retired ones too."""
    pages = list(source_pages)
    marks = ",".join("?" * len(pages))
    rows = store.conn.execute(
        "SELECT DISTINCT d.id FROM documents AS d JOIN pages AS p ON p.document_id = d.id"
        f" WHERE d.printed_in = ? AND p.source_page IN ({marks}) ORDER BY d.id",
        [container, *pages],
    )
    return [row[0] for row in rows]


def reprint(store: Store, document: int) -> None:
    """Make the text of an un-printed document anew from its PDF, whose pages were read again.

    It keeps its number, its stretch of the pages and its header as data, which a reviewer may have
    corrected; what is read of its header is found by search.
    """
    documents = Documents(store)
    row = documents.get(document)
    files = PrintedFiles(store)
    file = files.of(documents.get(row.printed_in or 0))
    kind = SegmentKind.MESSAGE if row.kind is Kind.MESSAGE else SegmentKind.FILE
    segment = segment_between(file.printed_pages(), file.text, *files.extent(document), kind)
    families, _ = families_of(file, [segment])
    if not families:
        return
    made = families[0].documents[0]
    text = CanonicalText("\n".join(made.zones), zone_bounds(made.zones))
    pages = [
        ReadPage(
            *(page.number, page.text_start, page.text_end, decode_words(page.words)),
            *(page.bates, page.ocr_confidence),
        )
        for page in made.pages
    ]
    with store.write() as database:
        OcrPages(store).rewrite(document, text, pages)
        database.conn.executemany(
            "UPDATE pages SET bates_confidence = ?, document_number = ?"
            " WHERE document_id = ? AND number = ?",
            [
                (page.bates_confidence, page.document_number, document, page.number)
                for page in made.pages
            ],
        )
        rewrite_quoted(store, document, made.quoted)
