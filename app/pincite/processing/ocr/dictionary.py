"""The words that a language knows, from the model that reads it: no other dictionary is needed.

Source: tesseract, src/ccutil/tessdatamanager.h (the parts of a model) and src/dict/dawg.h (words as
a graph of letters, each edge 64 bits: the letter, three flags, the node it leads to).
"""

import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_WORDS, _LETTERS = 19, 21
_MAGIC = 42
_FLAGS, _IS_LAST, _IS_END = 3, 1, 4
_EDGES = "\"'“”‘’()[]{}<>.,;:!?*•–—-…/\\|_"


class Dictionary:
    """The words of some languages; it knows none where a model has no list of words."""

    def __init__(self, models: Sequence[Path]) -> None:
        """`models` are files of tesseract, one for each language."""
        self._lists = [words for model in models if (words := _word_list(model)) is not None]

    def knows(self, word: str) -> bool:
        """Whether a word is one of these languages, as it stands or in small letters."""
        plain = word.strip(_EDGES)
        return any(
            words.holds(form)
            for words in self._lists
            for form in dict.fromkeys((plain, plain.lower()))
        )


class _WordList:
    """The words of one language as a graph."""

    def __init__(self, letters: dict[str, int], edges: NDArray[np.uint64], bits: int) -> None:
        self._letters = letters
        self._edges = edges
        self._bits = bits

    def holds(self, word: str) -> bool:
        node, is_end = 0, False
        for letter in word:
            number = self._letters.get(letter)
            edge = None if number is None else self._edge(node, number)
            if edge is None:
                return False
            is_end = bool(edge >> self._bits & _IS_END)
            node = edge >> (self._bits + _FLAGS)
            if not node and not is_end:
                return False
        return is_end

    def _edge(self, node: int, letter: int) -> int | None:
        mask = (1 << self._bits) - 1
        for at in range(node, len(self._edges)):
            edge = int(self._edges[at])
            if edge & mask == letter:
                return edge
            if edge >> self._bits & _IS_LAST:
                return None
        return None


def _word_list(model: Path) -> _WordList | None:
    data = model.read_bytes()
    (count,) = struct.unpack_from("<i", data)
    if not _LETTERS < count < 256:
        return None
    starts = struct.unpack_from(f"<{count}q", data, 4)
    if starts[_WORDS] < 0 or starts[_LETTERS] < 0:
        return None
    ends = sorted(start for start in starts if start >= 0)
    letters = data[starts[_LETTERS] : _end(ends, starts[_LETTERS], len(data))]
    magic, size, edge_count = struct.unpack_from("<hii", data, starts[_WORDS])
    if magic != _MAGIC:
        return None
    edges = np.frombuffer(data, "<u8", edge_count, starts[_WORDS] + 10)
    return _WordList(_numbered(letters), edges, size.bit_length())


def _end(starts: Sequence[int], start: int, length: int) -> int:
    return next((other for other in starts if other > start), length)


def _numbered(letters: bytes) -> dict[str, int]:
    """The number of each letter in a model: its place in the list of them."""
    lines = letters.decode("utf-8", "replace").split("\n")[1:]
    return {line.split(" ", 1)[0]: number for number, line in enumerate(lines) if line}
