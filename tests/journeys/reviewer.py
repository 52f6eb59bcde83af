"""Somebody who reviews a matter in its window, by mouse and keyboard."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenuBar
from pytestqt.qtbot import QtBot

from pincite.desktop.models.document_data import Decisions
from pincite.desktop.views.exhibits import Exhibits
from pincite.desktop.views.review import Review
from pincite.desktop.views.window import MatterWindow
from pincite.desktop.widgets.page_geometry import Box
from pincite.domain.pages import WordBox
from pincite.store.bundles import Bundle
from pincite.store.passages import Passage
from tests.journeys.hands import Hands


class Reviewer(Hands):
    """Hands at the window of one matter."""

    def __init__(self, window: MatterWindow, qtbot: QtBot) -> None:
        """Work in this window."""
        super().__init__(qtbot)
        self.window = window
        review, exhibits = window.mode_called("review"), window.mode_called("exhibits")
        assert isinstance(review, Review)
        assert isinstance(exhibits, Exhibits)
        self.review, self.exhibits = review, exhibits

    def until_told(self, words: str) -> None:
        """Wait until the notice bar says something."""
        self.until(lambda: self.window.notice.isVisible() and words in self.window.notice.text)

    def until_shown(self, title: str) -> None:
        """Wait until a document is open with its pages."""
        self.until(lambda: self.title == title and bool(self.review.document.pages.layouts))

    @property
    def title(self) -> str:
        """What the open document is called; '' while none is open."""
        data = self.review.document.data
        return data.document.title if data else ""

    @property
    def passages(self) -> dict[str, Passage]:
        """The passages of the open document by what they quote."""
        return {passage.quote: passage for passage in self.decisions.passages}

    def stretch(self, words: str) -> tuple[int, int]:
        """Where words stand in the open document's text."""
        data = self.review.document.data
        assert data is not None
        # A message's body is wrapped: its line breaks are white space as any other.
        start = " ".join(data.text.split("\n")).index(words)
        return start, start + len(words)

    def word_boxes(self, words: str) -> list[tuple[int, WordBox]]:
        """The boxes of words on the pages, each with the index of its page."""
        start, end = self.stretch(words)
        return [
            (page, box)
            for page, layout in enumerate(self.review.document.pages.layouts)
            for box in layout.words
            if box.start < end and start < box.end
        ]

    def sweep_over(self, words: str) -> None:
        """Select words on the page with the mouse."""
        pages = self.review.document.pages
        boxes = self.word_boxes(words)
        first, last = (
            pages._placed(page).box(Box(*box.box)).center().toPoint()
            for page, box in (boxes[0], boxes[-1])
        )
        self.sweep(pages.viewport(), first, last)
        assert self.review.document.selection == self.stretch(words)

    def walk_over(self, words: str) -> None:
        """Select words on the pages with the arrow keys alone."""
        boxes = self.word_boxes(words)
        before = [
            box
            for layout in self.review.document.pages.layouts
            for box in layout.words
            if box.start < boxes[0][1].start
        ]
        self.press("F6", "Right", *["Right"] * len(before), *["Shift+Right"] * len(boxes))
        assert self.review.document.selection == self.stretch(words)

    def choose_from_bar(self, menu: str, title: str) -> None:
        """Open a menu of the menu bar and click an entry of it."""
        bar = self.window.menuBar()
        assert isinstance(bar, QMenuBar)
        opener = next(each for each in bar.actions() if each.text().replace("&", "") == menu)
        opened = opener.menu()
        self.click(bar, bar.actionGeometry(opener).center())
        self.until(opened.isVisible)
        entry = next(each for each in opened.actions() if each.text() == title)
        self.click(opened, opened.actionGeometry(entry).center())

    @property
    def labels(self) -> list[str]:
        """What the exhibits are called, each with its title."""
        return [f"{entry.label}: {entry.title}" for entry in self.exhibits.view.entries]

    def drag_row(self, row: int, before: int) -> None:
        """Carry an exhibit to the upper edge of another."""
        panel = self.exhibits.panel
        at = panel.list.visualRect(panel.model.index(before)).topLeft() + QPoint(20, 1)
        carried = panel.model.mimeData([panel.model.index(row)])
        self.drop(panel.list.viewport(), at, carried)

    def row_centre(self, row: int) -> QPoint:
        """The middle of an exhibit in the list."""
        panel = self.exhibits.panel
        return panel.list.visualRect(panel.model.index(row)).center()

    @property
    def bundle(self) -> Bundle:
        """The bundle that is shown."""
        shown = self.exhibits.view.bundle
        assert shown is not None
        return shown

    @property
    def hits(self) -> list[str]:
        """The words of the open document that the query found."""
        data = self.review.document.data
        return [data.text[start:end] for start, end in data.hits] if data else []

    def tags_of(self, quote: str) -> list[str]:
        """The tags of the passage that quotes this."""
        passage = self.passages.get(quote)
        return [tag.name for tag in passage.tags] if passage else []

    @property
    def decisions(self) -> Decisions:
        """What was decided about the open document."""
        data = self.review.document.data
        assert data is not None
        return data.decisions

    @property
    def coding(self) -> tuple[str, ...]:
        """How the open document is coded."""
        return tuple(self.decisions.coding.words)
