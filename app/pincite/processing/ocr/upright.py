"""Sets the picture of a page upright, and says where its places were before.

No picture is made larger, and none is given a threshold that follows its light place by place: both
cost more than they gave.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Box = tuple[float, float, float, float]
Bits = NDArray[np.uint8]

MOST_SKEW_DEGREES = 5.0
# Below this nothing is gained, and every pixel would be blurred.
LEAST_SKEW_DEGREES = 0.15
_WORKING_HEIGHT = 1_100
# Marks higher or wider than this share of the picture are boxes, rules and edges, not letters.
_LARGEST_MARK = 0.06
_FEWEST_MARKS = 40
# How much clearer the lines must stand out when straightened than as they are.
_CLEARER = 1.04
# A blank page has less ink than this.
_LEAST_INK = 0.0002


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


def set_upright(grey: Grey, turned_degrees: int = 0) -> Upright:
    """The picture turned clockwise by this many degrees (a multiple of 90), and straightened."""
    turned = np.ascontiguousarray(np.rot90(grey, -turned_degrees // 90))
    back = _turned_back(turned_degrees, grey.shape[1], grey.shape[0])
    skew = skew_degrees(turned)
    if abs(skew) < LEAST_SKEW_DEGREES:
        return Upright(turned, turned_degrees, 0.0, back)
    height, width = turned.shape
    straighten = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    straight = cv2.warpAffine(
        turned, straighten, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255.0,)
    )
    askew = np.vstack([cv2.invertAffineTransform(straighten), (0, 0, 1)])
    return Upright(straight.astype(np.uint8), turned_degrees, skew, (back @ askew)[:2])


def is_blank(grey: Grey) -> bool:
    """Whether nothing is on a page: no mark of a letter's size, but specks."""
    ink = _marks(_small(grey), largest=1.0)
    return float(ink.mean()) < _LEAST_INK


def skew_degrees(grey: Grey) -> float:
    """By how much the lines of a picture fall to the right; 0 where that cannot be told.

    Tried are all angles up to `MOST_SKEW_DEGREES`: the lines of straight text fall into rows with
    gaps between, so that ink changes most from row to row.
    """
    marks = _marks(_small(grey), largest=_LARGEST_MARK)
    if cv2.connectedComponents(marks)[0] < _FEWEST_MARKS:
        return 0.0
    ink = (marks * 255).astype(np.uint8)
    coarse = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.uint8)
    best = _best_of(coarse, np.arange(-MOST_SKEW_DEGREES, MOST_SKEW_DEGREES + 0.1, 0.5))
    for step in (0.1, 0.025):
        best = _best_of(ink, best + step * np.arange(-4.0, 5.0))
    if abs(best) > MOST_SKEW_DEGREES:
        return 0.0
    return best if _score(ink, best) > _CLEARER * _score(ink, 0.0) else 0.0


def _small(grey: Grey) -> Grey:
    scale = min(1.0, _WORKING_HEIGHT / max(grey.shape))
    if scale == 1.0:
        return grey
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    return cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.uint8)


def _marks(grey: Grey, largest: float) -> Bits:
    """One where there is ink: of specks, and of what is larger than letters, there is none."""
    threshold, ink = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    if threshold > 235 or threshold < 20:
        ink = (grey < 160).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
    most = largest * max(grey.shape)
    is_letter = (
        (stats[:, cv2.CC_STAT_HEIGHT] <= most)
        & (stats[:, cv2.CC_STAT_WIDTH] <= 3 * most)
        & (stats[:, cv2.CC_STAT_AREA] >= 4)
    )
    is_letter[0] = False
    kept: Bits = is_letter.astype(np.uint8)[labels] if count > 1 else np.zeros_like(grey)
    return kept


def _best_of(ink: Bits, angles: NDArray[np.float64]) -> float:
    scores = [_score(ink, float(angle)) for angle in angles]
    return float(angles[int(np.argmax(scores))])


def _score(ink: Bits, degrees: float) -> float:
    """How clearly lines stand out when what falls by this much is straightened."""
    height, width = ink.shape
    # Rows are shifted, not turned: for small angles that is the same, and exact.
    shear = np.array([[1.0, 0.0, 0.0], [-np.tan(np.radians(degrees)), 1.0, 0.0]])
    shear[1, 2] = np.tan(np.radians(degrees)) * width / 2
    straight = cv2.warpAffine(ink, shear, (width, height), flags=cv2.INTER_LINEAR)
    return _clearness(straight.sum(axis=1, dtype=np.float64))


def _clearness(profile: NDArray[np.float64]) -> float:
    steps = np.diff(profile.astype(np.float64))
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
