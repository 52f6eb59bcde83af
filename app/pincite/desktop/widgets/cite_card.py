"""A passage with its pin cite, to be copied into a brief."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pincite.desktop.icons import icon
from pincite.desktop.models.bundle_view import CitedPassage
from pincite.desktop.theme import Theme, tag_colour

_LONGEST_QUOTE = 150
_BAR_PX = 4


class CiteCard(QFrame):
    """The quote, the cite and where it stands; the bar has the colour of the passage's tag."""

    copy_requested = Signal(int)
    page_requested = Signal(int)

    def __init__(self, cited: CitedPassage, theme: Theme, parent: QWidget | None = None) -> None:
        """Show a passage of the current exhibit."""
        super().__init__(parent)
        self.setObjectName("card")
        self._cited = cited
        self._theme = theme
        self.setToolTip(_tip(cited))
        quote = QLabel(f"“{_shortened(cited.passage.quote)}”", self)
        quote.setWordWrap(True)
        quote.setTextFormat(Qt.TextFormat.PlainText)
        where = cited.cite
        if cited.bundle_page is not None:
            where += f" · bundle p.\u00a0{cited.bundle_page}"
        place = QLabel(where, self)
        place.setProperty("role", "small")
        place.setWordWrap(True)
        self.copy = QPushButton("Copy", self)
        self.copy.setProperty("role", "inline")
        self.copy.setIcon(icon(theme, "copy", "accent"))
        self.copy.setAccessibleName(f"Copy the pin cite {cited.cite}")
        self.copy.clicked.connect(self._on_copy)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(place, 1)
        row.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 9, 10, 9)
        column.setSpacing(3)
        column.addWidget(quote)
        column.addLayout(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Turn to the page where the passage stands."""
        if self._cited.bundle_page is not None:
            self.page_requested.emit(self._cited.bundle_page)
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        tags = self._cited.passage.tags
        shown = [tag_colour(tag.colour) for tag in tags] or [self._theme.colour("hit_current")]
        height = self.height() / len(shown)
        for place, colour in enumerate(shown):
            painter.setBrush(colour)
            painter.drawRect(QRectF(0, place * height, _BAR_PX, height))

    def _on_copy(self) -> None:
        self.copy_requested.emit(int(self._cited.passage.id))


def _shortened(quote: str) -> str:
    words = " ".join(quote.split())
    if len(words) <= _LONGEST_QUOTE:
        return words
    return f"{words[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


def _tip(cited: CitedPassage) -> str:
    tags = ", ".join(tag.name for tag in cited.passage.tags)
    return "\n".join(part for part in (tags, cited.passage.note) if part)
