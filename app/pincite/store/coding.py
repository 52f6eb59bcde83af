"""Reads coding: what was decided about responsiveness, privilege and confidentiality."""

from collections.abc import Sequence
from dataclasses import dataclass

from pincite.store.connection import Store

RESPONSIVE, NOT_RESPONSIVE = "responsive", "not-responsive"


@dataclass(frozen=True, slots=True)
class DocumentCoding:
    """The coding of one document; `responsive` is None while nobody has decided."""

    responsive: str | None = None
    is_privileged: bool = False
    is_confidential: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was decided at all."""
        return self == DocumentCoding()

    @property
    def words(self) -> tuple[str, ...]:
        """The decisions as `coded:` names them."""
        named = (
            (self.responsive or "", self.responsive is not None),
            ("privileged", self.is_privileged),
            ("confidential", self.is_confidential),
        )
        return tuple(word for word, is_so in named if is_so)


class Codings:
    """The coding of a matter's documents, for reading."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store

    def of_document(self, document: int) -> DocumentCoding:
        """The coding of one document."""
        return self.of_documents([document]).get(document, DocumentCoding())

    def of_documents(self, ids: Sequence[int]) -> dict[int, DocumentCoding]:
        """The coding of each of these documents; one without any is left out."""
        found: dict[int, DocumentCoding] = {}
        for start in range(0, len(ids), 900):
            block = [int(id_) for id_ in ids[start : start + 900]]
            rows = self._store.conn.execute(
                "SELECT document_id, responsive, is_privileged, is_confidential FROM codings"
                f" WHERE document_id IN ({','.join('?' * len(block))})",
                block,
            )
            for id_, responsive, privileged, confidential in rows:
                found[id_] = DocumentCoding(responsive, bool(privileged), bool(confidential))
        return found
