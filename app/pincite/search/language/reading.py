"""A query in plain English, so that whoever typed it sees what it means."""

from pincite.search.evaluation.recognisers import reads_as as recognised_as
from pincite.search.terms import Forms, Fuzzy, Numbers, OneOf, Pattern, Single, Term, Word
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

_FIELD_NAMES = {
    "from": "in From",
    "to": "in To",
    "cc": "in Cc",
    "bcc": "in Bcc",
    "who": "in From, To, Cc or Bcc",
    "subject": "in the subject",
    "body": "in the body",
    "attached": "in the names of attachments",
}
_ASIDES = {"filename": "the file name", "note": "a note"}


def reads_as(tree: Query) -> str:
    """What the query finds: `“pilot”, within 10 words of the phrase “face recognition”`."""
    if isinstance(tree, Every):
        return "every document"
    if isinstance(tree, And):
        return _all(tree)
    if isinstance(tree, Not):
        return f"documents {_without(tree.query)}"
    condition = _condition(tree)
    return f"documents {condition}" if condition else _plain(tree)


def term_reads_as(term: Single) -> str:
    """One term as it reads within a reading: `a word starting “demo”`."""
    return _single(term)


def _plain(tree: Query) -> str:
    """A node where nothing around it could be mistaken for part of it."""
    if isinstance(tree, Words | Recognised):
        return _words(tree)
    if isinstance(tree, Near):
        return _near(tree)
    if isinstance(tree, Or) and not _condition(tree):
        return _listed([_within_or(child) for child in tree.children()], "or")
    return reads_as(tree)


def _inner(tree: Query) -> str:
    """A node among others: groups say where they begin."""
    if isinstance(tree, Or):
        if _condition(tree):
            return f"(documents {_condition(tree)})"
        return ("either " if len(list(tree.children())) == 2 else "any of ") + _plain(tree)
    if isinstance(tree, Words | Recognised):
        return _words(tree)
    return f"({_plain(tree)})"


def _within_or(tree: Query) -> str:
    return f"({reads_as(tree)})" if isinstance(tree, And) else _plain(tree)


def _all(tree: And) -> str:
    """Words first, joined by and; then what the documents must be, and what they must lack."""
    children = list(tree.children())
    conditions = [reading for child in children if (reading := _condition(child))]
    words = [c for c in children if not isinstance(c, Not | Every) and not _condition(c)]
    lacking = [_without(child.query) for child in children if isinstance(child, Not)]
    if len(words) == 1:
        first = (
            _plain(words[0]) if not isinstance(words[0], Or) or not lacking else _inner(words[0])
        )
    else:
        first = _listed([_inner(word) for word in words], "and")
    return ", ".join([first or "documents", *conditions, *lacking]).replace(
        "documents, ", "documents ", 1
    )


def _without(tree: Query) -> str:
    if _condition(tree):
        return f"not {_condition(tree)}"
    if isinstance(tree, Not):
        return f"not {_without(tree.query)}"
    return f"without {_inner(tree)}"


def _near(tree: Near) -> str:
    left = f"({_near(tree.a)})" if isinstance(tree.a, Near) else _plain(tree.a)
    right = _inner(tree.b)
    comma = "" if isinstance(tree.a, Words | Recognised) else ","
    count = f"{tree.distance} word{'' if tree.distance == 1 else 's'}"
    if isinstance(tree, NotNear):
        side = f"in the {count} after it" if tree.is_ordered else f"within {count}"
        return f"{left}{comma} with no {right.removeprefix('the ')} {side}"
    if tree.distance == 1:
        relation = "directly before" if tree.is_ordered else "next to"
    else:
        relation = f"at most {count} before" if tree.is_ordered else f"within {count} of"
    return f"{left}{comma} {relation} {right}"


def _words(tree: Words | Recognised) -> str:
    where = "" if tree.fieldname == TEXT else f" {_FIELD_NAMES[tree.fieldname]}"
    if isinstance(tree, Recognised):
        return recognised_as(tree.kind, tree.wanted) + where
    terms = tree.words
    if len(terms) == 1:
        return _term(terms[0]) + where
    if all(isinstance(term, Word | Pattern) for term in terms):
        return f"the phrase “{' '.join(term.written for term in terms)}”{where}"
    return f"the phrase ({', then '.join(_term(term) for term in terms)}){where}"


def _term(term: Term) -> str:
    if isinstance(term, OneOf):
        lead = "either" if len(term.terms) == 2 else "any of"
        return f"{lead} {_listed([_single(part) for part in term.terms], 'or')}"
    return _single(term)


def _single(term: Single) -> str:
    if isinstance(term, Word):
        return f"“{term.text}”"
    if isinstance(term, Pattern):
        return _pattern(term)
    if isinstance(term, Forms):
        return f"any form of “{term.word}”"
    if isinstance(term, Fuzzy):
        letters = f"{term.edits} letter{'' if term.edits == 1 else 's'}"
        after = f" after “{term.prefix}”" if term.prefix else ""
        return f"“{term.word}” give or take {letters}{after}"
    if isinstance(term, Numbers):
        return f"a number from {term.low} to {term.high}"
    return term.written


def _pattern(term: Pattern) -> str:
    stem = term.text.strip("*")
    if "?" in stem or "*" in stem or "#" in stem:
        return f"a word like “{term.written}”"
    if term.is_prefix:
        return f"a word starting “{stem}”"
    if term.text == f"*{stem}":
        return f"a word ending “{stem}”"
    return f"a word containing “{stem}”"


def _condition(tree: Query) -> str:
    """How a node about documents reads behind "documents"; '' for what is about words.

    `filename:` is one too, though it also looks for words among the names of attachments.
    """
    if isinstance(tree, Condition):
        return tree.reads_as
    if isinstance(tree, FileName):
        _, own = tree.children()
        return _condition(own)
    if isinstance(tree, Aside):
        return f"with {_plain(tree.query)} in {_ASIDES[tree.place]}"
    if isinstance(tree, Family):
        return f"in the families of ({reads_as(tree.query)})"
    if isinstance(tree, Sample):
        documents = f"{tree.count:,} document{'' if tree.count == 1 else 's'}"
        return f"in a random sample (seed {tree.seed}) of {documents} from ({reads_as(tree.query)})"
    return ""


def _listed(parts: list[str], joiner: str) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {joiner} {parts[-1]}"
