"""Two texts of one email side by side: the runs they have, and the places that are withheld."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pincite.domain.exemptions import code_spans

_SIGNS = re.compile(r"\u2588+|\[\s*(?:redacted|withheld)[^\]\n]{0,40}\]", re.IGNORECASE)


class RunKind(StrEnum):
    """What a run of two aligned texts is."""

    SAME = "same"
    ONLY_A = "only in a"
    ONLY_B = "only in b"
    WITHHELD_A = "withheld in a"
    WITHHELD_B = "withheld in b"
    WITHHELD_BOTH = "withheld in both"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of both texts, half-open offsets into each; one that has nothing there is empty."""

    kind: RunKind
    a_start: int
    a_end: int
    b_start: int
    b_end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text to align: from `start` to `end`, with places at which it is withheld.

    In a print, a code without its brackets is a sign too: a `B6` at a line's end.
    """

    text: str
    start: int
    end: int
    places: tuple[int, ...] = ()
    is_printed: bool = True

    @classmethod
    def whole(cls, text: str, places: Sequence[int] = ()) -> "Part":
        """All of a text."""
        return cls(text, 0, len(text), tuple(places))

    @property
    def shows_signs(self) -> bool:
        """Whether anything is withheld in it at all."""
        return bool(self.signs) or any(self.start <= place <= self.end for place in self.places)

    @property
    def signs(self) -> list[tuple[int, int]]:
        """Where the part itself says that something is withheld, as offsets into the text."""
        found = withheld_signs(self.text[self.start : self.end], with_bare=self.is_printed)
        return [(self.start + start, self.start + end) for start, end in found]


def withheld_signs(text: str, *, with_bare: bool = True) -> list[tuple[int, int]]:
    """Where a text itself says that something is withheld: codes, black blocks, `[redacted]`."""
    codes = [span for span in code_spans(text) if with_bare or text[span[0]] == "("]
    found = [*codes, *(match.span() for match in _SIGNS.finditer(text))]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart
