"""Assembles exhibits and binds them into one PDF; every function runs in a worker process."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pymupdf

from pincite.pdf.evidence import open_evidence
from pincite.pdf.lettering import Lettering, Rgb
from pincite.pdf.stamp import (
    NUMBER_BAND_PT,
    STAMP_BAND_PT,
    Stamp,
    draw_number,
    draw_stamp,
    find_room,
    made_room,
)

# Below this a page is no page but a picture; it is set on a sheet of ordinary size.
_SMALLEST_PAGE_PT = 300.0
_SHEET_EDGE_PT = 72.0
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageRun:
    """Pages of one document within an exhibit; `page_indices` point into the PDF at `path`."""

    path: Path
    page_indices: tuple[int, ...]
    title: str


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
    """One exhibit to be assembled into two files: its own, and the part that will be bound."""

    runs: tuple[PageRun, ...]
    stamp: Stamp
    title: str
    highlights: tuple[Highlight, ...]
    first_bundle_page: int
    sheet_pt: tuple[float, float]
    exhibit_file: Path
    bundle_part: Path


def assemble_exhibit(job: ExhibitJob) -> int:
    """Write both files of an exhibit, stamped, numbered, highlighted; gives its number of pages."""
    assembled = _Assembled(job)
    document = assembled.document
    assembled.number_from(job.first_bundle_page)
    # Collecting garbage renumbers objects; the part is only read once more, by `bind`.
    document.save(job.bundle_part, no_new_id=True)
    assembled.number_from(1)
    document.set_toc(_outline(job.runs))
    finish(document, job.title)
    count: int = document.page_count
    save(document, job.exhibit_file)
    return count


def stamped_page(job: ExhibitJob, page_index: int) -> pymupdf.Document:
    """A document of the one page of an exhibit that has this index, as it will be in the bundle."""
    for first, run in zip(_firsts(job.runs), job.runs, strict=True):
        within = page_index - first
        if 0 <= within < len(run.page_indices):
            only = PageRun(run.path, (run.page_indices[within],), run.title)
            marks = tuple(
                Highlight(0, mark.boxes, mark.colour, mark.note)
                for mark in job.highlights
                if mark.page_index == page_index
            )
            break
    total = sum(len(run.page_indices) for run in job.runs)
    alone = ExhibitJob(
        (only,),
        job.stamp,
        job.title,
        marks,
        job.first_bundle_page + page_index,
        job.sheet_pt,
        job.exhibit_file,
        job.bundle_part,
    )
    assembled = _Assembled(alone, first_page=page_index + 1, total=total)
    assembled.number_from(alone.first_bundle_page)
    return assembled.document


def save(document: pymupdf.Document, path: Path) -> None:
    """Write a document so that the same pages always give the same bytes."""
    # Looking for duplicates too (3) takes twenty times as long on scans and saves half a percent.
    document.save(path, garbage=2, deflate=True, use_objstms=1, no_new_id=True)


class _Assembled:
    """The stamped pages of an exhibit; their numbers can be set again."""

    def __init__(self, job: ExhibitJob, first_page: int = 1, total: int | None = None) -> None:
        self.document = pymupdf.open()
        self._job = job
        self._streams: list[tuple[int, float, pymupdf.Rect]] = []
        count = sum(len(run.page_indices) for run in job.runs)
        self._total = total or count
        last = max(job.first_bundle_page + count - 1, self._total)
        self._widest = "0" * len(str(last))
        number = first_page
        for run in job.runs:
            for source, index in _pages(run):
                self._add(source, index, number)
                number += 1

    def number_from(self, first: int) -> None:
        """Set the page numbers, from `first` on."""
        for offset, (stream, height, rect) in enumerate(self._streams):
            lettering = Lettering(height)
            draw_number(lettering, rect, str(first + offset))
            self.document.update_stream(stream, lettering.written())

    def _add(self, source: pymupdf.Document, index: int, number: int) -> None:
        """Add one page with its stamp, its highlights and a place for its number."""
        shown = _Shown(self.document, source, index, self._job.sheet_pt)
        room = find_room(shown.page, self._widest)
        if not room.is_enough:
            shown.shrink()
            room = made_room(shown.page.rect.width, shown.page.rect.height, self._widest)
        assert room.stamp is not None
        assert room.number is not None
        page = shown.page
        stamp = Lettering(page.rect.height)
        draw_stamp(stamp, room.stamp, self._job.stamp, f"{number} of {self._total}")
        stamp.draw(page)
        placeholder = Lettering(page.rect.height)
        draw_number(placeholder, room.number, self._widest)
        self._streams.append((placeholder.draw(page), page.rect.height, room.number))
        for mark in self._job.highlights:
            if mark.page_index == len(self._streams) - 1:
                _highlight(page, mark, shown.placed)


class _Shown:
    """A page of evidence on a new page of the exhibit, at its own size unless it must shrink."""

    def __init__(
        self,
        document: pymupdf.Document,
        source: pymupdf.Document,
        index: int,
        sheet_pt: tuple[float, float],
    ) -> None:
        self._document, self._source, self._index = document, source, index
        page = source[index]
        self._rotation = page.rotation
        self._rect = pymupdf.Rect(0, 0, page.rect.width, page.rect.height)
        self._sheet = self._rect
        target = self._rect
        if min(self._rect.width, self._rect.height) < _SMALLEST_PAGE_PT:
            self._sheet = pymupdf.Rect(0, 0, *sheet_pt)
            edge = _SHEET_EDGE_PT
            target = _within(self._rect, self._sheet + (edge, edge, -edge, -edge), largest=1.0)
        # The engine reckons with the page's unrotated frame.
        page.set_rotation(0)
        self._show(target)

    def shrink(self) -> None:
        """Put the page on its sheet anew, smaller, with bands for what found no room."""
        self._document.delete_page(self.page.number)
        target = self._sheet + (0, STAMP_BAND_PT, 0, -NUMBER_BAND_PT)
        self._show(_within(self._rect, target, largest=1.0))

    def _show(self, target: pymupdf.Rect) -> None:
        size = self._sheet
        self.page = self._document.new_page(width=size.width, height=size.height)
        self.page.show_pdf_page(target, self._source, self._index, rotate=-self._rotation)
        scale = target.width / self._rect.width
        self.placed = pymupdf.Matrix(scale, 0, 0, scale, target.x0, target.y0)


def _within(page: pymupdf.Rect, frame: pymupdf.Rect, largest: float) -> pymupdf.Rect:
    """The rectangle of a page's shape in the middle of a frame, no larger than `largest` times."""
    scale = min(frame.width / page.width, frame.height / page.height, largest)
    across, down = page.width * scale, page.height * scale
    x, y = (frame.x0 + frame.x1 - across) / 2, (frame.y0 + frame.y1 - down) / 2
    return pymupdf.Rect(x, y, x + across, y + down)


