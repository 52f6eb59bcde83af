"""Asks for the date, title and author that a reviewer knows of a document."""

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

from pincite.desktop.widgets.answer_row import answer_row
from pincite.store.documents import Document


class EditDocument(QDialog):
    """Emits `given` with (date, title, author); an empty one takes what was given back."""

    given = Signal(int, str, str, str)

    def __init__(self, document: Document, number: str, parent: QWidget) -> None:
        """Start with what was given before; what was read stands in the fields as a hint."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"What is known of {number}")
        self.setMinimumWidth(460)
        self._document = document.id
        self._date = self._field(document.given_date, document.sent_local or "2018-07-13")
        self._title = self._field(document.given_title, document.subject or document.filename)
        self._author = self._field(document.given_author, document.sender)
        form = QFormLayout()
        form.addRow("Date", self._date)
        form.addRow("Title", self._title)
        form.addRow("Author", self._author)
        hint = QLabel(
            "A date is as precise as it is known: 2018, 2018-07 or 2018-07-13. What was read from"
            " the document is kept beside what is given here.",
            self,
        )
        hint.setWordWrap(True)
        hint.setProperty("role", "quiet")
        save = QPushButton("Save", self)
        buttons = answer_row(self, save, self._on_save)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(hint)
        column.addLayout(buttons)

    def _field(self, given: str | None, read: str) -> QLineEdit:
        field = QLineEdit(given or "", self)
        field.setPlaceholderText(read)
        return field

    def _on_save(self) -> None:
        fields = (self._date, self._title, self._author)
        self.given.emit(int(self._document), *(field.text().strip() for field in fields))
        self.accept()
