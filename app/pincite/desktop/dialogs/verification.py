"""Lists what a verification found."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

_ABOUT = (
    "These are not as they were when they were recorded. Put the original files back, or relink"
    " the source to an unchanged copy, then verify again."
)


class VerificationDialog(QDialog):
    """Problems as text that can be copied."""

    def __init__(self, problems: Sequence[str], parent: QWidget | None = None) -> None:
        """Show every problem."""
        super().__init__(parent)
        self.setWindowTitle("Verification")
        about = QLabel(_ABOUT, self)
        about.setWordWrap(True)
        listed = QPlainTextEdit("\n".join(problems), self)
        listed.setReadOnly(True)
        listed.setAccessibleName("Problems")
        close = QPushButton("Close", self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(about)
        column.addWidget(listed, 1)
        column.addLayout(buttons)
        self.resize(620, 360)
