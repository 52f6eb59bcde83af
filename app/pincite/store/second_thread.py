"""A second thread for half of a costly search, with a connection of its own.

SQLite and numpy let other threads run while they work, so that two threads take half the time.
"""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TypeVar

from pincite.jobs.control import Control
from pincite.store.opening import connect

# So many of SQLite's instructions take well under a millisecond.
OPERATIONS_A_LOOK = 2_000
# It reads half of the words of a query, one query after the other.
_CACHE_KIB = 8 * 1024

_Result = TypeVar("_Result")


class SecondThread:
    """Started when it is first needed, ended by `close`; everything else is the first thread's."""

    def __init__(self, path: Path) -> None:
        """`path` is the database's."""
        self._path = path
        self._executor: ThreadPoolExecutor | None = None
        # The second thread's own.
        self._conn: sqlite3.Connection | None = None
        self._is_unwanted = Event()
        # Of the search that runs, if it can be cancelled.
        self.control: Control | None = None

    @contextmanager
    def beside(self, work: Callable[[], _Result]) -> Iterator[Future[_Result]]:
        """Do `work` on the second thread while the block runs; it has ended when the block has.

        If the block fails, statements end soon, and `is_unwanted` says so to whatever asks.
        """
        if self._executor is None:
            self._executor = ThreadPoolExecutor(1, thread_name_prefix="pincite-second")
        self._is_unwanted.clear()
        future = self._executor.submit(work)
        try:
            yield future
        except BaseException:
            self._is_unwanted.set()
            raise
        finally:
            future.exception()

    @property
    def is_unwanted(self) -> bool:
        """Whether what runs on the second thread is of no use any more."""
        control = self.control
        return self._is_unwanted.is_set() or (control is not None and control.is_cancelled)

    def connection(self) -> sqlite3.Connection:
        """The second thread's connection, for reading only; to be asked for on that thread."""
        if self._conn is None:
            self._conn = connect(self._path, True, _CACHE_KIB)
            self._conn.set_progress_handler(lambda: self.is_unwanted, OPERATIONS_A_LOOK)
        return self._conn

    def close(self) -> None:
        """End the thread and its connection."""
        if self._executor is None:
            return
        self._executor.submit(self._close_connection).result()
        self._executor.shutdown()
        self._executor = None

    def _close_connection(self) -> None:
        if self._conn is not None:
            self._conn.close()
            self._conn = None
