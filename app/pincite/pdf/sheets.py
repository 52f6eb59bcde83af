"""The sheets that a bundle adds to its exhibits: caption page, index and slip sheets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pymupdf

from pincite.domain.captions import Caption
from pincite.pdf.lettering import BLACK, GREY, INK, Face, Lettering, Rgb, wrap
from pincite.pdf.stamp import draw_number

_MARGIN_PT = 72.0
_LABEL_PT = 62.0
_PAGE_PT = 42.0
_GAP_PT = 14.0
_TITLE_SIZE, _LINE_SIZE = 11.0, 9.5
_TITLE_LEADING, _LINE_LEADING = 14.0, 12.5
_ROW_PADDING_PT = 9.0
_INDEX_TOP_PT = 132.0
_BOTTOM_PT = 78.0
_LIGHT: Rgb = (0.75, 0.75, 0.75)


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One exhibit as the index lists it; `page` is the bundle page of its slip sheet."""

    label: str
    title: str
    description: str
    page: int


@dataclass(frozen=True, slots=True)
class Front:
    """What the caption page and the index say, on sheets of this size in points.

    `summary` counts what follows; `notice` tells what kind of copy it is, or is empty.
    """

    caption: Caption
    summary: str
    notice: str
    rows: tuple[IndexRow, ...]
    sheet_pt: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Slip:
    """What the slip sheet before an exhibit says."""

    label: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class IndexLink:
    """The place of an index entry on a page, and the bundle page that it leads to, both from 1."""

    rect: tuple[float, float, float, float]
    from_page: int
    to_page: int


def paginate_index(rows: Sequence[IndexRow], sheet_pt: tuple[float, float]) -> list[list[IndexRow]]:
    """The rows of each page of the index; the numbers in them change nothing. At least one page."""
    pages: list[list[IndexRow]] = [[]]
    left = room = sheet_pt[1] - _INDEX_TOP_PT - _BOTTOM_PT
    for row in rows:
        height = _row_height(row, sheet_pt)
        if height > left and pages[-1]:
            pages.append([])
            left = room
        pages[-1].append(row)
        left -= height
    return pages


def add_front(document: pymupdf.Document, front: Front) -> list[IndexLink]:
    """Add the caption page and the index; gives the links that the index shall have."""
    _add_caption(document, front)
    links: list[IndexLink] = []
    pages = paginate_index(front.rows, front.sheet_pt)
    for rows in pages:
        number = document.page_count + 1
        sheet = _Sheet(document, front.sheet_pt, number)
        sheet.draw_index(rows, is_first=rows is pages[0])
        links += [IndexLink(rect, number, row.page) for rect, row in sheet.rows]
        sheet.finish()
    return links


def add_slip(
    document: pymupdf.Document,
    slip: Slip,
    caption: Caption,
    sheet_pt: tuple[float, float],
    page: int,
) -> None:
    """Add the slip sheet of an exhibit, which is this page of the bundle."""
    sheet = _Sheet(document, sheet_pt, page)
    sheet.draw_slip(slip, caption)
    sheet.finish()


def _add_caption(document: pymupdf.Document, front: Front) -> None:
    sheet = _Sheet(document, front.sheet_pt, 1)
    sheet.draw_caption(front)
    sheet.finish()


