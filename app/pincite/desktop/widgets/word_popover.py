"""What a term's wildcards, fuzzy words and word forms stand for, in a small window of its own."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.theme import ROW_PX, mono_font
from pincite.search import TermRow

_WIDTH_PX, _MOST_PX = 340, 420
# More would take long to lay out; the workbook lists them all.
_MOST_WORDS = 5_000


class WordPopover(QFrame):
    """A table of words with their documents; Esc and a click elsewhere close it."""

    def __init__(self, row: TermRow, parent: QWidget) -> None:
        """List the words of every part of the term."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("floating")
        words = [
            (one.written, word, documents)
            for one in row.expansions
            for word, documents in one.words or [("no word of this matter", 0)]
        ]
        self.words = QTableWidget(min(len(words), _MOST_WORDS), 3, self)
        self.words.setAccessibleName(f"What {row.line.text} stands for")
        self.words.setHorizontalHeaderLabels(["Part", "Stands for", "Documents"])
        self.words.verticalHeader().hide()
        self.words.verticalHeader().setDefaultSectionSize(ROW_PX - 4)
        self.words.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.words.setShowGrid(False)
        self.words.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.words.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for number, (part, word, documents) in enumerate(words[:_MOST_WORDS]):
            self._put(number, 0, part)
            self._put(number, 1, word)
            self._put(number, 2, f"{documents:,}", is_number=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.words)
        self.resize(_WIDTH_PX, min(_MOST_PX, 50 + (ROW_PX - 4) * len(words)))

    def show_at(self, place: QPoint) -> None:
        """Show it at a point of the screen, its left upper corner there, and take the keys."""
        self.move(place)
        self.show()
        self.words.setFocus(Qt.FocusReason.PopupFocusReason)

    def _put(self, row: int, column: int, text: str, *, is_number: bool = False) -> None:
        item = QTableWidgetItem(text)
        if is_number:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        else:
            item.setFont(mono_font(-1))
        self.words.setItem(row, column, item)
