"""What a worker is told about an exhibit that it assembles, whole or a stretch of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from pincite.pdf.lettering import Rgb
from pincite.pdf.stamp import Stamp

Box = tuple[float, float, float, float]


class LayerWord(NamedTuple):
    """A word that was read from the picture of a page, in points of the page as displayed."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class PageRun:
    """Pages of one document within an exhibit; `page_indices` point into the PDF at `path`.

    `has_surviving_text`: text beneath redactions stays in them, which somebody asked for by name.
    `layers` has the words for each of the pages, none where the page has its own; or is empty.
    """

    path: Path
    page_indices: tuple[int, ...]
    title: str
    has_surviving_text: bool = False
    layers: tuple[tuple[LayerWord, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Highlight:
    """A marked stretch on one page of an exhibit.

    `page_index` counts the exhibit's pages from 0; the boxes (x0, y0, x1, y1) are in points from
    the top left corner of the page as it is displayed in its document.
    """

    page_index: int
    boxes: tuple[Box, ...]
    colour: Rgb
    note: str = ""


@dataclass(frozen=True, slots=True)
class ExhibitJob:
    """An exhibit to be assembled into two files: its own, and the part that will be bound.

    `page_offset` and `page_total` place a stretch of a long exhibit within the whole.
    """

    runs: tuple[PageRun, ...]
    stamp: Stamp
    title: str
    highlights: tuple[Highlight, ...]
    first_bundle_page: int
    sheet_pt: tuple[float, float]
    exhibit_file: Path
    bundle_part: Path
    page_offset: int = 0
    page_total: int = 0

    @property
    def page_count(self) -> int:
        """The pages that this job makes."""
        return sum(len(run.page_indices) for run in self.runs)

    @property
    def total(self) -> int:
        """The pages of the whole exhibit."""
        return self.page_total or self.page_count

    def stretch(self, start: int, stop: int) -> "ExhibitJob":
        """The job of the pages from `start` to before `stop`; its files lie beside the part."""
        marks = tuple(
            replace(mark, page_index=mark.page_index - start)
            for mark in self.highlights
            if start <= mark.page_index < stop
        )
        stem = self.bundle_part.stem
        return replace(
            self,
            runs=tuple(_cut(self.runs, start, stop)),
            highlights=marks,
            first_bundle_page=self.first_bundle_page + start,
            exhibit_file=self.bundle_part.with_name(f"{stem}-{start}-own.pdf"),
            bundle_part=self.bundle_part.with_name(f"{stem}-{start}.pdf"),
            page_offset=start,
            page_total=self.total,
        )

    def stretches(self, longest: int) -> list["ExhibitJob"]:
        """The job itself, or what it falls into so that none makes more than `longest` pages."""
        if self.page_count <= longest:
            return [self]
        starts = range(0, self.page_count, longest)
        return [self.stretch(start, min(start + longest, self.page_count)) for start in starts]


def run_starts(runs: Sequence[PageRun]) -> Iterator[int]:
    """The index within the exhibit of each run's first page."""
    start = 0
    for run in runs:
        yield start
        start += len(run.page_indices)


def _cut(runs: Sequence[PageRun], start: int, stop: int) -> Iterator[PageRun]:
    """What of these runs lies from page `start` to before `stop` of the exhibit."""
    for first, run in zip(run_starts(runs), runs, strict=True):
        cut = slice(max(0, start - first), max(0, stop - first))
        if indices := run.page_indices[cut]:
            yield replace(run, page_indices=indices, layers=run.layers[cut])
