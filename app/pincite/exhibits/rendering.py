"""The three copies that a bundle can be exported as."""

from dataclasses import dataclass

from pincite.errors import ExhibitError
from pincite.store.bundles import HIGHLIGHTED, Bundle

FILED, COURTESY, INTERNAL = "filed", "courtesy", "internal"
RENDERINGS = (FILED, COURTESY, INTERNAL)


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a copy shows besides the evidence; `notice` is what its caption page says of it."""

    name: str
    is_highlighted: bool
    has_notes: bool
    notice: str


def rendering_of(name: str, bundle: Bundle) -> Rendering:
    """The rendering with this name, as the bundle wants it.

    Raises:
        ExhibitError: There is none with that name.
    """
    if name == FILED:
        return Rendering(name, bundle.rendering == HIGHLIGHTED, has_notes=False, notice="")
    if name == COURTESY:
        notice = "Courtesy copy, with highlights"
        return Rendering(name, is_highlighted=True, has_notes=False, notice=notice)
    if name == INTERNAL:
        notice = "Internal copy, with notes. Not for filing."
        return Rendering(name, is_highlighted=True, has_notes=True, notice=notice)
    raise ExhibitError(f"“{name}” is not a rendering.", f"It is {', '.join(RENDERINGS)}.")
