"""The bar above a printed document: where it stands in its release, and how to repair that."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from pincite.desktop.icons import icon
from pincite.desktop.models.releases import PrintedPlace
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

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self._theme = theme
        self._printed: PrintedPlace | None = None
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
        self._printed, self._can_decide = printed, can_decide
        if printed is None:
            self._words = None
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
        return (self._confirm, self._join, self._split, self._more, self._take, self._cancel)

    def _button(self, title: str, hint: str) -> QPushButton:
        button = QPushButton(title, self)
        button.setProperty("role", "compact")
        button.setToolTip(hint)
        button.setAccessibleName(hint)
        return button

    def _show(self) -> None:
        printed = self._printed
        if printed is None:
            self.hide()
            return
        is_splitting = self._words is not None
        is_doubtful = printed.is_doubtful and not is_splitting
        self._text.setText(self._split_sentence() if is_splitting else _sentence(printed))
        self.setAccessibleName(f"{printed.place} · {printed.verdict}")
        for button in self._all:
            is_of_split = button in (self._take, self._cancel)
            is_more = button is self._more and not is_splitting
            button.setVisible(is_splitting if is_of_split else is_doubtful or is_more)
            button.setEnabled(self._can_decide)
        self._join.setEnabled(self._can_decide and printed.boundary.previous is not None)
        self._cancel.setEnabled(True)
        self._more.setEnabled(True)
        self._text.setProperty("role", "" if is_doubtful or is_splitting else "small")
        self._text.style().unpolish(self._text)
        self._text.style().polish(self._text)
        kind = "warning" if is_doubtful else "info"
        token = "warn" if is_doubtful else "accent"
        drawn = icon(self._theme, "warning" if is_doubtful else "message", token, 16)
        self._icon.setPixmap(drawn.pixmap(16, 16))
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
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
        new = f": <b>{_escaped(self._words)}</b>" if self._words else ""
        return f"The new document begins at the line{new}. Move it with ↑ and ↓ or a click."

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
