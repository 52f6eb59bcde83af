"""A few words around the first hit, for a list of results."""

import re
from typing import NamedTuple

from pincite.domain.documents import CanonicalText
from pincite.search.marks.hits import Hit

_SPACES = re.compile(r"\s+")
ELLIPSIS = "…"
# How much of a snippet stands before its first hit.
LEAD = 0.25


class Snippet(NamedTuple):
    """One line of text and the stretches of it that are marked (half-open, in code points)."""

    text: str
    marks: tuple[tuple[int, int], ...]


def snippet_of(text: CanonicalText, hits: list[Hit], width: int) -> Snippet:
    """About `width` characters around the first hit in the body, else the first; else the start."""
    body_start, _ = text.zone_bounds("body")
    in_body = [hit for hit in hits if hit.start >= body_start]
    first = (in_body or hits or [Hit(body_start, body_start)])[0]
    zone = text.zone_at(first.start) or "body"
    zone_start, zone_end = text.zone_bounds(zone)
    start = max(zone_start, first.start - int(width * LEAD)) if hits else body_start
    start = _at_word(text.text, start, zone_start, first.start)
    end = min(zone_end, max(start + width, first.end))
    end = _before_word(text.text, end, zone_end, first.end)
    line = _Line()
    if start > zone_start:
        line.add(ELLIPSIS)
    position = start
    for hit in hits:
        if hit.start < position or hit.end > end:
            continue
        line.add(text.text[position : hit.start])
        line.mark(text.text[hit.start : hit.end])
        position = hit.end
    line.add(text.text[position:end])
    if end < zone_end and text.text[end:zone_end].strip():
        line.add(ELLIPSIS)
    return line.snippet()


class _Line:
    """Puts a snippet together, whitespace made single spaces."""

    def __init__(self) -> None:
        self._text = ""
        self._marks: list[tuple[int, int]] = []

    def add(self, text: str) -> None:
        plain = _SPACES.sub(" ", text)
        if plain.startswith(" ") and (not self._text or self._text.endswith(" ")):
            plain = plain[1:]
        self._text += plain

    def mark(self, text: str) -> None:
        start = len(self._text)
        self.add(text)
        self._marks.append((start, len(self._text)))

    def snippet(self) -> Snippet:
        return Snippet(self._text.rstrip(), tuple(self._marks))


def _at_word(text: str, start: int, lowest: int, highest: int) -> int:
    """The start of the first whole word from `start` on, not behind `highest`."""
    if start <= lowest:
        return start
    space = _SPACES.search(text, start, highest)
    return space.end() if space else start


def _before_word(text: str, end: int, zone_end: int, lowest: int) -> int:
    """The end of the last whole word up to `end`, not before `lowest`."""
    if end >= zone_end:
        return end
    space = max(text.rfind(" ", lowest, end), text.rfind("\n", lowest, end))
    return space if space > lowest else end
