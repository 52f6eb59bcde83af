"""Pages that are read from their pictures (OCR): which wait, what became of them, their text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pincite.domain.documents import CanonicalText, DocumentId
from pincite.domain.ocr import ASKED, LOOK, NO_TEXT
from pincite.domain.pages import WordBox, encode_words
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.number_runs import keep_runs
from pincite.store.words import DocumentWords

DONE, FAILED = "done", "failed"
INSERT_OCR_PAGE = (
    "INSERT OR IGNORE INTO ocr_pages (document_id, source_page, reason) VALUES (?,?,?)"
)
# Pages that are only looked at come after those that are read, and of divided PDFs too.
_WAITING = (
    " FROM ocr_pages AS o JOIN documents AS d ON d.id = o.document_id WHERE o.state = 'pending'"
    f" AND (NOT d.is_retired OR o.reason = '{LOOK}')"
)
# The same page of the same bytes is read once, whatever the number of documents that it is of.
_SAME_NATIVE = (
    "document_id IN (SELECT same.id FROM documents AS same JOIN documents AS one"
    " ON one.sha256 = same.sha256 AND one.length_bytes = same.length_bytes WHERE one.id = ?)"
)


@dataclass(frozen=True, slots=True)
class OcrPage:
    """A page, from 0, that is or was to be read.

    `layer_sha256` names the part with its words; None where it was not read, or not better than the
    file's own text, which then stays.
    """

    document_id: DocumentId
    source_page: int
    reason: str
    state: str
    layer_sha256: str | None
    engine: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many pages are still to be read, and how many that bring their text to be looked at."""

    to_read: int
    to_look_at: int


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page of a document whose text was made anew; words and bounds point into the new text.

    `ocr_confidence` is None where its text is the file's own.
    """

    number: int
    text_start: int
    text_end: int
    words: Sequence[WordBox]
    bates: str | None
    ocr_confidence: float | None


class OcrPages:
    """The pages of a matter that are read from their pictures."""

    def __init__(self, store: Store) -> None:
        """Keep them in this store."""
        self._store = store
        self._words = DocumentWords(store)
        self._documents = Documents(store)

    def pending(self) -> list[OcrPage]:
        """What waits, by document and page; of documents that are the same file only the first."""
        rows = self._store.conn.execute(
            "SELECT min(o.document_id), o.source_page, o.reason, o.state, o.layer_sha256, o.engine"
            f"{_WAITING} GROUP BY d.sha256, d.length_bytes, o.source_page, o.reason = ?1"
            " ORDER BY o.reason = ?1, 1, 2",
            (LOOK,),
        )
        return [OcrPage(*row) for row in rows]

    def waiting(self) -> Waiting:
        """How many pages wait, each counted once."""
        looks = [page.reason == LOOK for page in self.pending()]
        return Waiting(looks.count(False), looks.count(True))

    def of_document(self, document: int) -> list[OcrPage]:
        """The pages of a document that are or were to be read, in order."""
        rows = self._store.conn.execute(
            "SELECT document_id, source_page, reason, state, layer_sha256, engine FROM ocr_pages"
            " WHERE document_id = ? ORDER BY source_page",
            (document,),
        )
        return [OcrPage(*row) for row in rows]

    def numbers_read(self, document: int) -> frozenset[int]:
        """The numbers, from 1, of the document's pages whose text was read from their pictures."""
        rows = self._store.conn.execute(
            "SELECT number FROM pages WHERE document_id = ? AND ocr_confidence IS NOT NULL",
            (document,),
        )
        return frozenset(row[0] for row in rows)

    def queue_sources(self, paths: Iterable[str]) -> int:
        """Have every page of the PDFs of these sources read, again if need be; how many wait."""
        count = 0
        with self._store.write() as database:
            for path in paths:
                count += database.conn.execute(
                    "INSERT INTO ocr_pages (document_id, source_page, reason)"
                    " SELECT d.id, p.source_page, ?1 FROM pages AS p"
                    " JOIN documents AS d ON d.id = p.document_id"
                    " JOIN files AS f ON f.id = d.file_id JOIN sources AS s ON s.id = f.source_id"
                    " WHERE s.path = ?3 AND d.type = 'pdf' AND d.printed_in IS NULL"
                    " AND NOT d.is_retired"
                    " ON CONFLICT (document_id, source_page) DO UPDATE SET state = 'pending',"
                    " reason = CASE reason WHEN ?2 THEN reason ELSE excluded.reason END",
                    (ASKED, NO_TEXT, path),
                ).rowcount
        return count

    def waiting_alike(self, page: OcrPage) -> list[DocumentId]:
        """The documents that wait for the same of the same page, being the same file."""
        rows = self._store.conn.execute(
            "SELECT document_id FROM ocr_pages WHERE source_page = ? AND state = 'pending'"
            f" AND (reason = '{LOOK}') = ? AND {_SAME_NATIVE} ORDER BY document_id",
            (page.source_page, page.reason == LOOK, page.document_id),
        )
        return [row[0] for row in rows]

    def record(self, page: OcrPage, state: str, layer: str | None, engine: str) -> list[DocumentId]:
        """Record what became of a page; the documents that have none to be read any more."""
        with self._store.write() as database:
            waiting = self.waiting_alike(page)
            database.conn.executemany(
                "UPDATE ocr_pages SET state = ?, layer_sha256 = ?, engine = ?"
                " WHERE document_id = ? AND source_page = ?",
                [(state, layer, engine, document, page.source_page) for document in waiting],
            )
            # It was read anew on request: a second engine may be asked again.
            database.conn.executemany(
                "DELETE FROM ocr_readings WHERE document_id = ? AND source_page = ?",
                [(document, page.source_page) for document in waiting],
            )
            return [document for document in waiting if self._is_through(document)]

    def _is_through(self, document: int) -> bool:
        row = self._store.conn.execute(
            "SELECT 1 FROM ocr_pages WHERE document_id = ? AND state = 'pending' AND reason <> ?"
            " LIMIT 1",
            (document, LOOK),
        ).fetchone()
        return row is None

    def rewrite(self, document: int, text: CanonicalText, pages: Sequence[ReadPage]) -> None:
        """Give a document this text, and its pages their places in it; the index follows."""
        connection = self._store.conn
        with self._store.write():
            copy_of, is_retired = connection.execute(
                "SELECT copy_of, is_retired FROM documents WHERE id = ?", (document,)
            ).fetchone()
            if copy_of is None and not is_retired:
                self._words.take_out(document, self._documents.text(document))
                self._words.put(document, text)
            bounds = f"[{','.join(map(str, text.bounds))}]"
            connection.execute(
                "UPDATE texts SET text = ?, bounds = ? WHERE document_id = ?",
                (text.text, bounds, document),
            )
            connection.executemany(
                "UPDATE pages SET text_start = ?, text_end = ?, words = ?, bates = ?,"
                " ocr_confidence = ? WHERE document_id = ? AND number = ?",
                [_page_row(document, page) for page in pages],
            )
            bates: list[str | None] = [page.bates for page in pages if page.bates] or [None]
            connection.execute(
                "UPDATE documents SET bates_begin = ?, bates_end = ? WHERE id = ?",
                (bates[0], bates[-1], document),
            )
            keep_runs(connection, [document])
            self._store.documents_changed()


def _page_row(document: int, page: ReadPage) -> tuple[object, ...]:
    words = encode_words(list(page.words))
    place = (page.text_start, page.text_end, words, page.bates, page.ocr_confidence)
    return (*place, document, page.number)
