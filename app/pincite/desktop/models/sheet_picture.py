"""The picture of one sheet of a bundle, drawn off the window's thread."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from pincite.jobs.control import Control
from pincite.matter import Matter

if TYPE_CHECKING:
    from pincite.exhibits.planning import PlannedBundle

PAGES, SLIP, INDEX = "pages", "slip", "index"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `kind` is pages, slip or index; `index` counts its sheets from 0."""

    kind: str
    exhibit: int | None
    index: int


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """A drawn sheet and its size in points."""

    sheet: Sheet
    image: QImage
    size_pt: tuple[float, float]


def draw_sheet(
    planned: "PlannedBundle", sheet: Sheet, scale: float, matter: Matter, control: Control
) -> SheetPicture:
    """Draw a sheet of a bundle that is laid out, at `scale` pixels a point.

    The caption page is sheet 0 of the index.
    """
    control.check()
    previews = matter.previews
    if sheet.kind == INDEX or sheet.exhibit is None:
        picture = previews.front(planned, sheet.index, scale)
    elif sheet.kind == SLIP:
        picture = previews.slip(planned, sheet.exhibit, scale)
    else:
        picture = previews.page(planned, sheet.exhibit, sheet.index, scale)
    image = QImage(
        picture.rgb, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB888
    )
    # The copy owns its bytes: the worker's answer is gone after this.
    return SheetPicture(sheet, image.copy(), (picture.width / scale, picture.height / scale))
