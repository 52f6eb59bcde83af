"""Sets a paper for print: plain type on as many sheets as it takes, each with its number."""

import hashlib
from collections.abc import Sequence

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
            self._set_row((name, value), widths, faces=(Face.SANS_BOLD, Face.SANS))

    def _set_table(self, block: Table) -> None:
        total = sum(block.shares)
        widths = tuple(self._room * share / total for share in block.shares)
        self._set_heads(block, widths)
        for row in block.rows:
            if self._set_row(row, widths, numbers=block.numbers, is_probe=True):
                self._begin_sheet()
                self._set_heads(block, widths)
            self._set_row(row, widths, numbers=block.numbers)
            self._type.rule(
                _MARGIN_PT, self._y + 1.5, self._across - _MARGIN_PT, self._y + 1.5, 0.3, _LIGHT
            )

    def _set_heads(self, block: Table, widths: Sequence[float]) -> None:
        self._y += 5
        faces = (Face.SANS_BOLD,) * len(block.heads)
        self._set_row(block.heads, widths, numbers=block.numbers, faces=faces)
        self._type.rule(_MARGIN_PT, self._y + 2, self._across - _MARGIN_PT, self._y + 2, 0.7)
        self._y += 2

    def _set_row(
        self,
        cells: Sequence[str],
        widths: Sequence[float],
        *,
        numbers: frozenset[int] = frozenset(),
        faces: Sequence[Face] = (),
        is_probe: bool = False,
    ) -> bool:
        """Set a row, whose lines go on on the next sheet where they must; or only ask if it fits.

        Gives whether it needs another sheet.
        """
        used = faces or (Face.SANS,) * len(cells)
        columns = [
            _lines(cell, face, room - _GAP_PT)
            for cell, face, room in zip(cells, used, widths, strict=True)
        ]
        height = max(len(lines) for lines in columns) * _LEADING + _PADDING_PT
        if is_probe:
            return height > self._left and height < self._down - _TOP_PT - _BOTTOM_PT - 40
        self._y += _PADDING_PT
        for number in range(max(len(lines) for lines in columns)):
            self._make_room(_LEADING)
            self._y += _LEADING
            x = _MARGIN_PT
            for index, (lines, face, room) in enumerate(zip(columns, used, widths, strict=True)):
                if number < len(lines) and index in numbers:
                    self._type.right(x + room - _GAP_PT, self._y, lines[number], face, _SIZE)
                elif number < len(lines):
                    self._type.text(x, self._y, lines[number], face, _SIZE)
                x += room
        return False

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


def _lines(text: str, face: Face, room: float) -> list[str]:
    """The lines of a cell; lines of its own stay."""
    return [
        line for part in text.splitlines() or [""] for line in wrap(part, face, _SIZE, room)
    ] or [""]
