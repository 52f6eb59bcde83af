"""What is withheld in the documents: areas, the codes at them, and the share of each page."""

import json
from dataclasses import dataclass
from typing import Any

from pincite.domain.documents import DocumentId
from pincite.store.connection import Store

INSERT_REDACTION = (
    "INSERT INTO redactions (document_id, source_page, x0, y0, x1, y1, kind, codes, found_in,"
    " text_survives, is_confirmed) VALUES (?,?,?,?,?,?,?,?,?,?,?)"
)
_SELECT = (
    "SELECT r.id, r.document_id, r.source_page, r.x0, r.y0, r.x1, r.y1, r.kind, r.codes,"
    " r.found_in, r.text_survives, r.is_confirmed FROM redactions AS r"
)
_SHOWN = "r.document_id NOT IN (SELECT id FROM documents WHERE is_retired)"
_ORDER = "ORDER BY r.document_id, r.source_page, r.y0, r.x0, r.id"


@dataclass(frozen=True, slots=True)
class RedactionRow:
    """A withheld area; `rect` in points from the top left of the page as it is displayed.

    `source_page` counts from 0, `codes` are in normal form: `b7E`.
    """

    id: int
    document_id: DocumentId
    source_page: int
    rect: tuple[float, float, float, float]
    kind: str
    codes: tuple[str, ...]
    found_in: str
    text_survives: bool
    is_confirmed: bool


class Redactions:
    """The redactions of a matter, for reading."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store

    def all(self) -> list[RedactionRow]:
        """Every redaction, by document and down the pages; those of copies too."""
        return [_row(row) for row in self._store.conn.execute(f"{_SELECT} WHERE {_SHOWN} {_ORDER}")]

    def of_document(self, document: int) -> list[RedactionRow]:
        """The redactions of one document, down its pages."""
        rows = self._store.conn.execute(f"{_SELECT} WHERE r.document_id = ? {_ORDER}", (document,))
        return [_row(row) for row in rows]

    def shares(self, document: int) -> dict[int, float | None]:
        """How much of each source page is withheld; None where it was read before this was."""
        rows = self._store.conn.execute(
            "SELECT source_page, withheld_share FROM pages WHERE document_id = ?", (document,)
        )
        return dict(rows.fetchall())

    def pages_not_looked_at(self) -> int:
        """How many pages were read by a version that did not look for redactions."""
        (count,) = self._store.conn.execute(
            "SELECT count(*) FROM pages WHERE withheld_share IS NULL"
        ).fetchone()
        return int(count)


def _row(row: tuple[Any, ...]) -> RedactionRow:
    number, document, page, *rect, kind, codes, found_in, survives, confirmed = row
    x0, y0, x1, y1 = rect
    return RedactionRow(
        number,
        document,
        page,
        (x0, y0, x1, y1),
        kind,
        tuple(json.loads(codes)),
        found_in,
        bool(survives),
        bool(confirmed),
    )
