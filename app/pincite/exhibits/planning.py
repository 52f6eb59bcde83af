"""Plans a bundle from what is in the matter: contents, descriptions, the length of the index."""

from dataclasses import dataclass

from pincite.domain.pages import A4_PT, LETTER_PT
from pincite.exhibits.contents import Contents, ExhibitDocument
from pincite.exhibits.description import describe, describe_pages, exhibit_title
from pincite.exhibits.plan import Plan, PlannedExhibit, PlannedRun, lay_out
from pincite.exhibits.rendered import Rendition, Renditions
from pincite.pdf.sheets import IndexRow, paginate_index
from pincite.store.bundles import Bundle, Exhibit, StoredBundles
from pincite.store.connection import Store


@dataclass(frozen=True, slots=True)
class PlannedBundle:
    """A bundle with its plan, and the documents of each exhibit in the same order."""

    bundle: Bundle
    plan: Plan
    contents: tuple[tuple[ExhibitDocument, ...], ...]


class Planner:
    """Lays bundles out."""

    def __init__(self, store: Store, renditions: Renditions) -> None:
        """Read bundles from the store and pages from `renditions`."""
        self._store = store
        self._bundles = StoredBundles(store)
        self._contents = Contents(store, renditions)

    @property
    def sheet_pt(self) -> tuple[float, float]:
        """The size of the sheets that bundles add, in points."""
        return A4_PT if self._store.setting("page_size", "letter") == "a4" else LETTER_PT

    def plan(self, bundle: Bundle, *, is_frozen: bool = False) -> PlannedBundle:
        """The bundle laid out; with `is_frozen` its pages stay as they are from now on.

        Raises:
            ExhibitError: An exhibit names pages that its document does not have.
            RenditionError: A document cannot be made into pages.
        """
        exhibits = self._bundles.exhibits(bundle)
        opened: dict[int, Rendition] = {}
        contents = tuple(self._contents.of(each, opened, is_frozen=is_frozen) for each in exhibits)
        unplaced = [_unplaced(each, held) for each, held in zip(exhibits, contents, strict=True)]
        pages = len(paginate_index(index_rows(lay_out(unplaced, 1)), self.sheet_pt))
        return PlannedBundle(bundle, lay_out(unplaced, pages), contents)

    def exhibit(self, exhibit: Exhibit) -> PlannedExhibit:
        """One exhibit with its pages, without its place in the bundle: that would want them all."""
        return _unplaced(exhibit, self._contents.of(exhibit))


def index_rows(plan: Plan) -> tuple[IndexRow, ...]:
    """What the index lists."""
    return tuple(
        IndexRow(each.label, each.title, each.description, each.slip_page) for each in plan.exhibits
    )


def _unplaced(exhibit: Exhibit, contents: tuple[ExhibitDocument, ...]) -> PlannedExhibit:
    main = contents[0].document
    runs = tuple(
        PlannedRun(
            each.document.id, exhibit_title("", each.document), each.page_indices, each.bates
        )
        for each in contents
    )
    bates = [number for run in runs for number in run.bates]
    words = [describe(main), describe_pages(len(bates), bates, len(contents) - 1)]
    return PlannedExhibit(
        exhibit.id,
        exhibit.number,
        exhibit_title(exhibit.title, main),
        " · ".join(word for word in words if word),
        runs,
    )
