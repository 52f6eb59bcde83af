"""A document as its text, with the same marks as on its pages."""

from bisect import bisect_right
from collections.abc import Callable, Iterator

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from pincite.desktop.models.shown_text import ShownText
from pincite.desktop.theme import Theme, blended, tag_colour, ui_font
from pincite.desktop.widgets.page_painter import Marks
from pincite.desktop.widgets.text_lines import visible_lines

_PASSAGE_SHARE = 0.24
_STROKE_PX = 2
_STROKE_GAP_PX = 1
_NOTHING = ShownText("", ())


class TextView(QTextEdit):
    """Read-only; a caret moves by keys, and Shift selects. Offsets are canonical code points."""

    selected = Signal()
    moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._shown = _NOTHING
        self._wide: list[int] = []
        self._marks = Marks()
        self._overlays: list[Callable[[QPainter], None]] = []
        self.setObjectName("documenttext")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName("Text of the document")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(20)
        self.setFont(ui_font(1))
        self.selectionChanged.connect(self.selected)
        self.verticalScrollBar().valueChanged.connect(self.moved)
        theme.changed.connect(self._on_theme_changed)

    @property
    def selection(self) -> tuple[int, int] | None:
        """The stretch of canonical text that is selected, or None."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        start = self._shown.canonical(self._code_point(cursor.selectionStart()))
        end = self._shown.canonical(self._code_point(cursor.selectionEnd()))
        return (start, end) if start < end else None

    def add_overlay(self, paint: Callable[[QPainter], None]) -> None:
        """Have `paint` called over the text each time that it is painted."""
        self._overlays.append(paint)

    def visible_stretch(self) -> tuple[int, int]:
        """The canonical text that can be seen, or a little more of it."""
        view = self.viewport().rect()
        first = self.cursorForPosition(view.topLeft()).block().position()
        last = self.cursorForPosition(view.bottomRight()).position() + 1
        return (
            self._shown.canonical(self._code_point(first)),
            self._shown.canonical(self._code_point(last)),
        )

    def lines_of(self, start: int, end: int) -> Iterator[QRectF]:
        """A rectangle for each line of a stretch of canonical text that can be seen."""
        for first, last in self._shown.displayed(start, end):
            yield from visible_lines(self, self._unit(first), self._unit(last))

    def show_text(self, shown: ShownText) -> None:
        """Show another text, from its top."""
        self._shown = shown
        # Where a character beyond the basic plane stands before, Qt counts one unit more.
        self._wide = [at for at, letter in enumerate(shown.text) if ord(letter) > 0xFFFF]
        self._marks = Marks()
        self.setExtraSelections([])
        self.setPlainText(shown.text)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def show_marks(self, marks: Marks) -> None:
        """Mark these hits and passages."""
        self._marks = marks
        looks: list[QTextEdit.ExtraSelection] = []
        for passage in marks.passages:
            looks += self._looks(passage.start, passage.end, self._passage_look(passage.colours))
        for number, (start, end) in enumerate(marks.hits):
            look = QTextCharFormat()
            token = "hit_current" if number == marks.current else "hit"
            look.setBackground(self._theme.colour(token))
            looks += self._looks(start, end, look)
        self.setExtraSelections(looks)

    def go_to(self, start: int, end: int) -> None:
        """Scroll to a stretch of canonical text."""
        for first, _ in self._shown.displayed(start, end)[:1]:
            cursor = self.textCursor()
            cursor.setPosition(self._unit(first))
            self.setTextCursor(cursor)
            rect = self.cursorRect()
            height = self.viewport().height()
            if rect.top() < 24 or rect.bottom() > height * 2 / 3:
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + rect.top() - height // 3)

    def clear_selection(self) -> None:
        """Select nothing."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def select(self, start: int, end: int) -> None:
        """Select a stretch of canonical text."""
        places = self._shown.displayed(start, end)
        if places:
            cursor = self.textCursor()
            cursor.setPosition(self._unit(places[0][0]))
            cursor.setPosition(self._unit(places[-1][1]), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def selection_rect(self) -> QRectF | None:
        """Where the selection lies on the screen, or None."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        first, last = self.textCursor(), self.textCursor()
        first.setPosition(cursor.selectionStart())
        last.setPosition(cursor.selectionEnd())
        return QRectF(self.cursorRect(first).united(self.cursorRect(last)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the keys that move; leave letters and digits to the window."""
        if event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Under the words of a passage a stroke for each of its tags, as on the pages."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(Qt.PenStyle.NoPen)
        for passage in self._marks.passages:
            for line in self.lines_of(passage.start, passage.end):
                self._paint_strokes(painter, line, passage.colours)
        for paint in self._overlays:
            paint(painter)

    def _paint_strokes(self, painter: QPainter, line: QRectF, colours: tuple[int, ...]) -> None:
        for number, colour in enumerate(reversed(colours)):
            top = line.bottom() - (number + 1) * (_STROKE_PX + _STROKE_GAP_PX)
            painter.setBrush(tag_colour(colour))
            painter.drawRect(QRectF(line.left(), top, line.width(), _STROKE_PX))

    def _passage_look(self, colours: tuple[int, ...]) -> QTextCharFormat:
        look = QTextCharFormat()
        paper = self._theme.colour("paper")
        first = tag_colour(colours[0]) if colours else self._theme.colour("hit_current")
        look.setBackground(blended(first, paper, _PASSAGE_SHARE))
        return look

    def _looks(self, start: int, end: int, look: QTextCharFormat) -> list[QTextEdit.ExtraSelection]:
        looks = []
        for first, last in self._shown.displayed(start, end):
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._unit(first))
            cursor.setPosition(self._unit(last), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = look
            looks.append(selection)
        return looks

    def _unit(self, code_point: int) -> int:
        """Qt's position of a code point of the text that is shown."""
        return code_point + bisect_right(self._wide, code_point - 1)

    def _code_point(self, unit: int) -> int:
        """The code point at Qt's position."""
        low, high = 0, len(self._wide)
        while low < high:
            middle = (low + high) // 2
            if self._wide[middle] + middle < unit:
                low = middle + 1
            else:
                high = middle
        return unit - low

    def _on_theme_changed(self) -> None:
        self.show_marks(self._marks)
