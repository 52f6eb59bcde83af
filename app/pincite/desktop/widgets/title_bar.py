"""The menu bar with the matter's name in its middle."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenuBar, QWidget

from pincite.desktop.theme import ui_font


class TitleMenuBar(QMenuBar):
    """Shows the name where the system's own bar does not take the menus away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a name."""
        super().__init__(parent)
        self._title = QLabel(self)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title.setFont(ui_font(0, QFont.Weight.DemiBold))

    def set_title(self, title: str) -> None:
        """Show this name."""
        self._title.setText(title)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the name in the middle of the window, right of the menus."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        actions = self.actions()
        menus_end = self.actionGeometry(actions[-1]).right() + 8 if actions else 0
        self._title.adjustSize()
        width = min(self._title.width(), self.width() - menus_end - 8)
        left = max(menus_end, (self.width() - width) // 2)
        self._title.setGeometry(left, 0, max(0, width), self.height() - 1)
