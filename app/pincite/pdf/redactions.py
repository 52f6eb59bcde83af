"""Finds what is withheld on a page: areas painted over, the codes at them, and text beneath.

Only what is drawn is found; a picture of a page (a scan) has none of it. A black area counts if
nothing but a code or a label is written over it; a white, grey or hatched one only if it bears a
code, or if it hides text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pymupdf

from pincite.domain.exemptions import codes_in, find_codes, without_codes
from pincite.domain.pages import share_covered
from pincite.pdf.areas import Area, Box, Colour, areas, is_gridded
from pincite.pdf.binding_codes import BESIDE_PT, bound, unboxed
from pincite.pdf.code_marks import (
    LABEL,
    CodeMark,
    code_marks,
    codes_at,
    is_picture,
    margin_codes,
    may_hold_codes,
    page_words,
    says_only_codes,
)

# A black square up to this size is more likely a bullet or a check box than a name.
_SMALL_PT = 12.0
_COVERED = 0.6
_SAME_COLOUR = 0.12
_INVISIBLE_TEXT = 3
_DATE = re.compile(r"[\d/.\-]+")
_MIN_LAYER_LETTERS = 3
_NEAR_GREY = 64
_MAX_ODD_POINTS = 0.06
_ALIGNED_PT = 3.0
# A bar as low as this and as long as that is a rule, not a line of writing.
_BAR_PT, _BAR_PAGE_PT = 9.0, 360.0

Origin = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Redaction:
    """An area that is withheld, in points of the page as it is displayed."""

    x0: float
    y0: float
    x1: float
    y1: float
    kind: str
    codes: tuple[str, ...] = ()
    text_survives: bool = False


@dataclass(frozen=True, slots=True)
class PageRedactions:
    """What is withheld on a page, and how much of its face.

    `hidden` are the origins of the characters that lie unseen beneath an area, `all_origins` those
    of every character, both in the frame of the page before it is turned.
    """

    redactions: tuple[Redaction, ...] = ()
    withheld_share: float = 0.0
    hidden: frozenset[Origin] = frozenset()
    all_origins: frozenset[Origin] = frozenset()


NOTHING = PageRedactions()


def has_surviving_text(page: pymupdf.Page) -> bool:
    """Whether a page holds text that cannot be seen for an area painted over it."""
    return bool(page_redactions(page).hidden)


class _Glyph(NamedTuple):
    box: Box
    letter: str
    origin: Origin


class _Span(NamedTuple):
    """Characters painted at once."""

    box: Box
    order: int
    colour: Colour
    is_invisible: bool
    glyphs: tuple[_Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.letter for glyph in self.glyphs)


def origin_of(point: Sequence[float]) -> Origin:
    """Where a character stands, coarse enough for two ways of reading to agree."""
    return round(point[0], 1), round(point[1], 1)


def page_redactions(page: pymupdf.Page, text: pymupdf.TextPage | None = None) -> PageRedactions:
    """What is withheld on a page: the areas drawn on it, and codes that stand without a box.

    `text` is that of the page, if it was asked for already.
    """
    found = [area for area in areas(page) if area.box.area < 0.97 * abs(page.rect)]
    spans = list(_spans(page)) if found else []
    kept: list[tuple[Area, tuple[str, ...], bool]] = []
    frames: list[Area] = []
    hidden: set[Origin] = set()
    for area in found:
        beneath = _beneath(page, area, spans)
        codes, is_labelled = _label(area, spans)
        if beneath or _is_withheld(area, spans, is_labelled=is_labelled):
            hidden.update(glyph.origin for glyph in beneath)
            _keep(kept, area, codes, survives=bool(beneath))
        elif _is_empty_frame(area, spans):
            frames.append(area)
    redactions = [
        Redaction(*_turned(area.box, page), area.kind or "grey", codes, survives)
        for area, codes, survives in kept
    ]
    empty = [_turned(area.box, page) for area in frames]
    redactions = _with_marks(redactions, empty, _marks(page, redactions, text))
    if not redactions:
        return NOTHING
    return PageRedactions(
        tuple(redactions),
        share_covered([_box(one) for one in redactions], page.rect.width, page.rect.height),
        frozenset(hidden),
        frozenset(glyph.origin for span in spans for glyph in span.glyphs),
    )


def _box(one: Redaction) -> Box:
    return Box(one.x0, one.y0, one.x1, one.y1)


def _marks(
    page: pymupdf.Page, redactions: Sequence[Redaction], text: pymupdf.TextPage | None
) -> list[CodeMark]:
    """The codes that stand outside what is withheld; none where a picture's text is not its own."""
    if not may_hold_codes(text or page.get_textpage(flags=pymupdf.TEXTFLAGS_SEARCH)):
        return []
    boxes = [_box(one) for one in redactions]
    words = [
        word for word in page_words(page) if not any(box.has_centre_of(word.box) for box in boxes)
    ]
    found = code_marks(words, page.rect.width, is_live=True)
    return [] if not found or is_picture(page) else found


