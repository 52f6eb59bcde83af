"""A text field that decides: Enter or leaving it keeps what was typed, Escape forgets it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pincite.desktop.widgets.fields import LineField


class EditField(LineField):
    """`edited` carries the new text, once for each change."""

    edited = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader calls the field."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._kept = ""
        self.editingFinished.connect(self._on_editing_finished)

    def show_value(self, text: str) -> None:
        """Show what is kept now, unless somebody is typing another value."""
        is_being_edited = self.hasFocus() and self.text() != self._kept
        self._kept = text
        if not is_being_edited:
            self.setText(text)
            self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back what was typed at Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._kept)
            self.clearFocus()
            return
        super().keyPressEvent(event)

    def _on_editing_finished(self) -> None:
        typed = self.text().strip()
        if typed != self._kept:
            self._kept = typed
            self.edited.emit(typed)
