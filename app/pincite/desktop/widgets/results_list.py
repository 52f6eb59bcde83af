"""The list of results: any length, rows of one height, several can be chosen."""

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from pincite.desktop.models.results import Index, Results
from pincite.desktop.theme import Theme
from pincite.desktop.widgets.document_drag import drag_documents
from pincite.desktop.widgets.result_delegate import ResultDelegate


class ResultsList(QTableView):
    """A table of one column: a list view would ask the model for every row before it paints."""

    document_chosen = Signal(int)
    selection_resized = Signal(int)

    def __init__(self, model: Results, theme: Theme, parent: QWidget | None = None) -> None:
        """Show `model`."""
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._delegate = ResultDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Results")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.set_roomy(True)
        theme.changed.connect(self.viewport().update)

    @property
    def is_roomy(self) -> bool:
        """Whether rows show people, title, snippet and tags, not one line."""
        return self._delegate.is_roomy

    def set_roomy(self, is_roomy: bool) -> None:
        """Show roomy rows, or one line each; the current row stays in view."""
        self._delegate.is_roomy = is_roomy
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_px)
        self.verticalScrollBar().setSingleStep(max(20, self._delegate.row_px // 3))
        self.viewport().update()
        self.scrollTo(self.currentIndex())

    def selected_ids(self) -> list[int]:
        """The documents that are chosen, in order."""
        rows: list[int] = []
        for first, last in self._selected_runs():
            rows += range(first, last + 1)
        found = (self._model.id_at(row) for row in sorted(rows))
        return [id_ for id_ in found if id_ is not None]

    @property
    def selected_count(self) -> int:
        """How many documents are chosen."""
        return sum(last - first + 1 for first, last in self._selected_runs())

    def go_to_row(self, row: int) -> None:
        """Make a row the only one that is chosen, and show it."""
        if 0 <= row < self._model.rowCount():
            index = self._model.index(row, 0)
            self.selectRow(row)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _selected_runs(self) -> list[tuple[int, int]]:
        """First and last row of each run that is chosen; one run where all are."""
        selection = self.selectionModel().selection()
        runs = (selection.at(number) for number in range(selection.count()))
        return [(run.top(), run.bottom()) for run in runs]

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        document = self._model.id_at(current.row()) if current.isValid() else None
        if document is not None:
            self.document_chosen.emit(document)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selection_resized.emit(self.selected_count)

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        """Carry the chosen documents, by their ids: the rows of a long result are never made."""
        drag_documents(self, self._theme, self.selected_ids())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave letters and digits to the window's keys: they are no search within the list."""
        if event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)
