"""Sets the picture of a crooked page straight, and knows the way back."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pincite.pdf.areas import Box

_MOST_DEGREES = 4.0
# Less does not matter to lines of the length of a page.
_LEAST_DEGREES = 0.08
_SMALL_PX = 700
# Columns that are shifted as one: over so few, no angle that is tried moves a row by a pixel.
_BAND_PX = 8


class Bands:
    """A picture squeezed to broad columns: enough to sum up its rows, whichever way they fall."""

    def __init__(self, picture: NDArray[np.uint8]) -> None:
        """Squeeze a picture, whose paper is 0."""
        height, width = picture.shape
        self._width = width
        size = (max(1, width // _BAND_PX), height)
        squeezed = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        self._columns = np.asarray(squeezed, np.float32) * (width / size[0])

    def rows(self, degrees: float) -> NDArray[np.float64]:
        """The sums of the rows once what falls to the right by this much is made level."""
        height, count = self._columns.shape
        # Columns are shifted, not turned: for small angles that is the same.
        fall = np.tan(np.radians(degrees)) * self._width / count
        shear = np.array([[1.0, 0.0, 0.0], [0.0 - fall, 1.0, fall * (count - 1) / 2]])
        level = cv2.warpAffine(self._columns, shear, (count, height), flags=cv2.INTER_LINEAR)
        return np.asarray(level.sum(axis=1, dtype=np.float64))


@dataclass(frozen=True, slots=True)
class Straight:
    """A straightened greyscale picture; it was turned by `degrees` about its middle."""

    picture: NDArray[np.uint8]
    degrees: float

    def displayed(self, box: Box) -> Box:
        """Where a rectangle of the straightened picture lies in the one that was given."""
        return _moved(box, self.picture.shape, -self.degrees)

    def straightened(self, box: Box) -> Box:
        """Where a rectangle of the given picture lies in the straightened one."""
        return _moved(box, self.picture.shape, self.degrees)

    def turned(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The same page in another resolution, turned alike."""
        if not self.degrees:
            return picture
        return _turned(picture, self.degrees, int(np.percentile(picture[::8, ::8], 90)))


def straightened(picture: NDArray[np.uint8]) -> Straight:
    """A picture whose lines of writing run level."""
    degrees = skew_degrees(picture)
    if abs(degrees) < _LEAST_DEGREES:
        return Straight(picture, 0.0)
    paper = int(np.percentile(picture[::8, ::8], 90))
    return Straight(_turned(picture, degrees, paper), degrees)


def skew_degrees(picture: NDArray[np.uint8]) -> float:
    """By how much a picture must be turned, counter-clockwise, for its lines to run level."""
    factor = min(1.0, _SMALL_PX / max(picture.shape))
    size = (max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor)))
    small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    # The shadows at the edges of a scan run along the scanner, not along the lines.
    margin = max(1, min(small.shape) // 25)
    small = 255 - small[margin:-margin, margin:-margin]
    if not small.size or int(small.max()) - int(small.min()) < 40:
        return 0.0
    bands = Bands(small)
    best = 0.0
    for step in (0.5, 0.1, 0.025):
        reach = _MOST_DEGREES if step == 0.5 else 5 * step
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: (_levelness(bands, angle), -abs(angle))))
    return best


def _levelness(bands: Bands, degrees: float) -> float:
    """How sharply the rows of a picture differ when it is set straight by so much."""
    return float(np.square(np.diff(bands.rows(degrees))).sum())


def _turned(picture: NDArray[np.uint8], degrees: float, paper: int) -> NDArray[np.uint8]:
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(
        picture, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=(paper,)
    )
    return np.asarray(turned, np.uint8)


def _moved(box: Box, shape: tuple[int, ...], degrees: float) -> Box:
    """A rectangle of the same size about where its middle comes to lie."""
    if not degrees:
        return box
    height, width = shape
    turn = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0))
    x, y = turn @ np.array([(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, 1.0])
    half_width, half_height = (box.x1 - box.x0) / 2, (box.y1 - box.y0) / 2
    return Box(x - half_width, y - half_height, x + half_width, y + half_height)
