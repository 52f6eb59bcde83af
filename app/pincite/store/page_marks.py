"""What released pages say of themselves: withheld in full, duplicate, referred to somebody."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from pincite.domain.documents import DocumentId
from pincite.domain.page_marks import MarkKind
from pincite.store.connection import Store
from pincite.store.incoming import IncomingPageMark

INSERT_PAGE_MARK = (
    "INSERT INTO page_marks (document_id, source_page, kind, codes) VALUES (?,?,?,?)"
    " ON CONFLICT (document_id, source_page, kind) DO UPDATE SET codes = excluded.codes"
)


@dataclass(frozen=True, slots=True)
class PageMarkRow:
    """A mark on a page; `source_page` counts from 0, `codes` are in normal form."""

    document_id: DocumentId
    source_page: int
    kind: MarkKind
    codes: tuple[str, ...]


def write_page_marks(
    store: Store, document: int, source_page: int, marks: Sequence[IncomingPageMark]
) -> None:
    """Keep what a page says of itself, in place of what was known of it.

    Documents that were un-printed from this one get the marks of the pages that are wholly theirs.
    """
    with store.write():
        owners = store.conn.execute(
            "SELECT p.document_id FROM pages AS p JOIN documents AS d ON d.id = p.document_id"
            " WHERE p.source_page = ?1 AND NOT d.is_retired"
            " AND (d.id = ?2 OR (d.printed_in = ?2 AND p.y0_pt IS NULL))",
            (source_page, document),
        ).fetchall()
        for (owner,) in owners:
            store.conn.execute(
                "DELETE FROM page_marks WHERE document_id = ? AND source_page = ?",
                (owner, source_page),
            )
            store.conn.executemany(
                INSERT_PAGE_MARK, [(owner, source_page, *mark) for mark in marks]
            )


class PageMarks:
    """The page marks of a matter, for reading."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store

    def all(self) -> list[PageMarkRow]:
        """Every mark, by document and down its pages."""
        return self._rows("document_id NOT IN (SELECT id FROM documents WHERE is_retired)", ())

    def of_document(self, document: int) -> list[PageMarkRow]:
        """The marks of one document, down its pages."""
        return self._rows("document_id = ?", (document,))

    def incoming(self, document: int) -> dict[int, tuple[IncomingPageMark, ...]]:
        """The marks of a document by source page, as they came in."""
        found: dict[int, tuple[IncomingPageMark, ...]] = {}
        for mark in self.of_document(document):
            one = IncomingPageMark(mark.kind, json.dumps(mark.codes))
            found[mark.source_page] = (*found.get(mark.source_page, ()), one)
        return found

    def _rows(self, where: str, values: tuple[int, ...]) -> list[PageMarkRow]:
        rows = self._store.conn.execute(
            "SELECT document_id, source_page, kind, codes FROM page_marks"
            f" WHERE {where} ORDER BY document_id, source_page, kind",
            values,
        )
        return [
            PageMarkRow(document, page, MarkKind(kind), tuple(json.loads(codes)))
            for document, page, kind, codes in rows
        ]
