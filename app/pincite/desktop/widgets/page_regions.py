"""Paints which part of each page is the document's: a veil over the rest, a line at its start."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from pincite.desktop.theme import LIGHT_TOKENS, ui_font
from pincite.desktop.widgets.page_painter import Placed
from pincite.desktop.widgets.split_places import SplitPlace

_VEIL_ALPHA = 200
_NEW_ALPHA = 26
_LINE_PX = 2.0
_LABEL_PX = 16.0
_SPLIT = "split ↑↓ ⏎"


@dataclass(frozen=True, slots=True)
class PageRegion:
    """What of a page is the document's, in points from the top; None is the page's own edge."""

    y0_pt: float | None = None
    y1_pt: float | None = None


def region_rect(page: Placed, region: PageRegion) -> QRectF:
    """The document's part of a page on the screen."""
    rect = QRectF(page.rect)
    if region.y1_pt is not None:
        rect.setBottom(page.rect.top() + region.y1_pt * page.scale)
    if region.y0_pt is not None:
        rect.setTop(page.rect.top() + region.y0_pt * page.scale)
    return rect


def paint_region(
    painter: QPainter, page: Placed, region: PageRegion, *, is_first: bool, is_doubtful: bool
) -> None:
    """Veil what belongs to other documents, and draw the line that the document begins at."""
    own = region_rect(page, region)
    veil = QColor(LIGHT_TOKENS.desk)
    veil.setAlpha(_VEIL_ALPHA)
    painter.save()
    # The pages' own scaling leaves a row of pixels; the veil covers it.
    if region.y0_pt is not None:
        painter.fillRect(
            QRectF(
                page.rect.left(), page.rect.top(), page.rect.width(), own.top() - page.rect.top()
            ),
            veil,
        )
    if region.y1_pt is not None:
        below = page.rect.bottom() - own.bottom()
        painter.fillRect(QRectF(page.rect.left(), own.bottom(), page.rect.width(), below), veil)
        if below > _LINE_PX:
            painter.setPen(QPen(QColor(LIGHT_TOKENS.scroll), 1.0, Qt.PenStyle.DashLine))
            painter.drawLine(own.bottomLeft(), own.bottomRight())
    if is_first:
        token = LIGHT_TOKENS.warn if is_doubtful else LIGHT_TOKENS.accent
        _paint_line(painter, own.left(), own.right(), own.top(), QColor(token))
    painter.restore()


def paint_split(
    painter: QPainter, page: Placed, own: QRectF, index: int, place: SplitPlace
) -> None:
    """The line that a document would be divided at, and a tint over its new part."""
    if index < place.page:
        return
    painter.save()
    accent = QColor(LIGHT_TOKENS.accent)
    tint = QColor(accent)
    tint.setAlpha(_NEW_ALPHA)
    new = QRectF(own)
    if index == place.page:
        new.setTop(max(own.top(), page.rect.top() + place.y_pt * page.scale))
    painter.fillRect(new, tint)
    if index == place.page:
        _paint_line(painter, own.left(), own.right(), new.top(), accent)
        _paint_label(painter, new, _SPLIT, accent)
    painter.restore()


def _paint_line(painter: QPainter, left: float, right: float, top: float, colour: QColor) -> None:
    painter.fillRect(QRectF(left, top - _LINE_PX / 2, right - left, _LINE_PX), colour)


def _paint_label(painter: QPainter, new: QRectF, label: str, fill: QColor) -> None:
    """What the line is, at its right end, within the margin of most pages."""
    font = ui_font(-3, QFont.Weight.DemiBold)
    width = QFontMetrics(font).horizontalAdvance(label) + 12.0
    left = new.right() - width - 4.0
    box = QRectF(left, new.top() - _LABEL_PX / 2, width, _LABEL_PX)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(font)
    painter.setPen(QColor(LIGHT_TOKENS.on_accent))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)


def tops(regions: Sequence[PageRegion]) -> list[float]:
    """The heights at which a document begins on each of its pages."""
    return [region.y0_pt or 0.0 for region in regions]
