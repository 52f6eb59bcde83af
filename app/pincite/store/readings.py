"""Weak pages, and what several engines made of them; nothing that was read is lost."""

from dataclasses import dataclass

from pincite.domain.documents import DocumentId
from pincite.domain.readings import WEAK_BELOW, Quality
from pincite.store.connection import Store
from pincite.store.ocr import DONE, FAILED

# The reading that was there before any other was asked for.
FIRST = "first"
# Where nothing was read at all the page may be blank, or too weak to be read.
# Of documents that are the same file only the first is read. A divided PDF keeps its pages.
_READ = """
  FROM ocr_pages AS o JOIN documents AS d ON d.id = o.document_id
  JOIN pages AS p ON p.document_id = o.document_id AND p.source_page = o.source_page
 WHERE o.state = 'done' AND o.layer_sha256 IS NOT NULL AND d.printed_in IS NULL
   AND (p.ocr_confidence < :below OR p.ocr_confidence IS NULL AND o.reason = 'no text')
   AND d.id = (SELECT min(same.id) FROM documents AS same WHERE same.sha256 = d.sha256
               AND same.length_bytes = d.length_bytes AND same.printed_in IS NULL)
"""
# Where a page of a divided PDF is shown now.
_SHOWN = """coalesce((SELECT min(live.id) FROM documents AS live
  JOIN pages AS own ON own.document_id = live.id AND own.source_page = o.source_page
 WHERE live.printed_in = d.id AND NOT live.is_retired), d.id)"""


@dataclass(frozen=True, slots=True)
class WeakPage:
    """A page, from 0, that was read with little confidence.

    `document_id` is the file it is of, `shown_in` the document that shows it: another one where the
    file was divided. `engine` is what its text comes from; `asked` are those that have read it.
    """

    document_id: DocumentId
    source_page: int
    shown_in: DocumentId
    confidence: float
    engine: str
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one engine made of a page; `asked` is the name it was asked for by."""

    asked: str
    state: str
    layer_sha256: str | None
    engine: str
    confidence: float | None
    known_share: float | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ReadBy:
    """The engine that the text of a page comes from, and its confidence, 0 to 100."""

    engine: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page that waits to be read again, with the reading that its text is made of now."""

    document_id: DocumentId
    source_page: int
    asked: str
    reason: str
    layer_sha256: str
    engine: str


