"""The results with their heading: how many, in which order, as cards, lines or hits."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.asked import Answer, Asked
from pincite.desktop.models.results import Results
from pincite.desktop.views.shell import Shell
from pincite.desktop.widgets.coverage_line import CoverageLine
from pincite.desktop.widgets.results_list import ResultsList
from pincite.desktop.widgets.view_choice import CARDS, HITS, ViewChoice
from pincite.search.language.narrowing import Narrowing

_CHOICES = (("sent", "By date sent"), ("control", "By number"), ("bates", "By Bates number"))
_NAMES = {"sent": "Sent", "control": "Number", "bates": "Bates number"}


class ResultsColumn(QWidget):
    """Heading, list, and what to do when the list is empty."""

    sort_wanted = Signal(str)
    reverse_wanted = Signal()
    view_chosen = Signal(str)

    def __init__(self, results: Results, shell: Shell, parent: QWidget | None = None) -> None:
        """Show `results`."""
        super().__init__(parent)
        self._shell = shell
        self._count = 0
        self.setMinimumWidth(220)
        self.list = ResultsList(results, shell.theme, self)
        self._heading = QLabel(self)
        self._sort = QPushButton(self)
        self._sort.setProperty("role", "plain")
        self._sort.setMenu(self._menu())
        self._hits: QWidget | None = None
        self._choice = ViewChoice(shell.theme, self)
        self._choice.chosen.connect(self.view_chosen)
        self._empty = QLabel(self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setMargin(24)
        self._empty.setProperty("role", "quiet")
        bar = QWidget(self)
        bar.setObjectName("bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(37)
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 0, 6, 0)
        row.setSpacing(2)
        row.addWidget(self._heading)
        row.addStretch(1)
        row.addWidget(self._sort)
        row.addWidget(self._choice)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.coverage = CoverageLine(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.coverage)
        self.list.selection_resized.connect(self._on_selection_resized)

    @property
    def view(self) -> str:
        """How results are shown: `cards`, `list` or `hits`."""
        return self._choice.choice

    def add_hits(self, pane: QWidget) -> None:
        """Show the hits in this pane when they are wanted."""
        self._hits = pane
        self._stack.addWidget(pane)

    def set_view(self, view: str) -> None:
        """Show results otherwise."""
        self._choice.choose(view)
        if view != HITS:
            self.list.set_roomy(view == CARDS)
        if self._count:
            self._stack.setCurrentWidget(self._shown())

    def show_order(self, asked: Asked) -> None:
        """Say in which order the results are."""
        arrow = "▴" if asked.is_descending else "▾"
        self._sort.setText(f"Sort: {_NAMES[asked.sort]} {arrow}")

    def show_answer(self, answer: Answer) -> None:
        """Say how many there are, or what to do when there are none."""
        self._count = int(answer.ids.size)
        self._on_selection_resized(0)
        if self._count:
            self._stack.setCurrentWidget(self._shown())
            return
        narrowing = Narrowing(answer.understood, self._shell.opened.prefix)
        if narrowing.conditions():
            hint = "No document matches all of this. A click at the left takes a condition out."
        elif answer.asked.query:
            hint = "No document matches. Try fewer words, or demo* for every word beginning so."
        else:
            hint = "This matter is empty.\nDrop a release here, or choose Matter › Add sources."
        self._empty.setText(hint)
        self._stack.setCurrentWidget(self._empty)

    def _shown(self) -> QWidget:
        return self._hits if self.view == HITS and self._hits is not None else self.list

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for sort, title in _CHOICES:
            menu.addAction(title).setData(sort)
        menu.addSeparator()
        menu.addAction("Turn the order round").setData("reverse")
        menu.triggered.connect(self._on_menu_triggered)
        return menu

    def _on_menu_triggered(self, action: object) -> None:
        wanted = str(action.data())  # type: ignore[attr-defined]
        if wanted == "reverse":
            self.reverse_wanted.emit()
        else:
            self.sort_wanted.emit(wanted)

    def _on_selection_resized(self, selected: int) -> None:
        total = f"{self._count:,} document{'s' * (self._count != 1)}"
        self._heading.setText(f"{selected:,} of {total}" if selected > 1 else total)
