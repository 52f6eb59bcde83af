"""The search field: one line of query in colours, its language, and what it found."""

import re

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from pincite.desktop.icons import icon
from pincite.desktop.theme import Theme
from pincite.desktop.widgets.completion_list import CompletionList
from pincite.desktop.widgets.dialect_button import DialectButton
from pincite.desktop.widgets.icon_button import icon_button
from pincite.desktop.widgets.query_colours import QueryColours
from pincite.desktop.widgets.search_line import SearchLine
from pincite.domain.dialects import Dialect
from pincite.search.language.completion import Completion, completions
from pincite.search.language.names import Names

_HEIGHT_PX = 34
_MARKED = re.compile(r"[\"“”][^\"“”]*[\"“”]?|[()]|[^\s()\"“”]+")


class SearchField(QFrame):
    """Emits `submitted` at Enter, and `edited` while somebody types.

    `stepped` (1 or -1) asks for another query of the history: the field is empty, or shows one.
    """

    submitted = Signal(str)
    edited = Signal(str)
    left = Signal()
    stepped = Signal(int)
    dialect_chosen = Signal(str)
    searches_wanted = Signal()
    saved_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with the empty query."""
        super().__init__(parent)
        self._theme = theme
        self._dialect: Dialect = "pincite"
        self._names = Names()
        self._count_text = ""
        self._answered: tuple[str, Dialect] = ("", "pincite")
        self._walked: str | None = None
        self._text = ""
        # Names may come when their value has been typed already.
        self._is_completing = False
        self.setObjectName("searchfield")
        self.setFixedHeight(_HEIGHT_PX)
        self._icon = QLabel(self)
        self._line = SearchLine(self)
        self._line.setPlaceholderText("Search: pilot w/10 “face recognition”  (/)")
        self._line.setAccessibleName("Search")
        self._colours = QueryColours(self._line.document(), theme)
        self._count = QLabel(self)
        self._count.setProperty("role", "small")
        self.dialect_button = DialectButton(self)
        self._clock = icon_button("Saved searches and history (Alt+Down)", self._on_clock, self)
        self._list: CompletionList | None = None
        self._above: QWidget | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 1, 4, 1)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._line, 1)
        row.addWidget(self._count)
        row.addWidget(self.dialect_button)
        row.addWidget(self._clock)
        self.setFocusProxy(self._line)
        self._connect()
        self._on_theme_changed()

    @property
    def query(self) -> str:
        """What is typed."""
        return self._line.toPlainText().strip()

    @property
    def count_text(self) -> str:
        """What is said to be found."""
        return self._count.text()

    @property
    def dialect(self) -> Dialect:
        """The language it is typed in."""
        return self._dialect

    @property
    def completions(self) -> CompletionList:
        """The list under the field, in the field's window."""
        if self._list is None:
            self._list = CompletionList(self._theme, self.window())
            self._list.chosen.connect(self._on_completion_chosen)
            self._list.keys_changed.connect(self._on_list_keys_changed)
        return self._list

    def set_query(self, query: str, dialect: Dialect | None = None) -> None:
        """Put a query into the field, which undo takes back; nothing is emitted."""
        if dialect is not None:
            self.set_dialect(dialect)
        if query != self._line.toPlainText():
            self._put(query, len(query))
        self.clear_error()
        self._close_completions()
        self._show_count()

    def set_dialect(self, dialect: Dialect) -> None:
        """Read what is typed in this language from now on; nothing is emitted."""
        self._dialect = dialect
        self._colours.set_dialect(dialect)
        self.dialect_button.show_dialect(dialect)
        self.clear_error()
        self._close_completions()
        self._show_count()

    def walk_to(self, query: str, dialect: Dialect) -> None:
        """Put a query of the history into the field, from which the arrows go on."""
        self.set_query(query, dialect)
        self._walked = query

    def drop_below(self, above: QWidget) -> None:
        """Let the completions drop from below this, so that it is seen while they are shown."""
        self._above = above

    def set_names(self, names: Names) -> None:
        """Complete with these names from now on."""
        self._names = names
        if self._is_completing:
            self._offer(is_asked=False)

    def show_count(self, text: str) -> None:
        """Say at the right what was found."""
        self._count_text = text
        self._show_count()

    def show_answered(self, query: str, dialect: Dialect) -> None:
        """The count is that of this query: beside another one it is not shown."""
        self._answered = (query, dialect)
        self._show_count()

    def start_typing(self) -> None:
        """Take the focus, all of the query selected."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def put_cursor(self, position: int) -> None:
        """Put the cursor at a code point of the query."""
        self._line.put_cursor(position)

    def mark_error(self, position: int, *, is_gentle: bool) -> None:
        """Underline the piece at a code point of the query; gently while somebody types."""
        text = self._line.toPlainText()
        lead = len(text) - len(text.lstrip())
        pieces = list(_MARKED.finditer(text))
        at = next((piece for piece in pieces if piece.end() > position + lead), None)
        piece = at or (pieces[-1] if pieces else None)
        if piece is None:
            return
        look = QTextCharFormat()
        look.setUnderlineStyle(
            QTextCharFormat.UnderlineStyle.DotLine
            if is_gentle
            else QTextCharFormat.UnderlineStyle.WaveUnderline
        )
        look.setUnderlineColor(self._theme.colour("warn" if is_gentle else "stop"))
        self._line.underline(piece.start(), piece.end(), look)

    def clear_error(self) -> None:
        """Underline nothing."""
        self._line.setExtraSelections([])

    def complete(self) -> None:
        """Offer whatever may stand at the cursor."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._offer(is_asked=True)

    def choose_dialect(self) -> None:
        """Open the menu of languages."""
        self.dialect_button.showMenu()

    def _connect(self) -> None:
        self._line.submitted.connect(self._on_submitted)
        self._line.left.connect(self.left)
        self._line.stepped.connect(self._on_stepped)
        self._line.textChanged.connect(self._on_text_changed)
        self._line.focus_changed.connect(self._on_focus_changed)
        self._line.menu_key.connect(self._on_menu_key)
        self.dialect_button.chosen.connect(self._on_dialect_chosen)
        self._theme.changed.connect(self._on_theme_changed)

    def _put(self, text: str, position: int) -> None:
        """Put a text into the line without a word."""
        self._line.blockSignals(True)
        self._line.put_text(text, position)
        self._line.blockSignals(False)
        self._text = text
        self._colours.rehighlight()

    def _tell_edited(self) -> None:
        self._text = self._line.toPlainText()
        self.clear_error()
        self._show_count()
        self.edited.emit(self.query)

    def _show_count(self) -> None:
        is_answered = (self.query, self._dialect) == self._answered
        self._count.setText(self._count_text if is_answered else "Enter searches")

    def _offer(self, *, is_asked: bool) -> None:
        self._is_completing = not is_asked
        found = completions(
            self._line.toPlainText(),
            self._line.position,
            self._names,
            self._dialect,
            is_asked=is_asked,
        )
        if found or self._list is not None:
            x = self._line.x_of(found[0].start) if found else 0
            corner = self._line.mapTo(self.window(), QPoint(x - 12, 0))
            above = self._above if self._above is not None else self
            under = above.mapTo(self.window(), QPoint(0, above.height() + 2)).y()
            self.completions.offer(found, QPoint(corner.x(), under))

    def _close_completions(self) -> None:
        self._is_completing = False
        if self._list is not None and not self._list.isHidden():
            self._list.close_list()

    def _on_completion_chosen(self, chosen: Completion) -> None:
        query, position = chosen.applied(self._line.toPlainText())
        if chosen.dialect is not None:
            self.set_dialect(chosen.dialect)
        self._put(query, position)
        self._tell_edited()
        if chosen.kind != "saved":
            self._offer(is_asked=False)

    def _on_list_keys_changed(self) -> None:
        self._line.menu_keys = self.completions.keys
        # The focus stays in the field, so what is chosen is told there.
        self._line.setAccessibleDescription(self.completions.spoken)

    def _on_menu_key(self, key: Qt.Key) -> None:
        self._is_completing = False
        self.completions.press(key)

    def _on_submitted(self) -> None:
        self._close_completions()
        self.submitted.emit(self.query)

    def _on_stepped(self, step: int) -> None:
        text = self._line.toPlainText()
        if not text or text == self._walked:
            self.stepped.emit(step)
        elif step > 0:
            self.left.emit()

    def _on_text_changed(self) -> None:
        # Colours count as changes too.
        if self._line.toPlainText() != self._text:
            self._offer(is_asked=False)
            self._tell_edited()

    def _on_dialect_chosen(self, dialect: str) -> None:
        self.dialect_chosen.emit(dialect)

    def _on_clock(self) -> None:
        self.searches_wanted.emit()

    def _on_focus_changed(self, has_focus: bool) -> None:
        if not has_focus:
            self._close_completions()
        self.setProperty("focused", has_focus)
        self.style().unpolish(self)
        self.style().polish(self)

    def _on_theme_changed(self) -> None:
        self._icon.setPixmap(icon(self._theme, "search").pixmap(16, 16))
        self._clock.setIcon(icon(self._theme, "clock"))
