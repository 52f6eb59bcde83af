"""The areas that are painted over on a page: opaque shapes as large as a word, in paint order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pymupdf

# Smaller shapes are rules, check marks and modules of bar codes.
MIN_WIDTH_PT, MIN_HEIGHT_PT = 6.0, 5.0
_BLACK, _WHITE = 0.3, 0.97
_GREY_SPREAD = 0.12
_SAME_PT = 2.5

Colour = tuple[float, float, float]


class Box(NamedTuple):
    """A rectangle in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def area(self) -> float:
        """Its area, 0 where it is turned inside out."""
        return max(0.0, self.x1 - self.x0) * max(0.0, self.y1 - self.y0)

    def overlap(self, other: "Box") -> float:
        """The area that it shares with another."""
        return Box(
            max(self.x0, other.x0), max(self.y0, other.y0),
            min(self.x1, other.x1), min(self.y1, other.y1),
        ).area  # fmt: skip

    def has_centre_of(self, other: "Box") -> bool:
        """Whether the middle of another lies within."""
        x, y = (other.x0 + other.x1) / 2, (other.y0 + other.y1) / 2
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def is_same(self, other: "Box") -> bool:
        """Whether it is another but for the width of a pen."""
        return all(abs(a - b) <= _SAME_PT for a, b in zip(self, other, strict=True))

    @property
    def is_large(self) -> bool:
        """Whether a word can hide in it."""
        return self.x1 - self.x0 >= MIN_WIDTH_PT and self.y1 - self.y0 >= MIN_HEIGHT_PT


@dataclass(frozen=True, slots=True)
class Area:
    """A shape: `order` is its place in the painting, `fill` None where only its edge is drawn."""

    box: Box
    order: int
    fill: Colour | None
    is_framed: bool = False
    is_hatched: bool = False

    @property
    def kind(self) -> str:
        """What it looks like: black, white, grey or hatched; '' for a coloured one."""
        if self.is_hatched:
            return "hatched"
        if self.fill is None:
            return "white"
        light = 0.299 * self.fill[0] + 0.587 * self.fill[1] + 0.114 * self.fill[2]
        if light <= _BLACK:
            return "black"
        if light >= _WHITE:
            return "white"
        return "grey" if max(self.fill) - min(self.fill) <= _GREY_SPREAD else ""


def areas(page: pymupdf.Page) -> list[Area]:
    """The areas of a page in the order of painting, in its frame before it is turned."""
    if not any(what.endswith("path") and Box(*box).is_large for what, box in page.get_bboxlog()):
        return []
    found: list[Area] = []
    for drawing in page.get_cdrawings():
        order = int(drawing["seqno"])
        fill = _opaque_fill(drawing)
        if fill is not None:
            found += (
                Area(box, order, fill, drawing["type"] == "fs") for box in _rectangles(drawing)
            )
        elif "s" in drawing["type"]:
            _add_stroke(found, drawing, order)
    return found


def _add_stroke(found: list[Area], drawing: dict[str, Any], order: int) -> None:
    """Take a stroke as the frame or the hatching of the area it lies on, or as a frame alone."""
    outline = Box(*drawing["rect"])
    is_slanted = any(
        item[0] == "l" and min(abs(item[1][0] - item[2][0]), abs(item[1][1] - item[2][1])) > 1
        for item in drawing["items"]
    )
    for index in range(len(found) - 1, max(-1, len(found) - 40), -1):
        area = found[index]
        if is_slanted and area.fill and area.box.overlap(outline) > 0.8 * area.box.area:
            found[index] = replace(area, is_hatched=True)
            return
        if area.box.is_same(outline):
            found[index] = replace(area, is_framed=True)
            return
    if is_slanted and len(drawing["items"]) > 2 and outline.is_large:
        found.append(Area(outline, order, None, is_hatched=True))
    elif not is_slanted:
        found += (Area(box, order, None, is_framed=True) for box in _rectangles(drawing))


def _opaque_fill(drawing: dict[str, Any]) -> Colour | None:
    if "f" not in drawing["type"] or drawing.get("fill_opacity", 1) < 0.99:
        return None
    fill = drawing.get("fill")
    return tuple(fill) if fill else None


def _rectangles(drawing: dict[str, Any]) -> Iterator[Box]:
    """The large rectangles that a path consists of; none where one is the hole of another."""
    items = drawing["items"]
    if all(item[0] in {"re", "qu"} for item in items):
        boxes = [
            Box(*(item[1] if item[0] == "re" else pymupdf.Quad(item[1]).rect)) for item in items
        ]
        if not any(a is not b and a.overlap(b) > 0.9 * b.area for a in boxes for b in boxes):
            yield from (box for box in boxes if box.is_large)
    elif len(items) in (3, 4, 5) and all(item[0] == "l" for item in items):
        outline = Box(*drawing["rect"])
        if outline.is_large and _polygon(items) >= 0.8 * outline.area:
            yield outline
    elif _is_rounded(items) and Box(*drawing["rect"]).is_large:
        yield Box(*drawing["rect"])


def _is_rounded(items: list[Any]) -> bool:
    """Whether a path is a rectangle with round corners: four of them, and straight between."""
    if {item[0] for item in items} != {"l", "c"} or not 6 <= len(items) <= 9:
        return False
    lines = [item for item in items if item[0] == "l"]
    level = [item for item in lines if abs(item[1][1] - item[2][1]) < 0.1]
    upright = [item for item in lines if abs(item[1][0] - item[2][0]) < 0.1]
    return min(len(level), len(upright)) >= 2 and len(level) + len(upright) == len(lines)


def _polygon(items: list[Any]) -> float:
    """The area within a closed run of lines, by the shoelace formula."""
    points = [item[1] for item in items] + [items[-1][2]]
    following = points[1:] + points[:1]
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, following, strict=True))
    return abs(float(doubled)) / 2


def is_gridded(box: Box, others: Sequence[Box], near: float) -> bool:
    """Whether others of its height lie beside it and others of its width above or below."""

    def is_level(other: Box) -> bool:
        return abs(box.y0 - other.y0) <= near and abs(box.y1 - other.y1) <= near

    def is_upright(other: Box) -> bool:
        return abs(box.x0 - other.x0) <= near and abs(box.x1 - other.x1) <= near

    beside = any(
        is_level(one) and min(abs(box.x1 - one.x0), abs(box.x0 - one.x1)) <= near for one in others
    )
    return beside and any(
        is_upright(one) and min(abs(box.y1 - one.y0), abs(box.y0 - one.y1)) <= near
        for one in others
    )
