"""Pages as values: where each word of a page lies and which text it stands for."""

import struct
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

LETTER_PT = (612.0, 792.0)
A4_PT = (595.276, 841.89)
# The steps in which letters are placed in their word; a line across a page has steps of 0.1 pt.
FINENESS = 4096
_MOST = 0x7FFF


class Stretch(NamedTuple):
    """Letters of a word that lie together: how far into the word they begin, and where.

    `low` and `high` are their sides along the line, in 4096ths of the word's box. They last until
    the next stretch begins.
    """

    start: int
    low: int
    high: int


class WordBox(NamedTuple):
    """One word on a page.

    `start` and `end` are half-open code-point offsets into the document's canonical text. The
    rectangle is in points from the top left corner of the page as it is displayed (after rotation).
    `stretches` tell where its letters lie, in the order of the text, if more than one word of the
    language or a sign is printed in it; the line of `is_sideways` ones runs up or down the page.
    """

    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float
    stretches: tuple[Stretch, ...] = ()
    is_sideways: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The rectangle."""
        return self[2:6]

    def part(self, start: int, end: int) -> tuple[float, float, float, float]:
        """The part that its characters in `[start, end)` take, as exactly as is known.

        Within a stretch all characters count as equally wide. Of a word without stretches that is
        higher than wide it is not known how it stands: it is not taken apart.
        """
        if start <= self.start and end >= self.end:
            return self.box
        if not self.stretches and self.y1 - self.y0 > self.x1 - self.x0:
            return self.box
        low, high = _sides(
            self.stretches or (Stretch(0, 0, FINENESS),),
            max(0, start - self.start),
            min(end, self.end) - self.start,
            self.end - self.start,
        )
        if self.is_sideways:
            height = (self.y1 - self.y0) / FINENESS
            return self.x0, self.y0 + height * low, self.x1, self.y0 + height * high
        width = (self.x1 - self.x0) / FINENESS
        return self.x0 + width * low, self.y0, self.x0 + width * high, self.y1

    def cut(self, start: int, end: int) -> "WordBox":
        """The word of its characters in `[start, end)` alone."""
        start, end = max(start, self.start), min(end, self.end)
        if (start, end) == (self.start, self.end):
            return self
        box = self.part(start, end)
        if not self.stretches:
            return WordBox(start, end, *box)
        first, last, length = start - self.start, end - self.start, self.end - self.start
        low, high = _sides(self.stretches, first, last, length)
        scale = FINENESS / max(high - low, 1e-6)
        kept = []
        ends = [stretch.start for stretch in self.stretches[1:]] + [length]
        for stretch, behind in zip(self.stretches, ends, strict=True):
            begin, until = max(stretch.start, first), min(behind, last)
            if begin < until:
                sides = _sides(self.stretches, begin, until, length)
                near, far = (min(max(round((side - low) * scale), 0), FINENESS) for side in sides)
                kept.append(Stretch(begin - first, near, far))
        return WordBox(start, end, *box, tuple(kept) if len(kept) > 1 else (), self.is_sideways)


def _sides(stretches: Sequence[Stretch], start: int, end: int, length: int) -> tuple[float, float]:
    """Where the letters from `start` to `end` of a word lie along its line, in 4096ths."""
    # In a word from right to left what comes first lies farthest.
    is_backward = stretches[0].low > stretches[-1].low
    low, high = float(FINENESS), 0.0
    ends = [stretch.start for stretch in stretches[1:]] + [length]
    for stretch, behind in zip(stretches, ends, strict=True):
        if stretch.start < end and behind > start:
            width = (stretch.high - stretch.low) / max(behind - stretch.start, 1)
            before = width * max(0, start - stretch.start)
            after = width * max(0, behind - end)
            if is_backward:
                before, after = after, before
            low, high = min(low, stretch.low + before), max(high, stretch.high - after)
    return low, max(low, high)


class SurvivingWord(NamedTuple):
    """A word under a redaction, in points of its page as it is displayed.

    `is_first` of its line: what parts it from the word before.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The size of a displayed page in points and its words in reading order."""

    width_pt: float
    height_pt: float
    words: tuple[WordBox, ...] = ()


def encode_words(words: tuple[WordBox, ...] | list[WordBox]) -> bytes:
    """Word boxes as compressed little-endian columns: count, starts, ends, then the four sides.

    If any has stretches, there follow the number of each word's (twice it, and one for sideways),
    then of all stretches: starts, high sides, and the gaps to the high side before; each from what
    stands before it, since most are the same then.
    """
    starts = array("I", [word.start for word in words])
    ends = array("I", [word.end for word in words])
    sides = array("f", [side for word in words for side in word[2:6]])
    columns = struct.pack("<I", len(words)) + starts.tobytes() + ends.tobytes() + sides.tobytes()
    return zlib.compress(columns + _encoded_stretches(words), 3)


def _encoded_stretches(words: Sequence[WordBox]) -> bytes:
    counts, starts, highs, gaps = array("H"), array("H"), array("H"), array("h")
    for word in words:
        stretches = word.stretches
        # A word without end is not taken apart.
        if not stretches or len(stretches) > _MOST or stretches[-1].start > _MOST:
            counts.append(0)
            continue
        counts.append(2 * len(stretches) + word.is_sideways)
        start = high = 0
        for stretch in stretches:
            starts.append(stretch.start - start)
            gaps.append(stretch.low - high)
            start, high = stretch.start, stretch.high
            highs.append(high)
    if not starts:
        return b""
    return counts.tobytes() + starts.tobytes() + highs.tobytes() + gaps.tobytes()


def decode_words(encoded: bytes) -> tuple[WordBox, ...]:
    """The word boxes that `encode_words` wrote, in this version or an earlier one.

    Raises:
        ValueError: The bytes are damaged.
    """
    try:
        columns = zlib.decompress(encoded)
        (count,) = struct.unpack_from("<I", columns)
    except (zlib.error, struct.error) as error:
        raise ValueError("damaged word boxes") from error
    end = 4 + count * 24
    if len(columns) < end:
        raise ValueError("damaged word boxes")
    starts, ends, sides = array("I"), array("I"), array("f")
    starts.frombytes(columns[4 : 4 + 4 * count])
    ends.frombytes(columns[4 + 4 * count : 4 + 8 * count])
    sides.frombytes(columns[4 + 8 * count : end])
    x0, y0, x1, y1 = (sides[side::4] for side in range(4))
    if len(columns) == end:
        return tuple(map(WordBox, starts, ends, x0, y0, x1, y1))
    stretches, are_sideways = _decoded_stretches(columns[end:], count)
    return tuple(map(WordBox, starts, ends, x0, y0, x1, y1, stretches, are_sideways))


def _decoded_stretches(columns: bytes, count: int) -> tuple[list[tuple[Stretch, ...]], list[bool]]:
    """The stretches of each word, and which words stand sideways."""
    counts, starts, highs, gaps = array("H"), array("H"), array("H"), array("h")
    counts.frombytes(columns[: 2 * count])
    total = sum(number >> 1 for number in counts)
    if len(columns) != 2 * count + 6 * total:
        raise ValueError("damaged word boxes")
    for place, column in enumerate((starts, highs, gaps)):
        begin = 2 * (count + place * total)
        column.frombytes(columns[begin : begin + 2 * total])
    found: list[tuple[Stretch, ...]] = [()] * count
    at = 0
    for word, number in enumerate(counts):
        if not number:
            continue
        stretches = []
        start = high = 0
        behind = at + (number >> 1)
        for place in range(at, behind):
            start += starts[place]
            stretches.append(Stretch(start, high + gaps[place], highs[place]))
            high = highs[place]
        at = behind
        found[word] = tuple(stretches)
    return found, [bool(number & 1) for number in counts]


def share_covered(
    boxes: Sequence[tuple[float, float, float, float]], width_pt: float, height_pt: float
) -> float:
    """How much of the face of a page these rectangles take up together, from 0 to 1."""
    edges = sorted({edge for box in boxes for edge in (box[1], box[3])})
    total = 0.0
    for top, bottom in pairwise(edges):
        reached = float("-inf")
        for left, right in sorted(
            (box[0], box[2]) for box in boxes if box[1] <= top and box[3] >= bottom
        ):
            total += max(0.0, right - max(left, reached)) * (bottom - top)
            reached = max(reached, right)
    return min(1.0, total / max(1.0, width_pt * height_pt))
