"""Finds what is withheld in the picture of a page: rectangles, and the codes in or beside them.

What is found by the picture alone is a suggestion. Shape alone would be wrong more often than
right, so a white or grey area counts only with a code: within it, beside it, or in the margin.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pymupdf
from numpy.typing import NDArray

from pincite.domain.exemptions import recognise_codes
from pincite.pdf.areas import Box
from pincite.pdf.code_marks import (
    CodeMark,
    MarginCodes,
    SeenWord,
    code_marks,
    codes_at,
    margin_codes,
)
from pincite.pdf.crops import crop_reader
from pincite.pdf.read import TEXT_FLAGS, open_pdf
from pincite.pdf.redactions import LABEL, NOTHING, PageRedactions, Redaction, share_of
from pincite.pdf.scanned_areas import WORKING_DPI, ScannedArea, scanned_areas
from pincite.pdf.straightening import Straight

# Reads what is written in an area, given in pixels of the straightened picture.
CropReading = Callable[[NDArray[np.uint8], Box, float], str]

READING_DPI = 300
_BESIDE_PT = 30.0
_TINY_PT = 12.0
_BAR_PT = 9.0
_CLEAN, _LEGIBLE, _TOUCHED = 0.006, 60.0, 0.06
_MOST_CROPS = 80
_PICTURE_SHARE = 0.6


@dataclass(slots=True)
class _Candidate:
    """An area with what is written in it."""

    area: ScannedArea
    text: str = ""
    codes: tuple[str, ...] = ()
    is_labelled: bool = False

    @property
    def words(self) -> list[str]:
        """The words in it that are no codes and no dirt."""
        return re.findall(r"[A-Za-z]{4,}", LABEL.sub(" ", _without(self.text)))


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
    marks = code_marks(words, width_pt, is_live=False)
    if not found.areas and not marks:
        return NOTHING
    fine = _fine(picture, dpi, found.page)
    candidates = [_labelled(area, words) for area in found.areas]
    if read_crop is not None:
        _read_crops(candidates, fine, dpi, read_crop)
    beside = [one for one in marks if not any(_has(area.box, one.box) for area in found.areas)]
    margins = margin_codes(beside)
    near = _bound(candidates, [one for one in beside if not one.is_margin])
    kept: list[Redaction] = []
    for index, one in enumerate(candidates):
        codes = one.codes or near.get(index, ())
        at_margin = () if codes else codes_at(one.area.box, margins)
        if _is_withheld(one, codes=bool(codes), at_margin=bool(at_margin), width_pt=width_pt):
            kept.append(Redaction(*one.area.box, one.area.kind, codes or at_margin))
    kept += unboxed(beside, [Box(one.x0, one.y0, one.x1, one.y1) for one in kept], margins)
    return withheld(kept, width_pt * height_pt)


def withheld(redactions: Iterable[Redaction], face: float) -> PageRedactions:
    """Redactions down a page whose face is that many square points."""
    ordered = tuple(sorted(redactions, key=lambda one: (one.y0, one.x0)))
    boxes = [Box(one.x0, one.y0, one.x1, one.y1) for one in ordered]
    return PageRedactions(ordered, share_of(boxes, face))


def redactions_of_scanned_page(
    source: Path | bytes, page_index: int, words: Sequence[SeenWord] | None = None
) -> PageRedactions:
    """What is withheld on a page that is a picture; for a worker.

    Without `words` those of the page's own text layer are taken, as an earlier reader left them.

    Raises:
        SourceError: The PDF cannot be opened.
    """
    with open_pdf(source) as document, crop_reader() as reader:
        page = document[page_index]
        seen = layer_words(page) if words is None else words
        return scanned_redactions(page_picture(page), READING_DPI, seen, reader.read)


def is_picture_with_layer(page: pymupdf.Page) -> bool:
    """Whether a page is a picture, so that any text on it was read from that picture."""
    pictures = [pymupdf.Rect(info["bbox"]) for info in page.get_image_info()]
    largest = max((abs(box & page.rect) for box in pictures), default=0.0)
    return bool(largest >= _PICTURE_SHARE * abs(page.rect))


def page_picture(page: pymupdf.Page, dpi: int = READING_DPI) -> NDArray[np.uint8]:
    """The picture of a page as it is displayed, in grey."""
    pixels = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY, alpha=False)
    rows = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.stride)
    return np.ascontiguousarray(rows[:, : pixels.width])


def layer_words(page: pymupdf.Page) -> list[SeenWord]:
    """The words of a page's text where they are displayed."""
    turned = page.rotation_matrix
    return [
        SeenWord(Box(*(pymupdf.Rect(x0, y0, x1, y1) * turned)), text)
        for x0, y0, x1, y1, text, *_ in page.get_text("words", flags=TEXT_FLAGS)
    ]


# --- what is written in an area -----------------------------------------------------------------


