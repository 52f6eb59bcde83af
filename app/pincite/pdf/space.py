"""Finds free room on a page: where nothing is printed, so that nothing is covered."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import pymupdf
from numpy.typing import NDArray

# How far a pixel may be from the paper's grey (0 to 255) and still be paper.
_CLEAN_TOLERANCE = 4
_SCAN_TOLERANCE = 24
# Paper is light; on anything darker no room is free.
_DARKEST_PAPER = 200
_SCAN_SHARE = 0.3
_STEP_PT = 3
_LARGEST_GRID = 1600.0


@dataclass(frozen=True, slots=True)
class Zone:
    """Where the top left corner of something may lie; the place nearest to (x, y) wins."""

    x0: float
    x1: float
    y0: float
    y1: float
    x: float
    y: float


class Space:
    """What is printed on one page, as a grid of one cell to the point (fewer on a poster)."""

    def __init__(self, page: pymupdf.Page) -> None:
        """Look at a page as it is displayed."""
        self._width_pt, self._height_pt = page.rect.width, page.rect.height
        self._scale = min(1.0, _LARGEST_GRID / max(self._width_pt, self._height_pt))
        pixels = page.get_pixmap(
            matrix=pymupdf.Matrix(self._scale, self._scale),
            colorspace=pymupdf.csGRAY,
            annots=False,
            alpha=False,
        )
        grey = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.stride)
        grey = grey[:, : pixels.width].astype(np.int16)
        paper = int(np.bincount(grey.ravel(), minlength=256).argmax())
        is_scan = _image_share(page) > _SCAN_SHARE
        tolerance = _SCAN_TOLERANCE if is_scan else _CLEAN_TOLERANCE
        printed = np.abs(grey - paper) > tolerance
        self._printed = _without_specks(printed) if is_scan else printed
        if paper < _DARKEST_PAPER:
            self._printed[:] = True
        for x0, y0, x1, y1, *_ in page.get_text("words"):
            self._cells(x0, y0, x1, y1)[:] = True

    def occupy(self, rect: pymupdf.Rect) -> None:
        """Note that something is going to be put here."""
        self._cells(*rect)[:] = True

    def is_free(self, rect: pymupdf.Rect) -> bool:
        """Whether nothing is printed within a rectangle that lies on the page."""
        if min(rect.x0, rect.y0) < 0 or rect.x1 > self._width_pt or rect.y1 > self._height_pt:
            return False
        return not self._cells(*rect).any()

    def find(
        self, size: tuple[float, float], zone: Zone, clearance: tuple[float, float]
    ) -> pymupdf.Rect | None:
        """The free rectangle of this width and height that is nearest to a zone's wished corner.

        `clearance` is what must be free to its sides, and above and below it.
        """
        aside, above = clearance
        for x, y in _corners(zone):
            rect = pymupdf.Rect(x, y, x + size[0], y + size[1])
            if self.is_free(rect + (-aside, -above, aside, above)):
                return rect
        return None

    def _cells(self, x0: float, y0: float, x1: float, y1: float) -> NDArray[np.bool_]:
        left, top, right, bottom = (side * self._scale for side in (x0, y0, x1, y1))
        return self._printed[
            max(0, floor(top)) : max(0, ceil(bottom)),
            max(0, floor(left)) : max(0, ceil(right)),
        ]


def _corners(zone: Zone) -> Iterator[tuple[float, float]]:
    """The corners of a grid over a zone, nearest to the wished one first."""
    across = np.append(np.arange(zone.x0, zone.x1, _STEP_PT), zone.x)
    down = np.append(np.arange(zone.y0, zone.y1, _STEP_PT), zone.y)
    corners = [(float(x), float(y)) for y in down for x in across]
    return iter(sorted(corners, key=lambda corner: _distance(corner, zone)))


def _distance(corner: tuple[float, float], zone: Zone) -> tuple[float, float, float]:
    return (abs(corner[0] - zone.x) + abs(corner[1] - zone.y), *corner)


def _without_specks(printed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The cells that have a printed neighbour: the dust of a scan is not content."""
    padded = np.pad(printed, 1).astype(np.uint8)
    rows = padded[:-2] + padded[1:-1] + padded[2:]
    around = rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]
    joined: NDArray[np.bool_] = printed & (around > 1)
    return joined


def _image_share(page: pymupdf.Page) -> float:
    """The share of the page that its largest picture covers."""
    area = abs(page.rect.get_area()) or 1.0
    shares = [
        abs((pymupdf.Rect(box) & page.rect).get_area()) / area
        for kind, box in page.get_bboxlog()
        if kind in ("fill-image", "fill-imgmask")
    ]
    return max(shares, default=0.0)
