"""How a highlighted term looks: a faint tint and a line under it that no tag and no hit has.

Each of the nine colours has its own kind of line, so that colour is never the only sign.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from pincite.desktop.theme import blended, tag_colour

_TINT_ALPHA = 30
_DASHES: dict[str, list[float]] = {
    "dash": [3.0, 1.6],
    "dot": [1.0, 1.4],
    "dashdot": [3.2, 1.4, 1.0, 1.4],
    "long": [6.0, 1.8],
}
# The line of each colour, from 1 to 9.
_LINES = ("dash", "dot", "wave", "double", "dashdot", "wave", "long", "dot", "double")
_NAMES = {
    "dash": "dashed", "dot": "dotted", "wave": "wavy", "double": "double",
    "dashdot": "dash-dotted", "long": "long-dashed",
}  # fmt: skip
_WAVE_PX = 2.0


def line_name(colour: int) -> str:
    """What kind of line a colour has: `dashed`."""
    return _NAMES[_line(colour)]


def shown_colour(colour: int, paper: QColor) -> QColor:
    """A colour of the palette, lighter on dark paper."""
    ink = tag_colour(colour)
    return ink if paper.lightness() > 128 else blended(QColor("white"), ink, 0.45)


def paint_highlight(
    painter: QPainter, box: QRectF, colour: int, paper: QColor, *, is_current: bool = False
) -> None:
    """Lay the look of a list over one line of a term; the term that was gone to has a frame."""
    ink = shown_colour(colour, paper)
    wash = QColor(ink)
    wash.setAlpha(_TINT_ALPHA)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(box, wash)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if is_current:
        painter.setPen(QPen(ink, 1.4))
        painter.drawRect(box.adjusted(-1.5, -1.5, 1.5, 1.5))
    _paint_line(painter, box, _line(colour), ink)
    painter.restore()


def _line(colour: int) -> str:
    return _LINES[(colour - 1) % len(_LINES)]


def _paint_line(painter: QPainter, box: QRectF, kind: str, ink: QColor) -> None:
    y = box.bottom() + 0.5
    if kind == "wave":
        path = QPainterPath(QPointF(box.left(), y))
        x, step = box.left(), 1
        while x < box.right():
            path.quadTo(x + _WAVE_PX, y + step * _WAVE_PX, min(x + 2 * _WAVE_PX, box.right()), y)
            x, step = x + 2 * _WAVE_PX, -step
        painter.setPen(QPen(ink, 1.5))
        painter.drawPath(path)
        return
    # Straight lines are sharp on whole pixels.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    y = float(round(y))
    pen = QPen(ink, 1.0 if kind == "double" else 2.0)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if kind in _DASHES:
        pen.setDashPattern(_DASHES[kind])
    painter.setPen(pen)
    painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
    if kind == "double":
        painter.drawLine(QPointF(box.left(), y + 2), QPointF(box.right(), y + 2))