class _Sheet:
    """One sheet that is being set; `rows` are the places of index entries on it."""

    def __init__(
        self, document: pymupdf.Document, sheet_pt: tuple[float, float], number: int
    ) -> None:
        self.across, self.down = sheet_pt
        self.middle = self.across / 2
        self.rows: list[tuple[tuple[float, float, float, float], IndexRow]] = []
        self._page = document.new_page(width=self.across, height=self.down)
        self._number = number
        self._type = Lettering(self.down)

    def finish(self) -> None:
        """Set the page number and put everything on the page."""
        place = pymupdf.Rect(self.middle - 20, self.down - 28, self.middle + 20, self.down - 17)
        draw_number(self._type, place, str(self._number))
        self._type.draw(self._page)

    def draw_caption(self, front: Front) -> None:
        """Court, parties and case number, then what the bundle is."""
        caption = front.caption
        y = self._block(caption.court.upper(), 118, Face.SERIF_BOLD, 13, 18, BLACK)
        y = self._draw_case(caption, y + 26) if caption.title or caption.case_number else y
        y = max(y + 64, self.down * 0.45)
        if caption.party:
            y = self._block(caption.party, y, Face.SERIF, 13, 18, BLACK)
        y = self._block("EXHIBITS", y + 14, Face.SERIF_BOLD, 26, 32, BLACK)
        if caption.heading:
            y = self._block(caption.heading, y + 2, Face.SERIF, 14, 19, BLACK)
        y = self._block(front.summary, y + 20, Face.SERIF_ITALIC, 11, 15, GREY)
        if front.notice:
            self._block(front.notice, y + 26, Face.SANS_BOLD, 10, 14, INK)

    def draw_index(self, rows: Sequence[IndexRow], *, is_first: bool) -> None:
        """The heads of the columns and the rows of one page."""
        title = "INDEX OF EXHIBITS" if is_first else "INDEX OF EXHIBITS (continued)"
        self._type.centred(self.middle, 92, title, Face.SERIF_BOLD, 14)
        left, right, text = _MARGIN_PT, self.across - _MARGIN_PT, _MARGIN_PT + _LABEL_PT
        head = _INDEX_TOP_PT - 8
        for x, word in ((left, "Exhibit"), (text, "Description")):
            self._type.text(x, head, word, Face.SERIF_ITALIC, 10, GREY)
        self._type.right(right, head, "Page", Face.SERIF_ITALIC, 10, GREY)
        self._type.rule(left, _INDEX_TOP_PT, right, _INDEX_TOP_PT, 0.9)
        y = _INDEX_TOP_PT
        for row in rows:
            bottom = y + _row_height(row, (self.across, self.down))
            self._draw_row(row, y)
            self._type.rule(left, bottom, right, bottom, 0.4, _LIGHT)
            self.rows.append(((left, y, right, bottom), row))
            y = bottom

    def draw_slip(self, slip: Slip, caption: Caption) -> None:
        """The exhibit's number in the middle of the sheet, its title and description below."""
        y = self.down * 0.40
        self._type.rule(self.middle - 130, y - 58, self.middle + 130, y - 58, 1.2)
        y = self._block(f"EXHIBIT {slip.label}", y, Face.SERIF_BOLD, 42, 48, BLACK)
        self._type.rule(self.middle - 130, y - 24, self.middle + 130, y - 24, 1.2)
        y = self._block(slip.title, y + 14, Face.SERIF, 16, 21, BLACK)
        self._block(slip.description, y + 5, Face.SERIF, 11, 15, GREY)
        if caption.case_number:
            foot = f"No. {caption.case_number}"
            self._type.centred(self.middle, self.down - 84, foot, Face.SERIF, 11, GREY)

    def _draw_case(self, caption: Caption, top: float) -> float:
        """Parties on the left, number on the right, as captions are; gives the lower end."""
        left, right = _MARGIN_PT, self.across - _MARGIN_PT
        room = self.middle - left - _GAP_PT
        y = top + 18
        for part in _parties(caption.title):
            for line in wrap(part, Face.SERIF, 12.5, room):
                self._type.text(left, y, line, Face.SERIF, 12.5)
                y += 18
        y = bottom = max(y, top + 54)
        if caption.case_number:
            middle = (top + bottom) / 2 + 4
            number = f"No. {caption.case_number}"
            self._type.text(self.middle + _GAP_PT + 8, middle, number, Face.SERIF, 12.5)
        self._type.rule(self.middle, top, self.middle, bottom, 0.8)
        self._type.rule(left, bottom, self.middle, bottom, 0.8)
        self._type.rule(left, top, right, top, 0.8)
        return y

    def _draw_row(self, row: IndexRow, top: float) -> None:
        x, room = _MARGIN_PT + _LABEL_PT, _room((self.across, self.down))
        y = top + _ROW_PADDING_PT + _TITLE_LEADING - 4
        self._type.text(_MARGIN_PT, y, row.label, Face.SERIF_BOLD, _TITLE_SIZE)
        number = str(row.page)
        self._type.right(self.across - _MARGIN_PT, y, number, Face.SERIF, _TITLE_SIZE)
        for line in wrap(row.title, Face.SERIF_BOLD, _TITLE_SIZE, room):
            self._type.text(x, y, line, Face.SERIF_BOLD, _TITLE_SIZE)
            y += _TITLE_LEADING
        for line in wrap(row.description, Face.SERIF, _LINE_SIZE, room):
            self._type.text(x, y, line, Face.SERIF, _LINE_SIZE, GREY)
            y += _LINE_LEADING

    def _block(
        self, text: str, y: float, face: Face, size: float, leading: float, colour: Rgb
    ) -> float:
        """Set a text in centred lines from the baseline y; gives the baseline after it."""
        for part in text.splitlines():
            for line in wrap(part, face, size, self.across - 2 * _MARGIN_PT):
                self._type.centred(self.middle, y, line, face, size, colour)
                y += leading
        return y


def _parties(title: str) -> list[str]:
    """The lines of a case's title as captions set them: each party and the `v.` on its own."""
    if "\n" in title:
        return title.splitlines()
    return [part for part in re.split(r"\s+(vs?\.?)\s+", title, maxsplit=1) if part]


def _room(sheet_pt: tuple[float, float]) -> float:
    return sheet_pt[0] - 2 * _MARGIN_PT - _LABEL_PT - _PAGE_PT - _GAP_PT


def _row_height(row: IndexRow, sheet_pt: tuple[float, float]) -> float:
    room = _room(sheet_pt)
    titles = len(wrap(row.title, Face.SERIF_BOLD, _TITLE_SIZE, room))
    lines = len(wrap(row.description, Face.SERIF, _LINE_SIZE, room))
    return 2 * _ROW_PADDING_PT + titles * _TITLE_LEADING + lines * _LINE_LEADING
