"""Pages for the screen, made on the lane for pages."""

from dataclasses import dataclass

from pincite.domain.pages import PageLayout
from pincite.jobs.control import Control
from pincite.matter import Matter


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page by its index, wanted at `scale` pixels a point."""

    document: int
    page: int
    scale: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as 24-bit RGB rows of `stride` bytes."""

    request: PageRequest
    width: int
    height: int
    stride: int
    rgb: bytes


def open_pages(
    document: int, matter: Matter, _: Control
) -> tuple[int, tuple[PageLayout, ...], str]:
    """The pages of a document, made now if need be, and what is not shown as it should be."""
    rendition = matter.renditions.open(document)
    return document, rendition.layouts, rendition.exception or ""


def draw_page(request: PageRequest, matter: Matter, _: Control) -> Picture:
    """One page as a picture."""
    image = matter.renditions.image(request.document, request.page, request.scale)
    return Picture(request, image.width, image.height, image.stride, image.rgb)
