"""Where the letters of a printed word lie, as far as a search can tell them apart."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from pincite.domain.pages import FINENESS, Stretch
from pincite.domain.tokens import spans

Spans = tuple[tuple[int, int], ...]
# Where something lies along a line: the side nearer to the left or the top, and the other.
Sides = tuple[float, float]
_RIGHT_TO_LEFT = ("\u0590", "\u0900")


@lru_cache(maxsize=65536)
def spans_within(text: str) -> Spans:
    """The words of the language within a printed word; none where it is one, or holds none."""
    if text.isascii() and text.isalnum():
        return ()
    found = tuple(dict.fromkeys(spans(text, 0, len(text))))
    return () if found == ((0, len(text)),) else found


def stretches_of_letters(
    parts: Spans, letters: Sequence[Sides | None], whole: Sides
) -> tuple[Stretch, ...]:
    """The stretches of a word whose letters' places are known; None for one that is not drawn."""
    edges = sorted({0, len(letters), *(edge for part in parts for edge in part)})
    found: list[Stretch] = []
    for start, end in pairwise(edges):
        inside = [letter for letter in letters[start:end] if letter is not None]
        if inside:
            sides = min(low for low, _ in inside), max(high for _, high in inside)
            found.append(stretch_at(start, sides, whole))
        else:
            at = found[-1].high if found else 0
            found.append(Stretch(start, at, at))
    return tuple(found)


def stretches_of_parts(
    text: str, parts: Spans, places: Sequence[Sides], whole: Sides
) -> tuple[Stretch, ...]:
    """The stretches of a word where each of its parts lies in one of `places`.

    The signs between and around them take what room they leave.
    """
    from_right = _is_from_right(text, parts, places, whole)
    near, far = (1, 0) if from_right else (0, 1)
    found: list[Stretch] = []
    behind, reached = 0, whole[near]
    for (start, end), place in zip(parts, places, strict=True):
        if start > behind:
            found.append(stretch_at(behind, (reached, place[near]), whole))
        found.append(stretch_at(start, place, whole))
        behind, reached = end, place[far]
    if behind < len(text):
        found.append(stretch_at(behind, (reached, whole[far]), whole))
    return tuple(found)


def _is_from_right(text: str, parts: Spans, places: Sequence[Sides], whole: Sides) -> bool:
    """Whether what comes first lies farthest: as its parts lie, or as they leave room for signs."""
    if len(places) > 1:
        return places[0][0] > places[-1][0]
    (start, end), (low, high) = parts[0], places[0]
    if start and end < len(text):
        first, last = _RIGHT_TO_LEFT
        return first <= text[start] < last
    room_is_left = low - whole[0] > whole[1] - high
    return room_is_left if end < len(text) else not room_is_left


def stretch_at(start: int, sides: Sides, whole: Sides) -> Stretch:
    """The stretch from the letter at `start`, which lies at `sides` of the whole word."""
    scale = FINENESS / max(whole[1] - whole[0], 1e-6)
    low, high = sides if sides[0] <= sides[1] else (sides[1], sides[0])
    near, far = int((low - whole[0]) * scale + 0.5), int((high - whole[0]) * scale + 0.5)
    return Stretch(start, near if near > 0 else 0, far if far < FINENESS else FINENESS)
