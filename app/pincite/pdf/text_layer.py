"""Lays text over a scanned page so that its words can be searched and copied, and are not seen."""

from collections.abc import Iterable

import pymupdf

from pincite.pdf.exhibit import LayerWord
from pincite.pdf.lettering import Face, Lettering, width
from pincite.pdf.read import MAX_STRAY_WORDS
from pincite.pdf.words import TEXT_FLAGS

# Of a line's height, how much stands above its baseline, and how large its letters are set.
_BASELINE, _SIZE = 0.78, 0.92
_SMALLEST_PT = 2.0


def lay_text(page: pymupdf.Page, words: Iterable[LayerWord], placed: pymupdf.Matrix) -> None:
    """Put words over a page that has none of its own; `placed` leads from their page to this one.

    Of a page with a stamp or a number as text the words at its place are left out; a page with more
    text than that is left as it is.
    """
    own = [pymupdf.Rect(word[:4]) for word in page.get_text("words", flags=TEXT_FLAGS)]
    if len(own) > 4 * MAX_STRAY_WORDS:
        return
    lettering = Lettering(page.rect.height)
    for word in words:
        box = pymupdf.Rect(word.x0, word.y0, word.x1, word.y1) * placed
        middle = pymupdf.Point((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
        if not any(middle in one for one in own):
            _set(lettering, word.text, box)
    if lettering.operators:
        lettering.draw(page)


def _set(lettering: Lettering, text: str, box: pymupdf.Rect) -> None:
    """Set a word unseen, as wide as its box and about as high."""
    size = max(_SMALLEST_PT, box.height * _SIZE)
    natural = width(text, Face.SANS, size)
    if natural > 0 and box.width > 0:
        baseline = box.y0 + box.height * _BASELINE
        lettering.unseen(box.x0, baseline, text, Face.SANS, size, box.width / natural)
