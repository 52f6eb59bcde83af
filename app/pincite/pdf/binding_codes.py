"""Binds codes to the areas they stand beside, and takes those that have none as their own."""

from collections.abc import Iterable, Sequence

from pincite.pdf.areas import Box
from pincite.pdf.code_marks import CodeMark, MarginCodes, codes_at

# A code may stand this far from its box on the same line.
BESIDE_PT = 30.0


def bound(boxes: Sequence[Box | None], marks: Iterable[CodeMark]) -> dict[int, tuple[str, ...]]:
    """The codes beside each box, by its index: a code belongs to the nearest box on its line.

    None stands for a box that takes no more codes.
    """
    found: dict[int, tuple[str, ...]] = {}
    for mark in marks:
        distances = [
            (distance(box, mark.box), index)
            for index, box in enumerate(boxes)
            if box is not None and is_level(box, mark.box)
        ]
        nearest, index = min(distances, default=(BESIDE_PT + 1, -1))
        if nearest <= BESIDE_PT:
            found[index] = tuple(dict.fromkeys(found.get(index, ()) + mark.codes))
    return found


def unboxed(
    marks: Sequence[CodeMark], boxes: Sequence[Box], margins: Sequence[MarginCodes]
) -> list[tuple[Box, tuple[str, ...]]]:
    """Codes that stand where something was left out without a box, where they stand."""
    found = [
        (mark.box, mark.codes)
        for mark in marks
        if not mark.is_margin
        and not any(is_level(box, mark.box) and distance(box, mark.box) <= BESIDE_PT
                    for box in boxes)
    ]  # fmt: skip
    for stack in margins:
        if any(stack.codes == codes_at(box, margins) for box in boxes):
            continue
        own = [
            one.box
            for one in marks
            if one.is_margin and stack.y0 <= (one.box.y0 + one.box.y1) / 2 <= stack.y1
        ]
        left, right = min(box.x0 for box in own), max(box.x1 for box in own)
        found.append((Box(left, stack.y0, right, stack.y1), stack.codes))
    return found


def is_level(box: Box, mark: Box) -> bool:
    """Whether a mark stands on a line of a box."""
    shared = min(box.y1, mark.y1) - max(box.y0, mark.y0)
    return shared > 0.5 * (mark.y1 - mark.y0)


def distance(box: Box, mark: Box) -> float:
    """How far a mark stands to the left or right of a box."""
    return max(0.0, mark.x0 - box.x1, box.x0 - mark.x1)
