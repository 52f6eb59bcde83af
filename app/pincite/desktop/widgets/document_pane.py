"""The document: pages, text, thread, family and metadata, with its hits to step through."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from pincite.desktop.icons import icon
from pincite.desktop.models.document_data import Decisions, DocumentData
from pincite.desktop.models.page_pictures import PageRequest, Picture, draw_page, open_pages
from pincite.desktop.theme import Theme
from pincite.desktop.views.shell import Shell
from pincite.desktop.widgets.document_tabs import DocumentTabs
from pincite.desktop.widgets.highlight_marks import HighlightMarks
from pincite.desktop.widgets.metadata_view import MetadataView
from pincite.desktop.widgets.page_painter import Marks, PassageMark
from pincite.desktop.widgets.page_repair import PageRepair
from pincite.desktop.widgets.pages_view import PagesView
from pincite.desktop.widgets.redaction_marks import RedactionMarks
from pincite.desktop.widgets.relatives_list import RelativesList
from pincite.desktop.widgets.release_banner import ReleaseBanner
from pincite.desktop.widgets.selection_bar import SelectionBar
from pincite.desktop.widgets.text_view import TextView
from pincite.desktop.work.tickets import Ticket
from pincite.domain.pages import PageLayout
from pincite.errors import PinciteError

PAGES, TEXT, THREAD, FAMILY, METADATA = "pages", "text", "thread", "family", "metadata"

_WEAK = (
    "These words were read from a picture (OCR) with less than 70 % confidence.\n"
    "Compare them with the page."
)


class DocumentPane(QWidget):
    """Shows one document; offsets are code points of its canonical text."""

    document_chosen = Signal(int)
    selection_changed = Signal()
    passage_clicked = Signal(int)
    edit_wanted = Signal()
    save_wanted = Signal()
    page_shown = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        """Start without a document."""
        super().__init__(parent)
        self._shell = shell
        self._data: DocumentData | None = None
        self._hit = -1
        self._pending: tuple[int, int] | None = None
        self._pictures: list[Ticket] = []
        theme = shell.theme
        self.pages = PagesView(theme, self)
        self.repair = PageRepair(self.pages, self)
        # After the repairs, so that it is asked first about what lies beneath the pointer.
        self.withheld = RedactionMarks(self.pages)
        self.banner = ReleaseBanner(theme, self)
        self.text = TextView(theme, self)
        self.highlighted = HighlightMarks(self.pages, self.text, theme)
        self._thread = RelativesList(theme, "Thread", self)
        self._family = RelativesList(theme, "Family", self)
        self._metadata = MetadataView(self)
        self._tabs = DocumentTabs(self)
        self._stack = QStackedWidget(self)
        self._views: dict[str, QWidget] = {
            PAGES: self.pages,
            TEXT: self.text,
            THREAD: self._thread,
            FAMILY: self._family,
            METADATA: self._metadata,
        }
        for view in self._views.values():
            self._stack.addWidget(view)
        self.bar = SelectionBar(self)
        self._compose(theme)
        self._connect()
        self.show_nothing("Choose a document.")

    @property
    def data(self) -> DocumentData | None:
        """The document that is shown."""
        return self._data

    @property
    def tab(self) -> str:
        """The tab that is shown."""
        return self._tabs.choice

    @property
    def hit(self) -> int:
        """The number of the hit that is shown, from 0, or -1."""
        return self._hit

    @property
    def hit_count(self) -> str:
        """Which hit is shown, of how many: `Hit 3 of 9 · weak text`."""
        return self._count.text()

    @property
    def selection(self) -> tuple[int, int] | None:
        """The stretch of text that is selected, or None."""
        if self.tab == PAGES:
            return self.pages.selection
        return self.text.selection if self.tab == TEXT else None

    @property
    def selected_text(self) -> str:
        """The words that are selected."""
        stretch = self.selection
        return self._data.text[slice(*stretch)] if self._data and stretch else ""

    def show_document(self, data: DocumentData) -> None:
        """Show another document, at its first hit; of the same one, what is new about it."""
        if self._data is not None and self._is_same(data):
            self._refresh(data)
            return
        self._data = data
        self._hit = 0 if data.hits else -1
        self._pending = None
        self._drop_pictures()
        self.text.show_text(data.shown)
        self._tabs.setEnabled(True)
        self.pages.show_message("Making pages…")
        self._show_relatives(data)
        self._show_printed()
        self._mark()
        self._go_to_hit()
        document = data.document.id
        self._shell.work.render(
            partial(open_pages, document), self._on_pages, failed=self._on_no_pages, latest="pages"
        )

    def _is_same(self, data: DocumentData) -> bool:
        now = self._data
        return now is not None and (now.document.id, now.text) == (data.document.id, data.text)

    def _refresh(self, data: DocumentData) -> None:
        """Show what changed about the document, and leave the reviewer's place in it alone."""
        former = self._data.hits if self._data else ()
        self._data = data
        self._show_relatives(data)
        self._show_printed()
        if data.hits != former:
            self._hit = 0 if data.hits else -1
            self._mark()
            self._go_to_hit()
        else:
            self._mark()

    def _show_relatives(self, data: DocumentData) -> None:
        """Show the thread, the family and the metadata."""
        self._thread.show_documents(data.thread, data.controls, data.document.id)
        self._thread.show_reasons(data.thread_reasons)
        self._family.show_documents(data.family, data.controls, data.document.id)
        self._metadata.show_document(data)
        pages = len(self.pages.layouts) or data.document.page_count
        self._tabs.show_counts(pages, len(data.thread), len(data.family))

    def show_decisions(self, decisions: Decisions) -> None:
        """Show the passages as they are now."""
        if self._data is not None and decisions.document == self._data.document.id:
            self._data = replace(self._data, decisions=decisions)
            self.bar.show_tags(decisions.all_tags)
            self._mark()
            self._show_printed()
            self._metadata.show_document(self._data)

    def show_nothing(self, hint: str) -> None:
        """Show no document, and say what to do."""
        self._data = None
        self._hit = -1
        self.bar.hide()
        self._show_printed()
        self._tabs.show_counts(None, 0, 0)
        self._tabs.setEnabled(False)
        self.show_tab(PAGES)
        self.pages.show_message(hint)
        self._show_hit_count()

    def show_tab(self, tab: str) -> None:
        """Turn to a tab; what was selected stays selected on it."""
        stretch = self.selection
        self._tabs.choose(tab)
        self._stack.setCurrentWidget(self._views[tab])
        if stretch and tab == PAGES:
            self.pages.select(*stretch)
        elif stretch and tab == TEXT:
            self.text.select(*stretch)
        elif self._hit >= 0:
            self._go_to_hit()
        self._place_bar()

    def step_hit(self, step: int) -> bool:
        """Go to the next (1) or the previous (-1) hit; False where there is none further."""
        if self._data is None or not 0 <= self._hit + step < len(self._data.hits):
            return False
        self._hit += step
        if self.tab not in (PAGES, TEXT):
            self.show_tab(PAGES)
        self._mark()
        self._go_to_hit()
        return True

    def go_to_hit(self, number: int) -> None:
        """Go to a hit by its number from 0; -1 is the last one."""
        if self._data is not None and -1 <= number < len(self._data.hits):
            self._hit = number % len(self._data.hits) if self._data.hits else -1
            if self.tab not in (PAGES, TEXT):
                self.show_tab(PAGES)
            self._mark()
            self._go_to_hit()

    def go_to(self, start: int, end: int) -> None:
        """Show a stretch of the text."""
        if self.tab not in (PAGES, TEXT):
            self.show_tab(PAGES)
        self._pending = (start, end)
        self.text.go_to(start, end)
        self.pages.go_to(start, end)

    def make_ahead(self, document: int) -> None:
        """Have a document made into pages before it is asked for; a failure shows when it is."""
        self._shell.work.render(
            partial(open_pages, document), _ignore, failed=_ignore, latest="ahead"
        )

    def clear_selection(self) -> None:
        """Select nothing."""
        self.pages.clear_selection()
        self.text.clear_selection()

    def focus_text(self) -> None:
        """Take the focus to where words can be selected."""
        self._views[self.tab].setFocus()

    def _compose(self, theme: Theme) -> None:
        self._count = QLabel(self)
        self._count.setProperty("role", "quiet")
        self._up = self._step_button("up", "Previous hit (P)", -1)
        self._down = self._step_button("down", "Next hit (N)", 1)
        bar = QWidget(self)
        bar.setObjectName("bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(37)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 10, 0)
        row.setSpacing(4)
        row.addWidget(self._tabs)
        row.addStretch(1)
        for widget in (self._count, self._up, self._down):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _connect(self) -> None:
        self._tabs.chosen.connect(self.show_tab)
        self.pages.image_wanted.connect(self._on_image_wanted)
        self.pages.selection_changed.connect(self._on_selection_changed)
        self.pages.selection_moved.connect(self._place_bar)
        self.pages.passage_clicked.connect(self.passage_clicked)
        self.text.selected.connect(self._on_selection_changed)
        self.text.moved.connect(self._place_bar)
        self._thread.document_chosen.connect(self.document_chosen)
        self._family.document_chosen.connect(self.document_chosen)
        self._metadata.edit_wanted.connect(self.edit_wanted)
        self._metadata.save_wanted.connect(self.save_wanted)
        self.banner.document_chosen.connect(self.document_chosen)

    def _show_printed(self) -> None:
        """Show where the document stands in its release, if it was printed in one."""
        decisions = self._data.decisions if self._data else None
        printed = decisions.printed if decisions else None
        self.banner.show_printed(printed, can_decide=not self._shell.opened.is_read_only)
        if decisions and decisions.replaced:
            self.banner.show_replaced(decisions.replaced)
        self.repair.show_printed(printed, self._data.text if self._data else "")

    def _step_button(self, name: str, hint: str, step: int) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("role", "plain")
        button.setProperty("picture", name)
        button.setIconSize(QSize(14, 14))
        button.setFixedSize(26, 26)
        button.setToolTip(hint)
        button.setAccessibleName(hint)
        button.clicked.connect(partial(self._on_step, step))
        return button

    def _drop_pictures(self) -> None:
        """Stop drawing pages of a document that is not shown any more."""
        for ticket in self._pictures:
            ticket.cancel()
        self._pictures.clear()

    def _mark(self) -> None:
        if self._data is None:
            return
        passages = tuple(
            PassageMark(
                int(passage.id),
                passage.start,
                passage.end,
                tuple(tag.colour for tag in passage.tags),
            )
            for passage in self._data.decisions.passages
            if not passage.is_adrift
        )
        marks = Marks(self._data.hits, self._hit, passages)
        self.pages.show_marks(marks)
        decisions = self._data.decisions
        self.withheld.show_redactions(decisions.withheld, decisions.pages)
        self.text.show_marks(marks)
        self._show_hit_count()

    def step_withheld(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) suggested redaction on the pages."""
        self.show_tab("pages")
        self.withheld.step(step)

    def _go_to_hit(self) -> None:
        if self._data is not None and self._hit >= 0:
            self._pending = self._data.hits[self._hit]
            self.text.go_to(*self._pending)
            self.pages.go_to(*self._pending)

    def _show_hit_count(self) -> None:
        count = len(self._data.hits) if self._data else 0
        said = f"Hit {self._hit + 1:,} of {count:,}" if count else ""
        is_weak = self._data is not None and self._data.is_weak(self._hit)
        self._count.setText(f"{said} · weak text" if is_weak else said)
        self._count.setToolTip(_WEAK if is_weak else "")
        for button in (self._up, self._down):
            button.setVisible(count > 0)
        self._up.setEnabled(self._hit > 0)
        self._down.setEnabled(self._hit + 1 < count)

    def _place_bar(self) -> None:
        """Keep the bar at the selection, while there is one in view."""
        view = self._views[self.tab]
        rect = view.selection_rect() if isinstance(view, PagesView | TextView) else None
        if rect is None or self._data is None:
            self.bar.hide()
            return
        top = view.mapTo(self, view.rect().topLeft())
        within = QRectF(top.x(), top.y(), view.width(), view.height())
        moved = rect.translated(top.x(), top.y())
        if within.intersects(moved):
            self.bar.show_at(moved, within)
        else:
            self.bar.hide()

    def _on_step(self, step: int, _is_checked: bool = False) -> None:
        self.step_hit(step)

    def _on_selection_changed(self) -> None:
        self._place_bar()
        self.selection_changed.emit()

    def _on_pages(self, opened: tuple[int, tuple[PageLayout, ...], str]) -> None:
        document, layouts, notice = opened
        if self._data is None or self._data.document.id != document:
            return
        self.pages.show_pages(layouts)
        self._tabs.show_counts(len(layouts), len(self._data.thread), len(self._data.family))
        self._tabs.setToolTip(notice)
        self._mark()
        if self._pending is not None:
            self.pages.go_to(*self._pending)

    def _on_no_pages(self, error: Exception) -> None:
        if isinstance(error, PinciteError):
            self.pages.show_message(f"{error}\n\nIts text is under the tab Text.")
        else:
            self._shell.show_error(error)

    def _on_image_wanted(self, page: int, scale: float) -> None:
        if self._data is not None:
            request = PageRequest(int(self._data.document.id), page, scale)
            ticket = self._shell.work.render(partial(draw_page, request), self._on_picture)
            self._pictures.append(ticket)

    def _on_picture(self, picture: Picture) -> None:
        request = picture.request
        if self._data is not None and self._data.document.id == request.document:
            image = QImage(
                picture.rgb,
                picture.width,
                picture.height,
                picture.stride,
                QImage.Format.Format_RGB888,
            )
            self.pages.show_image(request.page, request.scale, image.copy())
            self.page_shown.emit()

    def _on_theme_changed(self) -> None:
        for button in (self._up, self._down):
            button.setIcon(icon(self._shell.theme, str(button.property("picture"))))


def _ignore(_: object) -> None:
    """What is made ahead is asked for again when it is wanted."""
