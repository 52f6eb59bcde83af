"""The tags of the matter: their names, colours and digits."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.icons import icon
from pincite.desktop.theme import Theme, tag_colour
from pincite.desktop.work.matter_work import Kinds, MatterWork
from pincite.domain.palette import TAG_COLOURS
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.store.tags import TagCount


class TagsDialog(QDialog):
    """Every change is made at once and can be undone."""

    def __init__(self, work: MatterWork, theme: Theme, parent: QWidget) -> None:
        """Read the tags; they appear when they are there."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Issue tags")
        self._work = work
        self._theme = theme
        self._page = QWidget(self)
        self._grid = QGridLayout(self._page)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(self._page)
        self._new = QLineEdit(self)
        self._new.setPlaceholderText("Name of a new tag")
        self._new.setAccessibleName("Name of a new tag")
        add = QPushButton("Add", self)
        add.clicked.connect(self._on_add)
        close = QPushButton("Close", self)
        close.clicked.connect(self.close)
        for button in (add, close):
            button.setAutoDefault(False)
        self._new.returnPressed.connect(self._on_add)
        foot = QHBoxLayout()
        foot.addWidget(self._new, 1)
        foot.addWidget(add)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)
        column.addLayout(foot)
        self.resize(620, 420)
        work.changed.connect(self._on_changed)
        self._read()

    def _read(self) -> None:
        self._work.read(_counts, self._on_read, latest="tags dialog")

    def _on_read(self, counts: list[TagCount]) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.hide()
                widget.deleteLater()
        for column, title in enumerate(("Name", "Colour", "Key", "Used on", "")):
            heading = QLabel(title, self._page)
            heading.setProperty("role", "small")
            self._grid.addWidget(heading, 0, column)
        for row, count in enumerate(counts, start=1):
            self._add_row(row, count)
        self._grid.setRowStretch(len(counts) + 1, 1)

    def _add_row(self, row: int, count: TagCount) -> None:
        tag = count.tag
        name = QLineEdit(tag.name, self._page)
        name.setAccessibleName(f"Name of {tag.name}")
        name.editingFinished.connect(partial(self._on_renamed, int(tag.id), tag.name, name))
        colour = QComboBox(self._page)
        colour.setIconSize(QSize(16, 16))
        colour.setAccessibleName(f"Colour of {tag.name}")
        for number in range(1, len(TAG_COLOURS) + 1):
            colour.addItem(_swatch(number), str(number), number)
        colour.setCurrentIndex(tag.colour - 1)
        colour.activated.connect(partial(self._on_recoloured, int(tag.id)))
        digit = QComboBox(self._page)
        digit.setAccessibleName(f"Key of {tag.name}")
        for text in ("none", *map(str, range(1, 10))):
            digit.addItem(text)
        digit.setCurrentIndex(tag.digit or 0)
        digit.activated.connect(partial(self._on_keyed, int(tag.id)))
        used = QLabel(f"{count.documents:,} documents, {count.passages:,} passages", self._page)
        used.setProperty("role", "quiet")
        delete = QPushButton(icon(self._theme, "delete"), "", self._page)
        delete.setAutoDefault(False)
        delete.setProperty("role", "plain")
        delete.setAccessibleName(f"Delete {tag.name}")
        delete.setToolTip("Delete the tag; Undo brings it back")
        delete.clicked.connect(partial(self._on_deleted, int(tag.id)))
        for place, widget in enumerate((name, colour, digit, used, delete)):
            self._grid.addWidget(widget, row, place)

    def _on_changed(self, kinds: Kinds) -> None:
        if kinds & {"tags", "passages"}:
            self._read()

    def _on_add(self) -> None:
        name = self._new.text().strip()
        if name:
            self._new.clear()
            self._work.decide(lambda matter: matter.tags.new(name))

    def _on_renamed(self, tag: int, old: str, field: QLineEdit) -> None:
        new = field.text().strip()
        if new and new != old:
            self._work.decide(lambda matter: matter.tags.rename(tag, new))

    def _on_recoloured(self, tag: int, index: int) -> None:
        self._work.decide(lambda matter: matter.tags.recolour(tag, index + 1))

    def _on_keyed(self, tag: int, index: int) -> None:
        self._work.decide(lambda matter: matter.tags.set_digit(tag, index or None))

    def _on_deleted(self, tag: int, _is_checked: bool = False) -> None:
        self._work.decide(lambda matter: matter.tags.delete(tag))


def _counts(matter: Matter, _: Control) -> list[TagCount]:
    return matter.tags.counts()


def _swatch(number: int) -> QIcon:
    drawn = QPixmap(32, 32)
    drawn.fill(tag_colour(number))
    drawn.setDevicePixelRatio(2.0)
    return QIcon(drawn)
