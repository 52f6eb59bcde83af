"""The pieces of a query, whatever dialect it is written in."""

from dataclasses import dataclass
from enum import Enum, auto


class Sort(Enum):
    """What a lexeme is."""

    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    FUNCTION = auto()
    RECOGNISER = auto()
    SEED = auto()
    NEAR = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    BUT_NOT = auto()
    OPEN = auto()
    CLOSE = auto()
    END = auto()


OPERATORS = (Sort.AND, Sort.OR, Sort.NEAR, Sort.BUT_NOT)
OPERANDS = (Sort.WORD, Sort.PHRASE, Sort.FIELD, Sort.FUNCTION, Sort.RECOGNISER, Sort.OPEN)


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One piece of a query: `text` is its value, `start` to `end` its place (half-open).

    `is_value` says that a word touches the field before it. `parts` are the words and phrases that
    a space made one phrase, `value` stands in the parentheses of a recogniser. `number` is the size
    of a sample (0 for none) or a seed. `rank` says which of several proximities in a row binds
    first: the lowest; None where nothing is defined.
    """

    sort: Sort
    text: str
    start: int
    end: int
    distance: int = 0
    is_ordered: bool = False
    is_negated: bool = False
    is_value: bool = False
    parts: tuple["Lexeme", ...] = ()
    number: int = 0
    rank: int | None = None
    value: str = ""
