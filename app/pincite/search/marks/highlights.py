"""Terms that are shown wherever they stand: which of them can be read, and what they mark."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

from pincite.domain.dialects import Dialect
from pincite.domain.documents import CanonicalText
from pincite.errors import QueryError
from pincite.jobs.control import Control
from pincite.search.language.parse import parse
from pincite.search.marks.hits import AboutDocuments, DocumentReader, Hit, hits_within
from pincite.search.tree import Aside, Condition, Every, Family, FileName, Not, Query, Sample

_KEPT_TERMS = 5_000


class BadLine(NamedTuple):
    """A line of a list that marks nothing: why, and a line that would; `number` counts from 1."""

    number: int
    text: str
    what: str
    why: str
    suggestion: str


class Highlighter:
    """Reads terms, each a query of words, and finds what they mark in a text."""

    def __init__(self) -> None:
        """What was read is kept: the same terms are asked of every document."""
        self._known: OrderedDict[tuple[str, Dialect], Query | QueryError] = OrderedDict()

    def bad_lines(self, terms: Sequence[str], dialect: Dialect = "pincite") -> list[BadLine]:
        """The lines that cannot be read or mark no words; empty ones are passed over."""
        bad: list[BadLine] = []
        for number, term in enumerate(terms, 1):
            tree = self._tree(term, dialect) if term.strip() else None
            if isinstance(tree, QueryError):
                bad.append(BadLine(number, term, tree.what, tree.why, tree.suggestion))
        return bad

    def marks(
        self,
        text: CanonicalText,
        lists: Sequence[tuple[Sequence[str], Dialect]],
        control: Control | None = None,
    ) -> list[list[Hit]]:
        """What the terms of each list mark, in order; bad lines mark nothing and stop no others."""
        reader = DocumentReader(text)
        marked: list[list[Hit]] = []
        for terms, dialect in lists:
            found: set[Hit] = set()
            for term in terms:
                if control is not None:
                    control.check()
                tree = self._tree(term, dialect) if term.strip() else None
                if tree is not None and not isinstance(tree, QueryError):
                    found.update(hits_within(tree, reader, _no_document))
            marked.append(_merged(sorted(found)))
        return marked

    def _tree(self, term: str, dialect: Dialect) -> Query | QueryError:
        key = (term, dialect)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._read_term(term.strip(), dialect)
            if len(self._known) > _KEPT_TERMS:
                self._known.popitem(last=False)
        return known

    def _read_term(self, term: str, dialect: Dialect) -> Query | QueryError:
        try:
            tree = parse(term, dialect=dialect).tree
        except QueryError as error:
            return error
        other = _not_words(tree)
        if other is None:
            return tree
        return QueryError(
            f"{other} marks no words.",
            0,
            "",
            "A term of a list is words, phrases, wildcards or proximities.",
        )


def _not_words(tree: Query) -> str | None:
    """What of a query is not about words of the text, or None."""
    if isinstance(tree, Condition):
        return f"{tree.written.partition(':')[0]}:"
    if isinstance(tree, Aside):
        return f"{tree.place}:"
    if isinstance(tree, FileName):
        return "filename:"
    if isinstance(tree, Not | Every):
        return "NOT" if isinstance(tree, Not) else "This"
    if isinstance(tree, Family | Sample):
        return f"{type(tree).__name__.lower()}( … )"
    return next((found for child in tree.children() if (found := _not_words(child))), None)


def _no_document(node: AboutDocuments) -> bool:
    raise TypeError(f"{node!r} is not about words")


def _merged(hits: Sequence[Hit]) -> list[Hit]:
    """Stretches in order, those that overlap made one."""
    merged: list[Hit] = []
    for hit in hits:
        if merged and hit.start < merged[-1].end:
            merged[-1] = Hit(merged[-1].start, max(merged[-1].end, hit.end))
        else:
            merged.append(hit)
    return merged
