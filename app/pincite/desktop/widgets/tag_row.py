"""One issue tag in the coding panel: its colour, its name, its digit."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from pincite.desktop.theme import ROW_PX, Theme, tag_colour, ui_font
from pincite.store.tags import Tag

_MARK_PX, _DIGIT_PX = 10, 20


class TagRow(QAbstractButton):
    """Down while the document carries the tag; a click puts it on or takes it off."""

    tag_pressed = Signal(int)

    def __init__(self, theme: Theme, tag: Tag, is_on: bool, parent: QWidget | None = None) -> None:
        """`is_on`: the document, or a passage of it, carries the tag."""
        super().__init__(parent)
        self._theme = theme
        self._tag = tag
        self._is_on = is_on
        self.setText(tag.name)
        self.setFixedHeight(ROW_PX - 2)
        self.setToolTip(f"{tag.name} ({tag.digit})" if tag.digit else tag.name)
        state = "on" if is_on else "off"
        key = f", key {tag.digit}" if tag.digit else ""
        self.setAccessibleName(f"{tag.name}, {state}{key}")
        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:
        return QSize(160, ROW_PX - 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), self._theme.colour("control"))
        middle = self.height() / 2
        colour = tag_colour(self._tag.colour)
        colour.setAlphaF(1.0 if self._is_on else 0.45)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(1, middle - _MARK_PX / 2, _MARK_PX, _MARK_PX), 3, 3)
        weight = QFont.Weight.DemiBold if self._is_on else QFont.Weight.Normal
        font = ui_font(0, weight)
        name = QRect(20, 0, self.width() - 20 - _DIGIT_PX - 8, self.height())
        painter.setFont(font)
        painter.setPen(self._theme.colour("ink" if self._is_on else "ink2"))
        shown = QFontMetrics(font).elidedText(
            self._tag.name, Qt.TextElideMode.ElideRight, name.width()
        )
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        if self._tag.digit:
            self._paint_digit(painter, middle)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.colour("accent"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_digit(self, painter: QPainter, middle: float) -> None:
        box = QRectF(self.width() - _DIGIT_PX - 1.5, middle - 8, _DIGIT_PX, 16)
        painter.setPen(self._theme.colour("line"))
        painter.setBrush(self._theme.colour("paper"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(ui_font(-2))
        painter.setPen(self._theme.colour("ink2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._tag.digit))

    def _on_clicked(self) -> None:
        self.tag_pressed.emit(int(self._tag.id))
