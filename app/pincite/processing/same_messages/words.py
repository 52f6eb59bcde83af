"""The words of a message as a string in which one character stands for one word.

That makes comparing fast, and lets what is withheld be one character too.
"""

from collections.abc import Sequence

from pincite.domain.alignment import withheld_signs
from pincite.domain.tokens import words

# A place where words may be withheld; no vocabulary gives this character to a word.
GAP = "\x01"
_FIRST = 0x100
_SURROGATES = range(0xD800, 0xE000)
_MOST = 0x10FF00
_GAP_WORD = "withheldhere"


class Vocabulary:
    """Gives every word a character of its own."""

    def __init__(self) -> None:
        """Know no word yet."""
        self._characters: dict[str, str] = {_GAP_WORD: GAP}
        self._words: dict[str, str] = {}

    def coded(self, text: str) -> str:
        """The words of a text, a character each."""
        known = self._characters
        found = words(text).split(" ")
        if found == [""]:
            return ""
        try:
            return "".join([known[word] for word in found])
        except KeyError:
            return "".join([known.get(word) or self._new(word) for word in found])

    def word(self, character: str) -> str:
        """The word that a character stands for."""
        return self._words.get(character, "")

    def _new(self, word: str) -> str:
        # Millions of different words share characters; two that are mixed up do no harm.
        code = _FIRST + len(self._words) % (_MOST - _FIRST - len(_SURROGATES))
        if code >= _SURROGATES.start:
            code += len(_SURROGATES)
        character = chr(code)
        self._characters[word] = character
        self._words[character] = word
        return character


def with_gaps(text: str, places: Sequence[int] = ()) -> str:
    """The text with a sign at each place where something is withheld, and for each code."""
    cuts = [(place, place) for place in places if 0 <= place <= len(text)]
    cuts += withheld_signs(text)
    for start, end in sorted(cuts, reverse=True):
        text = f"{text[:start]} {_GAP_WORD} {text[end:]}"
    return text
