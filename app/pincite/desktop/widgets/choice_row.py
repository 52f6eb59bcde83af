"""Coding as a row of joined buttons."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget


class ChoiceRow(QWidget):
    """Buttons that stay down while a decision stands; `pressed` carries the id of one."""

    pressed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader calls the row."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._buttons: dict[str, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def add(self, id_: str, title: str, tone: str = "", hint: str = "") -> None:
        """Add a button; `tone` is the colour that it has while it is down."""
        button = _Part(title, self)
        button.setCheckable(True)
        button.setProperty("role", "coding")
        button.setProperty("tone", tone)
        button.setProperty("choice", id_)
        button.setToolTip(hint)
        button.setAccessibleName(hint or title)
        button.clicked.connect(self._on_clicked)
        self._buttons[id_] = button
        self._row.addWidget(button, 1)
        self._round_ends()

    def show_chosen(self, chosen: set[str]) -> None:
        """Put these buttons down and the others up."""
        for id_, button in self._buttons.items():
            button.setChecked(id_ in chosen)

    def is_chosen(self, id_: str) -> bool:
        """Whether a button is down."""
        return self._buttons[id_].isChecked()

    def _on_clicked(self) -> None:
        button = self.sender()
        # What is down is what the matter says; the button follows when the decision is made.
        if isinstance(button, QPushButton):
            button.setChecked(not button.isChecked())
            self.pressed.emit(str(button.property("choice")))

    def _round_ends(self) -> None:
        buttons = list(self._buttons.values())
        for number, button in enumerate(buttons):
            is_first, is_last = number == 0, number == len(buttons) - 1
            end = "only" if is_first and is_last else ""
            end = end or ("first" if is_first else "last" if is_last else "middle")
            button.setProperty("end", end)
            button.style().unpolish(button)
            button.style().polish(button)


class _Part(QPushButton):
    """A button that may be narrower than its text's ideal."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())
