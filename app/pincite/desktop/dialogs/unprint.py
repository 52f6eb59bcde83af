"""Asks how a PDF of printed mail is to be divided."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.repairs import PRESET_TITLES
from pincite.desktop.widgets.answer_row import answer_row
from pincite.domain.releases import Preset

_ABOUT = (
    "Each email becomes a document with its own sender, date and pages, and keeps its place in the"
    " PDF. Every boundary says how sure it is and can be repaired. The PDF itself is not changed,"
    " and un-printing can be taken back."
)


class Unprint(QDialog):
    """Emits `chosen` with the document and the preset."""

    chosen = Signal(int, object)

    def __init__(self, document: int, name: str, parent: QWidget) -> None:
        """Start with finding the emails freely."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Un-print a PDF")
        self.setMinimumWidth(480)
        self._document = document
        heading = QLabel(f"How does {name} hold its emails?", self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        heading.setProperty("role", "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(9)
        column.addWidget(heading)
        column.addSpacing(4)
        self._group = QButtonGroup(self)
        self._presets = list(PRESET_TITLES)
        for number, preset in enumerate(self._presets):
            choice = QRadioButton(PRESET_TITLES[preset], self)
            choice.setChecked(preset is Preset.FREE)
            self._group.addButton(choice, number)
            column.addWidget(choice)
        about = QLabel(_ABOUT, self)
        about.setWordWrap(True)
        about.setProperty("role", "quiet")
        go = QPushButton("Un-print", self)
        column.addSpacing(6)
        column.addWidget(about)
        column.addLayout(answer_row(self, go, self._on_go))

    def choose(self, preset: Preset) -> None:
        """Put the choice on a preset."""
        self._group.button(self._presets.index(preset)).setChecked(True)

    def _on_go(self) -> None:
        self.chosen.emit(self._document, self._presets[self._group.checkedId()])
        self.accept()
