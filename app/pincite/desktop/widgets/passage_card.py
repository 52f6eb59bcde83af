"""One passage in the coding panel: its quote in its tags' colours, where it stands, its note."""

import re

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QMenu, QVBoxLayout, QWidget

from pincite.desktop.theme import Theme, tag_colour
from pincite.desktop.widgets.document_drag import drag_documents
from pincite.store.passages import Passage

_STRIPE_PX = 3
_LONGEST_QUOTE = 130
# A label breaks only between words: an address would push the panel wider.
_LONG_STRETCH = re.compile(r"(\S{16})(?=\S)")


class PassageCard(QFrame):
    """A click goes to the passage; its menu writes its note or unmarks it."""

    chosen = Signal(int)
    note_wanted = Signal(int)
    delete_wanted = Signal(int)
    cite_wanted = Signal(int)

    def __init__(
        self, theme: Theme, passage: Passage, place: str, parent: QWidget | None = None
    ) -> None:
        """`place` says where it stands, by Bates or control number."""
        super().__init__(parent)
        self._theme = theme
        self._passage = passage
        self._pressed_at: QPoint | None = None
        self.setObjectName("passagecard")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        quote = QLabel(f"“{_breakable(_short(passage.quote))}”", self)
        quote.setWordWrap(True)
        quote.setTextFormat(Qt.TextFormat.PlainText)
        tags = ", ".join(tag.name for tag in passage.tags)
        where = QLabel(f"{place} — {passage.note}" if passage.note else place, self)
        where.setWordWrap(True)
        where.setTextFormat(Qt.TextFormat.PlainText)
        where.setProperty("role", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 8, 7)
        column.setSpacing(2)
        column.addWidget(quote)
        column.addWidget(where)
        self.setToolTip(tags or "No tag: select the passage and press a digit")
        self.setAccessibleName(f"Passage: {_short(passage.quote)}. {tags}. {passage.note}")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        colours = [tag_colour(tag.colour) for tag in self._passage.tags]
        colours = colours or [self._theme.colour("hit_current")]
        height = (self.height() - 2) / len(colours)
        for number, colour in enumerate(colours):
            painter.setBrush(colour)
            painter.drawRect(QRectF(1, 1 + number * height, _STRIPE_PX, height))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the document of the passage: an exhibit is a document, its passages come along."""
        start = self._pressed_at
        if start is None:
            return
        way = event.position().toPoint() - start
        if way.manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            drag_documents(self, self._theme, [int(self._passage.document_id)])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._pressed_at is not None:
            self._pressed_at = None
            self.chosen.emit(int(self._passage.id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.chosen.emit(int(self._passage.id))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_wanted.emit(int(self._passage.id))
        elif event.key() == Qt.Key.Key_Menu:
            self._on_menu_requested(self.rect().center())
        else:
            super().keyPressEvent(event)

    def _on_menu_requested(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wanted = {
            "Copy pin cite": self.cite_wanted,
            "Write a note…": self.note_wanted,
            "Unmark": self.delete_wanted,
        }
        for title, signal in wanted.items():
            action = menu.addAction(title)
            action.setData(signal)
        menu.triggered.connect(self._on_menu_triggered)
        menu.popup(self.mapToGlobal(at))

    def _on_menu_triggered(self, action: object) -> None:
        action.data().emit(int(self._passage.id))  # type: ignore[attr-defined]


def _breakable(text: str) -> str:
    return _LONG_STRETCH.sub("\\1\u200b", text)


def _short(quote: str) -> str:
    shown = " ".join(quote.split())
    return shown if len(shown) <= _LONGEST_QUOTE else f"{shown[: _LONGEST_QUOTE - 1]}…"
