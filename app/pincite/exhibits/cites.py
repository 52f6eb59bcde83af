"""Pin cites: the reference to the exact page on which a passage stands."""

from dataclasses import dataclass

from pincite.domain.documents import ExhibitId
from pincite.domain.numbers import bates_range
from pincite.exhibits.marks import pages_of
from pincite.exhibits.plan import Plan, PlannedExhibit
from pincite.exhibits.planning import Planner
from pincite.exhibits.rendered import Renditions
from pincite.store.bundles import Bundle, StoredBundles
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.passages import Passage


@dataclass(frozen=True, slots=True)
class Cite:
    """A pin cite; `text` is what goes into a brief.

    `exhibit_page` and `bundle_page` count from 1, and are None outside of any exhibit and where
    the bundle was not laid out; `bates` is a number or a range, or None.
    """

    text: str
    exhibit_id: ExhibitId | None
    label: str | None
    bates: str | None
    exhibit_page: int | None
    bundle_page: int | None


@dataclass(frozen=True, slots=True)
class _Place:
    """The pages of a document that a passage stands on, from 0, with their Bates numbers."""

    document: int
    page_indices: tuple[int, ...]
    bates: tuple[str | None, ...]


class Cites:
    """Makes pin cites."""

    def __init__(self, store: Store, renditions: Renditions) -> None:
        """Read exhibits from the store and pages from `renditions`."""
        self._documents = Documents(store)
        self._bundles = StoredBundles(store)
        self._renditions = renditions
        self._planner = Planner(store, renditions)
        self._is_read_only = store.is_read_only

    def of_passage(self, passage: Passage, bundle: Bundle | None = None) -> Cite:
        """The cite of a passage in this bundle, or in the first that shows its page.

        A passage on no exhibit's page is cited by Bates number, or by control number and page.
        """
        place = self._place(passage)
        family = {each.id for each in self._documents.family(passage.document_id)}
        for each in [bundle] if bundle else self._bundles.bundles_with(sorted(family)):
            for exhibit in self._bundles.exhibits(each):
                if exhibit.document_id in family:
                    cite = _cite(self._planner.exhibit(exhibit), place)
                    if cite is not None:
                        return cite
        return self._outside(place)

    def in_plan(self, plan: Plan, passage: Passage) -> Cite:
        """The cite of a passage, with its bundle page, in a bundle that is laid out."""
        place = self._place(passage)
        cites = (_cite(exhibit, place) for exhibit in plan.exhibits)
        return next((cite for cite in cites if cite), None) or self._outside(place)

    def copied(self, passage: Passage, bundle: Bundle | None = None) -> Cite:
        """The cite of a passage that is about to go into a brief: its pages stay as they are."""
        if not self._is_read_only:
            self._renditions.freeze(passage.document_id)
        return self.of_passage(passage, bundle)

    def _place(self, passage: Passage) -> _Place:
        """The pages a passage stands on; the first page where its words cannot be found."""
        own = self._documents.pages(passage.document_id)
        if own:
            indices = [
                page.number - 1
                for page in own
                if page.text_start < passage.end and passage.start < page.text_end
            ]
        else:
            layouts = self._renditions.open(passage.document_id).layouts
            indices = pages_of(layouts, passage.start, passage.end)
        indices = indices or [0]
        numbers = {page.number - 1: page.bates for page in own}
        bates = tuple(numbers.get(index) for index in indices)
        return _Place(passage.document_id, tuple(indices), bates)

    def _outside(self, place: _Place) -> Cite:
        bates = _bates(place.bates)
        control = self._documents.control(place.document)
        numbers = [index + 1 for index in place.page_indices]
        text = bates or f"{control} at {_pages(numbers)}"
        return Cite(text, None, None, bates, None, None)


def _cite(exhibit: PlannedExhibit, place: _Place) -> Cite | None:
    """The cite of a place to an exhibit, or None unless the exhibit shows all of it."""
    found = [exhibit.exhibit_page(place.document, index) for index in place.page_indices]
    pages = [page for page in found if page is not None]
    if len(pages) < len(found):
        return None
    bates = _bates(place.bates)
    text = f"{exhibit.label} at {bates or _pages(pages)}"
    bundle_page = exhibit.slip_page + pages[0] if exhibit.slip_page else None
    return Cite(text, exhibit.exhibit_id, exhibit.label, bates, pages[0], bundle_page)


def _bates(numbers: tuple[str | None, ...]) -> str | None:
    """The range of these numbers, or None unless every page has one."""
    known = [number for number in numbers if number]
    return bates_range(known[0], known[-1]) if known and len(known) == len(numbers) else None


def _pages(numbers: list[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
