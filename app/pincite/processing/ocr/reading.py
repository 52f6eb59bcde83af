"""Reads one page in a worker process: upright, straight, without specks, its boxes put back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from pincite.domain.legibility import legible_share
from pincite.domain.ocr import OWN_CONFIDENCE, OcrLayer, OcrWord, encode_layer, laid_out
from pincite.domain.pages import FINENESS
from pincite.pdf.areas import Box
from pincite.pdf.code_marks import SeenWord
from pincite.pdf.redactions import Redaction
from pincite.pdf.scan import OwnWord, Scan, scan_page
from pincite.pdf.scanned_redactions import redactions_of_layered_page, redactions_of_scan
from pincite.pdf.stretches import Sides, stretch_at
from pincite.processing.ocr.engines import Engine, ReadWord, Tesseract
from pincite.processing.ocr.languages import DEFAULT, folder_of
from pincite.processing.ocr.light import evenly_lit
from pincite.processing.ocr.upright import Ink, Upright, set_upright

# A page read less surely than this may lie on its side or on its head.
_WEAK = 70.0
_FEW_LETTERS = 12
# Which way up a page is can be told from half the pixels.
_TURNING_DPI = 150.0
_LEAST_OF_SIGNS, _LEAST_OF_LETTER, _LEAST_OF_WORD, _LEAST_OF_LINE = 70.0, 50.0, 20.0, 35.0
_SPECK_PT, _HUGE_PT = 2.5, 110.0


@dataclass(frozen=True, slots=True)
class PageTask:
    """A page to be read, from 0.

    `is_own_kept`: words that the file itself holds of it are right, and stay; else they are rubbish
    and give way, if what is read is better or `is_forced`. `is_look`: nothing is read, and only
    what is withheld is looked for.
    """

    path: str
    page_index: int
    languages: tuple[str, ...] = (DEFAULT,)
    is_own_kept: bool = True
    is_forced: bool = False
    is_look: bool = False


@dataclass(frozen=True, slots=True)
class PageRead:
    """What came of it: the layer as `domain.ocr` encodes it, and what is withheld in the picture.

    `is_better` is False where the text of the file is to stay.
    """

    layer: bytes
    engine: str
    is_better: bool
    redactions: tuple[Redaction, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageLook:
    """What is withheld in the picture of a page that brought its text; None: it is no picture."""

    redactions: tuple[Redaction, ...] | None


def take_up(task: PageTask) -> PageRead | PageLook:
    """Read a page, or only look for what is withheld on it.

    Raises:
        OcrError: No model for these languages is installed.
        RenditionError: The page cannot be shown.
        SourceError: The file cannot be opened.
    """
    if task.is_look:
        return PageLook(redactions_of_layered_page(Path(task.path), task.page_index))
    return read_page(task)


def read_page(task: PageTask) -> PageRead:
    """Read a page with the engine that ships.

    Raises:
        OcrError: No model for these languages is installed.
        RenditionError: The page cannot be shown.
        SourceError: The file cannot be opened.
    """
    return read_with(_engine(task.languages), task)


def read_with(engine: Engine, task: PageTask) -> PageRead:
    """Read a page with an engine; see `read_page`."""
    scan = scan_page(Path(task.path), task.page_index)
    layer = read_scan(engine, scan)
    is_better = True
    if task.is_own_kept:
        words = with_own(layer.words, scan.own_words)
        layer = replace(layer, words=words, own_count=len(scan.own_words))
    elif not task.is_forced:
        own = legible_share(" ".join(word.text for word in scan.own_words)) or 0.0
        is_better = (legible_share(laid_out(layer).text) or 0.0) > own
    seen = [SeenWord(Box(*word[1:5]), word.text, word.confidence) for word in layer.words]
    found = redactions_of_scan(Path(task.path), task.page_index, scan, seen)
    lines = tuple(laid_out(layer).text.splitlines())
    return PageRead(encode_layer(layer), engine.name, is_better, found, lines)


def read_scan(engine: Engine, scan: Scan, *, is_faint_read: bool = False) -> OcrLayer:
    """The words of a picture of a page; one that looks blank is read only if `is_faint_read`."""
    scan = replace(scan, grey=evenly_lit(scan.grey))
    ink = Ink(scan.grey)
    if ink.is_blank and not is_faint_read:
        return OcrLayer(engine.name, ())
    upright = set_upright(scan.grey, ink=ink)
    words = kept_words(engine.read(upright.grey, scan.dpi), scan.dpi)
    if _sureness(words) < _WEAK:
        turned = _turned(engine, scan)
        if turned is not None:
            again = kept_words(engine.read(turned.grey, scan.dpi), scan.dpi)
            if _sureness(again) > _sureness(words):
                upright, words = turned, again
    return OcrLayer(
        engine.name,
        _in_points(words, upright, 72 / scan.dpi),
        upright.turned_degrees,
        upright.skew_degrees,
    )


def kept_words(words: Sequence[ReadWord], dpi: float) -> list[ReadWord]:
    """The words without what are no words: specks, rules, pictures taken for letters."""
    by_line: dict[tuple[int, int, int], list[float]] = {}
    likely = [word for word in words if _is_likely(word, 72 / dpi)]
    for word in likely:
        by_line.setdefault(word.line, []).append(word.confidence)
    return [
        word
        for word in likely
        if sum(by_line[word.line]) >= _LEAST_OF_LINE * len(by_line[word.line])
    ]


def with_own(words: Sequence[OcrWord], own: Sequence[OwnWord]) -> tuple[OcrWord, ...]:
    """What was read, with the words that the file itself holds in the places of those they are.

    Own words that were not read follow at the end, those of one height on one line.
    """
    if not own:
        return tuple(words)
    replaced: set[int] = set()
    at: dict[int, list[OwnWord]] = {}
    behind: list[OwnWord] = []
    for one in own:
        same = [index for index, word in enumerate(words) if _is_same_place(word, one)]
        replaced.update(same)
        if same:
            at.setdefault(same[0], []).append(one)
        else:
            behind.append(one)
    merged: list[OcrWord] = []
    for index, word in enumerate(words):
        merged += [_own(one, word.line, word.paragraph) for one in at.get(index, ())]
        if index not in replaced:
            merged.append(word)
    line = max((word.line for word in words), default=-1)
    paragraph = max((word.paragraph for word in words), default=-1)
    last: OwnWord | None = None
    for one in behind:
        if last is None or min(last.y1, one.y1) - max(last.y0, one.y0) <= 0:
            line, paragraph = line + 1, paragraph + 1
        merged.append(_own(one, line, paragraph))
        last = one
    return tuple(merged)


def _own(one: OwnWord, line: int, paragraph: int) -> OcrWord:
    return OcrWord(
        *(one.text, one.x0, one.y0, one.x1, one.y1, OWN_CONFIDENCE, line, paragraph),
        stretches=one.stretches,
        is_sideways=one.is_sideways,
    )


def _is_same_place(word: OcrWord, own: OwnWord) -> bool:
    """Whether the middle of one lies in the other."""
    return _holds(own, (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2) or _holds(
        word, (own.x0 + own.x1) / 2, (own.y0 + own.y1) / 2
    )


def _holds(box: OcrWord | OwnWord, x: float, y: float) -> bool:
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def _is_likely(word: ReadWord, points: float) -> bool:
    """Whether something was read that may be a word; stamps are read with little confidence."""
    letters = sum(letter.isalnum() for letter in word.text)
    height = (word.y1 - word.y0) * points
    if letters and (height < _SPECK_PT or (height > _HUGE_PT and letters < 3)):
        return False
    if not letters:
        return word.confidence >= _LEAST_OF_SIGNS
    return word.confidence >= (_LEAST_OF_LETTER if letters == 1 else _LEAST_OF_WORD)


def _sureness(words: Sequence[ReadWord]) -> float:
    """The mean confidence of the letters; of very few letters nothing is sure."""
    letters = sum(len(word.text) for word in words)
    if letters < _FEW_LETTERS:
        return 0.0
    return sum(word.confidence * len(word.text) for word in words) / letters


def _turned(engine: Engine, scan: Scan) -> Upright | None:
    """The picture turned so that it can be read, or None where it stands as it should."""
    scale = min(1.0, _TURNING_DPI / scan.dpi)
    small = cv2.resize(scan.grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    degrees = engine.orientation(small.astype(np.uint8), scan.dpi * scale)
    return set_upright(scan.grey, degrees) if degrees else None


def _in_points(words: Sequence[ReadWord], upright: Upright, points: float) -> tuple[OcrWord, ...]:
    """The words in points of the page as it is displayed, lines and paragraphs counted through."""
    lines: dict[tuple[int, int, int], int] = {}
    paragraphs: dict[tuple[int, int], int] = {}
    found = []
    for word in words:
        x0, y0, x1, y1 = (side * points for side in upright.box_before(word[1:5]))
        line = lines.setdefault(word.line, len(lines))
        paragraph = paragraphs.setdefault(word.paragraph, len(paragraphs))
        read = OcrWord(word.text, x0, y0, x1, y1, word.confidence, line, paragraph)
        found.append(_with_stretches(read, word, upright, points) if word.stretches else read)
    return tuple(found)


def _with_stretches(read: OcrWord, word: ReadWord, upright: Upright, points: float) -> OcrWord:
    """A word with its stretches as they lie on the page, where the picture was turned too."""
    is_sideways = upright.turned_degrees % 180 != 0
    axis = 1 if is_sideways else 0
    step = (word.x1 - word.x0) / FINENESS
    places: list[Sides] = []
    for _, low, high in word.stretches:
        part = word.x0 + step * low, word.y0, word.x0 + step * high, word.y1
        box = upright.box_before(part)
        places.append((box[axis] * points, box[axis + 2] * points))
    whole = (read.y0, read.y1) if is_sideways else (read.x0, read.x1)
    starts = [stretch.start for stretch in word.stretches]
    stretches = tuple(
        stretch_at(start, place, whole) for start, place in zip(starts, places, strict=True)
    )
    return read._replace(stretches=stretches, is_sideways=is_sideways)


@lru_cache(maxsize=1)
def _engine(languages: tuple[str, ...]) -> Engine:
    """The engine, made once in each worker: loading a model takes a tenth of a second."""
    return Tesseract(folder_of(languages), languages)
