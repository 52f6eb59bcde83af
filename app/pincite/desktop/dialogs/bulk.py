"""Asks how to tag or code many documents at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.decisions import BulkDecision
from pincite.desktop.widgets.answer_row import answer_row
from pincite.store.tags import Tag

_CODINGS = (
    ("Leave the coding", ""),
    ("Responsive", "responsive"),
    ("Not responsive", "not-responsive"),
    ("Privileged", "privileged"),
    ("Not privileged", "not-privileged"),
    ("Confidential", "confidential"),
    ("Not confidential", "not-confidential"),
    ("Clear the coding", "clear"),
)


class BulkDialog(QDialog):
    """Emits `decided`; the whole is one decision a kind, and can be undone."""

    decided = Signal(object)

    def __init__(self, count: int, tags: tuple[Tag, ...], parent: QWidget) -> None:
        """`count` documents are meant."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Tag and code many documents")
        self._tag = QComboBox(self)
        self._tag.setEditable(True)
        self._tag.addItem("")
        self._tag.addItems([tag.name for tag in tags])
        self._remove = QCheckBox("Take the tag off instead", self)
        self._coding = QComboBox(self)
        for title, value in _CODINGS:
            self._coding.addItem(title, value)
        self._families = QCheckBox("Whole families", self)
        form = QFormLayout()
        form.addRow("Issue tag", self._tag)
        form.addRow("", self._remove)
        form.addRow("Coding", self._coding)
        form.addRow("", self._families)
        apply = QPushButton(f"Apply to {count:,} documents", self)
        buttons = answer_row(self, apply, self._on_apply)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(QLabel("A new name makes a new tag. Undo takes it all back.", self))
        column.addLayout(form)
        column.addLayout(buttons)
        self.setMinimumWidth(420)

    def _on_apply(self) -> None:
        self.decided.emit(
            BulkDecision(
                self._tag.currentText().strip(),
                self._remove.isChecked(),
                str(self._coding.currentData()),
                self._families.isChecked(),
            )
        )
        self.accept()
