"""Which hits stand in weak text: words that were read from a picture (OCR) with little confidence.

A hit is weak where its page was read with little confidence as a whole, or one of its own words
was. Text that a file brought with it has no confidence, whoever read it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pincite.domain.ocr import decode_layer
from pincite.domain.pages import decode_words
from pincite.errors import VerificationError
from pincite.search.coverage import WEAK
from pincite.search.marks.hits import Hit
from pincite.store.connection import Store
from pincite.store.parts import Parts

_SAME_PLACE_PT = 0.5
_MANY = 500


class _ReadPage(NamedTuple):
    """A page that was read from its picture; its text is half-open."""

    source_page: int
    text_start: int
    text_end: int
    confidence: float
    words: bytes


class WeakText:
    """Tells weak hits from others; belongs to its store's thread."""

    def __init__(self, store: Store, parts: Parts) -> None:
        """`parts` hold what was read of each page, word by word."""
        self._store = store
        self._parts = parts

    def among(self, document: int, hits: Sequence[Hit]) -> list[bool]:
        """For each hit of a document whether it stands in weak text."""
        weak = [False] * len(hits)
        if not hits:
            return weak
        for page in self._pages(document):
            inside = [
                index
                for index, hit in enumerate(hits)
                if hit.start < page.text_end and hit.end > page.text_start
            ]
            if not inside:
                continue
            doubtful = None if page.confidence < WEAK else self._doubtful(document, page)
            for index in inside:
                start, end = hits[index]
                if doubtful is None or any(a < end and b > start for a, b in doubtful):
                    weak[index] = True
        return weak

    def stretches(self, document: int) -> list[tuple[int, int]]:
        """The weak text of a document: whole pages, and words of others; half-open."""
        found: list[tuple[int, int]] = []
        for page in self._pages(document):
            if page.confidence < WEAK:
                found.append((page.text_start, page.text_end))
            else:
                found += self._doubtful(document, page)
        return found

    def scanned(self, documents: Sequence[int]) -> frozenset[int]:
        """Those of these documents that have a page which was read from its picture."""
        select = "SELECT DISTINCT document_id FROM pages WHERE ocr_confidence IS NOT NULL"
        if len(documents) > _MANY:
            rows = self._store.conn.execute(select)
            return frozenset(documents).intersection(row[0] for row in rows)
        marks = ",".join("?" * len(documents))
        rows = self._store.conn.execute(f"{select} AND document_id IN ({marks})", list(documents))
        return frozenset(row[0] for row in rows)

    def _pages(self, document: int) -> list[_ReadPage]:
        rows = self._store.conn.execute(
            "SELECT source_page, text_start, text_end, ocr_confidence, words FROM pages"
            " WHERE document_id = ? AND ocr_confidence IS NOT NULL ORDER BY number",
            (document,),
        )
        return [_ReadPage(*row) for row in rows]

    def _doubtful(self, document: int, page: _ReadPage) -> list[tuple[int, int]]:
        """The words of a page, as stretches of the text, that were read with little confidence.

        They are found by where they stand, since a document may hold only a part of its page.
        """
        row = self._store.conn.execute(
            "SELECT o.layer_sha256 FROM ocr_pages AS o JOIN documents AS d ON d.id = ?"
            " WHERE o.document_id = coalesce(d.printed_in, d.id) AND o.source_page = ?",
            (document, page.source_page),
        ).fetchone()
        if row is None or row[0] is None:
            return []
        try:
            layer = decode_layer(self._parts.read(row[0]))
        except (VerificationError, ValueError):
            # What was kept of the page is lost: the page's own confidence is still known.
            return []
        places = [(word.x0, word.y0) for word in layer.words if word.confidence < WEAK]
        return [
            (word.start, word.end)
            for word in decode_words(page.words)
            if any(
                abs(word.x0 - x) < _SAME_PLACE_PT and abs(word.y0 - y) < _SAME_PLACE_PT
                for x, y in places
            )
        ]
