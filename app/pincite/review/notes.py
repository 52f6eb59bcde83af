"""Writes notes on documents."""

from pincite.domain.documents import as_stored
from pincite.review.reviewed import documents_named, reviewed
from pincite.store.changed import Changed
from pincite.store.connection import Store
from pincite.store.journal import Change, Journal
from pincite.store.notes import DocumentNotes


class Notes(DocumentNotes):
    """The notes on a matter's documents, and every decision about them."""

    def __init__(self, store: Store, journal: Journal) -> None:
        """Read from the store, decide through the journal."""
        super().__init__(store)
        self._journal = journal

    def set(self, document: int, text: str) -> Changed:
        """Write the note on a document; an empty text takes it away.

        Raises:
            UnknownDocument: There is no such document.
        """
        (document,) = reviewed(self._store, [document])
        old, new = self.of_document(document), as_stored(text).strip()
        if old == new:
            return Changed()
        change = Change("notes", {"document_id": document}, _row(old), _row(new))
        verb = "Write the note on" if new else "Delete the note on"
        named = documents_named(self._store, [document])
        return Changed.by(self._journal.apply("note", f"{verb} {named}", [change]))


def _row(text: str) -> dict[str, str] | None:
    return {"text": text} if text else None
