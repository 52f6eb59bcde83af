"""What may stand in the place of one word: the word, a pattern, a fuzzy word, its forms, a number.

Each knows which words it stands for, and how it is typed in Pincite's own language. Words are
folded tokens as in `domain.tokens`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein
from whoosh.lang.snowball.english import EnglishStemmer

# In a pattern: any letters, one letter, one digit.
MANY, ONE, DIGIT = "*", "?", "#"
WILDCARDS = frozenset((MANY, ONE, DIGIT))
_MEANING = {MANY: ".*", ONE: ".", DIGIT: "[0-9]"}


@dataclass(frozen=True, slots=True)
class Word:
    """The word itself."""

    text: str

    def matches(self, word: str) -> bool:
        """Whether it stands for a word."""
        return word == self.text

    @property
    def written(self) -> str:
        """As typed."""
        return self.text


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words like a pattern, in which `*` is any letters, `?` one, and `#` a digit."""

    text: str

    def matches(self, word: str) -> bool:
        """Whether it stands for a word."""
        return self.compiled.fullmatch(word) is not None

    @property
    def compiled(self) -> re.Pattern[str]:
        """For whole words."""
        return _compiled(self.text)

    @property
    def stem(self) -> str:
        """What every one of its words begins with; it may be ''."""
        return self.text[: min(self.text.find(mark) for mark in WILDCARDS if mark in self.text)]

    @property
    def is_prefix(self) -> bool:
        """Whether it stands for all words with one beginning."""
        return self.text == self.stem + MANY

    @property
    def written(self) -> str:
        """As typed."""
        return self.text.replace(DIGIT, "[0-9]")


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words that differ from one in at most `edits` letters, inserted, left out or replaced.

    They all begin with `prefix`, as the word does.
    """

    word: str
    edits: int
    prefix: str = ""

    def matches(self, word: str) -> bool:
        """Whether it stands for a word."""
        return (
            word.startswith(self.prefix)
            and Levenshtein.distance(self.word, word, score_cutoff=self.edits) <= self.edits
        )

    @property
    def written(self) -> str:
        """As typed."""
        if not self.prefix:
            return f"{self.word}~{self.edits}"
        return self.prefix + "%" * self.edits + self.word[len(self.prefix) :]


@dataclass(frozen=True, slots=True)
class Forms:
    """Words with the same English stem."""

    word: str

    def matches(self, word: str) -> bool:
        """Whether it stands for a word."""
        return stem(word) == stem(self.word)

    @property
    def written(self) -> str:
        """As typed."""
        return f"{self.word}~"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Words that are a whole number from `low` to `high`, both included."""

    low: int
    high: int

    def matches(self, word: str) -> bool:
        """Whether it stands for a word."""
        return is_number(word) and self.low <= int(word) <= self.high

    @property
    def written(self) -> str:
        """As typed."""
        return f"{self.low}~~{self.high}"


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """Words that are known: a part of those that a term stands for, while a search goes on."""

    words: tuple[str, ...]

    def matches(self, word: str) -> bool:
        """Whether it stands for a word."""
        return word in self.words

    @property
    def written(self) -> str:
        """As it would be typed."""
        return f"({' OR '.join(self.words)})"


@dataclass(frozen=True, slots=True)
class OneOf:
    """Any of several, in one place of a phrase."""

    terms: tuple["Single", ...]

    def matches(self, word: str) -> bool:
        """Whether it stands for a word."""
        return any(term.matches(word) for term in self.terms)

    @property
    def written(self) -> str:
        """As typed within a phrase."""
        return f"({' OR '.join(term.written for term in self.terms)})"


Single = Word | Pattern | Fuzzy | Forms | Numbers | Listed
Term = Single | OneOf

# Longer runs of digits are no numbers: they are compared as text everywhere.
MOST_DIGITS = 18


def is_number(word: str) -> bool:
    """Whether a word is a whole number, in the digits of any script."""
    return word.isdecimal() and len(word) <= MOST_DIGITS


def alternatives(term: Term) -> tuple[Single, ...]:
    """A term as what it is any of."""
    return term.terms if isinstance(term, OneOf) else (term,)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """What the forms of an English word have in common. Source: Snowball's English stemmer."""
    stemmed: str = _STEMMER.stem(word)
    return stemmed


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    letters = (_MEANING.get(letter, re.escape(letter)) for letter in pattern)
    return re.compile("".join(letters), re.DOTALL)


_STEMMER = EnglishStemmer()
