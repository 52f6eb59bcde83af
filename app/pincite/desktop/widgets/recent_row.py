"""One recent matter on the start screen."""

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from pincite.desktop.theme import RADIUS_PX, Theme, ui_font

_HEIGHT_PX = 48
_ICON_PX = 18


class RecentRow(QAbstractButton):
    """Its name and where it lies; a click opens it."""

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, path: Path, picture: QIcon, parent: QWidget | None = None
    ) -> None:
        """`path` is the matter's folder."""
        super().__init__(parent)
        self._theme = theme
        self._path = path
        self.setText(path.stem)
        self.setIcon(picture)
        self.setToolTip(str(path))
        self.setAccessibleName(f"Open {path.stem}")
        self.setFixedHeight(_HEIGHT_PX)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:
        return QSize(280, _HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour
        painter.setPen(colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
        is_lit = self.underMouse() or self.isDown()
        painter.setBrush(colour("control") if is_lit else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), RADIUS_PX, RADIUS_PX)
        self.icon().paint(painter, QRect(8, (_HEIGHT_PX - _ICON_PX) // 2, _ICON_PX, _ICON_PX))
        room = QRect(36, 5, self.width() - 44, 20)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        lines = (
            (self.text(), ui_font(0, QFont.Weight.DemiBold), "ink"),
            (str(self._path.parent), ui_font(-1), "ink2"),
        )
        for text, font, token in lines:
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
            painter.setFont(font)
            painter.setPen(colour(token))
            painter.drawText(room, side, shown)
            room.translate(0, 18)

    def _on_clicked(self) -> None:
        self.chosen.emit(self._path)
