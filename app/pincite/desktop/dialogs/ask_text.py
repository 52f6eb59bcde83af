"""Asks for a line or a few lines of text."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.widgets.answer_row import answer_row


class AskText(QDialog):
    """Emits `given` with the text; the window stays usable meanwhile."""

    given = Signal(str)

    def __init__(
        self,
        title: str,
        label: str,
        parent: QWidget,
        *,
        text: str = "",
        has_lines: bool = False,
    ) -> None:
        """`label` says what is wanted; `text` is there to begin with."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        heading = QLabel(label, self)
        heading.setWordWrap(True)
        self._field: QLineEdit | QPlainTextEdit
        if has_lines:
            self._field = QPlainTextEdit(text, self)
            self._field.setTabChangesFocus(True)
            self._field.setFixedHeight(110)
        else:
            self._field = QLineEdit(text, self)
            self._field.selectAll()
        self._field.setAccessibleName(label)
        heading.setBuddy(self._field)
        ok = QPushButton("OK", self)
        buttons = answer_row(self, ok, self._on_ok)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addWidget(self._field)
        column.addLayout(buttons)
        self._field.setFocus()

    def _on_ok(self) -> None:
        field = self._field
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        self.given.emit(text.strip())
        self.accept()
