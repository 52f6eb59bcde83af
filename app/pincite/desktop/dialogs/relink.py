"""Asks where a source lies now that is not where it was."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
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

_ABOUT = (
    "Every file there is compared with what was added, by its SHA-256. Nothing is relinked unless"
    " all of them are the same."
)


class RelinkDialog(QDialog):
    """`chosen` carries the source and its new path."""

    chosen = Signal(int, object)

    def __init__(
        self, source: int, path: Path, *, is_folder: bool, parent: QWidget | None = None
    ) -> None:
        """`path` is where the source was."""
        super().__init__(parent)
        self._source = source
        self._is_folder = is_folder
        self.setWindowTitle("Relink a source")
        was = QLabel(str(path), self)
        was.setTextFormat(Qt.TextFormat.PlainText)
        was.setWordWrap(True)
        was.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("the folder" if is_folder else "the file")
        self.field.setAccessibleName("Where it lies now")
        choose = QPushButton("Choose…", self)
        choose.clicked.connect(self._on_choose)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(choose)
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.addRow("It was", was)
        form.addRow("It &is now", row)
        self._hint = QLabel(_ABOUT, self)
        self._hint.setWordWrap(True)
        self._hint.setProperty("role", "quiet")
        self._relink = QPushButton("Check and relink", self)
        buttons = answer_row(self, self._relink, self._on_relink)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addLayout(form)
        column.addWidget(self._hint)
        column.addLayout(buttons)
        self.setMinimumWidth(540)
        self.field.textChanged.connect(self._on_edited)
        self._on_edited()

    @property
    def _path(self) -> Path:
        return Path(self.field.text().strip()).expanduser()

    def _on_choose(self) -> None:
        if self._is_folder:
            found = QFileDialog.getExistingDirectory(self, "The source is now")
        else:
            found, _ = QFileDialog.getOpenFileName(self, "The source is now")
        if found:
            self.field.setText(found)

    def _on_edited(self) -> None:
        typed = bool(self.field.text().strip())
        is_right = self._path.is_dir() if self._is_folder else self._path.is_file()
        noun = "folder" if self._is_folder else "file"
        self._hint.setText(_ABOUT if is_right or not typed else f"There is no {noun} at that path.")
        self._relink.setEnabled(typed and is_right)

    def _on_relink(self) -> None:
        self.chosen.emit(self._source, self._path)
        self.accept()
