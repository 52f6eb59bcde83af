"""The line under the search field: what the query means, or what is wrong with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from pincite.desktop.theme import Theme
from pincite.errors import QueryError


class ReadingLine(QWidget):
    """Says `Reads as: …`, or an error with its place marked and the mended query beside it."""

    mended = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._mended = ""
        self.setObjectName("reading")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(27)
        self._text = QLabel(self)
        self._text.setProperty("role", "small")
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._use = QPushButton(self)
        self._use.setProperty("role", "link")
        self._use.clicked.connect(self._on_use)
        self._use.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(10)
        row.addWidget(self._text, 1)
        row.addWidget(self._use)

    @property
    def text(self) -> str:
        """What is said, as rich text."""
        return self._text.text()

    def show_reading(self, reads_as: str, warnings: tuple[str, ...]) -> None:
        """Say how the query reads, and what its writer should know."""
        self._use.hide()
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        warn = self._theme.colour("warn").name()
        notes = "".join(
            f' &nbsp;<span style="color:{warn}">{_escaped(warning)}</span>' for warning in warnings
        )
        self._text.setText(f"Reads as: <b>{_escaped(reads_as)}</b>{notes}")
        self._text.setToolTip("\n".join(warnings))
        self._text.setAccessibleName(f"Reads as: {reads_as}. {' '.join(warnings)}")

    def show_error(self, error: QueryError, query: str) -> None:
        """Say what is wrong, mark where, and offer the mended query."""
        stop = self._theme.colour("stop").name()
        at = min(error.position, len(query))
        before, rest = query[max(0, at - 30) : at], query[at : at + 30]
        marked = (rest.split(" ", 1)[0] if rest.strip() else "") or "␣"
        after = rest[len(marked) :] if rest.startswith(marked) else ""
        lead = "…" if at > 30 else ""
        self._text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._text.setText(
            f'<span style="color:{stop}"><b>{_escaped(error.what)}</b></span> {_escaped(error.why)}'
            f' &nbsp;<code>{_escaped(lead + before)}<span style="color:{stop};'
            f'text-decoration:underline">{_escaped(marked)}</span>{_escaped(after)}</code>'
        )
        self._text.setToolTip(str(error))
        self._text.setAccessibleName(f"{error} At character {at + 1}.")
        self._mended = error.suggestion
        self._use.setText(f"Use {error.suggestion}")
        self._use.setVisible(bool(error.suggestion))

    def _on_use(self) -> None:
        self.mended.emit(self._mended)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