def _with_marks(
    redactions: list[Redaction],
    frames: Sequence[Box],
    marks: Sequence[CodeMark],
) -> list[Redaction]:
    """Bind codes beside and in the margin; an empty frame is withheld if it gets one."""
    if not marks:
        return redactions
    margins = margin_codes(marks)
    boxes = [*(_box(one) for one in redactions), *frames]
    taken = [None if one.codes else _box(one) for one in redactions]
    near = bound([*taken, *frames], [one for one in marks if not one.is_margin])
    found: list[Redaction] = []
    for index, box in enumerate(boxes):
        codes = near.get(index) or codes_at(box, margins)
        if index < len(redactions):
            one = redactions[index]
            found.append(one if one.codes else replace(one, codes=codes))
        elif codes and not is_gridded(box, frames, _ALIGNED_PT):
            found.append(Redaction(*box, "white", codes))
    held = [_box(one) for one in found]
    found += (Redaction(*box, "white", codes) for box, codes in unboxed(marks, held, margins))
    return found


def _is_empty_frame(area: Area, spans: list[_Span]) -> bool:
    """Whether an area is a frame with nothing in it, large enough for a name."""
    if area.kind != "white" or not area.is_framed:
        return False
    is_large = (
        area.box.x1 - area.box.x0 >= _SMALL_PT and area.box.y1 - area.box.y0 >= 0.6 * _SMALL_PT
    )
    return is_large and not any(area.box.has_centre_of(g.box) for s in spans for g in s.glyphs)


def _turned(box: Box, page: pymupdf.Page) -> Box:
    """A box in the frame of the page as it is displayed."""
    return Box(*(pymupdf.Rect(box) * page.rotation_matrix))


def _keep(
    kept: list[tuple[Area, tuple[str, ...], bool]],
    area: Area,
    codes: tuple[str, ...],
    *,
    survives: bool,
) -> None:
    """Add an area; one that is painted twice counts once."""
    for index, (known, known_codes, known_survives) in enumerate(kept):
        if known.box.is_same(area.box):
            both = tuple(dict.fromkeys(known_codes + codes))
            kept[index] = (known, both, known_survives or survives)
            return
    kept.append((area, codes, survives))


def _spans(page: pymupdf.Page) -> Iterator[_Span]:
    for span in page.get_texttrace():
        glyphs = tuple(
            _Glyph(Box(*box), chr(letter) if letter > 0 else "\ufffd", origin_of(origin))
            for letter, _, origin, box in span["chars"]
        )
        colour = span["color"] if len(span["color"]) == 3 else (0.0, 0.0, 0.0)
        yield _Span(
            Box(*span["bbox"]),
            int(span["seqno"]),
            colour,
            span["type"] == _INVISIBLE_TEXT or span["opacity"] == 0,
            glyphs,
        )


# --- what is written at an area -----------------------------------------------------------------


def _label(area: Area, spans: list[_Span]) -> tuple[tuple[str, ...], bool]:
    """The codes in an area, or else beside it, and whether anything says that it is withheld."""
    inside = _written_over(area, spans)
    codes = tuple(dict.fromkeys(codes_in(inside)))
    if codes:
        return codes, True
    is_labelled = bool(LABEL.search(inside))
    if area.kind == "black" or is_labelled:
        return tuple(dict.fromkeys(_codes_beside(area.box, spans))), is_labelled
    return (), is_labelled


def _written_over(area: Area, spans: list[_Span]) -> str:
    """What is written in an area after it was painted, and can be seen."""
    words = []
    for span in spans:
        if span.order > area.order and area.box.overlap(span.box) > 0:
            inside = "".join(g.letter for g in span.glyphs if area.box.has_centre_of(g.box))
            if inside.strip() and not _is_blind(span, area):
                words.append(inside.strip())
    return " ".join(words)


def _codes_beside(box: Box, spans: list[_Span]) -> Iterator[str]:
    """Codes that stand by themselves on the line of a box, next to it."""
    band = Box(box.x0 - BESIDE_PT, box.y0, box.x1 + BESIDE_PT, box.y1)
    for span in spans:
        if len(span.glyphs) <= 24 and band.overlap(span.box) > 0.5 * span.box.area:
            text = span.text.strip()
            codes = list(codes_in(text))
            if codes and not re.search(r"[a-z]{3}", text):
                yield from codes


