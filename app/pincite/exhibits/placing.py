"""Puts an exported folder in its place as a whole: the old or the new, never half of each."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pincite.errors import ExhibitError
from pincite.exhibits.verify import is_bundle_folder


@contextmanager
def written_beside(out: Path, *, may_replace: bool) -> Iterator[Path]:
    """A new folder beside `out` that takes its place when the block ends well, and else is gone.

    Raises:
        ExhibitError: `out` is there and may not be replaced, is not an exported bundle, or cannot
            be written.
    """
    out = Path(os.path.abspath(out))  # noqa: PTH100 - `resolve` would follow a link at `out` itself
    unfinished = out.with_name(f".{out.name}.new")
    replaced = out.with_name(f".{out.name}.old")
    _recover(out, replaced)
    _check(out, may_replace=may_replace)
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        unfinished.mkdir(parents=True)
        yield unfinished
        _settle(unfinished)
        if out.exists():
            out.rename(replaced)
        try:
            unfinished.rename(out)
        except OSError:
            _recover(out, replaced)
            raise
    except OSError as error:
        raise ExhibitError(
            f"{out.name} cannot be written.",
            f"{error}.",
            "Choose a folder that you may write to and that has room.",
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    shutil.rmtree(replaced, ignore_errors=True)


def _recover(out: Path, replaced: Path) -> None:
    """Bring back what a run that was cut short had moved aside."""
    if replaced.exists() and not out.exists():
        replaced.rename(out)
    shutil.rmtree(replaced, ignore_errors=True)


def _check(out: Path, *, may_replace: bool) -> None:
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    if not may_replace:
        raise ExhibitError(
            f"{out.name} is there already.",
            "An export never writes into a folder that holds something.",
            "Choose another folder, or replace this one as a whole (--replace).",
        )
    if not is_bundle_folder(out):
        raise ExhibitError(
            f"{out.name} cannot be replaced.",
            "It is not a folder that Pincite exported.",
            "Choose another folder.",
        )


def _settle(folder: Path) -> None:
    """Have everything on the disk before the folder takes its place."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
