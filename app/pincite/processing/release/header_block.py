"""A header block as found on a page, before it is read: its fields row by row, and its look."""

from dataclasses import dataclass, field
from functools import lru_cache

from pincite.domain.pages import WordBox
from pincite.processing.formats.dates import printed_date
from pincite.processing.formats.languages import ENGLISH


@dataclass(slots=True)
class RawField:
    """A field as found: its label, the words of its value row by row, and the rows it takes.

    `box_until` is how far right an area may reach that blacks out a value without a label.
    """

    role: str
    label: str
    is_exact: bool
    words: list[tuple[WordBox, ...]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    box_until: float | None = None


@dataclass(slots=True)
class Block:
    """A header block: rows `start` to `end` (half-open), and its fields in their order.

    `form` names its look: tabular, inline, notes, gmail or web. `value_x` is where its values
    begin in a tabular one. `strength` adds up its labels, damaged ones by half. `messages` is how
    many its conversation has, where that is printed above it; `languages` those that all of its
    labels are of.
    """

    start: int
    end: int
    fields: list[RawField]
    form: str
    quotes: int
    value_x: float | None
    strength: float
    is_capital: bool = False
    messages: int | None = None
    languages: frozenset[str] = frozenset({ENGLISH})

    def get(self, role: str) -> RawField | None:
        """The field of a role."""
        return next((one for one in self.fields if one.role == role), None)

    @property
    def roles(self) -> frozenset[str]:
        """What the block has, of what a header can have."""
        return frozenset(one.role for one in self.fields)


@lru_cache(maxsize=8192)
def is_date(value: str) -> bool:
    """Whether a value is a date with a clock."""
    if len(value) > 90:
        return False
    found = printed_date(value)
    return found is not None and found.local is not None


_CLOCK = " 12:00"


def is_day(value: str) -> bool:
    """Whether a value is a date and nothing else: `May 4, 2019`."""
    return 6 <= len(value) <= 40 and ":" not in value and is_date(value + _CLOCK)
