"""One row of the facets: a mark, a name, a count; down while it narrows the results."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from pincite.desktop.models.asked import Filter
from pincite.desktop.theme import PADDING_PX, ROW_PX, Theme, ui_font

_MARK_PX = 10


class FacetRow(QAbstractButton):
    """Emits `toggled_filter` with its filter when it is clicked."""

    toggled_filter = Signal(object)

    def __init__(
        self, theme: Theme, filter_: Filter, name: str, count: int, parent: QWidget | None = None
    ) -> None:
        """Show a name and a count; a mark is set afterwards."""
        super().__init__(parent)
        self._theme = theme
        self._filter = filter_
        self._count = count
        self._mark: QColor | None = None
        self._is_hollow = self._is_outlined = False
        self.setText(name)
        self.setCheckable(True)
        self.setFixedHeight(ROW_PX - 3)
        self.setAccessibleName(f"{name}, {count}")
        self.setToolTip(name)
        self.clicked.connect(self._on_clicked)

    def set_mark(
        self, colour: QColor, *, is_hollow: bool = False, is_outlined: bool = False
    ) -> None:
        """Put a small square before the name; outlined, it stands out from any ground."""
        self._mark, self._is_hollow, self._is_outlined = colour, is_hollow, is_outlined

    def sizeHint(self) -> QSize:
        return QSize(150, ROW_PX - 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour
        if self.isChecked():
            painter.fillRect(self.rect(), colour("accent_soft"))
            painter.fillRect(QRect(0, 0, 3, self.height()), colour("accent"))
        elif self.underMouse():
            painter.fillRect(self.rect(), colour("control"))
        if self.hasFocus():
            painter.setPen(colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        left = PADDING_PX
        if self._mark is not None:
            self._paint_mark(painter, QRectF(left, (self.height() - _MARK_PX) / 2, 10, 10))
            left += _MARK_PX + 8
        font = ui_font()
        count = f"{self._count:,}"
        width = QFontMetrics(font).horizontalAdvance(count)
        line = QRect(left, 0, self.width() - left - PADDING_PX, self.height())
        painter.setFont(font)
        painter.setPen(colour("ink2"))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        name = line.adjusted(0, 0, -width - 8, 0)
        bold = ui_font(0, QFont.Weight.DemiBold) if self.isChecked() else font
        shown = QFontMetrics(bold).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, name.width()
        )
        painter.setFont(bold)
        painter.setPen(colour("ink"))
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        if self._mark is None:
            return
        if self._is_hollow:
            painter.setPen(QPen(self._mark, 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(self._theme.colour("ink2") if self._is_outlined else Qt.PenStyle.NoPen)
            painter.setBrush(self._mark)
        # The pen is half outside: kept within, so that marks are of one size.
        inset = 0.5 if self._is_outlined else 0.0
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 3, 3)

    def _on_clicked(self) -> None:
        self.toggled_filter.emit(self._filter)
