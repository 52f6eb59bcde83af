"""The three copies that a bundle can be exported as."""

from dataclasses import dataclass, replace

from pincite.errors import ExhibitError
from pincite.store.bundles import HIGHLIGHTED, Bundle

FILED, COURTESY, INTERNAL = "filed", "courtesy", "internal"
RENDERINGS = (FILED, COURTESY, INTERNAL)


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a copy shows besides the evidence; `notice` is what its caption page says of it.

    `has_surviving_text`: pages are taken as they are, with the text beneath their redactions.
    """

    name: str
    is_highlighted: bool
    has_notes: bool
    notice: str
    has_surviving_text: bool = False

    def with_surviving_text(self) -> "Rendering":
        """The same copy with the text that survives under redactions, and a notice of it."""
        told = "With text that survives under redactions. Not for filing without leave."
        return replace(self, notice=f"{self.notice} {told}".strip(), has_surviving_text=True)


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
