"""A query that was understood."""

from dataclasses import dataclass
from functools import cached_property

from pincite.domain.dialects import Dialect
from pincite.search.reading import reads_as
from pincite.search.tree import Query as Tree
from pincite.search.writing import written


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
