"""What the window reads of highlight lists: pure work for the reading lane, without Qt."""

from dataclasses import dataclass

from pincite.domain.dialects import Dialect
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.search import BadLine
from pincite.store.highlight_lists import HighlightList

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Highlighted:
    """The lists, and what each marks in a document: stretches in order; none for no document."""

    document: int | None
    lists: tuple[HighlightList, ...]
    marks: tuple[tuple[Stretch, ...], ...]


def read_highlights(document: int | None, matter: Matter, control: Control) -> Highlighted:
    """Read the lists and what they mark in a document."""
    lists = tuple(matter.highlights.all())
    if document is None or not lists:
        return Highlighted(document, lists, ((),) * len(lists))
    found = matter.search.highlights(lists, document, control)
    marks = tuple(tuple((hit.start, hit.end) for hit in hits) for hits in found)
    return Highlighted(document, lists, marks)


def check_terms(
    terms: list[str], dialect: Dialect, matter: Matter, _: Control
) -> tuple[list[str], list[BadLine]]:
    """The terms, and those that mark nothing."""
    return terms, matter.search.bad_lines(terms, dialect)
