"""Blocks as pages of a PDF, every word tied to its place in the canonical text.

Lines are broken here rather than by MuPDF's Story, which never ends on a table cell taller than a
page, loses lines that are too wide, and does not say which text a drawn word stands for.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pymupdf

from pincite.domain.blocks import (
    Block,
    Hidden,
    Paragraph,
    Picture,
    Rule,
    Run,
    Style,
    Table,
    located,
)
from pincite.domain.pages import LETTER_PT, PageLayout
from pincite.errors import RenditionError
from pincite.pdf.canvas import RULE_GREY, Canvas
from pincite.pdf.lines import Line, Setting, Shaper, lines_of
from pincite.pdf.pictures import picture_bytes, picture_size, scaled
from pincite.pdf.scripts import NEEDS_SHAPING
from pincite.pdf.tables import TableSetter

# What frozen renditions record, so that a later version can tell them from its own.
ENGINE = f"pincite-1 mupdf-{pymupdf.mupdf_version}"

MARGIN_PT = 72.0
MAX_PAGES = 2_000
BODY = Setting(10.5, 14.0)
CODE = Setting(9.5, 12.5, Style.MONOSPACE)
LABEL = Setting(10.5, 17.0, colour=0x5A5A5A)
NOTICE = Setting(9.0, 12.0, Style.ITALIC, 0x5A5A5A)
_HEADINGS = {1: Setting(15, 20, Style.BOLD), 2: Setting(13, 17, Style.BOLD)}
_HEADING = Setting(11.5, 15, Style.BOLD)
LINK_COLOUR = 0x1F4E79
LABEL_WIDTH_PT = 62.0
STEP_PT = 20.0
QUOTE_PT = 12.0
MAX_INDENT_PT = 220.0
GAP_PT = 8.0


@dataclass(frozen=True, slots=True)
class HeaderField:
    """A line of the header block; `start` is where its value stands in the canonical text.

    It is -1 for a value that is not part of the text, such as the date.
    """

    label: str
    value: str
    start: int = -1
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class PageContent:
    """What is to be laid out; `body_start` is where the text of the blocks starts."""

    blocks: Sequence[Block]
    body_start: int = 0
    fields: Sequence[HeaderField] = ()
    title: str = ""
    # The images that came along, by content id without brackets.
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    page_size_pt: tuple[float, float] = LETTER_PT


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A PDF, where its words are, and what could not be shown, '' if all of it is.

    `is_cut` means that the page cap left the end out.
    """

    pdf: bytes
    layouts: tuple[PageLayout, ...]
    exception: str = ""
    is_cut: bool = False


def lay_out(content: PageContent, *, max_pages: int = MAX_PAGES, limit_s: float = 60.0) -> LaidOut:
    """The pages of a message, web page or text file.

    Raises:
        RenditionError: It takes longer than `limit_s`.
    """
    setter = _Setter(content, max_pages, time.monotonic() + limit_s)
    setter.header()
    setter.body()
    return setter.finished()


class _Full(Exception):
    """The page cap is reached."""


