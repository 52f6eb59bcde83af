"""What is asked of a matter and what comes back: pure work for the reading lane, without Qt."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pincite.domain.dialects import Dialect
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.search import Coverage, Misread, Query
from pincite.search.evaluation.facets import Facets
from pincite.search.search import Sort

Ids = NDArray[np.int64]

NOTHING: Ids = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it is typed, and the order of its results."""

    query: str = ""
    sort: Sort = "sent"
    is_descending: bool = False
    dialect: Dialect = "pincite"


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """The documents that were found, in order, with their copies counted beside them."""

    asked: Asked
    ids: Ids
    copies: int
    understood: Query

    @property
    def query(self) -> str:
        """What was asked in Pincite's own language, whatever it was typed in."""
        asked = self.asked
        return asked.query if asked.dialect == "pincite" else self.understood.written


def ask(asked: Asked, matter: Matter, control: Control) -> Answer:
    """Find what was asked for."""
    query = matter.search.parse(asked.query, asked.dialect)
    found = matter.search.find(
        query, sort=asked.sort, descending=asked.is_descending, control=control
    )
    return Answer(asked, found.ids, found.copies, query)


def count_hits(answer: Answer, matter: Matter, control: Control) -> int:
    """The hits in all the documents that were found."""
    return matter.search.count_hits(answer.understood, control=control)


def count_facets(answer: Answer, matter: Matter, control: Control) -> Facets:
    """The facets of what was found."""
    return matter.search.facets(answer.ids, control=control)


def warm_up(matter: Matter, control: Control) -> None:
    """Read what first wildcards and facets need, while nothing is asked."""
    matter.search.warm_up(control)


def read_coverage(matter: Matter, _: Control) -> Coverage:
    """How much of the matter a search sees."""
    return matter.search.coverage()


def find_misreads(answer: Answer, matter: Matter, _: Control) -> tuple[str, list[Misread]]:
    """The query, and what a scanner may have made of its words."""
    return answer.query, matter.search.misreads(answer.query)