def _is_withheld(area: Area, spans: list[_Span], *, is_labelled: bool) -> bool:
    """Whether an area that hides no text is withheld, by its look and by what is written on it."""
    if area.kind != "black" and not area.is_hatched:
        return is_labelled and _says_little(area, spans)
    if area.fill is None:
        return is_labelled
    if is_labelled:
        return _says_little(area, spans)
    width, height = area.box.x1 - area.box.x0, area.box.y1 - area.box.y0
    if max(width, height) < _SMALL_PT or height > 60 * width:
        return False
    if height < _BAR_PT and width > _BAR_PAGE_PT:
        return False
    return not re.search(r"\w", _written_over(area, spans))


def _says_little(area: Area, spans: list[_Span]) -> bool:
    """Whether an area holds a label and not sentences that only mention a code."""
    text = _written_over(area, spans)
    if area.fill is None:
        text = " ".join(span.text for span in spans if area.box.has_centre_of(span.box))
    return says_only_codes(text, find_codes(text))


# --- what is beneath an area --------------------------------------------------------------------


def _beneath(page: pymupdf.Page, area: Area, spans: list[_Span]) -> list[_Glyph]:
    """The characters that cannot be seen for this area, if there is a word among them."""
    if area.fill is None:
        return []
    found: list[_Glyph] = []
    for span in spans:
        if area.box.overlap(span.box) <= 0:
            continue
        covered = [glyph for glyph in span.glyphs if _is_covered(glyph.box, area.box)]
        if span.order < area.order or _is_lost(span, area, covered):
            found += covered
    text = "".join(glyph.letter for glyph in found)
    if not re.search(r"\w", LABEL.sub(" ", without_codes(text))):
        return []
    return found if _is_unseen(page, area, found, spans) else []


def _is_lost(span: _Span, area: Area, covered: list[_Glyph]) -> bool:
    """Whether what was written after an area was painted is not seen on it all the same.

    An invisible layer over a black area is what a reader of scans made before it was painted; a
    letter or two are its mistakes. A date in the area's colour is a stamp of what painted it.
    """
    if span.is_invisible:
        letters = sum(glyph.letter.isalnum() for glyph in covered)
        return area.kind == "black" and letters >= _MIN_LAYER_LETTERS
    return _is_blind(span, area) and not _DATE.fullmatch(span.text.strip())


def _is_blind(span: _Span, area: Area) -> bool:
    """Whether text that was written after an area was painted cannot be told from it."""
    if area.fill is None or area.kind != "black" or span.order < area.order:
        return False
    return not span.is_invisible and all(
        abs(a - b) <= _SAME_COLOUR for a, b in zip(span.colour, area.fill, strict=True)
    )


def _is_covered(glyph: Box, area: Box) -> bool:
    """Whether most of a letter lies beneath; its box is higher and wider than what is drawn."""
    core = _core(glyph)
    return core.area > 0 and core.overlap(area) >= _COVERED * core.area


def _core(glyph: Box) -> Box:
    width, height = glyph.x1 - glyph.x0, glyph.y1 - glyph.y0
    return Box(
        glyph.x0 + 0.1 * width, glyph.y0 + 0.25 * height,
        glyph.x1 - 0.1 * width, glyph.y1 - 0.2 * height,
    )  # fmt: skip


def _is_unseen(page: pymupdf.Page, area: Area, glyphs: list[_Glyph], spans: list[_Span]) -> bool:
    """Whether the page shows nothing but the area where these characters stand.

    A shape that is clipped away, or blended like a highlight, covers nothing. Where something was
    written over the area the picture cannot tell, and the order of painting decides.
    """
    if area.is_hatched:
        return True
    later = [span.box for span in spans if span.order > area.order and not _is_blind(span, area)]
    to_see = [g for g in glyphs if not any(g.box.overlap(box) > 0 for box in later)]
    if not to_see or area.fill is None:
        return True
    turned = page.rotation_matrix
    clip = pymupdf.Rect(area.box) * turned
    picture = page.get_pixmap(matrix=pymupdf.Matrix(2, 2), clip=clip, alpha=False)
    colour = tuple(round(255 * part) for part in area.fill)
    looked = odd = 0
    for glyph in to_see:
        for x, y in _points(_core(glyph.box)):
            place = pymupdf.Point(x, y) * turned * 2
            across, down = int(place.x) - picture.x, int(place.y) - picture.y
            if 0 <= across < picture.width and 0 <= down < picture.height:
                looked += 1
                pixel = picture.pixel(across, down)
                odd += any(abs(a - b) > _NEAR_GREY for a, b in zip(pixel, colour, strict=True))
    return looked > 0 and odd <= _MAX_ODD_POINTS * looked


def _points(box: Box) -> Iterator[Origin]:
    """A grid of points fine enough to meet the strokes of a letter."""
    for row in range(5):
        for column in range(5):
            yield (
                box.x0 + (box.x1 - box.x0) * (column + 0.5) / 5,
                box.y0 + (box.y1 - box.y0) * (row + 0.5) / 5,
            )
