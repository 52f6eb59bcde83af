"""What a paper for print says, before it is set: headings, facts, sentences, tables, lists."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """Begins a part of a paper."""

    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph."""

    text: str
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with their values, one below the other."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads; `shares` of the width are relative, columns of `numbers` are set right."""

    heads: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Short items in columns, read from left to right."""

    items: tuple[str, ...]


Block = Heading | Sentence | Facts | Table | Listing


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper on sheets of this size; `foot` stands at the foot of each beside its page number."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    foot: str
    sheet_pt: tuple[float, float]
