"""One pool of workers that several threads share and that starts when it is first needed."""

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Its libraries cost a tenth of a second, which a matter that is only read need not wait for.
    from pincite.jobs.pool import WorkerPool


class SharedPool:
    """Makes a pool once, when somebody asks for it; safe to use from several threads."""

    def __init__(self, make: Callable[[], "WorkerPool"]) -> None:
        """Start nothing yet."""
        self._make = make
        self._pool: WorkerPool | None = None
        self._guard = Lock()

    def get(self) -> "WorkerPool":
        """The pool, made now if there is none."""
        with self._guard:
            if self._pool is None:
                self._pool = self._make()
            return self._pool

    def close(self) -> None:
        """End the workers, if they were started; what they have not finished is lost."""
        with self._guard:
            if self._pool is not None:
                self._pool.stop()
                self._pool = None
