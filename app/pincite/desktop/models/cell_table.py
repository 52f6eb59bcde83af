"""A table of cells that say themselves how they look; shown by `widgets/cell_list.py`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

CellRole = Qt.ItemDataRole.UserRole
PLAIN, BOLD, QUIET, MONO, LINK, BAR = "plain", "bold", "quiet", "mono", "link", "bar"

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; `token` colours it, `share` fills a bar, `tip` tells the whole."""

    text: str
    style: str = PLAIN
    token: str = ""
    share: float = 0.0
    tip: str = ""


class CellTable(QAbstractTableModel, Generic[Row]):
    """Rows of any kind, turned into cells when they are shown."""

    def __init__(
        self,
        heads: Sequence[str],
        cells: Callable[[Row], Sequence[Cell]],
        parent: QObject | None = None,
    ) -> None:
        """`cells` gives one cell for each of `heads`."""
        super().__init__(parent)
        self._heads = tuple(heads)
        self._cells = cells
        self._rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; where their number stays, nothing jumps."""
        if len(rows) == len(self._rows):
            self._rows = rows
            if rows:
                last = self.index(len(rows) - 1, len(self._heads) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """What a row shows."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        is_wanted = orientation == Qt.Orientation.Horizontal
        return self._heads[section] if is_wanted and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        cell = self._cells(row)[index.column()]
        if role == CellRole:
            return cell
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{cell.share:.0%}" if cell.style == BAR else cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or None
        return None
