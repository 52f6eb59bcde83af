"""The same email twice: a list of the pairs, and below it the two of one side by side."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.cell_table import BOLD, MONO, QUIET, Cell, CellTable
from pincite.desktop.models.same_pairs import ComparisonRead, PairRow, PairsRead
from pincite.desktop.theme import Theme
from pincite.desktop.widgets.cell_list import CellList
from pincite.desktop.widgets.comparison_view import LEGEND, ComparisonView

_HEADS = ("Message", "Same as", "Title", "Date", "Sure")
_SHARES = (3, 3, 6, 3, 1)
_LISTED_ROWS = 5
_NONE = "No message was found twice."
_NONE_OF_THIS = "This message was found nowhere else."


class CompareDialog(QDialog):
    """`pair_chosen` carries a pair to compare, `document_chosen` a document to open."""

    pair_chosen = Signal(object)
    document_chosen = Signal(int)
    all_wanted = Signal()
    look_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Compose the dialog; it shows what it is given."""
        super().__init__(parent)
        self.setWindowTitle("The same email twice")
        self._read: PairsRead | None = None
        self._table: CellTable[PairRow] = CellTable(_HEADS, _cells, self)
        self.list = CellList(self._table, _SHARES, "Pairs", theme, self)
        self.list.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.view = ComparisonView(theme, self)
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.legend = QLabel(LEGEND, self)
        self.legend.setProperty("role", "quiet")
        self.open_first = QPushButton("Open the left one", self)
        self.open_second = QPushButton("Open the right one", self)
        self.show_all = QPushButton("All pairs", self)
        self.look = QPushButton("Look again", self)
        self.look.setToolTip("Compare all messages of the matter anew")
        close = QPushButton("Close", self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self.open_first.clicked.connect(self._on_open_first)
        self.open_second.clicked.connect(self._on_open_second)
        self.show_all.clicked.connect(self.all_wanted)
        self.look.clicked.connect(self.look_wanted)
        self._compose(close)
        self.resize(1080, 720)
        self._show_buttons()

    def show_pairs(self, read: PairsRead) -> None:
        """List pairs; the first is compared."""
        self._read = read
        self._table.show(read.rows)
        self.show_all.setEnabled(read.document is not None)
        self.view.show_comparison(None)
        if read.rows:
            self.about.setText("")
            self.list.setCurrentIndex(QModelIndex())
            self.list.selectRow(0)
        else:
            self.about.setText(_NONE if read.document is None else _NONE_OF_THIS)
        self._show_buttons()

    def show_comparison(self, read: ComparisonRead) -> None:
        """Show the two messages of a pair."""
        if self.pair is not None and self.pair.pair == read.pair:
            self.view.show_comparison(read)
            told = f"{100 * read.pair.score:.0f} % sure: {'; '.join(read.pair.evidence)}."
            if read.withheld_in_a or read.withheld_in_b:
                told += (
                    f" Withheld on the left and shown on the right: {read.withheld_in_a}; the"
                    f" other way round: {read.withheld_in_b}."
                )
            self.about.setText(told)

    def show_looking(self, *, is_looking: bool, can_look: bool) -> None:
        """Say whether all messages are being compared anew, or could be."""
        self.look.setEnabled(can_look and not is_looking)
        self.look.setText("Comparing messages…" if is_looking else "Look again")

    @property
    def pair(self) -> PairRow | None:
        """The pair that is compared."""
        return self._table.row(self.list.current_row)

    def _compose(self, close: QPushButton) -> None:
        lower = QWidget(self)
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.about)
        column.addWidget(self.view, 1)
        column.addWidget(self.legend)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self.list)
        splitter.addWidget(lower)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_LISTED_ROWS * 39, 480])
        buttons = QHBoxLayout()
        for button in (self.open_first, self.open_second, self.show_all, self.look):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 18, 20, 16)
        whole.setSpacing(14)
        whole.addWidget(splitter, 1)
        whole.addLayout(buttons)

    def _show_buttons(self) -> None:
        has_pair = self.pair is not None
        self.open_first.setEnabled(has_pair)
        self.open_second.setEnabled(has_pair)
        self.legend.setVisible(has_pair)

    def _on_row_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_buttons()
        if self.pair is not None:
            self.pair_chosen.emit(self.pair.pair)

    def _on_open_first(self) -> None:
        if self.pair is not None:
            self.document_chosen.emit(int(self.pair.pair.a.document_id))

    def _on_open_second(self) -> None:
        if self.pair is not None:
            self.document_chosen.emit(int(self.pair.pair.b.document_id))


def _cells(row: PairRow) -> tuple[Cell, ...]:
    tip = "; ".join(row.pair.evidence)
    return (
        Cell(row.first, MONO, tip=tip),
        Cell(row.second, MONO, tip=tip),
        Cell(row.title, BOLD, tip=row.title),
        Cell(row.date, QUIET),
        Cell(f"{100 * row.pair.score:.0f} %", QUIET, tip=tip),
    )
