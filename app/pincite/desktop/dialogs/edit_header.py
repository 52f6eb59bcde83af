"""Asks what the header of a printed message says where it was misread."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.releases import HEADER_ROLES, PrintedPlace
from pincite.desktop.widgets.answer_row import answer_row

_LABELS = {"from": "From", "to": "To", "cc": "Cc", "subject": "Subject", "sent": "Sent"}
_ABOUT = (
    "People are parted by semicolons. The date is written as it is printed, with its time zone if"
    " one is stated. What stands on the page is not changed."
)


class EditHeader(QDialog):
    """Emits `given` with the document and the values that were changed, by role."""

    given = Signal(int, object)

    def __init__(self, printed: PrintedPlace, number: str, parent: QWidget) -> None:
        """Start with what was read."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Header of {number}")
        self.setMinimumWidth(520)
        self._document = int(printed.document)
        self._read = {role: printed.header.get(role, "") for role in HEADER_ROLES}
        self.fields: dict[str, QLineEdit] = {}
        form = QFormLayout()
        form.setVerticalSpacing(10)
        for role in HEADER_ROLES:
            field = QLineEdit(self._read[role].replace("\n", "; "), self)
            field.setAccessibleName(_LABELS[role])
            field.setCursorPosition(0)
            self.fields[role] = field
            form.addRow(_LABELS[role], field)
        about = QLabel(_ABOUT, self)
        about.setWordWrap(True)
        about.setProperty("role", "quiet")
        save = QPushButton("Save", self)
        buttons = answer_row(self, save, self._on_save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addLayout(form)
        column.addWidget(about)
        column.addLayout(buttons)

    def _on_save(self) -> None:
        changed = {
            role: text
            for role, field in self.fields.items()
            if (text := " ".join(field.text().split())) != self._read[role].replace("\n", "; ")
        }
        if changed:
            self.given.emit(self._document, changed)
        self.accept()
