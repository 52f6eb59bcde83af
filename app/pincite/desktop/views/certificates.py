"""Search certificates in the window: of a query, of a report, and checked again."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from pincite.desktop.models.term_work import certify_query, certify_run, check_certificate
from pincite.desktop.views.shell import Shell
from pincite.desktop.widgets.folders import show_in_folder
from pincite.desktop.work.matter_work import Kinds
from pincite.domain.dialects import Dialect

if TYPE_CHECKING:
    from pincite.matter import Matter
    from pincite.search.reports.certificate import Certified, ReportRun
    from pincite.search.reports.certificate_check import Checked

_TITLE = "Making the certificate"


class Certificates(QObject):
    """Asks where to, then writes on a reading lane, and records it at once."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        """Dialogs belong to the window of `parent`."""
        super().__init__(parent)
        self._shell = shell
        self._widget = parent

    def ask_for_query(self, query: str, dialect: Dialect) -> None:
        """Ask where to, then certify what a query finds."""
        if path := self._asked("search certificate"):
            self.certify_query(query, path, dialect)

    def ask_for_run(self, run: "ReportRun") -> None:
        """Ask where to, then certify a report."""
        if path := self._asked("search terms certificate"):
            self.certify_run(run, path)

    def ask_check(self) -> None:
        """Ask for a certificate, then run its search again."""
        path, _ = QFileDialog.getOpenFileName(
            self._widget, "Check a search certificate", str(Path.home()), "Certificate (*.json)"
        )
        if path:
            self.check(Path(path))

    def certify_query(self, query: str, path: Path, dialect: Dialect = "pincite") -> None:
        """Certify what a query finds."""
        work = partial(certify_query, query, dialect, path)
        self._shell.work.export(_TITLE, work, partial(self._on_made, path))

    def certify_run(self, run: "ReportRun", path: Path) -> None:
        """Certify a report."""
        work = partial(certify_run, run, path)
        self._shell.work.export(_TITLE, work, partial(self._on_made, path))

    def check(self, path: Path) -> None:
        """Run the search of a certificate again and say what is not the same."""
        work = partial(check_certificate, path)
        self._shell.work.export("Checking the certificate", work, self._on_checked)

    def _asked(self, what: str) -> Path | None:
        suggested = str(Path.home() / f"{self._shell.opened.name} - {what}.pdf")
        path, _ = QFileDialog.getSaveFileName(
            self._widget, "Save the search certificate", suggested, "PDF (*.pdf)"
        )
        return Path(path) if path else None

    def _on_made(self, path: Path, certified: "Certified") -> None:
        def record(matter: "Matter") -> Kinds:
            is_recorded = matter.reports.record_certificate(certified)
            return frozenset({"history"}) if is_recorded else frozenset()

        self._shell.work.decide(record)
        found = certified.record["found"]["documents"]
        said = f"Certificate saved as {path.name}, and as JSON beside it: {found:,} found."
        if self._shell.opened.is_read_only:
            said += " The history does not record it: the matter is open for reading only."
        show = ("Show in folder", partial(show_in_folder, path))
        self._shell.tell(said, link=show)

    def _on_checked(self, result: "tuple[Certified, Checked]") -> None:
        certified, checked = result
        at = certified.record["made"]["at_utc"]
        if checked.is_same:
            self._shell.tell(f"The same is found as on {at}, over the same documents.")
            return
        told = " ".join(part for part in (*checked.changed, checked.history) if part)
        self._shell.tell(f"Not the same as on {at}. {told}", kind="warning")
