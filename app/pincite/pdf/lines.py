"""Breaking text into lines: words measured in their faces, each tied to where its text stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import combining

from pincite.domain.blocks import Run, Style
from pincite.domain.pages import Stretch
from pincite.pdf.faces import Face, Glyph, face_for
from pincite.pdf.scripts import (
    RIGHT_TO_LEFT,
    composed,
    direction_of,
    direction_runs,
    displayed,
    is_right_to_left,
    visual_order,
)
from pincite.pdf.stretches import Sides, spans_within, stretches_of_letters

TAB_COLUMNS = 8
DECORATIONS = Style.UNDERLINE | Style.STRIKE | Style.LINK
_CJK = (
    "\u2e80-\u303f\u3041-\u30ff\u3105-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
_CLOSING = "、。，．・：；？！）］｝」』】〉》〕ー々’”％"
# A stretch of spaces, one CJK character with what may not open a line, or a word.
_PIECE = re.compile(
    rf"\t| +|[^\S\t ]+|[{_CJK}][{_CLOSING}]*|[^\s{_CJK}]*?\w-(?=\w)|[^\s{_CJK}]+", re.UNICODE
)
# Where a word that is too long for a line is broken first: behind the marks of an address.
_JOINTS = re.compile(r"[^-/?&=_.@,;:+]*[-/?&=_.@,;:+]+|[^-/?&=_.@,;:+]+")


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set: size, face, colour (0xRRGGBB) and what its runs add."""

    size_pt: float
    leading_pt: float
    style: Style = Style.PLAIN
    colour: int = 0


class Shape(NamedTuple):
    """What is drawn for a piece: glyphs with the text each stands for, and the width in ems.

    `stretches` tell where its letters lie, if it is not one word of the language.
    """

    glyphs: tuple[tuple[Glyph, str], ...]
    width: float
    missing: int
    stretches: tuple[Stretch, ...] = ()


class Piece(NamedTuple):
    """A word, a part of one, or spaces, with its place in the text; `start` is -1 for labels."""

    text: str
    start: int
    shape: Shape
    width_pt: float
    size_pt: float
    face: Face
    decoration: int
    colour: int
    can_break_before: bool
    is_space: bool


class Placed(NamedTuple):
    """A piece on its line, at `x_pt` from the left end of the line."""

    piece: Piece
    x_pt: float


@dataclass(slots=True)
class Line:
    """Pieces from left to right, how wide they are together, and how many letters lack a glyph."""

    placed: list[Placed] = field(default_factory=list)
    width_pt: float = 0
    missing: int = 0


class Shaper:
    """Measures words; remembers the ones it has seen, since a text repeats its words."""

    def __init__(self) -> None:
        """Start without a memory."""
        self._shapes: dict[Face, dict[str, Shape]] = {}

    def shape(self, face: Face, text: str) -> Shape:
        """The glyphs of a piece, left to right."""
        shapes = self._shapes.setdefault(face, {})
        shape = shapes.get(text)
        if shape is None:
            shape = shapes[text] = _shaped(face, text)
        return shape


def _shaped(face: Face, text: str) -> Shape:
    glyphs: list[tuple[Glyph, str]] = []
    missing = 0
    letters: list[tuple[str, Sides | None]] = []
    width = 0.0
    is_from_right = bool(RIGHT_TO_LEFT.search(text))
    for drawn, source in displayed(text) if is_from_right else composed(text):
        glyph = face.glyph(drawn)
        sides = None
        if glyph is not None:
            glyphs.append((glyph, source))
            missing += not glyph.number
            sides = width, width + glyph.advance
            width += glyph.advance
        letters.append((source, sides))
    return Shape(tuple(glyphs), width, missing, _stretches(text, letters, is_from_right))


