"""One connection to a matter's database, used by one thread."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from pincite.errors import MatterError, MatterReadOnly, MatterTooNew
from pincite.jobs.control import Control
from pincite.store.opening import connect
from pincite.store.schema import MATTER, unknown_migrations
from pincite.store.second_thread import OPERATIONS_A_LOOK, SecondThread


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
        self.second = SecondThread(path)
        # What had been changed through this connection when a reading began; None outside of one.
        self._changes_before: int | None = None
        try:
            self.conn = connect(path, is_read_only)
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
        self._changes_before = self.conn.total_changes
        try:
            yield
        finally:
            self._changes_before = None
            self.conn.execute("COMMIT")

    @property
    def is_only_reading(self) -> bool:
        """Whether a reading is open in which nothing was changed, so that others see the same."""
        return self._changes_before == self.conn.total_changes

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
        self.conn.set_progress_handler(lambda: control.is_cancelled, OPERATIONS_A_LOOK)
        self.second.control = control
        try:
            yield
        except sqlite3.OperationalError:
            control.check()
            raise
        finally:
            self.second.control = None
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
        self.second.close()
        if not self.is_read_only:
            self.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.conn.close()
