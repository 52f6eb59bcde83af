"""What a wildcard or the like stands for in the matter; words can be left out of the query."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.widgets.fields import LineField
from pincite.search import Expansion
from pincite.search.evaluation.expansions import MOST_KEPT

_WIDTH_PX, _HEIGHT_PX, _ROW_PX = 360, 400, 24
_WORD, _COUNT = 0, 1
_MOST_SHOWN = 2000


class WordsPopup(QFrame):
    """Every word with its documents and a tick; emits the term and the words that are kept."""

    kept = Signal(str, object)

    def __init__(self, expansion: Expansion, parent: QWidget) -> None:
        """All words are ticked to begin with, the commonest first."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("floating")
        self.setAccessibleName(f"What {expansion.written} stands for")
        self._expansion = expansion
        words = sorted(expansion.words, key=lambda word: (-word[1], word[0]))
        self._unseen = tuple(word for word, _ in words[_MOST_SHOWN:])
        self._heading = QLabel(self)
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._filter = LineField(self)
        self._filter.setPlaceholderText("Filter")
        self._filter.setAccessibleName("Filter the words")
        self._filter.textChanged.connect(self._on_filter)
        self._list = QTreeWidget(self)
        self._list.setAccessibleName("Words")
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setHeaderHidden(True)
        self._list.setColumnCount(2)
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(_WORD, QHeaderView.ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(_COUNT, QHeaderView.ResizeMode.ResizeToContents)
        self._list.addTopLevelItems([_item(*word) for word in words[:_MOST_SHOWN]])
        self._list.itemChanged.connect(self._on_ticked)
        self._all = self._button("Tick all", self._on_all)
        self._none = self._button("None", self._on_none)
        self._use = QPushButton(self)
        self._use.setProperty("role", "primary")
        self._use.clicked.connect(self._on_use)
        self._compose()
        self._say()

    def open_at(self, corner: QPoint) -> None:
        """Show it, its corner there on the screen or as near as there is room."""
        screen = self.screen().availableGeometry()
        x = max(screen.left(), min(corner.x(), screen.right() - _WIDTH_PX))
        y = max(screen.top(), min(corner.y(), screen.bottom() - _HEIGHT_PX))
        self.move(x, y)
        self.show()
        self._filter.setFocus()

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are ticked, in order; those that are not shown are kept."""
        ticked = [
            item.text(_WORD)
            for item in self._items()
            if item.checkState(_WORD) == Qt.CheckState.Checked
        ]
        return tuple(sorted((*ticked, *self._unseen)))

    def _compose(self) -> None:
        ticks = QHBoxLayout()
        ticks.addWidget(self._all)
        ticks.addWidget(self._none)
        ticks.addStretch(1)
        ticks.addWidget(self._use)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(7)
        for widget in (self._heading, self._filter, self._list):
            column.addWidget(widget)
        column.addLayout(ticks)
        self.setFixedSize(_WIDTH_PX, _HEIGHT_PX)

    def _button(self, title: str, clicked: object) -> QPushButton:
        button = QPushButton(title, self)
        button.setProperty("role", "link")
        button.clicked.connect(clicked)
        return button

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self._list.topLevelItem(row) for row in range(self._list.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _say(self) -> None:
        total, count = len(self._expansion.words), len(self.words)
        noun = f"word{'s' * (total != 1)}"
        said = f"{self._expansion.written} stands for {total:,} {noun} here"
        if self._unseen:
            said += f", of which the commonest {_MOST_SHOWN:,} are shown"
        self._heading.setText(said if total else f"No word of this matter is {said.split()[0]}")
        self._heading.setWordWrap(True)
        self._use.setText(f"Use these {count:,}" if count != 1 else "Use this one")
        is_changed = 0 < count < total
        self._use.setEnabled(is_changed and count <= MOST_KEPT)
        too_many = f"A query can name at most {MOST_KEPT} words: untick more."
        self._use.setToolTip(too_many if is_changed and count > MOST_KEPT else "")

    def _tick(self, state: Qt.CheckState) -> None:
        """Tick or untick what the filter shows."""
        self._list.blockSignals(True)
        for item in self._items():
            if not item.isHidden():
                item.setCheckState(_WORD, state)
        self._list.blockSignals(False)
        self._say()

    def _on_filter(self, typed: str) -> None:
        wanted = typed.strip().casefold()
        for item in self._items():
            item.setHidden(wanted not in item.text(_WORD))

    def _on_ticked(self, _: QTreeWidgetItem, _column: int) -> None:
        self._say()

    def _on_all(self) -> None:
        self._tick(Qt.CheckState.Checked)

    def _on_none(self) -> None:
        self._tick(Qt.CheckState.Unchecked)

    def _on_use(self) -> None:
        words = self.words
        self.close()
        self.kept.emit(self._expansion.written, words)


def _item(word: str, documents: int) -> QTreeWidgetItem:
    """A word with its tick, and its documents at the right."""
    item = QTreeWidgetItem([word, f"{documents:,} document{'s' * (documents != 1)}"])
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(_WORD, Qt.CheckState.Checked)
    item.setTextAlignment(_COUNT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setSizeHint(_WORD, QSize(0, _ROW_PX))
    return item
