"""What the wildcards, fuzzy words and word forms of a query stand for in a matter."""

from collections.abc import Iterator
from typing import NamedTuple

from pincite.search.terms import Single, Word, alternatives
from pincite.search.tree import Aside, Query, Words


class Expansion(NamedTuple):
    """A term as it is typed, and the words that it stands for, each with its documents."""

    written: str
    words: tuple[tuple[str, int], ...]


def open_terms(tree: Query) -> list[Single]:
    """The terms of a query that stand for more than themselves, in order, each once."""
    return list(dict.fromkeys(_open_terms(tree)))


def _open_terms(tree: Query) -> Iterator[Single]:
    if isinstance(tree, Aside):
        return
    if not isinstance(tree, Words):
        for child in tree.children():
            yield from _open_terms(child)
        return
    for term in tree.words:
        yield from (part for part in alternatives(term) if not isinstance(part, Word))
