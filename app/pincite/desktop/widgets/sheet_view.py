"""One page of the bundle as paper on the desk, with zoom; the picture comes from elsewhere."""

import math

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from pincite.desktop.theme import Theme

FIT_PAGE = 0.0
_STEPS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_POINTS_TO_PX = 96 / 72
_EDGE_PX = 14
_SETTLE_MS = 120


class SheetView(QScrollArea):
    """Asks for a picture by `scale_changed` (pixels of the screen a point) when its size changes.

    `page_turned` carries +1 or -1 when the wheel or the keys go past an edge of the page.
    """

    scale_changed = Signal()
    page_turned = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty, with the whole page in view."""
        super().__init__(parent)
        self._sheet = _Sheet(theme, self)
        self._size_pt = (612.0, 792.0)
        self._zoom = FIT_PAGE
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.scale_changed)
        self.setWidget(self._sheet)
        self.setWidgetResizable(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName("Page of the bundle")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._sheet.update)

    @property
    def scale(self) -> float:
        """How many pixels of the screen a point takes, for the picture that is to be made."""
        return self._shown_scale() * self.devicePixelRatioF()

    @property
    def has_page(self) -> bool:
        """Whether a page is shown, and not a sentence."""
        return self._sheet.has_image

    def show_image(self, image: QImage, size_pt: tuple[float, float], spoken: str) -> None:
        """Show a page of this size in points; `spoken` tells a screen reader what it is."""
        self._size_pt = size_pt
        self._sheet.show_image(image)
        self.setAccessibleDescription(spoken)
        self._fit()

    def show_text(self, text: str) -> None:
        """Say why there is no page."""
        self._sheet.show_text(text)
        self.setAccessibleDescription(text)
        self._fit()

    def zoom_by(self, steps: int) -> None:
        """Go to the next larger or smaller size."""
        now = self._shown_scale() / _POINTS_TO_PX
        larger = [step for step in _STEPS if step > now * 1.01]
        smaller = [step for step in _STEPS if step < now * 0.99]
        self._zoom = (larger or _STEPS[-1:])[0] if steps > 0 else (smaller or _STEPS[:1])[-1]
        self._fit()
        self._settle.start()

    def fit_page(self) -> None:
        """Show the whole page again."""
        self._zoom = FIT_PAGE
        self._fit()
        self._settle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._settle.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; turn the page where there is nothing left to scroll."""
        steps = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if steps > 0 else -1)
            event.accept()
            return
        bar = self.verticalScrollBar()
        at_edge = bar.value() == (bar.minimum() if steps > 0 else bar.maximum())
        if steps and at_edge:
            self.page_turned.emit(-1 if steps > 0 else 1)
            event.accept()
            return
        super().wheelEvent(event)

    def _shown_scale(self) -> float:
        """Pixels of the window a point."""
        if self._zoom != FIT_PAGE:
            return self._zoom * _POINTS_TO_PX
        across, down = self._size_pt
        room = self.viewport().size() - QSize(2 * _EDGE_PX, 2 * _EDGE_PX)
        return max(0.1, min(room.width() / across, room.height() / down))

    def _fit(self) -> None:
        scale = self._shown_scale()
        across, down = (math.floor(side * scale) for side in self._size_pt)
        self._sheet.resize(max(across, 40), max(down, 40))


class _Sheet(QWidget):
    """The paper itself; pages of evidence stay white in the dark."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = QImage()
        self._text = ""

    @property
    def has_image(self) -> bool:
        return not self._image.isNull()

    def show_image(self, image: QImage) -> None:
        self._image, self._text = image, ""
        self.update()

    def show_text(self, text: str) -> None:
        self._image, self._text = QImage(), text
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._text:
            painter.setPen(self._theme.colour("ink2"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(30, 0, -30, 0), flags, self._text)
            return
        painter.fillRect(self.rect(), QColor("white"))
        if not self._image.isNull():
            painter.drawImage(self.rect(), self._image)
        painter.setPen(self._theme.colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
