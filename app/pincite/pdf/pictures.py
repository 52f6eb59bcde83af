"""Images that came with a message: their bytes, their size, and the room they get on a page."""

import base64
import binascii
import re
from collections.abc import Mapping
from urllib.parse import unquote, unquote_to_bytes

import pymupdf
from pymupdf import mupdf

from pincite.domain.blocks import Picture

MAX_PICTURE_BYTES = 40_000_000
MAX_PICTURE_PIXELS = 60_000_000
PX_PT = 0.75
FRAME_DPI = 200
MAX_FRAMES = 500
_TIFF_MARKS = {b"II*\0", b"MM\0*"}


def picture_bytes(source: str, pictures: Mapping[str, bytes]) -> bytes | None:
    """The bytes of an image that came along, or None if there are none."""
    if source[:4].lower() == "cid:":
        return pictures.get(unquote(source[4:]).strip("<>"))
    head, comma, data = source.partition(",")
    if not comma or len(data) > MAX_PICTURE_BYTES:
        return None
    if head.lower().endswith(";base64"):
        try:
            return base64.b64decode(re.sub(r"[^A-Za-z0-9+/]", "", unquote(data)) + "==")
        except binascii.Error:
            return None
    return unquote_to_bytes(data)


def frames(content: bytes) -> list[bytes]:
    """The images in an image file: a fax or scan kept as TIFF may hold many."""
    if content[:4] not in _TIFF_MARKS:
        return [content]
    try:
        with pymupdf.open(stream=content, filetype="tiff") as document:
            if document.page_count < 2:
                return [content]
            return [
                bytes(document[index].get_pixmap(dpi=FRAME_DPI).tobytes("png"))
                for index in range(min(document.page_count, MAX_FRAMES))
            ]
    except (mupdf.FzErrorBase, RuntimeError, ValueError):
        return [content]


def picture_size(content: bytes) -> tuple[float, float] | None:
    """Width and height in pixels, or None for what is no image or too large to open."""
    if len(content) > MAX_PICTURE_BYTES:
        return None
    try:
        # The header only: what is inside is decoded when the page is shown.
        image = mupdf.fz_new_image_from_buffer(mupdf.fz_new_buffer_from_copied_data(content))
    except mupdf.FzErrorBase:
        return None
    width, height = image.w(), image.h()
    if not 0 < width * height <= MAX_PICTURE_PIXELS:
        return None
    return float(width), float(height)


def scaled(
    size_px: tuple[float, float], block: Picture, width_pt: float, height_pt: float
) -> tuple[float, float]:
    """The size on the page: as stated, else its own; smaller if that does not fit."""
    width, height = (side * PX_PT for side in size_px)
    if block.width_px and block.height_px:
        width, height = block.width_px * PX_PT, block.height_px * PX_PT
    elif block.width_px:
        width, height = block.width_px * PX_PT, height * block.width_px * PX_PT / width
    elif block.height_px:
        width, height = width * block.height_px * PX_PT / height, block.height_px * PX_PT
    factor = min(1.0, width_pt / width, height_pt / height)
    return width * factor, height * factor
