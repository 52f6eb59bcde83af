"""One row of the facets: a mark, a name, a count; down while the query asks for it."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from pincite.desktop.theme import PADDING_PX, ROW_PX, Theme, ui_font
from pincite.search.language.narrowing import Facet, State

_MARK_PX = 10
_OTHER_CLICKS = ", with Ctrl also to it,\nwith Shift or Alt to everything but it"


class FacetRow(QAbstractButton):
    """Emits `facet_clicked` with its facet when it is clicked."""

    facet_clicked = Signal(object)

    def __init__(
        self,
        theme: Theme,
        facet: Facet,
        name: str,
        count: int | None,
        parent: QWidget | None = None,
    ) -> None:
        """Show a name and a count, None for none; a mark and a state are set afterwards."""
        super().__init__(parent)
        self._theme = theme
        self.facet = facet
        self._count = "" if count is None else f"{count:,}"
        self._state: State = ""
        self._mark: QColor | None = None
        self._is_hollow = self._is_outlined = False
        self.setText(name)
        self.setCheckable(True)
        self.setFixedHeight(ROW_PX - 3)
        self._name_state()
        self.clicked.connect(self._on_clicked)

    @property
    def state(self) -> State:
        """Whether the query asks for it or leaves it out."""
        return self._state

    def set_state(self, state: State) -> None:
        """Show whether the query asks for it or leaves it out."""
        self._state = state
        self.setChecked(bool(state))
        self._name_state()

    def _name_state(self) -> None:
        said = {"": "", "on": ", in the query", "not": ", left out by the query"}[self._state]
        count = f", {self._count}" if self._count else ""
        self.setAccessibleName(f"{self.text()}{count}{said}")
        instead = "takes it out of the query" if self._state else "narrows to it"
        self.setToolTip(f"{self.text()}\nA click {instead}{'' if self._state else _OTHER_CLICKS}")

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
        is_left_out = self._state == "not"
        if self._state:
            painter.fillRect(self.rect(), colour("control" if is_left_out else "accent_soft"))
            bar = colour("stop" if is_left_out else "accent")
            painter.fillRect(QRect(0, 0, 3, self.height()), bar)
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
        width = QFontMetrics(font).horizontalAdvance(self._count)
        line = QRect(left, 0, self.width() - left - PADDING_PX, self.height())
        painter.setFont(font)
        painter.setPen(colour("ink2"))
        painter.drawText(
            line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._count
        )
        name = line.adjusted(0, 0, -width - 8, 0)
        bold = ui_font(0, QFont.Weight.DemiBold) if self._state else font
        bold.setStrikeOut(is_left_out)
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
        # A click turns the button round, but the query alone says how it stands.
        self.setChecked(bool(self._state))
        self.facet_clicked.emit(self.facet)
