"""The heights at which a document can be divided: between lines, and where a page begins."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pincite.domain.pages import PageLayout, WordBox

_NEAR_PT = 14.0
_MOST_WORDS = 7


class SplitPlace(NamedTuple):
    """A height of a page by its index; `start` is the offset of the first word below, or None."""

    page: int
    y_pt: float
    start: int | None = None


def split_places(layouts: Sequence[PageLayout], tops: Sequence[float]) -> list[SplitPlace]:
    """Every place between two lines from top to bottom; the document's own beginning is none.

    `tops` are the heights at which the document begins on each page.
    """
    found: list[SplitPlace] = []
    for page, layout in enumerate(layouts):
        lines = _lines(layout.words)
        if page:
            found.append(SplitPlace(page, tops[page], lines[0].start if lines else None))
        for above, below in pairwise(lines):
            found.append(SplitPlace(page, (above.bottom + below.top) / 2, below.start))
    return found


def nearest(places: Sequence[SplitPlace], page: int, y_pt: float) -> SplitPlace | None:
    """The place for a point: between lines where one is near, the very height where none is.

    None for a page that the document begins on, above its first line.
    """
    on_page = [place for place in places if place.page == page]
    best = min(on_page, key=lambda place: abs(place.y_pt - y_pt), default=None)
    if best is not None and abs(best.y_pt - y_pt) <= _NEAR_PT:
        return best
    below = next((place for place in on_page if place.y_pt > y_pt), None)
    return SplitPlace(page, y_pt, below.start if below else None)


def stepped(places: Sequence[SplitPlace], place: SplitPlace, step: int) -> SplitPlace:
    """The place above (-1) or below (1) another; the same one at the end."""
    keys = [(one.page, one.y_pt) for one in places]
    here = (place.page, place.y_pt)
    index = bisect_left(keys, here)
    is_one = index < len(keys) and keys[index] == here
    target = index + step if step < 0 or is_one else index
    return places[max(0, min(target, len(places) - 1))] if places else place


def words_below(text: str, place: SplitPlace) -> str:
    """The first words of the part that a place begins."""
    if place.start is None:
        return ""
    line = text[place.start : place.start + 120].split("\n", maxsplit=1)[0]
    words = line.split()
    more = "…" if len(words) > _MOST_WORDS else ""
    return " ".join(words[:_MOST_WORDS]) + more


class _Line:
    """Words on one height."""

    def __init__(self, word: WordBox) -> None:
        self.top, self.bottom, self.start = word.y0, word.y1, word.start
        self._left = word.x0

    def has(self, word: WordBox) -> bool:
        return (word.y0 + word.y1) / 2 < self.bottom

    def add(self, word: WordBox) -> None:
        self.top, self.bottom = min(self.top, word.y0), max(self.bottom, word.y1)
        if word.x0 < self._left:
            self._left, self.start = word.x0, word.start


def _lines(words: Sequence[WordBox]) -> list[_Line]:
    """The words of a page gathered by height, across columns, from top to bottom."""
    lines: list[_Line] = []
    for word in sorted(words, key=lambda word: (word.y0 + word.y1) / 2):
        if lines and lines[-1].has(word):
            lines[-1].add(word)
        else:
            lines.append(_Line(word))
    return lines
