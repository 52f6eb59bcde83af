"""The bar above a printed document: where it stands in its release, and how to repair that."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from pincite.desktop.icons import icon
from pincite.desktop.models.releases import PrintedPlace, Replaced
from pincite.desktop.theme import Theme

_ONE_ROW_PX = 900


class ReleaseBanner(QFrame):
    """Hidden for what was not printed; a doubtful boundary shows what can be done about it."""

    confirm_wanted = Signal()
    join_wanted = Signal()
    split_wanted = Signal()
    menu_wanted = Signal(object)
    split_taken = Signal()
    split_cancelled = Signal()
    document_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self._theme = theme
        self._printed: PrintedPlace | None = None
        self._replaced: Replaced | None = None
        self._can_decide = True
        self._words: str | None = None
        self._buttons_at = (-1, -1)
        self.setObjectName("notice")
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._confirm = self._button("Confirm", "Confirm, and go to the next doubtful one (Y)")
        self._confirm.clicked.connect(self.confirm_wanted)
        self._join = self._button("Join with previous", "Join with the document before (Shift+S)")
        self._join.clicked.connect(self.join_wanted)
        self._split = self._button("Split…", "Divide the document at a line (S)")
        self._split.clicked.connect(self.split_wanted)
        self._more = self._button("More ▾", "More that can be done with the boundary")
        self._more.clicked.connect(self._on_more)
        self._take = self._button("Split here", "Divide the document at the line (Enter)")
        self._take.setProperty("role", "primary")
        self._take.clicked.connect(self.split_taken)
        self._cancel = self._button("Cancel", "Put the line away (Esc)")
        self._cancel.setProperty("role", "")
        self._cancel.clicked.connect(self.split_cancelled)
        self._go = self._button("Go to it", "Go to the document that is in its place")
        self._go.clicked.connect(self._on_go)
        self._buttons = QWidget(self)
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in self._all:
            row.addWidget(button)
        row.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 6, 10, 6)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._text, 0, 1)
        theme.changed.connect(self._show)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text.text()

    def show_printed(self, printed: PrintedPlace | None, *, can_decide: bool) -> None:
        """Show where a document stands; nothing for None."""
        self._printed, self._replaced, self._can_decide = printed, None, can_decide
        if printed is None:
            self._words = None
        self._show()

    def show_replaced(self, replaced: Replaced) -> None:
        """Say what is in the place of a document that is retired."""
        self._printed, self._replaced = None, replaced
        self._show()

    def show_split(self, words: str | None) -> None:
        """Say what the dividing line does, while it is out; `words` begin the new part."""
        self._words = words
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @property
    def _all(self) -> tuple[QPushButton, ...]:
        repairs = (self._confirm, self._join, self._split, self._more)
        return (*repairs, self._take, self._cancel, self._go)

    def _button(self, title: str, hint: str) -> QPushButton:
        button = QPushButton(title, self)
        button.setProperty("role", "compact")
        button.setToolTip(hint)
        button.setAccessibleName(hint)
        return button

    def _show(self) -> None:
        printed = self._printed
        if printed is not None:
            self._show_place(printed)
        elif self._replaced is not None:
            self._show_said(self._replaced.sentence, {self._go}, is_quiet=True)
        else:
            self.hide()

    def _show_place(self, printed: PrintedPlace) -> None:
        is_splitting = self._words is not None
        is_doubtful = printed.is_doubtful and not is_splitting
        repairs = {self._confirm, self._join, self._split} if is_doubtful else set()
        shown = {self._take, self._cancel} if is_splitting else {*repairs, self._more}
        sentence = self._split_sentence() if is_splitting else _sentence(printed)
        for button in (self._confirm, self._join, self._split, self._take):
            button.setEnabled(self._can_decide)
        self._join.setEnabled(self._can_decide and printed.boundary.previous is not None)
        is_quiet = not is_doubtful and not is_splitting
        self._show_said(sentence, shown, is_quiet=is_quiet, is_warning=is_doubtful)
        self.setAccessibleName(f"{printed.place} · {printed.verdict}")

    def _show_said(
        self, sentence: str, shown: set[QPushButton], *, is_quiet: bool, is_warning: bool = False
    ) -> None:
        """Show a sentence as rich text, with these buttons."""
        self._text.setText(sentence)
        self._text.setProperty("role", "small" if is_quiet else "")
        self.setAccessibleName(sentence)
        for button in self._all:
            button.setVisible(button in shown)
        token = "warn" if is_warning else "accent"
        drawn = icon(self._theme, "warning" if is_warning else "message", token, 16)
        self._icon.setPixmap(drawn.pixmap(16, 16))
        self.setProperty("kind", "warning" if is_warning else "info")
        for widget in (self, self._text):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self._arrange()
        self.show()

    def _arrange(self) -> None:
        """The buttons beside the text where both have room, else under it."""
        few = sum(not button.isHidden() for button in self._all) < 2
        at = (0, 2) if few or self.width() >= _ONE_ROW_PX else (1, 1)
        if at != self._buttons_at:
            self._buttons_at = at
            self._grid.addWidget(self._buttons, *at)

    def _split_sentence(self) -> str:
        # The line may end a sentence of its own.
        words = (self._words or "").rstrip(" .,;:")
        new = f": <b>{_escaped(words)}</b>" if words else ""
        return f"The new document begins at the line{new}. Move it with ↑ and ↓ or a click."

    def _on_go(self) -> None:
        if self._replaced is not None:
            self.document_chosen.emit(self._replaced.document)

    def _on_more(self) -> None:
        self.menu_wanted.emit(self._more.mapToGlobal(self._more.rect().bottomLeft()))


def _sentence(printed: PrintedPlace) -> str:
    place = _escaped(printed.place)
    if printed.is_doubtful:
        why = f": {_escaped(printed.reasons)}" if printed.reasons else ""
        return f"{place} · <b>doubtful</b>{why}"
    return f"{place} · {printed.certainty}"


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;")
