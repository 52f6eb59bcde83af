"""Takes a shadow off the picture of a page: one threshold for all of it would lose what is dark."""

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

_GRID = 48
# Paper that is darker at one place than at another by less than this is read as well as it is.
_EVEN = 0.88
_ROUNDS = 5
# What is darker than the paper around it by more than this is print or a box, not shadow.
_DARKER = 18.0
_DARKEST, _WHITE = 40.0, 245.0
# A page of which less can be taken for paper is a picture, and left alone.
_LEAST_PAPER = 0.3


def evenly_lit(grey: Grey) -> Grey:
    """The picture with its paper equally bright everywhere; the very one if it is so already."""
    paper = _paper(grey)
    if paper is None or paper.min() >= _EVEN * paper.max():
        return grey
    size = (grey.shape[1], grey.shape[0])
    shade = cv2.resize(paper.astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    lit: Grey = np.clip(grey * (_WHITE / shade), 0, 255).astype(np.uint8)
    return lit


def _paper(grey: Grey) -> NDArray[np.float64] | None:
    """How bright the paper is, on a coarse grid: a smooth surface through its brightest places.

    Boxes and black edges lie far below the surface, and do not draw it down.
    """
    scale = 8 * _GRID / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    bright = cv2.dilate(cv2.medianBlur(small, 3), np.ones((9, 9), np.uint8))
    cells = cv2.resize(bright, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    height, width = cells.shape
    down, across = np.mgrid[-1.0 : 1.0 : height * 1j, -1.0 : 1.0 : width * 1j]
    terms = [across**power * down**other for power in range(4) for other in range(4 - power)]
    places = np.stack([term.ravel() for term in terms], axis=1)
    values = cells.ravel().astype(np.float64)
    is_paper = values >= _DARKEST
    surface = values
    for _ in range(_ROUNDS):
        if is_paper.mean() < _LEAST_PAPER:
            return None
        # The ten normal equations take a tenth of the time of all places. On a narrow strip they
        # do not tell all terms apart.
        known = places[is_paper]
        normal, wanted = known.T @ known, known.T @ values[is_paper]
        surface = places @ np.linalg.lstsq(normal, wanted, rcond=1e-10)[0]
        is_paper = (values >= surface - _DARKER) & (values >= _DARKEST)
    return np.clip(surface, _DARKEST, 255.0).reshape(height, width)
