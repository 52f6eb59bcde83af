"""The row at the foot of a dialog that asks: Cancel, and the answer."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton


def answer_row(dialog: QDialog, answer: QPushButton, run: Callable[[], None]) -> QHBoxLayout:
    """Cancel, which rejects the dialog, and `answer`, which Enter presses and which does `run`."""
    answer.setProperty("role", "primary")
    answer.setDefault(True)
    answer.clicked.connect(run)
    cancel = QPushButton("Cancel", dialog)
    cancel.clicked.connect(dialog.reject)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(cancel)
    row.addWidget(answer)
    return row
