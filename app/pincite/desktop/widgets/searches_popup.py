"""The drop-down of saved searches and history under the search field."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.icons import icon
from pincite.desktop.models.search_rows import SearchRow
from pincite.desktop.theme import ROW_PX, Theme, mono_font, ui_font
from pincite.desktop.widgets.fields import LineField
from pincite.domain.dialects import DIALECT_NAMES

_WIDTH_PX, _ROWS, _NOTE_PX, _ICON_PX = 660, 12, 190, 30
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _ROWS,
    Qt.Key.Key_PageUp: -_ROWS,
}
_RowRole = Qt.ItemDataRole.UserRole


class SearchesPopup(QFrame):
    """Type to filter, Enter runs; a saved one can be renamed (F2) and deleted (Del)."""

    run_wanted = Signal(object)
    rename_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, *, is_read_only: bool) -> None:
        """`is_read_only`: nothing can be renamed or deleted."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("floating")
        self.setAccessibleName("Saved searches and history")
        self._is_read_only = is_read_only
        self._rows: list[SearchRow] = []
        self._filter = LineField(self)
        self._filter.setPlaceholderText("Saved searches and history: type to filter")
        self._filter.setAccessibleName("Filter the searches")
        self._filter.installEventFilter(self)
        self._list = QListWidget(self)
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setItemDelegate(_Rows(theme, self._list))
        self._list.setFixedHeight(ROW_PX * _ROWS + 4)
        self._hint = QLabel(self)
        self._hint.setProperty("role", "small")
        self._rename = self._button("Rename… (F2)", self._on_rename)
        self._delete = self._button("Delete (Del)", self._on_delete)
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._rename)
        foot.addWidget(self._delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(7)
        column.addWidget(self._filter)
        column.addWidget(self._list)
        column.addLayout(foot)
        self.setFixedWidth(_WIDTH_PX)
        self._filter.textChanged.connect(self._fill)
        self._filter.returnPressed.connect(self._on_run)
        self._list.itemClicked.connect(self._on_clicked)
        self._list.currentRowChanged.connect(self._on_row_changed)

    def show_searches(self, rows: Sequence[SearchRow]) -> None:
        """List these, filtered as before, the same place chosen."""
        place = self._list.currentRow()
        self._rows = list(rows)
        self._fill(self._filter.text())
        self._list.setCurrentRow(max(0, min(place, self._list.count() - 1)))

    def open_at(self, corner: QPoint) -> None:
        """Show it, its corner there on the screen, ready to type."""
        self.move(corner)
        self.show()
        self._filter.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows, F2 and Del work on the list while the filter keeps the focus."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key in _STEPS:
            row = self._list.currentRow() + _STEPS[key]
            self._list.setCurrentRow(max(0, min(self._list.count() - 1, row)))
        elif key == Qt.Key.Key_Escape:
            self.close()
        elif key == Qt.Key.Key_F2:
            self._on_rename()
        elif key == Qt.Key.Key_Delete and not self._filter.text():
            self._on_delete()
        else:
            return super().eventFilter(watched, event)
        return True

    @property
    def chosen(self) -> SearchRow | None:
        """The row that is chosen."""
        row = self._list.currentIndex().data(_RowRole)
        return row if isinstance(row, SearchRow) else None

    def _button(self, title: str, clicked: object) -> QPushButton:
        button = QPushButton(title, self)
        button.setProperty("role", "link")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(clicked)
        return button

    def _fill(self, typed: str) -> None:
        self._list.clear()
        for row in self._rows:
            if row.holds(typed):
                item = QListWidgetItem(self._list)
                item.setData(_RowRole, row)
                kind = "Saved search" if row.is_saved else "Searched"
                spoken = f"{kind} {row.title}. {row.query}. {row.note}"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
                item.setSizeHint(QSize(0, ROW_PX))
        self._list.setCurrentRow(0)
        self._on_row_changed(0)

    def _on_row_changed(self, _: int) -> None:
        row = self.chosen
        can_change = row is not None and row.is_saved and not self._is_read_only
        self._rename.setVisible(can_change)
        self._delete.setVisible(can_change)
        if row is not None:
            self._hint.setText("Enter searches · Esc closes")
        elif self._rows:
            self._hint.setText("No search is like that.")
        else:
            self._hint.setText("Nothing was searched or saved yet.")

    def _on_clicked(self, _: QListWidgetItem) -> None:
        self._on_run()

    def _on_run(self) -> None:
        row = self.chosen
        if row is not None:
            self.close()
            self.run_wanted.emit(row)

    def _on_rename(self) -> None:
        row = self.chosen
        if row is not None and row.is_saved and not self._is_read_only:
            self.close()
            self.rename_wanted.emit(row)

    def _on_delete(self) -> None:
        row = self.chosen
        if row is not None and row.is_saved and not self._is_read_only:
            self.delete_wanted.emit(row)


class _Rows(QStyledItemDelegate):
    """A star and a name with its query, or a clock and a query with what it found."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(_RowRole)
        if not isinstance(row, SearchRow):
            return
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.colour("accent_soft"))
        name, token = ("star-full", "accent") if row.is_saved else ("clock", "ink3")
        mark = QRect(rect.left() + 8, rect.center().y() - 7, 14, 14)
        icon(self._theme, name, token, 14).paint(painter, mark)
        text = rect.adjusted(_ICON_PX, 0, -_NOTE_PX, 0)
        if row.is_saved:
            text = self._draw(painter, text, row.title, ui_font(0, QFont.Weight.DemiBold), "ink")
        self._draw(painter, text, row.query, mono_font(-1), "ink2" if row.is_saved else "ink")
        dialect = "" if row.dialect == "pincite" else DIALECT_NAMES[row.dialect]
        note = " · ".join(part for part in (dialect, row.note) if part)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.setFont(ui_font(-1))
        painter.setPen(self._theme.colour("ink2"))
        painter.drawText(rect.adjusted(rect.width() - _NOTE_PX, 0, -8, 0), align, note)
        painter.restore()

    def _draw(self, painter: QPainter, rect: QRect, text: str, font: QFont, token: str) -> QRect:
        """Draw at the left, elided; returns what is free at the right of it."""
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        return rect.adjusted(min(rect.width(), metrics.horizontalAdvance(shown) + 12), 0, 0, 0)
