"""The search field: one line of query in colours, with the count of what it found."""

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from pincite.desktop.icons import icon
from pincite.desktop.theme import Theme, mono_font
from pincite.desktop.widgets.query_colours import QueryColours

_HEIGHT_PX = 34


class SearchField(QFrame):
    """Emits `submitted` at Enter, and `edited` while somebody types."""

    submitted = Signal(str)
    edited = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with the empty query."""
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("searchfield")
        self.setFixedHeight(_HEIGHT_PX)
        self._icon = QLabel(self)
        self._line = _Line(self)
        self._line.setPlaceholderText("Search: pilot w/10 “face recognition”  (/)")
        self._line.setAccessibleName("Search")
        self._colours = QueryColours(self._line.document(), theme)
        self._count = QLabel(self)
        self._count.setProperty("role", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 1, 12, 1)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._line, 1)
        row.addWidget(self._count)
        self.setFocusProxy(self._line)
        self._line.submitted.connect(self._on_submitted)
        self._line.left.connect(self.left)
        self._line.textChanged.connect(self._on_text_changed)
        self._line.focus_changed.connect(self._on_focus_changed)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def query(self) -> str:
        """What is typed."""
        return self._line.toPlainText().strip()

    def set_query(self, query: str) -> None:
        """Put a query into the field, which undo takes back; nothing is emitted."""
        if query != self._line.toPlainText():
            self._line.blockSignals(True)
            cursor = self._line.textCursor()
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(query)
            self._line.setTextCursor(cursor)
            self._line.blockSignals(False)
            self._colours.rehighlight()

    def show_count(self, text: str) -> None:
        """Say at the right what was found."""
        self._count.setText(text)

    def start_typing(self) -> None:
        """Take the focus, all of the query selected."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def put_cursor(self, position: int) -> None:
        """Put the cursor at a code point of the query."""
        units = len(self._line.toPlainText()[:position].encode("utf-16-le")) // 2
        cursor = self._line.textCursor()
        cursor.setPosition(min(units, self._line.document().characterCount() - 1))
        self._line.setTextCursor(cursor)

    def _on_submitted(self) -> None:
        self.submitted.emit(self.query)

    def _on_text_changed(self) -> None:
        self.edited.emit(self.query)

    def _on_focus_changed(self, has_focus: bool) -> None:
        self.setProperty("focused", has_focus)
        self.style().unpolish(self)
        self.style().polish(self)

    def _on_theme_changed(self) -> None:
        self._icon.setPixmap(icon(self._theme, "search").pixmap(16, 16))


class _Line(QPlainTextEdit):
    """A text edit of one line, since a line edit cannot show colours."""

    submitted = Signal()
    left = Signal()
    focus_changed = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("searchline")
        self.setFont(mono_font())
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setFixedHeight(self.fontMetrics().height() + 2)
        self.viewport().installEventFilter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.left.emit()
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
