"""Asks what a new matter is called and where it is kept."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.widgets.answer_row import answer_row
from pincite.domain.numbers import is_prefix

_FORBIDDEN = '/\\:*?"<>|'


@dataclass(frozen=True, slots=True)
class NewMatter:
    """What was asked for: the folder to be made, and the sources to add at once."""

    path: Path
    name: str
    prefix: str
    page_size: str
    sources: tuple[Path, ...] = ()


class NewMatterDialog(QDialog):
    """Name, folder, prefix and paper of a new matter."""

    wanted = Signal(object)

    def __init__(self, sources: tuple[Path, ...] = (), parent: QWidget | None = None) -> None:
        """`sources` are added when the matter is made; the first one suggests its name."""
        super().__init__(parent)
        self._sources = sources
        self.setWindowTitle("New matter")
        self._name = QLineEdit(_suggested_name(sources), self)
        self._name.setPlaceholderText("Northlight FOIA release")
        self._folder = QLineEdit(_suggested_folder(), self)
        choose = QPushButton("Choose…", self)
        choose.clicked.connect(self._on_choose)
        folder = QHBoxLayout()
        folder.addWidget(self._folder, 1)
        folder.addWidget(choose)
        self._prefix = QLineEdit("REV", self)
        self._paper = QComboBox(self)
        self._paper.addItem("US Letter", "letter")
        self._paper.addItem("A4", "a4")
        form = QFormLayout()
        form.addRow("Name", self._name)
        form.addRow("Folder", folder)
        form.addRow("Control numbers begin with", self._prefix)
        form.addRow("Pages", self._paper)
        self._hint = QLabel(self)
        self._hint.setProperty("role", "quiet")
        self._hint.setWordWrap(True)
        self._make = QPushButton("Make matter", self)
        buttons = answer_row(self, self._make, self._on_make)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addLayout(form)
        column.addWidget(self._hint)
        column.addLayout(buttons)
        for field in (self._name, self._folder, self._prefix):
            field.textChanged.connect(self._on_edited)
        self.setMinimumWidth(520)
        self._on_edited()

    def _on_choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Keep the matter in", self._folder.text())
        if folder:
            self._folder.setText(folder)

    def _on_edited(self) -> None:
        problem = self._problem()
        self._hint.setText(problem or f"The matter is kept in {self._path()}.")
        self._make.setEnabled(not problem)

    def _problem(self) -> str:
        """What still has to be changed, or ''."""
        name = self._name.text().strip()
        if not name:
            return "Give the matter a name."
        if any(letter in _FORBIDDEN for letter in name):
            return f"A name cannot hold any of {' '.join(_FORBIDDEN)}."
        if not Path(self._folder.text()).is_dir():
            return "Choose a folder that is there."
        if self._path().exists():
            return f"{self._path().name} is there already. Choose another name."
        if not is_prefix(self._prefix.text()):
            return "Control numbers begin with a capital letter, then up to 11 capitals and digits."
        return ""

    def _path(self) -> Path:
        return Path(self._folder.text()) / f"{self._name.text().strip()}.pincite"

    def _on_make(self) -> None:
        self.wanted.emit(
            NewMatter(
                self._path(),
                self._name.text().strip(),
                self._prefix.text(),
                str(self._paper.currentData()),
                self._sources,
            )
        )
        self.accept()


def _suggested_folder() -> str:
    """Where documents are kept; the home folder where there is no such folder."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return documents if Path(documents).is_dir() else str(Path.home())


def _suggested_name(sources: tuple[Path, ...]) -> str:
    return sources[0].stem if sources else ""