def _pages(run: PageRun) -> Iterator[tuple[pymupdf.Document, int]]:
    """The pages of a run, opened once each however often it names them."""
    wanted = sorted(set(run.page_indices))
    source = open_evidence(run.path, wanted)
    try:
        for index in run.page_indices:
            yield source, wanted.index(index)
    finally:
        source.close()


def _firsts(runs: Sequence[PageRun]) -> Iterator[int]:
    """The index within the exhibit of each run's first page."""
    first = 0
    for run in runs:
        yield first
        first += len(run.page_indices)


def _outline(runs: Sequence[PageRun]) -> list[list[object]]:
    """Bookmarks within an exhibit's own file; a single document needs none."""
    if len(runs) < 2:
        return []
    pages = [first + 1 for first in _firsts(runs)]
    return [[1, f"{run.title} (p. {page})", page] for run, page in zip(runs, pages, strict=True)]


def _highlight(page: pymupdf.Page, mark: Highlight, placed: pymupdf.Matrix) -> None:
    """Add a true highlight annotation, without author and without dates."""
    quads = [(pymupdf.Rect(box) * placed).quad for box in mark.boxes]
    annotation = page.add_highlight_annot(quads=quads)
    annotation.set_colors(stroke=mark.colour)
    annotation.set_info(title="", content=mark.note)
    annotation.update()
    for key in ("M", "CreationDate", "T"):
        page.parent.xref_set_key(annotation.xref, key, "null")


def finish(document: pymupdf.Document, title: str) -> None:
    """Leave no metadata but the title, and open at full size."""
    document.set_metadata({"title": title})
    document.del_xml_metadata()
    first = document.page_xref(0)
    document.xref_set_key(document.pdf_catalog(), "OpenAction", f"[{first} 0 R /XYZ null null 1]")
