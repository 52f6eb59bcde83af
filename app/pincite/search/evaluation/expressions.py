"""Text queries as FTS5 expressions: exact where FTS5 means the same, else a set that holds all.

FTS5's NEAR lets one occurrence serve both operands, so it is exact only where the operands can
share no word; it knows no order, no nesting and no NOT near. It overflows on deep nesting and is
slow on long ORs, so both are bounded here and left to set operations.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import prod

from pincite.domain.documents import ZONES
from pincite.search.terms import Fuzzy, Pattern, Single, Term, Word, alternatives
from pincite.search.tree import FIELDS, TEXT, And, Near, NotNear, Or, Query, Words
from pincite.store.words import COLUMNS

MOST_LEAVES = 64
MOST_NEAR_PAIRS = 24
# A shorter prefix takes FTS5 longer to look up than it spares.
LEAST_STEM = 3


@dataclass(frozen=True, slots=True)
class Expression:
    """An FTS5 expression; if not exact, it matches more than the query, never less."""

    text: str
    is_exact: bool
    leaves: int = 1


def expression(tree: Query) -> Expression | None:
    """The expression for a text query, or None where FTS5 cannot even narrow it down."""
    if isinstance(tree, Words):
        return _words_expression(tree)
    if isinstance(tree, NotNear):
        narrowed = expression(tree.a)
        return narrowed and Expression(narrowed.text, False, narrowed.leaves)
    if isinstance(tree, Near):
        return _near_expression(tree)
    if isinstance(tree, Or):
        parts = [expression(child) for child in tree.children()]
        return None if None in parts else _joined([part for part in parts if part], "OR")
    if isinstance(tree, And):
        parts = [expression(child) for child in tree.children()]
        return _joined([part for part in parts if part], "AND", is_exact=None not in parts)
    return None


def _joined(parts: list[Expression], operator: str, *, is_exact: bool = True) -> Expression | None:
    leaves = sum(part.leaves for part in parts)
    if not parts or leaves > MOST_LEAVES:
        return None
    return Expression(
        f" {operator} ".join(f"({part.text})" for part in parts),
        is_exact and all(part.is_exact for part in parts),
        leaves,
    )


def _words_expression(words: Words) -> Expression | None:
    zones = FIELDS[words.fieldname]
    spread = _spread(words)
    phrases = [_phrase(phrase.words) for phrase in spread] if spread else [None]
    known = [phrase for phrase in phrases if phrase]
    if len(known) == len(phrases):
        text = " OR ".join(_in_zones(phrase, zones) for phrase in known)
        return Expression(text, True, len(known))
    narrowed = [part for part in map(_narrowing, words.words) if part]
    if not narrowed or len(words.words) == 1:
        return None
    text = " AND ".join(_in_zones(f"({part})", zones) for part in narrowed)
    return Expression(text, False, len(narrowed))


def _spread(words: Words) -> list[Words] | None:
    """A phrase with alternatives as one phrase for each; None if that makes too many."""
    count = prod(len(alternatives(term)) for term in words.words)
    if count > MOST_NEAR_PAIRS:
        return None
    made = product(*(alternatives(term) for term in words.words))
    return [Words(words.fieldname, terms) for terms in made]


def _phrase(terms: Sequence[Term]) -> str | None:
    """The terms as an FTS5 phrase, whose last word may be a prefix; None if it cannot be one."""
    *before, last = terms
    if isinstance(last, Pattern):
        if not (last.is_prefix and last.stem):
            return None
        end, star = last.stem, " *"
    elif isinstance(last, Word):
        end, star = last.text, ""
    else:
        return None
    known = [term.text for term in before if isinstance(term, Word)]
    if len(known) < len(before):
        return None
    return f'"{" ".join([*known, end])}"{star}'


def _narrowing(term: Term) -> str | None:
    """FTS5's expression for a term, or the prefix of all it stands for; None if that is short."""
    parts = [_beginning(part) for part in alternatives(term)]
    known = [part for part in parts if part]
    return " OR ".join(known) if len(known) == len(parts) else None


def _beginning(term: Single) -> str | None:
    if isinstance(term, Word):
        return f'"{term.text}"'
    stem = term.stem if isinstance(term, Pattern) else ""
    stem = term.prefix if isinstance(term, Fuzzy) else stem
    return f'"{stem}" *' if len(stem) >= LEAST_STEM else None


def _near_expression(near: Near) -> Expression | None:
    first, second = _alternatives(near.a), _alternatives(near.b)
    if first and second and len(first) * len(second) <= MOST_NEAR_PAIRS:
        texts = [_near_pair(a, b, near.distance) for a in first for b in second]
        found = [text for text in texts if text]
        if len(found) == len(texts):
            is_exact = not near.is_ordered and not any(
                _may_share(a, b) for a in first for b in second
            )
            return Expression(" OR ".join(found), is_exact, 2 * len(found))
    parts = [part for part in (expression(near.a), expression(near.b)) if part]
    return _joined(parts, "AND", is_exact=False)


def _alternatives(tree: Query) -> list[Words] | None:
    """The words and phrases of an operand that is one of them or an OR-group; else None."""
    if isinstance(tree, Words):
        return _spread(tree)
    if isinstance(tree, Or):
        found: list[Words] = []
        for child in tree.children():
            inner = _alternatives(child)
            if inner is None:
                return None
            found += inner
        return found
    return None


def _near_pair(a: Words, b: Words, distance: int) -> str | None:
    first, second = _phrase(a.words), _phrase(b.words)
    zones = tuple(zone for zone in FIELDS[a.fieldname] if zone in FIELDS[b.fieldname])
    if first is None or second is None or not zones:
        return None
    return _in_zones(f"NEAR({first} {second}, {distance - 1})", zones)


def _may_share(a: Words, b: Words) -> bool:
    """Whether one word of a text could belong to both."""
    return any(_overlaps(first, second) for first in a.words for second in b.words)


def _overlaps(first: Term, second: Term) -> bool:
    """Whether a word could be both; of words and prefixes only, all that reaches here."""
    if isinstance(first, Word):
        return second.matches(first.text)
    if isinstance(second, Word):
        return first.matches(second.text)
    if not (isinstance(first, Pattern) and isinstance(second, Pattern)):
        return True
    return first.stem.startswith(second.stem) or second.stem.startswith(first.stem)


@cache
def _filter(zones: tuple[str, ...]) -> str:
    """FTS5's filter for columns, or '' for all."""
    if zones == FIELDS[TEXT]:
        return ""
    columns = " ".join(COLUMNS[ZONES.index(zone)] for zone in zones)
    return f"{{{columns}}} : "


def _in_zones(text: str, zones: tuple[str, ...]) -> str:
    return _filter(zones) + text
