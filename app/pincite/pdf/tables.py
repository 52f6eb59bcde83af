"""Tables of data: how wide their columns are, and their rows in strips that any page can hold."""

from collections.abc import Iterator
from dataclasses import dataclass

from pincite.domain.blocks import Cell, Run, Style, Table
from pincite.pdf.canvas import RULE_GREY, Canvas
from pincite.pdf.lines import Line, Setting, Shaper, lines_of, width_of

PADDING_PT = 4.0
HAIRLINE_PT = 0.5
# Rows up to this height stay whole; a taller one is parted between its lines.
WHOLE_ROW_LINES = 12


@dataclass(frozen=True, slots=True)
class _CellBox:
    """A cell of a strip: its place in points from the table's left, and its lines."""

    x_pt: float
    width_pt: float
    lines: list[Line]
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """A row of a table, or a part of one, which stays on one page."""

    boxes: list[_CellBox]
    texts: list[str]
    setting: Setting
    lines: int
    is_top: bool
    is_bottom: bool

    @property
    def height_pt(self) -> float:
        """Its height."""
        return self.lines * self.setting.leading_pt + PADDING_PT * (self.is_top + self.is_bottom)

    def draw(self, canvas: Canvas, left_pt: float, top_pt: float) -> None:
        """Draw its cells with hairlines around them."""
        baseline = top_pt + PADDING_PT * self.is_top + self.setting.size_pt
        for box in self.boxes:
            left = left_pt + box.x_pt
            if box.is_heading:
                canvas.rectangle(left, top_pt, box.width_pt, self.height_pt, 0.94)
            for edge in (left, left + box.width_pt):
                canvas.rectangle(edge, top_pt, HAIRLINE_PT, self.height_pt, RULE_GREY)
            if self.is_top:
                canvas.rectangle(left, top_pt, box.width_pt + HAIRLINE_PT, HAIRLINE_PT, RULE_GREY)
            if self.is_bottom:
                bottom = top_pt + self.height_pt
                canvas.rectangle(left, bottom, box.width_pt + HAIRLINE_PT, HAIRLINE_PT, RULE_GREY)
            for index, line in enumerate(box.lines):
                canvas.line(line, left + PADDING_PT, baseline + index * self.setting.leading_pt)


class TableSetter:
    """Sets one table within a width."""

    def __init__(
        self,
        table: Table,
        starts: tuple[int, ...],
        width_pt: float,
        setting: Setting,
        shaper: Shaper,
    ) -> None:
        """`starts` are where the texts of the cells stand, row by row."""
        self._table = table
        self._starts = starts
        columns = max(sum(cell.span for cell in row) for row in table.rows)
        smaller = Setting(9.0, 12.0) if columns > 5 else Setting(9.75, 13.0)
        self._setting = smaller if setting.size_pt > smaller.size_pt else setting
        self._shaper = shaper
        self._widths = self._column_widths(columns, width_pt)

    def strips(self) -> Iterator[Strip]:
        """The rows from the top, tall ones in parts."""
        index = 0
        for row in self._table.rows:
            starts = self._starts[index : index + len(row)]
            index += len(row)
            boxes = self._boxes(row, starts)
            height = max(len(box.lines) for box in boxes)
            step = height if height <= WHOLE_ROW_LINES else WHOLE_ROW_LINES
            for top in range(0, height, step):
                end = min(top + step, height)
                yield Strip(
                    [
                        _CellBox(box.x_pt, box.width_pt, box.lines[top:end], box.is_heading)
                        for box in boxes
                    ],
                    [cell.text for cell in row] if top == 0 else [],
                    self._setting,
                    end - top,
                    is_top=top == 0,
                    is_bottom=end == height,
                )

    def _boxes(self, row: tuple[Cell, ...], starts: tuple[int, ...]) -> list[_CellBox]:
        boxes = []
        column = 0
        for cell, start in zip(row, starts, strict=True):
            x = sum(self._widths[:column])
            width = sum(self._widths[column : column + cell.span])
            runs = _cell_runs(cell)
            lines = lines_of(runs, start, self._setting, width - 2 * PADDING_PT, self._shaper)
            boxes.append(_CellBox(x, width, list(lines), cell.is_heading))
            column += cell.span
        return boxes

    def _column_widths(self, columns: int, width_pt: float) -> list[float]:
        """Every column as wide as its longest line, or narrowed towards its longest word."""
        least = [24.0] * columns
        most = [24.0] * columns
        for row in self._table.rows:
            column = 0
            for cell in row:
                if cell.span == 1:
                    word, line = width_of(_cell_runs(cell), self._setting, self._shaper)
                    least[column] = max(least[column], word + 2 * PADDING_PT + 1)
                    most[column] = max(most[column], line + 2 * PADDING_PT + 1)
                column += cell.span
        if sum(most) <= width_pt:
            return most
        if sum(least) >= width_pt:
            return _narrowed(least, width_pt)
        return _shared(least, most, width_pt)


def _shared(least: list[float], most: list[float], width_pt: float) -> list[float]:
    """Columns between their least and most width: the narrow ones whole, the wide ones wrapped."""
    widths = list(least)
    spare = width_pt - sum(least)
    wanting = sorted(range(len(most)), key=lambda column: most[column] - least[column])
    for place, column in enumerate(wanting):
        given = min(most[column] - least[column], spare / (len(wanting) - place))
        widths[column] += given
        spare -= given
    return widths


def _narrowed(widths: list[float], width_pt: float) -> list[float]:
    """Columns cut to fit: what is above an equal share gives way."""
    equal = width_pt / len(widths)
    kept = sum(width for width in widths if width <= equal)
    over = sum(width for width in widths if width > equal)
    factor = (width_pt - kept) / over
    return [width if width <= equal else width * factor for width in widths]


def _cell_runs(cell: Cell) -> list[Run]:
    if not cell.is_heading:
        return list(cell.runs)
    return [Run(run.text, run.style | Style.BOLD, run.colour) for run in cell.runs]
