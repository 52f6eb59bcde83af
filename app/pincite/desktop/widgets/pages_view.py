"""A document as its pages: pictures drawn when they come into view, marks and selection on them."""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from pincite.desktop.theme import Theme, ui_font
from pincite.desktop.widgets.page_geometry import Box, Word, is_on_word, page_of, word_at
from pincite.desktop.widgets.page_painter import Marks, Placed, paint_marks
from pincite.desktop.widgets.word_selection import WordSelection
from pincite.domain.pages import PageLayout

_GAP_PX = 16
_MOST_SCALE, _LEAST_SCALE = 6.0, 0.2
_STEP = 1.15
_KEPT_IMAGES = 12
_WIDEST_FIT_PX = 920


class PagesView(QAbstractScrollArea):
    """Shows pages one under the other; `image_wanted` asks for the picture of one.

    Offsets are code points of the canonical text.
    """

    image_wanted = Signal(int, float)
    selection_changed = Signal()
    selection_moved = Signal()
    passage_clicked = Signal(int)
    zoomed = Signal()
    pages_shown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._layouts: tuple[PageLayout, ...] = ()
        self._images: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._wanted: set[tuple[int, float]] = set()
        self._marks = Marks()
        self._words = WordSelection(())
        self._zoom: float | None = None
        self._tops: list[float] = []
        self._known: dict[int, dict[tuple[int, int], list[Box]]] = {}
        self._message = ""
        self._pressed = False
        self._overlays: list[Callable[[QPainter, int, Placed], None]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Pages of the document")
        self.viewport().setMouseTracking(True)
        self.setFrameShape(self.Shape.NoFrame)
        theme.changed.connect(self.viewport().update)

    @property
    def layouts(self) -> tuple[PageLayout, ...]:
        """The pages that are shown."""
        return self._layouts

    @property
    def selection(self) -> tuple[int, int] | None:
        """The stretch of text that is selected, or None."""
        return self._words.stretch

    def show_pages(self, layouts: tuple[PageLayout, ...]) -> None:
        """Show the pages of another document, from the top."""
        self._layouts, self._message = layouts, ""
        self._known.clear()
        self._images.clear()
        self._wanted.clear()
        self._words = WordSelection(layouts)
        self._marks = Marks()
        self._place()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        self.selection_changed.emit()
        self.pages_shown.emit()

    def add_overlay(self, paint: Callable[[QPainter, int, Placed], None]) -> None:
        """Have `paint` called over each page that is painted, with its index."""
        self._overlays.append(paint)

    def show_message(self, message: str) -> None:
        """Show a sentence instead of pages."""
        self.show_pages(())
        self._message = message
        self.viewport().update()

    def show_image(self, page: int, scale: float, image: QImage) -> None:
        """Take the picture that was asked for."""
        self._wanted.discard((page, scale))
        self._images[page, scale] = image
        while len(self._images) > _KEPT_IMAGES:
            self._images.popitem(last=False)
        self.viewport().update()

    def show_marks(self, marks: Marks) -> None:
        """Mark these hits and passages."""
        self._marks = marks
        self.viewport().update()

    def go_to(self, start: int, end: int) -> None:
        """Scroll until a stretch of text is well in view."""
        index = page_of(self._layouts, start)
        if index is None:
            return
        boxes = self._placed(index).boxes(start, end) or self._placed(index).boxes(start, start + 1)
        box = boxes[0] if boxes else self._placed(index).rect
        height = self.viewport().height()
        if box.top() < 24 or box.bottom() > height - 60:
            bar = self.verticalScrollBar()
            bar.setValue(round(bar.value() + box.top() - height / 3))

    def show_height(self, index: int, y_pt: float, *, at_top: bool = False) -> None:
        """Scroll until a height of a page is in view; `at_top` puts it near the top."""
        y, height = self.height_of(index, y_pt), self.viewport().height()
        if at_top or y < _GAP_PX * 3 or y > height - _GAP_PX * 3:
            bar = self.verticalScrollBar()
            bar.setValue(round(bar.value() + y - (_GAP_PX * 4 if at_top else height / 3)))

    def height_of(self, index: int, y_pt: float) -> float:
        """Where a height of a page lies in the view, in pixels."""
        page = self._placed(index)
        return page.rect.top() + y_pt * page.scale

    def placed(self, index: int) -> Placed:
        """A page as it lies on the screen now."""
        return self._placed(index)

    def point_at(self, at: QPointF) -> tuple[int, float] | None:
        """The page under a point of the view, by index, and the height there in points."""
        for index in self._visible_pages():
            page = self._placed(index)
            if page.rect.contains(at):
                return index, self._in_page(page, at)[1]
        return None

    def clear_selection(self) -> None:
        """Select nothing."""
        self._words.clear()
        self._on_selected()

    def select(self, start: int, end: int) -> None:
        """Select the words of a stretch of text."""
        self._words.select(start, end)
        self._on_selected()

    def selection_rect(self) -> QRectF | None:
        """Where the selection lies on the screen, or None."""
        stretch = self._words.stretch
        if stretch is None:
            return None
        united = QRectF()
        for index in self._visible_pages():
            for box in self._placed(index).boxes(*stretch):
                united = united.united(box)
        return united if not united.isNull() else None

    def zoom_by(self, steps: int) -> None:
        """Zoom in (1) or out (-1)."""
        scale = self._scale * _STEP**steps
        self._set_zoom(max(_LEAST_SCALE, min(_MOST_SCALE, scale)))

    def fit_width(self) -> None:
        """Make the widest page as wide as the view."""
        self._set_zoom(None)

    @property
    def _scale(self) -> float:
        """Pixels a point takes."""
        if self._zoom is not None:
            return self._zoom
        widest = max((layout.width_pt for layout in self._layouts), default=612.0)
        room = min(self.viewport().width() - 2 * _GAP_PX, _WIDEST_FIT_PX)
        return max(_LEAST_SCALE, room / widest)

    def _set_zoom(self, zoom: float | None) -> None:
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._zoom = zoom
        self._place()
        bar.setValue(round(share * bar.maximum()))
        self.zoomed.emit()
        self.selection_moved.emit()

    def _place(self) -> None:
        """Work out where every page lies, and how far one can scroll."""
        top = float(_GAP_PX)
        self._tops = []
        for layout in self._layouts:
            self._tops.append(top)
            top += layout.height_pt * self._scale + _GAP_PX
        widest = max((layout.width_pt for layout in self._layouts), default=0.0) * self._scale
        view = self.viewport()
        vertical, across = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(0, round(top - view.height())))
        vertical.setPageStep(view.height())
        vertical.setSingleStep(40)
        across.setRange(0, max(0, round(widest + 2 * _GAP_PX - view.width())))
        across.setPageStep(view.width())
        self.viewport().update()

    def _placed(self, index: int) -> Placed:
        layout = self._layouts[index]
        scale = self._scale
        width = layout.width_pt * scale
        left = max(float(_GAP_PX), (self.viewport().width() - width) / 2)
        rect = QRectF(
            round(left - self.horizontalScrollBar().value()),
            round(self._tops[index] - self.verticalScrollBar().value()),
            round(width),
            round(layout.height_pt * scale),
        )
        return Placed(layout, rect, scale, self._known.setdefault(index, {}))

    def _visible_pages(self) -> list[int]:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        return [
            index
            for index, page_top in enumerate(self._tops)
            if page_top < bottom and page_top + self._layouts[index].height_pt * self._scale > top
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.colour("desk"))
        if self._message:
            painter.setPen(self._theme.colour("ink2"))
            painter.setFont(ui_font())
            painter.drawText(
                self.viewport().rect().adjusted(30, 0, -30, 0),
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                self._message,
            )
        for index in self._visible_pages():
            self._paint_page(painter, index)

    def _paint_page(self, painter: QPainter, index: int) -> None:
        page = self._placed(index)
        painter.setPen(self._theme.colour("line"))
        painter.setBrush(QColor("white"))
        painter.drawRoundedRect(page.rect.adjusted(-1, -1, 0, 0), 3, 3)
        image = self._image(index)
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(page.rect, image)
        paint_marks(painter, page, self._marks, self._words.stretch)
        for paint in self._overlays:
            paint(painter, index, page)
        caret = self._words.caret
        if self.hasFocus() and caret is not None and caret.page == index:
            word = page.layout.words[caret.place]
            at = page.box(Box(word.x0, word.y0, word.x0, word.y1))
            painter.fillRect(QRectF(at.left(), at.top(), 1.5, at.height()), QColor("#1f4e79"))

    def _image(self, index: int) -> QImage | None:
        """The picture of a page, at this scale if it is there, and asked for if it is not."""
        wanted = round(self._scale * self.devicePixelRatioF(), 3)
        image = self._images.get((index, wanted))
        if image is not None:
            self._images.move_to_end((index, wanted))
            return image
        if (index, wanted) not in self._wanted:
            self._wanted.add((index, wanted))
            self.image_wanted.emit(index, wanted)
        others = [scale for page, scale in self._images if page == index]
        return self._images[index, others[-1]] if others else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        self.selection_moved.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Repaint rather than copy: marks and pictures move together."""
        self.viewport().update()
        self.selection_moved.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        word = self._word_near(event.position())
        self._pressed = word is not None
        if word is None:
            self.clear_selection()
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._words.extend_to(word)
        else:
            self._words.place(word)
        self._on_selected()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        word = self._word_near(event.position())
        on_text = word is not None and self._is_on(word, event.position())
        shape = Qt.CursorShape.IBeamCursor if on_text else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        if self._pressed and word is not None:
            self._words.extend_to(word)
            self._on_selected()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = False
        if self._words.stretch is None and (offset := self._words.caret_offset) is not None:
            for passage in self._marks.passages:
                if passage.start <= offset < passage.end:
                    self.passage_clicked.emit(passage.id)
                    break

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        word = self._word_near(event.position())
        if word is not None:
            self._words.place(word)
            self._words.extend_to(word)
            self._on_selected()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move a caret from word to word, with Shift they select."""
        is_extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._words.press(Qt.Key(event.key()), is_extending=is_extending):
            self._on_selected()
            caret = self._words.caret_offset
            if caret is not None:
                self.go_to(caret, caret + 1)
        elif event.key() == Qt.Key.Key_Escape and self.selection:
            self.clear_selection()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            step = self.viewport().height() - 40
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + (step if event.key() == Qt.Key.Key_PageDown else -step))
        else:
            event.ignore()

    def _on_selected(self) -> None:
        self.viewport().update()
        self.selection_changed.emit()

    def _word_near(self, at: QPointF) -> Word | None:
        for index in self._visible_pages():
            page = self._placed(index)
            if page.rect.adjusted(-_GAP_PX, -_GAP_PX, _GAP_PX, _GAP_PX).contains(at):
                x, y = self._in_page(page, at)
                place = word_at(page.layout, x, y)
                return None if place is None else Word(index, place)
        return None

    def _is_on(self, word: Word, at: QPointF) -> bool:
        page = self._placed(word.page)
        return is_on_word(page.layout.words[word.place], *self._in_page(page, at))

    def _in_page(self, page: Placed, at: QPointF) -> tuple[float, float]:
        return (at.x() - page.rect.left()) / page.scale, (at.y() - page.rect.top()) / page.scale
