"""All long work of one window on its matter: what is read, what is changed, and who is told."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from pincite.desktop.work.lanes import ReadLane, WriteLane
from pincite.desktop.work.tickets import Courier, Ticket
from pincite.jobs.control import Control

if TYPE_CHECKING:
    from pincite.matter import Matter

READERS = 2

Kinds = frozenset[str]


@dataclass(frozen=True, slots=True)
class Opened:
    """What a window needs to know of its matter once it is open."""

    path: Path
    name: str
    prefix: str
    matter_id: str
    is_read_only: bool
    notices: tuple[str, ...]


class MatterWork(QObject):
    """The lanes of one matter, and the one signal that tells all views what changed.

    Everything that is passed as `done` or `failed` is called on the window's thread. Where no
    `failed` is given, `failed` of this object is emitted and the window shows the error.
    """

    opened = Signal(object)
    changed = Signal(object)
    failed = Signal(object)
    started = Signal(object)
    saving = Signal()
    saved = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        """Start the lanes; `opened` or `failed` follows."""
        super().__init__(parent)
        self._path = path
        self._courier = Courier(self)
        self._is_open = threading.Event()
        self._matter: Matter | None = None
        self._open_failure: Exception | None = None
        self._pending = 0
        self._writer = WriteLane(self._open, self._courier)
        self._readers = ReadLane(self._open_reader, self._courier, READERS, "read")
        self._painters = ReadLane(self._open_reader, self._courier, 1, "pages")
        self._searchers = ReadLane(self._open_reader, self._courier, 1, "search")
        self._glances = ReadLane(self._open_reader, self._courier, 1, "glance")
        ticket = self._writer.decide("", self._describe)
        ticket.succeeded.connect(self.opened)
        ticket.failed.connect(self.failed)

    def read(
        self,
        work: Callable[["Matter", Control], Any],
        done: Callable[[Any], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        latest: str = "",
    ) -> Ticket:
        """Read from the matter; of those under the same `latest` only the newest succeeds."""
        ticket = self._readers.submit(work, latest=latest)
        return self._connected(ticket, done, failed)

    def search(
        self,
        work: Callable[["Matter", Control], Any],
        done: Callable[[Any], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        latest: str = "",
    ) -> Ticket:
        """Search the whole matter: on one thread, in order, so that what it keeps is kept once."""
        ticket = self._searchers.submit(work, latest=latest)
        return self._connected(ticket, done, failed)

    def glance(
        self,
        work: Callable[["Matter", Control], Any],
        done: Callable[[Any], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        latest: str = "",
    ) -> Ticket:
        """Read what takes no time, while somebody types: a slow search never holds it up."""
        ticket = self._glances.submit(work, latest=latest)
        return self._connected(ticket, done, failed)

    def stop_searching(self, *latest: str) -> None:
        """Cancel what `search` was asked for last under these names, if it has not ended."""
        for name in latest:
            self._searchers.stop(name)

    def render(
        self,
        work: Callable[["Matter", Control], Any],
        done: Callable[[Any], None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
        latest: str = "",
    ) -> Ticket:
        """Have pages drawn: on a lane of their own, so that they never hold up a search."""
        ticket = self._painters.submit(work, latest=latest)
        return self._connected(ticket, done, failed)

    def decide(
        self,
        change: Callable[["Matter"], Kinds],
        done: Callable[[Any], None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> Ticket:
        """Make a reviewer's decision; it returns the kinds of things that changed."""

        def work(matter: "Matter", _: Control) -> Kinds:
            return change(matter)

        return self._changing(self._writer.decide("", work), done, failed)

    def write(
        self,
        title: str,
        work: Callable[["Matter", Control], Kinds],
        done: Callable[[Any], None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> Ticket:
        """Do long work that changes the matter; it has a progress bar under its title."""
        ticket = self._changing(self._writer.submit(title, work), done, failed)
        self.started.emit(ticket)
        return ticket

    def export(
        self,
        title: str,
        work: Callable[["Matter", Control], Any],
        done: Callable[[Any], None],
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> Ticket:
        """Do long work that only reads the matter; it has a progress bar under its title."""
        ticket = self._readers.submit(work, title=title)
        self._connected(ticket, done, failed)
        self.started.emit(ticket)
        return ticket

    def read_first(self, document: int) -> None:
        """Have the scanned pages of a document read before others, if any are being read."""
        # Asking for the reader would make one here, on a thread that does not own the matter.
        reader = vars(self._matter).get("ocr") if self._matter is not None else None
        if reader is not None:
            reader.prioritise(document)

    @property
    def has_unsaved(self) -> bool:
        """Whether a change is still being made."""
        return self._pending > 0

    def announce(self, kinds: Kinds) -> None:
        """Tell all views that these kinds of things changed; safe from any thread."""
        self._courier.send(_Announcement(self, kinds))

    def close(self) -> None:
        """Make what was decided, stop the rest, close the matter."""
        self._searchers.close()
        self._readers.close()
        self._glances.close()
        self._painters.close()
        self._writer.close()

    def _changing(
        self,
        ticket: Ticket,
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> Ticket:
        self._pending += 1
        self.saving.emit()
        ticket.ended.connect(self._on_change_ended)
        ticket.succeeded.connect(self._on_changed)
        return self._connected(ticket, done, failed)

    def _connected(
        self,
        ticket: Ticket,
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> Ticket:
        if done is not None:
            ticket.succeeded.connect(done)
        ticket.failed.connect(failed if failed is not None else self.failed)
        return ticket

    def _on_changed(self, kinds: Kinds) -> None:
        if kinds:
            self.changed.emit(kinds)

    def _on_change_ended(self) -> None:
        self._pending -= 1
        if not self._pending:
            self.saved.emit()

    def _open(self) -> "Matter":
        """Open for writing, or for reading where somebody else writes. On the write lane."""
        from pincite.matter import Matter

        try:
            self._matter = Matter.open(self._path)
        except Exception as error:
            self._open_failure = error
            raise
        finally:
            self._is_open.set()
        return self._matter

    def _open_reader(self) -> "Matter":
        """A second, read-only matter for a reading thread."""
        self._is_open.wait()
        if self._open_failure is not None:
            raise self._open_failure
        assert self._matter is not None
        return self._matter.reader()

    def _describe(self, matter: "Matter", _: Control) -> Opened:
        return Opened(
            matter.folder,
            matter.name,
            matter.prefix,
            str(matter.store.setting("matter_id", self._path)),
            matter.is_read_only,
            matter.notices,
        )


class _Announcement:
    """A call that tells what changed."""

    def __init__(self, work: MatterWork, kinds: Kinds) -> None:
        self._work = work
        self._kinds = kinds

    def __call__(self) -> None:
        self._work.changed.emit(self._kinds)
