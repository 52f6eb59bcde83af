"""The type that Pincite itself sets on a page: measured, wrapped, embedded, drawn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import groupby

import pymupdf

Rgb = tuple[float, float, float]
BLACK: Rgb = (0.0, 0.0, 0.0)
INK: Rgb = (0.12, 0.14, 0.16)
GREY: Rgb = (0.38, 0.40, 0.43)
ACCENT: Rgb = (0.122, 0.306, 0.475)
WHITE: Rgb = (1.0, 1.0, 1.0)
# How far a Bézier's handles reach to draw a quarter of a circle.
_ROUND = 0.5523


class Face(StrEnum):
    """The faces that ship with the PDF engine, by the names that pages know them by."""

    SANS = "PinSans"
    SANS_BOLD = "PinSansBold"
    SERIF = "PinSerif"
    SERIF_BOLD = "PinSerifBold"
    SERIF_ITALIC = "PinSerifItalic"
    WIDE = "PinWide"


_BUILT_IN = {
    Face.SANS: "helv",
    Face.SANS_BOLD: "hebo",
    Face.SERIF: "tiro",
    Face.SERIF_BOLD: "tibo",
    Face.SERIF_ITALIC: "tiit",
}


@cache
def font(face: Face) -> pymupdf.Font:
    """The font of a face; `WIDE` holds the scripts that the others lack."""
    return pymupdf.Font(ordering=0) if face is Face.WIDE else pymupdf.Font(_BUILT_IN[face])


@cache
def _glyph(face: Face, letter: str) -> tuple[Face, int, float]:
    """The face that has this letter, its glyph (0 if none has) and its width at size 1."""
    for candidate in (face, Face.WIDE):
        glyph = font(candidate).has_glyph(ord(letter))
        if glyph:
            return candidate, glyph, font(candidate).glyph_advance(ord(letter))
    return face, 0, 0.0


def width(text: str, face: Face, size: float) -> float:
    """How wide a text is in points; a letter that no face has takes no room."""
    return size * sum(_glyph(face, letter)[2] for letter in text)


def wrap(text: str, face: Face, size: float, room: float) -> list[str]:
    """The lines of a text that fit into `room` points; a word that is wider is broken."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text.split(), face, size, room):
        longer = f"{line} {word}" if line else word
        if line and width(longer, face, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def shorten(text: str, face: Face, size: float, room: float) -> str:
    """The text, or as much of it as fits into `room` points with an ellipsis."""
    if width(text, face, size) <= room:
        return text
    while text and width(text + "…", face, size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _pieces(words: Iterable[str], face: Face, size: float, room: float) -> Iterator[str]:
    for word in words:
        piece = ""
        for letter in word:
            if piece and width(piece + letter, face, size) > room:
                yield piece
                piece = ""
            piece += letter
        yield piece


@dataclass(slots=True)
class Lettering:
    """What is to be drawn on one page whose own frame starts at its top left corner.

    Every y is a distance from the top in points; that of a text is its baseline.
    """

    height_pt: float
    operators: list[str] = field(default_factory=list)
    faces: set[Face] = field(default_factory=set)

    def text(
        self, x: float, y: float, text: str, face: Face, size: float, colour: Rgb = BLACK
    ) -> None:
        """Set one line that starts at x."""
        if runs := self._runs(text, face, size):
            position = f"1 0 0 1 {_n(x)} {_n(self.height_pt - y)} Tm"
            self.operators.append(f"BT {_rgb(colour)} rg {position} {' '.join(runs)} ET")

    def unseen(
        self, x: float, y: float, text: str, face: Face, size: float, stretch: float
    ) -> None:
        """Set a word that can be found and is not drawn, `stretch` times as wide as it would be."""
        if runs := self._runs(text, face, size):
            position = f"{_n(stretch)} 0 0 1 {_n(x)} {_n(self.height_pt - y)} Tm"
            self.operators.append(f"BT 3 Tr {position} {' '.join(runs)} 0 Tr ET")

    def _runs(self, text: str, face: Face, size: float) -> list[str]:
        """The operators that show a text, one run for each face that it takes."""
        known = (_glyph(face, letter) for letter in text)
        glyphs = [glyph for glyph in known if glyph[1]]
        runs = []
        for used, run in groupby(glyphs, key=lambda glyph: glyph[0]):
            self.faces.add(used)
            written = "".join(f"{glyph:04x}" for _, glyph, _ in run)
            runs.append(f"/{used} {_n(size)} Tf <{written}> Tj")
        return runs

    def centred(
        self, x: float, y: float, text: str, face: Face, size: float, colour: Rgb = BLACK
    ) -> None:
        """Set one line whose middle is at x."""
        self.text(x - width(text, face, size) / 2, y, text, face, size, colour)

    def right(
        self, x: float, y: float, text: str, face: Face, size: float, colour: Rgb = BLACK
    ) -> None:
        """Set one line that ends at x."""
        self.text(x - width(text, face, size), y, text, face, size, colour)

    def rule(
        self, x0: float, y0: float, x1: float, y1: float, weight: float, colour: Rgb = BLACK
    ) -> None:
        """Draw a straight line."""
        ends = f"{self._at(x0, y0)} m {self._at(x1, y1)} l S"
        self.operators.append(f"{_rgb(colour)} RG {_n(weight)} w {ends}")

    def box(self, rect: pymupdf.Rect, radius: float, line: Rgb, fill: Rgb) -> None:
        """Draw a box with round corners."""
        x0, y0, x1, y1 = rect
        curve = radius * (1 - _ROUND)
        path = [f"{self._at(x0 + radius, y0)} m {self._at(x1 - radius, y0)} l"]
        path.append(self._curve((x1 - curve, y0), (x1, y0 + curve), (x1, y0 + radius)))
        path.append(f"{self._at(x1, y1 - radius)} l")
        path.append(self._curve((x1, y1 - curve), (x1 - curve, y1), (x1 - radius, y1)))
        path.append(f"{self._at(x0 + radius, y1)} l")
        path.append(self._curve((x0 + curve, y1), (x0, y1 - curve), (x0, y1 - radius)))
        path.append(f"{self._at(x0, y0 + radius)} l")
        path.append(self._curve((x0, y0 + curve), (x0 + curve, y0), (x0 + radius, y0)))
        self.operators.append(f"{_rgb(line)} RG {_rgb(fill)} rg 1 w {' '.join(path)} h B")

    def draw(self, page: pymupdf.Page) -> int:
        """Put it over what the page holds; gives the xref of the stream that was added."""
        document = page.parent
        for face in sorted(self.faces):
            page.insert_font(fontname=str(face), fontbuffer=font(face).buffer)
        stream: int = document.get_new_xref()
        document.update_object(stream, "<<>>")
        document.update_stream(stream, self.written())
        contents = " ".join(f"{xref} 0 R" for xref in [*page.get_contents(), stream])
        document.xref_set_key(page.xref, "Contents", f"[{contents}]")
        return stream

    def written(self) -> bytes:
        """The operators as a content stream that leaves the graphics state as it was."""
        return "\n".join(["q", *self.operators, "Q"]).encode("ascii")

    def _at(self, x: float, y: float) -> str:
        return f"{_n(x)} {_n(self.height_pt - y)}"

    def _curve(self, *points: tuple[float, float]) -> str:
        return f"{' '.join(self._at(*point) for point in points)} c"


def _n(number: float) -> str:
    """A number as PDF writes it: no exponent, no more digits than matter."""
    return f"{number:.3f}".rstrip("0").rstrip(".")


def _rgb(colour: Rgb) -> str:
    return " ".join(_n(part) for part in colour)
