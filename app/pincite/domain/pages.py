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


class WordBox(NamedTuple):
    """One word on a page.

    `start` and `end` are half-open code-point offsets into the document's canonical text. The
    rectangle is in points from the top left corner of the page as it is displayed (after rotation).
    """

    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float

    def part(self, start: int, end: int) -> tuple[float, float, float, float]:
        """The part that its characters in `[start, end)` take, as if all were equally wide.

        A word that is higher than wide stands on its side: it is not taken apart.
        """
        if self.y1 - self.y0 > self.x1 - self.x0:
            return self[2:]
        width, length = self.x1 - self.x0, max(1, self.end - self.start)
        left = self.x0 + width * max(0, start - self.start) / length
        right = self.x1 - width * max(0, self.end - end) / length
        return left, self.y0, right, self.y1


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
    """Word boxes as compressed little-endian columns: count, starts, ends, then the four sides."""
    starts = array("I", [word.start for word in words])
    ends = array("I", [word.end for word in words])
    sides = array("f", [side for word in words for side in word[2:]])
    columns = struct.pack("<I", len(words)) + starts.tobytes() + ends.tobytes() + sides.tobytes()
    return zlib.compress(columns, 3)


def decode_words(encoded: bytes) -> tuple[WordBox, ...]:
    """The word boxes that `encode_words` wrote.

    Raises:
        ValueError: The bytes are damaged.
    """
    try:
        columns = zlib.decompress(encoded)
        (count,) = struct.unpack_from("<I", columns)
    except (zlib.error, struct.error) as error:
        raise ValueError("damaged word boxes") from error
    if len(columns) != 4 + count * 24:
        raise ValueError("damaged word boxes")
    starts, ends, sides = array("I"), array("I"), array("f")
    starts.frombytes(columns[4 : 4 + 4 * count])
    ends.frombytes(columns[4 + 4 * count : 4 + 8 * count])
    sides.frombytes(columns[4 + 8 * count :])
    return tuple(WordBox(starts[i], ends[i], *sides[4 * i : 4 * i + 4]) for i in range(count))


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