def _stretches(
    text: str, drawn: Sequence[tuple[str, Sides | None]], is_from_right: bool
) -> tuple[Stretch, ...]:
    """Where the letters of a piece lie in it, of what was drawn for it from left to right."""
    parts = spans_within(text)
    if not parts:
        return ()
    clusters: list[list[Sides | None]] = []
    for source, sides in drawn:
        if clusters and combining(source[0]):
            # A mark is drawn behind its letter, whichever way the writing runs.
            clusters[-1] += [sides] * len(source)
        else:
            clusters.append([sides] * len(source))
    if is_from_right:
        clusters.reverse()
    letters = [sides for cluster in clusters for sides in cluster]
    whole = 0.0, max((sides[1] for _, sides in drawn if sides), default=0.0)
    return stretches_of_letters(parts, letters, whole)


def lines_of(
    runs: Sequence[Run], start: int, setting: Setting, width_pt: float, shaper: Shaper
) -> Iterator[Line]:
    """The lines that runs make within a width; `start` is where their text stands, -1 for none.

    Each line of the text has its own direction: that of its first letter with one.
    """
    for part, offset in _text_lines(runs):
        text = "".join(run.text for run in part)
        is_bidirectional = bool(RIGHT_TO_LEFT.search(text))
        from_right = is_bidirectional and is_right_to_left(text)
        breaker = _Breaker(width_pt, is_bidirectional, from_right)
        begin = start + offset if start >= 0 else -1
        for unit in _units(_pieces(part, begin, setting, shaper, is_bidirectional)):
            breaker.add(unit, shaper)
        yield from breaker.finished()


def width_of(runs: Sequence[Run], setting: Setting, shaper: Shaper) -> tuple[float, float]:
    """The widths in points of the longest word and of the longest line."""
    longest_word = longest_line = 0.0
    for part, _ in _text_lines(runs):
        line = 0.0
        for unit in _units(_pieces(part, -1, setting, shaper, False)):
            width = sum(piece.width_pt for piece in unit)
            if not unit[0].is_space:
                longest_word = max(longest_word, width)
            line += width
        longest_line = max(longest_line, line)
    return longest_word, longest_line


def _text_lines(runs: Sequence[Run]) -> Iterator[tuple[list[Run], int]]:
    """The runs of each line of the text, and where it starts; a last empty line is none."""
    line: list[Run] = []
    start = position = 0
    for run in runs:
        begin = 0
        while (end := run.text.find("\n", begin)) >= 0:
            line.append(Run(run.text[begin:end], run.style, run.colour))
            yield line, start
            line, begin = [], end + 1
            start = position + begin
        line.append(Run(run.text[begin:], run.style, run.colour))
        position += len(run.text)
    if start == 0 or position > start:
        yield line, start


def _pieces(
    runs: Sequence[Run], start: int, setting: Setting, shaper: Shaper, is_bidirectional: bool
) -> Iterator[Piece]:
    """The pieces of runs in the order of the text."""
    position = max(start, 0)
    step = 1 if start >= 0 else 0
    can_break = True
    for run in runs:
        style = run.style | setting.style
        size = setting.size_pt * (0.92 if style & Style.MONOSPACE else 1)
        size *= 0.8 if run.style & Style.SMALL else 1
        colour = setting.colour if run.colour is None else run.colour
        face = face_for(style)
        decoration = int(style & DECORATIONS)
        for match in _PIECE.finditer(run.text):
            word = match[0]
            offset = position + match.start() if step else -1
            is_space = word.isspace()
            parts = direction_runs(word) if is_bidirectional and not is_space else [word]
            for part in parts:
                shape = shaper.shape(face, part.replace("\t", " "))
                width = shape.width * size
                can_break = can_break or (part is parts[0] and _breaks_before(word))
                yield Piece(
                    part, offset, shape, width, size, face, decoration, colour, can_break, is_space
                )
                offset += len(part) * step
                can_break = is_space or word[-1] == "-" or word[-1] >= "\u2e80"
        position += len(run.text) * step


def _breaks_before(word: str) -> bool:
    return word[0] >= "\u2e80" and not RIGHT_TO_LEFT.match(word)


def _units(pieces: Iterator[Piece]) -> Iterator[list[Piece]]:
    """Pieces that stay on one line together."""
    unit: list[Piece] = []
    for piece in pieces:
        if unit and (piece.can_break_before or piece.is_space or unit[-1].is_space):
            yield unit
            unit = []
        unit.append(piece)
    if unit:
        yield unit


