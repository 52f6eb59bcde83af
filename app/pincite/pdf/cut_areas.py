"""Makes areas whole whose frame was cut by the code in it: its brackets look like upright sides."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pincite.domain.exemptions import recognise_codes
from pincite.pdf.areas import Box
from pincite.pdf.code_marks import SeenWord
from pincite.pdf.redactions import Redaction

_SPACE_PT, _ACROSS_PT = 4.0, 2.0
_PROSE = re.compile(r"[^\W\d_]{3,}")
# Parts of one box share so much of the smaller one.
_ONE = 0.5


def with_code(box: Box, words: Iterable[SeenWord]) -> Box:
    """An area with all of the code that lies across its edge, and with those that go on from it."""
    near = [word for word in words if _is_on_line(word.box, box)]
    # What lies across the edge may be misread; what goes on from it must be a code.
    taken = [
        word.box for word in near if _is_across(word.box, box) and not _PROSE.search(word.text)
    ]
    codes = [word.box for word in near if any(recognise_codes(word.text))]
    grown = box
    while True:
        x0 = min([grown.x0, *(one.x0 for one in taken)])
        x1 = max([grown.x1, *(one.x1 for one in taken)])
        if (x0, x1) == (grown.x0, grown.x1):
            return grown
        grown = Box(x0, box.y0, x1, box.y1)
        taken = [one for one in codes if one.x0 < x1 + _SPACE_PT and one.x1 > x0 - _SPACE_PT]


def joined(redactions: Sequence[Redaction]) -> list[Redaction]:
    """Redactions of which those that are parts of one box are one, with the codes of all."""
    kept: list[Redaction] = []
    for one in redactions:
        box = Box(one.x0, one.y0, one.x1, one.y1)
        for index, other in enumerate(kept):
            known = Box(other.x0, other.y0, other.x1, other.y1)
            if box.overlap(known) > _ONE * min(box.area, known.area) and one.kind == other.kind:
                codes = tuple(dict.fromkeys((*other.codes, *one.codes)))
                sides = (min(box.x0, known.x0), min(box.y0, known.y0))
                ends = (max(box.x1, known.x1), max(box.y1, known.y1))
                kept[index] = replace(
                    other, x0=sides[0], y0=sides[1], x1=ends[0], y1=ends[1], codes=codes
                )
                break
        else:
            kept.append(one)
    return kept


def _is_on_line(word: Box, box: Box) -> bool:
    shared = min(word.y1, box.y1) - max(word.y0, box.y0)
    return shared > (word.y1 - word.y0) / 2


def _is_across(word: Box, box: Box) -> bool:
    """Whether a word begins outside of an area and ends within it, or goes out of it."""
    shared = min(word.x1, box.x1) - max(word.x0, box.x0)
    return shared > _ACROSS_PT and (word.x0 < box.x0 or word.x1 > box.x1)
