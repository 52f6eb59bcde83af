"""A calm table: no grid, no head, a line under each row, links that can be pressed."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from pincite.desktop.models.cell_table import (
    BAR,
    BOLD,
    LINK,
    MONO,
    QUIET,
    Cell,
    CellRole,
    CellTable,
)
from pincite.desktop.theme import Theme, mono_font, ui_font

ROW_PX = 39
_BAR_PX = 6
_GAP_PX = 14
_TOKENS = {QUIET: "ink2", MONO: "ink3", LINK: "accent"}

_Index = QModelIndex | QPersistentModelIndex


class CellList(QTableView):
    """Shows a `CellTable`; `link_pressed` carries the number of a row whose link was pressed."""

    link_pressed = Signal(int)

    def __init__(
        self,
        model: CellTable[Any],
        shares: Sequence[int],
        name: str,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """`shares` are the widths of the columns relative to each other."""
        super().__init__(parent)
        self._shares = tuple(shares)
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(theme, self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        theme.changed.connect(self.viewport().update)

    @property
    def current_row(self) -> int:
        """The row that is current, or -1."""
        return self.currentIndex().row() if self.currentIndex().isValid() else -1

    def content_height(self, most_rows: int) -> int:
        """The height that shows every row, or `most_rows` of them."""
        return min(self.model().rowCount(), most_rows) * ROW_PX + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the columns' shares of the width."""
        super().resizeEvent(event)
        total, width = sum(self._shares), self.viewport().width()
        for column, share in enumerate(self._shares):
            self.setColumnWidth(column, width * share // total)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        is_link = self._is_link(self.indexAt(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._is_link(index):
            self.link_pressed.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the link of the row; letters are the window's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_row >= 0:
            self.link_pressed.emit(self.current_row)
            return
        if event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)

    def _is_link(self, index: _Index) -> bool:
        cell = index.data(CellRole) if index.isValid() else None
        return bool(cell and cell.style == LINK and cell.text)


class _CellDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(60, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell: Cell = index.data(CellRole)
        rect: QRect = option.rect
        colour = self._theme.colour
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_selected:
            painter.fillRect(rect, colour("accent_soft"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        inner = rect.adjusted(4 if index.column() == 0 else 0, 0, -_GAP_PX, -1)
        if cell.style == BAR:
            self._paint_bar(painter, inner, cell.share)
        else:
            self._paint_text(painter, inner, cell)
        painter.restore()

    def _paint_bar(self, painter: QPainter, rect: QRect, share: float) -> None:
        box = QRect(rect.left(), rect.center().y() - _BAR_PX // 2, rect.width(), _BAR_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("control"))
        painter.drawRoundedRect(box, 3, 3)
        if share > 0:
            painter.setBrush(self._theme.colour("accent"))
            filled = QRect(box.topLeft(), QSize(max(_BAR_PX, round(box.width() * share)), _BAR_PX))
            painter.drawRoundedRect(filled, 3, 3)

    def _paint_text(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        font = mono_font(-2) if cell.style == MONO else ui_font()
        if cell.style == BOLD:
            font = ui_font(0, QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._theme.colour(cell.token or _TOKENS.get(cell.style, "ink")))
        # The end of a file's name says what it is.
        elide = Qt.TextElideMode.ElideMiddle if cell.style == BOLD else Qt.TextElideMode.ElideRight
        shown = QFontMetrics(font).elidedText(cell.text, elide, max(0, rect.width()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
