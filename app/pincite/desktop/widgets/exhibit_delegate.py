"""Paints one exhibit of the list: its badge, title, what it is, and whether to look at it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pincite.desktop.models.exhibit_list import CheckRole, EntryRole
from pincite.desktop.theme import PADDING_PX, Theme, ui_font

if TYPE_CHECKING:
    from pincite.exhibits.entries import ExhibitEntry

ROW_PX = 58
_BADGE_WIDTH_PX, _BADGE_HEIGHT_PX = 46, 32
_CHECK = "check"

_Index = QModelIndex | QPersistentModelIndex


class ExhibitDelegate(QStyledItemDelegate):
    """Every row has one height."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        """Paint in the colours of `theme`."""
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect
        state = option.state
        entry = index.data(EntryRole)
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
        inner = rect.adjusted(PADDING_PX, 0, -PADDING_PX, -1)
        self._paint_badge(painter, inner, entry.label)
        right = inner.right()
        if index.data(CheckRole) or entry.problem or entry.is_privileged:
            right = self._paint_check(painter, inner) - 10
        left = inner.left() + max(_BADGE_WIDTH_PX, self._badge_width(entry.label)) + 12
        self._paint_words(painter, QRect(left, inner.top(), right - left, inner.height()), entry)
        painter.restore()

    def _badge_width(self, label: str) -> int:
        metrics = QFontMetrics(ui_font(-1, QFont.Weight.Bold))
        return max(_BADGE_WIDTH_PX, metrics.horizontalAdvance(label) + 14)

    def _paint_badge(self, painter: QPainter, rect: QRect, label: str) -> None:
        top = rect.top() + (rect.height() - _BADGE_HEIGHT_PX) // 2
        box = QRect(rect.left(), top, self._badge_width(label), _BADGE_HEIGHT_PX)
        painter.setPen(QPen(self._theme.colour("accent"), 1.2))
        painter.setBrush(self._theme.colour("paper"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(ui_font(-1, QFont.Weight.Bold))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)

    def _paint_check(self, painter: QPainter, rect: QRect) -> int:
        """A mark that something is to be looked at before the export; returns its left edge."""
        font = ui_font(-2, QFont.Weight.DemiBold)
        width = QFontMetrics(font).horizontalAdvance(_CHECK) + 14
        box = QRect(rect.right() - width, rect.top() + (rect.height() - 18) // 2, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("warn"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(self._theme.colour("paper"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _CHECK)
        return box.left()

    def _paint_words(self, painter: QPainter, rect: QRect, entry: "ExhibitEntry") -> None:
        colour = self._theme.colour
        title = QRect(rect.left(), rect.top() + 10, rect.width(), 18)
        line = QRect(rect.left(), rect.top() + 29, rect.width(), 18)
        _draw(painter, title, entry.title, ui_font(0, QFont.Weight.DemiBold), colour("ink"))
        _draw(painter, line, described(entry), ui_font(), colour("ink2"))


def described(entry: "ExhibitEntry") -> str:
    """The line under the title: what it is, its pages, and how many passages are marked in it."""
    if entry.problem:
        return entry.problem
    parts = [entry.description]
    if entry.passage_count:
        parts.append(f"{entry.passage_count} passage{'s' * (entry.passage_count > 1)}")
    return " · ".join(part for part in parts if part)


def _draw(painter: QPainter, rect: QRect, text: str, font: QFont, colour: QColor) -> None:
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
