"""Makes areas whole whose frame was cut by the code in it: its brackets look like upright sides."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pincite.domain.exemptions import recognise_codes
from pincite.pdf.areas import Box
from pincite.pdf.code_marks import SeenWord
from pincite.pdf.redactions import Redaction

_SPACE_PT = 4.0
# Parts of one box share so much of the smaller one.
_ONE = 0.5


def with_code(box: Box, words: Iterable[SeenWord]) -> Box:
    """An area with all of the code that lies across its edge, and with those that go on from it."""
    codes = [word.box for word in words if any(recognise_codes(word.text))]
    beside = [code for code in codes if _is_on_line(code, box)]
    grown = box
    reach = 0.0
    while True:
        taken = [one for one in beside if one.x0 < grown.x1 + reach and one.x1 > grown.x0 - reach]
        whole = Box(
            min([grown.x0, *(one.x0 for one in taken)]),
            box.y0,
            max([grown.x1, *(one.x1 for one in taken)]),
            box.y1,
        )
        if whole == grown:
            return grown
        grown, reach = whole, _SPACE_PT


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
