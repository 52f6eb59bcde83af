"""The place on the start screen where a release is dropped."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from pincite.desktop.icons import icon
from pincite.desktop.theme import Theme
from pincite.desktop.widgets.dropped import dropped_paths


class DropArea(QFrame):
    """Takes files and folders; `dropped` carries their paths."""

    dropped = Signal(object)

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        """`text` says what to drop."""
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("droparea")
        self.setAcceptDrops(True)
        self.setAccessibleName(text)
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label = QLabel(text, self)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 26, 20, 26)
        column.setSpacing(10)
        column.addStretch(1)
        column.addWidget(self._picture)
        column.addWidget(label)
        column.addStretch(1)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            self._show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that nothing hangs over the area any more."""
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on the paths."""
        self._show_over(False)
        event.acceptProposedAction()
        self.dropped.emit(dropped_paths(event.mimeData()))

    def _show_over(self, is_over: bool) -> None:
        self.setProperty("over", is_over)
        self.style().unpolish(self)
        self.style().polish(self)

    def _on_theme_changed(self) -> None:
        self._picture.setPixmap(icon(self._theme, "drop", "accent", 34).pixmap(34, 34))
