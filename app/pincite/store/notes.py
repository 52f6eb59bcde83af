"""Reads the notes that reviewers wrote on documents."""

from collections.abc import Sequence

from pincite.store.connection import Store


class DocumentNotes:
    """The notes of a matter's documents, for reading."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store

    def of_document(self, document: int) -> str:
        """The note on a document, '' if there is none."""
        row = self._store.conn.execute(
            "SELECT text FROM notes WHERE document_id = ?", (int(document),)
        ).fetchone()
        return row[0] if row else ""

    def having(self, ids: Sequence[int]) -> frozenset[int]:
        """Those of these documents that have a note."""
        found: set[int] = set()
        for start in range(0, len(ids), 900):
            block = [int(id_) for id_ in ids[start : start + 900]]
            marks = ",".join("?" * len(block))
            rows = self._store.conn.execute(
                f"SELECT document_id FROM notes WHERE document_id IN ({marks})", block
            )
            found.update(row[0] for row in rows)
        return frozenset(found)
