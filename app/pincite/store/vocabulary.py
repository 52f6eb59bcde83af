"""The words of the full-text index, each once: what wildcards and fuzzy words stand for."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pincite.store.connection import Store


class Vocabulary:
    """The words of one store's index, read once for each state of the matter."""

    def __init__(self, store: Store) -> None:
        """Reads nothing yet; the table it reads is temporary, so that a read-only matter works."""
        self._store = store
        self._generation: int | None = None
        self._words: list[str] = []
        self._documents: list[int] = []
        self._stems: dict[str, list[str]] | None = None

    def like(self, pattern: re.Pattern[str], prefix: str = "") -> list[str]:
        """The words that match a pattern whole, which all begin with `prefix`, in order."""
        return [word for word in self._beginning(prefix) if pattern.fullmatch(word)]

    def within_edits(self, word: str, edits: int, prefix: str = "") -> list[str]:
        """The words that differ from `word` in at most so many letters and begin with `prefix`."""
        found = process.extract(
            word,
            self._beginning(prefix),
            scorer=Levenshtein.distance,
            score_cutoff=edits,
            limit=None,
        )
        return sorted(known for known, _, _ in found)

    def forms_of(self, word: str, stem: Callable[[str], str]) -> list[str]:
        """The words whose stem is that of `word`, in order."""
        words = self._read()
        if self._stems is None:
            self._stems = {}
            for known in words:
                self._stems.setdefault(stem(known), []).append(known)
        return self._stems.get(stem(word), [])

    def numbers(self, is_wanted: Callable[[str], bool]) -> list[str]:
        """The words that begin with a digit and are wanted, in order."""
        return [word for word in self._read() if word[0].isdecimal() and is_wanted(word)]

    def counts(self, words: Iterable[str]) -> list[tuple[str, int]]:
        """Each of these words with the number of documents it stands in, 0 for none."""
        known = self._read()
        found = []
        for word in words:
            index = bisect_left(known, word)
            is_known = index < len(known) and known[index] == word
            found.append((word, self._documents[index] if is_known else 0))
        return found

    def _beginning(self, prefix: str) -> list[str]:
        words = self._read()
        if not prefix:
            return words
        first = bisect_left(words, prefix)
        return words[first : bisect_left(words, prefix + chr(0x10FFFF), first)]

    def _read(self) -> list[str]:
        """All words in order of their code points."""
        generation = self._store.generation()
        if generation != self._generation:
            self._store.conn.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary"
                " USING fts5vocab(main, document_words, row)"
            )
            rows = self._store.conn.execute("SELECT term, doc FROM temp.vocabulary").fetchall()
            rows.sort()
            self._words = [term for term, _ in rows]
            self._documents = [documents for _, documents in rows]
            self._stems = None
            self._generation = generation
        return self._words
