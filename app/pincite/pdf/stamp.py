"""The exhibit stamp and the page number: how they look, and where on a page they have room."""

from dataclasses import dataclass

import pymupdf

from pincite.pdf.lettering import ACCENT, GREY, WHITE, Face, Lettering, shorten, width
from pincite.pdf.space import Space, Zone

# Printers do not reach the outermost edge of the paper.
_EDGE_PT = 11.0
_STAMP_CLEARANCE = (3.0, 3.0)
_STAMP_REACH_PT = 64.0
# A number beside words on the same line would be read as one of them.
_NUMBER_CLEARANCE = (14.0, 3.0)
_NUMBER_REACH_PT = 72.0
_NUMBER_SIZE, _NUMBER_HEIGHT_PT = 10.5, 11.0
_NUMBER_FACE = Face.SANS_BOLD
# The bands that are made by shrinking a page which has no room of its own.
_STAMP_BAND_PT, _NUMBER_BAND_PT = 68.0, 30.0
# Stamps grow with pages that are larger than this, so that they stay legible there.
_LARGE_PAGE_PT, _ORDINARY_PAGE_PT = 900.0, 612.0


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the stamp of an exhibit says, besides the exhibit's own page."""

    label: str
    case_number: str = ""


_FULL, _COMPACT = (92.0, 54.0), (84.0, 30.0)


@dataclass(frozen=True, slots=True)
class Room:
    """Where stamp and number go on a page; `scale` is how much larger than ordinary they are."""

    stamp: pymupdf.Rect
    number: pymupdf.Rect
    scale: float


def find_room(page: pymupdf.Page, widest_number: str) -> Room | None:
    """Free places for the stamp (top right if it can be) and the number, unless there are none."""
    space = Space(page)
    sheet = _Sheet(page.rect.width, page.rect.height)
    number = sheet.number_room(space, _number_width(widest_number))
    if number is None:
        return None
    space.occupy(number)
    stamp = sheet.stamp_room(space)
    return Room(stamp, number, sheet.scale) if stamp is not None else None


def made_room(across: float, down: float, widest_number: str) -> tuple[Room, pymupdf.Rect]:
    """The places in the bands above and below a page that must shrink, and what it shrinks to."""
    sheet = _Sheet(across, down)
    scale = sheet.scale
    stamp = sheet.box(across - (_EDGE_PT + _FULL[0]) * scale, _EDGE_PT * scale, _FULL)
    wide = _number_width(widest_number)
    top = down - (_NUMBER_BAND_PT - 8) * scale
    number = sheet.box((across - wide * scale) / 2, top, (wide, _NUMBER_HEIGHT_PT))
    frame = pymupdf.Rect(0, _STAMP_BAND_PT * scale, across, down - _NUMBER_BAND_PT * scale)
    return Room(stamp, number, scale), frame


def draw_stamp(lettering: Lettering, room: Room, stamp: Stamp, page_words: str) -> None:
    """Draw the stamp in its place; `page_words` tell the page of the exhibit (`2 of 3`)."""
    rect, scale = room.stamp, room.scale
    lettering.box(rect, 4 * scale, ACCENT, WHITE)
    case = f"No. {stamp.case_number}" if stamp.case_number else ""
    page = f"Page {page_words}"
    bold, plain = Face.SANS_BOLD, Face.SANS
    if rect.height < _FULL[1] * scale:
        title = (12.0, f"EXHIBIT {stamp.label}", bold, 9.0, ACCENT)
        lines = [title, (20.0, case, plain, 6.0, ACCENT), (27.0, page, plain, 6.0, GREY)]
    else:
        lines = [(12.5, "EXHIBIT", bold, 8.5, ACCENT), (30.5, stamp.label, bold, 17.0, ACCENT)]
        lines += [(40.0, case, plain, 6.0, ACCENT), (48.5, page, plain, 6.0, GREY)]
    middle = (rect.x0 + rect.x1) / 2
    for y, text, face, size, colour in lines:
        fitting = shorten(text, face, size * scale, rect.width - 8 * scale)
        lettering.centred(middle, rect.y0 + y * scale, fitting, face, size * scale, colour)


def draw_number(lettering: Lettering, rect: pymupdf.Rect, number: str, scale: float = 1.0) -> None:
    """Draw a page number in the middle of its place."""
    middle, baseline = (rect.x0 + rect.x1) / 2, rect.y1 - 1.5 * scale
    lettering.centred(middle, baseline, number, _NUMBER_FACE, _NUMBER_SIZE * scale, ACCENT)


class _Sheet:
    """A page on which room is looked for; all sizes grow with its `scale`."""

    def __init__(self, across: float, down: float) -> None:
        smaller = min(across, down)
        self.scale = smaller / _ORDINARY_PAGE_PT if smaller > _LARGE_PAGE_PT else 1.0
        self._across, self._down = across, down

    def box(self, x: float, y: float, size: tuple[float, float]) -> pymupdf.Rect:
        """A rectangle of an ordinary size, scaled, with this top left corner."""
        return pymupdf.Rect(x, y, x + size[0] * self.scale, y + size[1] * self.scale)

    def stamp_room(self, space: Space) -> pymupdf.Rect | None:
        """The first free place: each corner with either size, then anywhere along the top."""
        for is_right, is_top in ((True, True), (False, True), (True, False), (False, False)):
            for size in (_FULL, _COMPACT):
                zone = self._corner(size, is_right=is_right, is_top=is_top)
                if found := space.find(self._scaled(size), zone, self._scaled(_STAMP_CLEARANCE)):
                    return found
        edge = _EDGE_PT * self.scale
        x = self._across - edge - _COMPACT[0] * self.scale
        along_top = Zone(edge, x, edge, edge + _STAMP_REACH_PT / 2 * self.scale, x, edge)
        return space.find(self._scaled(_COMPACT), along_top, self._scaled(_STAMP_CLEARANCE))

    def number_room(self, space: Space, wide: float) -> pymupdf.Rect | None:
        """Free room at the bottom, in the very middle if it can be, else a little to a side."""
        size = self._scaled((wide, _NUMBER_HEIGHT_PT))
        wished = self._down - 28.0 * self.scale
        highest = self._down - _NUMBER_REACH_PT * self.scale
        lowest = self._down - (_EDGE_PT + _NUMBER_HEIGHT_PT) * self.scale
        middle = (self._across - size[0]) / 2
        for reach in (0.0, self._across * 0.2):
            zone = Zone(middle - reach, middle + reach, highest, lowest, middle, wished)
            if found := space.find(size, zone, self._scaled(_NUMBER_CLEARANCE)):
                return found
        return None

    def _corner(self, size: tuple[float, float], *, is_right: bool, is_top: bool) -> Zone:
        edge, reach = _EDGE_PT * self.scale, _STAMP_REACH_PT * self.scale
        wide, high = self._scaled(size)
        x = self._across - edge - wide if is_right else edge
        y = edge if is_top else self._down - edge - high
        inward_x = x - reach if is_right else x + reach
        inward_y = y + reach / 2 if is_top else y - reach / 2
        return Zone(min(x, inward_x), max(x, inward_x), min(y, inward_y), max(y, inward_y), x, y)

    def _scaled(self, size: tuple[float, float]) -> tuple[float, float]:
        return size[0] * self.scale, size[1] * self.scale


def _number_width(number: str) -> float:
    return width(number, _NUMBER_FACE, _NUMBER_SIZE)
