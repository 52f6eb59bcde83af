"""Pages as a reader of scans (OCR) wants them: grey, and as fine as what was scanned.

What is read is what is seen. An embedded picture is not taken by itself: a page may have boxes
painted over it, and what they withhold must not be read.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray
from pymupdf import mupdf

from pincite.domain.pages import Stretch
from pincite.errors import RenditionError
from pincite.pdf.read import open_pdf
from pincite.pdf.redactions import page_redactions
from pincite.pdf.words import page_text, seen_words

Grey = NDArray[np.uint8]
# Finer scans are read no better, measured down to print of 6 pt, and a sixth more slowly.
FINEST_DPI = 240
# What a page is drawn at: codes in small areas are read from more.
DRAWN_DPI = 300
COARSEST_DPI = 150
# A picture that takes up this much of its page is the page.
FILLS = 0.5
# An A3 sheet at the finest; more would take a worker past its memory.
MAX_PIXELS = 18_000_000


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word that the file itself holds, in points of the page as it is displayed.

    `stretches` and `is_sideways` are as of a `WordBox`.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    stretches: tuple[Stretch, ...] = ()
    is_sideways: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as a picture, as it is displayed: `fine` as it was drawn, `grey` as it is to be read.

    `own_words` is the text of the file that can be seen on it, or lies over it unseen.
    """

    grey: Grey
    dpi: float
    fine: Grey
    fine_dpi: float
    width_pt: float
    height_pt: float
    own_words: tuple[OwnWord, ...]


def scan_page(path: Path, page_index: int) -> Scan:
    """A page of a PDF as a picture, at the resolution it was scanned with.

    Raises:
        RenditionError: The page cannot be shown.
        SourceError: The file cannot be opened.
    """
    state = path.stat()
    document = _opened(path, state.st_size, state.st_mtime_ns)
    try:
        page = document[page_index]
        size = page.rect
        dpi = _fitting(scan_dpi(page), size.width, size.height)
        scale = dpi / 72
        pixels = page.get_pixmap(
            matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, alpha=False, annots=True
        )
        text = page_text(page)
        seen = seen_words(page, text, page_redactions(page, text))
        words = tuple(
            OwnWord(word.text, *word.box, word.stretches, word.is_sideways) for word in seen
        )
    except (mupdf.FzErrorBase, RuntimeError, ValueError, IndexError) as error:
        raise RenditionError(
            f"Page {page_index + 1} cannot be read.", "The file is damaged there."
        ) from error
    finally:
        # Each picture would be kept decoded, as long as the document is open.
        pymupdf.TOOLS.store_shrink(100)
    rows = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.stride)
    fine = rows[:, : pixels.width]
    reading_dpi = min(dpi, FINEST_DPI)
    return Scan(
        _smaller(fine, reading_dpi / dpi),
        reading_dpi,
        fine,
        dpi,
        size.width,
        size.height,
        words,
    )


def _smaller(picture: Grey, factor: float) -> Grey:
    """A picture with fewer pixels; drawing the page twice would cost five times as much."""
    if factor >= 1:
        return picture
    size = (max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def scan_dpi(page: pymupdf.Page) -> float:
    """The resolution of the pictures that fill a page, within what is worth drawing.

    A page that is drawn, or only bears small pictures, is taken at the finest.
    """
    whole = abs(page.rect)
    widest = covered = 0.0
    for image in page.get_image_info():
        box = pymupdf.Rect(image["bbox"]) & page.mediabox
        across, down = pymupdf.Point(image["transform"][:2]), pymupdf.Point(image["transform"][2:4])
        if box.is_empty or not abs(across) or not abs(down):
            continue
        covered += abs(box)
        fineness = 72 * max(image["width"] / abs(across), image["height"] / abs(down))
        widest = max(widest, fineness)
    if covered < FILLS * whole:
        return DRAWN_DPI
    return min(max(widest, COARSEST_DPI), DRAWN_DPI)


def _fitting(dpi: float, width_pt: float, height_pt: float) -> float:
    """This resolution, or a coarser one if the page would be too large."""
    pixels = width_pt * height_pt * (dpi / 72) ** 2
    return dpi if pixels <= MAX_PIXELS else dpi * float((MAX_PIXELS / pixels) ** 0.5)


@lru_cache(maxsize=2)
def _opened(path: Path, size_bytes: int, modified_ns: int) -> pymupdf.Document:  # noqa: ARG001
    """An open document, kept for the next page; size and time tell another version apart."""
    return open_pdf(path)
