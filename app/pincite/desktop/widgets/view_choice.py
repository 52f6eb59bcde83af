"""How results are shown: as cards, as one line each, or as hits in their context."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from pincite.desktop.icons import icon
from pincite.desktop.theme import Theme

CARDS, LIST, HITS = "cards", "list", "hits"
VIEWS = (
    (CARDS, "Results as cards", "Shift+C"),
    (LIST, "Results as one line each", "L"),
    (HITS, "Hits in context", "Shift+H"),
)


class ViewChoice(QWidget):
    """Three small buttons of which one is down."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Cards are chosen."""
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("How results are shown")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        for view, title, key in VIEWS:
            button = QPushButton(self)
            button.setCheckable(True)
            button.setProperty("role", "plain")
            button.setProperty("choice", view)
            button.setIconSize(QSize(16, 16))
            button.setFixedSize(28, 26)
            button.setToolTip(f"{title} ({key})")
            button.setAccessibleName(title)
            self._group.addButton(button)
            self._buttons[view] = button
            row.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)
        theme.changed.connect(self._on_theme_changed)
        self.choose(CARDS)
        self._on_theme_changed()

    @property
    def choice(self) -> str:
        """The view that is chosen."""
        return next(view for view, button in self._buttons.items() if button.isChecked())

    def choose(self, view: str) -> None:
        """Choose a view, without a signal."""
        self._buttons[view].setChecked(True)

    def _on_clicked(self, button: QPushButton) -> None:
        self.chosen.emit(str(button.property("choice")))

    def _on_theme_changed(self) -> None:
        for view, button in self._buttons.items():
            button.setIcon(icon(self._theme, view))
