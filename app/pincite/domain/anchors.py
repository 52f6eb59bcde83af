"""Where a quotation stands in a text, and where it stands after the text has changed."""

import re
from dataclasses import dataclass

from pincite.domain.tokens import tokens

CONTEXT = 32

_ALIKE = (
    "'\u2018\u2019\u201b\u02bc",
    '"\u201c\u201d\u201e\u201f',
    "-\u2010\u2011\u2012\u2013\u2014",
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of a text (half-open, in code points) with its words and what stands around it.

    Source: W3C Web Annotation Data Model, TextPositionSelector and TextQuoteSelector.
    """

    start: int
    end: int
    quote: str
    prefix: str
    suffix: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Anchor":
        """The anchor of `text[start:end]`."""
        return cls(
            start,
            end,
            text[start:end],
            text[max(0, start - CONTEXT) : start],
            text[end : end + CONTEXT],
        )

    def place_in(self, text: str) -> tuple[int, int] | None:
        """Where the quotation stands in a text that may have changed, or None if it is gone.

        Of several places the one with the same surroundings wins, then the nearest to the old one.
        """
        if text[self.start : self.end] == self.quote:
            return self.start, self.end
        places = find_quote(text, self.quote)
        return max(
            places,
            key=lambda place: (self._likeness(text, *place), -abs(place[0] - self.start)),
            default=None,
        )

    def _likeness(self, text: str, start: int, end: int) -> int:
        """How many characters before and after a place are as they were."""
        before = _shared(self.prefix[::-1], text[max(0, start - CONTEXT) : start][::-1])
        return before + _shared(self.suffix, text[end : end + CONTEXT])


def find_quote(text: str, quote: str) -> list[tuple[int, int]]:
    """Every place where `quote` stands in `text`, half-open, in order.

    A run of white space stands for any other. Where nothing is found so, typographic quotation
    marks and dashes count as plain ones, then capitals as small letters, then only the words count:
    a printed line may have parted one with a hyphen.
    """
    words = quote.split()
    if not words:
        return []
    exact = r"\s+".join(re.escape(word) for word in words)
    if found := _places(exact, text):
        return found
    alike = r"\s+".join("".join(_alike(letter) for letter in word) for word in words)
    return _places(alike, text) or _places(f"(?i:{alike})", text) or _places_of_words(text, quote)


def _places(pattern: str, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(pattern, text)]


def _places_of_words(text: str, quote: str) -> list[tuple[int, int]]:
    """Where the words of the quote follow each other, with what frames them if it is there."""
    wanted, found = tokens(quote), tokens(text)
    if not wanted:
        return []
    words = [token.word for token in wanted]
    before = quote[: wanted[0].start].strip()
    after = quote[wanted[-1].end :].strip()
    places: list[tuple[int, int]] = []
    for index in range(len(found) - len(words) + 1):
        run = found[index : index + len(words)]
        if run[0].word == words[0] and [token.word for token in run] == words:
            start, end = run[0].start, run[-1].end
            start -= len(before) if text[:start].endswith(before) else 0
            end += len(after) if text.startswith(after, end) else 0
            places.append((start, end))
    return places


def _alike(letter: str) -> str:
    for letters in _ALIKE:
        if letter in letters:
            return f"[{re.escape(letters)}]"
    return re.escape(letter)


def _shared(first: str, second: str) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
