"""The line icons of `resources/icons`, drawn in a colour of the theme."""

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from pincite.desktop.theme import Theme
from pincite.domain.resources import resource

_SCALES = (1.0, 1.5, 2.0)


def icon(theme: Theme, name: str, token: str = "ink2", size_px: int = 16) -> QIcon:
    """An icon in a token's colour, sharp at every usual scale; greyer where it is disabled."""
    made = QIcon()
    for scale in _SCALES:
        made.addPixmap(pixmap(name, theme.colour(token), size_px, scale))
        made.addPixmap(pixmap(name, theme.colour("ink3"), size_px, scale), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, colour: QColor, size_px: int, scale: float) -> QPixmap:
    """One icon as a picture of `size_px` at a device pixel ratio of `scale`."""
    source = resource("icons", f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour.name()).encode()))
    drawn = QPixmap(QSize(round(size_px * scale), round(size_px * scale)))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter)
    painter.end()
    drawn.setDevicePixelRatio(scale)
    return drawn


def program_icon() -> QIcon:
    """Pincite's own icon."""
    return QIcon(str(resource("icons", "pincite.svg")))
