"""What is done in Processing mode: adding, going on, verifying, relinking, the report."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu

from pincite.desktop.actions.action import Action
from pincite.desktop.dialogs.add_sources import AddSources, choose_files, choose_folder
from pincite.desktop.dialogs.relink import RelinkDialog
from pincite.desktop.dialogs.verification import VerificationDialog
from pincite.desktop.models.decisions import save_original
from pincite.desktop.models.processing_report import write_report
from pincite.desktop.models.processing_view import SourceRow
from pincite.desktop.models.source_work import (
    ScanReading,
    SourceReading,
    SourceRelinking,
    WeakReading,
    pending_sentence,
    read_pending,
    record_verification,
    told_verification,
    verify_sources,
)
from pincite.desktop.views.processing_body import DECIDE, FOLDER, SAVE, VIEW, exception_link
from pincite.desktop.views.processing_reports import ProcessingReports
from pincite.desktop.views.processing_scans import ProcessingScans
from pincite.desktop.widgets.folders import show_in_folder
from pincite.desktop.widgets.notice import Link
from pincite.desktop.work.matter_work import Kinds
from pincite.desktop.work.tickets import Ticket
from pincite.domain.verification import Verification
from pincite.errors import MatterReadOnly
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.store.exceptions import ExceptionRow

if TYPE_CHECKING:
    from pincite.desktop.views.processing import Processing
    from pincite.processing.service import Pending


class ProcessingCommands(QObject):
    """Asks with dialogs and works through the mode's shell."""

    running_changed = Signal()

    def __init__(self, mode: "Processing") -> None:
        """Work for `mode`."""
        super().__init__(mode)
        self._mode = mode
        self._shell = mode.shell
        self._runs: dict[Ticket, SourceReading | ScanReading | WeakReading] = {}
        self._is_verifying = False
        self.reports = ProcessingReports(mode)
        self.scans = ProcessingScans(mode)

    @property
    def is_running(self) -> bool:
        """Whether sources are being read."""
        return bool(self._runs)

    def actions(self) -> list[Action]:
        """What can be done with sources; adding itself is the window's."""
        id_ = self._mode.id
        return [
            Action(
                "processing.resume",
                "Go on reading",
                self.go_on,
                "Matter",
                enabled_when=self._can_go_on,
                group="add",
                mode=id_,
            ),
            Action(
                "processing.verify",
                "Verify sources",
                self.verify,
                "Matter",
                enabled_when=self._can_verify,
                group="keep",
            ),
            Action(
                "processing.report",
                "Processing report…",
                self.ask_report,
                "Matter",
                enabled_when=self._has_sources,
                group="keep",
                mode=id_,
            ),
            Action(
                "processing.relink",
                "Relink the source…",
                self.relink_current,
                "Matter",
                enabled_when=self._can_relink,
                group="keep",
                mode=id_,
            ),
            *self.reports.actions(),
            *self.scans.actions(),
        ]

    def choose_files(self) -> None:
        """Let the user choose files, then add them."""
        if paths := choose_files(self._mode):
            self.ask_custodian(paths)

    def choose_folder(self) -> None:
        """Let the user choose a folder, then add it."""
        if paths := choose_folder(self._mode):
            self.ask_custodian(paths)

    def ask_custodian(self, paths: list[Path]) -> None:
        """Ask whose data the sources are, then add them."""
        if self._mode.is_read_only:
            self._shell.show_error(
                MatterReadOnly(
                    "Nothing can be added here.",
                    "The matter is open for reading only.",
                    "Close it where it is open for writing, and open it again.",
                )
            )
            return
        view = self._mode.view
        dialog = AddSources(paths, view.custodians, self._mode.window(), view.languages)
        dialog.confirmed.connect(self.add)
        _open(dialog)

    def add(self, paths: list[Path], custodian: str = "", languages: tuple[str, ...] = ()) -> None:
        """Read new sources; Processing mode shows how far it is."""
        self._shell.mode_requested.emit(self._mode.id)
        self.run_reading("Reading sources", SourceReading(paths, custodian, languages))

    def go_on(self) -> None:
        """Read what a run that was stopped left unread."""
        self._shell.mode_requested.emit(self._mode.id)
        self.run_reading("Reading sources", SourceReading())

    def offer_to_go_on(self) -> None:
        """Say so if an earlier run was stopped before its end."""
        if not self._mode.is_read_only:
            self._shell.work.read(read_pending, self._on_pending, latest="processing.pending")

    def verify(self) -> None:
        """Compare every source with what was added."""
        if self._is_verifying:
            return
        self._is_verifying = True
        ticket = self._shell.work.export("Verifying sources", verify_sources, self._on_verified)
        ticket.ended.connect(self._on_verification_ended)
        self._shell.actions_changed.emit()

    def ask_report(self) -> None:
        """Ask where, then write the processing report."""
        suggested = str(Path.home() / f"{self._shell.opened.name} - processing report.csv")
        path, _ = QFileDialog.getSaveFileName(
            self._mode, "Save the processing report", suggested, "Table (*.csv);;Text (*.txt)"
        )
        if path:
            self.write_report(Path(path))

    def write_report(self, path: Path) -> None:
        """Write the processing report."""
        work = partial(write_report, path)
        self._shell.work.export("Writing the report", work, self._on_report_written)

    def ask_relink(self, source: SourceRow) -> None:
        """Ask where a source lies now."""
        is_folder = source.name.endswith("/")
        dialog = RelinkDialog(
            source.id, source.path, is_folder=is_folder, parent=self._mode.window()
        )
        dialog.chosen.connect(self.relink)
        _open(dialog)

    def relink(self, source: int, path: Path) -> None:
        """Compare every file of a source with what was added, and say that it lies there now."""
        self._shell.work.write(
            "Comparing the source", SourceRelinking(source, path), self._on_relinked
        )

    def relink_current(self) -> None:
        """Relink the source that is chosen in the table."""
        source = self._mode.body.source_at(self._mode.body.sources.current_row)
        if source is not None:
            self.ask_relink(source)

    def follow_exception(self, row: ExceptionRow) -> None:
        """Do what is offered for an exception."""
        offered = exception_link(row)
        if offered == VIEW:
            self.view_document(row)
        elif offered == SAVE:
            self.ask_copy(row)
        elif offered == FOLDER:
            show_in_folder(Path(row.source))
        elif offered == DECIDE:
            self.reports.ask_sequestration()

    def view_document(self, row: ExceptionRow) -> None:
        """Open the document in Review."""
        if row.document is not None:
            self._shell.document_requested.emit(int(row.document))

    def ask_copy(self, row: ExceptionRow) -> None:
        """Ask where, then save the original bytes of a document."""
        name = Path(row.path.split("›")[-1].strip()).name
        path, _ = QFileDialog.getSaveFileName(self._mode, "Save a copy", str(Path.home() / name))
        if path and row.document is not None:
            self.save_copy(int(row.document), Path(path))

    def save_copy(self, document: int, path: Path) -> None:
        """Save the original bytes of a document."""

        def work(matter: Matter, _: Control) -> Path:
            return save_original(document, path, matter)

        self._shell.work.export("Saving a copy", work, self._on_saved)

    def open_source_menu(self, source: SourceRow, at: QPoint) -> None:
        """What can be done with a source."""
        menu = QMenu(self._mode)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Show in folder").triggered.connect(partial(show_in_folder, source.path))
        relink = menu.addAction("Relink…")
        relink.triggered.connect(partial(self._on_relink_chosen, source))
        relink.setEnabled(not self._mode.is_read_only)
        copy = menu.addAction("Copy the SHA-256")
        copy.triggered.connect(partial(_copy, source.sha256 or ""))
        copy.setEnabled(source.sha256 is not None)
        menu.popup(at)

    def open_exception_menu(self, row: ExceptionRow, at: QPoint) -> None:
        """What can be done about an exception."""
        menu = QMenu(self._mode)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for title, run, needs_document in (
            (VIEW, self.view_document, True),
            (SAVE, self.ask_copy, True),
        ):
            action = menu.addAction(title)
            action.triggered.connect(partial(_with_row, run, row))
            action.setEnabled(row.document is not None or not needs_document)
        show = menu.addAction("Show the source in its folder")
        show.triggered.connect(partial(show_in_folder, Path(row.source)))
        show.setEnabled(bool(row.source))
        menu.popup(at)

    def _read_scans(self) -> None:
        """Read the pages that are pictures: a job of its own, so that the rest is there before."""
        self.run_reading("Reading scanned pages (OCR)", ScanReading(self._shell.work.announce))

    def run_reading(self, title: str, reading: SourceReading | ScanReading | WeakReading) -> None:
        """Have something read, and say at its end what came of it."""
        ticket = self._shell.work.write(title, reading, None)
        self._runs[ticket] = reading
        ticket.ended.connect(self._on_run_ended)
        self.running_changed.emit()

    def _on_run_ended(self) -> None:
        """Say what was read; a run that failed has said why itself."""
        for ticket in [ticket for ticket in self._runs if ticket.has_ended]:
            reading = self._runs.pop(ticket)
            if reading.read is not None:
                self._shell.tell(reading.summary, link=self._review_link(reading))
                if isinstance(reading, SourceReading) and reading.scanned_pages:
                    self._read_scans()
            elif ticket.control.is_cancelled:
                self._shell.tell("Stopped. What was read is kept; the rest can be read later.")
        self._shell.work.announce(frozenset({"documents", "sources", "exceptions"}))
        self.running_changed.emit()

    def _review_link(self, reading: SourceReading | ScanReading | WeakReading) -> Link | None:
        """What can be done about doubtful boundaries that a run left."""
        review = partial(self._mode.releases.unprinting.go_to_doubtful, None, 1)
        is_doubtful = not isinstance(reading, WeakReading) and reading.doubtful > 0
        return ("Review doubtful boundaries", review) if is_doubtful else None

    def _on_pending(self, pending: "Pending") -> None:
        if pending.is_any and not self.is_running:
            link = ("Go on reading", self.go_on)
            self._shell.tell(pending_sentence(pending), kind="warning", link=link)

    def _on_verified(self, found: Verification) -> None:
        link = None if found.is_ok else ("Show all", partial(_show_problems, self._mode, found))
        kind = "info" if found.is_ok else "error"
        self._shell.tell(told_verification(found), kind=kind, link=link)
        if not self._mode.is_read_only:
            self._shell.work.decide(partial(record_verification, found))

    def _on_verification_ended(self) -> None:
        self._is_verifying = False
        self._shell.actions_changed.emit()

    def _on_report_written(self, path: Path) -> None:
        show = ("Show in folder", partial(show_in_folder, path))
        self._shell.tell(f"The report is in {path.name}.", link=show)

    def _on_saved(self, path: Path) -> None:
        show = ("Show in folder", partial(show_in_folder, path))
        self._shell.tell(f"Saved as {path.name}.", link=show)

    def _on_relinked(self, _: Kinds) -> None:
        self._shell.tell("The source is relinked: every file is as it was added.")

    def _on_relink_chosen(self, source: SourceRow, _is_checked: bool = False) -> None:
        self.ask_relink(source)

    def _can_go_on(self) -> bool:
        is_left = bool(self._mode.view.pending_files or self._mode.view.scanned_pages)
        return is_left and not self.is_running and not self._mode.is_read_only

    def _can_verify(self) -> bool:
        return not self._is_verifying

    def _has_sources(self) -> bool:
        return bool(self._mode.view.sources)

    def _can_relink(self) -> bool:
        return not self._mode.is_read_only and self._mode.body.sources.current_row >= 0


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _show_problems(mode: "Processing", found: Verification) -> None:
    _open(VerificationDialog(found.problems, mode.window()))


def _copy(text: str, _is_checked: bool = False) -> None:
    QGuiApplication.clipboard().setText(text)


def _with_row(run: object, row: ExceptionRow, _is_checked: bool = False) -> None:
    run(row)  # type: ignore[operator]
