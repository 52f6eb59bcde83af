"""The words of the full-text index, each once: what wildcards and fuzzy words stand for.

The words of a large segment are kept in the matter's cache, for a segment never changes.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4
from zipfile import BadZipFile

import numpy as np

from pincite.store.connection import Store
from pincite.store.doclists import KnownPositions, Postings
from pincite.store.folder import CACHE
from pincite.store.segment_words import Indexes, SegmentWords
from pincite.store.segments import Gathered, Segment, Segments, together

# A segment of more pages is kept in the cache.
KEPT_FROM_PAGES = 1_000
_KEPT = "words-"
_DIGIT = re.compile(r"\n(?=\d)")

WORDS_AT_ONCE = 16_384
REMEMBERED_WORDS = 100_000


class Vocabulary:
    """The words of one store's index, read when first needed, and again when the index changes."""

    def __init__(self, store: Store) -> None:
        """Reads nothing yet."""
        self._store = store
        self._segments = Segments(store, "document_words")
        self._cache = store.path.parent / CACHE
        self._structure: bytes | None = b""
        self._parts: list[_Part] = []

    @property
    def is_at_hand(self) -> bool:
        """Whether the words were read and are those of the index as it is."""
        return bool(self._parts) and self._segments.structure() == self._structure

    def read(self) -> None:
        """Read the words now rather than when they are first needed."""
        with self._store.read():
            self._read()

    def like(self, pattern: re.Pattern[str], prefix: str = "") -> list[str]:
        """The words that match a pattern whole, which all begin with `prefix`, in order."""
        return self._words(lambda part: part.like(pattern, prefix))

    def within_edits(self, word: str, edits: int, prefix: str = "") -> list[str]:
        """The words that differ from `word` in at most so many letters and begin with `prefix`."""
        return self._words(lambda part: part.within_edits(word, edits, prefix))

    def forms_of(self, word: str, stem: Callable[[str], str]) -> list[str]:
        """The words whose stem is that of `word`, in order."""
        stemmed = stem(word)

        def forms(part: SegmentWords) -> Indexes:
            indexes = np.arange(*part.with_prefix(_shared_by_forms(stemmed)))
            is_form = [stem(known) == stemmed for known in part.words(indexes)]
            return indexes[np.array(is_form, np.bool_)]

        return self._words(forms)

    def numbers(self, is_wanted: Callable[[str], bool]) -> list[str]:
        """The words that begin with a digit and are wanted, in order."""

        def wanted(part: SegmentWords) -> Indexes:
            begins = np.array([match.end() for match in _DIGIT.finditer(part.text)], np.int64)
            indexes = np.searchsorted(part.starts, begins, "right") - 1
            is_number = [is_wanted(word) for word in part.words(indexes)]
            return indexes[np.array(is_number, np.bool_)]

        return self._words(wanted)

    def counts(self, words: Iterable[str]) -> list[tuple[str, int]]:
        """Each of these words with the number of documents it stands in, 0 for none."""
        known = list(words)
        counts = np.zeros(len(known), np.int64)
        for first in range(0, len(known), WORDS_AT_ONCE):
            part = known[first : first + WORDS_AT_ONCE]
            counts[first : first + len(part)] = self.postings(part).counts(len(part))
        return list(zip(known, counts.tolist(), strict=True))

    def postings(self, words: Sequence[str]) -> Postings:
        """Where any of these words stands; each is named once."""
        with self._store.read():
            parts = self._read()
            if self._structure is None:
                return self._rows(words)
            return together([self._gathered(part, words, age) for age, part in enumerate(parts)])

    def forget_kept(self) -> None:
        """Take the words that were kept out of the cache."""
        self._drop_kept_but(set())

    def _drop_kept_but(self, names: set[str]) -> None:
        """Take what belongs to no segment out of the cache, overwritten as SQLite does it."""
        with suppress(OSError):
            for path in self._cache.glob(f"{_KEPT}*"):
                if path.name in names:
                    continue
                with path.open("r+b") as file:
                    file.write(bytes(path.stat().st_size))
                path.unlink(missing_ok=True)

    def _gathered(self, part: "_Part", words: Sequence[str], age: int) -> Gathered:
        indexes = part.find(words)
        numbers = np.flatnonzero(indexes >= 0)
        numbers = numbers[np.argsort(indexes[numbers], kind="stable")]
        return part.words.gather(self._segments, part.segment, indexes[numbers], numbers, age)

    def _words(self, choose: Callable[[SegmentWords], Indexes]) -> list[str]:
        """The words that are chosen in any segment, in order."""
        with self._store.read():
            parts = [part.chosen(choose(part.words)) for part in self._read()]
        if len(parts) == 1:
            return parts[0]
        return sorted({word for part in parts for word in part})

    def _read(self) -> "list[_Part]":
        """The words of every segment as they are now, newest first."""
        structure = self._segments.structure()
        if structure is not None and structure == self._structure:
            return self._parts
        if structure is None:
            self._parts = [
                _Part(Segment(0, 0, 0), 0, SegmentWords.of_words(self._segments.words()))
            ]
        else:
            known = {part.identity: part for part in self._parts}
            listed = self._segments.listed(structure)
            self._parts = [self._part(segment, known) for segment in listed]
            self._drop_kept_but({_kept_name(part.segment, part.identity) for part in self._parts})
        self._structure = structure
        return self._parts

    def _part(self, segment: Segment, known: "Mapping[int, _Part]") -> "_Part":
        identity = self._segments.identity(segment)
        if identity in known:
            return known[identity]
        path = self._cache / _kept_name(segment, identity)
        is_large = segment.pages >= KEPT_FROM_PAGES
        words = _kept(path) if is_large else None
        if words is None:
            words = SegmentWords.of_segment(self._segments, segment)
            if is_large:
                self._keep(path, words)
        return _Part(segment, identity, words)

    def _keep(self, path: Path, words: SegmentWords) -> None:
        """Write the words where the next opening finds them, if the matter can be written."""
        unfinished = path.with_name(f"{path.stem}-{uuid4().hex}.unfinished")
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            with unfinished.open("wb") as file:
                np.savez(
                    file,
                    text=np.frombuffer(words.text.encode(), np.uint8),
                    pages=words.pages,
                    begins=words.begins,
                    ends=words.ends,
                    are_last=words.are_last,
                )
            unfinished.replace(path)

    def _rows(self, words: Sequence[str]) -> KnownPositions:
        found = [self._segments.rows_of(word) for word in words]
        numbers = np.repeat(np.arange(len(found)), [len(rows) for rows in found])
        return KnownPositions(np.concatenate([*found, np.empty(0, np.int64)]), numbers)


