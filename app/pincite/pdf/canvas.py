"""Writes pages: text at its place, rules, pictures; the same input always gives the same bytes."""

import hashlib
from dataclasses import dataclass

import pymupdf
from pymupdf import mupdf

from pincite.domain.blocks import Style
from pincite.domain.pages import PageLayout, WordBox
from pincite.pdf.faces import Face, embedded_file
from pincite.pdf.lines import Line, Piece

ASCENT = 0.93
DESCENT = 0.26
RULE_GREY = 0.72


class Canvas:
    """A PDF that is written page by page, from top to bottom."""

    def __init__(self, width_pt: float, height_pt: float) -> None:
        """Start without a page; every page has this size."""
        self.width_pt = width_pt
        self.height_pt = height_pt
        self._document = pymupdf.open()
        self._faces: dict[Face, _UsedFace] = {}
        self._pages: list[_Page] = []
        self._pictures: dict[str, int] = {}
        self.has_lost_pictures = False
        self.missing_glyphs = 0

    @property
    def page_count(self) -> int:
        """How many pages were begun."""
        return len(self._pages)

    def begin_page(self) -> None:
        """Go to a new page."""
        self._pages.append(_Page())

    def line(self, line: Line, x_pt: float, baseline_pt: float) -> None:
        """Draw a line of text; its words become words of the page."""
        page = self._pages[-1]
        page.operators.append(self._text(line, x_pt, baseline_pt))
        self.missing_glyphs += line.missing
        for piece, offset_pt in line.placed:
            left = x_pt + offset_pt
            if piece.decoration:
                self._decorate(piece, left, baseline_pt)
            if piece.is_space:
                continue
            if piece.start >= 0:
                page.words.append(
                    WordBox(
                        piece.start,
                        piece.start + len(piece.text),
                        left,
                        baseline_pt - ASCENT * piece.size_pt,
                        left + piece.width_pt,
                        baseline_pt + DESCENT * piece.size_pt,
                        piece.shape.stretches,
                    )
                )

    def rectangle(
        self, x_pt: float, y_pt: float, width_pt: float, height_pt: float, grey: float
    ) -> None:
        """Fill a rectangle, given by its top left corner, with a grey (0 is black)."""
        bottom = self.height_pt - y_pt - height_pt
        self._pages[-1].operators.append(
            f"{grey:g} g {x_pt:.2f} {bottom:.2f} {width_pt:.2f} {height_pt:.2f} re f"
        )

    def picture(self, content: bytes, box: pymupdf.Rect) -> None:
        """Show an image in a box; one that proves damaged leaves the box empty."""
        key = hashlib.sha256(content).hexdigest()
        self._pages[-1].pictures.append((key, content, box))

    def finished(self, title: str) -> tuple[bytes, tuple[PageLayout, ...]]:
        """The PDF, its fonts embedded and cut to what is used, and where its words are."""
        document = self._document
        fonts = {used.name: used.write(document) for used in self._faces.values()}
        resources = "".join(f"/{name} {xref} 0 R" for name, xref in fonts.items())
        for page in self._pages:
            self._write(page, resources)
        if fonts:
            document.subset_fonts()
        document.set_metadata({"title": title, "producer": "Pincite"})
        content = document.tobytes(
            garbage=3, deflate=True, use_objstms=1, no_new_id=True, clean=False
        )
        document.close()
        layouts = tuple(
            PageLayout(self.width_pt, self.height_pt, tuple(sorted(page.words)))
            for page in self._pages
        )
        return content, layouts

    def _write(self, page: "_Page", fonts: str) -> None:
        written = self._document.new_page(width=self.width_pt, height=self.height_pt)
        contents = self._document.get_new_xref()
        self._document.update_object(contents, "<<>>")
        self._document.update_stream(contents, "\n".join(page.operators).encode("ascii"))
        self._document.xref_set_key(written.xref, "Resources", f"<</Font<<{fonts}>>>>")
        written.set_contents(contents)
        for key, content, box in page.pictures:
            xref = self._pictures.get(key, 0)
            try:
                self._pictures[key] = written.insert_image(
                    box, stream=None if xref else content, xref=xref
                )
            except (mupdf.FzErrorBase, ValueError):
                self.has_lost_pictures = True

    def _text(self, line: Line, x_pt: float, baseline_pt: float) -> str:
        """The operators that draw a line, one stretch for each face, size and colour."""
        operators: list[str] = []
        last: tuple[object, ...] = ()
        y = self.height_pt - baseline_pt
        for stretch in self._stretches(line):
            state = (stretch.used, stretch.size_pt, stretch.colour)
            if state != last:
                font = f"/{stretch.used.name} {stretch.size_pt:g} Tf"
                operators.append(f"{font} {_colour(stretch.colour)}")
                last = state
            codes = "".join(stretch.codes)
            shown = f"1 0 0 1 {x_pt + stretch.x_pt:.2f} {y:.2f} Tm <{codes}> Tj"
            if stretch.spelled is not None:
                spelled = stretch.spelled.encode("utf-16-be").hex().upper()
                shown = f"/Span <</ActualText <FEFF{spelled}>>> BDC {shown} EMC"
            operators.append(shown)
        return "\n".join(("BT", *operators, "ET")) if operators else ""

    def _stretches(self, line: Line) -> list["_Stretch"]:
        """The glyphs of a line in stretches that one operator draws."""
        stretches: list[_Stretch] = []
        last: _Stretch | None = None
        for piece, x in line.placed:
            size, colour = piece.size_pt, piece.colour
            for glyph, source in piece.shape.glyphs:
                number, advance = glyph.number, glyph.advance
                used = self._faces.get(glyph.face)
                if used is None:
                    used = self._faces[glyph.face] = _UsedFace(glyph.face, f"F{len(self._faces)}")
                spelled = None if used.tells(number, source) else source
                if (
                    last is None
                    or last.used is not used
                    or last.size_pt != size
                    or last.colour != colour
                    or spelled is not None
                    or last.spelled is not None
                ):
                    last = _Stretch(used, size, colour, x, spelled, [])
                    stretches.append(last)
                last.codes.append(f"{number:04X}")
                x += advance * size
        return stretches

    def _decorate(self, piece: Piece, x: float, baseline: float) -> None:
        """Lines under and through a word."""
        heights = []
        if piece.decoration & (Style.UNDERLINE | Style.LINK):
            heights.append(baseline + 0.12 * piece.size_pt)
        if piece.decoration & Style.STRIKE:
            heights.append(baseline - 0.28 * piece.size_pt)
        for height in heights:
            self._pages[-1].operators.append(
                f"{_colour(piece.colour)} {x:.2f} {self.height_pt - height:.2f}"
                f" {piece.width_pt:.2f} 0.5 re f"
            )


