"""One connection to a matter's database, used by one thread."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from pincite.errors import MatterError, MatterReadOnly, MatterTooNew
from pincite.jobs.control import Control
from pincite.store.schema import MATTER, unknown_migrations

BUSY_TIMEOUT_S = 30.0
CACHE_KIB = 64 * 1024
# So many of SQLite's instructions take well under a millisecond.
_OPERATIONS_A_LOOK = 2_000


class Store:
    """A matter's database: `db` for sqlite-utils, `conn` for plain SQL, `write()` to change it.

    Belongs to the thread that made it; every other thread opens its own.
    """

    def __init__(self, path: Path, *, is_read_only: bool = False) -> None:
        """Open the database at `path`, which must exist unless it may be written.

        Raises:
            MatterTooNew: A newer Pincite made it.
            MatterError: It is not a matter's database, or it is damaged.
        """
        self.path = path
        self.is_read_only = is_read_only
        try:
            self.conn = _connect(path, is_read_only)
            self.db = Database(self.conn, execute_plugins=False)
            unknown = unknown_migrations(self.db)
        except sqlite3.Error as error:
            raise MatterError(
                f"{path.parent.name} cannot be opened.",
                f"Its database cannot be read: {error}.",
                "Restore it from a backup, or open a copy.",
            ) from error
        if unknown:
            self.close()
            raise MatterTooNew(
                f"{path.parent.name} was made by a newer Pincite.",
                f"It has changes this version does not know: {', '.join(unknown)}.",
                "Open it with the newer version.",
            )

    def has_pending_migrations(self) -> bool:
        """Whether this version has changes to the tables that the database lacks."""
        return bool(MATTER.pending(self.db))

    def migrate(self) -> None:
        """Bring the tables to this version; each step is one transaction."""
        MATTER.apply(self.db)

    @contextmanager
    def write(self) -> Iterator[Database]:
        """One transaction, or a savepoint within the one that is open.

        Raises:
            MatterReadOnly: The matter was opened for reading only.
        """
        if self.is_read_only:
            raise MatterReadOnly(
                "Nothing can be changed here.",
                "The matter is open for reading only.",
                "Close it where it is open for writing, and open it again.",
            )
        with self.db.atomic() as database:
            yield database

    @contextmanager
    def read(self) -> Iterator[None]:
        """One view of the database for all that is read within, whatever others write meanwhile."""
        if self.conn.in_transaction:
            yield
            return
        self.conn.execute("BEGIN")
        try:
            yield
        finally:
            self.conn.execute("COMMIT")

    @contextmanager
    def stoppable(self, control: Control | None) -> Iterator[None]:
        """Within this, a statement that runs ends soon after somebody cancels.

        Raises:
            Cancelled: Somebody did.
        """
        if control is None:
            yield
            return
        control.check()
        self.conn.set_progress_handler(lambda: control.is_cancelled, _OPERATIONS_A_LOOK)
        try:
            yield
        except sqlite3.OperationalError:
            control.check()
            raise
        finally:
            self.conn.set_progress_handler(None, 0)

    def setting(self, key: str, default: Any = None) -> Any:
        """The value of a setting, or `default`."""
        row = self.conn.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return default if row is None else json.loads(row[0])

    def set_setting(self, key: str, value: Any) -> None:
        """Keep a setting; any JSON value. Must run within `write()` to be part of a change."""
        self.conn.execute(
            "INSERT INTO settings VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, json.dumps(value, ensure_ascii=False, sort_keys=True)),
        )

    def generation(self) -> int:
        """A number that changes whenever documents, their order or the index change."""
        return int(self.setting("generation", 0))

    def state(self) -> tuple[int, int]:
        """What differs once anything in the database has changed, through whichever connection."""
        (others,) = self.conn.execute("PRAGMA data_version").fetchone()
        return int(others), self.conn.total_changes

    def documents_changed(self) -> None:
        """Move the generation on; call it in the transaction that changed documents."""
        self.set_setting("generation", self.generation() + 1)

    def close(self) -> None:
        """Close the connection; a writer checkpoints first, so that no `-wal` is left behind."""
        if not self.is_read_only:
            self.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.conn.close()


def _connect(path: Path, is_read_only: bool) -> sqlite3.Connection:
    """A connection with the settings that the matter's safety rests on."""
    mode = "ro" if is_read_only else "rwc"
    if is_read_only and _is_on_read_only_medium(path):
        # Nobody can write there, and SQLite must not try to lay a write-ahead log beside it.
        mode = "ro&immutable=1"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        uri,
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        cached_statements=256,
    )
    if not is_read_only:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _is_on_read_only_medium(path: Path) -> bool:
    """Whether a database that was closed cleanly lies where nothing can be written."""
    log = path.with_name(f"{path.name}-wal")
    return not os.access(path.parent, os.W_OK) and not log.exists()
