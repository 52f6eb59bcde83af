"""Where passages lie on pages: which pages, and which boxes on each."""

from collections.abc import Iterable, Sequence

from pincite.domain.pages import PageLayout
from pincite.domain.palette import tint
from pincite.exhibits.contents import ExhibitDocument
from pincite.pdf.exhibit import Box, Highlight
from pincite.store.passages import Passage


def boxes_on(layout: PageLayout, start: int, end: int) -> tuple[Box, ...]:
    """One box for each line of what stands on a page within `start` to `end`.

    A line of Chinese is one word of its page, so a word is marked no further than it is meant.
    """
    lines: list[Box] = []
    for word in layout.words:
        if word.start < end and start < word.end:
            part = word.part(start, end)
            if lines and _is_same_line(lines[-1], part):
                lines[-1] = _joined(lines[-1], part)
            else:
                lines.append(part)
    return tuple(lines)


def pages_of(layouts: Sequence[PageLayout], start: int, end: int) -> list[int]:
    """The indices of the pages that show any of the words from `start` to `end`."""
    return [
        index
        for index, layout in enumerate(layouts)
        if any(word.start < end and start < word.end for word in layout.words)
    ]


def highlights(
    contents: Sequence[ExhibitDocument],
    passages: Iterable[Passage],
    *,
    with_notes: bool = False,
) -> tuple[Highlight, ...]:
    """The highlights of passages on the pages of one exhibit, in the order of its pages."""
    by_document: dict[int, list[Passage]] = {}
    for passage in passages:
        by_document.setdefault(passage.document_id, []).append(passage)
    found: list[Highlight] = []
    shown = 0
    for each in contents:
        for place, index in enumerate(each.page_indices, start=shown):
            layout = each.rendition.layouts[index]
            for passage in by_document.get(each.document.id, ()):
                boxes = boxes_on(layout, passage.start, passage.end)
                if boxes and not passage.is_adrift:
                    colour = tint(passage.tags[0].colour if passage.tags else None)
                    note = passage.note if with_notes else ""
                    found.append(Highlight(place, boxes, colour, note))
        shown += len(each.page_indices)
    return tuple(found)


def unmarked(content: ExhibitDocument, passages: Iterable[Passage]) -> list[Passage]:
    """The passages of a document whose words lie on none of its pages."""
    layouts = content.rendition.layouts
    return [
        passage
        for passage in passages
        if passage.is_adrift or not pages_of(layouts, passage.start, passage.end)
    ]


def _is_same_line(box: Box, part: Box) -> bool:
    """Whether a part stands beside what a box holds: to its right, half its height in common."""
    shared = min(box[3], part[3]) - max(box[1], part[1])
    lower = min(box[3] - box[1], part[3] - part[1])
    return shared > lower / 2 and part[0] >= box[0]


def _joined(box: Box, part: Box) -> Box:
    return (box[0], min(box[1], part[1]), max(box[2], part[2]), max(box[3], part[3]))
