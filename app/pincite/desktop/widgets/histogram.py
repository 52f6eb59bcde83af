"""Documents by month, as bars: a click or a drag narrows the results to some months."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from pincite.desktop.theme import Theme

_HEIGHT_PX = 46
_GAP_PX = 2
_MOST_BARS = 240


class Histogram(QWidget):
    """Emits `months_chosen` with `2017-09` or `2017-09..2017-12`."""

    months_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without bars."""
        super().__init__(parent)
        self._theme = theme
        self._bars: list[tuple[str, str, int]] = []
        self._chosen: list[tuple[str, str]] = []
        self._pressed: int | None = None
        self._dragged: int | None = None
        self._cursor = 0
        self.setFixedHeight(_HEIGHT_PX)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Documents by month")
        theme.changed.connect(self.update)

    @property
    def bars(self) -> list[tuple[str, str, int]]:
        """First month, last month and count of each bar."""
        return self._bars

    def show_months(
        self, months: tuple[tuple[str, int], ...], chosen: list[tuple[str, str]]
    ) -> None:
        """Show these months; `chosen` are first and last of each run that the query asks for."""
        self._bars = _bars(months)
        self._chosen = chosen
        self._cursor = min(self._cursor, max(0, len(self._bars) - 1))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        highest = max((count for _, _, count in self._bars), default=1)
        low, high = self._dragged_bars()
        for number, (first, last, count) in enumerate(self._bars):
            is_chosen = not self._chosen or any(
                first <= run_last and last >= run_first for run_first, run_last in self._chosen
            )
            if self._pressed is not None:
                is_chosen = low <= number <= high
            colour = self._theme.colour("accent")
            colour.setAlphaF(1.0 if is_chosen else 0.32)
            height = max(2, round(count / highest * (_HEIGHT_PX - 4))) if count else 1
            box = self._box(number)
            painter.setBrush(colour)
            painter.drawRect(QRect(box.left(), _HEIGHT_PX - height, box.width(), height))
        if self.hasFocus() and self._bars:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.colour("ink"))
            painter.drawRect(self._box(self._cursor).adjusted(-1, 0, 0, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._dragged = self._bar_at(event.position().x())
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._bar_at(event.position().x())
        if self._pressed is not None:
            self._dragged = number
            self.update()
        if number is not None:
            first, last, count = self._bars[number]
            months = first if first == last else f"{first} – {last}"
            QToolTip.showText(event.globalPosition().toPoint(), f"{months}: {count:,}", self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            low, high = self._dragged_bars()
            self._pressed = self._dragged = None
            self._choose(low, high)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move over the bars, Space chooses one."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self._bars:
            self._cursor = max(0, min(len(self._bars) - 1, self._cursor + step))
            first, last, count = self._bars[self._cursor]
            self.setAccessibleDescription(f"{first} to {last}: {count}")
            self.update()
        elif event.key() == Qt.Key.Key_Space and self._bars:
            self._choose(self._cursor, self._cursor)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def _choose(self, low: int, high: int) -> None:
        first, last = self._bars[low][0], self._bars[high][1]
        self.months_chosen.emit(first if first == last else f"{first}..{last}")
        self.update()

    def _dragged_bars(self) -> tuple[int, int]:
        ends = (self._pressed or 0, self._dragged if self._dragged is not None else 0)
        return min(ends), max(ends)

    def _box(self, number: int) -> QRect:
        width = self.width() / max(1, len(self._bars))
        gap = _GAP_PX if width > 4 else 0
        left = round(number * width)
        return QRect(left, 0, max(1, round((number + 1) * width) - left - gap), _HEIGHT_PX)

    def _bar_at(self, x: float) -> int | None:
        if not self._bars:
            return None
        number = int(x / max(1, self.width()) * len(self._bars))
        return max(0, min(len(self._bars) - 1, number))


def _bars(months: tuple[tuple[str, int], ...]) -> list[tuple[str, str, int]]:
    """Every month from first to last, empty ones too; years where that would be too many bars."""
    if not months:
        return []
    counts = dict(months)
    every = _months_between(months[0][0], months[-1][0])
    if len(every) <= _MOST_BARS:
        return [(month, month, counts.get(month, 0)) for month in every]
    years: dict[str, int] = {}
    for month, count in months:
        years[month[:4]] = years.get(month[:4], 0) + count
    return [(f"{year}-01", f"{year}-12", count) for year, count in years.items()]


def _months_between(first: str, last: str) -> list[str]:
    number, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    if end - number > _MOST_BARS:
        return [""] * (_MOST_BARS + 1)
    return [f"{at // 12:04d}-{at % 12 + 1:02d}" for at in range(number, end + 1)]
