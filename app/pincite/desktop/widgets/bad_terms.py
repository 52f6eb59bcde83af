"""The terms that cannot be read: each with what is wrong, and its mend one press away."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QWidget

from pincite.search import BadTerm

_MOST_SHOWN = 50
_MOST_PX = 190


class BadTerms(QScrollArea):
    """Emits `chosen` for a line to be gone to, and `mend_wanted` for one to be mended."""

    chosen = Signal(object)
    mend_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty, and hidden."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Terms that cannot be read")
        self._shown: tuple[BadTerm, ...] = ()
        self.hide()

    def show_bad(self, bad: Sequence[BadTerm]) -> None:
        """Show these; nothing is made anew where they are the same."""
        if tuple(bad) == self._shown:
            return
        self._shown = tuple(bad)
        inside = QWidget(self)
        rows = QGridLayout(inside)
        rows.setContentsMargins(0, 0, 6, 0)
        rows.setHorizontalSpacing(10)
        rows.setVerticalSpacing(2)
        rows.setColumnStretch(1, 1)
        for one in bad[:_MOST_SHOWN]:
            self._add(one, inside, rows)
        if len(bad) > _MOST_SHOWN:
            more = QLabel(f"and {len(bad) - _MOST_SHOWN:,} more", inside)
            more.setProperty("role", "small")
            rows.addWidget(more, rows.rowCount(), 1)
        rows.setRowStretch(rows.rowCount(), 1)
        self.setWidget(inside)
        self._fit()
        self.setVisible(bool(bad))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its lines need, up to a bound."""
        inside = self.widget()
        rows = inside.layout() if inside is not None else None
        if rows is not None:
            needed = rows.totalHeightForWidth(max(120, self.viewport().width()))
            self.setFixedHeight(min(_MOST_PX, needed + 4))

    def _add(self, bad: BadTerm, inside: QWidget, rows: QGridLayout) -> None:
        line = QPushButton(f"Line {bad.line.number}", inside)
        line.setProperty("role", "inline")
        line.setAccessibleName(f"Line {bad.line.number}: {bad.error}")
        line.clicked.connect(partial(self._on_pressed, self.chosen, bad))
        said = QLabel(bad.error, inside)
        said.setProperty("role", "stop")
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        row = rows.rowCount()
        rows.addWidget(line, row, 0, Qt.AlignmentFlag.AlignTop)
        rows.addWidget(said, row, 1)
        if bad.suggestion:
            mend = QPushButton(f"Use {bad.suggestion}", inside)
            mend.setProperty("role", "inline")
            mend.setToolTip(bad.suggestion)
            mend.clicked.connect(partial(self._on_pressed, self.mend_wanted, bad))
            rows.addWidget(mend, row + 1, 1)

    def _on_pressed(self, signal: object, bad: BadTerm, _is_checked: bool = False) -> None:
        signal.emit(bad)  # type: ignore[attr-defined]
