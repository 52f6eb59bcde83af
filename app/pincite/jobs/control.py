"""How long work reports, pauses and stops."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from pincite.errors import Cancelled

# How often a held job does what cannot wait.
_HELD_TICK_S = 0.05
# Before that share is done nothing tells how long the rest will take.
_LEAST_TOLD = 0.02


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: `total` is None while it is unknown, `left_s` while it cannot be told."""

    done: int
    total: int | None
    label: str
    left_s: float | None


class Control:
    """Given to every job: `step` reports, waits while paused, and is where a cancel takes hold."""

    def __init__(self, report: Callable[[Progress], None] | None = None) -> None:
        """`report` is called on the job's own thread, at every step."""
        self._report = report
        self._meanwhile: Callable[[], None] | None = None
        self._cancelled = threading.Event()
        self._running = threading.Event()
        self._running.set()
        self._started = time.monotonic()
        self._paused_s = 0.0

    def step(self, done: int, total: int | None, label: str) -> None:
        """Report that `done` of `total` is done.

        Raises:
            Cancelled: Somebody called `cancel`.
        """
        self.check()
        if self._report:
            self._report(Progress(done, total, label, self._left_s(done, total)))

    def check(self) -> None:
        """Wait while paused, without a report: for the inside of a long step.

        Raises:
            Cancelled: Somebody called `cancel`.
        """
        self._wait_while_paused()
        if self._cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Stop the job at its next step, also while it is paused."""
        self._cancelled.set()
        self._running.set()

    def pause(self) -> None:
        """Hold the job at its next step."""
        self._running.clear()

    def resume(self) -> None:
        """Let a held job go on."""
        self._running.set()

    def meanwhile(self, work: Callable[[], None]) -> None:
        """Have `work` done on the job's own thread, now and then for as long as the job is held."""
        self._meanwhile = work

    @property
    def is_paused(self) -> bool:
        """Whether the job is held, or will be at its next step."""
        return not self._running.is_set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the job was told to stop."""
        return self._cancelled.is_set()

    def _wait_while_paused(self) -> None:
        if self._running.is_set():
            return
        since = time.monotonic()
        while not self._running.wait(_HELD_TICK_S):
            if self._meanwhile:
                self._meanwhile()
        self._paused_s += time.monotonic() - since

    def _left_s(self, done: int, total: int | None) -> float | None:
        elapsed = time.monotonic() - self._started - self._paused_s
        if not total or done < _LEAST_TOLD * total or not done or elapsed < 1:
            return None
        return elapsed / done * (total - done)
