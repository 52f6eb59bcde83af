"""Finds the files that ship with Pincite, wherever it was installed from."""

import sys
from pathlib import Path

from pincite.errors import PinciteError


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder, e.g. `resource("icons", "search.svg")`.

    Raises:
        PinciteError: It is not there; the installation is incomplete.
    """
    for root in _roots():
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise PinciteError(
        f"The file {'/'.join(parts)} that ships with Pincite is missing.",
        "The installation is incomplete.",
        "Install Pincite again.",
    )


def _roots() -> list[Path]:
    """Where resources may lie: the frozen app, the wheel, the checkout."""
    package = Path(__file__).resolve().parent.parent
    frozen = getattr(sys, "_MEIPASS", None)
    roots = [Path(frozen) / "pincite" / "_resources"] if frozen else []
    return [*roots, package / "_resources", package.parent.parent / "resources"]
