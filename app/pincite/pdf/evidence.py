"""Opens the pages of a document for an exhibit: what is seen, and nothing that hides behind it."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pymupdf
from numpy.typing import NDArray
from pymupdf import mupdf

from pincite.pdf.photographs import without_exif
from pincite.pdf.read import open_pdf
from pincite.pdf.redactions import has_surviving_text

# What the engine raises on damaged files; none of it can cross a process border.
ENGINE_ERRORS = (mupdf.FzErrorBase, RuntimeError, ValueError)
# Keys of dictionaries that tell who made something, when and with what, or tie it to its old file.
_TELLING = frozenset(
    {"Metadata", "PieceInfo", "LastModified", "StructParent", "StructParents", "OPI", "AF", "AA"}
)
# Two pictures of a page are alike when no more pixels than this differ by more than that.
_RIM_PIXELS, _RIM_GREY = 8, 48
_PICTURE_DPI = 200


def open_evidence(
    path: Path, page_indices: Sequence[int], *, has_surviving_text: bool = False
) -> pymupdf.Document:
    """These pages of a PDF, in this order, as they are displayed, upright.

    Annotations and form fields become part of the page; layers that are switched off are gone, and
    so are links, scripts, attachments and metadata, and the text that survives under redactions
    unless it is asked for.
    """
    document = _selected(path, page_indices)
    if _has_hidden_layers(document):
        document = pymupdf.open("pdf", document.convert_to_pdf())
    elif annotated := [page.number for page in document if page.first_annot or page.first_widget]:
        looks = {index: _look(document[index]) for index in annotated}
        document.bake()
        changed = [index for index, look in looks.items() if not _is_alike(document[index], look)]
        if changed:
            _draw_anew(document, {index: page_indices[index] for index in changed}, path)
    if not has_surviving_text:
        _show_as_pictures(document)
    _forget_origin(document)
    return document


def without_surviving_text(path: Path) -> bytes | None:
    """The pages of a PDF without the text that survives under redactions; None if there is none.

    Only pages are taken over: outline, attachments, structure and metadata may tell it too.
    """
    with open_pdf(path) as source:
        count = source.page_count
        if all(_is_clean(source, index) for index in range(count)):
            return None
    with open_evidence(path, range(count)) as pages, pymupdf.open() as copy:
        copy.insert_pdf(pages, links=False, widgets=False)
        copy.del_xml_metadata()
        return bytes(copy.tobytes(garbage=3, deflate=True, no_new_id=True))


def _show_as_pictures(document: pymupdf.Document) -> None:
    """Replace pages that hold text under a redaction by a picture of what is seen of them.

    Taking the letters out would take the codes written over them too, and leave what the page says
    of itself in other places.
    """
    for index in range(document.page_count):
        if _is_clean(document, index):
            continue
        page = document[index]
        seen, size = page.get_pixmap(dpi=_PICTURE_DPI, alpha=False), page.rect
        page = document.new_page(pno=index, width=size.width, height=size.height)
        page.insert_image(page.rect, pixmap=seen)
        document.delete_page(index + 1)


def _is_clean(document: pymupdf.Document, index: int) -> bool:
    """Whether no text survives on a page; of one too damaged to tell, only its picture is safe."""
    try:
        return not has_surviving_text(document[index])
    except ENGINE_ERRORS:
        return False


def _selected(path: Path, page_indices: Sequence[int]) -> pymupdf.Document:
    document = pymupdf.open(path)
    document.select(list(page_indices))
    return document


def _draw_anew(document: pymupdf.Document, originals: dict[int, int], path: Path) -> None:
    """Replace pages by what is seen of them in the file at `path`, annotations and all.

    Annotations that several pages share, or that are damaged, do not survive becoming content.
    """
    for index, original in originals.items():
        # Given a range that does not start at the first page the engine loses count.
        drawn = pymupdf.open("pdf", _selected(path, [original]).convert_to_pdf())
        document.insert_pdf(drawn, start_at=index)
        document.delete_page(index + 1)


def _look(page: pymupdf.Page) -> NDArray[np.int16]:
    pixels = page.get_pixmap(colorspace=pymupdf.csGRAY, alpha=False)
    return np.frombuffer(pixels.samples, np.uint8).astype(np.int16)


def _is_alike(page: pymupdf.Page, before: NDArray[np.int16]) -> bool:
    """Whether a page still looks as it did, the rims of letters aside."""
    now = _look(page)
    if now.shape != before.shape:
        return False
    return int(np.count_nonzero(np.abs(now - before) > _RIM_GREY)) <= _RIM_PIXELS


def _has_hidden_layers(document: pymupdf.Document) -> bool:
    return any(not layer["on"] for layer in document.get_ocgs().values())


def _forget_origin(document: pymupdf.Document) -> None:
    """Take out what pictures and forms within pages say about where they came from."""
    for xref in range(1, document.xref_length()):
        try:
            telling = _TELLING.intersection(document.xref_get_keys(xref))
        except ENGINE_ERRORS:
            # What cannot be read is not copied either.
            continue
        for key in telling:
            document.xref_set_key(xref, key, "null")
        if document.xref_get_key(xref, "Filter")[1].strip("[ ]") == "/DCTDecode":
            _clean_photograph(document, xref)


def _clean_photograph(document: pymupdf.Document, xref: int) -> None:
    """Take camera, place, author and captions out of a JPEG; its picture stays bit for bit."""
    photograph = document.xref_stream_raw(xref)
    clean = without_exif(photograph)
    if clean != photograph:
        kept = document.xref_get_key(xref, "DecodeParms")
        document.update_stream(xref, clean, compress=False)
        document.xref_set_key(xref, "Filter", "/DCTDecode")
        document.xref_set_key(xref, "DecodeParms", kept[1])
