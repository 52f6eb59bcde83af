"""Words on pages as lines of print, and lines as the rows that a release is read by."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import median
from typing import NamedTuple, Protocol

from pincite.domain.pages import WordBox
from pincite.domain.releases import PrintedLine, PrintedPage, Withheld

# Words farther apart than this, in heights of their line, stand in columns of their own.
_COLUMN_GAP = 1.3
_SAME_HEIGHT = 0.5
# A word that much higher than the others of its page is turned on its side, or a picture's.
_MUCH_HIGHER = 3.5
_NONE: Mapping[int, Sequence[Withheld]] = {}


class PageOfWords(Protocol):
    """What lines are made of: a page and its words in the order of the text."""

    @property
    def source_page(self) -> int:
        """The page of the file, from 0."""

    @property
    def width_pt(self) -> float:
        """How wide the page is as displayed."""

    @property
    def height_pt(self) -> float:
        """How high the page is as displayed."""

    @property
    def words(self) -> tuple[WordBox, ...]:
        """Its words; their offsets point into the text of the file."""

    @property
    def bates(self) -> str | None:
        """The number printed on it."""


class Row(NamedTuple):
    """A line that belongs to what is printed, not to the page's edge.

    `page` is the place of its page among those divided, `number` that of the line on it;
    `is_top` says that nothing but running matter stands above it, `gap` how much white in points.
    """

    page: int
    number: int
    line: PrintedLine
    is_top: bool
    gap: float

    @property
    def height(self) -> float:
        """How high the line is, in points."""
        return max(self.line.y1 - self.line.y0, 1.0)


def printed_pages(
    text: str,
    pages: Sequence[PageOfWords],
    withheld: Mapping[int, Sequence[Withheld]] = _NONE,
    unread: Collection[int] = (),
) -> tuple[PrintedPage, ...]:
    """The pages with their words as lines, top to bottom; `withheld` is by page of the file.

    `unread` are the pages of the file, from 0, that are pictures without words so far.
    """
    return tuple(
        PrintedPage(
            page.source_page,
            page.width_pt,
            page.height_pt,
            printed_lines(text, page.words),
            tuple(withheld.get(page.source_page, ())),
            page.bates,
            is_unread=page.source_page in unread,
        )
        for page in pages
    )


def printed_lines(text: str, words: Iterable[WordBox]) -> tuple[PrintedLine, ...]:
    """The lines that words make: what stands on one height is one line, columns and all."""
    runs = [_Run(run) for run in _runs(text, words)]
    if not runs:
        return ()
    usual = median(run.y1 - run.y0 for run in runs)
    runs.sort(key=lambda run: (run.y0 + run.y1, run.words[0].x0))
    lines: list[list[_Run]] = []
    for run in runs:
        is_odd = run.y1 - run.y0 > _MUCH_HIGHER * usual
        if lines and not is_odd and _is_level(lines[-1][0], run):
            lines[-1].append(run)
        else:
            lines.append([run])
    return tuple(_line(text, line) for line in lines)


def cells(line: PrintedLine) -> list[tuple[WordBox, ...]]:
    """The words of a line, parted where a column ends."""
    found: list[list[WordBox]] = []
    wide = _COLUMN_GAP * (line.y1 - line.y0)
    for word in line.words:
        if found and word.x0 - found[-1][-1].x1 <= wide:
            found[-1].append(word)
        else:
            found.append([word])
    return [tuple(cell) for cell in found]


def words_text(text: str, words: Iterable[WordBox]) -> str:
    """What the words say, parted by single spaces."""
    return " ".join(text[word.start : word.end] for word in words)


def rows_of(pages: Sequence[PrintedPage], running: Sequence[frozenset[int]]) -> list[Row]:
    """The lines of all pages in order, without running matter; `running` holds it by page."""
    rows: list[Row] = []
    for index, page in enumerate(pages):
        is_top, bottom = True, 0.0
        for number, line in enumerate(page.lines):
            if number in running[index]:
                continue
            gap = line.y0 if is_top else line.y0 - bottom
            rows.append(Row(index, number, line, is_top, gap))
            is_top, bottom = False, line.y1
    return rows


class PageRows:
    """The rows of a release by their pages."""

    def __init__(self, rows: Sequence[Row], pages: int) -> None:
        """Know where each of so many pages begins."""
        numbers = [row.page for row in rows]
        self._rows = rows
        self._firsts = [bisect_left(numbers, page) for page in range(pages)]

    def first(self, page: int) -> int:
        """The first row of a page, or of the next that has any; behind the last, all rows."""
        return self._firsts[page] if page < len(self._firsts) else len(self._rows)

    def on(self, page: int, end: int | None = None) -> Sequence[Row]:
        """The rows of a page, those before row `end`."""
        last = self.first(page + 1)
        return self._rows[self.first(page) : last if end is None else min(last, end)]


class _Run:
    """Words that follow each other on one line of the text."""

    __slots__ = ("words", "y0", "y1")

    def __init__(self, words: list[WordBox]) -> None:
        self.words = words
        self.y0 = min(word.y0 for word in words)
        self.y1 = max(word.y1 for word in words)


def _runs(text: str, words: Iterable[WordBox]) -> Iterable[list[WordBox]]:
    run: list[WordBox] = []
    for word in words:
        if run:
            last = run[-1]
            if "\n" in text[last.end : word.start] or word.y0 > last.y1 or word.y1 < last.y0:
                yield run
                run = []
        run.append(word)
    if run:
        yield run


def _is_level(first: _Run, second: _Run) -> bool:
    """Whether two runs stand on one height."""
    overlap = min(first.y1, second.y1) - max(first.y0, second.y0)
    return overlap > _SAME_HEIGHT * min(first.y1 - first.y0, second.y1 - second.y0)


def _line(text: str, runs: list[_Run]) -> PrintedLine:
    words = tuple(sorted((word for run in runs for word in run.words), key=lambda word: word.x0))
    return PrintedLine(
        words[0].x0,
        min(run.y0 for run in runs),
        max(word.x1 for word in words),
        max(run.y1 for run in runs),
        words_text(text, words),
        words,
    )
