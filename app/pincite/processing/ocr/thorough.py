"""Reads a weak page in several ways, and keeps the best: slower, for pages that were read badly."""

from collections.abc import Callable, Iterator

import cv2
import numpy as np

from pincite.domain.readings import Quality, is_better, quality_of
from pincite.processing.ocr.engines import ReadWord, Tesseract
from pincite.processing.ocr.upright import Grey

NAME = "thorough"


# How many pixels a blur reaches, and from which percentile on a picture counts as white.
_BLURS = (1.0, 1.5)
_STRETCHES = ((0.8, 99.5), (1.3, 80.0))


class Thorough:
    """The engine that ships, shown the page in other pictures."""

    def __init__(self, reader: Tesseract, knows: Callable[[str], bool]) -> None:
        """`knows` says whether a word is one of the languages that are read."""
        self._reader = reader
        self._knows = knows
        self.name = f"{reader.name}, {NAME}"

    def read(self, grey: Grey, dpi: float) -> list[ReadWord]:
        """The words of a picture, in the best of the ways."""
        best: list[ReadWord] = []
        reached = Quality()
        for way in _ways(grey):
            words = self._reader.read(way, dpi)
            found = quality_of(((word.text, word.confidence) for word in words), self._knows)
            if not best or is_better(found, reached):
                best, reached = words, found
        return best

    def orientation(self, grey: Grey, dpi: float) -> int:
        """By how many degrees a picture must be turned clockwise; 0 where that is not sure."""
        return self._reader.orientation(grey, dpi)


def _ways(grey: Grey) -> Iterator[Grey]:
    """The ways to look at a page, the plain one first.

    Blurred, specks and ragged edges go under; stretched, what is faint stands out. Measured on
    pages that were faxed, faint, specked and copied: each is the best on some. Larger pictures,
    local thresholds and another layout gained nothing, or lost much.
    """
    yield grey
    for pixels in _BLURS:
        yield _blurred(grey, pixels)
    for pixels, lightest in _STRETCHES:
        yield _stretched(_blurred(grey, pixels), lightest)


def _blurred(grey: Grey, pixels: float) -> Grey:
    return cv2.GaussianBlur(grey, (0, 0), pixels).astype(np.uint8)


def _stretched(grey: Grey, lightest: float) -> Grey:
    """The picture with its greys from the darkest to this percentile spread over all there are."""
    low, high = np.percentile(grey, (0.5, lightest))
    wide = (grey.astype(np.float32) - low) * (255 / max(1.0, float(high - low)))
    lit: Grey = np.clip(wide, 0, 255).astype(np.uint8)
    return lit
