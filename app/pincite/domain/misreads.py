"""What a scanner may have made of a word: letters that look alike, and words broken or joined.

Words are folded tokens, so that `DEA` is `dea` here, and what was read as `0EA` is `0ea`.
"""

from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest
from typing import NamedTuple

# What is printed, what is read in its place, and how seldom: 1 is what every scanner does. Each
# holds both ways. After folding a letter stands for its capital too, so D is taken for 0.
_LOOK_ALIKE: tuple[tuple[str, str, float], ...] = (
    *(("o", "0", 1.0), ("d", "0", 1.0), ("q", "0", 1.5), ("i", "1", 1.0), ("l", "1", 1.0)),
    *(("i", "l", 1.0), ("s", "5", 1.0), ("b", "8", 1.0), ("b", "6", 1.0), ("g", "6", 1.0)),
    *(("z", "2", 1.0), ("g", "9", 1.0), ("q", "9", 1.5), ("a", "4", 1.5), ("t", "7", 1.5)),
    *(("e", "3", 1.5), ("b", "3", 1.5), ("s", "8", 1.5), ("t", "1", 1.5), ("j", "1", 1.5)),
    *(("m", "rn", 1.0), ("d", "cl", 1.0), ("w", "vv", 1.0), ("h", "li", 1.0), ("u", "ii", 1.0)),
    *(("m", "nn", 1.5), ("m", "in", 1.5), ("m", "ni", 1.5), ("n", "ri", 1.5), ("u", "ll", 1.5)),
    *(("u", "li", 1.5), ("b", "lo", 1.5), ("k", "lc", 1.5), ("fi", "h", 1.5), ("fi", "n", 1.5)),
    *(("c", "e", 1.0), ("n", "u", 1.0), ("d", "o", 1.5), ("o", "c", 1.5), ("o", "q", 1.5)),
    *(("c", "g", 1.5), ("e", "o", 1.5), ("a", "o", 1.5), ("f", "t", 1.5), ("h", "b", 1.5)),
    *(("v", "y", 1.5), ("l", "t", 1.5), ("i", "t", 1.5), ("i", "j", 1.5), ("e", "f", 1.5)),
    *(("p", "f", 1.5), ("r", "n", 1.5), ("m", "n", 1.5), ("q", "g", 1.5), ("u", "v", 1.5)),
)
_READ_AS: dict[str, list[tuple[str, float]]] = {
    shape: [(b if shape == a else a, cost) for a, b, cost in _LOOK_ALIKE if shape in (a, b)]
    for shape in {shape for alike in _LOOK_ALIKE for shape in alike[:2]}
}
_LONGEST_SHAPE = max(map(len, _READ_AS))

SHORTEST = 3
# A longer word is misread in more places, and is told from others all the same.
_LONG, _MOST_COST, _MOST_COST_OF_SHORT = 6, 2.5, 1.5
_BROKEN_COST, _LOST_COST = 1.0, 1.5
# Letters that a scanner takes for a rule or a stroke, which is no letter.
_STROKES = frozenset("il1t")
_MOST_TRIED = 600
# A word that is spelt with letters alone is taken for a misreading only where it is that rare.
_RARER = 4
# A shorter word has others beside it that differ in one letter: part and port.
_TELLING = 8


class Variant(NamedTuple):
    """How a word may have been read: one word, or two parted by a space; unlikelier costs more."""

    cost: float
    text: str


def variants(word: str) -> list[Variant]:
    """How a scanner may have read a word, the likeliest first; none for the shortest words."""
    if len(word) < SHORTEST or not word.isalnum():
        return []
    most = _MOST_COST if len(word) >= _LONG else _MOST_COST_OF_SHORT
    best: dict[str, float] = {}
    for text, cost in (*_looking_alike(word, most), *_broken(word)):
        if text != word:
            best[text] = min(cost, best.get(text, cost))
    return nsmallest(_MOST_TRIED, (Variant(cost, text) for text, cost in best.items()))


def joined(words: Sequence[str]) -> list[str]:
    """How a phrase may have been read with the space between two of its words lost."""
    return [
        " ".join((*words[:index], words[index] + words[index + 1], *words[index + 2 :]))
        for index in range(len(words) - 1)
    ]


def likely_misreads(
    word: str, documents: Callable[[str], int], everywhere: Callable[[str], int], most: int = 5
) -> list[tuple[str, int]]:
    """Misreadings of a word that are there, the likeliest first, with the documents of each.

    `documents` counts those scanned documents that hold a word, or two words one after the other;
    `everywhere` counts all. A spelling without digits is left out where it is too common to be an
    accident: it is another word.
    """
    found: list[tuple[str, int]] = []
    own: int | None = None
    for variant in variants(word):
        is_odd = _is_odd(word, variant.text)
        if not is_odd and _is_far(word, variant):
            continue
        count = documents(variant.text)
        if not count:
            continue
        if not is_odd:
            own = everywhere(word) if own is None else own
            if everywhere(variant.text) * _RARER > max(own, _RARER):
                continue
        found.append((variant.text, count))
        if len(found) == most:
            break
    return found


def _looking_alike(word: str, most: float) -> Iterator[tuple[str, float]]:
    """The word with shapes replaced by others like them, from left to right, within the cost."""
    pending = [("", 0, 0.0)]
    while pending:
        done, position, cost = pending.pop()
        if cost:
            yield done + word[position:], cost
        for index in range(position, len(word)):
            for length in range(1, _LONGEST_SHAPE + 1):
                shape = word[index : index + length]
                if len(shape) < length:
                    break
                for read, seldom in _READ_AS.get(shape, ()):
                    if cost + seldom <= most:
                        pending.append(
                            (done + word[position:index] + read, index + length, cost + seldom)
                        )


def _broken(word: str) -> Iterator[tuple[str, float]]:
    """The word as two, with a gap read where none is, or a stroke in place of a letter."""
    for index in range(2, len(word) - 1):
        yield f"{word[:index]} {word[index:]}", _BROKEN_COST
        if word[index] in _STROKES and index < len(word) - 2:
            yield f"{word[:index]} {word[index + 1 :]}", _LOST_COST


def _is_far(word: str, variant: Variant) -> bool:
    """Whether a reading is likelier another word: short, as long, and not quite alike."""
    return len(variant.text) == len(word) < _TELLING and variant.cost > 1


def _is_odd(word: str, read: str) -> bool:
    """Whether a reading is no word that people write: letters and digits mixed, or parted."""
    is_mixed = any(letter.isdigit() for letter in read) and any(letter.isalpha() for letter in read)
    return " " in read or (is_mixed and (word.isalpha() or word.isdigit()))
