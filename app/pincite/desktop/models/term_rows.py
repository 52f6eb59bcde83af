"""The table of a search term report: its cells, what they sort by, and which are links."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFont

from pincite.desktop.theme import Theme, mono_font
from pincite.search import BadTerm, TermRow

SortRole = Qt.ItemDataRole.UserRole
LinkRole = Qt.ItemDataRole.UserRole + 1

HEADS = (
    "Line",
    "Term",
    "Documents",
    "Family",
    "Unique",
    "Hits",
    "Weak",
    "First",
    "Last",
    "Stands for",
    "To mind",
)
LINE, TERM, DOCUMENTS, FAMILY, UNIQUE, HITS, WEAK, FIRST, LAST, WORDS, NOTES = range(len(HEADS))
_AT_RIGHT = (LINE, DOCUMENTS, FAMILY, UNIQUE, HITS, WEAK, FIRST, LAST, WORDS)
_TIPS = {
    DOCUMENTS: "Unique documents that the term finds. Enter or a click shows them in Review.",
    FAMILY: "The documents found and all documents of their families, outside of the scope too",
    UNIQUE: "Documents that no other term of the list finds",
    HITS: "Marked stretches of text in these documents",
    WEAK: "Hits in text that was read from a picture with little confidence",
    WORDS: "What wildcards, fuzzy words and word forms stand for in this matter",
}

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
Line = TermRow | BadTerm


@dataclass(frozen=True, slots=True)
class _Value:
    """What a cell shows, and what it sorts by."""

    text: str
    key: int | str


class TermRows(QAbstractTableModel):
    """One row for each term, those that cannot be read among them."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._lines: list[Line] = []
        theme.changed.connect(self._on_theme_changed)

    def show(self, lines: Sequence[Line]) -> None:
        """Show these; where their number stays, nothing jumps."""
        if len(lines) == len(self._lines):
            self._lines = list(lines)
            self._on_theme_changed()
            return
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def add(self, line: Line) -> None:
        """Show one more, at the end."""
        place = len(self._lines)
        self.beginInsertRows(_NONE, place, place)
        self._lines.append(line)
        self.endInsertRows()

    def line(self, number: int) -> Line | None:
        """What a row shows."""
        return self._lines[number] if 0 <= number < len(self._lines) else None

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return _TIPS.get(section)
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        column = index.column()
        value = _value(line, column)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return value.text
        if role == SortRole:
            return value.key
        if role == LinkRole:
            return is_link(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole:
            return _font(column)
        return self._ink(line, column) if role == Qt.ItemDataRole.ForegroundRole else None

    def _ink(self, line: Line, column: int) -> Any:
        if isinstance(line, BadTerm) and column == NOTES:
            return self._theme.colour("stop")
        if column == NOTES:
            return self._theme.colour("warn")
        if is_link(line, column):
            return self._theme.colour("accent")
        return self._theme.colour("ink2" if column in (LINE, FIRST, LAST) else "ink")

    def _on_theme_changed(self) -> None:
        if self._lines:
            last = self.index(len(self._lines) - 1, len(HEADS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def is_link(line: Line, column: int) -> bool:
    """Whether a cell leads somewhere."""
    if isinstance(line, BadTerm):
        return False
    if column == WORDS:
        return bool(line.expansions)
    if column == UNIQUE:
        return bool(line.unique)
    return column == DOCUMENTS and line.documents > 0


def _value(line: Line, column: int) -> _Value:
    if column == LINE:
        return _Value(str(line.line.number), line.line.number)
    if column == TERM:
        return _Value(line.line.text, line.line.text.casefold())
    if isinstance(line, BadTerm):
        return _Value(line.error, line.error) if column == NOTES else _Value("", -1)
    figures = {
        DOCUMENTS: line.documents,
        FAMILY: line.with_family,
        UNIQUE: line.unique,
        HITS: line.hits,
        WEAK: line.weak_hits,
    }
    if column in figures:
        figure = figures[column]
        return _Value("…", -1) if figure is None else _Value(f"{figure:,}", figure)
    if column == WORDS:
        count = sum(len(one.words) for one in line.expansions)
        text = f"{count:,} word{'' if count == 1 else 's'}" if line.expansions else ""
        return _Value(text, count if line.expansions else -1)
    text = {FIRST: line.first, LAST: line.last, NOTES: _notes(line)}[column]
    return _Value(text, text)


def _notes(row: TermRow) -> str:
    same = [f"Same as line {row.same_as}."] if row.same_as else []
    unseen = [f"{row.unsearchable:,} found are not wholly searchable."] if row.unsearchable else []
    return " ".join([*same, *row.query.warnings, *unseen])


def _tip(line: Line, column: int) -> str | None:
    if isinstance(line, BadTerm):
        mend = f"\nTry: {line.suggestion}" if line.suggestion else ""
        return f"{line.error}{mend}"
    if column == TERM:
        return f"Reads as: {line.query.reads_as}"
    return _notes(line) if column == NOTES else None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _AT_RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _font(column: int) -> QFont | None:
    return mono_font(-1) if column == TERM else None
