"""Reports mode: what each search term of a list finds, on screen and as files."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.actions.action import Action
from pincite.desktop.models.term_rows import UNIQUE, WORDS
from pincite.desktop.models.term_work import (
    documents_query,
    run_terms,
    unique_query,
    write_report,
)
from pincite.desktop.views.certificates import Certificates
from pincite.desktop.views.reports_list import ReportsList
from pincite.desktop.views.reports_results import ReportsResults
from pincite.desktop.views.shell import Mode, Shell
from pincite.desktop.widgets.folders import show_in_folder
from pincite.desktop.work.matter_work import Kinds
from pincite.desktop.work.tickets import Courier, Ticket
from pincite.search import Query, TermRow
from pincite.search.reports.certificate import ReportRun
from pincite.search.reports.term_lists import TermsDraft

if TYPE_CHECKING:
    from pincite.matter import Matter

_WIDTHS_PX = (372, 1068)
_CHANGING = frozenset(("documents", "tags", "coding", "passages", "notes", "exhibits"))
_MATTER_CHANGED = "The matter has changed since; run it again for what holds now."
_LIST_CHANGED = "The list has changed since; run it again for what it says now."
_LIST_ENDINGS = frozenset((".txt", ".csv", ".xlsx", ".xlsm"))
_WORKBOOK, _TABLE = "Workbook (*.xlsx)", "Table (*.csv)"


class Reports(Mode):
    """A list at the left, what its terms find at the right; rows come as they are found."""

    id = "reports"
    title = "Reports"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        """Compose the mode; the list that was kept is read when it is restored."""
        super().__init__(shell, parent)
        self.run: ReportRun | None = None
        self._running: Ticket | None = None
        self._within: Query | None = None
        self._ran: TermsDraft | None = None
        self._has_matter_changed = False
        # Rows of a run that was stopped may still be on their way.
        self._token = object()
        self._courier = Courier(self)
        self.list = ReportsList(shell, self)
        self.results = ReportsResults(shell.theme, self)
        self.certificates = Certificates(shell, self)
        self._compose()
        self.list.checked.connect(self._on_list_checked)
        self.results.list_wanted.connect(self.list.choose_list)
        self.results.link_pressed.connect(self._on_link_pressed)
        self._show_state()

    def mode_actions(self) -> list[Action]:
        def act(
            id_: str, title: str, run: object, keys: tuple[str, ...], enabled: object
        ) -> Action:
            return Action(
                f"reports.{id_}", title, run, "Search", keys, enabled, "report", "reports"  # type: ignore[arg-type]
            )  # fmt: skip

        return [
            act("run", "Run the term report", self.start, ("Ctrl+Return",), self.can_run),
            act("stop", "Stop the term report", self.stop, ("Ctrl+.",), self.is_running),
            act("open", "Open a list of terms…", self.list.choose_list, ("Ctrl+Shift+O",), _always),
            act("save", "Save the term report…", self.ask_save, ("Ctrl+S",), self.has_run),
            act("copy", "Copy the rows", self.results.copy, ("Ctrl+C",), self.has_run),
            act(
                "certificate",
                "Certificate of the term report…",
                self.ask_certificate,
                ("Ctrl+Shift+S",),
                self.has_run,
            ),
        ]

    def status(self) -> str:
        return ""

    def enter(self) -> None:
        if self.results.rows.rowCount():
            self.results.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.list.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_changes(self, kinds: Kinds) -> None:
        if kinds & _CHANGING:
            self._has_matter_changed = True
            self._say_what_changed()
            self.list.check()

    def place(self) -> dict[str, Any]:
        self.list.keep()
        self.shell.settings.set_state("reports/splitter", self._splitter.saveState())
        return {}

    def restore(self, place: dict[str, Any]) -> None:
        self._splitter.restoreState(self.shell.settings.state("reports/splitter"))
        self.list.restore()

    def takes_drop(self, paths: list[Path]) -> bool:
        """A list that is dropped here is opened; anything else is a source."""
        if len(paths) == 1 and paths[0].suffix.lower() in _LIST_ENDINGS:
            self.list.open_list(paths[0])
            return True
        return False

    def can_run(self) -> bool:
        """Whether the list can be run now."""
        return self._running is None and self.list.can_run

    def is_running(self) -> bool:
        """Whether a report is being run."""
        return self._running is not None

    def has_run(self) -> bool:
        """Whether there is a report to save."""
        return self.run is not None

    def start(self) -> None:
        """Run the list; rows are shown as they come."""
        if not self.can_run():
            return
        self.list.keep()
        meaning = self.list.meaning
        within = meaning.within if meaning else None
        self._within = within if isinstance(within, Query) else None
        self.run = None
        self._ran, self._has_matter_changed = self.list.draft, False
        self.results.start()
        self._token = object()
        work = partial(run_terms, self.list.draft, partial(self._send_row, self._token))
        ticket = self.shell.work.export(
            "Running the search terms", work, self._on_run, failed=self._on_failed
        )
        ticket.cancelled.connect(self._on_cancelled)
        self._running = ticket
        self._show_state()

    def stop(self) -> None:
        """Stop the report that is running; its rows stay."""
        if self._running is not None:
            self._running.cancel()

    def ask_save(self) -> None:
        """Ask where, then write the report as a workbook or as CSV."""
        suggested = str(Path.home() / f"{self.shell.opened.name} - search terms.xlsx")
        path, kind = QFileDialog.getSaveFileName(
            self, "Save the term report", suggested, f"{_WORKBOOK};;{_TABLE}"
        )
        if path:
            ending = ".csv" if kind == _TABLE else ".xlsx"
            chosen = Path(path)
            self.save(chosen if chosen.suffix else chosen.with_suffix(ending))

    def save(self, path: Path) -> None:
        """Write the report, by the name's ending as CSV or as a workbook."""
        if self.run is not None:
            work = partial(write_report, self.run, path)
            self.shell.work.export(
                "Saving the term report", work, partial(self._on_saved, self.run)
            )

    def ask_certificate(self) -> None:
        """Ask where, then write the certificate of the report."""
        if self.run is not None:
            self.certificates.ask_for_run(self.run)

    def _compose(self) -> None:
        self._run_button = QPushButton("Run", self.header)
        self._run_button.setProperty("role", "primary")
        self._run_button.clicked.connect(self._on_run_pressed)
        self._hint = QLabel("Ctrl+Return", self.header)
        self._hint.setProperty("role", "quiet")
        self._save = QPushButton("Save…", self.header)
        self._save.setToolTip("As a workbook or as CSV (Ctrl+S)")
        self._save.setAccessibleName("Save the term report")
        self._save.clicked.connect(self.ask_save)
        self._certificate = QPushButton("Certificate…", self.header)
        self._certificate.setToolTip("A page to print: what was searched, found, and not seen")
        self._certificate.clicked.connect(self.ask_certificate)
        row = QHBoxLayout(self.header)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for widget in (self._run_button, self._hint):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._save)
        row.addWidget(self._certificate)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(self.results)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes(list(_WIDTHS_PX))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter)

    def _show_state(self) -> None:
        """Offer what can be done now."""
        self._run_button.setText("Stop" if self.is_running() else "Run")
        self._run_button.setEnabled(self.is_running() or self.can_run())
        self._hint.setText("Ctrl+." if self.is_running() else "Ctrl+Return")
        self._save.setEnabled(self.has_run())
        self._certificate.setEnabled(self.has_run())
        self.shell.actions_changed.emit()

    def _send_row(self, token: object, row: TermRow) -> None:
        """Called on the lane's thread: have the row shown on the window's."""
        self._courier.send(partial(self._on_row, token, row))

    def _on_row(self, token: object, row: TermRow) -> None:
        if token is self._token and self._running is not None:
            self.results.add(row)

    def _on_run(self, run: ReportRun) -> None:
        self._running = None
        self.run = run
        self.results.show_run(run)
        self._say_what_changed()
        self._show_state()

    def _on_cancelled(self) -> None:
        self._running = None
        self.results.say("Stopped: these terms ran, and none was compared with the others.")
        self._show_state()

    def _on_failed(self, error: Exception) -> None:
        self._running = None
        self.results.say("")
        self._show_state()
        self.shell.show_error(error)

    def _on_list_checked(self) -> None:
        self._say_what_changed()
        self._show_state()

    def _say_what_changed(self) -> None:
        """Say below the report whether it is still that of the list and of the matter."""
        said = _LIST_CHANGED if self._ran != self.list.draft else ""
        self.results.show_changed(_MATTER_CHANGED if self._has_matter_changed else said)

    def _on_run_pressed(self) -> None:
        if self.is_running():
            self.stop()
        else:
            self.start()

    def _on_link_pressed(self, row: TermRow, column: int) -> None:
        if column == WORDS:
            self.results.show_words(row)
        elif column == UNIQUE and self.run is not None:
            self.shell.query_requested.emit(unique_query(row, self.run))
        else:
            self.shell.query_requested.emit(documents_query(row, self._within))

    def _on_saved(self, run: ReportRun, path: Path) -> None:
        def record(matter: "Matter") -> Kinds:
            is_recorded = matter.reports.record_report(run, path.name)
            return frozenset({"history"}) if is_recorded else frozenset()

        self.shell.work.decide(record)
        show = ("Show in folder", partial(show_in_folder, path))
        self.shell.tell(f"Saved as {path.name}.", link=show)


def _always() -> bool:
    return True
