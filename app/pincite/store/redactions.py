"""What is withheld in the documents: areas, the codes at them, and the share of each page."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pincite.domain.documents import DocumentId
from pincite.domain.pages import share_covered
from pincite.store.connection import Store
from pincite.store.incoming import IncomingRedaction

Rect = tuple[float, float, float, float]

INSERT_REDACTION = (
    "INSERT INTO redactions (document_id, source_page, x0, y0, x1, y1, kind, codes, found_in,"
    " text_survives, is_confirmed) VALUES (?,?,?,?,?,?,?,?,?,?,?)"
)
_SELECT = (
    "SELECT r.id, r.document_id, r.source_page, r.x0, r.y0, r.x1, r.y1, r.kind, r.codes,"
    " r.found_in, r.text_survives, r.is_confirmed FROM redactions AS r"
)
# Two readings of a scan differ by no more.
_SAME_PT = 4.0
# An area is one that was rejected where this much of it lies in those.
_REJECTED = 0.6
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

    def get(self, redaction: int) -> RedactionRow | None:
        """The redaction with this id, or None."""
        row = self._store.conn.execute(f"{_SELECT} WHERE r.id = ?", (redaction,)).fetchone()
        return _row(row) if row else None

    def alike(self, redaction: RedactionRow) -> list[RedactionRow]:
        """The same suggestion in each document that shows its place, this one first.

        That is the PDF, and whatever was un-printed from it, retired documents too.
        """
        rows = self._store.conn.execute(
            f"{_SELECT} JOIN documents AS d ON d.id = r.document_id"
            " JOIN documents AS own ON own.id = ?1"
            " WHERE r.source_page = ?2 AND r.found_in = 'image' AND r.id <> ?3"
            " AND coalesce(own.printed_in, own.id) IN (d.id, d.printed_in) ORDER BY r.id",
            (redaction.document_id, redaction.source_page, redaction.id),
        )
        others = (_row(row) for row in rows)
        same = [one for one in others if _is_same(one.rect, redaction.rect)]
        return [redaction, *same]

    def suggestions(self, document: int | None = None) -> list[RedactionRow]:
        """Those found by picture alone that nobody confirmed yet, of one document or of all."""
        rows = self._store.conn.execute(
            f"{_SELECT} WHERE NOT r.is_confirmed AND {_SHOWN}"
            f" AND (? IS NULL OR r.document_id = ?) {_ORDER}",
            (document, document),
        )
        return [_row(row) for row in rows]

    def shares(self, document: int) -> dict[int, float | None]:
        """How much of each source page is withheld; None where it was read before this was."""
        rows = self._store.conn.execute(
            "SELECT source_page, withheld_share FROM pages WHERE document_id = ?", (document,)
        )
        return dict(rows.fetchall())

    def pages_not_looked_at(self) -> int:
        """How many pages of PDFs were not looked at for redactions, or not wholly.

        They are still to be, could not be, or were read by a version that did not look.
        """
        (count,) = self._store.conn.execute(
            "SELECT count(*) FROM pages AS p JOIN documents AS d ON d.id = p.document_id"
            " WHERE p.withheld_share IS NULL AND d.printed_in IS NULL AND d.copy_of IS NULL"
        ).fetchone()
        return int(count)


def write_scanned(
    store: Store, document: int, source_page: int, found: Sequence[IncomingRedaction]
) -> None:
    """Keep what was found in the picture of a page; again = in place of what was found before.

    Documents that were un-printed from this one get what lies on their part of the page, retired
    ones too: they may come back. What a reviewer confirmed stays, and is not suggested again; nor
    is what was rejected there. The share of the page that is withheld counts everything on it.
    """
    with store.write():
        pages = store.conn.execute(
            "SELECT p.document_id, p.number, p.width_pt, p.height_pt, coalesce(p.y0_pt, 0),"
            " coalesce(p.y1_pt, p.height_pt + 1) FROM pages AS p"
            " JOIN documents AS d ON d.id = p.document_id WHERE p.source_page = ?1"
            " AND (d.id = ?2 OR d.printed_in = ?2)",
            (source_page, document),
        ).fetchall()
        rejected = rejected_areas(store, document, source_page)
        found = [one for one in found if not is_rejected(one[:4], rejected)]
        for owner, number, width, height, top, bottom in pages:
            place = (owner, source_page)
            store.conn.execute(
                "DELETE FROM redactions WHERE document_id = ? AND source_page = ?"
                " AND found_in = 'image' AND NOT is_confirmed",
                place,
            )
            known = _rects(store, place)
            store.conn.executemany(
                INSERT_REDACTION,
                [
                    (*place, *one)
                    for one in found
                    if top <= (one.y0 + one.y1) / 2 < bottom
                    and not any(_is_same(one[:4], box) for box in known)
                ],
            )
            share = share_covered(_rects(store, place), width, height)
            store.conn.execute(
                "UPDATE pages SET withheld_share = ? WHERE document_id = ? AND number = ?",
                (share, owner, number),
            )


def rejected_areas(store: Store, document: int, source_page: int) -> list[Rect]:
    """Where on a page a reviewer said that nothing is withheld.

    That is said of the place: it holds for the PDF and for whatever was un-printed from it.
    """
    return store.conn.execute(
        "SELECT x0, y0, x1, y1 FROM rejected_redactions WHERE source_page = ?1"
        " AND document_id IN (SELECT id FROM documents WHERE id = ?2 OR printed_in = ?2)",
        (source_page, document),
    ).fetchall()


def is_rejected(area: Sequence[float], rejected: Sequence[Rect]) -> bool:
    """Whether an area is, or lies in, what was rejected; one that goes far beyond it is another."""
    x0, y0, x1, y1 = area
    inside = sum(
        max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, bottom) - max(y0, top))
        for left, top, right, bottom in rejected
    )
    return inside > 0 and inside >= _REJECTED * (x1 - x0) * (y1 - y0)


def _rects(store: Store, place: tuple[int, int]) -> list[Rect]:
    """Where the redactions of a page lie."""
    return store.conn.execute(
        "SELECT x0, y0, x1, y1 FROM redactions WHERE document_id = ? AND source_page = ?", place
    ).fetchall()


def _is_same(a: Sequence[float], b: Sequence[float]) -> bool:
    """Whether two rectangles lie on each other but for a pen's width or two."""
    return all(abs(one - other) <= _SAME_PT for one, other in zip(a, b, strict=True))


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
