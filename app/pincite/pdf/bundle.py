"""Assembles exhibits and binds them into one PDF; every function runs in a worker process."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pymupdf

from pincite.errors import RenditionError
from pincite.pdf.evidence import ENGINE_ERRORS, open_evidence
from pincite.pdf.lettering import Lettering, Rgb
from pincite.pdf.stamp import Room, Stamp, draw_number, draw_stamp, find_room, made_room

# Below this a page is no page but a picture; it is set on a sheet of ordinary size.
_SMALLEST_PAGE_PT = 300.0
_SHEET_EDGE_PT = 72.0
_PICTURE_DPI = 200
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


@dataclass(frozen=True, slots=True)
class AssembledExhibit:
    """What came of a job: pages in all, and those (from 1) that could only be shown as pictures."""

    page_count: int
    pictures: tuple[int, ...]


def assemble_exhibit(job: ExhibitJob) -> AssembledExhibit:
    """Write both files of an exhibit: stamped, numbered, highlighted.

    Raises:
        RenditionError: A page is too damaged to be shown at all.
    """
    try:
        return _assemble(job)
    except ENGINE_ERRORS as error:
        raise RenditionError(
            f"Exhibit {job.stamp.label} cannot be assembled.",
            f"Its pages are damaged: {error}.",
            "Take it out of the bundle, or print its source to a new PDF and add that.",
        ) from None


def _assemble(job: ExhibitJob) -> AssembledExhibit:
    assembled = _Assembled(job)
    document = assembled.document
    assembled.number_from(job.first_bundle_page)
    # Collecting garbage renumbers objects; the part is only read once more, by `bind`.
    document.save(job.bundle_part, no_new_id=True)
    assembled.number_from(1)
    document.set_toc(_outline(job.runs))
    finish(document, job.title)
    result = AssembledExhibit(document.page_count, tuple(assembled.pictures))
    save(document, job.exhibit_file)
    return result


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
        self.pictures: list[int] = []
        self._footers: list[_Footer] = []
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
        for number, footer in enumerate(self._footers, start=first):
            footer.set(self.document, str(number))

    def _add(self, source: pymupdf.Document, index: int, number: int) -> None:
        """Add one page with its stamp, its highlights and a place for its number."""
        shown = _Shown(self.document, source, index, self._job.sheet_pt)
        room = find_room(shown.page, self._widest)
        if room is None:
            sheet = shown.page.rect
            room, frame = made_room(sheet.width, sheet.height, self._widest)
            shown.shrink_to(frame)
        if shown.is_picture:
            self.pictures.append(number)
        page = shown.page
        stamp = Lettering(page.rect.height)
        draw_stamp(stamp, room, self._job.stamp, f"{number} of {self._total}")
        stamp.draw(page)
        footer = _Footer(page.rect.height, room)
        self._footers.append(footer)
        footer.draw_on(page, self._widest)
        for mark in self._job.highlights:
            if mark.page_index == len(self._footers) - 1:
                _highlight(page, mark, shown.placed)


class _Footer:
    """The page number of a page, which can be set again."""

    def __init__(self, height_pt: float, room: Room) -> None:
        self._height_pt, self._room = height_pt, room
        self._stream = 0

    def draw_on(self, page: pymupdf.Page, number: str) -> None:
        """Put the number on its page for the first time."""
        self._stream = self._lettering(number).draw(page)

    def set(self, document: pymupdf.Document, number: str) -> None:
        """Put another number in its place."""
        document.update_stream(self._stream, self._lettering(number).written())

    def _lettering(self, number: str) -> Lettering:
        lettering = Lettering(self._height_pt)
        draw_number(lettering, self._room.number, number, self._room.scale)
        return lettering


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
        self.is_picture = False
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

    def shrink_to(self, frame: pymupdf.Rect) -> None:
        """Put the page on its sheet anew, no larger than this frame."""
        self._document.delete_page(self.page.number)
        self._show(_within(self._rect, frame, largest=1.0))

    def _show(self, target: pymupdf.Rect) -> None:
        size = self._sheet
        self.page = self._document.new_page(width=size.width, height=size.height)
        try:
            self.page.show_pdf_page(target, self._source, self._index, rotate=-self._rotation)
        except ENGINE_ERRORS:
            self._picture(target)
        scale = target.width / self._rect.width
        self.placed = pymupdf.Matrix(scale, 0, 0, scale, target.x0, target.y0)

    def _picture(self, target: pymupdf.Rect) -> None:
        """Show what can be seen of a page whose contents cannot be copied."""
        self.is_picture = True
        page = self._source[self._index]
        page.set_rotation(self._rotation)
        self.page.insert_image(target, pixmap=page.get_pixmap(dpi=_PICTURE_DPI, alpha=False))
        page.set_rotation(0)


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
    # The engine leaves its name here too.
    document.xref_set_key(document.pdf_catalog(), "Info", "null")
    first = document.page_xref(0)
    document.xref_set_key(document.pdf_catalog(), "OpenAction", f"[{first} 0 R /XYZ null null 1]")
