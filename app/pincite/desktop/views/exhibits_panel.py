"""The left of Exhibits mode: the list of exhibits, or what to do where there is none."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.bundle_view import BundleView
from pincite.desktop.models.carried import DOCUMENTS_TYPE, carried_ids
from pincite.desktop.models.exhibit_list import ExhibitList
from pincite.desktop.theme import Theme
from pincite.desktop.widgets.empty_state import EmptyState
from pincite.desktop.widgets.exhibits_list import ExhibitsList
from pincite.store.bundles import LETTERS, NUMBERS

_NUMBERINGS = {NUMBERS: "1, 2, 3", LETTERS: "A, B, C"}


class ExhibitsPanel(QWidget):
    """Shows the exhibits; everything that is asked for is a signal."""

    sort_requested = Signal()
    numbering_chosen = Signal(str)
    new_requested = Signal()
    tags_requested = Signal()
    review_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Compose bar, list and empty states."""
        super().__init__(parent)
        self.setObjectName("paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = ExhibitList(self)
        self.list = ExhibitsList(self.model, theme, self)
        self._no_bundle = EmptyState(
            "No bundle yet",
            "A bundle is the numbered set of exhibits that is filed together.",
            (("New bundle…", self.new_requested),),
            self,
        )
        self._no_exhibit = EmptyState(
            "No exhibit in this bundle yet",
            "Drag documents here from Review by way of the Exhibits button, press E there, or take"
            " everything that carries a tag.",
            (("Add from tags…", self.tags_requested), ("Go to Review", self.review_requested)),
            self,
        )
        self._stack = QStackedWidget(self)
        for widget in (self.list, self._no_bundle, self._no_exhibit):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_bar())
        column.addWidget(self._stack, 1)

    def show_view(self, view: BundleView, doubts: Iterable[int], *, is_read_only: bool) -> None:
        """Show the exhibits of a bundle; `doubts` are those that should be looked at."""
        self.model.show(view.entries, doubts)
        can_change = view.bundle is not None and not is_read_only
        self.list.setDragEnabled(can_change)
        self.list.setAcceptDrops(can_change)
        self._numbering.setVisible(view.bundle is not None)
        self._numbering.setEnabled(can_change)
        self._sort.setVisible(view.bundle is not None)
        self._sort.setEnabled(can_change and len(view.entries) > 1)
        if view.bundle is not None:
            self._numbering.setText(f"Numbering: {_NUMBERINGS[view.bundle.numbering]} ▾")
        shown: QWidget = self.list
        if view.bundle is None:
            shown = self._no_bundle
        elif not view.entries:
            shown = self._no_exhibit
        self._stack.setCurrentWidget(shown)
        self.setAcceptDrops(not is_read_only)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Documents may be dropped where there is no exhibit yet; the list takes them itself."""
        if event.mimeData().hasFormat(DOCUMENTS_TYPE):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(DOCUMENTS_TYPE):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        documents = carried_ids(event.mimeData(), DOCUMENTS_TYPE)
        if documents:
            event.acceptProposedAction()
            self.model.added.emit(documents, len(self.model.entries))

    def _make_bar(self) -> QWidget:
        bar = QWidget(self)
        bar.setObjectName("bar")
        bar.setFixedHeight(38)
        title = QLabel("Exhibits", bar)
        title.setProperty("role", "quiet")
        menu = QMenu(self)
        for numbering, shown in _NUMBERINGS.items():
            menu.addAction(shown).triggered.connect(partial(self._on_numbering, numbering))
        self._numbering = QPushButton(bar)
        self._numbering.setProperty("role", "plain")
        self._numbering.setMenu(menu)
        self._sort = QPushButton("Sort by date", bar)
        self._sort.setProperty("role", "plain")
        self._sort.clicked.connect(self._on_sort)
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(self._numbering)
        row.addWidget(self._sort)
        return bar

    def _on_numbering(self, numbering: str, _is_checked: bool = False) -> None:
        self.numbering_chosen.emit(numbering)

    def _on_sort(self) -> None:
        self.sort_requested.emit()
