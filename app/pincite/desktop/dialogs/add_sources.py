"""Asks whose data the files and folders are that are to be added."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.scanned_pages import Languages
from pincite.desktop.widgets.answer_row import answer_row
from pincite.desktop.widgets.language_choice import LanguageChoice

_LISTED = 8
_ABOUT = "Sources are never changed or moved. Keep them where they are: Pincite reads them there."


class AddSources(QDialog):
    """`confirmed` carries the paths, the custodian, and the languages of scanned pages."""

    confirmed = Signal(object, str, object)

    def __init__(
        self,
        paths: Sequence[Path],
        custodians: Sequence[str],
        parent: QWidget | None = None,
        languages: Languages | None = None,
    ) -> None:
        """`custodians` are offered while one types, `languages` where there are several."""
        super().__init__(parent)
        self._paths = list(paths)
        self.setWindowTitle("Add sources")
        listed = QLabel("\n".join(_names(paths)), self)
        listed.setTextFormat(Qt.TextFormat.PlainText)
        self.custodian = QLineEdit(self)
        self.custodian.setPlaceholderText("whose data it was, if you know")
        completer = QCompleter(list(custodians), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.custodian.setCompleter(completer)
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.addRow("Sources", listed)
        form.addRow("&Custodian", self.custodian)
        self.languages = LanguageChoice(languages or Languages(), self)
        if self.languages.boxes:
            form.addRow("Scans are in", self.languages)
        else:
            self.languages.hide()
        about = QLabel(_ABOUT, self)
        about.setWordWrap(True)
        about.setProperty("role", "quiet")
        add = QPushButton("Add", self)
        buttons = answer_row(self, add, self._on_add)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addLayout(form)
        column.addWidget(about)
        column.addLayout(buttons)
        self.setMinimumWidth(480)
        self.custodian.setFocus()

    def _on_add(self) -> None:
        custodian = " ".join(self.custodian.text().split())
        self.confirmed.emit(self._paths, custodian, self.languages.chosen)
        self.accept()


def choose_files(parent: QWidget) -> list[Path]:
    """The files that the user chooses as sources."""
    paths, _ = QFileDialog.getOpenFileNames(parent, "Add sources")
    return [Path(path) for path in paths]


def choose_folder(parent: QWidget) -> list[Path]:
    """The folder that the user chooses as a source."""
    folder = QFileDialog.getExistingDirectory(parent, "Add a folder")
    return [Path(folder)] if folder else []


def _names(paths: Sequence[Path]) -> list[str]:
    names = [f"{path.name}/" if path.is_dir() else path.name for path in paths[:_LISTED]]
    more = len(paths) - _LISTED
    return [*names, f"and {more:,} more"] if more > 0 else names
