"""Text queries as FTS5 expressions: exact where FTS5 means the same, else a set that holds all.

FTS5's NEAR lets one occurrence serve both operands, so it is exact only where the operands can
share no word; it knows no order, no nesting and no NOT near. It overflows on deep nesting and is
slow on long ORs, so both are bounded here and left to set operations.
"""

from dataclasses import dataclass
from functools import cache

from pincite.domain.documents import ZONES
from pincite.search.tree import FIELDS, TEXT, And, Near, NotNear, Or, Query, Words, is_pattern
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
    phrase = _phrase(words)
    if phrase is not None:
        return Expression(_in_zones(phrase, FIELDS[words.fieldname]), True)
    known = [part for part in map(_narrowing, words.words) if part]
    if not known or len(words.words) == 1:
        return None
    text = " AND ".join(_in_zones(part, FIELDS[words.fieldname]) for part in known)
    return Expression(text, False, len(known))


def _phrase(words: Words) -> str | None:
    """The words as an FTS5 phrase, whose last word may be a prefix; None if it cannot be one."""
    *before, last = words.words
    stem = last[:-1] if last.endswith("*") else last
    if any(is_pattern(word) for word in before) or not stem or is_pattern(stem):
        return None
    quoted = f'"{" ".join([*before, stem])}"'
    return f"{quoted} *" if last.endswith("*") else quoted


def _narrowing(word: str) -> str | None:
    """A word, or for a pattern the prefix of all its words; None if that narrows too little."""
    if not is_pattern(word):
        return f'"{word}"'
    stem = literal_stem(word)
    return f'"{stem}" *' if len(stem) >= LEAST_STEM else None


def literal_stem(pattern: str) -> str:
    """What a pattern begins with before its first wildcard."""
    return pattern[: min(pattern.find(mark) for mark in "*?" if mark in pattern)]


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
        return [tree]
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
    first, second = _phrase(a), _phrase(b)
    zones = tuple(zone for zone in FIELDS[a.fieldname] if zone in FIELDS[b.fieldname])
    if first is None or second is None or not zones:
        return None
    return _in_zones(f"NEAR({first} {second}, {distance - 1})", zones)


def _may_share(a: Words, b: Words) -> bool:
    """Whether one word of a text could belong to both."""
    return any(_overlaps(first, second) for first in a.words for second in b.words)


def _overlaps(first: str, second: str) -> bool:
    first_stem, second_stem = first.removesuffix("*"), second.removesuffix("*")
    if first == first_stem and second == second_stem:
        return first == second
    if first == first_stem:
        return first.startswith(second_stem)
    if second == second_stem:
        return second.startswith(first_stem)
    return first_stem.startswith(second_stem) or second_stem.startswith(first_stem)


@cache
def _filter(zones: tuple[str, ...]) -> str:
    """FTS5's filter for columns, or '' for all."""
    if zones == FIELDS[TEXT]:
        return ""
    columns = " ".join(COLUMNS[ZONES.index(zone)] for zone in zones)
    return f"{{{columns}}} : "


def _in_zones(text: str, zones: tuple[str, ...]) -> str:
    return _filter(zones) + text
