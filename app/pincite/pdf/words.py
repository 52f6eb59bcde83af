"""The words of a page of a PDF as they are seen, and where the letters within them lie.

Where it can, this asks MuPDF for the words a second time, parted at the signs within them: that is
a third of the time of a list of all letters, which is asked for only where signs do not part them.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import pymupdf

from pincite.domain.pages import Stretch
from pincite.pdf.redactions import PageRedactions, origin_of
from pincite.pdf.stretches import (
    Spans,
    spans_within,
    stretches_of_letters,
    stretches_of_parts,
)

# Ligatures as letters, so that no word is hidden; hyphens at line ends stay as they are printed.
TEXT_FLAGS = pymupdf.TEXTFLAGS_SEARCH & ~pymupdf.TEXT_DEHYPHENATE
_FORBIDDEN = {0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}
# A piece with more of the width of its word fills it.
_FILLED = 0.97

Box = tuple[float, float, float, float]


class PageWord(NamedTuple):
    """A word with its box in the page as it is displayed, and what block and line it is of."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    block: int
    line: int
    number: int
    stretches: tuple[Stretch, ...] = ()
    is_sideways: bool = False

    @property
    def box(self) -> Box:
        """The rectangle."""
        return self[:4]


def page_text(page: pymupdf.Page) -> pymupdf.TextPage:
    """The text of a page, of which all that follows is read."""
    return page.get_textpage(flags=TEXT_FLAGS)


def seen_words(
    page: pymupdf.Page, text_page: pymupdf.TextPage, withheld: PageRedactions
) -> Iterator[PageWord]:
    """The words of a page without the characters that lie unseen beneath a redaction."""
    turned = page.rotation_matrix if page.rotation else None
    if withheld.hidden:
        return _words_of_letters(text_page, withheld, turned)
    words = _words(text_page, turned)
    parts = {place: spans for place, word in enumerate(words) if (spans := spans_within(word.text))}
    if not parts:
        return iter(words)
    return iter(
        _parted_at_signs(words, parts, text_page, turned)
        or _parted_by_letters(words, parts, text_page, turned)
    )


def page_letters(line: dict[str, Any], withheld: PageRedactions) -> Iterator[tuple[str, Box, bool]]:
    """The letters of a line, and whether each lies unseen: then it parts words as a space does."""
    is_hidden = False
    for span in line["spans"]:
        for letter in span["chars"]:
            origin = origin_of(letter["origin"])
            # The parts of a ligature after its first have no origin of their own.
            if origin in withheld.all_origins:
                is_hidden = origin in withheld.hidden
            yield letter["c"], letter["bbox"], is_hidden


def _words(text_page: pymupdf.TextPage, turned: pymupdf.Matrix | None) -> list[PageWord]:
    """The words as MuPDF parts them."""
    words = [
        PageWord(x0, y0, x1, y1, text.translate(_FORBIDDEN), *place)
        for x0, y0, x1, y1, text, *place in text_page.extractWORDS()
    ]
    if turned is None:
        return words
    return [PageWord(*_turned(word.box, turned), *word[4:8]) for word in words]


def _parted_at_signs(
    words: Sequence[PageWord],
    parts: dict[int, Spans],
    text_page: pymupdf.TextPage,
    turned: pymupdf.Matrix | None,
) -> list[PageWord] | None:
    """The words with their stretches; None if signs do not part them."""
    signs = _signs_between(words, parts)
    pieces = iter(text_page.extractWORDS("".join(sorted(signs))))
    made: list[PageWord] = []
    for place, word in enumerate(words):
        spans = parts.get(place)
        left = spans or _left_of(word.text, signs)
        if not _are_parted(word.text, left, signs):
            return None
        found = list(islice(pieces, len(left)))
        if [piece[4] for piece in found] != [word.text[start:end] for start, end in left]:
            return None
        if spans:
            word = _with_parts(word, spans, [_turned(piece[:4], turned) for piece in found])
        made.append(word)
    return made if next(pieces, None) is None else None


def _with_parts(word: PageWord, spans: Spans, boxes: Sequence[Box]) -> PageWord:
    """A word with its stretches, whose words of the language lie in these boxes."""
    # Signs take room along the line alone: across it every piece is as high as the word. One that
    # stands lower than letters must not turn a word that lies.
    wide, tall = word.x1 - word.x0, word.y1 - word.y0
    is_sideways = 2 * tall > wide and all(
        x1 - x0 > _FILLED * wide and y1 - y0 < _FILLED * tall for x0, y0, x1, y1 in boxes
    )
    if is_sideways:
        places, whole = [(box[1], box[3]) for box in boxes], (word.y0, word.y1)
    else:
        places, whole = [(box[0], box[2]) for box in boxes], (word.x0, word.x1)
    stretches = stretches_of_parts(word.text, spans, places, whole)
    return word._replace(stretches=stretches, is_sideways=is_sideways)