class _Setter:
    """Sets blocks below one another, page by page."""

    def __init__(self, content: PageContent, max_pages: int, until: float) -> None:
        self._content = content
        self._max_pages = max_pages
        self._until = until
        self._shaper = Shaper()
        width, height = content.page_size_pt
        self._canvas = Canvas(width, height)
        self._width_pt = width - 2 * MARGIN_PT
        self._bottom_pt = height - MARGIN_PT
        self._has_unshaped = False
        self._problems: list[str] = []
        self._quote = 0
        self._is_cut = False
        self.y_pt = MARGIN_PT
        self._canvas.begin_page()

    def header(self) -> None:
        """The header block, its labels in a column, and the rule below it."""
        fields = [found for found in self._content.fields if found.value]
        for found in fields:
            style = Style.BOLD if found.is_strong else Style.PLAIN
            value = Setting(BODY.size_pt, BODY.leading_pt, style)
            lines = self._lines((Run(found.value),), found.start, value, LABEL_WIDTH_PT)
            (label,) = self._lines((Run(found.label),), -1, LABEL, 0)
            for index, line in enumerate(lines):
                self.room(BODY.leading_pt)
                if index == 0:
                    self._canvas.line(label, MARGIN_PT, self.y_pt + BODY.size_pt)
                self._canvas.line(line, MARGIN_PT + LABEL_WIDTH_PT, self.y_pt + BODY.size_pt)
                self.y_pt += BODY.leading_pt
            self.y_pt += LABEL.leading_pt - BODY.leading_pt
        if fields:
            self.y_pt += 4
            self._canvas.rectangle(MARGIN_PT, self.y_pt, self._width_pt, 0.6, RULE_GREY)
            self.y_pt += 12

    def body(self) -> None:
        """Every block; what is beyond the page cap is left out, and said."""
        try:
            for index, found in enumerate(located(self._content.blocks)):
                starts = tuple(start + self._content.body_start for start in found.starts)
                self._block(found.block, starts, is_first=index == 0)
        except _Full:
            self._is_cut = True
            self._problems.append(
                f"It is longer than {self._max_pages:,} pages; what follows is not shown."
            )

    def finished(self) -> LaidOut:
        """The PDF, and what a reader must know of it."""
        missing = self._canvas.missing_glyphs
        if missing:
            self._problems.append(f"{missing:,} characters have no glyph in any typeface.")
        if self._has_unshaped:
            self._problems.append("Some letters are not joined as their script asks.")
        pdf, layouts = self._canvas.finished(self._content.title)
        if self._canvas.has_lost_pictures:
            self._problems.append("An image cannot be shown.")
        return LaidOut(pdf, layouts, " ".join(dict.fromkeys(self._problems)), self._is_cut)

    def room(self, height_pt: float) -> None:
        """Go to the next page if this one has no room for so much."""
        if self.y_pt + height_pt <= self._bottom_pt or self.y_pt <= MARGIN_PT:
            return
        if time.monotonic() > self._until:
            raise RenditionError("It takes too long to lay out.", "The deadline passed.")
        if self._canvas.page_count >= self._max_pages:
            raise _Full
        self._canvas.begin_page()
        self.y_pt = MARGIN_PT

    def _block(self, block: Block, starts: tuple[int, ...], *, is_first: bool) -> None:
        if isinstance(block, Paragraph):
            self._paragraph(block, starts[0], is_first=is_first)
        elif isinstance(block, Table):
            self._table(block, starts)
        elif isinstance(block, Picture):
            self._picture(block)
        elif isinstance(block, Rule):
            self._rule()
        else:
            self._hidden_notice(block)

    def _paragraph(self, block: Paragraph, start: int, *, is_first: bool) -> None:
        setting = BODY
        if block.heading:
            setting = _HEADINGS.get(block.heading, _HEADING)
        elif block.is_preformatted:
            setting = CODE
        if not block.is_tight and not is_first:
            self._gap(block.quote)
        self._quote = block.quote
        indent = _indent_pt(block.indent, block.quote)
        marker: Line | None = None
        if block.marker:
            marker = next(self._lines((Run(block.marker),), start, setting, 0))
            start += len(block.marker) + 1
        lines = self._lines(block.runs, start, setting, indent)
        if block.heading:
            self.room(2 * setting.leading_pt)
        for line in lines:
            self.room(setting.leading_pt)
            baseline = self.y_pt + setting.size_pt
            self._quote_bars(block.quote, setting.leading_pt)
            if marker:
                # The marker hangs before the text, inside the indentation.
                self._canvas.line(
                    marker, MARGIN_PT + indent - max(marker.width_pt + 5, 14), baseline
                )
                marker = None
            self._canvas.line(line, MARGIN_PT + indent, baseline)
            self.y_pt += setting.leading_pt

    def _table(self, block: Table, starts: tuple[int, ...]) -> None:
        self._gap(block.quote)
        self._quote = block.quote
        indent = _indent_pt(block.indent, block.quote)
        setter = TableSetter(block, starts, self._width_pt - indent, BODY, self._shaper)
        for strip in setter.strips():
            for text in strip.texts:
                self._note(text)
            self.room(strip.height_pt)
            self._quote_bars(block.quote, strip.height_pt)
            strip.draw(self._canvas, MARGIN_PT + indent, self.y_pt)
            self.y_pt += strip.height_pt
        self.y_pt += 2

    def _picture(self, block: Picture) -> None:
        content = picture_bytes(block.source, self._content.pictures)
        if content is None:
            self._placeholder("An image is not in the message.", block)
            return
        size = picture_size(content)
        if size is None:
            self._placeholder("An image cannot be shown.", block)
            return
        indent = _indent_pt(block.indent, block.quote)
        width, height = scaled(size, block, self._width_pt - indent, self._bottom_pt - MARGIN_PT)
        if self.y_pt > MARGIN_PT:
            self.y_pt += 4
            self.room(height)
        left = MARGIN_PT + indent
        box = pymupdf.Rect(left, self.y_pt, left + width, self.y_pt + height)
        self._canvas.picture(content, box)
        self.y_pt += height + 4

    def _placeholder(self, text: str, block: Picture) -> None:
        self._problems.append(text)
        self.room(NOTICE.leading_pt)
        indent = _indent_pt(block.indent, block.quote)
        line = next(self._lines((Run(f"[{text}]"),), -1, NOTICE, indent))
        self._canvas.line(line, MARGIN_PT + indent, self.y_pt + NOTICE.size_pt)
        self.y_pt += NOTICE.leading_pt

    def _rule(self) -> None:
        self.y_pt += 6
        self.room(8)
        self._canvas.rectangle(MARGIN_PT, self.y_pt, self._width_pt, 0.6, RULE_GREY)
        self.y_pt += 8

    def _hidden_notice(self, block: Hidden) -> None:
        self.y_pt += 8
        self.room(8 + 2 * BODY.leading_pt)
        self._rule()
        words = (
            "Text that stands only in the plain version of this message, not in its HTML:"
            if block.is_plain_version
            else "Text in the message that its sender’s formatting keeps from being displayed:"
        )
        for line in self._lines((Run(words),), -1, NOTICE, 0):
            self._canvas.line(line, MARGIN_PT, self.y_pt + NOTICE.size_pt)
            self.y_pt += NOTICE.leading_pt

    def _gap(self, quote: int) -> None:
        """The room between blocks; the bars of what is quoted on both sides of it go on."""
        if self.y_pt > MARGIN_PT and self.y_pt + GAP_PT <= self._bottom_pt:
            self._quote_bars(min(quote, self._quote), GAP_PT)
        self.y_pt += GAP_PT

    def _quote_bars(self, depth: int, height_pt: float) -> None:
        for level in range(min(depth, 12)):
            self._canvas.rectangle(
                MARGIN_PT + level * QUOTE_PT, self.y_pt - 1, 1.2, height_pt, RULE_GREY
            )

    def _lines(
        self, runs: Sequence[Run], start: int, setting: Setting, indent_pt: float
    ) -> Iterator[Line]:
        """The lines of runs, one by one: of a text without end only what the pages hold."""
        for run in runs:
            self._note(run.text)
        coloured = [_with_link_colour(run) for run in runs]
        return lines_of(coloured, start, setting, self._width_pt - indent_pt, self._shaper)

    def _note(self, text: str) -> None:
        """Remember whether there is text that is not set as it should be."""
        if not text.isascii() and NEEDS_SHAPING.search(text):
            self._has_unshaped = True


def _indent_pt(steps: int, quote: int) -> float:
    return min(steps * STEP_PT + quote * QUOTE_PT, MAX_INDENT_PT)


def _with_link_colour(run: Run) -> Run:
    if run.style & Style.LINK and run.colour is None:
        return Run(run.text, run.style, LINK_COLOUR)
    return run
