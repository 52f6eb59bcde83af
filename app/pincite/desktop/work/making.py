"""Makes a matter while there is no window yet whose lanes could do it."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from pincite.desktop.work.tickets import Courier, Ticket
from pincite.jobs.control import Control


class Making(QObject):
    """One matter at a time is made, on a thread of its own."""

    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing is being made."""
        super().__init__(parent)
        self._courier = Courier(self)
        self._thread: threading.Thread | None = None
        self._ticket: Ticket | None = None

    def begin(self, make: Callable[[Control], Any], done: Callable[[Any], None]) -> None:
        """Call `done` with what `make` returns, on the window's thread; `failed` otherwise."""
        if self._thread is not None and self._thread.is_alive():
            return
        ticket = Ticket("", self._courier)
        ticket.succeeded.connect(done)
        ticket.failed.connect(self.failed)
        self._ticket = ticket
        self._thread = threading.Thread(target=ticket.run, args=(make,), name="pincite-making")
        self._thread.start()

    def close(self) -> None:
        """Stop what is being made, and wait until it has stopped."""
        if self._ticket is not None:
            self._ticket.cancel()
        if self._thread is not None:
            self._thread.join()
