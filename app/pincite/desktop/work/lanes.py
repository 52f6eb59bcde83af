"""The lanes of long work: one thread that writes in order, pools of threads that read."""

import queue
import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from pincite.desktop.work.tickets import Courier, Ticket
from pincite.jobs.control import Control

Work = Callable[[Any, Control], Any]


class Desk(Protocol):
    """What a lane's thread works with and closes at its end: a matter."""

    def close(self) -> None:
        """Let go of what is open."""


class WriteLane:
    """One thread with its own writing matter; work is done in the order it was asked for.

    A decision does not wait for processing: whenever long work reports a step between two of its
    transactions, the decisions that came in meanwhile are made first.
    """

    def __init__(self, open_matter: Callable[[], Desk], courier: Courier) -> None:
        """`open_matter` runs on the lane's own thread."""
        self._courier = courier
        self._long: deque[tuple[Ticket, Work]] = deque()
        self._decisions: deque[tuple[Ticket, Work]] = deque()
        self._awake = threading.Condition()
        self._is_closing = False
        self._matter: Any = None
        self._failure: Exception | None = None
        self._open_matter = open_matter
        self._running: Ticket | None = None
        self._is_long = False
        self._thread = threading.Thread(target=self._serve, name="pincite-write")
        self._thread.start()

    def decide(self, title: str, work: Work) -> Ticket:
        """Make a short change soon, before any long work that waits."""
        return self._enqueue(self._decisions, title, work)

    def submit(self, title: str, work: Work) -> Ticket:
        """Do long work, after what was asked for before."""
        return self._enqueue(self._long, title, work)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being written or waits to be."""
        with self._awake:
            return not (self._long or self._decisions or self._running)

    def close(self) -> None:
        """Make every decision that waits, stop long work, close the matter, end the thread."""
        with self._awake:
            self._is_closing = True
            while self._long:
                self._long.popleft()[0].drop()
            if self._running is not None and self._is_long:
                self._running.cancel()
            self._awake.notify_all()
        self._thread.join()

    def _enqueue(self, waiting: deque[tuple[Ticket, Work]], title: str, work: Work) -> Ticket:
        ticket = Ticket(title, self._courier)
        with self._awake:
            if self._is_closing:
                ticket.drop()
                return ticket
            waiting.append((ticket, work))
            self._awake.notify_all()
        return ticket

    def _serve(self) -> None:
        try:
            self._matter = self._open_matter()
        except Exception as error:  # noqa: BLE001 - every ticket then ends with it
            self._failure = error
        while (job := self._next()) is not None:
            self._do(*job)
        if self._matter is not None:
            self._matter.close()

    def _next(self) -> tuple[Ticket, Work] | None:
        with self._awake:
            self._running = None
            while not (self._decisions or self._long):
                if self._is_closing:
                    return None
                self._awake.wait()
            is_decision = bool(self._decisions)
            job = (self._decisions if is_decision else self._long).popleft()
            self._running, self._is_long = job[0], not is_decision
            return job

    def _do(self, ticket: Ticket, work: Work) -> None:
        if self._failure is not None:
            ticket.refuse(self._failure)
            return
        ticket.run(partial(self._yielding, work))

    def _yielding(self, work: Work, control: Control) -> Any:
        """Do work that lets decisions through: at each step, and while it is paused."""
        control.meanwhile(self._decide_waiting)
        return work(self._matter, _Yielding(control, self._decide_waiting))

    def _decide_waiting(self) -> None:
        """Make the decisions that wait, unless a transaction is open, which would swallow them."""
        if self._matter.store.conn.in_transaction:
            return
        while self._decisions:
            with self._awake:
                ticket, work = self._decisions.popleft()
            ticket.run(_bound(work, self._matter))


class ReadLane:
    """A pool of threads, each with its own reading matter, opened when it has its first work."""

    def __init__(
        self,
        open_reader: Callable[[], Desk],
        courier: Courier,
        threads: int,
        name: str,
    ) -> None:
        """`open_reader` runs on each of the lane's `threads` threads."""
        self._open_reader = open_reader
        self._courier = courier
        self._waiting: queue.SimpleQueue[tuple[Ticket, Work] | None] = queue.SimpleQueue()
        self._latest: dict[str, Ticket] = {}
        self._is_closed = False
        self._tickets: set[Ticket] = set()
        self._threads = [
            threading.Thread(target=self._serve, name=f"pincite-{name}-{number}")
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, work: Work, *, title: str = "", latest: str = "") -> Ticket:
        """Read something; of those asked for under the same `latest`, only the newest succeeds."""
        ticket = Ticket(title, self._courier, is_query=True)
        if latest:
            self.stop(latest)
            self._latest[latest] = ticket
        if self._is_closed:
            ticket.drop()
            return ticket
        self._tickets.add(ticket)
        self._waiting.put((ticket, work))
        return ticket

    def stop(self, latest: str) -> None:
        """Cancel what was asked for last under this name, if it has not ended."""
        former = self._latest.pop(latest, None)
        if former is not None:
            former.cancel()

    def close(self) -> None:
        """Cancel what waits and runs, close the readers, end the threads."""
        self._is_closed = True
        for ticket in list(self._tickets):
            ticket.cancel()
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        reader: Desk | None = None
        while (job := self._waiting.get()) is not None:
            ticket, work = job
            if ticket.control.is_cancelled:
                ticket.drop()
                self._tickets.discard(ticket)
                continue
            if reader is None:
                try:
                    reader = self._open_reader()
                except Exception as error:  # noqa: BLE001 - reaches the window by its ticket
                    ticket.refuse(error)
                    self._tickets.discard(ticket)
                    continue
            ticket.run(_bound(work, reader))
            self._tickets.discard(ticket)
        if reader is not None:
            reader.close()


class _Yielding(Control):
    """The control of long work on the write lane, which lets decisions through at each step."""

    def __init__(self, control: Control, between: Callable[[], None]) -> None:
        super().__init__()
        self._control = control
        self._between = between

    def step(self, done: int, total: int | None, label: str) -> None:
        self._between()
        self._control.step(done, total, label)

    @property
    def is_cancelled(self) -> bool:
        return self._control.is_cancelled


def _bound(work: Work, matter: Any) -> Callable[[Control], Any]:
    def on_matter(control: Control) -> Any:
        return work(matter, control)

    return on_matter
