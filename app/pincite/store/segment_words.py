"""The words of one segment of the full-text index, and where it keeps their doclists.

SQLite walks the words of a large index in seconds, since it reads the doclists on the way. Here the
words are one text, which is searched in C.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from pincite.store.doclists import distinct, stretches_of
from pincite.store.segments import (
    MAIN,
    PAGES_AT_ONCE,
    Gathered,
    Leaf,
    Segment,
    Segments,
    TermPlace,
)

Indexes = npt.NDArray[np.int64]

_PARTED = re.compile(r"\.\*|\.|\[0-9\]")
_BEYOND_WILDCARDS = frozenset("\\()|[]+{}^$?*")


@dataclass(frozen=True)
class SegmentWords:
    """The words of one segment in order, between newlines, and where their doclists begin."""

    text: str
    starts: npt.NDArray[np.int32]
    pages: npt.NDArray[np.int32]
    begins: npt.NDArray[np.uint16]
    ends: npt.NDArray[np.uint16]
    are_last: npt.NDArray[np.bool_]

    @classmethod
    def of_segment(cls, segments: Segments, segment: Segment) -> "SegmentWords":
        """Read every page of the segment for its words: seconds for a large one."""
        words: list[bytes] = []
        pages: list[int] = []
        begins: list[int] = []
        ends: list[int] = []
        last_of_page: list[int] = []
        for first in range(segment.first_page, segment.last_page + 1, PAGES_AT_ONCE):
            after = min(first + PAGES_AT_ONCE, segment.last_page + 1)
            for page, block in enumerate(segments.blocks(segment, range(first, after)), first):
                leaf = Leaf(block)
                before = len(words)
                for term, begin, end in leaf.terms():
                    if term[:1] == MAIN:
                        words.append(term[1:])
                        begins.append(begin)
                        ends.append(end)
                pages += [page] * (len(words) - before)
                if len(words) > before and ends[-1] == leaf.end:
                    last_of_page.append(len(words) - 1)
        are_last = np.zeros(len(words), np.bool_)
        are_last[last_of_page] = True
        return cls.of_text(
            "".join(["\n", b"\n".join(words).decode(), "\n" if words else ""]),
            np.array(pages, np.int32),
            np.array(begins, np.uint16),
            np.array(ends, np.uint16),
            are_last,
        )

    @classmethod
    def of_text(
        cls,
        text: str,
        pages: npt.NDArray[np.int32],
        begins: npt.NDArray[np.uint16],
        ends: npt.NDArray[np.uint16],
        are_last: npt.NDArray[np.bool_],
    ) -> "SegmentWords":
        """With the places where the words begin in the text."""
        return cls(text, _starts(text), pages, begins, ends, are_last)

    @classmethod
    def of_words(cls, words: list[str]) -> "SegmentWords":
        """Words in order whose doclists are not known."""
        none = np.empty(0, np.int32)
        text = "".join(["\n", "\n".join(words), "\n" if words else ""])
        short = none.astype(np.uint16)
        return cls.of_text(text, none, short, short, none.astype(np.bool_))

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.starts)

    def __getitem__(self, index: int) -> str:
        """A word by its number, which follows the order of the words."""
        start = int(self.starts[index])
        return self.text[start : self.text.index("\n", start)]

    def words(self, indexes: Indexes) -> list[str]:
        """Words by their numbers."""
        starts = self.starts[indexes].tolist()
        ends = np.append(self.starts[1:], len(self.text))[indexes] - 1
        return [self.text[a:b] for a, b in zip(starts, ends.tolist(), strict=True)]

    def find(self, word: str) -> int:
        """The number of a word; -1 if it is not there."""
        index = bisect_left(self, word)
        return index if index < len(self) and self[index] == word else -1

    def first_from(self, word: str) -> int:
        """The number of the first word that is not before `word`."""
        return bisect_left(self, word)

    def with_prefix(self, prefix: str) -> tuple[int, int]:
        """The numbers of the words that begin with `prefix`: from the one to before the other."""
        if not prefix:
            return 0, len(self)
        return self.first_from(prefix), self.first_from(prefix + chr(0x10FFFF))

    def like(self, pattern: re.Pattern[str], prefix: str = "") -> Indexes:
        """The numbers of the words that a pattern matches whole, of those with the prefix."""
        first, after = self.with_prefix(prefix)
        literal, is_all = _longest_literal(pattern.pattern)
        if is_all and literal in ("\n", f"\n{prefix}"):
            return np.arange(first, after)
        if literal in ("", "\n"):
            candidates = np.arange(first, after)
        else:
            candidates = self._holding(literal, first, after)
            if is_all:
                return candidates
        is_match = [pattern.fullmatch(word) is not None for word in self.words(candidates)]
        matching: Indexes = candidates[np.array(is_match, np.bool_)]
        return matching

    def within_edits(self, word: str, edits: int, prefix: str = "") -> Indexes:
        """The numbers of the words that so many edits at most make of `word`."""
        first, after = self.with_prefix(prefix)
        candidates = self._alike(word, edits, first, after)
        lengths = np.append(self.starts[1:], len(self.text))[candidates] - 1
        lengths -= self.starts[candidates]
        candidates = candidates[np.abs(lengths - len(word)) <= edits]
        if not len(candidates):
            return np.empty(0, np.int64)
        distances = cdist(
            [word], self.words(candidates), scorer=Levenshtein.distance, score_cutoff=edits
        )[0]
        near: Indexes = candidates[distances <= edits]
        return near

    def _alike(self, word: str, edits: int, first: int, after: int) -> Indexes:
        """Words that may be so few edits away: they hold a piece of the word where it stands."""
        size = len(word) // (edits + 1)
        if size < 2:
            return np.arange(first, after)
        found = []
        for number in range(edits + 1):
            begin = number * size
            piece = word[begin:] if number == edits else word[begin : begin + size]
            places = self._places(piece, first, after)
            indexes = np.searchsorted(self.starts, places, "right") - 1
            is_there = np.abs(places - self.starts[indexes] - begin) <= edits
            found.append(indexes[is_there])
        return distinct(np.concatenate(found))

    def _holding(self, literal: str, first: int, after: int) -> Indexes:
        """Words that hold a text, in which newlines stand for the ends of a word."""
        places = self._places(literal, first, after) + literal.startswith("\n")
        return distinct(np.searchsorted(self.starts, places, "right") - 1)

    def _places(self, literal: str, first: int, after: int) -> Indexes:
        if first >= after:
            return np.empty(0, np.int64)
        begin = int(self.starts[first]) - 1
        end = int(self.starts[after]) if after < len(self) else len(self.text)
        found = re.compile(re.escape(literal)).finditer(self.text, begin, end)
        return np.fromiter((match.start() for match in found), np.int64)

    def gather(
        self, segments: Segments, segment: Segment, chosen: Indexes, numbers: Indexes, age: int
    ) -> Gathered:
        """The doclists of the chosen words; `numbers` names each in what is gathered."""
        gathered = Gathered(age)
        ranks = np.cumsum(np.diff(self.pages[chosen], prepend=0) > 0)
        cuts = np.flatnonzero(np.diff(ranks // PAGES_AT_ONCE))
        for part in np.split(np.arange(len(chosen)), cuts + 1):
            if len(part):
                self._gather(segments, segment, chosen[part], numbers[part], gathered)
        return gathered

    def _gather(
        self,
        segments: Segments,
        segment: Segment,
        chosen: Indexes,
        numbers: Indexes,
        gathered: Gathered,
    ) -> None:
        """Those of one batch of pages: what lies on one page is taken at once."""
        pages = self.pages[chosen]
        wanted = np.unique(pages)
        blocks = segments.blocks(segment, wanted.tolist())
        lengths = np.array([len(block) for block in blocks], np.int32)
        shifts = (np.cumsum(lengths, dtype=np.int32) - lengths)[np.searchsorted(wanted, pages)]
        is_open = self.are_last[chosen]
        starts = (shifts + self.begins[chosen])[~is_open]
        ends = (shifts + self.ends[chosen])[~is_open]
        data = np.frombuffer(b"".join(blocks), np.uint8)
        kept = stretches_of(data, starts, ends - starts)
        begin = gathered.add_bytes(kept.tobytes())
        after = np.cumsum(ends - starts, dtype=np.int32) + np.int32(begin)
        gathered.add_stretches(after - (ends - starts), after, numbers[~is_open].astype(np.int32))
        held = dict(zip(wanted.tolist(), blocks, strict=True))
        for index, number in zip(chosen[is_open].tolist(), numbers[is_open].tolist(), strict=True):
            place = TermPlace(
                int(self.pages[index]), int(self.begins[index]), int(self.ends[index]), True
            )
            segments.gather(segment, place, number, gathered, held)


def _starts(text: str) -> npt.NDArray[np.int32]:
    """Where each word between newlines begins."""
    if text.isascii():
        breaks = np.flatnonzero(np.frombuffer(text.encode(), np.uint8) == ord("\n"))
    else:
        breaks = np.flatnonzero(np.frombuffer(text.encode("utf-32-le"), np.uint32) == ord("\n"))
    return (breaks[:-1] + 1).astype(np.int32)


def _longest_literal(pattern: str) -> tuple[str, bool]:
    """The longest text that is in all that a pattern matches, newlines standing for a word's ends.

    And whether whatever holds it is matched. Only patterns of letters, `.`, `.*` and `[0-9]` are
    understood; of any other the text is ''.
    """
    parts = _PARTED.split(pattern)
    if any(not _BEYOND_WILDCARDS.isdisjoint(part) for part in parts):
        return "", False
    marks = _PARTED.findall(pattern)
    parts[0] = f"\n{parts[0]}"
    parts[-1] += "\n"
    literal = max(parts, key=len)
    others = parts.copy()
    others.remove(literal)
    return literal, set(marks) <= {".*"} and set(others) <= {"\n"}
