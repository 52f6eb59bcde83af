"""Says which language a query is typed in, and lets another be chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from pincite.domain.dialects import DIALECT_NAMES, DIALECTS, Dialect

_NOTES: dict[Dialect, str] = {
    "pincite": "a space is AND · w/10 · demo* · tag:",
    "dtsearch": "a space is a phrase · w/10 · demo*",
    "lexis": "a space is a phrase · w/10 · demo!",
    "westlaw": "a space is OR · & · /10 · demo!",
}


class DialectButton(QPushButton):
    """A quiet button with a menu; `chosen` carries a dialect."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Start with Pincite's own language."""
        super().__init__(parent)
        self.setProperty("role", "plain")
        self.setToolTip("The language of the query (Alt+L)")
        menu = QMenu(self)
        group = QActionGroup(menu)
        self._actions: dict[Dialect, QAction] = {}
        for dialect in DIALECTS:
            note = _NOTES[dialect].replace("&", "&&")
            action = menu.addAction(f"{DIALECT_NAMES[dialect]}\t{note}")
            action.setCheckable(True)
            action.setData(dialect)
            group.addAction(action)
            self._actions[dialect] = action
        menu.aboutToShow.connect(self._on_about_to_show)
        menu.triggered.connect(self._on_triggered)
        self.setMenu(menu)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_dialect("pincite")

    def show_dialect(self, dialect: Dialect) -> None:
        """Say which one it is; one that is not Pincite's own stands out."""
        self.setText(f"{DIALECT_NAMES[dialect]} ▾")
        self.setAccessibleName(f"Language of the query: {DIALECT_NAMES[dialect]}")
        self._actions[dialect].setChecked(True)
        self.setProperty("role", "plain" if dialect == "pincite" else "chip")
        self.style().unpolish(self)
        self.style().polish(self)

    def _on_about_to_show(self) -> None:
        # Without a line to start from, the first Enter would only choose one.
        current = next(action for action in self._actions.values() if action.isChecked())
        self.menu().setActiveAction(current)

    def _on_triggered(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))
