"""Paints one hit in its context: number, date, and the hit where all others are."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pincite.desktop.models.result_rows import shown_date
from pincite.desktop.models.results import RowRole
from pincite.desktop.theme import PADDING_PX, Theme, mono_font, ui_font
from pincite.search import HitRow

ROW_PX = 26
# A narrower list leaves the date out: the words matter more.
_WITH_DATE_PX = 440
_GAP_PX = 8
_HIT_PLACE = 0.42
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _MIDDLE, Qt.AlignmentFlag.AlignRight | _MIDDLE

_Index = QModelIndex | QPersistentModelIndex


class HitDelegate(QStyledItemDelegate):
    """Every hit begins at the same place, so that the eye goes down a column of them."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        """Paint in the colours of `theme`."""
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(300, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect, state = option.rect, option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        colour = self._theme.colour
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, colour("accent_soft" if is_selected else "paper"))
        if is_selected:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colour("accent"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
        row = index.data(RowRole)
        inner = rect.adjusted(PADDING_PX, 0, -PADDING_PX // 2, -1)
        if row is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("control"))
            painter.drawRoundedRect(QRect(inner.left(), inner.top() + 8, 80, 9), 4, 4)
        else:
            self._paint_row(painter, inner, row)
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRect, row: HitRow) -> None:
        colour = self._theme.colour
        number = mono_font(-2)
        width = QFontMetrics(number).horizontalAdvance("MMM-000000")
        at = QRect(rect.left(), rect.top(), width, rect.height())
        _draw(painter, at, row.bates or row.control, number, colour("ink2"))
        left = at.right() + _GAP_PX
        if rect.width() > _WITH_DATE_PX:
            small = ui_font(-2)
            wide = QFontMetrics(small).horizontalAdvance("00 MMM 0000")
            at = QRect(left, rect.top(), wide, rect.height())
            _draw(painter, at, shown_date(row.date), small, colour("ink2"))
            left = at.right() + _GAP_PX
        words = QRect(left, rect.top(), rect.right() - left, rect.height())
        self._paint_words(painter, words, row)

    def _paint_words(self, painter: QPainter, rect: QRect, row: HitRow) -> None:
        colour = self._theme.colour
        plain, bold = ui_font(), ui_font(0, QFont.Weight.DemiBold)
        space = QFontMetrics(plain).horizontalAdvance(" ")
        begin = rect.left() + round(rect.width() * _HIT_PLACE)
        hit = QFontMetrics(bold).elidedText(
            row.hit, Qt.TextElideMode.ElideRight, max(0, rect.right() - begin)
        )
        end = begin + QFontMetrics(bold).horizontalAdvance(hit)
        before = space if row.left.endswith(" ") else 0
        behind = space if row.right.startswith(" ") else 0
        room = QRect(rect.left(), rect.top(), begin - before - rect.left(), rect.height())
        _draw(painter, room, row.left.rstrip(), plain, colour("ink2"), is_before=True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("hit"))
        painter.drawRoundedRect(QRect(begin - 2, rect.top() + 4, end - begin + 4, 18), 2, 2)
        _draw(painter, QRect(begin, rect.top(), end - begin + 2, rect.height()), hit, bold,
              colour("ink"))  # fmt: skip
        room = QRect(end + behind, rect.top(), rect.right() - end - behind, rect.height())
        _draw(painter, room, row.right.lstrip(), plain, colour("ink2"))


def _draw(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    *,
    is_before: bool = False,
) -> None:
    """One line, cut where it is farthest from the hit."""
    side = Qt.TextElideMode.ElideLeft if is_before else Qt.TextElideMode.ElideRight
    shown = QFontMetrics(font).elidedText(text, side, max(0, rect.width()))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, _RIGHT if is_before else _LEFT, shown)
