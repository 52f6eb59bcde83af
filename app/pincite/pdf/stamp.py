"""The exhibit stamp and the page number: how they look, and where on a page they have room."""

from dataclasses import dataclass

import pymupdf

from pincite.pdf.lettering import ACCENT, GREY, WHITE, Face, Lettering, shorten, width
from pincite.pdf.space import Space, Zone

# Printers do not reach the outermost quarter of an inch everywhere; the picture on screen does.
_EDGE_PT = 11.0
_CLEARANCE_PT = 3.0
_REACH_PT = 64.0
_NUMBER_SIZE = 10.5
_NUMBER_HEIGHT_PT = 11.0
_NUMBER_FACE = Face.SANS_BOLD
# The bands that are made by shrinking a page which has no room of its own.
STAMP_BAND_PT = 68.0
NUMBER_BAND_PT = 30.0


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the stamp of an exhibit says, besides the exhibit's own page."""

    label: str
    case_number: str = ""


@dataclass(frozen=True, slots=True)
class Size:
    """One of the two sizes of the stamp, in points."""

    width: float
    height: float
    is_compact: bool


FULL = Size(92.0, 54.0, is_compact=False)
COMPACT = Size(84.0, 30.0, is_compact=True)


@dataclass(frozen=True, slots=True)
class Room:
    """Where stamp and page number go on a page; None where there is no free room."""

    stamp: pymupdf.Rect | None
    number: pymupdf.Rect | None

    @property
    def is_enough(self) -> bool:
        """Whether both have a place."""
        return self.stamp is not None and self.number is not None


def find_room(page: pymupdf.Page, widest_number: str) -> Room:
    """Free places for the stamp (top right if it can be) and the number (bottom centre)."""
    space = Space(page)
    across, down = page.rect.width, page.rect.height
    number = _number_room(space, width(widest_number, _NUMBER_FACE, _NUMBER_SIZE), across, down)
    if number is not None:
        space.occupy(number)
    return Room(_stamp_room(space, across, down), number)


def made_room(across: float, down: float, widest_number: str) -> Room:
    """The places in the bands above and below a page that was shrunk to make them."""
    stamp = pymupdf.Rect(0, 0, FULL.width, FULL.height)
    shifted = stamp + (across - _EDGE_PT - FULL.width, _EDGE_PT) * 2
    wide = width(widest_number, _NUMBER_FACE, _NUMBER_SIZE)
    top = down - NUMBER_BAND_PT + 8
    number = pymupdf.Rect((across - wide) / 2, top, (across + wide) / 2, top + _NUMBER_HEIGHT_PT)
    return Room(shifted, number)


def draw_stamp(lettering: Lettering, rect: pymupdf.Rect, stamp: Stamp, page_words: str) -> None:
    """Draw the stamp; `page_words` tell the page of the exhibit (`2 of 3`)."""
    lettering.box(rect, 4, ACCENT, WHITE)
    middle = (rect.x0 + rect.x1) / 2
    room = rect.width - 8
    case = shorten(f"No. {stamp.case_number}", Face.SANS, 6, room) if stamp.case_number else ""
    if rect.height < FULL.height:
        title = f"EXHIBIT {stamp.label}"
        lettering.centred(middle, rect.y0 + 12, title, Face.SANS_BOLD, 9, ACCENT)
        lettering.centred(middle, rect.y0 + 20, case, Face.SANS, 6, ACCENT)
        bottom = rect.y0 + (27 if case else 22)
        lettering.centred(middle, bottom, f"Page {page_words}", Face.SANS, 6, GREY)
        return
    lettering.centred(middle, rect.y0 + 12.5, "EXHIBIT", Face.SANS_BOLD, 8.5, ACCENT)
    lettering.centred(middle, rect.y0 + 30.5, stamp.label, Face.SANS_BOLD, 17, ACCENT)
    lettering.centred(middle, rect.y0 + 40, case, Face.SANS, 6, ACCENT)
    bottom = rect.y0 + (48.5 if case else 43)
    lettering.centred(middle, bottom, f"Page {page_words}", Face.SANS, 6, GREY)


def draw_number(lettering: Lettering, rect: pymupdf.Rect, number: str) -> None:
    """Draw a page number in the middle of its place."""
    middle = (rect.x0 + rect.x1) / 2
    lettering.centred(middle, rect.y1 - 1.5, number, _NUMBER_FACE, _NUMBER_SIZE, ACCENT)


def _stamp_room(space: Space, across: float, down: float) -> pymupdf.Rect | None:
    """The first free place: each corner in turn with either size, then anywhere along the top."""
    for is_right, is_top in ((True, True), (False, True), (True, False), (False, False)):
        for size in (FULL, COMPACT):
            zone = _corner(size, across, down, is_right=is_right, is_top=is_top)
            if found := space.find(size.width, size.height, zone, _CLEARANCE_PT):
                return found
    x = across - _EDGE_PT - COMPACT.width
    along_top = Zone(_EDGE_PT, x, _EDGE_PT, _EDGE_PT + _REACH_PT / 2, x, _EDGE_PT)
    return space.find(COMPACT.width, COMPACT.height, along_top, _CLEARANCE_PT)


def _corner(size: Size, across: float, down: float, *, is_right: bool, is_top: bool) -> Zone:
    right, bottom = across - _EDGE_PT - size.width, down - _EDGE_PT - size.height
    x, y = right if is_right else _EDGE_PT, _EDGE_PT if is_top else bottom
    inward_x = x - _REACH_PT if is_right else x + _REACH_PT
    inward_y = y + _REACH_PT / 2 if is_top else y - _REACH_PT / 2
    return Zone(min(x, inward_x), max(x, inward_x), min(y, inward_y), max(y, inward_y), x, y)


def _number_room(space: Space, wide: float, across: float, down: float) -> pymupdf.Rect | None:
    """Free room at the bottom, in the very middle if it can be, else a little to a side."""
    wished = down - 28.0
    lowest = down - _EDGE_PT - _NUMBER_HEIGHT_PT
    middle = (across - wide) / 2
    for reach in (0.0, across * 0.2):
        zone = Zone(middle - reach, middle + reach, down - 54.0, lowest, middle, wished)
        if found := space.find(wide, _NUMBER_HEIGHT_PT, zone, _CLEARANCE_PT):
            return found
    return None
