"""What Exhibits mode shows of a bundle, read in two steps: at once, then counted."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pincite.desktop.models.bundle_checks import Check, bundle_checks
from pincite.errors import PinciteError
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.store.bundles import Bundle
from pincite.store.passages import Passage

if TYPE_CHECKING:
    from pincite.exhibits.entries import ExhibitEntry
    from pincite.exhibits.plan import PlannedExhibit
    from pincite.exhibits.planning import PlannedBundle

# What stamps, slip sheet and bookmarks add to a page of evidence, roughly.
_ADDED_BYTES_A_PAGE = 2_500


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage on an exhibit's pages with its pin cite; `bundle_page` is None until counted."""

    passage: Passage
    cite: str
    bundle_page: int | None


@dataclass(frozen=True, slots=True)
class BundleView:
    """One bundle among the others; `bundle` is None where the matter has none.

    Until `is_counted` the plan is not known: no pages, no cites, no checks.
    """

    bundles: tuple[Bundle, ...]
    bundle: Bundle | None = None
    entries: "tuple[ExhibitEntry, ...]" = ()
    planned: "PlannedBundle | None" = None
    estimated_bytes: int = 0
    checks: tuple[Check, ...] = ()
    is_counted: bool = False

    def entry(self, exhibit: int) -> "ExhibitEntry | None":
        """The exhibit with this id, or None."""
        return next((each for each in self.entries if each.id == exhibit), None)

    def plan_of(self, exhibit: int) -> "PlannedExhibit | None":
        """Where an exhibit stands in the bundle, or None while that is not known."""
        return self.planned.plan.of(exhibit) if self.planned else None

    @property
    def page_count(self) -> int:
        """All pages of the bundle; 0 while that is not known, and for an empty bundle."""
        return self.planned.plan.page_count if self.planned and self.entries else 0

    def is_same_as(self, other: "BundleView") -> bool:
        """Whether another view shows the same of the matter, counts and checks apart."""
        return self._known() == other._known() and self.bundles == other.bundles

    def _known(self) -> tuple[object, ...]:
        """What is known before anything is counted."""
        return (
            self.bundle,
            tuple(
                (entry.id, entry.label, entry.title, entry.pages, entry.with_attachments)
                for entry in self.entries
            ),
        )

    @property
    def summary(self) -> str:
        """The count of exhibits and pages: `9 exhibits · 47 pages`."""
        parts = [_counted(len(self.entries), "exhibit")]
        if self.page_count:
            parts.append(_counted(self.page_count, "page"))
        return " · ".join(parts)


def read_bundle(wanted: int | None, matter: Matter, control: Control) -> BundleView:
    """The bundle with this id, else the first, without counting pages that are not made yet."""
    bundles = tuple(matter.bundles.all())
    bundle = next((each for each in bundles if each.id == wanted), bundles[0] if bundles else None)
    if bundle is None:
        return BundleView(bundles)
    control.check()
    return BundleView(bundles, bundle, tuple(matter.exhibits.entries(bundle.id, must_count=False)))


def count_bundle(wanted: int | None, matter: Matter, control: Control) -> BundleView:
    """The same with its pages, cites and checks; pages that are not there yet are made."""
    quick = read_bundle(wanted, matter, control)
    if quick.bundle is None:
        return quick
    entries = tuple(matter.exhibits.entries(quick.bundle.id))
    control.check()
    planned = _planned(quick.bundle, matter)
    return BundleView(
        quick.bundles,
        quick.bundle,
        entries,
        planned,
        _estimated_bytes(planned) if planned else 0,
        bundle_checks(entries, planned, matter),
        is_counted=True,
    )


def read_cites(
    planned: "PlannedBundle", exhibit: int, matter: Matter, control: Control
) -> tuple[int, tuple[CitedPassage, ...]]:
    """The exhibit again, and the passages on its pages in their order, each with its pin cite."""
    shown = planned.plan.of(exhibit)
    found: list[CitedPassage] = []
    for run in shown.runs if shown else ():
        for passage in matter.passages.of_document(run.document_id):
            control.check()
            cite = matter.cites.in_plan(planned.plan, passage)
            if cite.exhibit_id == exhibit:
                found.append(CitedPassage(passage, cite.text, cite.bundle_page))
    return exhibit, tuple(found)


def merged(quick: BundleView, former: BundleView) -> BundleView:
    """A view that is not counted yet, with the descriptions that were counted before."""
    known = {entry.id: entry for entry in former.entries}
    entries = tuple(
        replace(entry, description=known[entry.id].description, problem=known[entry.id].problem)
        if entry.id in known and entry.page_count is None
        else entry
        for entry in quick.entries
    )
    is_same_bundle = quick.bundle and former.bundle and quick.bundle.id == former.bundle.id
    planned = former.planned if is_same_bundle else None
    return replace(quick, entries=entries, planned=planned)


def _planned(bundle: Bundle, matter: Matter) -> "PlannedBundle | None":
    """The plan, or None where an exhibit's pages cannot be shown, which its entry says."""
    try:
        return matter.previews.plan(bundle)
    except PinciteError:
        return None


def _estimated_bytes(planned: "PlannedBundle") -> int:
    """What the bundle will weigh: of each file the share of its pages that are shown."""
    total = 0.0
    for held in planned.contents:
        for each in held:
            share = len(each.page_indices) / max(1, len(each.rendition.layouts))
            total += each.rendition.path.stat().st_size * min(1.0, share)
    return round(total) + planned.plan.page_count * _ADDED_BYTES_A_PAGE


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
