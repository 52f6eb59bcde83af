"""Pictures of a bundle's pages as they will be exported, for the window."""

from pathlib import Path

from pincite.errors import ExhibitError
from pincite.exhibits.jobs import BundleJobs, front
from pincite.exhibits.planning import PlannedBundle, Planner
from pincite.exhibits.rendered import Renditions
from pincite.exhibits.rendering import FILED, rendering_of
from pincite.jobs.pool import WorkerPool
from pincite.pdf.preview import exhibit_image, front_image, slip_image
from pincite.pdf.render import PageImage
from pincite.pdf.sheets import Slip
from pincite.store.bundles import Bundle
from pincite.store.connection import Store
from pincite.store.passages import Passages

_DEADLINE_S = 30.0
_NOWHERE = Path()


class Previews:
    """Shows single pages of a bundle that is laid out; `plan` it again when something changed."""

    def __init__(self, store: Store, renditions: Renditions, pool: WorkerPool) -> None:
        """Read from the store, draw in `pool`."""
        self._passages = Passages(store)
        self._planner = Planner(store, renditions)
        self._pool = pool

    def plan(self, bundle: Bundle) -> PlannedBundle:
        """The bundle laid out, which the other calls want; it makes pages of what has none yet."""
        return self._planner.plan(bundle)

    def page(
        self,
        planned: PlannedBundle,
        exhibit: int,
        page_index: int,
        scale: float,
        rendering: str = FILED,
    ) -> PageImage:
        """A stamped page of an exhibit, from 0, at `scale` pixels a point.

        Raises:
            ExhibitError: The exhibit or the page is not in the plan.
        """
        place = _place(planned, exhibit)
        if not 0 <= page_index < planned.plan.exhibits[place].page_count:
            raise ExhibitError(f"{planned.plan.exhibits[place].label} has no such page.")
        copy = rendering_of(rendering, planned.bundle)
        jobs = BundleJobs(planned, copy, self._planner.sheet_pt, _NOWHERE, _NOWHERE)
        job = jobs.exhibit(place, self._passages)
        return self._pool.call(_DEADLINE_S, exhibit_image, job, page_index, scale)

    def slip(self, planned: PlannedBundle, exhibit: int, scale: float) -> PageImage:
        """The slip sheet of an exhibit."""
        shown = planned.plan.exhibits[_place(planned, exhibit)]
        slip = Slip(shown.number, shown.title, shown.description)
        sheet = self._planner.sheet_pt
        return self._pool.call(
            _DEADLINE_S, slip_image, slip, planned.bundle.caption, sheet, shown.slip_page, scale
        )

    def front(
        self, planned: PlannedBundle, page_index: int, scale: float, rendering: str = FILED
    ) -> PageImage:
        """The caption page (0) or a page of the index (1 to `planned.plan.index_pages`)."""
        copy = rendering_of(rendering, planned.bundle)
        pages = front(planned, copy, self._planner.sheet_pt)
        return self._pool.call(_DEADLINE_S, front_image, pages, page_index, scale)


def _place(planned: PlannedBundle, exhibit: int) -> int:
    for place, each in enumerate(planned.plan.exhibits):
        if each.exhibit_id == exhibit:
            return place
    raise ExhibitError("That exhibit is not there any more.")
