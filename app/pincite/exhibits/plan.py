"""Where everything in a bundle will stand, before anything of it is rendered."""

from collections.abc import Sequence
from dataclasses import dataclass

from pincite.domain.documents import DocumentId, ExhibitId

CAPTION_PAGES = 1


@dataclass(frozen=True, slots=True)
class PlannedRun:
    """Pages of one document: indices from 0 in its rendition, and a Bates number or None each."""

    document_id: DocumentId
    title: str
    page_indices: tuple[int, ...]
    bates: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class PlannedExhibit:
    """An exhibit; `slip_page` is the bundle page of its slip sheet from 1, 0 while it has none."""

    exhibit_id: ExhibitId
    number: str
    title: str
    description: str
    runs: tuple[PlannedRun, ...]
    slip_page: int = 0

    @property
    def label(self) -> str:
        """How a brief calls it: `Ex. 4`."""
        return f"Ex. {self.number}"

    @property
    def page_count(self) -> int:
        """Its pages, the slip sheet not counted."""
        return sum(len(run.page_indices) for run in self.runs)

    @property
    def first_page(self) -> int:
        """The bundle page of its first page."""
        return self.slip_page + 1

    @property
    def last_page(self) -> int:
        """The bundle page of its last page."""
        return self.slip_page + self.page_count

    @property
    def bates(self) -> tuple[str | None, ...]:
        """The Bates number of each page, or None."""
        return tuple(number for run in self.runs for number in run.bates)

    def exhibit_page(self, document: int, page_index: int) -> int | None:
        """The exhibit page, from 1, that shows this page of a document; None if none does."""
        before = 0
        for run in self.runs:
            if run.document_id == document and page_index in run.page_indices:
                return before + run.page_indices.index(page_index) + 1
            before += len(run.page_indices)
        return None

    def run_pages(self) -> list[int]:
        """The bundle page on which each run starts."""
        pages: list[int] = []
        page = self.first_page
        for run in self.runs:
            pages.append(page)
            page += len(run.page_indices)
        return pages


@dataclass(frozen=True, slots=True)
class Plan:
    """A bundle laid out: caption page, index, then each exhibit behind its slip sheet."""

    index_pages: int
    exhibits: tuple[PlannedExhibit, ...]

    @property
    def page_count(self) -> int:
        """All pages of the bundle."""
        front = CAPTION_PAGES + self.index_pages
        return front + sum(1 + exhibit.page_count for exhibit in self.exhibits)

    def of(self, exhibit: int) -> PlannedExhibit | None:
        """The exhibit with this id, or None."""
        return next((each for each in self.exhibits if each.exhibit_id == exhibit), None)


def lay_out(exhibits: Sequence[PlannedExhibit], index_pages: int) -> Plan:
    """The plan of a bundle with these exhibits in this order."""
    placed: list[PlannedExhibit] = []
    page = CAPTION_PAGES + index_pages + 1
    for each in exhibits:
        placed.append(
            PlannedExhibit(
                each.exhibit_id, each.number, each.title, each.description, each.runs, page
            )
        )
        page += 1 + each.page_count
    return Plan(index_pages, tuple(placed))
