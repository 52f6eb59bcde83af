"""Where the lines of a stretch of text lie in a text field."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QTextEdit


def visible_lines(edit: QTextEdit, start: int, end: int) -> Iterator[QRectF]:
    """A rectangle for each line of a stretch that can be seen now, on the viewport.

    `start` and `end` are Qt's positions, half-open.
    """
    viewport = edit.viewport().rect()
    first = edit.cursorForPosition(viewport.topLeft()).position()
    last = edit.cursorForPosition(viewport.bottomRight()).position() + 1
    start, end = max(start, _line_start(edit, first)), min(end, last)
    scrolled = QPoint(edit.horizontalScrollBar().value(), edit.verticalScrollBar().value())
    block = edit.document().findBlock(start)
    while block.isValid() and block.position() < end:
        for rect in _lines(block, start - block.position(), end - block.position()):
            origin = edit.document().documentLayout().blockBoundingRect(block).topLeft()
            yield rect.translated(origin - scrolled)
        block = block.next()


def _lines(block: QTextBlock, start: int, end: int) -> Iterator[QRectF]:
    """The lines of a block that hold something of a stretch, cut to it."""
    layout = block.layout()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first = max(start, line.textStart())
        last = min(end, line.textStart() + line.textLength())
        if first < last:
            left, right = _number(line.cursorToX(first)), _number(line.cursorToX(last))
            yield QRectF(min(left, right), line.y(), abs(right - left), line.height())


def _number(place: object) -> float:
    """The x of `QTextLine.cursorToX`, which gives back the cursor beside it."""
    return float(place[0] if isinstance(place, tuple) else place)  # type: ignore[arg-type]


def _line_start(edit: QTextEdit, position: int) -> int:
    """Where the block of a position starts: part of its line may stand left of the corner."""
    return edit.document().findBlock(position).position()
