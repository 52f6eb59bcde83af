"""A query tree as it is typed in Pincite's own language; reading it again gives the same tree."""

from collections.abc import Sequence

from pincite.search.evaluation.recognisers import NAMES
from pincite.search.terms import OneOf, Pattern, Term
from pincite.search.tree import (
    TEXT,
    And,
    Aside,
    Condition,
    Every,
    Family,
    FileName,
    Near,
    Not,
    NotNear,
    Or,
    Query,
    Recognised,
    Sample,
    Words,
)

_OPERATORS = frozenset(("and", "or", "not"))


def written(tree: Query) -> str:
    """The query as it is typed; '' for the one that finds everything."""
    if isinstance(tree, Every):
        return ""
    if isinstance(tree, FileName):
        _, own = tree.children()
        return written(own)
    if isinstance(tree, Or):
        return " OR ".join(_within(child) for child in tree.children())
    if isinstance(tree, And):
        return " AND ".join(_within(child) for child in tree.children())
    if isinstance(tree, Not):
        return f"NOT {_within(tree.query)}"
    if isinstance(tree, Near):
        negated = "not " if isinstance(tree, NotNear) else ""
        operator = f"{negated}{'pre' if tree.is_ordered else 'w'}/{tree.distance}"
        return f"{_operand(tree.a)} {operator} {_operand(tree.b)}"
    return _leaf(tree)


def _leaf(tree: Query) -> str:
    if isinstance(tree, Words):
        text = _words(tree.words)
        return text if tree.fieldname == TEXT else f"{tree.fieldname}:{text}"
    if isinstance(tree, Recognised):
        text = f"{NAMES[tree.kind]}({tree.wanted.value})"
        return text if tree.fieldname == TEXT else f"{tree.fieldname}:{text}"
    if isinstance(tree, Aside):
        inner = written(tree.query)
        is_leaf = isinstance(tree.query, Words | Recognised)
        return f"{tree.place}:{inner if is_leaf else f'({inner})'}"
    if isinstance(tree, Family):
        return f"family({written(tree.query)})"
    if isinstance(tree, Sample):
        inner = written(tree.query)
        parts = [str(tree.count), *([inner] if inner else []), f"seed {tree.seed}"]
        return f"sample({', '.join(parts)})"
    assert isinstance(tree, Condition), tree
    return tree.written


def _within(tree: Query) -> str:
    """A node among others: what could be read otherwise is in parentheses."""
    is_group = isinstance(tree, And | Or) and not isinstance(tree, FileName)
    return f"({written(tree)})" if is_group else written(tree)


def _operand(tree: Query) -> str:
    """An operand of a proximity."""
    return f"({written(tree)})" if isinstance(tree, Or | Near) else written(tree)


def _words(terms: Sequence[Term]) -> str:
    if len(terms) > 1 or isinstance(terms[0], OneOf):
        return f'"{" ".join(_in_phrase(term) for term in terms)}"'
    (term,) = terms
    return f'"{term.written}"' if term.written in _OPERATORS else term.written


def _in_phrase(term: Term) -> str:
    """A term in quotation marks, where a `?` at the end of a word would be punctuation."""
    if isinstance(term, Pattern) and term.text.endswith("?"):
        return f"{term.written[:-1]}[?]"
    return term.written
