"""Outlines what is withheld on the pages, dashed while it is a suggestion, and says its codes."""

from collections.abc import Mapping, Sequence
from functools import partial
from operator import itemgetter

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QContextMenuEvent, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QMenu, QToolTip

from pincite.desktop.theme import LIGHT_TOKENS
from pincite.desktop.widgets.page_geometry import Box
from pincite.desktop.widgets.page_painter import Placed
from pincite.desktop.widgets.pages_view import PagesView
from pincite.domain.exemptions import display_code
from pincite.store.documents import Page
from pincite.store.redactions import RedactionRow

_LINE_PX = 1.5
_ROOM_PX = 1.5


class RedactionMarks(QObject):
    """The outlines of what is withheld, over the pages of a view."""

    confirm_wanted = Signal(int)
    reject_wanted = Signal(int)

    def __init__(self, pages: PagesView) -> None:
        """Paint over the pages of this view, and answer for what lies beneath the pointer."""
        super().__init__(pages)
        self._viewport = pages.viewport()
        self._by_page: Mapping[int, Sequence[RedactionRow]] = {}
        self._painted: dict[int, Placed] = {}
        pages.add_overlay(self.paint)
        self._viewport.installEventFilter(self)

    def show_redactions(self, redactions: Sequence[RedactionRow], pages: Sequence[Page]) -> None:
        """Outline these on a document's pages from now on."""
        by_page: dict[int, list[RedactionRow]] = {}
        for index, page in enumerate(pages):
            own = [one for one in redactions if one.source_page == page.source_page]
            if own:
                by_page[index] = own
        self._by_page = by_page
        self._painted.clear()
        self._viewport.update()

    def paint(self, painter: QPainter, index: int, page: Placed) -> None:
        """Outline what is withheld on one page."""
        self._painted[index] = page
        marks = self._by_page.get(index, ())
        if not marks:
            return
        painter.save()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for one in marks:
            style = Qt.PenStyle.SolidLine if one.is_confirmed else Qt.PenStyle.DashLine
            painter.setPen(QPen(QColor(LIGHT_TOKENS.stop), _LINE_PX, style))
            painter.drawRect(_outline(page, one))
        painter.restore()

    def at(self, point: QPointF) -> RedactionRow | None:
        """The smallest area at a point of the view, or None."""
        found = [
            (outline.width() * outline.height(), one)
            for index, page in self._painted.items()
            for one in self._by_page.get(index, ())
            if (outline := _outline(page, one)).contains(point)
        ]
        return min(found, key=itemgetter(0))[1] if found else None

    def hint_at(self, point: QPointF) -> str:
        """What is said of the area at a point of the view; '' where none is."""
        one = self.at(point)
        return hint(one) if one else ""

    def menu_of(self, one: RedactionRow) -> QMenu:
        """What can be decided about a suggestion."""
        menu = QMenu(self._viewport)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for title, wanted in (
            ("Confirm this redaction", self.confirm_wanted),
            ("Reject: nothing is withheld here", self.reject_wanted),
        ):
            menu.addAction(title).triggered.connect(partial(_tell, wanted, one.id))
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QContextMenuEvent):
            one = self.at(QPointF(event.pos()))
            if one is not None and not one.is_confirmed:
                self.menu_of(one).popup(event.globalPos())
                return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            said = self.hint_at(QPointF(event.pos()))
            if said:
                QToolTip.showText(event.globalPos(), said, self._viewport)
                return True
        return super().eventFilter(watched, event)


def _tell(wanted: SignalInstance, redaction: int, _is_checked: bool = False) -> None:
    wanted.emit(redaction)


def hint(one: RedactionRow) -> str:
    """What is said of an area: its codes, and whether it is only a suggestion."""
    codes = ", ".join(display_code(code) for code in one.codes)
    said = f"withheld: {codes}" if codes else "withheld, no exemption stated"
    if not one.is_confirmed:
        said += " (found in the picture; not confirmed)"
    return said + ("; text survives beneath" if one.text_survives else "")


def _outline(page: Placed, one: RedactionRow) -> QRectF:
    """An area on the screen, with a little room so that the line is seen beside black."""
    return page.box(Box(*one.rect)).adjusted(-_ROOM_PX, -_ROOM_PX, _ROOM_PX, _ROOM_PX)
