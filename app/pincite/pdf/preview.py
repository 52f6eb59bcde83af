"""Pages of a bundle as images, before it is exported; every function runs in a worker process."""

import pymupdf

from pincite.domain.captions import Caption
from pincite.errors import RenditionError
from pincite.pdf.bundle import stamped_page
from pincite.pdf.evidence import ENGINE_ERRORS
from pincite.pdf.exhibit import ExhibitJob
from pincite.pdf.render import PageImage
from pincite.pdf.sheets import Front, Slip, add_front, add_slip


def exhibit_image(job: ExhibitJob, page_index: int, scale: float) -> PageImage:
    """A page of an exhibit (from 0) with its stamp, number and highlights, as it will be bound.

    Raises:
        RenditionError: It is too damaged to be shown.
    """
    try:
        return _image(stamped_page(job, page_index), 0, scale)
    except ENGINE_ERRORS as error:
        raise RenditionError(
            f"Page {page_index + 1} of exhibit {job.stamp.label} cannot be shown.", f"{error}."
        ) from None


def front_image(front: Front, page_index: int, scale: float) -> PageImage:
    """The caption page (0) or a page of the index (from 1)."""
    document = pymupdf.open()
    add_front(document, front)
    return _image(document, min(page_index, document.page_count - 1), scale)


def slip_image(
    slip: Slip, caption: Caption, sheet_pt: tuple[float, float], page: int, scale: float
) -> PageImage:
    """The slip sheet of an exhibit, which is this page of the bundle."""
    document = pymupdf.open()
    add_slip(document, slip, caption, sheet_pt, page)
    return _image(document, 0, scale)


def _image(document: pymupdf.Document, page_index: int, scale: float) -> PageImage:
    """A page at `scale` pixels a point."""
    with document:
        pixels = document[page_index].get_pixmap(
            matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, alpha=False
        )
        return PageImage(pixels.width, pixels.height, pixels.stride, bytes(pixels.samples))
