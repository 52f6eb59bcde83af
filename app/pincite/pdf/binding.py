"""Binds caption page, index, slip sheets and exhibits into one PDF; runs in a worker process."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pymupdf

from pincite.errors import RenditionError
from pincite.pdf.bundle import finish, finish_exhibit, save
from pincite.pdf.evidence import ENGINE_ERRORS
from pincite.pdf.exhibit import ExhibitJob
from pincite.pdf.lettering import Face
from pincite.pdf.sheets import Front, IndexLink, Slip, add_front, add_slip


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark: its depth from 1, its words, the bundle page it leads to."""

    level: int
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class BoundExhibit:
    """An exhibit to be bound: its slip sheet, that sheet's bundle page, its pages in parts."""

    slip: Slip
    slip_page: int
    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class BindJob:
    """A whole bundle; `identifier` is 32 hexadecimal digits that tell it from any other."""

    front: Front
    exhibits: tuple[BoundExhibit, ...]
    bookmarks: tuple[Bookmark, ...]
    title: str
    identifier: str
    file: Path


def bind(job: BindJob) -> int:
    """Write the bundle's one PDF and give its number of pages.

    Raises:
        RenditionError: The exhibits cannot be bound.
    """
    try:
        return _bind(job)
    except ENGINE_ERRORS as error:
        raise RenditionError("The bundle cannot be bound.", f"{error}.") from None


def join_exhibit(job: ExhibitJob, parts: Sequence[Path]) -> int:
    """Write the own file of an exhibit that was assembled in stretches; gives its pages.

    Raises:
        RenditionError: The stretches cannot be joined.
    """
    try:
        document = pymupdf.open()
        _append(document, parts)
        _share_fonts(document, range(document.page_count))
        count: int = document.page_count
        finish_exhibit(document, job)
    except ENGINE_ERRORS as error:
        what = f"Exhibit {job.stamp.label} cannot be joined."
        raise RenditionError(what, f"{error}.") from None
    return count


def _append(document: pymupdf.Document, parts: Sequence[Path]) -> None:
    for path in parts:
        with pymupdf.open(path) as part:
            document.insert_pdf(part)


def _bind(job: BindJob) -> int:
    sheets, links, front_pages = _sheets(job)
    document = pymupdf.open()
    document.insert_pdf(sheets, to_page=front_pages - 1, final=0)
    stamped: list[int] = []
    for number, exhibit in enumerate(job.exhibits):
        sheet = front_pages + number
        document.insert_pdf(sheets, from_page=sheet, to_page=sheet, final=0)
        first = document.page_count
        _append(document, exhibit.parts)
        stamped += range(first, document.page_count)
    _share_fonts(document, stamped)
    _add_links(document, links)
    document.set_toc([[mark.level, mark.title, mark.page] for mark in job.bookmarks])
    document.set_page_labels([{"startpage": 0, "prefix": "", "style": "D", "firstpagenum": 1}])
    finish(document, job.title)
    catalog = document.pdf_catalog()
    document.xref_set_key(catalog, "PageMode", "/UseOutlines")
    document.xref_set_key(-1, "ID", f"[<{job.identifier}><{job.identifier}>]")
    count: int = document.page_count
    save(document, job.file)
    return count


def _sheets(job: BindJob) -> tuple[pymupdf.Document, list[IndexLink], int]:
    """A document of all sheets with small fonts, the index's links, the number of front pages."""
    sheets = pymupdf.open()
    links = add_front(sheets, job.front)
    front_pages: int = sheets.page_count
    for exhibit in job.exhibits:
        front = job.front
        add_slip(sheets, exhibit.slip, front.caption, front.sheet_pt, exhibit.slip_page)
    sheets.subset_fonts()
    return sheets, links, front_pages


def _share_fonts(document: pymupdf.Document, page_indices: Sequence[int]) -> None:
    """Let these pages use one copy of each face; every part brought its own.

    Sheets are not among them: their fonts hold only the glyphs they need.
    """
    first: dict[Face, str] = {}
    for index in page_indices:
        fonts, prefix = _font_dictionary(document, index)
        for face in (Face.SANS, Face.SANS_BOLD):
            kind, font = document.xref_get_key(fonts, prefix + face)
            shared = first.setdefault(face, font) if kind == "xref" else font
            if shared != font:
                document.xref_set_key(fonts, prefix + face, shared)


def _font_dictionary(document: pymupdf.Document, page_index: int) -> tuple[int, str]:
    """The object that holds a page's fonts, and the path to them within it.

    The engine writes through a path only within one object.
    """
    holder, prefix = document.page_xref(page_index), ""
    for key in ("Resources", "Font"):
        kind, value = document.xref_get_key(holder, prefix + key)
        holder, prefix = (
            (int(value.split()[0]), "") if kind == "xref" else (holder, f"{prefix}{key}/")
        )
    return holder, prefix


def _add_links(document: pymupdf.Document, links: list[IndexLink]) -> None:
    for link in links:
        target = {
            "kind": pymupdf.LINK_GOTO,
            "page": link.to_page - 1,
            "from": pymupdf.Rect(link.rect),
            "to": pymupdf.Point(0, 0),
            "zoom": 0,
        }
        document[link.from_page - 1].insert_link(target)
