"""Shows the terms of highlight lists on the pages and in the text of a document."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QPainter

from pincite.desktop.theme import Theme
from pincite.desktop.widgets.highlight_look import paint_highlight
from pincite.desktop.widgets.page_painter import Placed
from pincite.desktop.widgets.pages_view import PagesView
from pincite.desktop.widgets.text_view import TextView


@dataclass(frozen=True, slots=True)
class HighlightMark:
    """A term that is shown: half-open, in code points of the canonical text."""

    start: int
    end: int
    colour: int


class HighlightMarks(QObject):
    """Paints marks over both views; only those that can be seen are looked at."""

    def __init__(self, pages: PagesView, text: TextView, theme: Theme) -> None:
        """Show nothing yet."""
        super().__init__(pages)
        self._pages, self._text, self._theme = pages, text, theme
        self._marks: tuple[HighlightMark, ...] = ()
        self._starts: list[int] = []
        self._longest = 0
        self._current: HighlightMark | None = None
        pages.add_overlay(self._paint_page)
        text.add_overlay(self._paint_text)

    @property
    def marks(self) -> tuple[HighlightMark, ...]:
        """What is shown, in order."""
        return self._marks

    @property
    def current(self) -> HighlightMark | None:
        """The term that was gone to."""
        return self._current

    def show_marks(
        self, marks: Sequence[HighlightMark], current: HighlightMark | None = None
    ) -> None:
        """Show these terms, in order of where they start; `current` has a frame."""
        self._marks, self._current = tuple(marks), current
        self._starts = [mark.start for mark in marks]
        self._longest = max((mark.end - mark.start for mark in marks), default=0)
        self._pages.viewport().update()
        self._text.viewport().update()

    def _between(self, start: int, end: int) -> Sequence[HighlightMark]:
        first = bisect_left(self._starts, start - self._longest)
        return self._marks[first : bisect_left(self._starts, end)]

    def _paint_page(self, painter: QPainter, _index: int, page: Placed) -> None:
        words = page.layout.words
        if not self._marks or not words:
            return
        white = QColor("white")
        first, last = min(word.start for word in words), max(word.end for word in words)
        for mark in self._between(first, last):
            for box in page.boxes(mark.start, mark.end):
                is_current = mark == self._current
                paint_highlight(painter, box, mark.colour, white, is_current=is_current)

    def _paint_text(self, painter: QPainter) -> None:
        if not self._marks:
            return
        paper = self._theme.colour("paper")
        for mark in self._between(*self._text.visible_stretch()):
            for line in self._text.lines_of(mark.start, mark.end):
                box = line.adjusted(0, 0, 0, -3)
                is_current = mark == self._current
                paint_highlight(painter, box, mark.colour, paper, is_current=is_current)
