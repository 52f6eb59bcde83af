"""Which documents of a release are attached to which: it follows from their order on the pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from pincite.domain.documents import DocumentId, Kind
from pincite.domain.releases import SegmentKind
from pincite.errors import DecisionError
from pincite.processing.header_edits import row_change
from pincite.processing.printed_files import PrintedFiles
from pincite.store.connection import Store
from pincite.store.documents import Document, Documents
from pincite.store.journal import Change
from pincite.store.releases import StoredReleases


@dataclass(frozen=True, slots=True)
class Piece:
    """A document of a release with its stretch of the pages."""

    document: Document
    start: tuple[int, float]
    end: tuple[int, float]

    @property
    def kind(self) -> SegmentKind:
        """What it is, as its release is divided."""
        if self.document.kind is Kind.MESSAGE:
            return SegmentKind.MESSAGE
        is_attached = self.document.kind is Kind.ATTACHMENT
        return SegmentKind.ATTACHMENT if is_attached else SegmentKind.FILE


class ReleaseFamilies:
    """The families of a release, made anew when it is divided otherwise."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._documents = Documents(store)
        self._files = PrintedFiles(store)
        self._stored = StoredReleases(store)

    def changes(self, order: Sequence[int], kinds: dict[int, SegmentKind]) -> list[Change]:
        """The changes of family that follow from an order of documents, some of them new."""
        changes: list[Change] = []
        top: Document | None = None
        counts: dict[int, int] = {}
        rows = {row.id: row for row in self._documents.rows(order)}
        for id_ in order:
            row = rows[DocumentId(id_)]
            kind = kinds.get(id_) or Piece(row, (0, 0), (0, 0)).kind
            if kind is SegmentKind.ATTACHMENT and top is None:
                raise DecisionError(
                    f"{self._documents.control(id_)} cannot be an attachment.",
                    "There is no message before it in its release.",
                )
            if kind is SegmentKind.ATTACHMENT and top is not None:
                counts[top.id] = counts.get(top.id, 0) + 1
                new = {"kind": "attachment", "family_id": top.id, "parent_id": top.id}
                changes += row_change(row, new | {"sort_key": top.sort_key})
                continue
            plain = "message" if kind is SegmentKind.MESSAGE else "file"
            changes += row_change(row, {"kind": plain, "family_id": row.id, "parent_id": None})
            if kind is SegmentKind.MESSAGE:
                top = row
                counts.setdefault(row.id, 0)
            else:
                top = None
        for id_, count in counts.items():
            changes += row_change(rows[DocumentId(id_)], {"attachment_count": count})
        return changes

    def order(self, container: int, new: Sequence[int]) -> list[int]:
        """What a PDF is divided into, with documents that are not live yet, in order of pages."""
        ids = [*self._stored.divided(container), *new]
        starts = {id_: self._files.extent(id_)[0] for id_ in ids}
        return sorted(ids, key=lambda id_: (starts[id_], id_))
