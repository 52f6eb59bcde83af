"""Drags documents out of a list, with a small label at the pointer that says how many."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QDrag, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from pincite.desktop.models.carried import DOCUMENTS_TYPE, carried
from pincite.desktop.theme import Theme, ui_font

_HEIGHT_PX = 26
_PADDING_PX = 10
_RADIUS_PX = 6
_OFFSET = QPoint(-12, -6)


def drag_documents(source: QWidget, theme: Theme, documents: Sequence[int]) -> None:
    """Let the user drop these documents on a bundle; returns when the drag has ended."""
    if not documents:
        return
    drag = QDrag(source)
    drag.setMimeData(carried(DOCUMENTS_TYPE, documents))
    count = len(documents)
    text = f"{count:,} document{'s' * (count != 1)} → exhibit{'s' * (count != 1)}"
    drag.setPixmap(_label(theme, text, source.devicePixelRatioF()))
    drag.setHotSpot(_OFFSET)
    drag.exec(Qt.DropAction.CopyAction)


def _label(theme: Theme, text: str, ratio: float) -> QPixmap:
    font = ui_font()
    width = QFontMetrics(font).horizontalAdvance(text) + 2 * _PADDING_PX
    picture = QPixmap(round(width * ratio), round(_HEIGHT_PX * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    rect = QRectF(0, 0, width, _HEIGHT_PX)
    painter.drawRoundedRect(rect, _RADIUS_PX, _RADIUS_PX)
    painter.setFont(font)
    painter.setPen(theme.colour("paper"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return picture
