"""Text fields that keep their own keys."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

_OWN_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}


class LineField(QLineEdit):
    """A line edit in which Enter and Escape belong to the field, not to the window's shortcuts."""

    def event(self, event: QEvent) -> bool:
        """Claim Enter and Escape before a shortcut takes them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _OWN_KEYS
        ):
            event.accept()
            return True
        return super().event(event)
