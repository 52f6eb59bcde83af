"""The exhibits of a bundle as a list that can be put in another order by dragging."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from pincite.desktop.models.carried import (
    DOCUMENTS_TYPE,
    EXHIBITS_TYPE,
    carried,
    carried_ids,
)

if TYPE_CHECKING:
    from pincite.exhibits.entries import ExhibitEntry


EntryRole = Qt.ItemDataRole.UserRole
CheckRole = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class ExhibitList(QAbstractListModel):
    """`moved` carries exhibits and the row before which they were dropped; `added` documents."""

    moved = Signal(object, int)
    added = Signal(object, int)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._entries: tuple[ExhibitEntry, ...] = ()
        self._to_check: frozenset[int] = frozenset()

    @property
    def entries(self) -> "tuple[ExhibitEntry, ...]":
        """The exhibits in order."""
        return self._entries

    def show(self, entries: "Sequence[ExhibitEntry]", to_check: Iterable[int] = ()) -> None:
        """Show these; where only what is said of the same exhibits changed, nothing jumps."""
        self._to_check = frozenset(to_check)
        former = [entry.id for entry in self._entries]
        if former == [entry.id for entry in entries]:
            self._entries = tuple(entries)
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def row_of(self, exhibit: int) -> int:
        """The row of an exhibit, or -1."""
        ids = [entry.id for entry in self._entries]
        return ids.index(exhibit) if exhibit in ids else -1  # type: ignore[arg-type]

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == EntryRole:
            return entry
        if role == CheckRole:
            return entry.id in self._to_check
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{entry.label}: {entry.title}. {entry.description}"
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [EXHIBITS_TYPE, DOCUMENTS_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted(index.row() for index in indexes)
        return carried(EXHIBITS_TYPE, [self._entries[row].id for row in rows])

    def dropMimeData(
        self,
        data: QMimeData,
        action: Qt.DropAction,
        row: int,
        column: int,
        parent: _Index,
    ) -> bool:
        """Only say what was dropped; the new order arrives when it was decided.

        False keeps the view from removing the rows that it believes were moved away.
        """
        place = row if row >= 0 else (parent.row() if parent.isValid() else len(self._entries))
        for type_, dropped in ((EXHIBITS_TYPE, self.moved), (DOCUMENTS_TYPE, self.added)):
            ids = carried_ids(data, type_)
            if ids:
                dropped.emit(ids, place)
        return False
