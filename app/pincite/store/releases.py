"""What releases were divided into: boundaries, the regions of documents, and what is none."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pincite.domain.documents import DocumentId
from pincite.store.connection import Store
from pincite.store.release_summaries import DOUBTFUL, ReleaseSummary, release_summaries

# Leads what speaks against a boundary.
_BUT = "but "


@dataclass(frozen=True, slots=True)
class Region:
    """A page of the source from 0, and from which to which height of it, in points; None: whole."""

    source_page: int
    y0_pt: float | None
    y1_pt: float | None


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where an un-printed document lies, and how sure that is.

    `is_doubtful`: somebody should look at its start. `position` of `count` counts the documents of
    the release from 1.
    """

    document_id: DocumentId
    printed_in: DocumentId
    score: float
    reasons: tuple[str, ...]
    is_confirmed: bool
    is_doubtful: bool
    regions: tuple[Region, ...]
    previous: DocumentId | None
    next: DocumentId | None
    position: int
    count: int

    @property
    def told(self) -> tuple[str, ...]:
        """The reasons, those first that make it what it is: for a doubtful one, those against it.

        Of these the last weighs most: it was added when all the others were known.
        """
        if not self.is_doubtful:
            return self.reasons
        against = [why for why in self.reasons if why.startswith(_BUT)]
        return (*reversed(against), *(why for why in self.reasons if not why.startswith(_BUT)))


@dataclass(frozen=True, slots=True)
class NotDocumentPage:
    """A page of a release that is no document, and what it is instead."""

    source_page: int
    kind: str
    reasons: tuple[str, ...]


class StoredReleases:
    """The releases of a matter, for reading."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store

    def of_document(self, document: int) -> Boundary | None:
        """Where an un-printed document lies; None for any other."""
        row = self._store.conn.execute(
            f"SELECT printed_in, score, reasons, is_confirmed, {DOUBTFUL} FROM documents"
            " JOIN boundaries ON document_id = id WHERE id = ? AND printed_in IS NOT NULL",
            (document,),
        ).fetchone()
        if row is None:
            return None
        order = self.divided(row[0])
        place = order.index(DocumentId(document)) if document in order else -1
        return Boundary(
            DocumentId(document),
            row[0],
            row[1],
            tuple(json.loads(row[2])),
            bool(row[3]),
            bool(row[4]),
            self.regions(document),
            order[place - 1] if place > 0 else None,
            order[place + 1] if 0 <= place < len(order) - 1 else None,
            place + 1,
            len(order),
        )

    def regions(self, document: int) -> tuple[Region, ...]:
        """Which pages of its source a document takes up, in order."""
        rows = self._store.conn.execute(
            "SELECT source_page, y0_pt, y1_pt FROM pages WHERE document_id = ? ORDER BY number",
            (document,),
        )
        return tuple(Region(*row) for row in rows)

    def divided(self, printed_in: int) -> list[DocumentId]:
        """What a PDF was divided into, in the order of its pages."""
        rows = self._store.conn.execute(
            "SELECT d.id FROM documents AS d JOIN pages AS p ON p.document_id = d.id"
            " AND p.number = 1 WHERE d.printed_in = ? AND NOT d.is_retired"
            " ORDER BY p.source_page, coalesce(p.y0_pt, 0), d.id",
            (printed_in,),
        )
        return [row[0] for row in rows]

    def beside(self, document: int) -> list[tuple[int, DocumentId]]:
        """What else lies on the pages of an un-printed document: its page number, and the other."""
        rows = self._store.conn.execute(
            "SELECT own.number, d.id FROM pages AS own"
            " JOIN documents AS me ON me.id = own.document_id"
            " JOIN documents AS d ON d.printed_in = me.printed_in AND d.id <> me.id"
            " JOIN pages AS p ON p.document_id = d.id AND p.source_page = own.source_page"
            " WHERE me.id = ? AND NOT d.is_retired ORDER BY own.number, d.id",
            (document,),
        )
        return [(row[0], row[1]) for row in rows]

    def not_documents(self, printed_in: int) -> list[NotDocumentPage]:
        """The pages of a PDF that are no documents."""
        rows = self._store.conn.execute(
            "SELECT source_page, kind, reasons FROM not_documents WHERE printed_in = ?"
            " ORDER BY source_page, id",
            (printed_in,),
        )
        return [NotDocumentPage(page, kind, tuple(json.loads(said))) for page, kind, said in rows]

    def next_doubtful(self, after: int | None = None) -> DocumentId | None:
        """The next document whose start somebody should look at, from the first again at the end.

        In the order of the releases and their pages; None when there is none.
        """
        doubtful = self._doubtful()
        if not doubtful:
            return None
        order = [id_ for release in self.unprinted() for id_ in self.divided(release)]
        start = order.index(DocumentId(after)) + 1 if after in order else 0
        return next((id_ for id_ in [*order[start:], *order[:start]] if id_ in doubtful), None)

    def doubtful_among(self, documents: Iterable[int]) -> set[int]:
        """Those of these documents whose start somebody should look at."""
        rows = self._store.conn.execute(
            "SELECT d.id FROM json_each(?1) AS named JOIN documents AS d ON d.id = named.value"
            " JOIN boundaries ON document_id = d.id WHERE NOT is_retired AND copy_of IS NULL"
            f" AND {DOUBTFUL}",
            (json.dumps([int(id_) for id_ in documents]),),
        )
        return {row[0] for row in rows}

    def summaries(self, documents: Collection[int] | None = None) -> list[ReleaseSummary]:
        """Every paged PDF that is not part of a family, or these, in figures; releases first."""
        return release_summaries(self._store, documents)

    def is_any_divided(self) -> bool:
        """Whether any document of the matter was un-printed."""
        row = self._store.conn.execute(
            "SELECT EXISTS (SELECT 1 FROM documents WHERE printed_in IS NOT NULL)"
        ).fetchone()
        return bool(row[0])

    def unprinted(self) -> list[DocumentId]:
        """The PDFs that are divided into other documents, unfolded ones only."""
        rows = self._store.conn.execute(
            "SELECT DISTINCT printed_in FROM documents WHERE printed_in IS NOT NULL"
            " AND NOT is_retired AND copy_of IS NULL ORDER BY printed_in"
        )
        return [row[0] for row in rows]

    def _doubtful(self) -> set[int]:
        rows = self._store.conn.execute(
            "SELECT id FROM documents JOIN boundaries ON document_id = id WHERE NOT is_retired"
            f" AND copy_of IS NULL AND {DOUBTFUL}"
        )
        return {row[0] for row in rows}
