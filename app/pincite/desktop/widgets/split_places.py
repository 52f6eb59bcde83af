"""The heights at which a document can be divided: between lines, and where a page begins."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pincite.domain.pages import PageLayout, WordBox

_NEAR_PT = 14.0
_MOST_WORDS = 7
# A third of a degree; words without long letters make level lines seem to fall by less.
_LEAST_SLOPE = 0.006


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
    """Words on one height; `level` is the lower end of it where lines are straight."""

    def __init__(self, word: WordBox, fall: float) -> None:
        self.top, self.bottom, self.start = word.y0, word.y1, word.start
        self._level = word.y1 - fall
        self._left = word.x0

    def has(self, word: WordBox, fall: float) -> bool:
        return (word.y0 + word.y1) / 2 - fall < self._level

    def add(self, word: WordBox, fall: float) -> None:
        self.top, self.bottom = min(self.top, word.y0), max(self.bottom, word.y1)
        self._level = max(self._level, word.y1 - fall)
        if word.x0 < self._left:
            self._left, self.start = word.x0, word.start


def _lines(words: Sequence[WordBox]) -> list[_Line]:
    """The words of a page gathered by height, across columns, from top to bottom.

    On a scan that lies askew they are gathered along its lines.
    """
    slope = _slope(words)
    falling = ((word, slope * word.x0) for word in words)
    lines: list[_Line] = []
    for word, fall in sorted(falling, key=lambda one: (one[0].y0 + one[0].y1) / 2 - one[1]):
        if lines and lines[-1].has(word, fall):
            lines[-1].add(word, fall)
        else:
            lines.append(_Line(word, fall))
    return lines


def _slope(words: Sequence[WordBox]) -> float:
    """How far lines fall for each point to the right; 0 where they are level."""
    across = down = 0.0
    for one, following in pairwise(sorted(words, key=lambda word: word.start)):
        drop = (following.y0 + following.y1 - one.y0 - one.y1) / 2
        if following.x0 >= one.x1 and abs(drop) < (one.y1 - one.y0) / 2:
            across += following.x0 - one.x0
            down += drop
    slope = down / across if across else 0.0
    return slope if abs(slope) >= _LEAST_SLOPE else 0.0
