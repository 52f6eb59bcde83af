"""Reads a weak page again in a worker process, and says whether it is read better now."""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pincite.domain.ocr import decode_layer, encode_layer
from pincite.domain.readings import Quality, is_better, quality
from pincite.errors import OcrError
from pincite.pdf.scan import scan_page
from pincite.processing.ocr import rapid, thorough
from pincite.processing.ocr.dictionary import Dictionary
from pincite.processing.ocr.engines import Engine, Tesseract
from pincite.processing.ocr.languages import folder_of, models_of
from pincite.processing.ocr.reading import PageTask, read_scan, with_own


@dataclass(frozen=True, slots=True)
class AgainTask:
    """A page to be read again by the engine of this name; `first` is the layer it has now."""

    page: PageTask
    engine: str
    first: bytes


@dataclass(frozen=True, slots=True)
class PageReadAgain:
    """The new layer as `domain.ocr` encodes it, and how good both readings are."""

    layer: bytes
    engine: str
    before: Quality
    now: Quality
    is_better: bool


def offered() -> tuple[str, ...]:
    """The names of the engines that weak pages can be read again by, the usual one first."""
    return (thorough.NAME, rapid.NAME) if rapid.is_installed() else (thorough.NAME,)


def known_engine(name: str) -> str:
    """The name, if there is such an engine here.

    Raises:
        OcrError: There is none.
    """
    if name in offered():
        return name
    raise OcrError(
        f"Pages cannot be read again by “{name}”.",
        f"Offered here: {', '.join(offered())}.",
        f"Choose one of these; {rapid.NAME} is offered where it is installed beside Pincite.",
    )


def read_page_again(task: AgainTask) -> PageReadAgain:
    """Read a page with a second engine.

    Raises:
        OcrError: There is no such engine, or no model for these languages is installed.
        RenditionError: The page cannot be shown.
        SourceError: The file cannot be opened.
    """
    engine = _engine(known_engine(task.engine), task.page.languages)
    knows = _dictionary(task.page.languages).knows
    scan = scan_page(Path(task.page.path), task.page.page_index)
    # What looked blank may be faint print.
    layer = read_scan(engine, scan, is_faint_read=True)
    if task.page.is_own_kept:
        words = with_own(layer.words, scan.own_words)
        layer = replace(layer, words=words, own_count=len(scan.own_words))
    before, now = quality(decode_layer(task.first), knows), quality(layer, knows)
    is_same_scale = task.engine != rapid.NAME
    better = is_better(now, before, is_same_scale=is_same_scale)
    return PageReadAgain(encode_layer(layer), engine.name, before, now, better)


@lru_cache(maxsize=2)
def _engine(name: str, languages: tuple[str, ...]) -> Engine:
    """The engine, made once in each worker."""
    reader = Tesseract(folder_of(languages), languages)
    if name == rapid.NAME:
        return rapid.Rapid(reader.orientation)
    return thorough.Thorough(reader, _dictionary(languages).knows)


@lru_cache(maxsize=2)
def _dictionary(languages: tuple[str, ...]) -> Dictionary:
    return Dictionary(models_of(languages))
