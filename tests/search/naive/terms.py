"""What one word of a query stands for, from the definitions of the query language alone."""

from dataclasses import dataclass

# Words of one stem each, from the published vocabulary of the English Snowball stemmer.
FAMILIES = (
    {"demo", "demos"},
    {"demonstration", "demonstrate", "demonstrated"},
    {"pilot", "pilots", "piloted"},
    {"face", "faces", "faced"},
    {"recognition"},
    {"file", "files", "filed"},
)


@dataclass(frozen=True)
class Plain:
    """A word, whole; `written` as it is typed."""

    word: str
    written: str

    def fits(self, word: str) -> bool:
        """Whether it is this word."""
        return word == self.word


@dataclass(frozen=True)
class Wild:
    """A word with `*` for any letters, `?` for one and `#` for a digit."""

    pattern: str
    written: str

    def fits(self, word: str) -> bool:
        """Whether the wildcards can stand for what is missing."""
        return _is_like(self.pattern, word)


@dataclass(frozen=True)
class Edited:
    """A word of which some letters may differ, behind some that may not."""

    word: str
    edits: int
    fixed: int
    written: str

    def fits(self, word: str) -> bool:
        """Whether it takes no more edits to get there."""
        return (
            word[: self.fixed] == self.word[: self.fixed] and _edits(self.word, word) <= self.edits
        )


@dataclass(frozen=True)
class Forms:
    """A word in any of its forms."""

    word: str
    written: str

    def fits(self, word: str) -> bool:
        """Whether both have one stem."""
        return word == self.word or any({word, self.word} <= family for family in FAMILIES)


@dataclass(frozen=True)
class Span:
    """A number from one to another."""

    low: int
    high: int
    written: str

    def fits(self, word: str) -> bool:
        """Whether it is such a number."""
        return word.isascii() and word.isdigit() and self.low <= int(word) <= self.high


Term = Plain | Wild | Edited | Forms | Span


def _is_like(pattern: str, word: str) -> bool:
    if not pattern:
        return not word
    if pattern[0] == "*":
        return any(_is_like(pattern[1:], word[i:]) for i in range(len(word) + 1))
    if not word or (pattern[0] == "#" and word[0] not in "0123456789"):
        return False
    return pattern[0] in ("?", "#", word[0]) and _is_like(pattern[1:], word[1:])


def _edits(a: str, b: str) -> int:
    """How many letters must be put in, left out or changed to make one word of the other."""
    if not a or not b:
        return len(a) + len(b)
    previous = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        current = [i]
        for j, right in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (left != right)))
        previous = current
    return previous[-1]
