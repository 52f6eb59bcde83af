"""Outlines what is withheld on the pages, dashed while it is a suggestion, and says its codes."""

from collections.abc import Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QContextMenuEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPen,
)
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
_CURRENT_PX = 3.0
_LABEL_PX = 6.0
_KEYS = "Enter: confirm · Delete: reject · Esc"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class RedactionMarks(QObject):
    """The outlines of what is withheld, over the pages of a view.

    One suggestion may be the current one: `Enter` confirms it, `Delete` rejects it, and the next
    one is current; `Esc` lets go.
    """

    confirm_wanted = Signal(int)
    reject_wanted = Signal(int)

    def __init__(self, pages: PagesView) -> None:
        """Paint over the pages of this view, and answer for what lies beneath the pointer."""
        super().__init__(pages)
        self._pages = pages
        self._viewport = pages.viewport()
        self._current: int | None = None
        self._by_page: Mapping[int, Sequence[RedactionRow]] = {}
        self._painted: dict[int, Placed] = {}
        pages.add_overlay(self.paint)
        self._viewport.installEventFilter(self)
        pages.installEventFilter(self)

    @property
    def current(self) -> RedactionRow | None:
        """The suggestion that keys decide about, or None."""
        return next((one for _, one in self._suggested if one.id == self._current), None)

    def step(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) suggestion, at first to the one in view."""
        places = self._suggested
        at = next((at for at, (_, one) in enumerate(places) if one.id == self._current), None)
        if at is None:
            tops = [self._pages.height_of(index, one.rect[1]) for index, one in places]
            at = next((at for at, top in enumerate(tops) if top >= 0), 0) - max(step, 0)
        self._go_to(places[(at + step) % len(places)] if places else None)

    def let_go(self) -> None:
        """Let no suggestion be the current one."""
        self._go_to(None)

    @property
    def _suggested(self) -> list[tuple[int, RedactionRow]]:
        """The suggestions, each with its page's index, in order of the pages."""
        return [
            (index, one)
            for index in sorted(self._by_page)
            for one in sorted(self._by_page[index], key=lambda one: (one.rect[1], one.rect[0]))
            if not one.is_confirmed
        ]

    def _go_to(self, place: tuple[int, RedactionRow] | None) -> None:
        self._current = place[1].id if place else None
        if place is not None:
            index, one = place
            self._pages.show_height(index, one.rect[1])
            self._pages.setFocus(Qt.FocusReason.OtherFocusReason)
            said = QAccessibleAnnouncementEvent(self._pages, f"Page {index + 1}: {hint(one)}")
            QAccessible.updateAccessibility(said)
        self._viewport.update()

    def _decide(self, wanted: SignalInstance) -> None:
        """Have the current suggestion decided about, and go on to the next one."""
        current = self._current
        self.step(1)
        if self._current == current:
            self._current = None
        wanted.emit(current)

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
            is_current = one.id == self._current and not one.is_confirmed
            is_solid = one.is_confirmed or is_current
            style = Qt.PenStyle.SolidLine if is_solid else Qt.PenStyle.DashLine
            width = _CURRENT_PX if is_current else _LINE_PX
            painter.setPen(QPen(QColor(LIGHT_TOKENS.stop), width, style))
            painter.drawRect(_outline(page, one))
        for one in marks:
            if one.id == self._current and not one.is_confirmed:
                _label(painter, page, one)
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
        if watched is self._pages:
            return self.current is not None and self._on_key(event)
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

    def _on_key(self, event: QEvent) -> bool:
        """Take the keys that decide about the current suggestion; True for one that was taken."""
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        key = cast(QKeyEvent, event).key()
        if key not in (*_ENTER, *_DELETE, Qt.Key.Key_Escape):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif key == Qt.Key.Key_Escape:
            self.let_go()
        else:
            self._decide(self.confirm_wanted if key in _ENTER else self.reject_wanted)
        return True


def _label(painter: QPainter, page: Placed, one: RedactionRow) -> None:
    """The codes of an area and the keys that decide about it, beside it on the page."""
    codes = ", ".join(display_code(code) for code in one.codes) or "no exemption"
    said = f"{codes} · {_KEYS}"
    metrics = QFontMetricsF(painter.font())
    outline = _outline(page, one)
    width = metrics.horizontalAdvance(said) + 2 * _LABEL_PX
    height = metrics.height() + _LABEL_PX
    left = max(page.rect.left(), min(outline.left(), page.rect.right() - width))
    label = QRectF(left, outline.bottom() + _CURRENT_PX, width, height)
    painter.fillRect(label, QColor(LIGHT_TOKENS.stop))
    painter.setPen(QColor(Qt.GlobalColor.white))
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, said)


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
