"""The line under the search field: what the query means, or what is wrong with it."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from pincite.desktop.theme import Theme
from pincite.errors import QueryError
from pincite.search import Query

_WORDS = "words:"
_LINE_PX, _AROUND_PX, _MOST_PX = 27, 8, 62
_MOST_SHOWN = 70


class ReadingLine(QWidget):
    """Says `Reads as: …`, or an error with its place marked and the mended query beside it.

    `words_wanted` asks what a wildcard or the like stands for, as it is written in the query;
    `converted` says that the query is wanted in Pincite's own language.
    """

    mended = Signal(str)
    converted = Signal(str)
    words_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._query: Query | None = None
        self._instead = ""
        self.setObjectName("reading")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_LINE_PX)
        self._text = QLabel(self)
        self._text.setProperty("role", "small")
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._text.linkActivated.connect(self._on_link)
        self._use = QPushButton(self)
        self._use.setProperty("role", "link")
        self._use.clicked.connect(self._on_use)
        self._use.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 0, 14, 0)
        self._row.setSpacing(10)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._use)
        theme.changed.connect(self._on_theme_changed)

    @property
    def text(self) -> str:
        """What is said, as rich text."""
        return self._text.text()

    @property
    def query(self) -> Query | None:
        """The query whose reading is shown; None while an error is."""
        return self._query

    @property
    def under(self) -> QPoint:
        """Where something that belongs to the reading drops down, on the screen."""
        width = self._text.sizeHint().width()
        left = max(0, (self._text.width() - width) // 2)
        return self._text.mapToGlobal(QPoint(left, self.height()))

    def show_reading(self, query: Query) -> None:
        """Say how the query reads, and what its writer should know."""
        self._query = query
        is_foreign = query.dialect != "pincite" and query.written != query.text.strip()
        self._instead = query.written
        self._use.setText("Convert to Pincite")
        self._use.setToolTip(query.written)
        self._use.setAccessibleName(f"Convert to Pincite's own language: {query.written}")
        self._use.setVisible(is_foreign and bool(query.written))
        warn = self._theme.colour("warn").name()
        notes = "".join(
            f' &nbsp;<span style="color:{warn}">{_escaped(warning)}</span>'
            for warning in query.warnings
        )
        self._text.setText(f"Reads as: <b>{self._with_links(query)}</b>{notes}")
        self._fit()
        self._text.setToolTip("\n".join((query.reads_as, *query.warnings)))
        self._text.setAccessibleName(f"Reads as: {query.reads_as}. {' '.join(query.warnings)}")

    def show_error(self, error: QueryError, query: str, *, is_gentle: bool = False) -> None:
        """Say what is wrong, mark where, and offer the mended query.

        `is_gentle`: somebody is still typing.
        """
        self._query = None
        stop = self._theme.colour("ink2" if is_gentle else "stop").name()
        mark = self._theme.colour("warn" if is_gentle else "stop").name()
        at = min(error.position, len(query))
        before, rest = query[max(0, at - 30) : at], query[at : at + 30]
        marked = (rest.split(" ", 1)[0] if rest.strip() else "") or "␣"
        after = rest[len(marked) :] if rest.startswith(marked) else ""
        lead = "…" if at > 30 else ""
        self._text.setText(
            f'<span style="color:{stop}"><b>{_escaped(error.what)}</b></span> {_escaped(error.why)}'
            f' &nbsp;<code>{_escaped(lead + before)}<span style="color:{mark};'
            f'text-decoration:underline">{_escaped(marked)}</span>{_escaped(after)}</code>'
        )
        self._text.setToolTip(str(error))
        self._text.setAccessibleName(f"{error} At character {at + 1}.")
        self._instead = error.suggestion
        is_long = len(error.suggestion) > _MOST_SHOWN
        shown = f"{error.suggestion[:_MOST_SHOWN]}…" if is_long else error.suggestion
        self._use.setText(f"Use {shown}".replace("&", "&&"))
        self._use.setToolTip(error.suggestion)
        self._use.setAccessibleName(f"Use {error.suggestion}")
        self._use.setVisible(bool(error.suggestion))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break what is said into lines anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """What has room stands on one line; what has not, on up to three."""
        self._text.setWordWrap(False)
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        if not self._use.isHidden():
            room -= self._use.sizeHint().width() + self._row.spacing()
        is_long = self._text.sizeHint().width() > room
        is_centred = self._query is not None and not is_long
        side = Qt.AlignmentFlag.AlignHCenter if is_centred else Qt.AlignmentFlag.AlignLeft
        self._text.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._text.setWordWrap(is_long)
        height = self._text.heightForWidth(room) + _AROUND_PX if is_long else _LINE_PX
        self.setFixedHeight(max(_LINE_PX, min(height, _MOST_PX)))

    def _with_links(self, query: Query) -> str:
        """The reading, in which each wildcard and the like can be clicked."""
        accent = self._theme.colour("accent").name()
        said = query.reads_as
        places = sorted(
            (place, number, reading)
            for number, (_, reading) in enumerate(query.open_terms)
            if (place := said.find(reading)) >= 0
        )
        made, end = "", 0
        for place, number, reading in places:
            if place >= end:
                made += (
                    f'{_escaped(said[end:place])}<a href="{_WORDS}{number}"'
                    f' style="color:{accent}">{_escaped(reading)}</a>'
                )
                end = place + len(reading)
        return made + _escaped(said[end:])

    def _on_link(self, link: str) -> None:
        if self._query is not None and link.startswith(_WORDS):
            self.words_wanted.emit(self._query.open_terms[int(link.removeprefix(_WORDS))][0])

    def _on_use(self) -> None:
        (self.converted if self._query is not None else self.mended).emit(self._instead)

    def _on_theme_changed(self) -> None:
        if self._query is not None:
            self.show_reading(self._query)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
