"""Processing mode: what was read, from where, and what could not be."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pincite.desktop.actions.action import Action
from pincite.desktop.models.processing_view import ProcessingView, SourceRow, read_processing
from pincite.desktop.views.processing_body import ProcessingBody
from pincite.desktop.views.processing_commands import ProcessingCommands
from pincite.desktop.views.processing_header import ProcessingHeader
from pincite.desktop.views.processing_releases import ProcessingReleases
from pincite.desktop.views.shell import Mode, Shell
from pincite.desktop.work.matter_work import Kinds
from pincite.store.documents import Totals
from pincite.store.exceptions import ExceptionRow

_SHOWN_KINDS = frozenset(("documents", "sources", "exceptions", "boundaries"))
_TICK_MS = 1_000
# While a run is on, the other modes learn of new documents once in so many ticks.
_ANNOUNCED_TICKS = 5


class Processing(Mode):
    """Add sources, look at exceptions, verify that originals are unchanged."""

    id = "processing"
    title = "Processing"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        """Compose the mode; offers to go on with a run that was stopped."""
        super().__init__(shell, parent)
        self.view = ProcessingView(Totals(0, 0, 0, 0, 0, 0), (), (), "", ())
        self.commands = ProcessingCommands(self)
        self.header = self.add_header = ProcessingHeader(self.commands, shell.theme, self)
        self.body = ProcessingBody(shell.theme, self)
        self.releases = ProcessingReleases(self, self.body.releases)
        self._ticks = 0
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.body)
        shell.sources_requested.connect(self.commands.ask_custodian)
        self.commands.running_changed.connect(self._on_running_changed)
        body = self.body
        body.source_link_pressed.connect(self._on_source_link)
        body.exception_link_pressed.connect(self._on_exception_link)
        body.source_menu_requested.connect(self.commands.open_source_menu)
        body.exception_menu_requested.connect(self.commands.open_exception_menu)
        body.dropped.connect(self._on_dropped)
        body.files_requested.connect(self.commands.choose_files)
        body.folder_requested.connect(self.commands.choose_folder)
        body.scans_requested.connect(self.commands.scans.ask)
        shell.settled.connect(self.commands.offer_to_go_on)

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.shell.opened.is_read_only

    def mode_actions(self) -> list[Action]:
        return [*self.commands.actions(), *self.releases.actions()]

    def status(self) -> str:
        return self.view.summary

    def enter(self) -> None:
        """Read everything anew; the tables take the keys."""
        self.refresh()
        self.body.sources.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_changes(self, kinds: Kinds) -> None:
        if kinds & _SHOWN_KINDS and self.isVisible():
            self.refresh()

    def takes_drop(self, paths: list[Path]) -> bool:
        """Drops are sources here as everywhere."""
        self.commands.ask_custodian(paths)
        return True

    def refresh(self) -> None:
        """Read what is shown; the newest reading is the one that is shown."""
        self.shell.work.read(read_processing, self._on_read, latest="processing.view")
        self.releases.refresh()

    def _on_read(self, view: ProcessingView) -> None:
        self.view = view
        self.body.show_view(view, is_running=self.commands.is_running)
        self.add_header.show_view(view, is_read_only=self.is_read_only)
        self.status_changed.emit()
        self.shell.actions_changed.emit()

    def _on_running_changed(self) -> None:
        """Follow a run while it is on."""
        if self.commands.is_running:
            self._tick.start()
        else:
            self._tick.stop()
        if self.isVisible():
            self.refresh()
        self.shell.actions_changed.emit()

    def _on_tick(self) -> None:
        self._ticks += 1
        if self.isVisible():
            self.refresh()
        if self._ticks % _ANNOUNCED_TICKS == 0:
            self.shell.work.announce(frozenset({"documents"}))

    def _on_dropped(self, paths: Sequence[Path]) -> None:
        self.commands.ask_custodian(list(paths))

    def _on_source_link(self, source: SourceRow) -> None:
        if source.is_missing:
            self.commands.ask_relink(source)
        elif source.pending and not self.commands.is_running:
            self.commands.go_on()

    def _on_exception_link(self, row: ExceptionRow) -> None:
        self.commands.follow_exception(row)
