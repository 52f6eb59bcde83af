"""Asks where a matter is backed up to, and whether it is to be handed over with its sources."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

BACKUP_SUFFIX = ".pincite.zip"
_BACK_UP = (
    "The matter as it is: every document, decision, bundle and the history. Sources stay where they"
    " are."
)
_HAND_OVER = (
    "The same with every source file in it, so that another person can go on with nothing else. As"
    " large as the sources."
)
_KINDS = ((False, "Back up", _BACK_UP), (True, "Hand over, with the sources", _HAND_OVER))


@dataclass(frozen=True, slots=True)
class BackupOrder:
    """What the dialog asks for."""

    path: Path
    with_sources: bool


class BackupDialog(QDialog):
    """`ordered` carries a `BackupOrder`."""

    ordered = Signal(object)

    def __init__(self, suggested: Path, parent: QWidget | None = None) -> None:
        """Suggest a file."""
        super().__init__(parent)
        self.setWindowTitle("Back up or hand over the matter")
        self._group = QButtonGroup(self)
        self.field = QLineEdit(str(suggested), self)
        self.field.setAccessibleName("Archive")
        self._hint = QLabel(self)
        self._hint.setWordWrap(True)
        self._hint.setProperty("role", "quiet")
        self._write = QPushButton("Write the archive", self)
        self._write.setProperty("role", "primary")
        self._write.setDefault(True)
        self._write.clicked.connect(self._on_write)
        self._compose()
        self.field.textChanged.connect(self._on_edited)
        self._on_edited()

    def _compose(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        for with_sources, title, sentence in _KINDS:
            button = QRadioButton(title, self)
            button.setProperty("with_sources", with_sources)
            button.setChecked(not with_sources)
            self._group.addButton(button)
            said = QLabel(sentence, self)
            said.setWordWrap(True)
            said.setProperty("role", "quiet")
            said.setContentsMargins(25, 0, 0, 6)
            column.addWidget(button)
            column.addWidget(said)
        choose = QPushButton("Choose…", self)
        choose.clicked.connect(self._on_choose)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(choose)
        column.addLayout(row)
        column.addWidget(self._hint)
        cancel = QPushButton("Cancel", self)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._write)
        column.addSpacing(6)
        column.addLayout(buttons)
        self.setMinimumWidth(540)

    @property
    def _path(self) -> Path:
        path = Path(self.field.text().strip()).expanduser()
        return (
            path if path.suffix.lower() == ".zip" else path.with_name(f"{path.name}{BACKUP_SUFFIX}")
        )

    def _on_choose(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, "Write the archive to", self.field.text(), f"Archive (*{BACKUP_SUFFIX})"
        )
        if path:
            self.field.setText(path)

    def _on_edited(self) -> None:
        problem = ""
        if not self.field.text().strip():
            problem = "Choose a file."
        elif self._path.exists():
            problem = f"{self._path.name} is there already. Choose another name."
        elif not self._path.parent.is_dir():
            problem = f"The folder {self._path.parent} is not there."
        self._hint.setText(problem or "The archive is read back and compared once it is written.")
        self._write.setEnabled(not problem)

    def _on_write(self) -> None:
        chosen = self._group.checkedButton()
        with_sources = bool(chosen and chosen.property("with_sources"))
        self.ordered.emit(BackupOrder(self._path, with_sources))
        self.accept()
