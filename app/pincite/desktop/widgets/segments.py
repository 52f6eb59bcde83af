"""A row of buttons of which one is down: the mode switch, the document's tabs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget


class Segments(QWidget):
    """One choice of several, as a row; arrow keys move within it."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader calls the row."""
        super().__init__(parent)
        self.setObjectName("segments")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3, 3, 3, 3)
        self._row.setSpacing(1)
        self._group.buttonClicked.connect(self._on_clicked)

    def add(self, id_: str, title: str) -> QPushButton:
        """Add a choice at the end."""
        button = QPushButton(title, self)
        button.setCheckable(True)
        button.setProperty("choice", id_)
        self._group.addButton(button)
        self._row.addWidget(button)
        self._buttons[id_] = button
        return button

    def choose(self, id_: str) -> None:
        """Put this choice down, without a signal."""
        self._buttons[id_].setChecked(True)

    def set_title(self, id_: str, title: str) -> None:
        """Call a choice something else."""
        self._buttons[id_].setText(title)

    @property
    def choice(self) -> str:
        """The choice that is down, or ''."""
        button = self._group.checkedButton()
        return str(button.property("choice")) if button else ""

    def _on_clicked(self, button: QPushButton) -> None:
        self.chosen.emit(str(button.property("choice")))
