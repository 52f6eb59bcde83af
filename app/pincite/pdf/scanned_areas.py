"""The rectangles in the picture of a page that may be withheld: by their look alone.

Black, hatched and even grey rectangles, and white ones within a frame; what a page shows besides
(photographs, logos, the shadow at the edge of a scan, rules) is left out as far as shape can tell.
Table cells and form fields look like white boxes: who labels them decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np

from pincite.pdf.areas import Box, is_gridded
from pincite.pdf.rectangles import (
    PX_PER_PT,
    RECTANGULAR,
    WORKING_DPI,
    Picture,
    is_large,
    large_ones,
    mask_of,
    pieces,
    rectangles,
)
from pincite.pdf.straightening import Straight, straightened

_MOST_OF_PAGE = 0.85
_PAPER, _FAINTEST = 245.0, 140.0
# Parts of the brightness of the paper: a line is darker than the first, a black area than the last.
_INK, _LIGHTEST_GREY, _BLACK = 0.72, 0.94, 0.45
_SOLID_FILL = 0.94
_SOLID = 0.55
_ALIGNED_PX = 6.0
_EDGE_PT = 4.0
_SLANTED = 0.75
_EVEN = 22
_PHOTO, _SHADED = (0.25, 0.88), 0.45
# A hatched area has ink in most squares of this size.
_CELL_PX, _LINED_INK, _LINED = 10, 0.16, 0.6
_STRIP_PX, _AROUND_PX = 128, 8
# No gradient of so little contrast reaches the least energy of lines.
_LEAST_ENERGY, _FLAT = 4_000.0, 11
_LETTER_PX = 18
_UNBROKEN = 0.75


@dataclass(frozen=True, slots=True)
class ScannedArea:
    """A rectangle in points of the page as it is displayed.

    `is_gridded`: it lies among others of its size, as the cells of a table do. `mixed` is the part
    of it that does not look as the rest: what is written in it. `straight` is where it lies in the
    straightened picture, in pixels.
    """

    box: Box
    kind: str
    straight: Box
    mixed: float = 0.0
    is_gridded: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether something as large as a letter is written in it."""
        return self.mixed * self.straight.area >= _LETTER_PX


@dataclass(frozen=True, slots=True)
class ScannedAreas:
    """The areas of a page, with the straightened picture they were found in."""

    areas: tuple[ScannedArea, ...]
    page: Straight


def scanned_areas(picture: Picture, dpi: float) -> ScannedAreas:
    """The rectangles of a greyscale picture of a page, down the page."""
    factor = WORKING_DPI / dpi
    small = picture
    if abs(factor - 1) > 0.01:
        how = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
        small = np.asarray(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=how))
    page = straightened(small)
    look = _Look(_contrasted(page.picture))
    found: list[ScannedArea] = []
    for kind, mask, fill in (
        ("black", look.solid, _SOLID_FILL),
        ("black", look.black, RECTANGULAR),
        ("hatched", look.hatched, RECTANGULAR),
        ("grey", look.grey, RECTANGULAR),
    ):
        for box in rectangles(np.asarray(mask, np.uint8), fill):
            if look.is_area(box, kind) and not _is_known(box, found):
                found.append(ScannedArea(box, kind, box, look.mixed(box, kind)))
    frames = [box for box in _frames(look) if not _is_known(box, found)]
    for box in frames:
        kind = "hatched" if look.is_lined(box) else "white"
        is_cell = is_gridded(box, frames, _ALIGNED_PX)
        found.append(ScannedArea(box, kind, box, look.mixed(box, "white"), is_cell))
    placed = (replace(one, box=_in_points(page.displayed(one.straight))) for one in found)
    return ScannedAreas(tuple(sorted(placed, key=lambda one: (one.box.y0, one.box.x0))), page)


