"""A ticket stands for one piece of long work, from when it is asked for to its one outcome."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from pincite.errors import Cancelled
from pincite.jobs.control import Control, Progress


class Courier(QObject):
    """Carries calls from any thread to the window's thread, in order, always queued."""

    _sent = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Belong to the thread that makes it."""
        super().__init__(parent)
        self._sent.connect(self._on_sent, Qt.ConnectionType.QueuedConnection)

    def send(self, call: Callable[[], None]) -> None:
        """Have `call` made on the window's thread."""
        self._sent.emit(call)

    def _on_sent(self, call: Callable[[], None]) -> None:
        call()


class Ticket(QObject):
    """Ends in exactly one of `succeeded`, `failed` and `cancelled`, on the window's thread.

    The outcome is always queued: whoever asks for work can connect after asking. `progressed`
    carries a `Progress`; `failed` carries the exception.
    """

    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    progressed = Signal(object)

    def __init__(self, title: str, courier: Courier, *, is_query: bool = False) -> None:
        """`title` says what is being done, for the status bar; it may be empty.

        A query that was cancelled never succeeds, even when its result was already on its way.
        """
        super().__init__(courier)
        self.title = title
        self._is_query = is_query
        self.has_ended = False
        self.control = Control(self._report)
        self._courier = courier
        self._reporting = threading.Lock()
        self._latest: Progress | None = None

    def cancel(self) -> None:
        """Ask the work to stop; it does at its next step."""
        self.control.cancel()

    def run(self, work: Callable[[Control], Any]) -> None:
        """Do the work on this thread and send its outcome. One of the three broad doors."""
        try:
            if self.control.is_cancelled:
                raise Cancelled
            result = work(self.control)
        except Cancelled:
            self._courier.send(self._on_cancelled)
        except BaseException as error:  # noqa: BLE001 - the outcome, whatever it is
            self._send_failure(error)
        else:
            self._send_result(result)

    def refuse(self, error: Exception) -> None:
        """End as failed without running."""
        self._send_failure(error)

    def drop(self) -> None:
        """End as cancelled without running."""
        self._courier.send(self._on_cancelled)

    def _send_failure(self, error: BaseException) -> None:
        def deliver() -> None:
            self._end()
            self.failed.emit(error)
            self._close()

        self._courier.send(deliver)

    def _send_result(self, result: Any) -> None:
        def deliver() -> None:
            if self._is_query and self.control.is_cancelled:
                self._on_cancelled()
                return
            self._end()
            self.succeeded.emit(result)
            self._close()

        self._courier.send(deliver)

    def _on_cancelled(self) -> None:
        self._end()
        self.cancelled.emit()
        self._close()

    def _end(self) -> None:
        self.has_ended = True

    def _close(self) -> None:
        self.ended.emit()
        self.deleteLater()

    def _report(self, progress: Progress) -> None:
        """Called on the work's thread; only the newest progress is carried over."""
        with self._reporting:
            is_waiting = self._latest is not None
            self._latest = progress
        if not is_waiting:
            self._courier.send(self._on_progress)

    def _on_progress(self) -> None:
        with self._reporting:
            progress, self._latest = self._latest, None
        if progress is not None and not self.has_ended:
            self.progressed.emit(progress)
