"""Makes the text of a document anew from its own pages and from what was read of the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pincite.domain.bates import page_numbers
from pincite.domain.documents import ZONES, CanonicalText, as_stored
from pincite.domain.ocr import OcrLayer, laid_out
from pincite.domain.pages import PageLayout, WordBox
from pincite.pdf.read import BOTTOM_MARGIN, TOP_MARGIN
from pincite.store.documents import Page
from pincite.store.ocr import ReadPage

_PAGE_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class _PageText:
    """The text of one page and its words, whose offsets count from its start."""

    text: str
    words: tuple[WordBox, ...]
    height_pt: float

    def margins(self) -> list[str]:
        """The lines that stand in the page's margins, where its number may be."""
        top, bottom = self.height_pt * TOP_MARGIN, self.height_pt * (1 - BOTTOM_MARGIN)
        lines: list[list[WordBox]] = []
        for word in self.words:
            is_new = not lines or "\n" in self.text[lines[-1][-1].end : word.start]
            if is_new:
                lines.append([word])
            else:
                lines[-1].append(word)
        return [
            " ".join(self.text[word.start : word.end] for word in line)
            for line in lines
            if line[0].y1 < top or line[0].y0 > bottom
        ]


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
        _of_layer(layers[page.source_page], page)
        if page.source_page in layers
        else _of_file(text, page, layout)
        for page, layout in zip(pages, layouts, strict=True)
    ]
    numbers = page_numbers([one.margins() for one in found])
    start = text.zone_bounds("body")[0]
    written: list[ReadPage] = []
    position = start
    for page, one, number in zip(pages, found, numbers, strict=True):
        words = [word._replace(start=word.start + position, end=word.end + position)
                 for word in one.words]  # fmt: skip
        layer = layers.get(page.source_page)
        written.append(
            ReadPage(
                page.number,
                position,
                position + len(one.text),
                words,
                number or page.bates,
                layer.confidence if layer else None,
            )
        )
        position += len(one.text) + len(_PAGE_BREAK)
    zones = {name: text.zone(name) for name in ZONES}
    zones["body"] = _PAGE_BREAK.join(one.text for one in found)
    return CanonicalText.of_zones(zones), written


def _of_layer(layer: OcrLayer, page: Page) -> _PageText:
    words = tuple(replace_text(word.text) for word in layer.words)
    clean = replace(
        layer,
        words=tuple(
            word._replace(text=said) for word, said in zip(layer.words, words, strict=True)
        ),
    )
    return _PageText(*laid_out(clean), page.height_pt)


def replace_text(word: str) -> str:
    """A word as it may be stored; a return within one would count as a line's end."""
    return as_stored(word.replace("\r", " "))


def _of_file(text: CanonicalText, page: Page, layout: PageLayout) -> _PageText:
    words = tuple(
        word._replace(start=word.start - page.text_start, end=word.end - page.text_start)
        for word in layout.words
    )
    return _PageText(text.text[page.text_start : page.text_end], words, page.height_pt)