def _contrasted(picture: Picture) -> Picture:
    """A picture whose ink is black and whose paper is white, however faint the copy is."""
    counts = cv2.calcHist([picture], [0], None, [256], [0, 256])
    shares = np.cumsum(counts, dtype=np.float64) / picture.size
    ink = min(float(np.searchsorted(shares, 0.005)), _FAINTEST)
    paper = max(float(np.searchsorted(shares, 0.9)), ink + _FAINTEST / 2)
    spread = (np.arange(256, dtype=np.float32) - ink) * (_PAPER / (paper - ink))
    return np.asarray(cv2.LUT(picture, np.clip(spread, 0, 255).astype(np.uint8)), np.uint8)


class _Look:
    """The masks of a page: its ink, and where it is black, hatched or evenly grey."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.height, self.width = picture.shape
        self.ink = _darker(picture, _INK * _PAPER)
        dark = _darker(picture, _BLACK * _PAPER)
        self.dark = dark
        # Letters in a black area are white: closed, as far as what is left is mostly dark.
        self.black = _grown(dark, 7)
        # Without a label in it an area needs no closing, which would join it to letters beside it.
        self.solid = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, _block(10, 10)), np.uint8)
        self.hatched = _hatched(picture)
        # The strokes of letters vanish in a median, evenly grey areas do not.
        smooth = np.asarray(cv2.medianBlur(picture, 5), np.uint8)
        tinted = _darker(smooth, _LIGHTEST_GREY * _PAPER) & (1 - self.black)
        self.grey = np.asarray(cv2.morphologyEx(tinted, cv2.MORPH_OPEN, _block(14, 11)))
        lightest = _darker(picture, _PHOTO[1] * _PAPER)
        self.shades = lightest & (picture > _PHOTO[0] * _PAPER)

    def is_area(self, box: Box, kind: str) -> bool:
        """Whether a rectangle of one look may be withheld, and is no edge of the page or letter."""
        if not is_large(box) or self._is_edge(box) or box.area > _MOST_OF_PAGE * self.picture.size:
            return False
        if kind == "hatched":
            return self._has_many_lines(box)
        if kind == "black":
            return self._share(self.dark, box) >= _SOLID and not self._is_shaded_around(box)
        return self._is_even(box) and not self._is_shaded_around(box)

    def _has_many_lines(self, box: Box) -> bool:
        """Whether lines cross all of an area; a cross that strikes out a word is only two."""
        wide, high = (box.x1 - box.x0) / PX_PER_PT, (box.y1 - box.y0) / PX_PER_PT
        rows = [int(box.y0 + part * (box.y1 - box.y0)) for part in (0.3, 0.5, 0.7)]
        lines = [self.ink[row, int(box.x0) : int(box.x1)] for row in rows]
        crossed = min(int(np.count_nonzero(np.diff(line.astype(np.int8)) > 0)) for line in lines)
        return wide >= 20 and high >= 8 and crossed >= max(4, wide / 16)

    def is_lined(self, box: Box) -> bool:
        """Whether lines run across the inside of a frame, with hardly any white among them."""
        inside = _part(self.ink, _inset(box, 5))
        rows, columns = inside.shape[0] // _CELL_PX, inside.shape[1] // _CELL_PX
        if not rows or columns < 4:
            return False
        cells = inside[: rows * _CELL_PX, : columns * _CELL_PX]
        shares = cells.reshape(rows, _CELL_PX, columns, _CELL_PX).mean(axis=(1, 3))
        return bool((shares >= _LINED_INK).mean() >= _LINED)

    def is_frame(self, box: Box) -> bool:
        """Whether there is a line at every side of a rectangle, its corners left out."""
        wide, high = (box.x1 - box.x0) * 0.1, (box.y1 - box.y0) * 0.15
        level = [
            self.ink[max(0, int(y) - 7) : int(y) + 7, int(box.x0 + wide) : int(box.x1 - wide)]
            for y in (box.y0, box.y1)
        ]
        upright = [
            self.ink[int(box.y0 + high) : int(box.y1 - high), max(0, int(x) - 6) : int(x) + 6]
            for x in (box.x0, box.x1)
        ]
        sides = [part.any(axis=0) for part in level] + [part.any(axis=1) for part in upright]
        return all(side.size and bool(side.mean() >= _UNBROKEN) for side in sides)

    def mixed(self, box: Box, kind: str) -> float:
        """How much of the inside of an area does not look as the rest of it, from 0 to 1."""
        inside = _inset(box, 5)
        if inside.area <= 0:
            return 0.0
        if kind == "white":
            return self._share(self.ink, inside)
        if kind == "grey":
            part = _part(self.picture, inside)
            shade = np.median(part)
            return float((np.abs(part.astype(np.int16) - shade) > 2 * _EVEN).mean())
        return 1 - self._share(self.dark, inside) if kind == "black" else 0.0

    def _is_edge(self, box: Box) -> bool:
        """Whether it is the shadow at the edge of the scan."""
        near = _EDGE_PT * PX_PER_PT
        left, top = box.x0 <= near, box.y0 <= near
        right, bottom = box.x1 >= self.width - near, box.y1 >= self.height - near
        return left or top or right or bottom

    def _share(self, mask: Picture, box: Box) -> float:
        return _count(mask, box) / max(1.0, box.area)

    def _is_shaded_around(self, box: Box) -> bool:
        """Whether the shades of a photograph go on around an area, at two of its sides."""
        near, far = 4, 14
        sides = (
            Box(box.x0, box.y0 - far, box.x1, box.y0 - near),
            Box(box.x0, box.y1 + near, box.x1, box.y1 + far),
            Box(box.x0 - far, box.y0, box.x0 - near, box.y1),
            Box(box.x1 + near, box.y0, box.x1 + far, box.y1),
        )
        return sum(self._share(self.shades, side) > _SHADED for side in sides) >= 2

    def _is_even(self, box: Box) -> bool:
        """Whether a grey area has one shade, but for what is written in it."""
        inside = _part(self.picture, _inset(box, 3))
        if not inside.size:
            return False
        shade = np.median(inside)
        return bool((np.abs(inside.astype(np.int16) - shade) < _EVEN).mean() >= _SOLID)


def _part(mask: Picture, box: Box) -> Picture:
    return mask[
        max(0, int(box.y0)) : max(0, int(box.y1)), max(0, int(box.x0)) : max(0, int(box.x1))
    ]


def _count(mask: Picture, box: Box) -> int:
    return int(np.count_nonzero(_part(mask, box)))


def _in_points(box: Box) -> Box:
    return Box(*(side / PX_PER_PT for side in box))


def _darker(picture: Picture, than: float) -> Picture:
    """One where a picture is darker than this."""
    return np.asarray(cv2.threshold(picture, np.ceil(than) - 1, 1, cv2.THRESH_BINARY_INV)[1])


def _block(width: int, height: int) -> Picture:
    return np.ones((height, width), np.uint8)


def _grown(mask: Picture, gap: int) -> Picture:
    """A mask with gaps closed, where it has a solid spot; thin things that lean on it cut off."""
    solid = cv2.morphologyEx(mask, cv2.MORPH_OPEN, _block(8, 8))
    if not cv2.countNonZero(solid):
        return np.zeros_like(mask)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, _block(gap, gap))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, _block(10, 10))
    count, labels = cv2.connectedComponents(opened, connectivity=4)
    seeded = np.zeros(count, np.bool_)
    seeded[labels[np.asarray(solid) > 0]] = True
    seeded[0] = False
    return mask_of(seeded[labels])


def _hatched(picture: Picture) -> Picture:
    """Where lines run aslant and hardly any upright or level."""
    mask = np.zeros_like(picture)
    # Strip by strip: so much and no more stays near the processor.
    for top in range(0, picture.shape[0], _STRIP_PX):
        above = min(top, _AROUND_PX)
        strip = picture[top - above : top + _STRIP_PX + _AROUND_PX]
        if int(strip.max()) - int(strip.min()) > _FLAT:
            mask[top : top + _STRIP_PX] = _slanted(strip)[above : above + _STRIP_PX]
    if not cv2.countNonZero(mask):
        return mask
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, _block(9, 9)))
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, _block(21, 13)))


def _slanted(picture: Picture) -> Picture:
    """Where the light changes much, and both across and down."""
    across = cv2.Sobel(picture, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(picture, cv2.CV_32F, 0, 1)
    size = (15, 15)
    energy = cv2.blur(across * across + down * down, size)
    slanted = cv2.blur(np.abs(2 * across * down), size)
    return mask_of((energy > _LEAST_ENERGY) & (slanted > _SLANTED * energy))


# --- frames -------------------------------------------------------------------------------------


def _frames(look: _Look) -> list[Box]:
    """The white rectangles within a frame, with the frame."""
    found: list[Box] = []
    for lines in (_ruled(look.ink), _sealed(look.ink)):
        if not _has_large_holes(lines):
            continue
        _, labels, stats, _ = cv2.connectedComponentsWithStats(1 - lines, connectivity=4)
        for number in large_ones(np.asarray(stats, np.int32)):
            x, y, width, height, pixels = (int(part) for part in stats[number])
            box = Box(x, y, x + width, y + height)
            if box.area > _MOST_OF_PAGE * look.picture.size:
                continue
            if pixels < 0.35 * box.area:
                continue
            part = _filled(mask_of(labels[y : y + height, x : x + width] == number))
            for piece in _pieces_of_frame(part, box):
                framed = Box(piece.x0 - 2, piece.y0 - 2, piece.x1 + 2, piece.y1 + 2)
                is_new = not any(_is_one(framed, known) for known in found)
                if is_new and is_large(framed) and look.is_frame(framed):
                    found.append(framed)
    return found


def _has_large_holes(lines: Picture) -> bool:
    """Whether lines enclose anything as large as an area: most pages are done with here.

    Outlines cost a third of what parts with their sizes do.
    """
    # The edge of the page closes what is open there.
    closed = cv2.copyMakeBorder(lines, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(1,))
    outlines, tree = cv2.findContours(closed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    holes = np.flatnonzero(tree[0, :, 3] >= 0)
    most = _MOST_OF_PAGE * lines.size
    for number in holes:
        x, y, width, height = cv2.boundingRect(outlines[int(number)])
        box = Box(x, y, x + width - 2, y + height - 2)
        if is_large(box) and box.area <= most:
            return True
    return False


def _pieces_of_frame(part: Picture, box: Box) -> Iterator[Box]:
    if np.count_nonzero(part) >= RECTANGULAR * box.area:
        yield box
    else:
        yield from pieces(part, box)


def _ruled(ink: Picture) -> Picture:
    """The level and upright lines of a page, small gaps in them closed."""
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _block(18, 1))
    level = cv2.morphologyEx(level, cv2.MORPH_CLOSE, _block(13, 3))
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _block(1, 16))
    upright = cv2.morphologyEx(upright, cv2.MORPH_CLOSE, _block(3, 9))
    both = cv2.bitwise_or(
        cv2.dilate(level, _block(5, 1)), np.asarray(cv2.dilate(upright, _block(1, 7)))
    )
    return np.asarray(both)


def _sealed(ink: Picture) -> Picture:
    """All ink, hair-thin gaps closed: keeps the round corners that have no line."""
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _block(3, 3)))


def _filled(part: Picture) -> Picture:
    """A shape without the holes that letters leave in it."""
    outlines, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    solid = np.zeros_like(part)
    cv2.drawContours(solid, outlines, -1, (1,), cv2.FILLED)
    return solid


def _is_one(box: Box, other: Box) -> bool:
    shared = box.overlap(other)
    return shared > 0.8 * box.area and shared > 0.8 * other.area


def _is_known(box: Box, found: list[ScannedArea]) -> bool:
    """Whether a rectangle is within one that was found, or is one but for its frame."""
    return any(box.overlap(one.straight) > 0.7 * box.area for one in found)


def _inset(box: Box, pixels: float) -> Box:
    return Box(box.x0 + pixels, box.y0 + pixels, box.x1 - pixels, box.y1 - pixels)
