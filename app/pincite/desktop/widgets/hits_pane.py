"""The hits with their heading: how many, in which order, which of them."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.models.hit_reading import MOST_GATHERED, Arranged, Order
from pincite.desktop.models.hits import MOST_ROWS, Hits
from pincite.desktop.theme import Theme
from pincite.desktop.widgets.hits_list import HitsList

_TYPING_MS = 250
_ORDERS: tuple[tuple[Order, str], ...] = (
    ("document", "In document order"),
    ("left", "By the word before"),
    ("right", "By the word behind"),
)


class HitsPane(QWidget):
    """`arranged` says that the hits are wanted in another order, or others of them."""

    arranged = Signal(object)

    def __init__(self, model: Hits, theme: Theme, parent: QWidget | None = None) -> None:
        """Show `model`."""
        super().__init__(parent)
        self._model = model
        self._order: Order = "document"
        self._total = 0
        self.list = HitsList(model, theme, self)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText("Only rows with…")
        self.filter.setAccessibleName("Only hits whose row holds these words")
        self.filter.setClearButtonEnabled(True)
        self._sort = QPushButton(self)
        self._sort.setProperty("role", "plain")
        self._sort.setMenu(self._menu())
        self._count = QLabel(self)
        self._count.setProperty("role", "small")
        self._hint = QLabel(self)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._hint.setMargin(24)
        self._hint.setProperty("role", "quiet")
        self._hint.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._hint)
        self.setFocusProxy(self.list)
        self._compose()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._tell)
        self.filter.textChanged.connect(self._on_typed)
        self.show_order("document")

    @property
    def wanted(self) -> Arranged:
        """The order and the filter that are chosen."""
        return Arranged(self._order, self.filter.text())

    @property
    def hint(self) -> str:
        """What is said in the place of the list; '' while there is one."""
        return self._hint.text() if self._stack.currentWidget() is self._hint else ""

    @property
    def count(self) -> str:
        """How many hits are listed."""
        return self._count.text()

    def show_order(self, order: Order) -> None:
        """Say in which order the hits are wanted; nothing is emitted."""
        self._order = order
        self._sort.setText(f"{dict(_ORDERS)[order]} ▾")

    def choose_order(self, order: Order) -> None:
        """Want the hits in another order."""
        self.show_order(order)
        self._tell()

    def show_total(self, total: int) -> None:
        """There are so many hits in all."""
        self._total = total
        can_arrange = total <= MOST_GATHERED
        for widget in (self.filter, self._sort):
            widget.setEnabled(can_arrange)
            widget.setToolTip(
                "" if can_arrange else f"Up to {MOST_GATHERED:,} hits: narrow the query first"
            )
        self.show_count()

    def show_count(self) -> None:
        """Say how many of them are listed."""
        listed, total = self._model.rowCount(), self._total
        all_ = f"{total:,} hit{'s' * (total != 1)}"
        if listed == total:
            self._count.setText(all_)
        elif total > MOST_ROWS and listed == MOST_ROWS:
            self._count.setText(f"The first {listed:,} of {all_}")
        else:
            self._count.setText(f"{listed:,} of {all_}")

    def show_hint(self, hint: str) -> None:
        """Say something in the place of the list; '' shows the list again."""
        shown = self._hint if hint else self.list
        had_focus = self.focusProxy() is not shown and self.hasFocus()
        self._hint.setText(hint)
        self._stack.setCurrentWidget(shown)
        # The keys of the window work from here even while there is no list.
        self.setFocusProxy(shown)
        if had_focus:
            shown.setFocus()

    def _compose(self) -> None:
        bar = QWidget(self)
        bar.setObjectName("bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(40)
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 0, 6, 0)
        row.setSpacing(8)
        row.addWidget(self._count)
        row.addWidget(self.filter, 1)
        row.addWidget(self._sort)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for order, title in _ORDERS:
            menu.addAction(title).setData(order)
        menu.triggered.connect(self._on_order_chosen)
        return menu

    def _on_order_chosen(self, action: object) -> None:
        self.choose_order(action.data())  # type: ignore[attr-defined]

    def _on_typed(self, _text: str) -> None:
        self._typing.start()

    def _tell(self) -> None:
        self._typing.stop()
        self.arranged.emit(self.wanted)
