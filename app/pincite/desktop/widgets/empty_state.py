"""What stands where there is nothing yet: what it would be, and how to get there."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

_WIDEST_PX = 380


class EmptyState(QWidget):
    """A heading, a sentence and buttons, in the middle."""

    def __init__(
        self,
        heading: str,
        sentence: str,
        buttons: Sequence[tuple[str, Any]] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`buttons` are titles with the signals that they emit; the first is the main one."""
        super().__init__(parent)
        title = QLabel(heading, self)
        title.setProperty("role", "heading")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text = QLabel(sentence, self)
        text.setProperty("role", "quiet")
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text.setMaximumWidth(_WIDEST_PX)
        text.setMinimumWidth(min(_WIDEST_PX, 260))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        for number, (label, signal) in enumerate(buttons):
            button = QPushButton(label, self)
            button.clicked.connect(partial(_emit, signal))
            if not number:
                button.setProperty("role", "primary")
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(title)
        column.addWidget(text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        column.addLayout(row)
        column.addStretch(3)


def _emit(signal: Any, _is_checked: bool = False) -> None:
    signal.emit()
