"""A query that was understood."""

from dataclasses import dataclass
from functools import cached_property

from pincite.domain.dialects import Dialect
from pincite.search.evaluation.expansions import keeping, open_terms
from pincite.search.language.reading import reads_as, term_reads_as
from pincite.search.language.writing import written
from pincite.search.tree import Query as Tree


@dataclass(frozen=True)
class Query:
    """A query that was understood: what it means, in a tree and in plain English."""

    text: str
    tree: Tree
    warnings: tuple[str, ...] = ()
    dialect: Dialect = "pincite"

    @cached_property
    def reads_as(self) -> str:
        """The query in plain English, the same whatever its dialect."""
        return reads_as(self.tree)

    @cached_property
    def written(self) -> str:
        """The same query typed in Pincite's own language."""
        return written(self.tree)

    @cached_property
    def open_terms(self) -> tuple[tuple[str, str], ...]:
        """What stands for more than itself, as it is written and as it reads, in order."""
        return tuple((term.written, term_reads_as(term)) for term in open_terms(self.tree))

    def keeping(self, term: str, words: tuple[str, ...]) -> str:
        """The query, written, with only these words in the place of an open term."""
        return written(keeping(self.tree, term, words))
