"""Assembles exhibits from the pages of documents; every function runs in a worker process."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pymupdf

from pincite.errors import RenditionError
from pincite.pdf.evidence import ENGINE_ERRORS, open_evidence
from pincite.pdf.exhibit import ExhibitJob, Highlight, LayerWord, PageRun, run_starts
from pincite.pdf.lettering import Lettering
from pincite.pdf.stamp import Room, draw_number, draw_stamp, find_room, made_room
from pincite.pdf.text_layer import lay_text

# Below this a page is no page but a picture; it is set on a sheet of ordinary size.
_SMALLEST_PAGE_PT = 300.0
_SHEET_EDGE_PT = 72.0
_PICTURE_DPI = 200
# Looking for duplicates too (3) takes twenty times as long on scans and saves half a percent.
_REPEATABLE = {"garbage": 2, "deflate": True, "use_objstms": 1, "no_new_id": True}


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
    # Collecting garbage renumbers objects; the part is only read once more, when it is bound.
    document.save(job.bundle_part, no_new_id=True)
    assembled.number_from(job.page_offset + 1)
    result = AssembledExhibit(document.page_count, tuple(assembled.pictures))
    if job.page_count == job.total:
        finish_exhibit(document, job)
    else:
        document.save(job.exhibit_file, no_new_id=True)
    return result


def stamped_page(job: ExhibitJob, page_index: int) -> pymupdf.Document:
    """A document of the one page of an exhibit that has this index, as it will be in the bundle."""
    alone = job.stretch(page_index, page_index + 1)
    assembled = _Assembled(alone)
    assembled.number_from(alone.first_bundle_page)
    return assembled.document


def finish_exhibit(document: pymupdf.Document, job: ExhibitJob) -> None:
    """Write the exhibit's own file: bookmarks where it holds several documents, then its title."""
    document.set_toc(_outline(job.runs))
    finish(document, job.title)
    save(document, job.exhibit_file)


def save(document: pymupdf.Document, path: Path) -> None:
    """Write a document so that the same pages always give the same bytes."""
    document.save(path, **_REPEATABLE)


def save_bytes(document: pymupdf.Document) -> bytes:
    """The file of a document, as `save` writes it."""
    written: bytes = document.tobytes(**_REPEATABLE)
    return written


class _Assembled:
    """The stamped pages of an exhibit; their numbers can be set again."""

    def __init__(self, job: ExhibitJob) -> None:
        self.document = pymupdf.open()
        self._job = job
        self.pictures: list[int] = []
        self._footers: list[_Footer] = []
        # As wide as any number of the exhibit, so that a stretch looks like the whole.
        last = max(job.first_bundle_page - job.page_offset + job.total - 1, job.total)
        self._widest = "0" * len(str(last))
        number = job.page_offset + 1
        for run in job.runs:
            layers = run.layers or ((),) * len(run.page_indices)
            for (source, index), layer in zip(_pages(run), layers, strict=True):
                self._add(source, index, number, layer)
                number += 1

    def number_from(self, first: int) -> None:
        """Set the page numbers, from `first` on."""
        for number, footer in enumerate(self._footers, start=first):
            footer.set(self.document, str(number))

    def _add(
        self, source: pymupdf.Document, index: int, number: int, layer: Sequence[LayerWord]
    ) -> None:
        """Add one page with its stamp, its highlights, its layer and a place for its number."""
        shown = _Shown(self.document, source, index, self._job.sheet_pt)
        room = find_room(shown.page, self._widest)
        if room is None:
            sheet = shown.page.rect
            room, frame = made_room(sheet.width, sheet.height, self._widest)
            shown.shrink_to(frame)
        if shown.is_picture:
            self.pictures.append(number)
        page = shown.page
        if layer:
            lay_text(page, layer, shown.placed)
        stamp = Lettering(page.rect.height)
        draw_stamp(stamp, room, self._job.stamp, f"{number} of {self._job.total}")
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
    source = open_evidence(run.path, wanted, has_surviving_text=run.has_surviving_text)
    try:
        for index in run.page_indices:
            yield source, wanted.index(index)
    finally:
        source.close()


def _outline(runs: Sequence[PageRun]) -> list[list[object]]:
    """Bookmarks within an exhibit's own file; a single document needs none."""
    if len(runs) < 2:
        return []
    pages = [first + 1 for first in run_starts(runs)]
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
    preferences = "<< /DisplayDocTitle true >>"
    document.xref_set_key(document.pdf_catalog(), "ViewerPreferences", preferences)
    first = document.page_xref(0)
    document.xref_set_key(document.pdf_catalog(), "OpenAction", f"[{first} 0 R /XYZ null null 1]")
