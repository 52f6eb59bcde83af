"""A printer: text set on US Letter pages, with black boxes where something is withheld."""

import re
from collections.abc import Sequence
from typing import Literal

import pymupdf

WITHHELD = re.compile(r"\[withheld ((?:\([0-9A-Za-z]+\))+)\]")
FONTS = {
    "helvetica": ("helv", "hebo"),
    "times": ("tiro", "tibo"),
}
PAGE_WIDTH_PT, PAGE_HEIGHT_PT = 612, 792
LEFT_PT, RIGHT_PT, TOP_PT, BOTTOM_PT = 72, 540, 72, 716
BOX_WIDTH_PT = 64
BLOCK_LINES = 4
# What is withheld as a name is a word in its line, even where it stands alone.
NAME_EXEMPTION = "(b)(6)"
PDF_DATE = "D:20190614120000Z"
BLACK, WHITE = (0, 0, 0), (1, 1, 1)

Piece = tuple[Literal["text", "box"], str]


class Paper:
    """Pages that are filled from the top; a new page starts where one is full."""

    def __init__(self, title: str, family: str = "helvetica", size: float = 10.5) -> None:
        self.document = pymupdf.open()
        self.document.set_metadata({"title": title, "creationDate": PDF_DATE, "modDate": PDF_DATE})
        self.size = size
        self._plain, self._bold = (pymupdf.Font(name) for name in FONTS[family])
        self._bates_font = pymupdf.Font("tibo")
        self._bates: list[str] = []
        self._printed_page = 0
        self._footer = ""
        self.turn()

    def turn(self) -> None:
        """Starts a new page."""
        self._finish_page()
        self.page = self.document.new_page(width=PAGE_WIDTH_PT, height=PAGE_HEIGHT_PT)
        self._ink = pymupdf.TextWriter(self.page.rect)
        self.y = float(TOP_PT)

    def number(self, bates: list[str]) -> None:
        """Gives the Bates numbers of the next pages, this one first; pages count from 1 again."""
        self._bates = bates
        self._printed_page = 1

    def foot(self, text: str) -> None:
        """Puts a line of text at the foot of this page and of those after it."""
        self._footer = text

    def space(self, points: float) -> None:
        """Leaves room below what is set."""
        self.y += points

    def rule(self, thickness: float = 1) -> None:
        """Draws a line across the page."""
        self.page.draw_line((LEFT_PT, self.y), (RIGHT_PT, self.y), width=thickness)
        self.y += 4

    def frame(self, rect: tuple[float, float, float, float], label: str) -> None:
        """Draws a frame with a label in it, anywhere on the page."""
        self.page.draw_rect(rect, width=1)
        self._ink.append((rect[0] + 8, rect[1] + 18), label, font=self._plain, fontsize=10)

    def paragraph(
        self, text: str, *, bold: bool = False, size: float | None = None, indent: float = 0
    ) -> None:
        """Sets a paragraph; `[withheld (b)(5)]` alone becomes a block, in a line a box."""
        size = size or self.size
        alone = WITHHELD.fullmatch(text.strip())
        if alone and alone[1] != NAME_EXEMPTION:
            self._block(alone[1], size)
            return
        font = self._bold if bold else self._plain
        for line in self._lines(text, font, size, RIGHT_PT - LEFT_PT - indent):
            self._set(line, font, size, LEFT_PT + indent)

    def row(self, cells: Sequence[str], columns: Sequence[float]) -> None:
        """Sets one row of a table between rules, each cell at its column's left edge."""
        left, right = columns[0] - 3, columns[-1] - 3
        self.page.draw_line((left, self.y), (right, self.y), width=0.5)
        top = self.y + 4
        for cell, x in zip(cells, columns, strict=False):
            self.y = top
            self._set(_pieces(cell), self._plain, 9.5, x)
        self.y += 4
        self.page.draw_line((left, self.y), (right, self.y), width=0.5)

    def field(self, label: str, value: str, indent: float = 84) -> None:
        """Sets one line of an email's header: the label in bold, the value beside it."""
        self._make_room(self.size)
        self._ink.append(
            (LEFT_PT, self.y + self.size), f"{label}:", font=self._bold, fontsize=self.size
        )
        self.paragraph(value, indent=indent)

    def finish(self) -> bytes:
        """Closes the last page and gives the PDF, the same bytes each time."""
        self._finish_page()
        data: bytes = self.document.tobytes(garbage=3, deflate=True, no_new_id=True)
        self.document.close()
        return data

    def _finish_page(self) -> None:
        if not self.document.page_count:
            return
        if self._bates:
            bates = self._bates.pop(0)
            width = self._bates_font.text_length(bates, 10)
            self._ink.append((RIGHT_PT - width, 760), bates, font=self._bates_font, fontsize=10)
        if self._footer:
            self._ink.append((LEFT_PT, 744), self._footer, font=self._plain, fontsize=7.5)
        elif self._printed_page:
            self._ink.append((304, 744), str(self._printed_page), font=self._plain, fontsize=9)
            self._printed_page += 1
        self._ink.write_text(self.page, color=BLACK)

    def _make_room(self, size: float) -> None:
        if self.y + size * 1.35 > BOTTOM_PT:
            self.turn()

    def _set(self, line: list[Piece], font: pymupdf.Font, size: float, left: float) -> None:
        self._make_room(size)
        x = left
        for kind, text in line:
            if kind == "box":
                self._box(pymupdf.Rect(x, self.y, x + BOX_WIDTH_PT, self.y + size * 1.3), text)
                x += BOX_WIDTH_PT
            elif text:
                self._ink.append((x, self.y + size), text, font=font, fontsize=size)
                x += font.text_length(text, size)
        self.y += size * 1.35

    def _block(self, code: str, size: float) -> None:
        height = BLOCK_LINES * size * 1.35
        if self.y + height > BOTTOM_PT:
            self.turn()
        self._box(pymupdf.Rect(LEFT_PT, self.y, RIGHT_PT, self.y + height), code)
        self.y += height + 2

    def _box(self, rect: pymupdf.Rect, code: str) -> None:
        """Draws a black box with its exemption in white; nothing is set under it."""
        # What was set so far goes first, so that the label is in its place in the page's text.
        self._ink.write_text(self.page, color=BLACK)
        self._ink = pymupdf.TextWriter(self.page.rect)
        self.page.draw_rect(rect, color=BLACK, fill=BLACK, width=0)
        width = self._plain.text_length(code, 8)
        middle = ((rect.x0 + rect.x1 - width) / 2, (rect.y0 + rect.y1) / 2 + 3)
        label = pymupdf.TextWriter(self.page.rect)
        label.append(middle, code, font=self._plain, fontsize=8)
        label.write_text(self.page, color=WHITE)

    def _lines(self, text: str, font: pymupdf.Font, size: float, width: float) -> list[list[Piece]]:
        """Breaks a paragraph into lines no wider than `width`."""
        lines: list[str] = [""]
        for word in re.split(r" (?![^\[]*\])", text):
            longer = f"{lines[-1]} {word}".lstrip(" ")
            if lines[-1] and self._width(longer, font, size) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return [_pieces(line) for line in lines]

    def _width(self, text: str, font: pymupdf.Font, size: float) -> float:
        return sum(
            BOX_WIDTH_PT if kind == "box" else font.text_length(piece, size)
            for kind, piece in _pieces(text)
        )


def _pieces(line: str) -> list[Piece]:
    """Splits a line into stretches of text and boxes."""
    parts = WITHHELD.split(line)
    return [("box" if index % 2 else "text", part) for index, part in enumerate(parts)]
