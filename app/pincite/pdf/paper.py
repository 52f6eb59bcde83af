"""Sets a paper for print: plain type on as many sheets as it takes, each with its number."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

import pymupdf

from pincite.domain.papers import Block, Facts, Heading, Listing, Paper, Sentence, Table
from pincite.pdf.bundle import save_bytes
from pincite.pdf.lettering import BLACK, GREY, Face, Lettering, Rgb, shorten, width, wrap

_MARGIN_PT = 64.0
_TOP_PT, _BOTTOM_PT = 70.0, 66.0
_SIZE, _LEADING = 9.5, 13.0
_SMALL, _SMALL_LEADING = 8.0, 10.5
_NAME_SHARE = 0.24
_GAP_PT = 10.0
_PADDING_PT = 3.0
_LIGHT: Rgb = (0.78, 0.78, 0.78)


def set_paper(paper: Paper) -> bytes:
    """The paper as a PDF; the same paper gives the same bytes. Runs in a worker process."""
    setter = _Setter(paper)
    setter.set_title()
    for block in paper.blocks:
        setter.set_block(block)
    document = pymupdf.open()
    for number, sheet in enumerate(setter.sheets, 1):
        _draw_foot(sheet, paper, number, len(setter.sheets))
        sheet.draw(document.new_page(width=paper.sheet_pt[0], height=paper.sheet_pt[1]))
    document.subset_fonts()
    document.set_metadata({"title": paper.title, "creator": "Pincite", "producer": "Pincite"})
    identifier = hashlib.sha256(repr(paper).encode("utf-8", "replace")).hexdigest()[:32]
    document.xref_set_key(-1, "ID", f"[<{identifier}><{identifier}>]")
    return save_bytes(document)


def _draw_foot(sheet: Lettering, paper: Paper, number: int, count: int) -> None:
    across, down = paper.sheet_pt
    y = down - 40
    sheet.rule(_MARGIN_PT, y - 12, across - _MARGIN_PT, y - 12, 0.4, _LIGHT)
    page = f"page {number} of {count}"
    room = across - 2 * _MARGIN_PT - width(page, Face.SANS, _SMALL) - _GAP_PT
    sheet.text(_MARGIN_PT, y, shorten(paper.foot, Face.SANS, _SMALL, room), Face.SANS, _SMALL, GREY)
    sheet.right(across - _MARGIN_PT, y, page, Face.SANS, _SMALL, GREY)


class _Setter:
    """Sets blocks below one another; `sheets` are those begun so far."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._across, self._down = paper.sheet_pt
        self._room = self._across - 2 * _MARGIN_PT
        self.sheets: list[Lettering] = []
        self._y = 0.0
        self._begin_sheet()

    def set_title(self) -> None:
        """The title, what it is about, and a rule below."""
        for line in wrap(self._paper.title, Face.SERIF_BOLD, 19, self._room):
            self._y += 22
            self._type.text(_MARGIN_PT, self._y, line, Face.SERIF_BOLD, 19)
        for line in wrap(self._paper.subtitle, Face.SERIF, 12, self._room):
            self._y += 16
            self._type.text(_MARGIN_PT, self._y, line, Face.SERIF, 12, GREY)
        self._y += 10
        self._type.rule(_MARGIN_PT, self._y, self._across - _MARGIN_PT, self._y, 1.0)
        self._y += 4

    def set_block(self, block: Block) -> None:
        """One block, over as many sheets as it takes."""
        if isinstance(block, Heading):
            self._set_heading(block)
        elif isinstance(block, Sentence):
            self._set_sentence(block)
        elif isinstance(block, Facts):
            self._set_facts(block)
        elif isinstance(block, Table):
            self._set_table(block)
        else:
            self._set_listing(block)

    @property
    def _type(self) -> Lettering:
        return self.sheets[-1]

    @property
    def _left(self) -> float:
        return self._down - _BOTTOM_PT - self._y

    def _begin_sheet(self) -> None:
        self.sheets.append(Lettering(self._down))
        self._y = _TOP_PT

    def _set_heading(self, block: Heading) -> None:
        # A heading does not stand alone at the foot of a sheet.
        if self._left < 70:
            self._begin_sheet()
        self._y += 24 if self._y > _TOP_PT else 10
        self._type.text(_MARGIN_PT, self._y, block.text, Face.SANS_BOLD, 11)
        self._y += 5

    def _set_sentence(self, block: Sentence) -> None:
        size, leading = (_SMALL, _SMALL_LEADING) if block.is_small else (_SIZE, _LEADING)
        colour = GREY if block.is_small else BLACK
        self._y += 3
        for line in wrap(block.text, Face.SANS, size, self._room):
            self._make_room(leading)
            self._y += leading
            self._type.text(_MARGIN_PT, self._y, line, Face.SANS, size, colour)

    def _set_facts(self, block: Facts) -> None:
        widths = (self._room * _NAME_SHARE, self._room * (1 - _NAME_SHARE))
        for name, value in block.rows:
            self._set_row(_Row.of((name, value), widths, (Face.SANS_BOLD, Face.SANS)))

    def _set_table(self, block: Table) -> None:
        total = sum(block.shares)
        widths = tuple(self._room * share / total for share in block.shares)
        size = (_SMALL, _SMALL_LEADING) if block.is_small else (_SIZE, _LEADING)
        bold, plain = (Face.SANS_BOLD,) * len(widths), (Face.SANS,) * len(widths)
        heads = _Row.of(block.heads, widths, bold, size, block.numbers)
        rows = [_Row.of(row, widths, plain, size, block.numbers) for row in block.rows]
        # Heads do not stand alone at the foot of a sheet.
        self._make_room(heads.height_pt + (rows[0].height_pt if rows else 0) + 10)
        self._set_heads(heads)
        for row in rows:
            if self._left < row.height_pt < self._down / 2:
                self._begin_sheet()
                self._set_heads(heads)
            self._set_row(row)
            self._draw_rule(1.5, 0.3, _LIGHT)

    def _set_heads(self, heads: "_Row") -> None:
        self._y += 5
        self._set_row(heads)
        self._draw_rule(2, 0.7, BLACK)
        self._y += 2

    def _draw_rule(self, below_pt: float, weight: float, colour: Rgb) -> None:
        y = self._y + below_pt
        self._type.rule(_MARGIN_PT, y, self._across - _MARGIN_PT, y, weight, colour)

    def _set_row(self, row: "_Row") -> None:
        """Set a row, whose lines go on on the next sheet where they must."""
        self._y += _PADDING_PT
        for number in range(row.line_count):
            self._make_room(row.leading)
            self._y += row.leading
            x = _MARGIN_PT
            for cell in row.cells:
                line = cell.lines[number] if number < len(cell.lines) else ""
                if cell.is_number:
                    self._type.right(
                        x + cell.width_pt - _GAP_PT, self._y, line, cell.face, row.size
                    )
                else:
                    self._type.text(x, self._y, line, cell.face, row.size)
                x += cell.width_pt

    def _set_listing(self, block: Listing) -> None:
        if not block.items:
            return
        widest = max(width(item, Face.SANS, _SMALL) for item in block.items) + 2 * _GAP_PT
        across = max(1, int(self._room // widest))
        step = self._room / across
        for first in range(0, len(block.items), across):
            self._make_room(_SMALL_LEADING)
            self._y += _SMALL_LEADING
            for place, item in enumerate(block.items[first : first + across]):
                self._type.text(_MARGIN_PT + place * step, self._y, item, Face.SANS, _SMALL)

    def _make_room(self, height: float) -> None:
        if height > self._left:
            self._begin_sheet()


class _Cell(NamedTuple):
    """The lines of a cell, and how they are set."""

    lines: list[str]
    width_pt: float
    face: Face
    is_number: bool


class _Row(NamedTuple):
    """Cells beside one another."""

    cells: list[_Cell]
    size: float
    leading: float

    @classmethod
    def of(
        cls,
        texts: Sequence[str],
        widths: Sequence[float],
        faces: Sequence[Face],
        size: tuple[float, float] = (_SIZE, _LEADING),
        numbers: frozenset[int] = frozenset(),
    ) -> "_Row":
        """Texts in columns of these widths; `size` is that of the type, and its leading."""
        cells = [
            _Cell(_lines(text, face, size[0], wide - _GAP_PT), wide, face, index in numbers)
            for index, (text, wide, face) in enumerate(zip(texts, widths, faces, strict=True))
        ]
        return cls(cells, *size)

    @property
    def line_count(self) -> int:
        return max(len(cell.lines) for cell in self.cells)

    @property
    def height_pt(self) -> float:
        return self.line_count * self.leading + _PADDING_PT


def _lines(text: str, face: Face, size: float, room: float) -> list[str]:
    """The lines of a cell; lines of its own stay."""
    parts = text.splitlines() or [""]
    return [line for part in parts for line in wrap(part, face, size, room)] or [""]
