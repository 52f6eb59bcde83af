"""What a reviewer decides about the boundaries of a release: pure work for the writing lane."""

from collections.abc import Mapping
from dataclasses import dataclass

from pincite.domain.releases import Preset, SegmentKind
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.store.changed import Changed

PRESET_TITLES = {
    Preset.FREE: "Find where each email begins",
    Preset.NEW_PAGE: "Each email begins on a new page",
    Preset.BATES: "By the document ranges of its Bates numbers",
    Preset.BOOKMARKS: "By the bookmarks of the PDF",
    Preset.ONE: "It is one document",
}


@dataclass(frozen=True, slots=True)
class SplitPoint:
    """Where a part begins that becomes a document of its own; `page_number` of the document."""

    page_number: int
    y_pt: float


def split(document: int, point: SplitPoint, matter: Matter) -> Changed:
    """Make two documents of one; `id` is the new part."""
    return matter.releases.split(document, point.page_number, point.y_pt)


def join_previous(document: int, matter: Matter) -> Changed:
    """Make a document part of the one before it; `id` is the whole."""
    return matter.releases.join_previous(document)


def set_kind(document: int, kind: SegmentKind, matter: Matter) -> Changed:
    """Say what a printed document is."""
    return matter.releases.set_kind(document, kind)


def confirm(document: int, matter: Matter) -> Changed:
    """Say that a document begins where it is thought to."""
    return matter.releases.confirm(document)


def edit_header(document: int, values: Mapping[str, str], matter: Matter) -> Changed:
    """Mend what was read of a header: role to value."""
    return matter.releases.edit_header(document, values)


def unprint(document: int, preset: Preset, matter: Matter, _: Control) -> Changed:
    """Make documents of a PDF of printed mail."""
    return matter.releases.unprint(document, preset)


def take_back(document: int, matter: Matter) -> Changed:
    """Make one document of a PDF again."""
    return matter.releases.take_back(document)
