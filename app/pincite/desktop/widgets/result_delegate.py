"""Paints one row of the results, roomy or as one line."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pincite.desktop.models.result_rows import ResultRow
from pincite.desktop.models.results import RowRole
from pincite.desktop.theme import PADDING_PX, ROW_PX, Theme, mono_font, tag_colour, ui_font

ROOMY_PX = 97
_LINES_PX = (11, 31, 51, 72)
_DOT_PX = 7
_CHIP_PX = 18
_MORE_PX = 22

_Index = QModelIndex | QPersistentModelIndex


class ResultDelegate(QStyledItemDelegate):
    """Every row has one height, so that any number of them can be scrolled."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        """Paint in the colours of `theme`."""
        super().__init__(parent)
        self._theme = theme
        self.is_roomy = True

    @property
    def row_px(self) -> int:
        """The height of every row."""
        return ROOMY_PX if self.is_roomy else ROW_PX

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, self.row_px)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect = option.rect
        state = option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour
        painter.fillRect(rect, colour("accent_soft" if is_selected else "paper"))
        if is_selected:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colour("accent"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
        row = index.data(RowRole)
        inner = rect.adjusted(PADDING_PX, 0, -PADDING_PX + 2, -1)
        if row is None:
            self._paint_waiting(painter, inner)
        elif self.is_roomy:
            self._paint_roomy(painter, inner, row)
        else:
            self._paint_line(painter, inner, row)
        painter.restore()

    def _paint_waiting(self, painter: QPainter, rect: QRect) -> None:
        """A quiet shape where a row will be."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("control"))
        top = rect.top() + (14 if self.is_roomy else 9)
        painter.drawRoundedRect(QRect(rect.left(), top, rect.width() // 2, 10), 4, 4)

    def _paint_roomy(self, painter: QPainter, rect: QRect, row: ResultRow) -> None:
        colour = self._theme.colour
        lines = [QRect(rect.left(), rect.top() + top, rect.width(), 18) for top in _LINES_PX]
        date_width = _text(painter, lines[0], row.date, ui_font(), colour("ink2"), at_right=True)
        people = lines[0].adjusted(self._paint_dot(painter, lines[0], row), 0, -date_width - 10, 0)
        _text(painter, people, row.people, ui_font(0, QFont.Weight.DemiBold), colour("ink"))
        _text(painter, lines[1], row.title, ui_font(), colour("ink"))
        self._paint_snippet(painter, lines[2], row)
        self._paint_foot(painter, lines[3], row)

    def _paint_line(self, painter: QPainter, rect: QRect, row: ResultRow) -> None:
        colour = self._theme.colour
        left = rect.left() + self._paint_dot(painter, rect, row, always=True)
        date = QRect(left, rect.top(), 84, rect.height())
        _text(painter, date, row.date, ui_font(-1), colour("ink2"))
        number = _text(
            painter, rect, row.exhibit or row.number, mono_font(-2), colour("ink3"), at_right=True
        )
        signs = (("?", row.is_doubtful), ("weak", row.is_weak))
        for sign in (text for text, is_shown in signs if is_shown):
            left_of_it = rect.right() - number - _sign_px(sign) - 8
            number += _sign(painter, left_of_it, rect, colour("warn"), sign) + 2
        tags = self._paint_squares(painter, rect.adjusted(0, 0, -number - 8, 0), row)
        rest = rect.adjusted(left - rect.left() + 90, 0, -number - tags - 16, 0)
        people = QRect(rest.left(), rest.top(), round(rest.width() * 0.42), rest.height())
        _text(painter, people, row.people, ui_font(0, QFont.Weight.DemiBold), colour("ink"))
        title = rest.adjusted(people.width() + 8, 0, 0, 0)
        _text(painter, title, row.title, ui_font(), colour("ink"))

    def _paint_dot(
        self, painter: QPainter, line: QRect, row: ResultRow, *, always: bool = False
    ) -> int:
        """The mark of a document that nobody has coded; returns the room it takes."""
        if row.is_uncoded:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent"))
            middle = line.top() + line.height() // 2
            painter.drawEllipse(QRect(line.left(), middle - _DOT_PX // 2, _DOT_PX, _DOT_PX))
        return _DOT_PX + 7 if row.is_uncoded or always else 0

    def _paint_snippet(self, painter: QPainter, line: QRect, row: ResultRow) -> None:
        font = ui_font()
        metrics = QFontMetrics(font)
        painter.setFont(font)
        left = line.left()
        for text, is_hit in _pieces(row.snippet, row.marks):
            room = line.right() - left
            if room < 8:
                break
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            width = metrics.horizontalAdvance(shown)
            box = QRect(left, line.top(), width, line.height())
            if is_hit:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.colour("hit"))
                painter.drawRoundedRect(box.adjusted(-1, 1, 1, -1), 2, 2)
            painter.setPen(self._theme.colour("ink" if is_hit else "ink2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            left += width

    def _paint_foot(self, painter: QPainter, line: QRect, row: ResultRow) -> None:
        colour = self._theme.colour
        right = 0
        if row.exhibit:
            right = _text(painter, line, row.exhibit, ui_font(-2), colour("ink2"), at_right=True)
        more = f" · {row.attachments} attachment{'s' * (row.attachments > 1)}"
        number = row.number + (more if row.attachments else "")
        room = line.adjusted(0, 0, -right - 8, 0)
        left = line.left() + _text(painter, room, number, ui_font(-2), colour("ink2")) + 8
        if row.is_doubtful:
            left += _sign(painter, left, room, colour("warn"), "doubtful")
        if row.is_weak:
            left += _sign(painter, left, room, colour("warn"), "weak text")
        if row.coding.is_privileged:
            left += _chip(painter, left, room, "Privileged", colour("privileged"), colour("paper"))
        for place, tag in enumerate(row.tags, start=1):
            hidden = len(row.tags) - place
            # Whatever is not shown is counted, and the count needs room too.
            inside = room.adjusted(0, 0, -_MORE_PX if hidden else 0, 0)
            width = _chip(painter, left, inside, tag.name, tag_colour(tag.colour), QColor("white"))
            if not width:
                rest = QRect(left, room.top(), room.right() - left, room.height())
                _text(painter, rest, f"+{hidden + 1}", ui_font(-2), colour("ink2"))
                break
            left += width

    def _paint_squares(self, painter: QPainter, line: QRect, row: ResultRow) -> int:
        """The tags of a one-line row as numbered squares from the right; returns their room."""
        left = line.right()
        middle = line.top() + line.height() // 2
        for tag in reversed(row.tags):
            left -= 17
            box = QRect(left, middle - 7, 14, 14)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tag_colour(tag.colour))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QColor("white"))
            painter.setFont(ui_font(-3, QFont.Weight.DemiBold))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(tag.digit or tag.name[:1]))
        return line.right() - left


def _text(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    *,
    at_right: bool = False,
) -> int:
    """Draw one line, elided; returns its width."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.width()))
    side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)


def _chip(painter: QPainter, left: int, room: QRect, text: str, fill: QColor, ink: QColor) -> int:
    """A small filled label; returns the room it takes, 0 where there was none."""
    font = ui_font(-2, QFont.Weight.DemiBold)
    width = QFontMetrics(font).horizontalAdvance(text) + 14
    if left + width > room.right():
        return 0
    box = QRect(left, room.top() + (room.height() - _CHIP_PX) // 2, width, _CHIP_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return width + 6


def _sign(painter: QPainter, left: int, room: QRect, colour: QColor, text: str) -> int:
    """An outlined sign of something to mind; returns the room it takes, 0 where there is none."""
    width = _sign_px(text)
    if left + width > room.right():
        return 0
    box = QRect(left, room.top() + (room.height() - _CHIP_PX) // 2, width, _CHIP_PX)
    painter.setPen(colour)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(ui_font(-2))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return width + 6


def _sign_px(text: str) -> int:
    return QFontMetrics(ui_font(-2)).horizontalAdvance(text) + 10


def _pieces(text: str, marks: tuple[tuple[int, int], ...]) -> list[tuple[str, bool]]:
    """The text cut at its marks: pieces in order, each with whether it is marked."""
    pieces: list[tuple[str, bool]] = []
    position = 0
    for start, end in marks:
        pieces += [(text[position:start], False), (text[start:end], True)]
        position = end
    pieces.append((text[position:], False))
    return [(piece.replace("\n", " "), is_hit) for piece, is_hit in pieces if piece]