class _Breaker:
    """Fills lines of one width, first fit."""

    def __init__(self, width_pt: float, is_bidirectional: bool, from_right: bool) -> None:
        self._limit_pt = max(width_pt, 12.0)
        self._is_bidirectional = is_bidirectional
        self._from_right = from_right
        self._lines: list[Line] = []
        self._pieces: list[Piece] = []
        self._width_pt = 0.0
        self._words = 0
        self._is_continued = False

    def add(self, unit: list[Piece], shaper: Shaper) -> None:
        """Put a unit on the line, or on the next; break it only if no line can hold it."""
        first = unit[0]
        if first.is_space:
            if self._pieces or not self._is_continued:
                self._put(self._tab(first, shaper) if first.text == "\t" else first)
        else:
            width = sum(piece.width_pt for piece in unit)
            if self._width_pt + width > self._limit_pt and self._has_words():
                self._end_line(is_continued=True)
            if self._width_pt + width > self._limit_pt:
                if not self._has_words() and width <= self._limit_pt:
                    # The indentation is too deep for the word: let it go.
                    self._end_line(is_continued=True)
                else:
                    unit = [part for piece in unit for part in self._broken(piece, shaper)]
            for piece in unit:
                self._put_broken(piece)

    def finished(self) -> list[Line]:
        """All lines; a text has at least one."""
        if self._pieces or not self._lines:
            self._end_line(is_continued=False)
        return self._lines

    def _tab(self, piece: Piece, shaper: Shaper) -> Piece:
        """The spaces that lead to the next tab stop; in monospace they end exactly there."""
        space_pt = piece.width_pt
        column = round(self._width_pt / space_pt) if space_pt else 0
        shape = shaper.shape(piece.face, " " * (TAB_COLUMNS - column % TAB_COLUMNS))
        return piece._replace(shape=shape, width_pt=shape.width * piece.size_pt)

    def _has_words(self) -> bool:
        return self._words > 0

    def _put(self, piece: Piece) -> None:
        self._pieces.append(piece)
        self._words += not piece.is_space
        self._width_pt += piece.width_pt

    def _put_broken(self, piece: Piece) -> None:
        if self._width_pt + piece.width_pt > self._limit_pt and self._has_words():
            self._end_line(is_continued=True)
        self._put(piece)

    def _broken(self, piece: Piece, shaper: Shaper) -> Iterator[Piece]:
        """The parts of a piece that is wider than a line, each of which a line can hold."""
        offset = piece.start
        for joint in _JOINTS.findall(piece.text):
            begin = 0
            while begin < len(joint):
                end = self._fitting(joint, begin, piece, shaper)
                shape = shaper.shape(piece.face, joint[begin:end])
                yield piece._replace(
                    text=joint[begin:end],
                    start=offset,
                    shape=shape,
                    width_pt=shape.width * piece.size_pt,
                )
                offset += end - begin if offset >= 0 else 0
                begin = end

    def _fitting(self, text: str, begin: int, piece: Piece, shaper: Shaper) -> int:
        """Where the longest part of `text` from `begin` that fits on a line ends."""
        width = 0.0
        for index in range(begin, len(text)):
            width += shaper.shape(piece.face, text[index]).width * piece.size_pt
            if width > self._limit_pt and index > begin:
                return index
        return len(text)

    def _end_line(self, *, is_continued: bool) -> None:
        pieces = self._pieces
        while pieces and pieces[-1].is_space:
            pieces.pop()
        if self._is_bidirectional:
            directions = ["" if p.is_space else direction_of(p.text) for p in pieces]
            order = visual_order(directions, from_right=self._from_right)
            pieces = [pieces[index] for index in order]
        line = Line()
        for piece in pieces:
            line.placed.append(Placed(piece, line.width_pt))
            line.width_pt += piece.width_pt
            line.missing += piece.shape.missing
        if self._from_right:
            shift = max(self._limit_pt - line.width_pt, 0)
            line.placed = [Placed(piece, x + shift) for piece, x in line.placed]
        self._lines.append(line)
        self._pieces = []
        self._width_pt = 0.0
        self._words = 0
        self._is_continued = is_continued