def _fine(picture: NDArray[np.uint8], dpi: float, page: Straight) -> NDArray[np.uint8]:
    """The picture at its own resolution, set straight as the coarse one was."""
    return page.turned(picture) if dpi > WORKING_DPI else page.picture


def _labelled(area: ScannedArea, words: Sequence[SeenWord]) -> _Candidate:
    """An area with the words that were seen in it."""
    if area.kind == "white" and area.mixed < _CLEAN:
        return _Candidate(area)
    inside = [word.text for word in words if area.box.has_centre_of(word.box)]
    return _understood(_Candidate(area, " ".join(inside)))


def _understood(one: _Candidate) -> _Candidate:
    """A candidate with the codes of its text."""
    one.codes = tuple(dict.fromkeys(found.code for found in recognise_codes(one.text)))
    one.is_labelled = bool(one.codes or LABEL.search(one.text))
    return one


def _read_crops(
    candidates: Iterable[_Candidate],
    picture: NDArray[np.uint8],
    dpi: float,
    read_crop: CropReading,
) -> None:
    """Read again what is written in areas that the words leave unclear."""
    scale = max(dpi, WORKING_DPI) / WORKING_DPI
    left = _MOST_CROPS
    for one in candidates:
        leftover = re.sub(r"[\W_]", "", _without(one.text))
        is_clear = bool(one.codes) and not leftover
        if is_clear or not left or one.area.mixed < _CLEAN or (one.words and not one.codes):
            continue
        left -= 1
        box = Box(*(side * scale for side in one.area.straight))
        read = _understood(_Candidate(one.area, read_crop(picture, box, max(dpi, WORKING_DPI))))
        if len(read.codes) >= len(one.codes) and read.text:
            one.text, one.codes, one.is_labelled = read.text, read.codes, read.is_labelled


def _without(text: str) -> str:
    """A text without its codes."""
    for found in reversed(list(recognise_codes(text))):
        text = f"{text[: found.start]} {text[found.end :]}"
    return text


# --- what is withheld ---------------------------------------------------------------------------


def _is_withheld(one: _Candidate, *, codes: bool, at_margin: bool, width_pt: float) -> bool:
    box = one.area.box
    wide, high = box.x1 - box.x0, box.y1 - box.y0
    says_little = len(_without(one.text).split()) <= 12
    if one.is_labelled:
        return says_little
    is_tiny = max(wide, high) < _TINY_PT or wide < 10
    if is_tiny or one.words:
        return False
    if one.area.kind in {"black", "hatched"}:
        return not (high < _BAR_PT and wide > width_pt / 2)
    if one.area.kind == "grey":
        return codes
    is_empty = one.area.mixed < _TOUCHED
    return is_empty and (codes or at_margin) and not one.area.is_gridded


def _bound(
    candidates: Sequence[_Candidate], marks: Iterable[CodeMark]
) -> dict[int, tuple[str, ...]]:
    """The codes beside each candidate: a code belongs to the nearest area on its line."""
    found: dict[int, tuple[str, ...]] = {}
    for mark in marks:
        distances = [
            (_distance(one.area.box, mark.box), index)
            for index, one in enumerate(candidates)
            if not one.codes and not one.words and _is_level(one.area.box, mark.box)
        ]
        distance, index = min(distances, default=(_BESIDE_PT + 1, -1))
        if distance <= _BESIDE_PT:
            found[index] = tuple(dict.fromkeys(found.get(index, ()) + mark.codes))
    return found


def unboxed(
    marks: Iterable[CodeMark], boxes: Sequence[Box], margins: Sequence[MarginCodes]
) -> list[Redaction]:
    """Codes that stand where something was left out without a box; they are their own area."""
    found: list[Redaction] = []
    for mark in marks:
        if mark.is_margin:
            continue
        beside = (
            box for box in boxes
            if _is_level(box, mark.box) and _distance(box, mark.box) <= _BESIDE_PT
        )  # fmt: skip
        if not any(beside):
            found.append(Redaction(*mark.box, "white", mark.codes))
    alone = [one for one in margins if not any(codes_at(box, [one]) for box in boxes)]
    for stack in alone:
        own = [one.box for one in marks if one.is_margin and stack.y0 <= one.box.y0 < stack.y1]
        found.append(
            Redaction(
                min(box.x0 for box in own), stack.y0, max(box.x1 for box in own), stack.y1,
                "white", stack.codes,
            )
        )  # fmt: skip
    return found


def _has(area: Box, mark: Box) -> bool:
    return area.has_centre_of(mark)


def _is_level(box: Box, mark: Box) -> bool:
    """Whether a mark stands on a line of a box."""
    shared = min(box.y1, mark.y1) - max(box.y0, mark.y0)
    return shared > 0.5 * (mark.y1 - mark.y0)


def _distance(box: Box, mark: Box) -> float:
    return max(0.0, mark.x0 - box.x1, box.x0 - mark.x1)
