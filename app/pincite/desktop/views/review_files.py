"""What leaves Review: originals, lists of results, prints; and the small questions it asks."""

import csv
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog

from pincite.desktop.dialogs.ask_text import AskText
from pincite.desktop.dialogs.choose_document import ChooseDocument
from pincite.desktop.models.asked import Answer
from pincite.desktop.models.decisions import save_original
from pincite.desktop.models.places import Place
from pincite.desktop.models.result_rows import result_rows
from pincite.desktop.views.certificates import Certificates
from pincite.desktop.views.shell import Shell
from pincite.desktop.work.printing import PrintJob
from pincite.jobs.control import Control
from pincite.matter import Matter

if TYPE_CHECKING:
    from pincite.desktop.views.review import Review

_COLUMNS = ("number", "date", "people", "title", "tags", "coding", "exhibit", "snippet")
_BLOCK = 200


class ReviewFiles(QObject):
    """Saves and prints, each on the lane it belongs to."""

    def __init__(self, shell: Shell, review: "Review") -> None:
        """Act for `review`."""
        super().__init__(review)
        self._shell = shell
        self._review = review
        self.certificates = Certificates(shell, review)

    def ask(self, title: str, label: str) -> AskText:
        """Open a small question; connect to `given`."""
        dialog = AskText(title, label, self._review.window())
        dialog.open()
        return dialog

    def choose(self, place: Place) -> ChooseDocument:
        """Open the list of what a number could mean; connect to `chosen`."""
        documents = list(place.documents)
        dialog = ChooseDocument(place.number, documents, place.controls, self._review.window())
        dialog.open()
        return dialog

    def save_results(self) -> None:
        """Ask where, then write the results as CSV."""
        answer = self._review.answer
        if answer is None:
            return
        suggested = str(Path.home() / f"{self._shell.opened.name} - results.csv")
        path, _ = QFileDialog.getSaveFileName(
            self._review, "Save the list of results", suggested, "Table (*.csv)"
        )
        if path:
            self.write_results(answer, Path(path))

    def write_results(self, answer: Answer, path: Path) -> None:
        """Write the results as CSV."""
        work = partial(_write_results, answer, path)
        self._shell.work.export("Saving the list", work, self._on_saved)

    def ask_certificate(self) -> None:
        """Ask where, then certify what the query finds that is asked now."""
        answer = self._review.answer
        if answer is not None:
            asked = answer.asked
            self.certificates.ask_for_query(asked.query, asked.dialect)

    def save_open(self) -> None:
        """Ask where, then write the open document as it was found."""
        data = self._review.document.data
        if data is None:
            return
        row = data.document
        suffix = ".eml" if row.kind == "message" else Path(row.filename).suffix
        name = row.filename if row.filename and row.kind != "message" else f"{data.control}{suffix}"
        suggested = str(Path.home() / Path(name).name)
        path, _ = QFileDialog.getSaveFileName(self._review, "Save the original", suggested)
        if path:
            self.write_original(int(row.id), Path(path))

    def write_original(self, document: int, path: Path) -> None:
        """Write the document as it was found."""

        def work(matter: Matter, _: Control) -> Path:
            return save_original(document, path, matter)

        self._shell.work.export("Saving the original", work, self._on_saved)

    def print_open(self) -> None:
        """Ask for a printer, then print the pages of the open document."""
        data, layouts = self._review.document.data, self._review.document.pages.layouts
        if data is None or not layouts:
            self._shell.tell("This document has no pages to print.", kind="warning")
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(data.number)
        dialog = QPrintDialog(printer, self._review.window())
        dialog.setMinMax(1, len(layouts))
        dialog.setFromTo(1, len(layouts))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            job = PrintJob(self._shell.work, printer, int(data.document.id), layouts, self)
            job.failed.connect(self._shell.show_error)
            job.start()

    def _on_saved(self, path: Path) -> None:
        self._shell.tell(f"Saved as {path}.")


def _write_results(answer: Answer, path: Path, matter: Matter, control: Control) -> Path:
    """Every result as a row of a table that spreadsheets open."""
    ids = answer.ids.tolist()
    with path.open("w", newline="", encoding="utf-8-sig") as stream:
        table = csv.writer(stream)
        table.writerow(_COLUMNS)
        for first in range(0, len(ids), _BLOCK):
            control.step(first, len(ids), "Saving the list")
            block = ids[first : first + _BLOCK]
            for row in result_rows(block, answer.query, matter, Control()):
                tags = "; ".join(tag.name for tag in row.tags)
                coding = "; ".join(row.coding.words)
                cells = (row.number, row.date, row.people, row.title, tags, coding, row.exhibit)
                table.writerow([_plain(cell) for cell in (*cells, row.snippet)])
    return path


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell
