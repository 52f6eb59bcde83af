"""The rectangles that the parts of a mask consist of: of a picture's black places, for one."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from pincite.pdf.areas import Box

Picture = NDArray[np.uint8]

# Everything is looked for at this resolution: finer shows no more, coarser loses frames.
WORKING_DPI = 150
PX_PER_PT = WORKING_DPI / 72
MIN_WIDTH_PT, MIN_HEIGHT_PT = 8.0, 6.0
RECTANGULAR = 0.88
_STRAIGHT_PX = 1.7


def is_large(box: Box) -> bool:
    """Whether a rectangle in pixels is large enough for a short word."""
    wide, high = (box.x1 - box.x0) / PX_PER_PT, (box.y1 - box.y0) / PX_PER_PT
    return wide >= MIN_WIDTH_PT and high >= MIN_HEIGHT_PT


def mask_of(where: NDArray[np.bool_]) -> Picture:
    """One where something is true, else 0."""
    return where.astype(np.uint8)


def rectangles(mask: Picture, fill: float) -> Iterator[Box]:
    """The rectangles that the parts of a mask consist of."""
    if not cv2.countNonZero(mask):
        return
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    for number in large_ones(np.asarray(stats, np.int32)):
        x, y, width, height, pixels = (int(part) for part in stats[number])
        box = Box(x, y, x + width, y + height)
        if pixels >= fill * box.area:
            yield box
        else:
            yield from pieces(mask_of(labels[y : y + height, x : x + width] == number), box)


def pieces(part: Picture, box: Box) -> Iterator[Box]:
    """The rectangles of a shape with steps, such as lines of unlike length on one another.

    None where a piece is no rectangle: then the shape is something else.
    """
    lefts = part.argmax(axis=1)
    rights = part.shape[1] - part[:, ::-1].argmax(axis=1)
    found: list[Box] = []
    start = 0
    for row in range(1, len(lefts) + 1):
        is_step = row == len(lefts) or (
            abs(int(lefts[row]) - int(np.median(lefts[start:row]))) > 6
            or abs(int(rights[row]) - int(np.median(rights[start:row]))) > 6
        )
        if not is_step:
            continue
        left, right = int(np.median(lefts[start:row])), int(np.median(rights[start:row]))
        piece = Box(box.x0 + left, box.y0 + start, box.x0 + right, box.y0 + row)
        if row - start > 5:
            inside = part[start:row, left:right]
            wobble = max(float(np.std(side[start + 2 : row - 2])) for side in (lefts, rights))
            is_straight = row - start < 10 or wobble < _STRAIGHT_PX
            if not is_straight or np.count_nonzero(inside) < RECTANGULAR * max(1, inside.size):
                return
            found.append(piece)
        start = row
    pixels = np.count_nonzero(part)
    if len(found) <= 40 and sum(piece.area for piece in found) >= RECTANGULAR * pixels:
        yield from (piece for piece in found if is_large(piece))


def large_ones(stats: NDArray[np.int32]) -> Iterator[int]:
    """The numbers of those parts of a mask that are large enough, 0 (what is no part) left out."""
    sizes = stats[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]] / PX_PER_PT
    is_large_one = (sizes[:, 0] >= MIN_WIDTH_PT) & (sizes[:, 1] >= MIN_HEIGHT_PT)
    yield from (int(number) + 1 for number in np.flatnonzero(is_large_one))
