"""Text of a query becomes leaves of the tree, each in its field."""

from pincite.search.language.fields import ASIDE_FIELDS
from pincite.search.language.patterns import sequences
from pincite.search.terms import OneOf
from pincite.search.tree import (
    And,
    Aside,
    FileName,
    Near,
    Not,
    Or,
    Query,
    Recognised,
    Words,
)


def words_tree(text: str, field: str, *, is_phrase: bool) -> Query | None:
    """The word or phrase that a text means, several where it has groups; None if it has no word.

    Raises:
        BadWords: It cannot be read.
    """
    found: list[Query] = []
    for sequence in sequences(text, is_phrase=is_phrase):
        if len(sequence) == 1 and isinstance(sequence[0], OneOf):
            found += [Words(field, (term,)) for term in sequence[0].terms]
        else:
            found.append(Words(field, sequence))
    if not found:
        return None
    return found[0] if len(found) == 1 else Or(found)


def aside(tree: Query, field: str) -> Query:
    """A query of words, read in the file name or in notes rather than in the text."""
    assert field in ASIDE_FIELDS
    if isinstance(tree, Or | And | Not):
        return tree.apply(lambda child: aside(child, field))
    if field != "filename":
        return Aside(tree, field)
    return FileName([_in_attached(tree), Aside(tree, field)])


def _in_attached(tree: Query) -> Query:
    """The same words in the names of attachments."""
    if isinstance(tree, Words):
        return Words("attached", tree.words)
    if isinstance(tree, Recognised):
        return Recognised("attached", tree.kind, tree.wanted)
    assert isinstance(tree, Near | Or), "a proximity is made of words, proximities and groups"
    return tree.apply(_in_attached)
