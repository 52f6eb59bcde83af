"""Which languages can be read: the models that are installed, wherever they are."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pincite.errors import OcrError

DEFAULT = "eng"
_SUFFIX = ".traineddata"
# Models that read no language: one for orientation, one for mathematics.
_NO_LANGUAGES = frozenset({"osd", "equ"})


def folders() -> list[Path]:
    """Where models may lie, those that came with Pincite before the system's."""
    return [folder for folder in _places() if folder.is_dir()]


def installed() -> tuple[str, ...]:
    """The languages that can be read, by the names of their models: `eng`, `spa`."""
    found = {
        model.name.removesuffix(_SUFFIX)
        for folder in folders()
        for model in folder.glob(f"*{_SUFFIX}")
    }
    return tuple(sorted(found - _NO_LANGUAGES))


def folder_of(languages: Sequence[str]) -> Path:
    """The folder that holds the models of all these languages.

    Raises:
        OcrError: None does.
    """
    for folder in folders():
        if languages and all((folder / f"{name}{_SUFFIX}").is_file() for name in languages):
            return folder
    there = installed()
    wanted = ", ".join(languages) or "no language"
    raise OcrError(
        f"Scanned pages cannot be read in {wanted}.",
        f"Installed are {', '.join(there)}." if there else "No language is installed.",
        "Install the model of that language (tessdata), or choose another language.",
    )


def models_of(languages: Sequence[str]) -> list[Path]:
    """The models of these languages.

    Raises:
        OcrError: One of them is not installed.
    """
    folder = folder_of(languages)
    return [folder / f"{name}{_SUFFIX}" for name in languages]


def _places() -> Iterator[Path]:
    yield Path(sys.prefix) / "share" / "tessdata"
    if bundled := getattr(sys, "_MEIPASS", None):
        yield Path(bundled) / "tessdata"
    if named := os.environ.get("TESSDATA_PREFIX"):
        yield Path(named)
        yield Path(named) / "tessdata"
    yield from sorted(Path("/usr/share/tesseract-ocr").glob("*/tessdata"), reverse=True)
    yield Path("/usr/share/tessdata")
