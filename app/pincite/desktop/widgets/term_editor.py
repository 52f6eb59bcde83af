"""The editor of a list of terms: a line for each, its number beside it, mistakes underlined."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from pincite.desktop.theme import Theme, mono_font
from pincite.desktop.widgets.query_colours import QueryColours
from pincite.search import BadTerm

_GAP_PX = 8


class TermEditor(QPlainTextEdit):
    """Emits `edited` while somebody types, and `line_chosen` as the cursor comes to a line."""

    edited = Signal()
    line_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._bad: dict[int, BadTerm] = {}
        self.setObjectName("termeditor")
        self.setFont(mono_font())
        self.setAccessibleName("Search terms, one a line")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.setPlaceholderText("One search term a line:\npilot w/10 “face recognition”\nregulat*")
        self._colours = QueryColours(self.document(), theme)
        self._numbers = _Numbers(self)
        self.blockCountChanged.connect(self._on_block_count_changed)
        self.updateRequest.connect(self._on_update_request)
        self.textChanged.connect(self.edited)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        theme.changed.connect(self._on_theme_changed)
        self._on_block_count_changed()

    @property
    def text(self) -> str:
        """What is typed."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Put another list in its place, which can be undone."""
        if text == self.text:
            return
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.endEditBlock()

    def replace_line(self, number: int, text: str) -> None:
        """Put a text in the place of a line, which can be undone."""
        block = self.document().findBlockByNumber(number - 1)
        if block.isValid():
            cursor = QTextCursor(block)
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.insertText(text)

    def go_to(self, number: int, position: int = 0) -> None:
        """Put the cursor into a line, at a code point of its term, and take the focus."""
        block = self.document().findBlockByNumber(number - 1)
        if block.isValid():
            lead = len(block.text()) - len(block.text().lstrip())
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + _units(block.text(), lead + position))
            self.setTextCursor(cursor)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_bad(self, bad: Sequence[BadTerm]) -> None:
        """Underline what cannot be read, from where it goes wrong."""
        self._bad = {one.line.number: one for one in bad}
        marks = []
        for one in bad:
            block = self.document().findBlockByNumber(one.line.number - 1)
            if not block.isValid() or block.text().strip() != one.line.text:
                continue
            lead = len(block.text()) - len(block.text().lstrip())
            at = min(lead + one.position, max(0, len(block.text().rstrip()) - 1))
            mark = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(self._theme.colour("stop"))
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + _units(block.text(), at))
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            mark.cursor, mark.format = cursor, look
            marks.append(mark)
        self.setExtraSelections(marks)
        self._numbers.update()

    @property
    def current_line(self) -> int:
        """The number of the line in which the cursor is, from 1."""
        return self.textCursor().blockNumber() + 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._numbers.setGeometry(
            QRect(inside.left(), inside.top(), self._numbers.wide_px, inside.height())
        )

    def paint_numbers(self, event: QPaintEvent) -> None:
        """Paint the numbers of the lines that can be seen; those of bad lines stand out."""
        painter = QPainter(self._numbers)
        painter.fillRect(event.rect(), self._theme.colour("panel"))
        painter.setFont(mono_font(-2))
        block = self.firstVisibleBlock()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > event.rect().bottom():
                break
            number = block.blockNumber() + 1
            painter.setPen(self._theme.colour("stop" if number in self._bad else "ink3"))
            room = self._numbers.wide_px - _GAP_PX
            rect = QRect(0, round(place.top()), room, round(place.height()))
            painter.drawText(
                rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number)
            )
            block = block.next()
        painter.end()

    def _on_block_count_changed(self) -> None:
        digits = len(str(max(99, self.blockCount())))
        self._numbers.wide_px = self.fontMetrics().horizontalAdvance("9") * digits + 2 * _GAP_PX
        self.setViewportMargins(self._numbers.wide_px, 0, 0, 0)

    def _on_update_request(self, rect: QRect, scrolled: int) -> None:
        if scrolled:
            self._numbers.scroll(0, scrolled)
        else:
            self._numbers.update(0, rect.y(), self._numbers.width(), rect.height())

    def _on_cursor_moved(self) -> None:
        self.line_chosen.emit(self.current_line)

    def _on_theme_changed(self) -> None:
        self.show_bad(list(self._bad.values()))


class _Numbers(QWidget):
    def __init__(self, editor: TermEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self.wide_px = 0

    def sizeHint(self) -> QSize:
        return QSize(self.wide_px, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_numbers(event)


def _units(text: str, code_points: int) -> int:
    """How long Qt takes the first code points of a text to be."""
    return len(text[:code_points].encode("utf-16-le")) // 2