@dataclass(slots=True)
class _Stretch:
    """Glyphs that follow one another in one face, size and colour.

    `spelled` is the text of a glyph that by itself would be read as another.
    """

    used: "_UsedFace"
    size_pt: float
    colour: int
    x_pt: float
    spelled: str | None
    codes: list[str]


class _Page:
    """What a page shows, until it is written."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self.words: list[WordBox] = []
        self.pictures: list[tuple[str, bytes, pymupdf.Rect]] = []


class _UsedFace:
    """A face in one PDF: the glyphs that were drawn, and the text each stands for."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._texts: dict[int, str] = {}

    def tells(self, number: int, text: str) -> bool:
        """Whether the glyph alone will be read as this text, as the first use of it decides."""
        return self._texts.setdefault(number, text) == text

    def write(self, document: pymupdf.Document) -> int:
        """Write the font; its character codes are glyph numbers.

        Source: ISO 32000-1, 9.7.4 (CIDFonts) and 9.10.3 (ToUnicode CMaps).
        """
        file = embedded_file(self.face)
        name = "".join(part for part in self.face.name if part.isalnum() or part == "-")
        subtype = f"/Subtype/{file.subtype}" if file.subtype else f"/Length1 {len(file.content)}"
        stream = _added(document, f"<<{subtype}>>", file.content)
        box = " ".join(str(side) for side in self.face.box)
        descriptor = _added(
            document,
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]/ItalicAngle 0"
            f"/Ascent 930/Descent -260/CapHeight 720/StemV 80/{file.key} {stream} 0 R>>",
        )
        widths = " ".join(
            f"{number}[{self.face.advance(number) * 1000:.2f}]" for number in sorted(self._texts)
        )
        mapping = "/CIDToGIDMap/Identity" if file.descendant == "CIDFontType2" else ""
        descendant = _added(
            document,
            f"<</Type/Font/Subtype/{file.descendant}/BaseFont/{name}{mapping}/DW 1000/W[{widths}]"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {descriptor} 0 R>>",
        )
        unicode = _added(document, "<<>>", self._to_unicode())
        return _added(
            document,
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            f"/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>",
        )

    def _to_unicode(self) -> bytes:
        """The CMap from glyph numbers to text."""
        entries = [
            f"<{number:04X}><{text.encode('utf-16-be').hex().upper()}>"
            for number, text in sorted(self._texts.items())
        ]
        sections = [
            f"{len(entries[at : at + 100])} beginbfchar\n"
            + "\n".join(entries[at : at + 100])
            + "\nendbfchar\n"
            for at in range(0, len(entries), 100)
        ]
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
            "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
            f"{''.join(sections)}"
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode("ascii")


def _added(document: pymupdf.Document, source: str, content: bytes | None = None) -> int:
    """A new object, with a stream if there is content.

    It is not compressed yet: of a font of 3 MB a few glyphs will be left when the file is written.
    """
    xref: int = document.get_new_xref()
    document.update_object(xref, source)
    if content is not None:
        document.update_stream(xref, content, compress=False)
    return xref


def _colour(colour: int) -> str:
    """The operator that sets the colour things are filled with."""
    red, green, blue = colour >> 16, colour >> 8 & 255, colour & 255
    if red == green == blue:
        return f"{red / 255:.3g} g"
    return f"{red / 255:.3g} {green / 255:.3g} {blue / 255:.3g} rg"
