"""The operands of a proximity: which are fit to be one, and how one is typed."""

from pincite.search.tree import TEXT, And, Near, NotNear, Or, Query, Words


def unfit_operand(tree: Query) -> Query | None:
    """The first node of a proximity's operand that has no place among words, or None."""
    if isinstance(tree, Words | Near):
        return None
    if isinstance(tree, Or):
        return next((bad for child in tree.children() if (bad := unfit_operand(child))), None)
    return tree


def joined_by_and(tree: Query) -> list[Query]:
    """The operands of an AND, or the one operand that it is."""
    if isinstance(tree, And):
        return [leaf for child in tree.children() for leaf in joined_by_and(child)]
    return [tree]


def written(tree: Query) -> str:
    """A simple operand as it is typed."""
    if isinstance(tree, Words):
        text = " ".join(tree.words)
        text = f'"{text}"' if len(tree.words) > 1 else text
        return text if tree.fieldname == TEXT else f"{tree.fieldname}:{text}"
    if isinstance(tree, Or):
        return f"({' OR '.join(written(child) for child in tree.children())})"
    if isinstance(tree, Near):
        order = "pre" if tree.is_ordered else "w"
        negated = "not " if isinstance(tree, NotNear) else ""
        operator = f"{negated}{order}/{tree.distance}"
        return f"({written(tree.a)} {operator} {written(tree.b)})"
    return "…"
