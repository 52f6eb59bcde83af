"""The searches of a matter: those that were saved under a name, and those that were run."""

from dataclasses import dataclass
from datetime import UTC, datetime

from pincite.domain.dialects import Dialect, known_dialect
from pincite.store.connection import Store

KEPT_RUNS = 500


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query under a name; `created_utc` ends in Z."""

    id: int
    name: str
    query: str
    dialect: Dialect
    created_utc: str


@dataclass(frozen=True, slots=True)
class RunSearch:
    """A query that was run, when it was last (ending in Z), and how many documents it found."""

    query: str
    dialect: Dialect
    ran_utc: str
    documents: int


class StoredSearches:
    """The searches of a matter, for reading; and the history, which is no decision."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store

    def all(self) -> list[SavedSearch]:
        """Every saved search, by name."""
        return self._where("1 ORDER BY name COLLATE NOCASE, id")

    def get(self, search: int) -> SavedSearch | None:
        """The saved search with this id, or None."""
        return next(iter(self._where("id = ?", (search,))), None)

    def named(self, name: str) -> SavedSearch | None:
        """The saved search with this name, capitals and spaces at the ends apart, or None."""
        wanted = " ".join(name.split()).casefold()
        return next((one for one in self.all() if one.name.casefold() == wanted), None)

    def history(self, limit: int = -1) -> list[RunSearch]:
        """What was run, each query once, the newest first."""
        rows = self._store.conn.execute(
            "SELECT query, dialect, ran_utc, documents FROM search_history"
            " ORDER BY id DESC LIMIT ?",
            (limit,),
        )
        return [
            RunSearch(query, known_dialect(dialect), ran, documents)
            for query, dialect, ran, documents in rows
        ]

    def keep_run(self, query: str, dialect: Dialect, documents: int) -> bool:
        """Put a query on top of the history; False where the matter is only read, or it is empty.

        A query stands there once, with its newest time; the oldest beyond `KEPT_RUNS` are dropped.
        """
        wanted = " ".join(query.split())
        if self._store.is_read_only or not wanted:
            return False
        with self._store.write() as database:
            # The number of a row is its age, so that two runs in one moment keep their order.
            database.conn.execute(
                "DELETE FROM search_history WHERE query = ? AND dialect = ?", (wanted, dialect)
            )
            database.conn.execute(
                "INSERT INTO search_history (id, query, dialect, ran_utc, documents)"
                " SELECT coalesce(max(id), 0) + 1, ?, ?, ?, ? FROM search_history",
                (wanted, dialect, now_utc(), documents),
            )
            database.conn.execute(
                "DELETE FROM search_history WHERE id NOT IN"
                " (SELECT id FROM search_history ORDER BY id DESC LIMIT ?)",
                (KEPT_RUNS,),
            )
        return True

    def _where(self, condition: str, values: tuple[int, ...] = ()) -> list[SavedSearch]:
        rows = self._store.conn.execute(
            f"SELECT id, name, query, dialect, created_utc FROM saved_searches WHERE {condition}",
            values,
        )
        return [
            SavedSearch(id_, name, query, known_dialect(dialect), created)
            for id_, name, query, dialect, created in rows
        ]


def now_utc() -> str:
    """This second, ending in Z."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
