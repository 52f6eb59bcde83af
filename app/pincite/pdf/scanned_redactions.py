"""Finds what is withheld in the picture of a page: rectangles, and the codes in or beside them.

What is found by the picture alone is a suggestion. Shape alone would be wrong more often than
right, so a white or grey area counts only with a code: within it, beside it, or in the margin.
"""

import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pymupdf
from numpy.typing import NDArray
from pymupdf import mupdf

from pincite.domain.exemptions import recognise_codes
from pincite.domain.pages import share_covered
from pincite.pdf.areas import Box
from pincite.pdf.binding_codes import bound, unboxed
from pincite.pdf.code_marks import (
    LABEL,
    SeenWord,
    code_marks,
    codes_at,
    is_in_margin,
    is_picture,
    margin_codes,
    page_words,
    says_only_codes,
)
from pincite.pdf.crops import crop_reader
from pincite.pdf.cut_areas import joined, with_code
from pincite.pdf.read import open_pdf
from pincite.pdf.rectangles import WORKING_DPI
from pincite.pdf.redactions import (
    NOTHING,
    PageRedactions,
    Redaction,
    page_redactions,
)
from pincite.pdf.scan import Scan
from pincite.pdf.scanned_areas import ScannedArea, scanned_areas
from pincite.pdf.straightening import Straight

# Reads what is written in an area, given in pixels of the straightened picture.
CropReading = Callable[[NDArray[np.uint8], Box, float], Iterable[str]]

READING_DPI = 300
_TINY_PT = 12.0
_BAR_PT = 9.0
_TOUCHED, _LEGIBLE = 0.06, 40.0
_MOST_CROPS, _MOST_MARGINS = 80, 24
_KNOWN = 0.5


class _Fine(NamedTuple):
    """The straightened picture at the resolution that letters are read at."""

    picture: NDArray[np.uint8]
    dpi: float
    page: Straight

    def box(self, straight: Box) -> Box:
        """A box in pixels of the coarse picture, in pixels of this one."""
        scale = self.dpi / WORKING_DPI
        return Box(*(side * scale for side in straight))


@dataclass(slots=True)
class _Candidate:
    """An area with what is written in it; `legible` is what its reader was sure of."""

    area: ScannedArea
    text: str = ""
    legible: str = ""
    codes: tuple[str, ...] = ()
    is_labelled: bool = False

    @property
    def words(self) -> list[str]:
        """The words in it that are no codes and no dirt."""
        return re.findall(r"[A-Za-z]{4,}", LABEL.sub(" ", _without(self.legible)))


def scanned_redactions(
    picture: NDArray[np.uint8],
    dpi: float,
    words: Sequence[SeenWord],
    read_crop: CropReading | None = None,
) -> PageRedactions:
    """What is withheld in a greyscale picture of a page, in points of that page.

    `words` are what a reader of pictures saw on it. What they do not tell of the areas is read from
    the picture by `read_crop`, where it is given.
    """
    found = scanned_areas(picture, dpi)
    height_pt, width_pt = (side / dpi * 72 for side in picture.shape)
    candidates = [_labelled(area, words) for area in found.areas]
    if read_crop is not None and candidates:
        fine = _Fine(_fine(picture, dpi, found.page), max(dpi, WORKING_DPI), found.page)
        _read_crops(candidates, fine, read_crop)
        words = _margins_read(words, width_pt, fine, read_crop)
    marks = code_marks(words, width_pt, is_live=False)
    if not candidates and not marks:
        return NOTHING
    beside = [
        one for one in marks if not any(area.box.has_centre_of(one.box) for area in found.areas)
    ]
    margins = margin_codes(beside)
    takers = [None if one.codes or one.words else one.area.box for one in candidates]
    near = bound(takers, [one for one in beside if not one.is_margin])
    kept: list[Redaction] = []
    for index, one in enumerate(candidates):
        codes = one.codes or near.get(index, ())
        at_margin = () if codes else codes_at(one.area.box, margins)
        if _is_withheld(one, codes=bool(codes), at_margin=bool(at_margin), width_pt=width_pt):
            # In black, brackets are no side.
            is_cut = bool(one.codes) and one.area.kind != "black"
            box = with_code(one.area.box, words) if is_cut else one.area.box
            kept.append(Redaction(*box, one.area.kind, codes or at_margin))
    kept = joined(kept)
    boxes = [Box(one.x0, one.y0, one.x1, one.y1) for one in kept]
    kept += (Redaction(*box, "white", codes) for box, codes in unboxed(beside, boxes, margins))
    return withheld(kept, width_pt, height_pt)


