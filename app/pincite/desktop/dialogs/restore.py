"""Asks which archive a matter is made from, and where it is kept."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import (
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

_ENDINGS = (".zip", ".pincite")


@dataclass(frozen=True, slots=True)
class RestoreOrder:
    """What the dialog asks for."""

    archive: Path
    to: Path


class RestoreDialog(QDialog):
    """`ordered` carries a `RestoreOrder`."""

    ordered = Signal(object)

    def __init__(self, archive: Path | None = None, parent: QWidget | None = None) -> None:
        """Begin with an archive, if one is known."""
        super().__init__(parent)
        self.setWindowTitle("Restore a backup")
        self.archive = QLineEdit(str(archive or ""), self)
        self.archive.setPlaceholderText("Name.pincite.zip")
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self.folder = QLineEdit(QStandardPaths.writableLocation(documents), self)
        form = QFormLayout()
        form.setVerticalSpacing(9)
        form.addRow("&Archive", self._row(self.archive, self._on_choose_archive))
        form.addRow("&Keep it in", self._row(self.folder, self._on_choose_folder))
        self._hint = QLabel(self)
        self._hint.setWordWrap(True)
        self._hint.setProperty("role", "quiet")
        self._restore = QPushButton("Restore", self)
        buttons = answer_row(self, self._restore, self._on_restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addLayout(form)
        column.addWidget(self._hint)
        column.addLayout(buttons)
        self.setMinimumWidth(540)
        for field in (self.archive, self.folder):
            field.textChanged.connect(self._on_edited)
        self._on_edited()

    @property
    def _target(self) -> Path:
        name = Path(self.archive.text().strip()).name
        for ending in _ENDINGS:
            name = name.removesuffix(ending)
        return Path(self.folder.text().strip()).expanduser() / f"{name}.pincite"

    def _row(self, field: QLineEdit, clicked: object) -> QHBoxLayout:
        choose = QPushButton("Choose…", self)
        choose.clicked.connect(clicked)
        row = QHBoxLayout()
        row.addWidget(field, 1)
        row.addWidget(choose)
        return row

    def _on_choose_archive(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Restore from", "", "Archive (*.zip)")
        if path:
            self.archive.setText(path)

    def _on_choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Keep the matter in", self.folder.text())
        if folder:
            self.folder.setText(folder)

    def _on_edited(self) -> None:
        problem = ""
        if not Path(self.archive.text().strip()).expanduser().is_file():
            problem = "Choose an archive that Pincite wrote."
        elif not self._target.parent.is_dir():
            problem = "Choose a folder that is there."
        elif self._target.exists():
            problem = f"{self._target.name} is there already. Choose another folder."
        self._hint.setText(problem or f"The matter is restored in {self._target}.")
        self._restore.setEnabled(not problem)

    def _on_restore(self) -> None:
        archive = Path(self.archive.text().strip()).expanduser()
        self.ordered.emit(RestoreOrder(archive, self._target))
        self.accept()
