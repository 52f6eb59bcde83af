"""A row that says what can be done and with which keys."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget


class ShortcutRow(QWidget):
    """A title, quietly where it belongs, and its keys at the right."""

    def __init__(
        self, title: str, place: str, keys: Sequence[str], parent: QWidget | None = None
    ) -> None:
        """`place` may be ''."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(QLabel(title, self))
        where = QLabel(place, self)
        where.setProperty("role", "small")
        row.addWidget(where)
        row.addStretch(1)
        for key in keys:
            shown = QLabel(key, self)
            shown.setProperty("role", "digit")
            row.addWidget(shown, 0, Qt.AlignmentFlag.AlignVCenter)
