"""What reads the picture of a page. One engine ships; another needs only to look like `Engine`."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import tesserocr
from tesserocr import OEM, PSM, PyTessBaseAPI

from pincite.domain.pages import Stretch
from pincite.pdf.stretches import Sides, spans_within, stretches_of_letters
from pincite.processing.ocr.upright import Grey

_SURE_ORIENTATION = 2.0
_WORD_LEVEL = "5"
_NO_LETTER = [""] * 4


class ReadWord(NamedTuple):
    """A word as an engine gives it: the box in pixels, confidence 0 to 100.

    `paragraph` and `line` name what it belongs to; words come in the order of reading. `stretches`
    tell where its letters lie, if the engine tells that.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float
    paragraph: tuple[int, int]
    line: tuple[int, int, int]
    stretches: tuple[Stretch, ...] = ()


class Engine(Protocol):
    """Reads the picture of a page that stands upright."""

    @property
    def name(self) -> str:
        """Which engine it is, in which version, with which languages."""

    def read(self, grey: Grey, dpi: float) -> list[ReadWord]:
        """The words of a picture."""

    def orientation(self, grey: Grey, dpi: float) -> int:
        """By how many degrees (0, 90, 180, 270) a picture must be turned clockwise to be read."""


class Tesseract:
    """The engine that ships: libtesseract's LSTM reader."""

    def __init__(self, data: Path, languages: tuple[str, ...]) -> None:
        """`data` holds a model for each of the languages, and one called `osd` if it can turn."""
        joined = "+".join(languages)
        self._api = PyTessBaseAPI(path=str(data), lang=joined, psm=PSM.AUTO, oem=OEM.LSTM_ONLY)
        self._api.SetVariable("debug_file", "/dev/null")
        self._turns = data / "osd.traineddata"
        self._data = data
        version = tesserocr.tesseract_version().split()[1]
        self.name = f"tesseract {version} {joined}"

    def read(self, grey: Grey, dpi: float) -> list[ReadWord]:
        """The words of a picture."""
        _show(self._api, grey, dpi)
        rows = self._api.GetTSVText(0).splitlines()
        letters = self._api.GetBoxText(0).splitlines()
        self._api.Clear()
        # Words it learnt on one page may not change how the next is read.
        self._api.ClearAdaptiveClassifier()
        words = [word for row in rows if (word := _word(row.split("\t"))) is not None]
        return _with_stretches(words, letters)

    def orientation(self, grey: Grey, dpi: float) -> int:
        """By how many degrees a picture must be turned clockwise; 0 where that is not sure."""
        if not self._turns.is_file():
            return 0
        with PyTessBaseAPI(
            path=str(self._data), lang="osd", psm=PSM.OSD_ONLY, oem=OEM.TESSERACT_ONLY
        ) as api:
            api.SetVariable("debug_file", "/dev/null")
            _show(api, grey, dpi)
            found = api.DetectOrientationScript()
        if not found or found["orient_conf"] < _SURE_ORIENTATION:
            return 0
        return (360 - int(found["orient_deg"])) % 360


def _show(api: PyTessBaseAPI, grey: Grey, dpi: float) -> None:
    height, width = grey.shape
    api.SetImageBytes(grey.tobytes(), width, height, 1, width)
    api.SetSourceResolution(round(dpi))


def _word(row: list[str]) -> ReadWord | None:
    """A row of the table that tesseract gives, if it is one of a word.

    Source: tesseract, src/api/baseapi.cpp, GetTSVText: level, page, block, paragraph, line, word,
    left, top, width, height, confidence, text.
    """
    if len(row) < 12 or row[0] != _WORD_LEVEL or not row[11].strip():
        return None
    block, paragraph, line = int(row[2]), int(row[3]), int(row[4])
    left, top, width, height = (float(number) for number in row[6:10])
    return ReadWord(
        row[11].strip(),
        left,
        top,
        left + width,
        top + height,
        float(row[10]),
        (block, paragraph),
        (block, paragraph, line),
    )


def _with_stretches(words: Sequence[ReadWord], rows: Sequence[str]) -> list[ReadWord]:
    """The words with the places of their letters, which tesseract lists from left to right.

    Where the letters are not those of the words, as in writing from right to left, they end. Of
    lines that run up or down a picture it tells no places.
    Source: tesseract, src/api/baseapi.cpp, GetBoxText: letter, left, bottom, right, top, page.
    """
    made = list(words)
    letters = (row.rsplit(" ", 5) for row in rows)
    for place, word in enumerate(words):
        sides: list[Sides] = []
        while len(sides) < len(word.text):
            letter, left, _, right, *_ = next(letters, _NO_LETTER)
            if not letter or not word.text.startswith(letter, len(sides)):
                return made
            sides += [(float(left), float(right))] * len(letter)
        parts = spans_within(word.text)
        if parts and word.x0 <= sides[0][0] < sides[-1][1] <= word.x1:
            found = stretches_of_letters(parts, sides, (word.x0, word.x1))
            made[place] = word._replace(stretches=found)
    return made
