"""Where stretches of text lie on a page, and which word lies where: plain geometry in points."""

from collections.abc import Sequence
from typing import NamedTuple

from pincite.domain.pages import PageLayout, WordBox


class Box(NamedTuple):
    """A rectangle on a page in points, from its top left corner."""

    x0: float
    y0: float
    x1: float
    y1: float


class Word(NamedTuple):
    """A word of a rendition: the index of its page and its place among the page's words."""

    page: int
    place: int


def boxes_of(layout: PageLayout, start: int, end: int) -> list[Box]:
    """The boxes that cover `[start, end)` on a page, one for each stretch of a line."""
    boxes: list[Box] = []
    for word in layout.words:
        if word.start < end and word.end > start:
            part = Box(*word.part(start, end))
            if boxes and _continues(boxes[-1], part):
                last = boxes.pop()
                part = Box(last.x0, min(last.y0, part.y0), part.x1, max(last.y1, part.y1))
            boxes.append(part)
    return boxes


def word_at(layout: PageLayout, x: float, y: float) -> int | None:
    """The place of the word at or nearest to a point, or None on a page without words."""
    best: tuple[float, int] | None = None
    for place, word in enumerate(layout.words):
        across = max(word.x0 - x, x - word.x1, 0.0)
        # A word of another line is farther than one of the same line, however near it is.
        down = max(word.y0 - y, y - word.y1, 0.0) * 6
        distance = across + down
        if best is None or distance < best[0]:
            best = (distance, place)
    return best[1] if best else None


def is_on_word(word: WordBox, x: float, y: float) -> bool:
    """Whether a point lies on a word."""
    return word.x0 <= x <= word.x1 and word.y0 <= y <= word.y1


def page_of(layouts: Sequence[PageLayout], offset: int) -> int | None:
    """The index of the page that shows the character at `offset`, or None."""
    for index, layout in enumerate(layouts):
        if any(word.start <= offset < word.end for word in layout.words):
            return index
    # A character between words: the page with the first word behind it.
    for index, layout in enumerate(layouts):
        if any(word.start >= offset for word in layout.words):
            return index
    return None


def line_neighbour(layouts: Sequence[PageLayout], word: Word, step: int) -> Word:
    """The word above (-1) or below (1) another, across pages; the same word where there is none."""
    here = layouts[word.page].words[word.place]
    middle = (here.x0 + here.x1) / 2
    rows = _lines(layouts[word.page])
    row = next(number for number, line in enumerate(rows) if word.place in line)
    page, target = word.page, row + step
    while not 0 <= target < len(rows):
        page += step
        if not 0 <= page < len(layouts):
            return word
        rows = _lines(layouts[page])
        target = 0 if step > 0 else len(rows) - 1
    words = layouts[page].words
    nearest = min(
        rows[target], key=lambda place: abs((words[place].x0 + words[place].x1) / 2 - middle)
    )
    return Word(page, nearest)


def line_end(layout: PageLayout, place: int, *, at_start: bool) -> int:
    """The first or last word of the line that a word is on."""
    line = next(line for line in _lines(layout) if place in line)
    return line[0] if at_start else line[-1]


def next_word(layouts: Sequence[PageLayout], word: Word, step: int) -> Word:
    """The next (1) or the previous (-1) word in reading order; the same one at the end."""
    page, place = word.page, word.place + step
    while not 0 <= place < len(layouts[page].words):
        page += step
        if not 0 <= page < len(layouts):
            return word
        place = 0 if step > 0 else len(layouts[page].words) - 1
    return Word(page, place)


def _lines(layout: PageLayout) -> list[list[int]]:
    """The places of a page's words, line by line in reading order."""
    lines: list[list[int]] = []
    for place, word in enumerate(layout.words):
        if lines and _on_one_line(layout.words[lines[-1][-1]], word):
            lines[-1].append(place)
        else:
            lines.append([place])
    return lines


def _on_one_line(before: WordBox, word: WordBox) -> bool:
    middle = (word.y0 + word.y1) / 2
    return before.y0 <= middle <= before.y1 and word.x0 >= before.x0


def _continues(box: Box, part: Box) -> bool:
    """Whether a part goes on where a box ends, on the same line."""
    height = max(box.y1 - box.y0, part.y1 - part.y0)
    overlap = min(box.y1, part.y1) - max(box.y0, part.y0)
    return overlap > height * 0.5 and -1.0 <= part.x0 - box.x1 < height * 1.6
