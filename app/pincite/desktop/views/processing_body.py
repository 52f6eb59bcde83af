"""The body of Processing mode: figures, the table of sources, the table of exceptions."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.cell_table import (
    BAR,
    BOLD,
    LINK,
    MONO,
    QUIET,
    Cell,
    CellTable,
)
from pincite.desktop.models.processing_view import ProcessingView, SourceRow
from pincite.desktop.theme import Theme
from pincite.desktop.widgets.cell_list import CellList
from pincite.desktop.widgets.count_card import CountCard
from pincite.desktop.widgets.drop_area import DropArea
from pincite.desktop.widgets.empty_state import EmptyState
from pincite.desktop.widgets.releases_section import ReleasesSection
from pincite.store.exceptions import ExceptionRow

SAVE_COPY_REASON = "format not read yet"
DECIDE_REASON = "text survives under a redaction"
VIEW, SAVE, FOLDER = "View document", "Save a copy…", "Show in folder"
DECIDE = "Decide…"
_EDGE_PX = 26
_MOST_SOURCES = 7
_LEAST_EXCEPTIONS_PX = 160
_SOURCE_HEADS = ("Source", "Kind", "Held", "State", "Progress", "SHA-256", "Action")
_SOURCE_SHARES = (20, 12, 35, 16, 10, 8, 6)
_EXCEPTION_HEADS = ("Where", "Reason", "What", "Action")
_EXCEPTION_SHARES = (22, 14, 53, 11)


class ProcessingBody(QWidget):
    """Shows a `ProcessingView`; everything that is asked for is a signal."""

    source_link_pressed = Signal(object)
    exception_link_pressed = Signal(object)
    source_menu_requested = Signal(object, QPoint)
    exception_menu_requested = Signal(object, QPoint)
    dropped = Signal(object)
    files_requested = Signal()
    folder_requested = Signal()
    scans_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Compose the body."""
        super().__init__(parent)
        self.setObjectName("paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._view: ProcessingView | None = None
        self._is_running = False
        self._cards = {
            "documents": CountCard("documents", self),
            "pages": CountCard("pages of PDFs", self),
            "messages": CountCard("email messages", self),
            "copies": CountCard("duplicates folded", self),
            "exceptions": CountCard("exceptions to look at", self),
        }
        self._sources = CellTable[SourceRow](_SOURCE_HEADS, self._source_cells, self)
        self._exceptions = CellTable[ExceptionRow](_EXCEPTION_HEADS, _exception_cells, self)
        self.sources = CellList(self._sources, _SOURCE_SHARES, "Sources", theme, self)
        self.exceptions = CellList(self._exceptions, _EXCEPTION_SHARES, "Exceptions", theme, self)
        self.releases = ReleasesSection(theme, self)
        self._reasons = QComboBox(self)
        # The reasons are known later than the window is shown.
        self._reasons.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._reasons.setAccessibleName("Reason of the exceptions")
        self._reasons.activated.connect(self._on_reason_chosen)
        self.weak = QPushButton(self)
        self.weak.setProperty("role", "link")
        self.weak.setToolTip("Pages that were read with little confidence can be read again")
        self.weak.clicked.connect(self.scans_requested)
        self._all_read = QLabel("Everything could be read.", self)
        self._all_read.setProperty("role", "quiet")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._make_empty(theme))
        self._stack.addWidget(self._make_full())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()

    def show_view(self, view: ProcessingView, *, is_running: bool) -> None:
        """Show what was read; `is_running` while more is being read."""
        self._view, self._is_running = view, is_running
        self._stack.setCurrentIndex(1 if view.sources or is_running else 0)
        totals = view.totals
        counts = {
            "documents": totals.documents,
            "pages": totals.pages,
            "messages": totals.messages,
            "copies": totals.copies,
            "exceptions": totals.exceptions,
        }
        for name, count in counts.items():
            is_alarming = name == "exceptions" and count > 0
            self._cards[name].show_count(count, is_alarming=is_alarming)
        noun = "page" if view.weak_pages == 1 else "pages"
        self.weak.setText(f"{view.weak_pages:,} weak scanned {noun}…")
        self.weak.setVisible(view.weak_pages > 0)
        self._sources.show(view.sources)
        self.sources.setFixedHeight(self.sources.content_height(_MOST_SOURCES))
        self._show_reasons(view.exceptions)
        self._show_exceptions()

    def source_at(self, row: int) -> SourceRow | None:
        """The source in a row of the table."""
        return self._sources.row(row)

    def _make_empty(self, theme: Theme) -> QWidget:
        """What stands here before anything was added."""
        page = QWidget(self)
        area = DropArea(theme, "Drop a release here: files or folders", page)
        area.dropped.connect(self.dropped)
        hint = EmptyState(
            "No source yet",
            "Mailboxes, messages, PDFs, ZIP archives and folders of them. They are read where they"
            " lie and never changed.",
            (("Add files…", self.files_requested), ("Add a folder…", self.folder_requested)),
            page,
        )
        column = QVBoxLayout(page)
        column.setContentsMargins(_EDGE_PX * 6, _EDGE_PX * 2, _EDGE_PX * 6, _EDGE_PX * 2)
        column.addWidget(area, 1)
        column.addWidget(hint, 1)
        return page

    def _make_full(self) -> QWidget:
        page = QWidget(self)
        cards = QHBoxLayout()
        cards.setSpacing(14)
        for card in self._cards.values():
            cards.addWidget(card, 1)
        head = QHBoxLayout()
        head.addWidget(_section("EXCEPTIONS", page))
        head.addStretch(1)
        head.addWidget(self.weak)
        head.addWidget(self._reasons)
        column = QVBoxLayout(page)
        column.setContentsMargins(_EDGE_PX, 18, _EDGE_PX, 18)
        column.setSpacing(8)
        column.addLayout(cards)
        column.addSpacing(18)
        column.addWidget(_section("SOURCES", page))
        column.addWidget(self.sources)
        column.addSpacing(18)
        column.addWidget(self.releases)
        column.addSpacing(18)
        column.addLayout(head)
        column.addWidget(self._all_read)
        column.addWidget(self.exceptions, 1)
        column.addStretch(0)
        self.exceptions.setMinimumHeight(_LEAST_EXCEPTIONS_PX)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(page)
        return area

    def _connect(self) -> None:
        self.sources.link_pressed.connect(self._on_source_link)
        self.exceptions.link_pressed.connect(self._on_exception_link)
        self.sources.customContextMenuRequested.connect(self._on_source_menu)
        self.exceptions.customContextMenuRequested.connect(self._on_exception_menu)

    def _show_reasons(self, rows: Sequence[ExceptionRow]) -> None:
        """Offer each reason with its count; nothing to choose where there is one."""
        chosen = self._reasons.currentData()
        counts: dict[str, int] = {}
        for row in rows:
            counts[row.reason] = counts.get(row.reason, 0) + 1
        self._reasons.clear()
        self._reasons.addItem(f"All reasons ({len(rows):,})", "")
        for reason in sorted(counts, key=lambda reason: (-counts[reason], reason)):
            self._reasons.addItem(f"{_capital(reason)} ({counts[reason]:,})", reason)
        self._reasons.setCurrentIndex(max(0, self._reasons.findData(chosen or "")))
        self._reasons.setVisible(len(counts) > 1)

    def _show_exceptions(self) -> None:
        rows = self._view.exceptions if self._view else ()
        reason = self._reasons.currentData()
        shown = tuple(row for row in rows if not reason or row.reason == reason)
        self._exceptions.show(shown)
        self.exceptions.setVisible(bool(rows))
        self._all_read.setVisible(not rows)

    def _source_cells(self, source: SourceRow) -> tuple[Cell, ...]:
        whose = f"{source.kind} · {source.custodian}" if source.custodian else source.kind
        token = "stop" if source.is_missing else ""
        if source.pending and not self._is_running:
            token = "warn"
        return (
            Cell(source.name, BOLD, tip=str(source.path)),
            Cell(whose, QUIET, tip=whose),
            Cell(source.counts, tip=source.counts),
            Cell(source.state(is_running=self._is_running), token=token),
            Cell("", BAR, share=source.share),
            Cell(source.short_sha256, MONO, tip=source.sha256 or ""),
            Cell(self._source_link(source), LINK),
        )

    def _source_link(self, source: SourceRow) -> str:
        if source.is_missing:
            return "Relink…"
        return "Go on" if source.pending and not self._is_running else ""

    def _on_reason_chosen(self, _place: int) -> None:
        self._show_exceptions()

    def _on_source_link(self, row: int) -> None:
        if (source := self._sources.row(row)) is not None:
            self.source_link_pressed.emit(source)

    def _on_exception_link(self, row: int) -> None:
        if (exception := self._exceptions.row(row)) is not None:
            self.exception_link_pressed.emit(exception)

    def _on_source_menu(self, at: QPoint) -> None:
        source = self._sources.row(self.sources.indexAt(at).row())
        if source is not None:
            self.source_menu_requested.emit(source, self.sources.viewport().mapToGlobal(at))

    def _on_exception_menu(self, at: QPoint) -> None:
        row = self._exceptions.row(self.exceptions.indexAt(at).row())
        if row is not None:
            self.exception_menu_requested.emit(row, self.exceptions.viewport().mapToGlobal(at))


def exception_link(row: ExceptionRow) -> str:
    """What can best be done about an exception."""
    if row.document is None:
        return FOLDER if row.source else ""
    return {SAVE_COPY_REASON: SAVE, DECIDE_REASON: DECIDE}.get(row.reason, VIEW)


def _exception_cells(row: ExceptionRow) -> tuple[Cell, ...]:
    what = " ".join(part for part in (row.message, row.remedy) if part)
    return (
        Cell(_name(row.path), BOLD, tip=row.path),
        Cell(_capital(row.reason), token="stop", tip=row.reason),
        Cell(what, QUIET, tip=what),
        Cell(exception_link(row), LINK),
    )


def _name(path: str) -> str:
    """The last steps of a path into files and containers that tell what it is."""
    *above, last = [step.strip() for step in path.split("›")]
    name = last.rsplit("/", maxsplit=1)[-1]
    is_within = bool(above) and "." not in name
    return f"{above[-1].rsplit('/', maxsplit=1)[-1]} › {name}" if is_within else name


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _section(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("role", "section")
    return label
