"""RapidOCR as a second engine, where somebody installed it: it is not part of Pincite.

It is another kind of reader, trained otherwise, and needs four times the memory and several times
the time. Its models lie in its package; nothing is fetched.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

import cv2

from pincite.processing.ocr.engines import ReadWord
from pincite.processing.ocr.upright import Grey

NAME = "rapidocr"
# Long narrow lines come out as rubbish now and then, and are scored below this.
_LEAST_OF_LINE = 0.85


def is_installed() -> bool:
    """Whether RapidOCR and what it runs on can be used."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


class Rapid:
    """RapidOCR; it does not tell which way up a page is."""

    def __init__(self, orientation: Callable[[Grey, float], int]) -> None:
        """`orientation` tells which way up a page is."""
        self._orientation = orientation
        self._read: Any = import_module(NAME).RapidOCR(
            params={
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Global.log_level": "error",
                "Global.use_cls": False,
            }
        )
        self.name = f"{NAME} {version('rapidocr')}"

    def read(self, grey: Grey, dpi: float) -> list[ReadWord]:  # noqa: ARG002
        """The words of a picture, a paragraph a line."""
        found = self._read(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), return_word_box=True)
        words: list[ReadWord] = []
        lines = zip(found.scores or (), found.word_results or (), strict=True)
        for number, (score, line) in enumerate(lines):
            if score >= _LEAST_OF_LINE:
                words += [_word(word, number) for word in line if str(word[0]).strip()]
        return words

    def orientation(self, grey: Grey, dpi: float) -> int:
        """By how many degrees a picture must be turned clockwise; 0 where that is not sure."""
        return self._orientation(grey, dpi)


def _word(word: Sequence[Any], line: int) -> ReadWord:
    text, score, corners = word
    across = [float(x) for x, _ in corners]
    down = [float(y) for _, y in corners]
    box = (min(across), min(down), max(across), max(down))
    return ReadWord(str(text).strip(), *box, 100 * float(score), (1, 1), (1, 1, line))
