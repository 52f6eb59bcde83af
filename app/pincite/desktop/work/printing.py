"""Prints pages one after the other, each drawn on the lane for pages."""

from functools import partial

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from pincite.desktop.models.page_pictures import PageRequest, Picture, draw_page
from pincite.desktop.work.matter_work import MatterWork
from pincite.domain.pages import PageLayout

_DPI = 200
_POINTS_PER_INCH = 72


class PrintJob(QObject):
    """Prints the chosen pages of a document at the size they have; ends by deleting itself."""

    finished = Signal()
    failed = Signal(object)

    def __init__(
        self,
        work: MatterWork,
        printer: QPrinter,
        document: int,
        layouts: tuple[PageLayout, ...],
        parent: QObject,
    ) -> None:
        """Print on `printer`, from page and to page as it says (0 is all)."""
        super().__init__(parent)
        self._work = work
        self._printer = printer
        self._document = document
        self._layouts = layouts
        first = max(1, printer.fromPage())
        last = min(len(layouts), printer.toPage() or len(layouts))
        self._waiting = list(range(first - 1, last))
        self._painter: QPainter | None = None

    def start(self) -> None:
        """Begin with the first page."""
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._end()
            self.finished.emit()
            return
        page = self._waiting.pop(0)
        request = PageRequest(self._document, page, _DPI / _POINTS_PER_INCH)
        self._work.render(partial(draw_page, request), self._on_picture, failed=self._on_failed)

    def _on_picture(self, picture: Picture) -> None:
        layout = self._layouts[picture.request.page]
        size = QPageSize(QSizeF(layout.width_pt, layout.height_pt), QPageSize.Unit.Point)
        self._printer.setPageSize(size)
        self._printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        self._printer.setFullPage(True)
        if self._painter is None:
            self._painter = QPainter(self._printer)
        else:
            self._printer.newPage()
        image = QImage(
            picture.rgb,
            picture.width,
            picture.height,
            picture.stride,
            QImage.Format.Format_RGB888,
        )
        paper = QRectF(self._printer.paperRect(QPrinter.Unit.DevicePixel))
        shown = image.size().scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        self._painter.drawImage(QRectF(0, 0, shown.width(), shown.height()), image)
        self._next()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        if self._painter is not None:
            self._painter.end()
        self.deleteLater()
