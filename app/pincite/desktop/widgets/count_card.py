"""A figure with what it counts."""

from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget


class CountCard(QFrame):
    """One card of the row at the top of Processing mode."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """`label` says what is counted."""
        super().__init__(parent)
        self.setObjectName("card")
        self._label = label
        self._figure = QLabel("–", self)
        self._figure.setProperty("role", "figure")
        text = QLabel(label, self)
        text.setProperty("role", "quiet")
        text.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 12, 15, 14)
        column.setSpacing(3)
        column.addWidget(self._figure)
        column.addWidget(text)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_count(self, count: int, *, is_alarming: bool = False) -> None:
        """Show a figure, in the colour of trouble if it is some."""
        self._figure.setText(f"{count:,}")
        self.setAccessibleName(f"{count:,} {self._label}")
        self._figure.setProperty("alarming", is_alarming)
        self._figure.style().unpolish(self._figure)
        self._figure.style().polish(self._figure)
