"""The list of completions under the search field; the field keeps the focus."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.theme import Theme, mono_font, ui_font
from pincite.search.language.completion import Completion

_ROW_PX, _MOST_ROWS, _WIDTH_PX, _NOTE_AT_PX = 25, 10, 520, 220
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _MOST_ROWS,
    Qt.Key.Key_PageUp: -_MOST_ROWS,
}
_ACCEPTING = (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CompletionList(QFrame):
    """Nothing is chosen until an arrow chooses it, so that Enter stays the field's own."""

    chosen = Signal(object)
    keys_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Hidden until there is something to show."""
        super().__init__(parent)
        self.setObjectName("floating")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._found: tuple[Completion, ...] = ()
        self._list = QListWidget(self)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setItemDelegate(_Rows(theme, self._list))
        self._list.setAccessibleName("Completions")
        self._hint = QLabel("↓ chooses · Tab takes · Esc closes", self)
        self._hint.setProperty("role", "small")
        self._hint.setContentsMargins(8, 2, 8, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 2)
        column.setSpacing(2)
        column.addWidget(self._list)
        column.addWidget(self._hint)
        self._list.itemClicked.connect(self._on_clicked)
        self.hide()

    @property
    def titles(self) -> list[str]:
        """What is offered."""
        return [one.title for one in self._found]

    @property
    def spoken(self) -> str:
        """What is chosen, for a screen reader; '' for nothing."""
        row = self._list.currentRow()
        if self.isHidden() or row < 0:
            return ""
        return str(self._list.item(row).data(Qt.ItemDataRole.AccessibleTextRole))

    @property
    def keys(self) -> frozenset[Qt.Key]:
        """The keys that are the list's own just now."""
        if self.isHidden():
            return frozenset()
        own = {Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Escape}
        if self._list.currentRow() >= 0:
            own |= {*_STEPS, *_ACCEPTING}
        return frozenset(own)

    def offer(self, found: Sequence[Completion], under: QPoint) -> None:
        """Show these, the list's corner there in its parent; hide where there are none."""
        self._found = tuple(found)
        self._list.clear()
        for one in self._found:
            item = QListWidgetItem(one.title, self._list)
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.title}: {one.note}")
            item.setSizeHint(QSize(0, _ROW_PX))
        self._list.setCurrentRow(-1)
        rows = min(len(self._found), _MOST_ROWS)
        self._list.setFixedHeight(rows * _ROW_PX + 2)
        self.setFixedSize(_WIDTH_PX, rows * _ROW_PX + 2 + self._hint.sizeHint().height() + 10)
        self.move(max(0, min(under.x(), self.window().width() - _WIDTH_PX - 8)), under.y())
        self.setVisible(bool(self._found))
        self.raise_()
        self.keys_changed.emit()

    def close_list(self) -> None:
        """Hide; nothing was chosen."""
        self.hide()
        self.keys_changed.emit()

    def press(self, key: Qt.Key) -> None:
        """One of `keys` was pressed in the field."""
        if key == Qt.Key.Key_Escape:
            self.close_list()
        elif key in _STEPS:
            last = self._list.count() - 1
            row = self._list.currentRow() + _STEPS[key]
            self._list.setCurrentRow(max(-1 if key == Qt.Key.Key_Up else 0, min(last, row)))
            self.keys_changed.emit()
        elif key in _ACCEPTING:
            self._choose(self._list.item(max(0, self._list.currentRow())))

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        one = item.data(Qt.ItemDataRole.UserRole)
        self.close_list()
        self.chosen.emit(one)


class _Rows(QStyledItemDelegate):
    """What would be typed at the left, what it means beside it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        one = index.data(Qt.ItemDataRole.UserRole)
        rect = option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(rect, self._theme.colour("accent_soft"))
        painter.save()
        is_typed = one.kind in ("field", "operator")
        painter.setFont(mono_font() if is_typed else ui_font())
        token = {"field": "field", "operator": "accent"}.get(one.kind, "ink")
        painter.setPen(self._theme.colour(token))
        left = rect.adjusted(8, 0, 0, 0)
        width = _NOTE_AT_PX - 16 if one.note else rect.width() - 16
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(one.title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(left, align, shown)
        painter.setFont(ui_font(-1))
        painter.setPen(self._theme.colour("ink2"))
        note = rect.adjusted(_NOTE_AT_PX, 0, -8, 0)
        shown = painter.fontMetrics().elidedText(
            one.note, Qt.TextElideMode.ElideRight, note.width()
        )
        painter.drawText(note, align, shown)
        painter.restore()
