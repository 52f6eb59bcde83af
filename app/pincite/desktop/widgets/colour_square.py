"""A small square of one colour, as an icon."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

_SIZE_PX = 24


def colour_square(colour: QColor) -> QIcon:
    """A rounded square that stands for a tag."""
    drawn = QPixmap(_SIZE_PX, _SIZE_PX)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(3, 3, _SIZE_PX - 6, _SIZE_PX - 6, 4, 4)
    painter.end()
    icon = QIcon(drawn)
    icon.addPixmap(drawn, QIcon.Mode.Selected)
    return icon
