"""The middle of Exhibits mode: the bundle's sheets as they will be exported."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pincite.desktop.icons import icon
from pincite.desktop.models.bundle_view import BundleView
from pincite.desktop.models.sheet_picture import (
    INDEX,
    PAGES,
    SLIP,
    Sheet,
    SheetPicture,
    draw_sheet,
)
from pincite.desktop.views.shell import Shell
from pincite.desktop.widgets.icon_button import icon_button
from pincite.desktop.widgets.segments import Segments
from pincite.desktop.widgets.sheet_view import SheetView
from pincite.errors import PinciteError
from pincite.exhibits.plan import CAPTION_PAGES

_TABS = ((PAGES, "Stamped pages"), (SLIP, "Slip sheet"), (INDEX, "Index"))
_WIDE_PX = 620
_COUNTING = "Laying out the bundle…"


class ExhibitsPreview(QWidget):
    """Shows a sheet of the current exhibit, or the caption and the index of the bundle."""

    turned = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        """Compose the tabs and the desk."""
        super().__init__(parent)
        self._shell = shell
        self._view = BundleView(())
        self._exhibit: int | None = None
        self._index = 0
        self.tabs = Segments("Sheets of the bundle", self)
        for id_, title in _TABS:
            self.tabs.add(id_, title)
        self.tabs.setProperty("role", "tabs")
        self.tabs.choose(PAGES)
        self.tabs.chosen.connect(self.show_kind)
        self._place = QLabel(self)
        self._place.setProperty("role", "quiet")
        self._desk = SheetView(shell.theme, self)
        self._desk.scale_changed.connect(self._draw)
        self._desk.page_turned.connect(self.turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_bar())
        column.addWidget(self._desk, 1)
        shell.theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._show_place()

    @property
    def kind(self) -> str:
        """Which sheets are shown: pages, slip or index."""
        return self.tabs.choice

    @property
    def has_page(self) -> bool:
        """Whether a sheet is shown, and not why there is none."""
        return self._desk.has_page

    @property
    def place_text(self) -> str:
        """Where one is: `Page 1 of 3 · bundle p. 12`."""
        return self._place.text()

    def show_view(self, view: BundleView) -> None:
        """The bundle changed: draw the same sheet anew."""
        self._view = view
        self._draw()

    def show_exhibit(self, exhibit: int | None) -> None:
        """Show the first page of an exhibit; the same one again keeps its page."""
        if exhibit == self._exhibit:
            return
        self._exhibit = exhibit
        if self.kind != INDEX:
            self._index = 0
        self._draw()

    def show_kind(self, kind: str) -> None:
        """Show the stamped pages, the slip sheet, or caption and index."""
        self.tabs.choose(kind)
        self._index = CAPTION_PAGES if kind == INDEX else 0
        self._draw()

    def show_bundle_page(self, page: int) -> None:
        """Show a page of the bundle that belongs to the current exhibit."""
        plan = self._view.plan_of(self._exhibit) if self._exhibit is not None else None
        if plan is None or not plan.slip_page <= page <= plan.last_page:
            return
        self.tabs.choose(PAGES if page > plan.slip_page else SLIP)
        self._index = max(0, page - plan.first_page)
        self._draw()

    def turn(self, by: int) -> None:
        """Go to the next or previous sheet of the kind that is shown."""
        index = min(max(0, self._index + by), self._sheet_count - 1)
        if index != self._index and self._sheet_count:
            self._index = index
            self._draw()

    def zoom_by(self, steps: int) -> None:
        """Show the page larger or smaller."""
        self._desk.zoom_by(steps)

    def fit_page(self) -> None:
        """Show the whole page."""
        self._desk.fit_page()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave zooming to keys and wheel where the bar is too narrow for its buttons."""
        super().resizeEvent(event)
        for name in ("minus", "plus", "fit"):
            self._buttons[name].setVisible(self.width() >= _WIDE_PX)

    @property
    def _sheet_count(self) -> int:
        planned = self._view.planned
        if planned is None:
            return 0
        if self.kind == INDEX:
            return CAPTION_PAGES + planned.plan.index_pages
        plan = self._view.plan_of(self._exhibit) if self._exhibit is not None else None
        if plan is None:
            return 0
        return plan.page_count if self.kind == PAGES else 1

    def _make_bar(self) -> QWidget:
        bar = QWidget(self)
        bar.setObjectName("bar")
        bar.setFixedHeight(38)
        self._buttons = {
            "up": icon_button("Previous page (Page Up)", partial(self.turn, -1), bar),
            "down": icon_button("Next page (Page Down)", partial(self.turn, 1), bar),
            "minus": icon_button("Smaller (Ctrl+-)", partial(self.zoom_by, -1), bar),
            "plus": icon_button("Larger (Ctrl++)", partial(self.zoom_by, 1), bar),
            "fit": icon_button("Whole page (Ctrl+0)", self.fit_page, bar),
        }
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(0)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self._place)
        row.addSpacing(8)
        for button in self._buttons.values():
            row.addWidget(button)
        return bar

    def _draw(self) -> None:
        """Ask for the picture of the sheet; only the newest that was asked for is shown."""
        self._index = min(self._index, max(0, self._sheet_count - 1))
        self._show_place()
        planned = self._view.planned
        if planned is None or not self._sheet_count:
            self._desk.show_text(self._reason())
            return
        if not self._desk.has_page:
            self._desk.show_text("Drawing the page…")
        sheet = Sheet(self.kind, self._exhibit, self._index)
        draw = partial(draw_sheet, planned, sheet, self._desk.scale)
        self._shell.work.render(
            draw, self._on_drawn, failed=self._on_failed, latest="exhibits.sheet"
        )

    def _reason(self) -> str:
        """Why there is no sheet."""
        if not self._view.entries:
            return ""
        entry = self._view.entry(self._exhibit) if self._exhibit is not None else None
        if entry and entry.problem:
            return entry.problem
        if self._view.is_counted and self._view.planned is None:
            return "The bundle cannot be laid out: see what to do before you export."
        return _COUNTING if not self._view.is_counted else "Choose an exhibit."

    def _show_place(self) -> None:
        count = self._sheet_count
        self._place.setText(self._described(count) if count else "")
        for name in ("up", "down"):
            self._buttons[name].setEnabled(count > 1)
        self._buttons["up"].setEnabled(self._index > 0)
        self._buttons["down"].setEnabled(self._index < count - 1)
        self.turned.emit()

    def _described(self, count: int) -> str:
        """Where one is among the sheets, and in the bundle."""
        plan = self._view.plan_of(self._exhibit) if self._exhibit is not None else None
        if self.kind == INDEX:
            name = "Caption" if self._index < CAPTION_PAGES else "Index"
            return f"{name} · bundle p. {self._index + 1}"
        if plan is None:
            return ""
        if self.kind == SLIP:
            return f"Slip sheet · bundle p. {plan.slip_page}"
        page = plan.first_page + self._index
        return f"Page {self._index + 1} of {count} · bundle p. {page}"

    def _on_drawn(self, picture: SheetPicture) -> None:
        self._desk.show_image(picture.image, picture.size_pt, self.place_text)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, PinciteError):
            self._desk.show_text(str(error))
        else:
            self._shell.show_error(error)

    def _on_theme_changed(self) -> None:
        for name, button in self._buttons.items():
            button.setIcon(icon(self._shell.theme, name))