class _Part:
    """The words of a segment, and where those that were asked for lately are among them."""

    def __init__(self, segment: Segment, identity: int, words: SegmentWords) -> None:
        self.segment = segment
        self.identity = identity
        self.words = words
        self._lately: dict[str, int] = {}

    def chosen(self, indexes: Indexes) -> list[str]:
        """Words by their numbers, which are remembered."""
        found = self.words.words(indexes)
        if len(self._lately) > REMEMBERED_WORDS:
            self._lately = {}
        self._lately.update(zip(found, indexes.tolist(), strict=True))
        return found

    def find(self, words: Sequence[str]) -> Indexes:
        """The numbers of words; -1 for what is not there."""
        lately = [*map(self._lately.get, words)]
        return np.array(
            [
                self.words.find(word) if index is None else index
                for word, index in zip(words, lately, strict=True)
            ],
            np.int64,
        )


def _kept_name(segment: Segment, identity: int) -> str:
    return f"{_KEPT}{identity:08x}-{segment.pages}.npz"


def _kept(path: Path) -> SegmentWords | None:
    """The words of a segment from the cache, if they are there and whole."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            columns = {name: kept[name] for name in ("pages", "begins", "ends", "are_last")}
            text = kept["text"].tobytes().decode()
    except (OSError, ValueError, KeyError, BadZipFile, EOFError):
        return None
    words = SegmentWords.of_text(text, **columns)
    return words if len(words) == len(words.pages) else None


def _shared_by_forms(stemmed: str) -> str:
    """What every word with this stem begins with.

    Source: Snowball's English stemmer, which changes the last two letters of a stem at most; but
    dying, lying and tying become die, lie and tie.
    """
    if stemmed in ("die", "lie", "tie"):
        return stemmed[:1]
    return stemmed[: max(min(2, len(stemmed)), len(stemmed) - 2)]
