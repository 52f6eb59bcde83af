"""The releases of a matter in Processing mode: a row for each, and the current one in figures."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.cell_table import BOLD, LINK, QUIET, Cell, CellTable
from pincite.desktop.models.releases import ReleaseView
from pincite.desktop.theme import Theme
from pincite.desktop.widgets.cell_list import CellList

REVIEW, UNPRINT = "Review", "Un-print…"
_HEADS = ("PDF", "Documents", "Pages", "Dates", "Boundaries", "Action")
_SHARES = (23, 13, 26, 19, 11, 8)
_MOST_ROWS = 4
_NONE = (
    "No PDF with pages yet. One that is clearly printed mail becomes documents as it is read, each"
    " email with its sender, date and pages."
)


class ReleasesSection(QWidget):
    """What is asked for is a signal that carries the `ReleaseView` it is about."""

    review_wanted = Signal(object)
    unprint_wanted = Signal(object)
    take_back_wanted = Signal(object)
    current_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._rows: tuple[ReleaseView, ...] = ()
        self._is_showing = False
        self._is_chosen = False
        self._table = CellTable[ReleaseView](_HEADS, _cells, self)
        self.list = CellList(self._table, _SHARES, "Releases", theme, self)
        self.card = ReleaseCard(self)
        heading = QLabel("RELEASES", self)
        heading.setProperty("role", "section")
        self._none = QLabel(_NONE, self)
        self._none.setProperty("role", "quiet")
        self._none.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (heading, self._none, self.list, self.card):
            column.addWidget(widget)
        self.list.link_pressed.connect(self._on_link)
        self.list.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.card.review.clicked.connect(self._on_review)
        self.card.unprint.clicked.connect(self._on_unprint)
        self.card.take_back.clicked.connect(self._on_take_back)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.show_releases((), can_decide=False)

    @property
    def current(self) -> ReleaseView | None:
        """The release that is shown in figures."""
        row = self.list.current_row
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def show_releases(self, rows: Sequence[ReleaseView], *, can_decide: bool) -> None:
        """Show these releases; the current one stays so if somebody chose it."""
        former = self.current.id if self.current and self._is_chosen else None
        self._is_showing = True
        self._rows = tuple(rows)
        self._can_decide = can_decide
        self._table.show(self._rows)
        self.list.setFixedHeight(self.list.content_height(_MOST_ROWS))
        self.list.setVisible(bool(self._rows))
        self._none.setVisible(not self._rows)
        places = [place for place, row in enumerate(self._rows) if row.id == former]
        if self._rows:
            self.list.selectRow(places[0] if places else 0)
        self._is_showing = False
        self._show_card()

    def _show_card(self) -> None:
        self.card.show_release(self.current, can_decide=self._can_decide)
        self.current_changed.emit()

    def _on_current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._is_chosen = self._is_chosen or not self._is_showing
        self._show_card()

    def _on_link(self, row: int) -> None:
        release = self._rows[row]
        if not release.is_unprinted:
            self.unprint_wanted.emit(release)
        elif release.doubtful:
            self.review_wanted.emit(release)

    def _on_review(self) -> None:
        self.review_wanted.emit(self.current)

    def _on_unprint(self) -> None:
        self.unprint_wanted.emit(self.current)

    def _on_take_back(self) -> None:
        self.take_back_wanted.emit(self.current)


class ReleaseCard(QFrame):
    """One release in figures: what its pages are, its dates, people, codes and doubts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("card")
        self._name = QLabel(self)
        self._name.setProperty("role", "heading")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self.review = self._button("Review doubtful boundaries")
        self.unprint = self._button("Un-print…")
        self.take_back = self._button("Take back")
        self.take_back.setToolTip("Make the PDF one document again; undo brings the others back")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name, 1)
        for button in (self.review, self.unprint, self.take_back):
            head.addWidget(button)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 5)
        self._grid.setColumnStretch(3, 4)
        self._values: dict[str, QLabel] = {}
        for place, fact in enumerate(
            (
                "Pages",
                "Exemptions",
                "Documents",
                "Withheld",
                "Dates",
                "Boundaries",
                "People",
                "Bates",
            )
        ):
            self._add(fact, place // 2, 2 * (place % 2))
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 11, 15, 13)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._grid)
        self.hide()

    def show_release(self, release: ReleaseView | None, *, can_decide: bool) -> None:
        """Show a release in figures; nothing for None."""
        self.setVisible(release is not None)
        if release is None:
            return
        self._name.setText(release.name)
        is_divided = release.is_unprinted
        facts = {
            "Pages": release.accounted,
            "Documents": release.held,
            "Dates": release.dates or "none known",
            "People": f"{release.people:,}" if is_divided else "not known before un-printing",
            "Exemptions": release.claimed,
            "Withheld": release.withheld,
            "Bates": release.bates or "no number found",
            "Boundaries": release.doubts or "not known before un-printing",
        }
        if named := release.not_documents_named:
            facts["Pages"] += f" ({named})"
        for fact, value in facts.items():
            self._values[fact].setText(value)
            self._values[fact].setAccessibleName(f"{fact}: {value}")
        self._colour("Pages", "stop" if release.unaccounted else "")
        self._colour("Withheld", "warn" if release.not_looked_at else "")
        self._colour("Bates", "warn" if "missing" in release.bates else "")
        self._colour("Boundaries", "warn" if release.doubtful else "")
        self.review.setVisible(is_divided and release.doubtful > 0)
        self.take_back.setVisible(is_divided)
        self.unprint.setVisible(not is_divided)
        self.take_back.setEnabled(can_decide)
        self.unprint.setEnabled(can_decide)
        self.setAccessibleName(f"{release.name} in figures")

    def _add(self, fact: str, row: int, column: int) -> None:
        label = QLabel(fact, self)
        label.setProperty("role", "quiet")
        value = QLabel(self)
        value.setTextFormat(Qt.TextFormat.PlainText)
        value.setWordWrap(True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._values[fact] = value
        self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, column + 1, Qt.AlignmentFlag.AlignTop)

    def _colour(self, fact: str, role: str) -> None:
        label = self._values[fact]
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)

    def _button(self, title: str) -> QPushButton:
        button = QPushButton(title, self)
        button.setAccessibleName(title)
        return button


def _cells(release: ReleaseView) -> tuple[Cell, ...]:
    doubtful_link = REVIEW if release.doubtful else ""
    link = doubtful_link if release.is_unprinted else UNPRINT
    doubts = f"{release.doubtful:,} doubtful" if release.doubtful else ""
    token = "stop" if release.unaccounted else ""
    return (
        Cell(release.name, BOLD, tip=release.name),
        Cell(release.held, QUIET if not release.is_unprinted else "plain"),
        Cell(release.accounted, token=token, tip=release.accounted),
        Cell(release.dates, QUIET, tip=release.dates),
        Cell(doubts, token="warn"),
        Cell(link, LINK),
    )
