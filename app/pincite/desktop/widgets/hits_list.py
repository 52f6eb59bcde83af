"""The list of hits in their context: any length, rows of one height, several can be chosen."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from pincite.desktop.models.hits import Hits
from pincite.desktop.models.results import Index
from pincite.desktop.theme import Theme
from pincite.desktop.widgets.hit_delegate import ROW_PX, HitDelegate

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HitsList(QTableView):
    """Emits `hit_chosen` with a row; `entered_words` asks to go to its words in the document."""

    hit_chosen = Signal(int)
    entered_words = Signal()

    def __init__(self, model: Hits, theme: Theme, parent: QWidget | None = None) -> None:
        """Show `model`."""
        super().__init__(parent)
        self._model = model
        self._is_quiet = False
        self.setModel(model)
        self.setItemDelegate(HitDelegate(theme, self))
        self.setAccessibleName("Hits in context")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        theme.changed.connect(self.viewport().update)

    def go_to_row(self, row: int, *, is_quiet: bool = False) -> None:
        """Make a row the only one that is chosen, and show it; `is_quiet` says nothing of it."""
        if 0 <= row < self._model.rowCount():
            self._is_quiet = is_quiet
            index = self._model.index(row, 0)
            self.selectRow(row)
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self._is_quiet = False

    def selected_rows(self) -> list[tuple[int, int]]:
        """First and last row of each run that is chosen, in order."""
        selection = self.selectionModel().selection()
        runs = (selection.at(number) for number in range(selection.count()))
        return sorted((run.top(), run.bottom()) for run in runs)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._is_quiet:
            self.hit_chosen.emit(current.row())

    def event(self, event: QEvent) -> bool:
        """Keep Enter from the window: here it goes to the words of the hit."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in _ENTER
            and not event.modifiers()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave letters and digits to the window's keys: they are no search within the list."""
        if event.key() in _ENTER:
            self.entered_words.emit()
        elif event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)
