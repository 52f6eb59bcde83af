"""The operands of a query as they were written, and which are fit for a proximity."""

from dataclasses import dataclass

from pincite.search.tree import Near, Or, Query, Recognised, Words


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the tree and where it was written.

    `joined` are the operands of an AND, `field` the field before a group as it was typed.
    """

    tree: Query
    start: int
    end: int
    is_word: bool = False
    is_group: bool = False
    near: "NearParts | None" = None
    joined: tuple["Part", ...] = ()
    field: str = ""


@dataclass(frozen=True, slots=True)
class NearParts:
    """The operands of a proximity as they were written."""

    left: Part
    right: Part
    operator: str


def unfit_operand(tree: Query) -> Query | None:
    """The first node of a proximity's operand that has no place among words, or None."""
    if isinstance(tree, Words | Recognised | Near):
        return None
    if isinstance(tree, Or):
        return next((bad for child in tree.children() if (bad := unfit_operand(child))), None)
    return tree


def joined_by_and(part: Part) -> list[Part]:
    """The operands of an AND, or the one operand that it is."""
    if not part.joined:
        return [part]
    return [leaf for inner in part.joined for leaf in joined_by_and(inner)]
