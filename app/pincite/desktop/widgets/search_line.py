"""The one line that a query is typed in, and the keys it takes for itself."""

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from pincite.desktop.theme import mono_font


class SearchLine(QPlainTextEdit):
    """A text edit of one line, since a line edit cannot show colours.

    Positions are code points. `menu_key` carries a key while completions are shown, and whoever
    shows them says by `takes_menu_key` which keys are theirs.
    """

    submitted = Signal()
    left = Signal()
    stepped = Signal(int)
    focus_changed = Signal(bool)
    menu_key = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        """Start empty."""
        super().__init__(parent)
        self.menu_keys: frozenset[Qt.Key] = frozenset()
        self.setObjectName("searchline")
        self.setFont(mono_font())
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setFixedHeight(self.fontMetrics().height() + 4)
        self.viewport().installEventFilter(self)

    @property
    def position(self) -> int:
        """Where the cursor stands."""
        before = self.toPlainText().encode("utf-16-le")[: 2 * self.textCursor().position()]
        return len(before.decode("utf-16-le", "ignore"))

    def put_cursor(self, position: int) -> None:
        """Put the cursor there, nothing selected."""
        cursor = self.textCursor()
        cursor.setPosition(self._unit(position))
        self.setTextCursor(cursor)

    def put_text(self, text: str, position: int | None = None) -> None:
        """Put another text in the place of what is typed, as one step of undo."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.put_cursor(len(text) if position is None else position)

    def underline(self, start: int, end: int, look: QTextCharFormat) -> None:
        """Show a stretch in a look, and no other one."""
        selection = QTextEdit.ExtraSelection()
        cursor = self.textCursor()
        cursor.setPosition(self._unit(start))
        cursor.setPosition(self._unit(end), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor, selection.format = cursor, look
        self.setExtraSelections([selection])

    def x_of(self, position: int) -> int:
        """How far right a position is, in the line's own pixels."""
        cursor = self.textCursor()
        cursor.setPosition(self._unit(position))
        return self.viewport().mapTo(self, QPoint(self.cursorRect(cursor).left(), 0)).x()

    def event(self, event: QEvent) -> bool:
        """Claim the keys of the completions before a shortcut takes them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and Qt.Key(event.key()) in self.menu_keys
        ):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab takes a completion where some are shown."""
        if is_next and Qt.Key.Key_Tab in self.menu_keys:
            self.menu_key.emit(Qt.Key.Key_Tab)
            return True
        return super().focusNextPrevChild(is_next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in self.menu_keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.menu_key.emit(key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A wheel does not scroll the one line away."""
        return event.type() == QEvent.Type.Wheel or super().eventFilter(watched, event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """A query that is pasted is one line, whatever it was."""
        self.insertPlainText(" ".join(source.text().split()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def _unit(self, position: int) -> int:
        """The place of a code point as Qt counts it."""
        units = len(self.toPlainText()[:position].encode("utf-16-le")) // 2
        return min(units, self.document().characterCount() - 1)
