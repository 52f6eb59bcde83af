"""The list of results: holds ids in order and reads blocks of rows as they come into view."""

from collections import OrderedDict
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from pincite.desktop.models.asked import NOTHING, Ids
from pincite.desktop.models.result_rows import ResultRow, result_rows
from pincite.desktop.work.matter_work import MatterWork
from pincite.desktop.work.tickets import Ticket
from pincite.jobs.control import Control
from pincite.matter import Matter

BLOCK_ROWS = 40
_KEPT_BLOCKS = 50
_SETTLE_MS = 15
_LATEST_WANTED = 3

RowRole = Qt.ItemDataRole.UserRole
IdRole = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class Results(QAbstractTableModel):
    """One column; a row that was not read yet has None under `RowRole`.

    `rows_read` tells that more of them are here.
    """

    rows_read = Signal()

    def __init__(self, work: MatterWork, parent: QObject | None = None) -> None:
        """Read with `work`."""
        super().__init__(parent)
        self._work = work
        self._ids: Ids = NOTHING
        self._query = ""
        self._blocks: OrderedDict[int, list[ResultRow]] = OrderedDict()
        self._stale: set[int] = set()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._asked: set[int] = set()
        self._reading: list[Ticket] = []
        self._version = 0
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._on_settled)

    @property
    def ids(self) -> Ids:
        """The documents in order."""
        return self._ids

    def show_ids(self, ids: Ids, query: str) -> None:
        """Show other results; `query` decides the snippets."""
        self.beginResetModel()
        self._ids, self._query = ids, query
        self._forget()
        self.endResetModel()

    def refresh(self) -> None:
        """Read again what is shown, without a flicker: old rows stay until new ones are here."""
        self._version += 1
        self._asked.clear()
        self._stale = set(self._blocks)
        if self._ids.size:
            last = self.index(self.rowCount() - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last)

    def row_of(self, document: int) -> int:
        """The row of a document, or -1."""
        places = np.flatnonzero(self._ids == document)
        return int(places[0]) if places.size else -1

    def id_at(self, row: int) -> int | None:
        """The document in a row, or None where there is no such row."""
        return int(self._ids[row]) if 0 <= row < self._ids.size else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else int(self._ids.size)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == IdRole:
            return self.id_at(index.row())
        if role not in (RowRole, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self._row(index.row())
        if role == RowRole:
            return row
        return row.spoken if row else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def _row(self, number: int) -> ResultRow | None:
        block, place = divmod(number, BLOCK_ROWS)
        rows = self._blocks.get(block)
        if rows is None or block in self._stale:
            self._want(block)
        return rows[place] if rows and place < len(rows) else None

    def _want(self, block: int) -> None:
        if block in self._asked:
            return
        self._wanted.pop(block, None)
        self._wanted[block] = None
        if not self._settle.isActive():
            self._settle.start()

    def _on_settled(self) -> None:
        """Ask for the blocks seen last; what was only passed over is left unread."""
        blocks = list(self._wanted)[-_LATEST_WANTED:]
        self._wanted.clear()
        for block in blocks:
            self._asked.add(block)
            ids = self._ids[block * BLOCK_ROWS : (block + 1) * BLOCK_ROWS]
            read = partial(_read_block, self._version, block, ids, self._query)
            self._reading = [one for one in self._reading if not one.has_ended]
            self._reading.append(self._work.read(read, self._on_read))

    def _on_read(self, read: tuple[int, int, list[ResultRow]]) -> None:
        version, block, rows = read
        if version != self._version:
            return
        self._asked.discard(block)
        self._stale.discard(block)
        self._blocks[block] = rows
        self._blocks.move_to_end(block)
        while len(self._blocks) > _KEPT_BLOCKS:
            self._stale.discard(self._blocks.popitem(last=False)[0])
        first = block * BLOCK_ROWS
        last = min(first + BLOCK_ROWS, self.rowCount()) - 1
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))
        self.rows_read.emit()

    def _forget(self) -> None:
        """Drop every row, and what is being read of them."""
        self._version += 1
        for ticket in self._reading:
            if not ticket.has_ended:
                ticket.cancel()
        self._reading.clear()
        self._blocks.clear()
        self._stale.clear()
        self._wanted.clear()
        self._asked.clear()


def _read_block(
    version: int, block: int, ids: Ids, query: str, matter: Matter, control: Control
) -> tuple[int, int, list[ResultRow]]:
    return version, block, result_rows(ids.tolist(), query, matter, control)
