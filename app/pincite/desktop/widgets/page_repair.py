"""Shows on the pages where a printed document begins, and lets it be divided there."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QToolTip

from pincite.desktop.models.releases import PrintedPlace
from pincite.desktop.models.repairs import SplitPoint
from pincite.desktop.widgets.boundary_chip import BoundaryChip
from pincite.desktop.widgets.page_painter import Placed
from pincite.desktop.widgets.page_regions import (
    PageRegion,
    paint_region,
    paint_split,
    region_rect,
    tops,
)
from pincite.desktop.widgets.pages_view import PagesView
from pincite.desktop.widgets.split_places import (
    SplitPlace,
    nearest,
    split_places,
    stepped,
    words_below,
)

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CHIP_EDGE_PX = 14
_WHOLE = PageRegion()
_VEILED = "This part of the page belongs to another document. Double-click to open it."


class PageRepair(QObject):
    """Veil, boundary and dividing line over a `PagesView`; what is asked for is a signal.

    `split_moved` carries the first words of the new part, or None when nothing is divided any more.
    `menu_wanted` carries where, on the screen, and the `SplitPlace` there, or None;
    `neighbour_wanted` -1 for the document before this one in the release, 1 for the one after it.
    """

    split_wanted = Signal(object)
    split_moved = Signal(object)
    menu_wanted = Signal(QPoint, object)
    neighbour_wanted = Signal(int)

    def __init__(self, pages: PagesView, parent: QObject) -> None:
        """Watch over `pages`."""
        super().__init__(parent)
        self._pages = pages
        self._printed: PrintedPlace | None = None
        self._text = ""
        self._line: SplitPlace | None = None
        self._places: list[SplitPlace] = []
        self.chip = BoundaryChip(pages.viewport())
        self.chip.clicked.connect(self._on_chip)
        pages.add_overlay(self._paint)
        pages.installEventFilter(self)
        pages.viewport().installEventFilter(self)
        pages.selection_moved.connect(self._place_chip)
        pages.pages_shown.connect(self._on_pages_shown)

    @property
    def is_splitting(self) -> bool:
        """Whether the dividing line is out."""
        return self._line is not None

    @property
    def split_point(self) -> SplitPoint | None:
        """Where the dividing line lies."""
        return SplitPoint(self._line.page + 1, self._line.y_pt) if self._line else None

    def show_printed(self, printed: PrintedPlace | None, text: str) -> None:
        """Show where a document begins; None for one that was not printed."""
        former = self._printed.document if self._printed else None
        if printed is None or printed.document != former:
            self.cancel_split()
        self._printed, self._text = printed, text
        said = f"{printed.place}. Boundary {printed.verdict}" if printed else ""
        self._pages.setAccessibleDescription(said)
        if printed is not None:
            self.chip.show_printed(printed)
        self._place_chip()
        self._pages.viewport().update()

    def start_split(self, place: SplitPlace | None = None) -> None:
        """Bring the dividing line out: at a place, the caret, a quoted message, or in view."""
        if self._printed is None or not self._pages.layouts:
            return
        self._places = split_places(self._pages.layouts, tops(self._regions))
        self._line = place or self._near_caret() or self._at_quoted() or self._in_view()
        if self._line is not None:
            self._pages.setFocus(Qt.FocusReason.OtherFocusReason)
            self._on_line_moved()

    def cancel_split(self) -> None:
        """Put the dividing line away."""
        if self._line is not None:
            self._line = None
            self._pages.viewport().update()
            self.split_moved.emit(None)

    def take_split(self) -> None:
        """Divide where the line lies."""
        if (point := self.split_point) is not None:
            self.cancel_split()
            self.split_wanted.emit(point)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys while the line is out; clicks, menus and hints on the pages of what was printed."""
        if self._printed is None:
            return False
        if event.type() == QEvent.Type.ContextMenu:
            self._on_menu(cast(QContextMenuEvent, event))
            return True
        if watched is self._pages:
            return self._line is not None and self._on_key(event)
        return self._on_pointer(event)

    def _on_key(self, event: QEvent) -> bool:
        """Take the keys that move the dividing line; True for one that was taken."""
        if event.type() == QEvent.Type.ShortcutOverride and self._is_own(cast(QKeyEvent, event)):
            event.accept()
            return True
        return event.type() == QEvent.Type.KeyPress and self._press(cast(QKeyEvent, event))

    def _on_pointer(self, event: QEvent) -> bool:
        """Take clicks that move the dividing line, and all on the veil; True for what was taken."""
        kind = event.type()
        if kind == QEvent.Type.ToolTip:
            self._hint(cast(QHelpEvent, event))
        if kind not in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            return False
        mouse = cast(QMouseEvent, event)
        step = self._veiled(mouse.position())
        if step and kind == QEvent.Type.MouseButtonDblClick and self._line is None:
            self.neighbour_wanted.emit(step)
        return bool(step) or (self._line is not None and self._click(mouse))

    @property
    def _regions(self) -> tuple[PageRegion, ...]:
        """The document's part of each page, in order of the pages that are shown."""
        count = len(self._pages.layouts)
        if self._printed is None:
            return (_WHOLE,) * count
        regions = [PageRegion(one.y0_pt, one.y1_pt) for one in self._printed.boundary.regions]
        return tuple([*regions, *[_WHOLE] * count][:count])

    def _paint(self, painter: QPainter, index: int, page: Placed) -> None:
        if self._printed is None:
            return
        region = self._regions[index]
        is_first, is_doubtful = index == 0, self._printed.is_doubtful
        paint_region(painter, page, region, is_first=is_first, is_doubtful=is_doubtful)
        if self._line is not None:
            own = region_rect(page, region)
            paint_split(painter, page, own, index, self._line)

    def _is_own(self, event: QKeyEvent) -> bool:
        return event.key() in (*_STEPS, *_ENTER, Qt.Key.Key_Escape)

    def _press(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _STEPS and self._line is not None:
            self._line = stepped(self._places, self._line, _STEPS[key])
            self._on_line_moved()
        elif key in _ENTER:
            self.take_split()
        elif key == Qt.Key.Key_Escape:
            self.cancel_split()
        else:
            return False
        return True

    def _click(self, event: QMouseEvent) -> bool:
        """A click moves the line there."""
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if (place := self._place_at(event.position())) is not None:
            self._line = place
            self._on_line_moved()
        return True

    def _place_at(self, at: QPointF) -> SplitPlace | None:
        """The place to divide at for a point; None off the document's own part."""
        found = self._pages.point_at(at)
        if found is None or self._veiled(at):
            return None
        places = self._places or split_places(self._pages.layouts, tops(self._regions))
        return nearest(places, *found)

    def _veiled(self, at: QPointF) -> int:
        """-1 for a point above the document's part of a page, 1 for one below, 0 for any other."""
        found = self._pages.point_at(at)
        if found is None:
            return 0
        region, y_pt = self._regions[found[0]], found[1]
        if region.y0_pt is not None and y_pt < region.y0_pt:
            return -1
        return int(region.y1_pt is not None and y_pt > region.y1_pt)

    def _on_line_moved(self) -> None:
        assert self._line is not None
        self._pages.show_height(self._line.page, self._line.y_pt)
        self._pages.viewport().update()
        words = words_below(self._text, self._line)
        self.split_moved.emit(words)
        page = self._line.page + 1
        event = QAccessibleAnnouncementEvent(self._pages, f"Page {page}, before: {words or 'here'}")
        QAccessible.updateAccessibility(event)

    def _near_caret(self) -> SplitPlace | None:
        selection = self._pages.selection
        if selection is None:
            return None
        below = [one for one in self._places if one.start is not None]
        before = [one for one in below if cast(int, one.start) <= selection[0]]
        return before[-1] if before else next(iter(below), None)

    def _at_quoted(self) -> SplitPlace | None:
        """The place in view where a quoted message begins: what was taken for one may be none."""
        quoted = set(self._printed.quoted if self._printed else ())
        places = [place for place in self._places if place.start in quoted]
        place = self._nearest_in_view(places)
        height = self._pages.height_of(place.page, place.y_pt) if place else -1
        return place if 0 <= height < self._pages.viewport().height() else None

    def _in_view(self) -> SplitPlace | None:
        return self._nearest_in_view(self._places)

    def _nearest_in_view(self, places: Sequence[SplitPlace]) -> SplitPlace | None:
        """The place nearest to a third down what is in view."""
        third = self._pages.viewport().height() / 3
        return min(
            places,
            key=lambda place: abs(self._pages.height_of(place.page, place.y_pt) - third),
            default=None,
        )

    def _on_menu(self, event: QContextMenuEvent) -> None:
        is_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = None if is_key else self._place_at(QPointF(event.pos()))
        self.menu_wanted.emit(event.globalPos(), place)

    def _hint(self, event: QHelpEvent) -> None:
        if self._veiled(QPointF(event.pos())):
            QToolTip.showText(event.globalPos(), _VEILED, self._pages.viewport())

    def _on_chip(self, _is_checked: bool = False) -> None:
        self.menu_wanted.emit(self.chip.mapToGlobal(self.chip.rect().bottomLeft()), None)

    def _on_pages_shown(self) -> None:
        """Other pages: begin with the document's first line well in view."""
        self.cancel_split()
        self._places = []
        regions = self._regions
        if regions and regions[0].y0_pt:
            self._pages.show_height(0, regions[0].y0_pt, at_top=True)
        self._place_chip()

    def _place_chip(self) -> None:
        """Keep the chip at the right end of the line that the document begins at."""
        layouts = self._pages.layouts
        if self._printed is None or not layouts:
            self.chip.hide()
            return
        page = self._pages.placed(0)
        own: QRectF = region_rect(page, self._regions[0])
        right = min(own.right(), float(self._pages.viewport().width()))
        left = right - self.chip.width() - _CHIP_EDGE_PX
        is_mid_page = bool(self._regions[0].y0_pt)
        top = own.top() - (self.chip.height() + 2 if is_mid_page else -2)
        self.chip.move(round(left), round(top))
        self.chip.show()
