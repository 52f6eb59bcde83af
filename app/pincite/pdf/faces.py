"""The typefaces of renditions: which glyph stands for a character, and how faces get into a PDF.

All come with MuPDF: Helvetica and Courier by look, and Noto or Droid for what those lack.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import pymupdf
from pymupdf import mupdf

from pincite.domain.blocks import Style

_NAMES = ("helv", "hebo", "heit", "hebi")
_MONOSPACE_NAMES = ("cour", "cobo", "coit", "cobi")

# Characters that are never drawn: controls, joiners, marks of direction, variation selectors.
_INVISIBLE = frozenset(
    [*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF]
    + [*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070)]
    + [*range(0xFE00, 0xFE10), *range(0xE0000, 0xE01F0)]
)
_SPACES = frozenset([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000])


class Glyph(NamedTuple):
    """A glyph of one face; `advance` is in ems."""

    face: "Face"
    number: int
    advance: float


class Face:
    """One font file, and the glyph of each character it was asked for."""

    def __init__(self, font: pymupdf.mupdf.FzFont) -> None:
        """Wrap a font of MuPDF."""
        self._font = font
        self.name: str = mupdf.fz_font_name(font)
        self._glyphs: dict[str, Glyph | None] = {}

    def glyph(self, character: str) -> Glyph | None:
        """The glyph of a character, from another face if this one lacks it.

        None where nothing is to be drawn.
        """
        try:
            return self._glyphs[character]
        except KeyError:
            glyph = self._glyphs[character] = self._found(character)
            return glyph

    def _found(self, character: str) -> Glyph | None:
        code = ord(character)
        if code in _INVISIBLE:
            return None
        if code in _SPACES:
            code = 0x20
        # Arabic punctuation is common to several scripts: of itself it finds no face.
        script = mupdf.UCDN_SCRIPT_ARABIC if 0x600 <= code < 0x700 else mupdf.UCDN_SCRIPT_COMMON
        number, font = mupdf.fz_encode_character_with_fallback(self._font, code, script, 0)
        face = _face_of(font, self) if number else self
        return Glyph(face, number, self._advance(face, number))

    def advance(self, number: int) -> float:
        """The width of a glyph in ems."""
        return self._advance(self, number)

    @staticmethod
    def _advance(face: "Face", number: int) -> float:
        return float(mupdf.fz_advance_glyph(face._font, number, 0))

    def file(self) -> bytes:
        """The font file, whole."""
        buffer = mupdf.FzBuffer(mupdf.ll_fz_keep_buffer(self._font.m_internal.buffer))
        return bytes(mupdf.fz_buffer_extract_copy(buffer))

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The box that holds every glyph, in thousandths of an em."""
        box = mupdf.fz_font_bbox(self._font)
        left, bottom, right, top = (round(1000 * side) for side in (box.x0, box.y0, box.x1, box.y1))
        return left, bottom, right, top


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """A font file as PDF wants it: which key of the descriptor holds it, of which subtype."""

    key: str
    subtype: str
    descendant: str
    content: bytes


def embedded_file(face: Face) -> EmbeddedFile:
    """How the file of a face is embedded with glyph numbers as character codes."""
    content = face.file()
    if content[:4] == b"OTTO":
        return EmbeddedFile("FontFile3", "CIDFontType0C", "CIDFontType0", _cff_table(content))
    if content[:1] == b"\x01":
        return EmbeddedFile("FontFile3", "CIDFontType0C", "CIDFontType0", content)
    return EmbeddedFile("FontFile2", "", "CIDFontType2", content)


def face_for(style: Style) -> Face:
    """The face that text of this style is set in."""
    names = _MONOSPACE_NAMES if style & Style.MONOSPACE else _NAMES
    return _base_face(names[bool(style & Style.BOLD) + 2 * bool(style & Style.ITALIC)])


@cache
def _base_face(name: str) -> Face:
    return Face(pymupdf.Font(name).this)


@cache
def _fallback_faces() -> dict[str, Face]:
    return {}


def _face_of(font: pymupdf.mupdf.FzFont, asking: Face) -> Face:
    """The one Face of a font that MuPDF found."""
    name = mupdf.fz_font_name(font)
    if name == asking.name:
        return asking
    return _fallback_faces().setdefault(name, Face(font))


def _cff_table(content: bytes) -> bytes:
    """The `CFF ` table of an OpenType font.

    Source: OpenType 1.9, "Organization of an OpenType Font".
    """
    tables = int.from_bytes(content[4:6], "big")
    for index in range(tables):
        record = content[12 + 16 * index : 28 + 16 * index]
        if record[:4] == b"CFF ":
            start, length = (int.from_bytes(record[at : at + 4], "big") for at in (8, 12))
            return content[start : start + length]
    raise ValueError("an OpenType font without outlines")
