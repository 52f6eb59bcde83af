"""PDFs of scanned pages: pictures of print, with or without a layer of text, upright or not."""

from collections.abc import Sequence

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray

LETTER = (
    "From: Dana Ruiz",
    "Subject: Pilot of the turnstile cameras",
    "The procurement office confirmed the schedule on",
    "Thursday and the vendor agreed to a demonstration.",
    "Please forward the regulation to our counsel.",
)
MEMO = (
    "MEMORANDUM to the director of the harbor police",
    "The evaluation of the license plate software has",
    "ended and no purchase was made by the department.",
    "The report is attached and may be released in full.",
)
DPI = 200


def picture(lines: Sequence[str], footer: str = "", degrees: float = 0.0) -> pymupdf.Pixmap:
    """A page of print as a picture, its lines falling to the right by so many degrees."""
    with pymupdf.open() as document:
        page = document.new_page(width=612, height=792)
        turn = (pymupdf.Point(306, 396), pymupdf.Matrix(-degrees))
        for number, line in enumerate(lines):
            at = pymupdf.Point(72, 110 + 24 * number)
            page.insert_text(at, line, fontsize=13, fontname="tiro", morph=turn)
        if footer:
            page.insert_text((480, 760), footer, fontsize=12, morph=turn)
        return page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)


def pixels(lines: Sequence[str], degrees: float = 0.0) -> NDArray[np.uint8]:
    """The same as rows of grey pixels."""
    pixmap = picture(lines, degrees=degrees)
    rows = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.stride)
    return rows[:, : pixmap.width]


def faxed(lines: Sequence[str], height_pt: float = 240) -> NDArray[np.uint8]:
    """The head of the same page as it comes from a bad fax machine: blurred, ragged, specked."""
    head = pixels(lines)[: round(height_pt / 72 * DPI)]
    grey = cv2.GaussianBlur(head, (0, 0), 1.5).astype(np.float32)
    noisy = grey + np.random.default_rng(2).normal(0, 45, grey.shape)
    return np.where(noisy > 130, 255, 0).astype(np.uint8)


def weakly_scanned(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF of faxed pages, which an engine reads badly at first sight."""
    return _pictured([faxed(lines) for lines in pages])


def faintly_scanned(pages: Sequence[Sequence[str]], height_pt: float = 240) -> bytes:
    """A PDF of pages whose print is so light that they look blank."""
    heads = [pixels(lines)[: round(height_pt / 72 * DPI)].astype(np.float32) for lines in pages]
    return _pictured([(255 - (255 - head) * 0.2).astype(np.uint8) for head in heads])


def _pictured(pictures: Sequence[NDArray[np.uint8]]) -> bytes:
    with pymupdf.open() as document:
        for grey in pictures:
            height, width = grey.shape
            page = document.new_page(width=612, height=height / DPI * 72)
            samples = np.ascontiguousarray(grey).tobytes()
            picture = pymupdf.Pixmap(pymupdf.csGRAY, width, height, samples, False)
            page.insert_image(page.rect, pixmap=picture)
        return bytes(document.tobytes(deflate=True))


def scanned(
    pages: Sequence[Sequence[str]],
    *,
    bates: str = "",
    degrees: float = 0.0,
    turned: int = 0,
    layer: str = "",
) -> bytes:
    """A PDF of pictures of these pages.

    `bates` is the prefix of the numbers at their feet, from 131 on; `turned` how far each picture
    is turned clockwise by a multiple of 90 degrees; `layer` a text that lies over each, unseen.
    """
    with pymupdf.open() as document:
        for number, lines in enumerate(pages):
            footer = f"{bates}{131 + number:06d}" if bates else ""
            size = (792, 612) if turned % 180 else (612, 792)
            page = document.new_page(width=size[0], height=size[1])
            page.insert_image(
                page.rect, pixmap=picture(lines, footer, degrees), rotate=-turned % 360
            )
            if layer:
                page.insert_textbox(page.rect + (72, 110, -72, -72), layer, render_mode=3)
        return bytes(document.tobytes(deflate=True))