def redactions_of_layered_pages(
    source: Path | bytes, pages: Iterable[int], most_seconds: float
) -> dict[int, PageRedactions]:
    """What is withheld on these pages, pictures with a layer of text; for a worker.

    By page from 0. Pages that are damaged are left out, and those from when time was up.

    Raises:
        SourceError: The PDF cannot be opened.
    """
    ends = time.monotonic() + most_seconds
    found: dict[int, PageRedactions] = {}
    with open_pdf(source) as document, crop_reader() as reader:
        for index in pages:
            if time.monotonic() >= ends:
                break
            try:
                page = document[index]
                found[index] = _of_page(page, page_words(page), reader.readings)
            except (mupdf.FzErrorBase, RuntimeError, ValueError, IndexError):
                continue
    return found


def _of_page(
    page: pymupdf.Page, words: Sequence[SeenWord], read_crop: CropReading
) -> PageRedactions:
    found = scanned_redactions(page_picture(page), READING_DPI, words, read_crop)
    return _beside_drawn(found, page_redactions(page), page.rect)


def withheld(redactions: Iterable[Redaction], width_pt: float, height_pt: float) -> PageRedactions:
    """Redactions down a page of this size, with the share of it that they take up."""
    ordered = tuple(sorted(redactions, key=lambda one: (one.y0, one.x0)))
    boxes = [Box(one.x0, one.y0, one.x1, one.y1) for one in ordered]
    return PageRedactions(ordered, share_covered(boxes, width_pt, height_pt))


def redactions_of_scanned_page(
    source: Path | bytes, page_index: int, words: Sequence[SeenWord] | None = None
) -> PageRedactions:
    """What is withheld on a page that is a picture; for a worker.

    Without `words` those of the page's own text layer are taken, as an earlier reader left them.
    What is drawn on the page is not found again; the share withheld counts both.

    Raises:
        SourceError: The PDF cannot be opened.
    """
    with open_pdf(source) as document, crop_reader() as reader:
        page = document[page_index]
        seen = page_words(page) if words is None else words
        return _of_page(page, seen, reader.readings)


def redactions_of_layered_page(source: Path, page_index: int) -> tuple[Redaction, ...] | None:
    """What is withheld in the picture of a page that brings its text; for a worker.

    None where the page is no picture: then it was drawn, and its file must be read again.

    Raises:
        SourceError: The PDF cannot be opened.
    """
    with open_pdf(source) as document, crop_reader() as reader:
        page = document[page_index]
        if not is_picture(page):
            return None
        return _of_page(page, page_words(page), reader.readings).redactions


def redactions_of_scan(
    source: Path, page_index: int, scan: Scan, words: Sequence[SeenWord]
) -> tuple[Redaction, ...]:
    """What is withheld in the picture of a page that was drawn to be read; for a worker.

    `words` are what was read in it. What is drawn on the page is not found again.

    Raises:
        SourceError: The PDF cannot be opened.
    """
    with crop_reader() as reader:
        found = scanned_redactions(scan.fine, scan.fine_dpi, words, reader.readings)
    if not found.redactions:
        return ()
    with open_pdf(source) as document:
        page = document[page_index]
        return _beside_drawn(found, page_redactions(page), page.rect).redactions


def _beside_drawn(
    found: PageRedactions, drawn: PageRedactions, face: pymupdf.Rect
) -> PageRedactions:
    """What was found in the picture alone, with the share of that and of what is drawn."""
    if not drawn.redactions:
        return found
    known = [Box(one.x0, one.y0, one.x1, one.y1) for one in drawn.redactions]
    new = [
        one
        for one in found.redactions
        if _covered(Box(one.x0, one.y0, one.x1, one.y1), known) < _KNOWN
    ]
    both = withheld([*new, *drawn.redactions], face.width, face.height)
    return PageRedactions(tuple(new), both.withheld_share)


def _covered(box: Box, known: Sequence[Box]) -> float:
    return sum(box.overlap(other) for other in known) / max(1.0, box.area)


def page_picture(page: pymupdf.Page, dpi: int = READING_DPI) -> NDArray[np.uint8]:
    """The picture of a page as it is displayed, in grey."""
    pixels = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY, alpha=False)
    rows = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.stride)
    return np.ascontiguousarray(rows[:, : pixels.width])


