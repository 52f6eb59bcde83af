"""Scanned pages: their languages, those that were read badly, and a second engine for these."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.cell_table import MONO, QUIET, Cell, CellTable
from pincite.desktop.models.scanned_pages import ScansView, WeakRow
from pincite.desktop.theme import Theme
from pincite.desktop.widgets.cell_list import CellList
from pincite.desktop.widgets.language_choice import LanguageChoice

COLUMNS = ("Document", "Page", "Confidence", "Text from", "Read again by")
_SHARES = (18, 10, 14, 38, 20)
_ABOUT = (
    "These pages were read with little confidence. A second engine reads them again; a page gets"
    " the new text only if it is better: surer, with more words that the language knows, and none"
    " of them lost. The first reading is kept, and passages stay on their words."
)
_NONE = "No scanned page was read with little confidence."
_ENGINES = {
    "thorough": "Thorough: tesseract, in several pictures of the page",
    "rapidocr": "RapidOCR: another kind of reader, slow",
}


class ScannedPages(QDialog):
    """`again_requested` carries an engine, `languages_chosen` codes, `page_requested` a place."""

    again_requested = Signal(str)
    languages_chosen = Signal(object)
    page_requested = Signal(int, int)

    def __init__(
        self, view: ScansView, theme: Theme, parent: QWidget, *, is_read_only: bool
    ) -> None:
        """Show the weak pages and what can be done about them."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Scanned pages (OCR)")
        self._view = view
        self._is_read_only = is_read_only
        self._table = CellTable[WeakRow](COLUMNS, _cells, self)
        self.list = CellList(self._table, _SHARES, "Weak pages", theme, self)
        self.list.doubleClicked.connect(self._on_double_clicked)
        self.languages = LanguageChoice(view.languages, self)
        self.languages.setEnabled(not is_read_only)
        self.languages.changed.connect(self._on_languages_changed)
        self.engines = QComboBox(self)
        for engine in view.engines:
            self.engines.addItem(_ENGINES.get(engine, engine), engine)
        self.engines.activated.connect(self._on_engine_chosen)
        self.again = QPushButton(self)
        self.again.setProperty("role", "primary")
        self.again.clicked.connect(self._on_again)
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.addRow("Languages", self.languages)
        form.addRow("Second &engine", self.engines)
        about = QLabel(_ABOUT if view.weak else _NONE, self)
        about.setProperty("role", "quiet")
        about.setWordWrap(True)
        close = QPushButton("Close", self)
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(about)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self._table.show(view.weak)
        self.list.setVisible(bool(view.weak))
        self.resize(820, 520 if view.weak else 200)
        self._on_engine_chosen(0)

    def _on_engine_chosen(self, _place: int) -> None:
        count = self._view.waiting_for(self.engines.currentData())
        noun = "page" if count == 1 else "pages"
        self.again.setText(f"Read {count:,} weak {noun} again")
        self.again.setEnabled(count > 0 and not self._is_read_only)

    def _on_again(self) -> None:
        self.again_requested.emit(self.engines.currentData())
        self.close()

    def _on_languages_changed(self) -> None:
        self.languages_chosen.emit(self.languages.chosen)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if (row := self._table.row(index.row())) is not None:
            self.page_requested.emit(row.document, row.text_start)
            self.close()


def _cells(row: WeakRow) -> tuple[Cell, ...]:
    return (
        Cell(row.control, MONO),
        Cell(f"{row.page_number:,}"),
        Cell(f"{row.confidence:.0f} %", token="warn"),
        Cell(row.engine, QUIET, tip=row.engine),
        Cell(", ".join(row.asked) or "—", QUIET),
    )
