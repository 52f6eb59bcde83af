"""The window of one matter: menus, mode switch, notice bar, the modes, status bar."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.actions.action import Action
from pincite.desktop.actions.registry import Actions
from pincite.desktop.dialogs.bug_report import BugReport
from pincite.desktop.settings import Settings
from pincite.desktop.theme import Theme
from pincite.desktop.views.exhibits import Exhibits
from pincite.desktop.views.modes import MODES
from pincite.desktop.views.shell import Mode, Shell
from pincite.desktop.views.window_actions import window_actions
from pincite.desktop.widgets.dropped import dropped_paths
from pincite.desktop.widgets.mode_switch import ModeSwitch
from pincite.desktop.widgets.notice import Link, Notice
from pincite.desktop.widgets.status import StatusBar
from pincite.desktop.widgets.title_bar import TitleMenuBar
from pincite.desktop.work.matter_work import Kinds, MatterWork, Opened
from pincite.errors import PinciteError
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.store.documents import Totals

_COUNTED = {"documents", "coding"}


class MatterWindow(QMainWindow):
    """One matter, in one window. It owns the long work, and ends it when it is closed."""

    start_screen_requested = Signal()
    closed = Signal(object)
    could_not_open = Signal(object)

    def __init__(
        self, path: Path, theme: Theme, settings: Settings, sources: tuple[Path, ...] = ()
    ) -> None:
        """Begin to open the matter at `path`; the modes appear when it is open.

        `sources` are added to it then.
        """
        super().__init__(None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.theme = theme
        self.settings = settings
        self.path = path
        self.shell: Shell | None = None
        self._sources = sources
        self._modes: dict[str, Mode] = {}
        self._totals: Totals | None = None
        self.work = MatterWork(path, self)
        self.registry = Actions(self)
        self.setWindowTitle(f"{path.stem} — Pincite")
        self._compose()
        self.resize(1440, 900)
        self.restoreGeometry(settings.state("window/geometry"))
        self.work.opened.connect(self._on_opened)
        self.work.failed.connect(self._on_failed)

    @property
    def mode(self) -> Mode:
        """The mode that is shown."""
        return self._modes[self._switch.choice]

    def mode_called(self, id_: str) -> Mode:
        """One of the modes."""
        return self._modes[id_]

    def show_mode(self, id_: str) -> None:
        """Turn to a mode; one that is not built is left alone."""
        if id_ not in self._modes:
            return
        mode = self._modes[id_]
        self._switch.choose(id_)
        self._bodies.setCurrentWidget(mode)
        self._headers.setCurrentWidget(mode.header)
        self.registry.set_mode(id_)
        mode.enter()
        self._on_status_changed()

    def show_notice(self, kind: str, error: Exception, link: Link | None = None) -> None:
        """Show a sentence or a known error in the bar; a bug in a dialog of its own."""
        if isinstance(error, PinciteError):
            self.notice.show_message(kind, error, link)
        else:
            report = BugReport(error, self)
            report.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            report.show()

    def sizeHint(self) -> QSize:
        """The size of the drawings."""
        return QSize(1440, 900)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place, make what was decided, stop the rest."""
        self.settings.set_state("window/geometry", self.saveGeometry())
        if self.shell is not None:
            places = {id_: mode.place() for id_, mode in self._modes.items()}
            place = {"mode": self._switch.choice, "modes": places}
            self.settings.set_place(self.shell.opened.matter_id, place)
        self.settings.save()
        self.work.close()
        self.closed.emit(self)
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files can be dropped anywhere in the window."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files that no mode wants are sources."""
        paths = dropped_paths(event.mimeData())
        event.acceptProposedAction()
        if self.shell is not None and not self.mode.takes_drop(paths):
            self.shell.sources_requested.emit(paths)

    def _compose(self) -> None:
        self._bar = TitleMenuBar(self)
        self.setMenuBar(self._bar)
        self._switch = ModeSwitch(Exhibits.id, self)
        self._switch.chosen.connect(self.show_mode)
        self._headers = QStackedWidget(self)
        self._bodies = QStackedWidget(self)
        self._opening = QLabel("Opening the matter…", self)
        self._opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._opening.setProperty("role", "quiet")
        self._bodies.addWidget(self._opening)
        self.notice = Notice(self.theme, self)
        self._status = StatusBar(self.work, self.theme, self)
        help_ = QPushButton("?", self)
        help_.setAccessibleName("Keys")
        help_.setToolTip("All keys (?)")
        help_.clicked.connect(self._on_help)
        header = QWidget(self)
        header.setObjectName("header")
        row = QHBoxLayout(header)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(14)
        row.addWidget(self._switch)
        row.addWidget(self._headers, 1)
        row.addWidget(help_)
        central = QWidget(self)
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (header, self.notice, self._bodies, self._status):
            column.addWidget(widget, 1 if widget is self._bodies else 0)
        self.setCentralWidget(central)
        self._header = header
        header.setEnabled(False)

    def _on_opened(self, opened: Opened) -> None:
        shell = Shell(self.work, opened, self.theme, self.settings, self)
        self.shell = shell
        self.settings.add_recent(opened.path)
        self.setWindowTitle(f"{opened.name} — Pincite")
        self._bar.set_title(opened.name)
        self._header.setEnabled(True)
        self._status.show_read_only(opened.is_read_only)
        self.registry.add(window_actions(self))
        for number, make in enumerate(MODES, start=1):
            self._add_mode(make(shell, self), number)
        self._connect(shell)
        self.registry.fill(self._bar)
        self._restore_place(opened)
        self.work.render(_start_page_workers)
        for notice in opened.notices:
            shell.tell(notice, kind="warning")
        if self._sources:
            shell.sources_requested.emit(list(self._sources))

    def _restore_place(self, opened: Opened) -> None:
        """Go back to where the reviewer was; settings that are damaged are passed over."""
        place = self.settings.place(opened.matter_id)
        places = place.get("modes")
        for id_, mode in self._modes.items():
            mode.restore(places.get(id_, {}) if isinstance(places, dict) else {})
        known = place.get("mode")
        self.show_mode(known if known in self._modes else next(iter(self._modes)))

    def _connect(self, shell: Shell) -> None:
        shell.notice_requested.connect(self._on_notice_requested)
        shell.mode_requested.connect(self.show_mode)
        shell.actions_changed.connect(self.registry.refresh)
        shell.settled.connect(self._count)
        self._switch.documents_dropped.connect(shell.exhibit_requested)
        self.work.changed.connect(self._on_changed)

    def _add_mode(self, mode: Mode, number: int) -> None:
        self._modes[mode.id] = mode
        self._switch.add(mode.id, mode.title)
        self._bodies.addWidget(mode)
        self._headers.addWidget(mode.header)
        mode.status_changed.connect(self._on_status_changed)
        show = Action(
            id=f"view.mode.{mode.id}",
            title=mode.title,
            run=partial(self.show_mode, mode.id),
            menu="View",
            group="modes",
            shortcuts=(f"Ctrl+{number}",),
        )
        self.registry.add([show, *mode.mode_actions()])

    def _on_changed(self, kinds: Kinds) -> None:
        for mode in self._modes.values():
            mode.show_changes(kinds)
        if kinds & _COUNTED:
            self._count()
        self.registry.refresh()

    def _count(self) -> None:
        self.work.read(_totals, self._on_counted, latest="totals")

    def _on_counted(self, totals: Totals) -> None:
        self._totals = totals
        self._status.show_coded(totals)
        self._on_status_changed()

    def _on_status_changed(self) -> None:
        self._status.show_text(self.mode.status() or _held(self._totals))

    def _on_notice_requested(self, notice: tuple[str, Exception, Link | None]) -> None:
        self.show_notice(*notice)

    def _on_failed(self, error: Exception) -> None:
        if self.shell is None:
            self.could_not_open.emit(error)
            self.close()
        else:
            self.show_notice("error", error)

    def _on_help(self) -> None:
        self.registry.run("help.keys")


def _held(totals: Totals | None) -> str:
    """What the matter holds, in a few words."""
    if totals is None:
        return ""
    held = [_counted(totals.documents, "document")]
    if totals.pages:
        held.append(_counted(totals.pages, "page"))
    return " · ".join(held)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _start_page_workers(matter: Matter, _: Control) -> None:
    matter.start_page_workers()


def _totals(matter: Matter, _: Control) -> Totals:
    return matter.documents.totals()