def _signs_between(words: Sequence[PageWord], parts: dict[int, Spans]) -> set[str]:
    """What stands between and around the words of the language."""
    signs: set[str] = set()
    for place, word in enumerate(words):
        text, behind = word.text, 0
        spans = parts.get(place)
        if spans is None:
            if not any(map(str.isalnum, text)):
                signs.update(text)
            continue
        for start, end in spans:
            signs.update(text[behind:start])
            behind = end
        signs.update(text[behind:])
    return signs


def _left_of(text: str, signs: set[str]) -> Spans:
    """What is left of a word that is one word of the language, or none."""
    return () if signs.issuperset(text) else ((0, len(text)),)


def _are_parted(text: str, spans: Spans, signs: set[str]) -> bool:
    """Whether signs alone leave these of a printed word; of Chinese there is nothing between."""
    behind = -1
    for start, end in spans:
        if start <= behind or not signs.isdisjoint(text[start:end]):
            return False
        behind = end
    return True


def _parted_by_letters(
    words: Sequence[PageWord],
    parts: dict[int, Spans],
    text_page: pymupdf.TextPage,
    turned: pymupdf.Matrix | None,
) -> list[PageWord]:
    """The words with their stretches, as the list of all letters tells."""
    lines = {
        (block["number"], number): line
        for block in text_page.extractRAWDICT()["blocks"]
        for number, line in enumerate(block.get("lines", ()))
    }
    made = list(words)
    here, letters, written, at = (-1, -1), [], "", 0
    for place, word in enumerate(words):
        if (word.block, word.line) != here:
            here = word.block, word.line
            letters = [
                letter for span in lines.get(here, _NO_LINE)["spans"] for letter in span["chars"]
            ]
            written = "".join(letter["c"] for letter in letters).translate(_FORBIDDEN)
            at = 0
        begin = written.find(word.text, at)
        if begin < 0:
            continue
        at = begin + len(word.text)
        if place in parts:
            boxes = [letter["bbox"] for letter in letters[begin:at]]
            made[place] = _with_stretches(word, boxes, lines[here]["dir"], turned)
    return made


_NO_LINE: dict[str, Any] = {"spans": ()}


def _words_of_letters(
    text_page: pymupdf.TextPage, withheld: PageRedactions, turned: pymupdf.Matrix | None
) -> Iterator[PageWord]:
    """The words that letters make which are seen."""
    for block in text_page.extractRAWDICT()["blocks"]:
        for number, line in enumerate(block.get("lines", ())):
            text, boxes = "", list[Box]()
            for letter, box, is_hidden in (*page_letters(line, withheld), (" ", (0.0,) * 4, True)):
                if not is_hidden and not letter.isspace():
                    text += letter
                    boxes.append(box)
                    continue
                if text:
                    around = pymupdf.Rect(boxes[0])
                    for one in boxes[1:]:
                        around |= pymupdf.Rect(one)
                    box = _turned(tuple(around), turned)
                    text = text.translate(_FORBIDDEN)
                    word = PageWord(*box, text, block["number"], number, 0)
                    is_parted = spans_within(text)
                    yield (_with_stretches(word, boxes, line["dir"], turned) if is_parted else word)
                text, boxes = "", []


def _with_stretches(
    word: PageWord,
    boxes: Sequence[Box],
    direction: tuple[float, float],
    turned: pymupdf.Matrix | None,
) -> PageWord:
    """A word with the stretches that its letters' boxes make, in the page before it is turned."""
    across, down = direction
    if turned is not None:
        across, down = across * turned.a + down * turned.c, across * turned.b + down * turned.d
    is_sideways = abs(down) > abs(across)
    axis = 1 if is_sideways else 0
    sides = [(box[axis], box[axis + 2]) for box in (_turned(box, turned) for box in boxes)]
    whole = word.box[axis], word.box[axis + 2]
    stretches = stretches_of_letters(spans_within(word.text), sides, whole)
    return word._replace(stretches=stretches, is_sideways=is_sideways)


def _turned(box: Box, turned: pymupdf.Matrix | None) -> Box:
    """A box in the page as it is displayed."""
    if turned is None:
        return box
    x0, y0, x1, y1 = pymupdf.Rect(box) * turned
    return x0, y0, x1, y1
