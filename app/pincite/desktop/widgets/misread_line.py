"""The line that says what a scanner may have made of the words of a query."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from pincite.search import Misread, with_misreads

_NAMED = 4


class MisreadLine(QWidget):
    """Hidden while there is nothing to say; emits the query with a misreading taken in."""

    query_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Compose the line, hidden."""
        super().__init__(parent)
        self._query = ""
        self._misreads: tuple[Misread, ...] = ()
        self.setObjectName("reading")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(27)
        self._text = QLabel(self)
        self._text.setProperty("role", "small")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        # However long the words are, the window can be made as narrow as before.
        self._text.setMinimumWidth(1)
        self._add = self._button("Add", self._on_add)
        self._add_all = self._button("Add all", self._on_add_all)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(6)
        row.addStretch(1)
        row.addWidget(self._text)
        row.addWidget(self._add)
        row.addWidget(self._add_all)
        row.addStretch(1)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def show_misreads(self, query: str, misreads: Sequence[Misread]) -> None:
        """Say what may have been misread; only what can be added to the query is offered."""
        self._query = query
        self._misreads = tuple(one for one in misreads if with_misreads(query, [one]) != query)
        self.setVisible(bool(self._misreads))
        if not self._misreads:
            return
        first, rest = self._misreads[0], self._misreads[1:]
        count = "1 document" if first.documents == 1 else f"{first.documents:,} documents"
        said = f"A scanner may have read “{first.word}” as “{first.instead}”: {count}"
        if rest:
            said += f" — and {len(rest):,} more"
        self._text.setText(said)
        self._text.setToolTip("\n".join(_named(self._misreads)))
        self._add.setAccessibleName(f"Add {first.instead}")
        self._add_all.setVisible(bool(rest))

    def _button(self, title: str, pressed: object) -> QPushButton:
        button = QPushButton(title, self)
        button.setProperty("role", "link")
        button.clicked.connect(pressed)
        return button

    def _on_add(self) -> None:
        self.query_wanted.emit(with_misreads(self._query, self._misreads[:1]))

    def _on_add_all(self) -> None:
        self.query_wanted.emit(with_misreads(self._query, self._misreads))


def _named(misreads: Sequence[Misread]) -> list[str]:
    """Each misreading on a line."""
    return [f"“{one.word}” as “{one.instead}”: {one.documents:,}" for one in misreads]