# --- what is written in an area -----------------------------------------------------------------


def _fine(picture: NDArray[np.uint8], dpi: float, page: Straight) -> NDArray[np.uint8]:
    """The picture at its own resolution, set straight as the coarse one was."""
    return page.turned(picture) if dpi > WORKING_DPI else page.picture


def _labelled(area: ScannedArea, words: Sequence[SeenWord]) -> _Candidate:
    """An area with the words that were seen in it."""
    if area.kind == "white" and not area.is_marked:
        return _Candidate(area)
    inside = [word for word in words if area.box.has_centre_of(word.box)]
    legible = (word.text for word in inside if word.confidence >= _LEGIBLE)
    text = " ".join(word.text for word in inside)
    return _understood(_Candidate(area, text, " ".join(legible)))


def _understood(one: _Candidate) -> _Candidate:
    """A candidate with the codes of its text."""
    one.codes = tuple(dict.fromkeys(found.code for found in recognise_codes(one.text)))
    one.is_labelled = bool(one.codes or LABEL.search(one.text))
    return one


def _read_crops(candidates: Iterable[_Candidate], fine: _Fine, read_crop: CropReading) -> None:
    """Read again what is written in areas that the words leave unclear."""
    left = _MOST_CROPS
    for one in candidates:
        leftover = re.sub(r"[\W_]", "", _without(one.text))
        is_clear = bool(one.codes) and not leftover
        if is_clear or not left or not one.area.is_marked or (one.words and not one.codes):
            continue
        left -= 1
        for text in read_crop(fine.picture, fine.box(one.area.straight), fine.dpi):
            read = _understood(_Candidate(one.area, text, text))
            # Lines drawn across an area read as letters; only a code among them is believed.
            is_better = len(read.codes) >= len(one.codes) and one.area.kind != "hatched"
            if text and (is_better or len(read.codes) > len(one.codes)):
                one.text, one.legible = text, text
                one.codes, one.is_labelled = read.codes, read.is_labelled
            if read.codes:
                break


def _margins_read(
    words: Sequence[SeenWord], width_pt: float, fine: _Fine, read_crop: CropReading
) -> list[SeenWord]:
    """Words, of which those in the margins that may be codes are read once more."""
    found: list[SeenWord] = []
    left = _MOST_MARGINS
    for word in words:
        if left and is_in_margin(word.box, width_pt) and _may_be_code(word.text):
            left -= 1
            points = Box(*(side * WORKING_DPI / 72 for side in word.box))
            box = fine.box(fine.page.straightened(points))
            room = 4 * fine.dpi / 72
            around = Box(box.x0 - room, box.y0 - room, box.x1 + room, box.y1 + room)
            for text in read_crop(fine.picture, around, fine.dpi):
                if any(recognise_codes(text)):
                    word = word._replace(text=text)
                    break
        found.append(word)
    return found


def _may_be_code(text: str) -> bool:
    """Whether a word is as short as a code and none as it stands."""
    return 2 <= len(text) <= 5 and not any(recognise_codes(text))


def _without(text: str) -> str:
    """A text without its codes."""
    for found in reversed(list(recognise_codes(text))):
        text = f"{text[: found.start]} {text[found.end :]}"
    return text


# --- what is withheld ---------------------------------------------------------------------------


def _is_withheld(one: _Candidate, *, codes: bool, at_margin: bool, width_pt: float) -> bool:
    box = one.area.box
    wide, high = box.x1 - box.x0, box.y1 - box.y0
    if one.is_labelled:
        # A cell that reads B6 may well be the address of another.
        is_bare = one.area.is_gridded and not re.search(r"[(\[{]", one.text)
        return not is_bare and says_only_codes(one.text, recognise_codes(one.text))
    is_tiny = max(wide, high) < _TINY_PT or wide < 10
    if is_tiny:
        return False
    is_wide = wide > width_pt / 2
    if one.area.kind == "black":
        # One word in white may be a code that cannot be read; a banner has more, or is wide.
        return not (is_wide and (high < _BAR_PT or one.words)) and len(one.words) < 2
    if one.words:
        return False
    if one.area.kind == "hatched":
        return True
    if one.area.kind == "grey":
        return codes
    is_empty = one.area.mixed < _TOUCHED
    return is_empty and (codes or at_margin) and not one.area.is_gridded
