"""Sets the picture of a page upright, and says where its places were before.

No picture is made larger, and none is given a threshold that follows its light place by place: both
cost more than they gave.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pincite.pdf.straightening import Bands

Grey = NDArray[np.uint8]
Box = tuple[float, float, float, float]

MOST_SKEW_DEGREES = 5.0
# Below this nothing is gained, and every pixel would be blurred.
LEAST_SKEW_DEGREES = 0.15
_WORKING_HEIGHT = 1_100
# Marks higher or wider than this share of the picture are boxes, rules and edges, not letters.
_LARGEST_MARK = 0.06
_FEWEST_MARKS = 40
_SPECK_PX = 4
# How much clearer the lines must stand out when straightened than as they are.
_CLEARER = 1.04
# A blank page has less ink than this.
_LEAST_INK = 0.0002


class Ink:
    """The marks on the picture of a page, found once: whether it is blank, and how it stands."""

    def __init__(self, grey: Grey) -> None:
        """Look for them at a working size."""
        self._small = _small(grey)
        threshold, ink = cv2.threshold(self._small, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
        if threshold > 235 or threshold < 20:
            _, ink = cv2.threshold(self._small, 159, 1, cv2.THRESH_BINARY_INV)
        _, self._labels, self._stats, _ = cv2.connectedComponentsWithStats(ink)
        self._is_mark = self._stats[:, cv2.CC_STAT_AREA] >= _SPECK_PX
        self._is_mark[0] = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing is on the page but specks."""
        pixels = int(self._stats[self._is_mark, cv2.CC_STAT_AREA].sum())
        return pixels < _LEAST_INK * self._small.size

    def skew_degrees(self) -> float:
        """By how much the lines of the page fall to the right; 0 where that cannot be told.

        Tried are all angles up to `MOST_SKEW_DEGREES`: the lines of straight text fall into rows
        with gaps between, so that ink changes most from row to row.
        """
        most = _LARGEST_MARK * max(self._small.shape)
        is_letter = (
            self._is_mark
            & (self._stats[:, cv2.CC_STAT_HEIGHT] <= most)
            & (self._stats[:, cv2.CC_STAT_WIDTH] <= 3 * most)
        )
        if np.count_nonzero(is_letter) + 1 < _FEWEST_MARKS:
            return 0.0
        ink = np.asarray(is_letter * np.uint8(255))[self._labels]
        coarse = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        steps = np.arange(-MOST_SKEW_DEGREES, MOST_SKEW_DEGREES + 0.1, 0.5)
        best = _best_of(Bands(np.asarray(coarse, np.uint8)), steps)
        fine = Bands(ink)
        for step in (0.1, 0.025):
            best = _best_of(fine, best + step * np.arange(-4.0, 5.0))
        if abs(best) > MOST_SKEW_DEGREES:
            return 0.0
        return best if _clearness(fine, best) > _CLEARER * _clearness(fine, 0.0) else 0.0


@dataclass(frozen=True, slots=True)
class Upright:
    """A picture set upright: first turned clockwise by quarters, then straightened."""

    grey: Grey
    turned_degrees: int
    skew_degrees: float
    _back: NDArray[np.float64]

    def box_before(self, box: Box) -> Box:
        """The rectangle around a box of this picture, in pixels of the picture as it was."""
        x0, y0, x1, y1 = box
        corners = np.array([(x0, y0, 1), (x1, y0, 1), (x0, y1, 1), (x1, y1, 1)], np.float64)
        before = corners @ self._back.T
        low, high = before.min(axis=0), before.max(axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def set_upright(grey: Grey, turned_degrees: int = 0, ink: Ink | None = None) -> Upright:
    """The picture turned clockwise by this many degrees (a multiple of 90), and straightened.

    `ink` is that of a picture that is not turned, where somebody looked for it before.
    """
    turned = np.ascontiguousarray(np.rot90(grey, -turned_degrees // 90))
    back = _turned_back(turned_degrees, grey.shape[1], grey.shape[0])
    skew = (ink or Ink(turned)).skew_degrees()
    if abs(skew) < LEAST_SKEW_DEGREES:
        return Upright(turned, turned_degrees, 0.0, back)
    height, width = turned.shape
    straighten = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    straight = cv2.warpAffine(
        turned, straighten, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255.0,)
    )
    askew = np.vstack([cv2.invertAffineTransform(straighten), (0, 0, 1)])
    return Upright(straight.astype(np.uint8), turned_degrees, skew, (back @ askew)[:2])


def _small(grey: Grey) -> Grey:
    scale = min(1.0, _WORKING_HEIGHT / max(grey.shape))
    if scale == 1.0:
        return grey
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    return cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.uint8)


def _best_of(bands: Bands, angles: NDArray[np.float64]) -> float:
    scores = [_clearness(bands, float(angle)) for angle in angles]
    return float(angles[int(np.argmax(scores))])


def _clearness(bands: Bands, degrees: float) -> float:
    """How clearly lines stand out when what falls by this much is made level."""
    profile = bands.rows(degrees)
    steps = np.diff(profile)
    return float((steps * steps).sum() / max(1.0, float(profile.sum())))


def _turned_back(degrees: int, width: int, height: int) -> NDArray[np.float64]:
    """From the turned picture to the one before, as a matrix of three rows."""
    matrices = {
        0: [(1, 0, 0), (0, 1, 0)],
        90: [(0, 1, 0), (-1, 0, height)],
        180: [(-1, 0, width), (0, -1, height)],
        270: [(0, -1, width), (1, 0, 0)],
    }
    return np.array([*matrices[degrees % 360], (0, 0, 1)], np.float64)
