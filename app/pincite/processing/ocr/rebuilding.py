"""Makes the text of a document anew from its own pages and from what was read of the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pincite.domain.documents import ZONES, CanonicalText, as_stored
from pincite.domain.ocr import OcrLayer, laid_out
from pincite.domain.pages import PageLayout, WordBox
from pincite.store.documents import Page
from pincite.store.ocr import ReadPage

_PAGE_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class _PageText:
    """The text of one page and its words, whose offsets count from its start."""

    text: str
    words: tuple[WordBox, ...]


def rebuilt(
    text: CanonicalText,
    pages: Sequence[Page],
    layouts: Sequence[PageLayout],
    layers: Mapping[int, OcrLayer],
) -> tuple[CanonicalText, list[ReadPage]]:
    """The new text of a document and its pages; `layers` are by source page.

    A page without a layer keeps the text it has. Zones other than the body stay as they are.
    """
    found = [
        _of_layer(layers[page.source_page])
        if page.source_page in layers
        else _of_file(text, page, layout)
        for page, layout in zip(pages, layouts, strict=True)
    ]
    start = text.zone_bounds("body")[0]
    written: list[ReadPage] = []
    position = start
    for page, one in zip(pages, found, strict=True):
        words = [word._replace(start=word.start + position, end=word.end + position)
                 for word in one.words]  # fmt: skip
        layer = layers.get(page.source_page)
        written.append(
            ReadPage(
                page.number,
                position,
                position + len(one.text),
                words,
                page.bates,
                layer.confidence if layer else None,
            )
        )
        position += len(one.text) + len(_PAGE_BREAK)
    zones = {name: text.zone(name) for name in ZONES}
    zones["body"] = _PAGE_BREAK.join(one.text for one in found)
    return CanonicalText.of_zones(zones), written


def _of_layer(layer: OcrLayer) -> _PageText:
    words = tuple(replace_text(word.text) for word in layer.words)
    clean = replace(
        layer,
        words=tuple(
            word._replace(text=said) for word, said in zip(layer.words, words, strict=True)
        ),
    )
    return _PageText(*laid_out(clean))


def replace_text(word: str) -> str:
    """A word as it may be stored; a return within one would count as a line's end."""
    return as_stored(word.replace("\r", " "))


def _of_file(text: CanonicalText, page: Page, layout: PageLayout) -> _PageText:
    words = tuple(
        word._replace(start=word.start - page.text_start, end=word.end - page.text_start)
        for word in layout.words
    )
    return _PageText(text.text[page.text_start : page.text_end], words)
