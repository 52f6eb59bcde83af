"""What the wildcards, fuzzy words and word forms of a query stand for in a matter."""

from collections.abc import Iterator
from typing import NamedTuple

from pincite.search.terms import OneOf, Single, Term, Word, alternatives
from pincite.search.tree import Aside, Or, Query, Words

# A query that names more words than this could not be read any more.
MOST_KEPT = 300


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


def keeping(tree: Query, written: str, words: tuple[str, ...]) -> Query:
    """The query with only these words, at least one, in the place of the term written so."""
    if isinstance(tree, Words):
        return _keeping_words(tree, written, words)
    if tree.is_leaf():
        return tree
    return tree.apply(lambda child: keeping(child, written, words))


def _keeping_words(tree: Words, written: str, words: tuple[str, ...]) -> Query:
    terms = [_keeping_term(term, written, words) for term in tree.words]
    if len(terms) > 1 or not isinstance(terms[0], OneOf):
        return Words(tree.fieldname, terms)
    return Or([Words(tree.fieldname, [term]) for term in terms[0].terms])


def _keeping_term(term: Term, written: str, words: tuple[str, ...]) -> Term:
    kept: list[Single] = []
    for part in alternatives(term):
        is_meant = not isinstance(part, Word) and part.written == written
        kept += [Word(word) for word in words] if is_meant else [part]
    return kept[0] if len(kept) == 1 else OneOf(tuple(dict.fromkeys(kept)))
