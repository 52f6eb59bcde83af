"""Asks which tags a bundle shall take its exhibits from."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.theme import tag_colour
from pincite.desktop.widgets.colour_square import colour_square
from pincite.jobs.control import Control
from pincite.matter import Matter

_ABOUT = (
    "Every document that carries one of these tags, or holds a passage that does, becomes an"
    " exhibit with its attachments, by date. What is in the bundle already is passed over."
)
_EMPTY = (
    "No document and no passage is tagged yet. In Review, choose a document or select a passage"
    " and press a digit."
)


@dataclass(frozen=True, slots=True)
class TagChoice:
    """A tag and how many documents it would bring."""

    id: int
    name: str
    colour: int
    documents: int


def read_tag_choices(matter: Matter, control: Control) -> list[TagChoice]:
    """The tags that documents or passages carry, in their own order."""
    choices: list[TagChoice] = []
    for tag in matter.tags.all():
        control.check()
        count = matter.search.find(matter.search.tagged(tag.name)).documents
        if count:
            choices.append(TagChoice(int(tag.id), tag.name, tag.colour, count))
    return choices


class AddFromTags(QDialog):
    """`chosen` carries the ids of tags."""

    chosen = Signal(object)

    def __init__(self, bundle: str, choices: Sequence[TagChoice], parent: QWidget) -> None:
        """Offer these tags."""
        super().__init__(parent)
        self.setWindowTitle(f"Add to “{bundle}” from tags")
        about = QLabel(_ABOUT if choices else _EMPTY, self)
        about.setWordWrap(True)
        about.setProperty("role", "quiet")
        self.list = QListWidget(self)
        self.list.setAccessibleName("Tags")
        self.list.setVisible(bool(choices))
        for choice in choices:
            self.list.addItem(_item(choice))
        self.list.itemChanged.connect(self._on_changed)
        self.list.setFixedHeight(min(10, max(3, len(choices))) * 30 + 6)
        self._add = QPushButton("Add", self)
        self._add.setProperty("role", "primary")
        self._add.setDefault(True)
        self._add.clicked.connect(self._on_add)
        cancel = QPushButton("Cancel" if choices else "Close", self)
        cancel.clicked.connect(self.reject)
        self._add.setVisible(bool(choices))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        for widget in (about, self.list):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.setMinimumWidth(440)
        self.list.setCurrentRow(0)
        self._on_changed()

    @property
    def _ids(self) -> list[int]:
        items = (self.list.item(row) for row in range(self.list.count()))
        role = Qt.ItemDataRole.UserRole
        return [
            int(item.data(role)) for item in items if item.checkState() == Qt.CheckState.Checked
        ]

    def _on_changed(self) -> None:
        self._add.setEnabled(bool(self._ids))

    def _on_add(self) -> None:
        self.chosen.emit(self._ids)
        self.accept()


def _item(choice: TagChoice) -> QListWidgetItem:
    noun = "document" if choice.documents == 1 else "documents"
    item = QListWidgetItem(f"{choice.name}  ·  {choice.documents:,} {noun}")
    item.setIcon(colour_square(tag_colour(choice.colour)))
    item.setData(Qt.ItemDataRole.UserRole, choice.id)
    item.setFlags(
        Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    )
    item.setCheckState(Qt.CheckState.Unchecked)
    return item
