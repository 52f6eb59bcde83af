"""Which languages scanned pages are read in: a box for each that is installed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from pincite.desktop.models.scanned_pages import Languages, language_name

_COLUMNS = 4
_ONLY = "{}. Other languages can be chosen here once their tesseract models are installed."


class LanguageChoice(QWidget):
    """One language at least stays chosen; `changed` tells of every other choice."""

    changed = Signal()

    def __init__(self, languages: Languages, parent: QWidget | None = None) -> None:
        """Offer what is installed; a single language is only named."""
        super().__init__(parent)
        self.setAccessibleName("Languages of scanned pages")
        self._chosen = list(languages.chosen)
        self.boxes: dict[str, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        if len(languages.installed) < 2:
            name = language_name(languages.installed[0]) if languages.installed else "None"
            only = QLabel(_ONLY.format(name), self)
            only.setProperty("role", "quiet")
            only.setWordWrap(True)
            grid.addWidget(only, 0, 0)
            return
        for place, code in enumerate(sorted(languages.installed, key=language_name)):
            box = QCheckBox(language_name(code), self)
            box.setChecked(code in self._chosen)
            box.clicked.connect(self._on_clicked)
            self.boxes[code] = box
            grid.addWidget(box, place // _COLUMNS, place % _COLUMNS)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The languages in the order in which they were chosen: the first is expected most."""
        return tuple(self._chosen)

    def _on_clicked(self) -> None:
        now = [code for code, box in self.boxes.items() if box.isChecked()]
        if not now:
            self.boxes[self._chosen[0]].setChecked(True)
            return
        kept = [code for code in self._chosen if code in now]
        self._chosen = kept + [code for code in now if code not in kept]
        self.changed.emit()