class Readings:
    """The second readings of a matter."""

    def __init__(self, store: Store) -> None:
        """Keep them in this store."""
        self._store = store

    def weak(self, below: float = WEAK_BELOW) -> list[WeakPage]:
        """The pages that were read with less confidence than this, 0 to 100, in order."""
        rows = self._store.conn.execute(
            f"SELECT o.document_id, o.source_page, {_SHOWN},"
            " coalesce(p.ocr_confidence, 0), o.engine,"
            " (SELECT group_concat(asked, ' ') FROM ocr_readings AS r"
            "   WHERE r.document_id = o.document_id AND r.source_page = o.source_page"
            "   AND r.state = 'done' AND r.asked <> 'first')"
            f"{_READ} ORDER BY 1, 2",
            {"below": below},
        )
        return [
            WeakPage(document, page, shown, confidence, engine, tuple((asked or "").split()))
            for document, page, shown, confidence, engine, asked in rows
        ]

    def queue(self, asked: str, below: float = WEAK_BELOW) -> int:
        """Let the weak pages that this engine has not read wait for it; how many do."""
        with self._store.write() as database:
            values = {"below": below, "asked": asked}
            database.conn.execute(
                "INSERT INTO ocr_readings (document_id, source_page, asked)"
                f" SELECT o.document_id, o.source_page, :asked {_READ}"
                " ON CONFLICT (document_id, source_page, asked)"
                " DO UPDATE SET state = 'pending' WHERE state = 'failed'",
                values,
            )
            row = database.conn.execute(
                "SELECT count(*) FROM ocr_readings WHERE state = 'pending' AND asked = :asked",
                values,
            ).fetchone()
            return int(row[0])

    def pending(self) -> list[Waiting]:
        """What waits to be read again, by document and page."""
        rows = self._store.conn.execute(
            "SELECT r.document_id, r.source_page, r.asked, o.reason, o.layer_sha256, o.engine"
            " FROM ocr_readings AS r JOIN ocr_pages AS o"
            " ON o.document_id = r.document_id AND o.source_page = r.source_page"
            " WHERE r.state = 'pending' AND o.layer_sha256 IS NOT NULL ORDER BY 1, 2, 3"
        )
        return [Waiting(*row) for row in rows]

    def of_page(self, document: int, source_page: int) -> list[Reading]:
        """Every reading of a page, the first one first."""
        rows = self._store.conn.execute(
            "SELECT asked, state, layer_sha256, engine, confidence, known_share, is_chosen"
            " FROM ocr_readings WHERE document_id = ? AND source_page = ?"
            " ORDER BY asked <> 'first', asked",
            (document, source_page),
        )
        return [
            Reading(asked, state, layer, engine, confidence, share, bool(is_chosen))
            for asked, state, layer, engine, confidence, share, is_chosen in rows
        ]

    def keep_first(self, page: Waiting, found: Quality) -> None:
        """Keep the reading that was there before as one of several."""
        with self._store.write() as database:
            database.conn.execute(
                "INSERT OR IGNORE INTO ocr_readings (document_id, source_page, asked, state,"
                " layer_sha256, engine, confidence, known_share, is_chosen)"
                " VALUES (?,?,?,?,?,?,?,?,1)",
                (page.document_id, page.source_page, FIRST, DONE, page.layer_sha256)
                + (page.engine, found.confidence, found.known_share),
            )

    def record(self, page: Waiting, layer: str, engine: str, found: Quality) -> None:
        """Record what an engine made of a page."""
        with self._store.write() as database:
            database.conn.execute(
                "UPDATE ocr_readings SET state = ?, layer_sha256 = ?, engine = ?, confidence = ?,"
                " known_share = ? WHERE document_id = ? AND source_page = ? AND asked = ?",
                (DONE, layer, engine, found.confidence, found.known_share)
                + (page.document_id, page.source_page, page.asked),
            )

    def fail(self, page: Waiting) -> None:
        """Record that an engine could not read a page."""
        with self._store.write() as database:
            database.conn.execute(
                "UPDATE ocr_readings SET state = ? WHERE document_id = ? AND source_page = ?"
                " AND asked = ?",
                (FAILED, page.document_id, page.source_page, page.asked),
            )

    def choose(self, page: Waiting, layer: str, engine: str) -> list[DocumentId]:
        """Let the text of a page come from this reading; the documents that are of that file."""
        with self._store.write() as database:
            documents = [
                row[0]
                for row in database.conn.execute(
                    "SELECT same.id FROM documents AS same JOIN documents AS one"
                    " ON one.sha256 = same.sha256 AND one.length_bytes = same.length_bytes"
                    " JOIN ocr_pages AS o ON o.document_id = same.id AND o.source_page = ?2"
                    " WHERE one.id = ?1 AND same.printed_in IS NULL ORDER BY 1",
                    (page.document_id, page.source_page),
                )
            ]
            database.conn.executemany(
                "UPDATE ocr_pages SET layer_sha256 = ?, engine = ?"
                " WHERE document_id = ? AND source_page = ?",
                [(layer, engine, document, page.source_page) for document in documents],
            )
            database.conn.execute(
                "UPDATE ocr_readings SET is_chosen = (asked = ?3)"
                " WHERE document_id = ?1 AND source_page = ?2",
                (page.document_id, page.source_page, page.asked),
            )
            return documents

    def of_document(self, document: int) -> dict[int, ReadBy]:
        """What the text of each page that was read comes from, by number of the page, from 1."""
        rows = self._store.conn.execute(
            "SELECT p.number, o.engine, p.ocr_confidence FROM documents AS d"
            " JOIN pages AS p ON p.document_id = d.id"
            " JOIN ocr_pages AS o ON o.document_id = coalesce(d.printed_in, d.id)"
            "  AND o.source_page = p.source_page"
            " WHERE d.id = ? AND o.state = 'done' AND p.ocr_confidence IS NOT NULL"
            " ORDER BY p.number",
            (document,),
        )
        return {number: ReadBy(engine, confidence) for number, engine, confidence in rows}
