"""The small label at the line where a printed document begins: how sure that is, and why."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPushButton, QToolTip, QWidget

from pincite.desktop.models.releases import PrintedPlace


class BoundaryChip(QPushButton):
    """Says the score in words; its reasons show under the mouse and with the keyboard's focus."""

    def __init__(self, parent: QWidget) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setProperty("role", "boundary")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def show_printed(self, printed: PrintedPlace) -> None:
        """Show how sure a beginning is."""
        reasons = printed.boundary.reasons or ("no reason was kept",)
        percent = round(printed.boundary.score * 100)
        self.setText(printed.certainty)
        self.setToolTip(
            f"The document begins here: {printed.certainty}, {percent} of 100\n• "
            + "\n• ".join(reasons)
        )
        self.setAccessibleName(f"The document begins here: {printed.certainty}")
        self.setAccessibleDescription(f"{', '.join(reasons)}. Press for what can be done.")
        self.setProperty("tone", "warn" if printed.is_doubtful else "")
        self.style().unpolish(self)
        self.style().polish(self)
        self.adjustSize()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), self.toolTip(), self)
