"""The highlight lists under the facets: which are shown, and how often each marks a document."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from pincite.desktop.theme import PADDING_PX, ROW_PX, Theme, ui_font
from pincite.desktop.widgets.highlight_look import line_name, paint_highlight
from pincite.store.highlight_lists import HighlightList

_BOX_PX, _SAMPLE_PX = 13, 22
_MOST_ROWS_SEEN = 6


class HighlightRow(QAbstractButton):
    """A box to tick, how the list looks, its name, and how many terms of it are here."""

    toggled_list = Signal(int, bool)

    def __init__(
        self,
        theme: Theme,
        list_: HighlightList,
        count: int | None,
        key: str,
        parent: QWidget | None = None,
    ) -> None:
        """`count` is None while no document is open; `key` shows and hides the list."""
        super().__init__(parent)
        self._theme = theme
        self._list = list_
        self._count = "" if count is None else f"{count:,}"
        self.setText(list_.name)
        self.setCheckable(True)
        self.setFixedHeight(ROW_PX - 3)
        said = "" if count is None else f", {count} in this document"
        self.setAccessibleName(f"{list_.name}, {line_name(list_.colour)} line{said}")
        key_hint = f" ({key})" if key else ""
        self.setToolTip(f"{list_.name}, {line_name(list_.colour)} line{said}{key_hint}")
        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:
        return QSize(150, ROW_PX - 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour
        if self.underMouse():
            painter.fillRect(self.rect(), colour("control"))
        if self.hasFocus():
            painter.setPen(colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        middle = self.height() / 2
        self._paint_box(painter, QRectF(PADDING_PX, middle - _BOX_PX / 2, _BOX_PX, _BOX_PX))
        sample = QRectF(PADDING_PX + _BOX_PX + 8, middle - 8, _SAMPLE_PX, 13)
        painter.setFont(ui_font(-2))
        painter.setPen(colour("ink"))
        painter.drawText(sample, Qt.AlignmentFlag.AlignCenter, "ab")
        paint_highlight(painter, sample, self._list.colour, colour("panel"))
        font = ui_font()
        painter.setFont(font)
        metrics = QFontMetrics(font)
        left = round(sample.right()) + 9
        line = QRect(left, 0, self.width() - left - PADDING_PX, self.height())
        at_right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colour("ink2"))
        painter.drawText(line, at_right, self._count)
        name = line.adjusted(0, 0, -metrics.horizontalAdvance(self._count) - 8, 0)
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, name.width())
        painter.setPen(colour("ink" if self.isChecked() else "ink2"))
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        colour = self._theme.colour
        painter.setPen(QPen(colour("accent" if self.isChecked() else "ink3"), 1.2))
        painter.setBrush(colour("accent" if self.isChecked() else "paper"))
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            painter.setPen(QPen(colour("on_accent"), 1.8))
            places = ((0.24, 0.52), (0.43, 0.72), (0.78, 0.30))
            painter.drawPolyline(
                [
                    QPointF(box.left() + across * box.width(), box.top() + down * box.height())
                    for across, down in places
                ]
            )

    def _on_clicked(self) -> None:
        self.toggled_list.emit(self._list.id, self.isChecked())


class HighlightsPanel(QWidget):
    """`toggled_list` says whether a list is wanted; `edit_wanted` opens the lists."""

    toggled_list = Signal(int, bool)
    edit_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without lists."""
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Sequence[HighlightList], Sequence[int | None], Sequence[bool]] = (
            (), (), ())  # fmt: skip
        self.rows: list[HighlightRow] = []
        self.setObjectName("highlights")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        heading = QLabel("HIGHLIGHTS", self)
        heading.setProperty("role", "section")
        self._edit = QPushButton(self)
        self._edit.setProperty("role", "link")
        self._edit.clicked.connect(self.edit_wanted)
        head = QHBoxLayout()
        head.setContentsMargins(PADDING_PX, 6, PADDING_PX - 4, 2)
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(self._edit)
        self._page = QWidget(self)
        self._lines = QVBoxLayout(self._page)
        self._lines.setContentsMargins(0, 0, 0, 6)
        self._lines.setSpacing(0)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._area)
        theme.changed.connect(self._on_theme_changed)
        self.show_lists((), (), ())

    def show_lists(
        self,
        lists: Sequence[HighlightList],
        counts: Sequence[int | None],
        are_shown: Sequence[bool],
    ) -> None:
        """Show the lists, how many terms of each are in the open document, and which are on."""
        self._shown = (lists, counts, are_shown)
        focused = next((place for place, row in enumerate(self.rows) if row.hasFocus()), -1)
        for row in self.rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for place, (one, count, is_on) in enumerate(zip(lists, counts, are_shown, strict=True)):
            key = f"Alt+Shift+{place + 1}" if place < 9 else ""
            row = HighlightRow(self._theme, one, count, key, self._page)
            row.setChecked(is_on)
            row.toggled_list.connect(self.toggled_list)
            self._lines.addWidget(row)
            self.rows.append(row)
        if 0 <= focused < len(self.rows):
            self.rows[focused].setFocus()
        self._edit.setText("Edit…" if lists else "New list…")
        self._edit.setAccessibleName("Edit the highlight lists")
        seen = min(len(lists), _MOST_ROWS_SEEN)
        self._area.setFixedHeight(seen * (ROW_PX - 3) + 6 if lists else 0)

    def _on_theme_changed(self) -> None:
        self.show_lists(*self._shown)
