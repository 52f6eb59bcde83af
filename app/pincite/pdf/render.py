"""Pages as images for the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pymupdf
from pymupdf import mupdf

from pincite.errors import RenditionError
from pincite.pdf.read import open_pdf

# A page of a poster at full zoom asks for more than a screen can show.
MAX_PIXELS = 36_000_000


@dataclass(frozen=True, slots=True)
class PageImage:
    """An image: rows of `stride` bytes, three bytes a pixel (red, green, blue)."""

    width: int
    height: int
    stride: int
    rgb: bytes


def page_image(path: Path, page_index: int, scale: float) -> PageImage:
    """A page with its annotations, at `scale` pixels a point; smaller if that were too large.

    Raises:
        RenditionError: The page cannot be shown.
        SourceError: The file cannot be opened.
    """
    state = path.stat()
    document = _opened(path, state.st_size, state.st_mtime_ns)
    try:
        page = document[page_index]
        pixels = page.rect.width * page.rect.height * scale * scale
        if pixels > MAX_PIXELS:
            scale *= (MAX_PIXELS / pixels) ** 0.5
        pixmap = page.get_pixmap(
            matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, alpha=False, annots=True
        )
    except (mupdf.FzErrorBase, RuntimeError, ValueError, IndexError) as error:
        raise RenditionError(
            f"Page {page_index + 1} cannot be shown.", "The file is damaged there."
        ) from error
    return PageImage(pixmap.width, pixmap.height, pixmap.stride, bytes(pixmap.samples))


def some_pages(path: Path, page_indices: Sequence[int]) -> bytes:
    """A PDF of just these pages, in this order, otherwise as they are; the same bytes each time.

    Raises:
        SourceError: The file cannot be opened.
    """
    with open_pdf(path) as document:
        document.select(list(page_indices))
        return bytes(document.tobytes(garbage=3, deflate=True, no_new_id=True))


@lru_cache(maxsize=4)
def _opened(path: Path, size_bytes: int, modified_ns: int) -> pymupdf.Document:  # noqa: ARG001
    """An open document, kept for the next page; size and time tell another version apart."""
    return open_pdf(path)
