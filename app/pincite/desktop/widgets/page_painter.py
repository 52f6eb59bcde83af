"""Paints hits, passages and the selection over the picture of a page."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from pincite.desktop.theme import LIGHT_TOKENS, blended, tag_colour
from pincite.desktop.widgets.page_geometry import Box, boxes_of
from pincite.domain.pages import PageLayout
from pincite.domain.palette import tint

_UNDERLINE_PX = 2.0
_SELECTION_SHARE = 0.26


@dataclass(frozen=True, slots=True)
class PassageMark:
    """A passage as it is painted: its tags' colours (1 to 9) in order, none for an untagged one."""

    id: int
    start: int
    end: int
    colours: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked in a document; `current` is the index of the hit that was gone to, or -1."""

    hits: tuple[tuple[int, int], ...] = ()
    current: int = -1
    passages: tuple[PassageMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A page as it lies on the screen: its rectangle and the pixels that a point takes.

    `known` keeps where stretches lie on the page in points, since it is asked at every repaint.
    """

    layout: PageLayout
    rect: QRectF
    scale: float
    known: dict[tuple[int, int], list[Box]] = field(default_factory=dict)

    def box(self, box: Box) -> QRectF:
        """A box of the page on the screen."""
        return QRectF(
            self.rect.left() + box.x0 * self.scale,
            self.rect.top() + box.y0 * self.scale,
            (box.x1 - box.x0) * self.scale,
            (box.y1 - box.y0) * self.scale,
        )

    def boxes(self, start: int, end: int) -> list[QRectF]:
        """Where a stretch of text lies on the screen."""
        boxes = self.known.get((start, end))
        if boxes is None:
            boxes = self.known[start, end] = boxes_of(self.layout, start, end)
        return [self.box(box) for box in boxes]


def paint_marks(
    painter: QPainter, page: Placed, marks: Marks, selection: tuple[int, int] | None
) -> None:
    """Lay the marks over a page that is painted; evidence stays legible under every one."""
    if not page.layout.words:
        return
    first = min(word.start for word in page.layout.words)
    last = max(word.end for word in page.layout.words)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    hits = [
        (number == marks.current, box)
        for number, (start, end) in enumerate(marks.hits)
        if start < last and end > first
        for box in page.boxes(start, end)
    ]
    passages = [one for one in marks.passages if one.start < last and one.end > first]
    # Two colours over each other are neither: within a passage a hit keeps its own.
    painter.setClipPath(_without(page.rect, [box for _, box in hits]))
    for passage in passages:
        _paint_tints(painter, page.boxes(passage.start, passage.end), passage.colours)
    painter.setClipping(False)
    for passage in passages:
        _paint_strokes(painter, page.boxes(passage.start, passage.end), passage.colours)
    for is_current, box in hits:
        token = LIGHT_TOKENS.hit_current if is_current else LIGHT_TOKENS.hit
        painter.setBrush(QColor(token))
        painter.drawRect(box)
    if selection:
        accent = blended(QColor(LIGHT_TOKENS.accent), QColor("white"), _SELECTION_SHARE)
        painter.setBrush(accent)
        painter.drawRects(page.boxes(*selection))
    painter.restore()


def _without(rect: QRectF, holes: Sequence[QRectF]) -> QPainterPath:
    """A rectangle with holes."""
    path = QPainterPath()
    path.addRect(rect)
    cut = QPainterPath()
    cut.setFillRule(Qt.FillRule.WindingFill)
    for hole in holes:
        cut.addRect(hole)
    return path.subtracted(cut)


def _paint_tints(painter: QPainter, boxes: Sequence[QRectF], colours: Sequence[int]) -> None:
    """A tint for each tag, in bands from top to bottom."""
    for box in boxes:
        bands = [QColor.fromRgbF(*tint(colour)) for colour in colours or (None,)]
        height = box.height() / len(bands)
        for number, band in enumerate(bands):
            painter.setBrush(band)
            painter.drawRect(QRectF(box.left(), box.top() + number * height, box.width(), height))


def _paint_strokes(painter: QPainter, boxes: Sequence[QRectF], colours: Sequence[int]) -> None:
    """A stroke for each tag, one under the other beneath the line."""
    for box in boxes:
        for number, colour in enumerate(colours):
            painter.setBrush(tag_colour(colour))
            top = box.bottom() + number * (_UNDERLINE_PX + 1) - 1
            painter.drawRect(QRectF(box.left(), top, box.width(), _UNDERLINE_PX))
