"""Pages drawn for a test, as a scanner gives them: turned, blurred, noisy and squeezed."""

from collections.abc import Callable

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

from pincite.pdf.code_marks import SeenWord, page_words

DPI = 200
Picture = NDArray[np.uint8]


def drawn(draw: Callable[[pymupdf.Page], None]) -> pymupdf.Page:
    """A letter page with lines of text and what `draw` puts on it."""
    page = pymupdf.open().new_page(width=612, height=792)
    for number in range(24):
        page.insert_text(
            (72, 90 + 14 * number), "the harbor pilot vendor and the council", fontsize=11
        )
    draw(page)
    return page


def scanned(page: pymupdf.Page, degrees: float = 0.8) -> Picture:
    """The page as an office's scanner gives it."""
    pixels = page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
    picture = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.stride)
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    turned = cv2.warpAffine(picture, turn, (width, height), borderValue=255)
    noise = np.random.default_rng(7).normal(0, 5, turned.shape)
    grey = np.clip(cv2.GaussianBlur(turned, (0, 0), 0.6) + noise, 0, 255).astype(np.uint8)
    _, jpeg = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 75])
    return np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_GRAYSCALE), np.uint8)


def outside(page: pymupdf.Page, *boxes: pymupdf.Rect) -> list[SeenWord]:
    """The words of a page that a reader of scans makes out: none within these boxes."""
    return [
        word
        for word in page_words(page)
        if not any(pymupdf.Rect(word.box).intersects(box) for box in boxes)
    ]
