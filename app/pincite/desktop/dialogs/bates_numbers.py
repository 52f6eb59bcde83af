"""The Bates numbers of a matter, what is missing among them, and what was not released."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.cell_table import MONO, QUIET, Cell, CellTable
from pincite.desktop.models.gaps import GapRow
from pincite.desktop.theme import Theme
from pincite.desktop.widgets.cell_list import CellList
from pincite.processing.absences import ATTACHMENT_ABSENT, QUOTED_ONLY
from pincite.store.bates import DOUBLE, GAP, RUN, UNSURE

COLUMNS = ("What", "From", "To", "Evidence")
_SHARES = (12, 13, 13, 62)
_NAMES = {
    RUN: "Run",
    GAP: "Gap",
    DOUBLE: "Double",
    UNSURE: "Unsure",
    ATTACHMENT_ABSENT: "Absent",
    QUOTED_ONLY: "Only quoted",
}
_PLURALS = {
    GAP: "Gaps",
    DOUBLE: "Doubles",
    UNSURE: "Unsure numbers",
    RUN: "Runs",
    ATTACHMENT_ABSENT: "Absent attachments",
    QUOTED_ONLY: "Messages only quoted",
}
_TOKENS = {GAP: "warn", DOUBLE: "stop", UNSURE: "warn", ATTACHMENT_ABSENT: "warn"}


class BatesNumbers(QDialog):
    """`page_requested` carries a document and an offset in it, `save_requested` what is shown."""

    page_requested = Signal(int, int)
    save_requested = Signal(object)

    def __init__(self, found: Sequence[GapRow], theme: Theme, parent: QWidget) -> None:
        """Show every finding."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Bates numbers and gaps")
        self._found = tuple(found)
        self._table = CellTable[GapRow](COLUMNS, _cells, self)
        self.list = CellList(self._table, _SHARES, "Bates numbers and gaps", theme, self)
        self.list.doubleClicked.connect(self._on_double_clicked)
        self.list.link_pressed.connect(self._go_to)
        self.kinds = QComboBox(self)
        self.kinds.setAccessibleName("What is shown")
        self.kinds.addItem(f"Everything ({len(self._found):,})", "")
        for kind, name in _PLURALS.items():
            if count := sum(one.kind == kind for one in self._found):
                self.kinds.addItem(f"{name} ({count:,})", kind)
        self.kinds.activated.connect(self._on_kind_chosen)
        about = QLabel(self._about(), self)
        about.setProperty("role", "quiet")
        about.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(about, 1)
        head.addWidget(self.kinds)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(self._buttons())
        self.resize(1000, 560)
        self._on_kind_chosen(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def shown(self) -> list[GapRow]:
        """What the list shows."""
        kind = self.kinds.currentData()
        return [one for one in self._found if not kind or one.kind == kind]

    def _about(self) -> str:
        if not self._found:
            return "Nothing is missing, and no page of this matter bears a Bates number."
        return "Double-click a line, or press Enter, to see its page."

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for title, run in (("Copy", self._on_copy), ("Save as CSV…", self._on_save)):
            button = QPushButton(title, self)
            button.setAutoDefault(False)
            button.setEnabled(bool(self._found))
            button.clicked.connect(run)
            row.addWidget(button)
        row.addStretch(1)
        close = QPushButton("Close", self)
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        row.addWidget(close)
        return row

    def _on_kind_chosen(self, _place: int) -> None:
        self._table.show(self.shown())

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._go_to(index.row())

    def _go_to(self, row: int) -> None:
        if (found := self._table.row(row)) is not None:
            self.page_requested.emit(found.document, found.offset)
            self.close()

    def _on_copy(self) -> None:
        lines = [COLUMNS, *(bates_cells(one) for one in self.shown())]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def _on_save(self) -> None:
        self.save_requested.emit(self.shown())


def bates_cells(found: GapRow) -> tuple[str, str, str, str]:
    """A finding as it is shown, copied and saved."""
    return _NAMES[found.kind], found.first, found.last, found.evidence


def _cells(found: GapRow) -> tuple[Cell, ...]:
    name, first, last, evidence = bates_cells(found)
    return (
        Cell(name, token=_TOKENS.get(found.kind, "")),
        Cell(first, MONO),
        Cell(last, MONO),
        Cell(evidence, QUIET, tip=evidence),
    )
