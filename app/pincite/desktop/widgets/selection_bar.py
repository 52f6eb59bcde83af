"""The small dark bar at a selection: tag digits, note, copy cite, add to exhibit."""

from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from pincite.desktop.icons import pixmap
from pincite.desktop.theme import tag_colour
from pincite.store.tags import Tag

_MOST_TAGS = 9


class SelectionBar(QFrame):
    """Floats over the document pane; every button has a key, so it never takes the focus."""

    tag_wanted = Signal(int)
    new_tag_wanted = Signal()
    note_wanted = Signal()
    cite_wanted = Signal()
    exhibit_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setObjectName("selectionbar")
        self.setAccessibleName("Selection")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(5, 4, 5, 4)
        self._row.setSpacing(1)
        self.show_tags(())
        self.hide()

    def show_tags(self, tags: tuple[Tag, ...]) -> None:
        """Offer these tags, by digit."""
        while self._row.count():
            item = self._row.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.hide()
                widget.deleteLater()
        keyed = sorted((tag for tag in tags if tag.digit), key=_digit)[:_MOST_TAGS]
        for tag in keyed:
            button = self._button(str(tag.digit), _square(tag_colour(tag.colour)), tag.name)
            button.clicked.connect(partial(self._on_tag, int(tag.id)))
        if not keyed:
            self._button("Tag", _icon("tag"), "New tag").clicked.connect(self.new_tag_wanted)
        self._button("Note", _icon("note"), "Note (M)").clicked.connect(self.note_wanted)
        cite = self._button("Copy cite", _icon("quote"), "Copy the pin cite (Ctrl+Shift+C)")
        cite.clicked.connect(self.cite_wanted)
        exhibit = self._button("Exhibit", _icon("exhibit"), "Add to the exhibits (E)")
        exhibit.clicked.connect(self.exhibit_wanted)

    def show_at(self, selection: QRectF, within: QRectF) -> None:
        """Show the bar under a selection, or above it where there is no room, all of it visible."""
        self.adjustSize()
        size = self.sizeHint()
        top = selection.bottom() + 10
        if top + size.height() > within.bottom() - 6:
            top = selection.top() - size.height() - 10
        top = max(within.top() + 6, min(top, within.bottom() - size.height() - 6))
        left = selection.center().x() - size.width() / 2
        left = max(within.left() + 6, min(left, within.right() - size.width() - 6))
        self.move(QPoint(round(left), round(top)))
        self.resize(size)
        self.show()
        self.raise_()

    def _button(self, title: str, picture: QIcon, hint: str) -> QPushButton:
        button = QPushButton(picture, title, self)
        button.setIconSize(QSize(13, 13))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(hint)
        button.setAccessibleName(hint)
        self._row.addWidget(button)
        return button

    def _on_tag(self, tag: int, _is_checked: bool = False) -> None:
        self.tag_wanted.emit(tag)


def _digit(tag: Tag) -> int:
    return tag.digit or 0


def _icon(name: str) -> QIcon:
    return QIcon(pixmap(name, QColor("white"), 13, 2.0))


def _square(colour: QColor) -> QIcon:
    """A tag's colour as an icon, a little lighter so that it shows on the dark bar."""
    drawn = QPixmap(26, 26)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor("white"))
    painter.setBrush(colour)
    painter.drawRoundedRect(3, 3, 20, 20, 5, 5)
    painter.end()
    drawn.setDevicePixelRatio(2.0)
    return QIcon(drawn)
