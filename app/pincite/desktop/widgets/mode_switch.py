"""The mode switch, which also takes documents that are dragged to a mode."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QPushButton, QWidget

from pincite.desktop.models.carried import DOCUMENTS_TYPE, carried_ids
from pincite.desktop.widgets.segments import Segments

_HOVER_MS = 500


class ModeSwitch(Segments):
    """Documents held over the mode that takes them turn to it; dropped there, they are its."""

    documents_dropped = Signal(object)

    def __init__(self, taker: str, parent: QWidget | None = None) -> None:
        """`taker` is the mode that documents can be dragged to."""
        super().__init__("Modes", parent)
        self._taker = taker
        self.setAcceptDrops(True)
        self._hover = QTimer(self)
        self._hover.setSingleShot(True)
        self._hover.setInterval(_HOVER_MS)
        self._hover.timeout.connect(self._on_held)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(DOCUMENTS_TYPE):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._is_at_taker(event):
            event.acceptProposedAction()
            if not self._hover.isActive() and self.choice != self._taker:
                self._hover.start()
        else:
            self._hover.stop()
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hover.stop()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hover.stop()
        documents = carried_ids(event.mimeData(), DOCUMENTS_TYPE)
        if documents and self._is_at_taker(event):
            event.acceptProposedAction()
            self.documents_dropped.emit(documents)

    def _is_at_taker(self, event: QDropEvent) -> bool:
        button = self.childAt(event.position().toPoint())
        return isinstance(button, QPushButton) and button.property("choice") == self._taker

    def _on_held(self) -> None:
        self.chosen.emit(self._taker)
