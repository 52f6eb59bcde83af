"""The history of a matter: who decided what, and taking it back."""

from pincite.store.changed import Changed
from pincite.store.connection import Store
from pincite.store.journal import Entry, Heading, Journal


class History:
    """What was decided in a matter, newest first, with undo and redo."""

    def __init__(self, store: Store, journal: Journal) -> None:
        """Read from the journal of this store."""
        self._store = store
        self._journal = journal

    def entries(self, limit: int = -1, before: int | None = None) -> list[Heading]:
        """Entries from the newest back, all or `limit` of them, older than `before`."""
        return self._journal.entries(limit, before)

    def next_undo(self) -> str | None:
        """The decision that undo would take back, in words; None if there is none."""
        entry = self._journal.next_undo()
        return entry.summary if entry else None

    def next_redo(self) -> str | None:
        """The decision that redo would make again, in words; None if there is none."""
        entry = self._journal.next_redo()
        return entry.summary if entry else None

    def undo(self) -> Changed:
        """Take the last decision back.

        Raises:
            UndoRefused: There is none, or something later touched the same thing.
        """
        with self._store.write():
            return self._after(self._journal.undo())

    def redo(self) -> Changed:
        """Make the decision again that was last taken back.

        Raises:
            UndoRefused: There is none, or something later touched the same thing.
        """
        with self._store.write():
            return self._after(self._journal.redo())

    def head(self) -> str:
        """The hash of the newest entry, which stands for the whole history."""
        return self._journal.head()

    def _after(self, entry: Entry) -> Changed:
        if "documents" in entry.tables:
            self._store.documents_changed()
        return Changed.by(entry, len(entry.changes))
