"""An export as the window runs it: written, then verified."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.jobs.control import Control
from pincite.matter import Matter

if TYPE_CHECKING:
    from pincite.exhibits.export import Exported


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What the export dialog asks for."""

    folder: Path
    rendering: str
    may_replace: bool


class BundleExport:
    """Called on the thread that writes: an export freezes the pages it files."""

    def __init__(self, bundle: int, order: ExportOrder) -> None:
        """Export this bundle."""
        self._bundle = bundle
        self.order = order
        self.exported: Exported | None = None
        self.problems: tuple[str, ...] = ()

    def __call__(self, matter: Matter, control: Control) -> frozenset[str]:
        """Write the folder and prove that it is as it should be."""
        from pincite.exhibits.verify import verify_bundle

        self.exported = matter.exporter.export(
            matter.bundles.known(self._bundle),
            self.order.folder,
            rendering=self.order.rendering,
            may_replace=self.order.may_replace,
            control=control,
        )
        control.step(self.exported.pages, self.exported.pages, "Verifying the bundle")
        self.problems = verify_bundle(self.order.folder).problems
        return frozenset({"history"})

    @property
    def summary(self) -> str:
        """What came of it, in a sentence or two."""
        if self.exported is None:
            return ""
        done = self.exported
        told = (
            f"Exported {done.exhibits:,} exhibits on {done.pages:,} pages"
            f" ({shown_size(done.bytes)}) to {self.order.folder.name}."
        )
        if self.problems:
            return f"{told} It could not be verified: {'; '.join(self.problems)}."
        return f"{told} Verified: all {done.files:,} files are as they were written."


def shown_size(size_bytes: int) -> str:
    """A size as people say it: `6.1 MB`."""
    if size_bytes < 1_000_000:
        return f"{max(1, round(size_bytes / 1000)):,} kB"
    return f"{size_bytes / 1_000_000:,.1f} MB"
