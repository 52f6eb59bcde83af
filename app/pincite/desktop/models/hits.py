"""The list of hits: as many rows as there are hits, read as they come into view."""

from collections import OrderedDict
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, Signal

from pincite.desktop.models.hit_reading import CountedHits, read_hits
from pincite.desktop.models.results import Index, RowRole
from pincite.desktop.work.matter_work import MatterWork
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.search import HitRow

# More rows than that are no list that anybody reads, and Qt needs memory for each.
MOST_ROWS = 500_000
BLOCK_ROWS = 40
_KEPT_BLOCKS = 60
_LATEST_WANTED = 3
_SETTLE_MS = 15


class Hits(QAbstractTableModel):
    """One column; a row that was not read yet has None under `RowRole`."""

    rows_read = Signal()

    def __init__(self, work: MatterWork, parent: QObject | None = None) -> None:
        """Read with `work`."""
        super().__init__(parent)
        self._work = work
        self._hits: CountedHits | None = None
        self._gathered: list[HitRow] | None = None
        self._count = 0
        self._blocks: OrderedDict[int, list[HitRow]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._asked: set[int] = set()
        self._version = 0
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._on_settled)

    @property
    def gathered(self) -> list[HitRow] | None:
        """All rows, where they are shown in an order of their own or only some of them are."""
        return self._gathered

    def show_hits(self, hits: CountedHits | None, gathered: list[HitRow] | None = None) -> None:
        """Show all hits in the order of their documents, or those that were `gathered`."""
        self.beginResetModel()
        self._version += 1
        for kept in (self._blocks, self._wanted, self._asked):
            kept.clear()
        self._hits, self._gathered = hits, gathered
        total = hits.places.total if hits else 0
        self._count = len(gathered) if gathered is not None else min(total, MOST_ROWS)
        self.endResetModel()

    def row_at(self, row: int) -> HitRow | None:
        """A row, if it was read; it is asked for if it was not."""
        if self._gathered is not None:
            return self._gathered[row] if 0 <= row < len(self._gathered) else None
        block, place = divmod(row, BLOCK_ROWS)
        rows = self._blocks.get(block)
        if rows is None:
            self._want(block)
            return None
        return rows[place] if place < len(rows) else None

    def target(self, row: int) -> tuple[int, int | None, int | None] | None:
        """The document of a row, and the number of its hit there, or else where that starts."""
        if not 0 <= row < self._count or self._hits is None:
            return None
        if self._gathered is not None:
            found = self._gathered[row]
            return found.document, None, found.start
        places = self._hits.places
        document = places.document_of(row)
        return document, row - (places.first_of(document) or 0), None

    def row_of(self, document: int, number: int, start: int) -> int:
        """The row of a document's hit, by its number there and where it starts, or -1."""
        if self._gathered is not None:
            rows = enumerate(self._gathered)
            wanted = (document, start)
            return next((row for row, one in rows if (one.document, one.start) == wanted), -1)
        first = self._hits.places.first_of(document) if self._hits else None
        return first + number if first is not None and first + number < self._count else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == RowRole:
            return self.row_at(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row_at(index.row())
            return f"{row.bates or row.control}: {row.left}{row.hit}{row.right}" if row else ""
        return None

    def _want(self, block: int) -> None:
        if block in self._asked or self._hits is None:
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
            if self._hits is not None:
                self._asked.add(block)
                read = partial(_read_block, self._version, block, self._hits)
                self._work.read(read, self._on_read)

    def _on_read(self, read: tuple[int, int, list[HitRow]]) -> None:
        version, block, rows = read
        if version != self._version:
            return
        self._asked.discard(block)
        self._blocks[block] = rows
        while len(self._blocks) > _KEPT_BLOCKS:
            self._blocks.popitem(last=False)
        first = block * BLOCK_ROWS
        last = min(first + BLOCK_ROWS, self._count) - 1
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))
        self.rows_read.emit()


def _read_block(
    version: int, block: int, hits: CountedHits, matter: Matter, control: Control
) -> tuple[int, int, list[HitRow]]:
    first = block * BLOCK_ROWS
    last = min(first + BLOCK_ROWS, hits.places.total)
    return version, block, read_hits(hits, first, last, matter, control)
