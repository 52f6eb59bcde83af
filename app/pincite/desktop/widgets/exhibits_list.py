"""The list of a bundle's exhibits: choose, drag into another order, move and remove by key."""

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from pincite.desktop.models.exhibit_list import EntryRole, ExhibitList
from pincite.desktop.theme import Theme
from pincite.desktop.widgets.exhibit_delegate import ExhibitDelegate

_Index = QModelIndex | QPersistentModelIndex


class ExhibitsList(QListView):
    """Shows an `ExhibitList`; `chosen` carries the exhibit that is current."""

    chosen = Signal(int)
    selection_changed = Signal()

    def __init__(self, model: ExhibitList, theme: Theme, parent: QWidget | None = None) -> None:
        """Show `model`."""
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(ExhibitDelegate(theme, self))
        self.setAccessibleName("Exhibits")
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        theme.changed.connect(self.viewport().update)

    @property
    def current(self) -> int | None:
        """The exhibit that is current, or None."""
        entry = self.currentIndex().data(EntryRole) if self.currentIndex().isValid() else None
        return int(entry.id) if entry else None

    @property
    def selected(self) -> list[int]:
        """The exhibits that are chosen, in order."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [int(self._model.entries[row].id) for row in rows]

    def go_to(self, exhibit: int) -> bool:
        """Make an exhibit the only one that is chosen; False where it is not in the list."""
        row = self._model.row_of(exhibit)
        if row < 0:
            return False
        index = self._model.index(row)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        entry = current.data(EntryRole) if current.isValid() else None
        if entry is not None:
            self.chosen.emit(entry.id)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave letters and the keys that turn pages to the window."""
        is_letter = bool(event.text()) and event.text().isprintable() and not event.modifiers()
        if is_letter or event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()
            return
        super().keyPressEvent(event)
