"""The right of Reports: the table of what each term found, and the totals below it."""

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.term_rows import (
    DOCUMENTS,
    HEADS,
    LINE,
    TERM,
    LinkRole,
    SortRole,
    TermRows,
)
from pincite.desktop.theme import ROW_PX, Theme
from pincite.desktop.widgets.empty_state import EmptyState
from pincite.desktop.widgets.word_popover import WordPopover
from pincite.search import TermRow
from pincite.search.reports.certificate import ReportRun

_WIDTHS_PX = (50, 164, 96, 66, 68, 58, 58, 104, 104, 90, 120)


class ReportsResults(QWidget):
    """Emits `link_pressed` with a row and the column of the cell that was pressed."""

    link_pressed = Signal(object, int)
    run_wanted = Signal()
    list_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with what to do first."""
        super().__init__(parent)
        self.rows = TermRows(theme, self)
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.rows)
        self.sorted.setSortRole(SortRole)
        self.table = _Table(self.sorted, self)
        self.totals = QLabel(self)
        self.totals.setProperty("role", "small")
        self.totals.setTextFormat(Qt.TextFormat.PlainText)
        self.totals.setWordWrap(True)
        self.totals.setContentsMargins(14, 8, 14, 8)
        self._run: ReportRun | None = None
        empty = EmptyState(
            "What does each term find?",
            "Paste search terms at the left,\nor open the list that was agreed on.",
            (("Open a list…", self.list_wanted),),
            self,
        )
        self._stack = QStackedWidget(self)
        self._stack.addWidget(empty)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.totals)
        self.totals.hide()
        self.table.link_pressed.connect(self._on_link_pressed)

    def start(self) -> None:
        """Clear the table: rows are about to come."""
        self._run = None
        self.rows.show([])
        self._stack.setCurrentWidget(self.table)
        self.say("Running…")

    def add(self, row: TermRow) -> None:
        """Show a row that came."""
        self.rows.add(row)

    def show_run(self, run: ReportRun) -> None:
        """Show a report that ran to its end."""
        self._run = run
        self.rows.show(run.report.lines)
        self._stack.setCurrentWidget(self.table)
        self.say(_said(run))

    def say(self, text: str) -> None:
        """Say something below the table."""
        self.totals.setText(text)
        self.totals.show()

    def show_changed(self, said: str) -> None:
        """Say what has changed since the report was run, if anything has."""
        if self._run is not None:
            self.say("\n".join(part for part in (_said(self._run), said) if part))

    def copy(self) -> None:
        """Copy the chosen rows, or all, as a table with its heads."""
        model = self.sorted
        chosen = sorted({index.row() for index in self.table.selectedIndexes()})
        lines = ["\t".join(HEADS)]
        for row in chosen or range(model.rowCount()):
            cells = (str(model.index(row, column).data() or "") for column in range(len(HEADS)))
            lines.append("\t".join(cell.replace("\t", " ") for cell in cells))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def show_words(self, row: TermRow) -> WordPopover:
        """Show what a term's wildcards stand for, beside the cell that was pressed."""
        popover = WordPopover(row, self)
        rect = self.table.visualRect(self.table.currentIndex())
        place = self.table.viewport().mapToGlobal(rect.bottomLeft())
        popover.show_at(place)
        return popover

    def _on_link_pressed(self, index: QModelIndex) -> None:
        line = self.rows.line(self.sorted.mapToSource(index).row())
        if isinstance(line, TermRow):
            self.link_pressed.emit(line, index.column())


class _Table(QTableView):
    """Sorts by any column; links are pressed by a click or by Enter."""

    link_pressed = Signal(QModelIndex)

    def __init__(self, model: QSortFilterProxyModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("termtable")
        self.setModel(model)
        self.setAccessibleName("What each term found")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setSortingEnabled(True)
        self.sortByColumn(LINE, Qt.SortOrder.AscendingOrder)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for column, width in enumerate(_WIDTHS_PX):
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(TERM, QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(40)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        is_link = self._is_link(self.indexAt(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() == Qt.MouseButton.LeftButton and is_plain and self._is_link(index):
            self.link_pressed.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows the link of the cell, or shows the documents of the row."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            documents = index.siblingAtColumn(DOCUMENTS)
            wanted = index if self._is_link(index) else documents
            if self._is_link(wanted):
                self.link_pressed.emit(wanted)
            return
        super().keyPressEvent(event)

    def _is_link(self, index: QModelIndex) -> bool:
        return index.isValid() and bool(index.data(LinkRole))


def _said(run: ReportRun) -> str:
    totals, coverage = run.report.totals, run.report.coverage
    copies = f" (+{totals.copies:,} copies)" if totals.copies else ""
    unseen = f", of them {totals.unsearchable:,} not wholly searchable" * bool(totals.unsearchable)
    return (
        f"Any term: {totals.documents:,} of {totals.scope:,} documents{copies},"
        f" {totals.with_family:,} with family · No term: {totals.not_found:,}{unseen} ·"
        f" {coverage.said}"
    )
