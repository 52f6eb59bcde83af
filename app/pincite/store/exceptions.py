"""What could not be read, or not wholly: always listed, never dropped."""

from dataclasses import dataclass

from pincite.domain.documents import DocumentId
from pincite.store.connection import Store


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """One exception: where it lies, why, what is the matter, and what can be done.

    `path` is for people, with the steps into containers: `a.mbox › message 12 › b.zip › c.xls`.
    """

    id: int
    document: DocumentId | None
    source: str
    path: str
    reason: str
    message: str
    remedy: str


_SELECT = (
    "SELECT exceptions.id, document_id, coalesce(sources.path, ''), exceptions.path, reason,"
    " message, remedy FROM exceptions LEFT JOIN files ON files.id = file_id"
    " LEFT JOIN sources ON sources.id = source_id"
)


class Exceptions:
    """The exceptions of a matter, for reading."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store

    def all(self) -> list[ExceptionRow]:
        """Every exception in the order in which they were met."""
        rows = self._store.conn.execute(f"{_SELECT} ORDER BY exceptions.id")
        return [ExceptionRow(*row) for row in rows]

    def of_document(self, document: int) -> list[ExceptionRow]:
        """What could not be read of one document."""
        rows = self._store.conn.execute(
            f"{_SELECT} WHERE document_id = ? ORDER BY exceptions.id", (document,)
        )
        return [ExceptionRow(*row) for row in rows]

    def by_reason(self) -> list[tuple[str, int]]:
        """How many there are of each reason, the commonest first."""
        return self._store.conn.execute(
            "SELECT reason, count(*) FROM exceptions GROUP BY reason ORDER BY 2 DESC, 1"
        ).fetchall()

    def remove(self, document: int, reason: str) -> None:
        """Take an exception of a document off the list: what it says is true no longer."""
        with self._store.write() as database:
            database.conn.execute(
                "DELETE FROM exceptions WHERE document_id = ? AND reason = ?", (document, reason)
            )

    def add(self, document: int, reason: str, message: str, remedy: str = "") -> None:
        """List an exception of a document that is there already, once."""
        with self._store.write() as database:
            database.conn.execute(
                "INSERT INTO exceptions (file_id, document_id, path, reason, message, remedy)"
                " SELECT file_id, id, coalesce(nullif(filename, ''), subject), ?1, ?2, ?3"
                " FROM documents WHERE id = ?4 AND NOT EXISTS (SELECT 1 FROM exceptions"
                "   WHERE document_id = ?4 AND reason = ?1 AND message = ?2)",
                (reason, message, remedy, document),
            )
