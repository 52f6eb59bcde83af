"""Divides a release: where its messages begin, what lies between them, and how sure that is."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pincite.domain.pages import WordBox
from pincite.domain.releases import (
    Preset,
    PrintedHeader,
    PrintedPage,
    QuotedMessage,
    Release,
    Segment,
    SegmentKind,
)
from pincite.processing.release.blocks import find_blocks
from pincite.processing.release.boundaries import weigh
from pincite.processing.release.candidates import Candidate, Sheet, candidate
from pincite.processing.release.conversations import INHERITED, Conversation
from pincite.processing.release.header_block import Block
from pincite.processing.release.headers import printed_header
from pincite.processing.release.lines import Row, rows_of
from pincite.processing.release.quoted import quoted_messages
from pincite.processing.release.running import edges
from pincite.processing.release.starts import Start, Starts, bates_starts
from pincite.processing.release.weights import SURE
from pincite.processing.release.wrote import wrote_lines

_AROUND = 3
# So many pages back the subject of a conversation is looked for.
_CONVERSATION_PAGES = 40
# A quoted message that is this likely to be one of its own puts what quotes it in doubt.
_LEAST_DOUBT = 0.05
_MIN_PAGES_A_MESSAGE = 8.0
_FIRST_WITHIN = 0.25
_EXPLAINED = 0.6


def divide(
    pages: Sequence[PrintedPage],
    text: str,
    preset: Preset = Preset.FREE,
    bookmarks: Sequence[tuple[str, int]] = (),
) -> Release:
    """The segments of a release, each page within one or more of them, without gap or overlap.

    `bookmarks` are titles and pages of the file from 0, for the preset that goes by them.
    """
    if not pages:
        return Release(is_printed_mail=False, segments=())
    division = _Division(_sheet(pages, text))
    if preset in {Preset.FREE, Preset.NEW_PAGE}:
        starts = division.starts.free(new_pages_only=preset is Preset.NEW_PAGE)
    elif preset is Preset.BATES:
        starts = division.starts.by_rule(bates_starts(pages))
    elif preset is Preset.BOOKMARKS:
        places = {page.source_page: index for index, page in enumerate(pages)}
        named = [(places[page], title) for title, page in bookmarks if page in places]
        starts = division.starts.by_rule(
            _firsts([(index, title, "a bookmark") for index, title in named])
        )
    else:
        starts = division.starts.by_rule([])
    segments = division.segments(starts)
    return Release(division.is_printed_mail(starts), segments)


def segment_between(
    pages: Sequence[PrintedPage],
    text: str,
    start: tuple[int, float],
    end: tuple[int, float],
    kind: SegmentKind,
) -> Segment:
    """The segment between two places that a reader chose: its header, quotes and body read anew.

    A place is a page of the file, from 0, and a height in points; `end` is not part of it.
    """
    near = [page for page in pages if start[0] - _AROUND <= page.source_page <= end[0] + _AROUND]
    sheet = _sheet(near, text)
    rows = [row for row in sheet.rows if start <= (near[row.page].source_page, _middle(row)) < end]
    inside = replace(sheet, rows=rows)
    division = _Division(inside)
    first = division.starts.header_at(0) if kind is SegmentKind.MESSAGE else None
    begin = Start(0, start[1], 0, kind, 1.0, ("set by a reader",), first)
    above = Conversation()
    if first is not None and "subject" not in first.header.fields:
        above = _conversation_above(pages, text, start)
    segment = division.segment(begin, len(rows), above)
    return replace(
        segment, start_page=start[0], start_y_pt=start[1], end_page=end[0], end_y_pt=end[1]
    )


def _conversation_above(
    pages: Sequence[PrintedPage], text: str, place: tuple[int, float]
) -> Conversation:
    """The conversation that goes on at a place of the file, if one does."""
    first = place[0] - _CONVERSATION_PAGES
    near = [page for page in pages if first <= page.source_page <= place[0]]
    sheet = _sheet(near, text)
    rows = [row for row in sheet.rows if (near[row.page].source_page, _middle(row)) < place]
    found = Conversation()
    if rows:
        division = _Division(replace(sheet, rows=rows))
        for start in division.starts.free(new_pages_only=False):
            found = found.behind(start.candidate)
    return found


def _sheet(pages: Sequence[PrintedPage], text: str) -> Sheet:
    found = edges(pages)
    return Sheet(pages, rows_of(pages, [edge.lines for edge in found]), found, text)


def _middle(row: Row) -> float:
    return (row.line.y0 + row.line.y1) / 2


class _Division:
    """Divides one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._rows = sheet.rows
        blocks = find_blocks(sheet.rows, sheet.text)
        self._candidates = [candidate(block, self._header(block), sheet) for block in blocks]
        taken = (row for block in blocks for row in range(block.start, block.end))
        self._sheet = replace(sheet, wrote=wrote_lines(sheet.rows, sheet.text, taken))
        weigh(self._candidates, self._sheet)
        self.starts = Starts(self._sheet, self._candidates)

    def _header(self, block: Block) -> PrintedHeader:
        return printed_header(block, self._rows, self._sheet.pages, self._sheet.text)

    def segments(self, starts: Sequence[Start]) -> tuple[Segment, ...]:
        """The segments that begin so, each ending where the next begins."""
        found: list[Segment] = []
        pages = self._sheet.pages
        conversation = Conversation()
        for place, start in enumerate(starts):
            after = starts[place + 1] if place + 1 < len(starts) else None
            segment = self.segment(start, after.row if after else len(self._rows), conversation)
            conversation = conversation.behind(start.candidate)
            if after is None:
                end_page, end_y = len(pages) - 1, pages[-1].height_pt
            elif after.y_pt == 0:
                end_page, end_y = after.page - 1, pages[after.page - 1].height_pt
            else:
                end_page, end_y = after.page, after.y_pt
            found.append(replace(segment, end_page=pages[end_page].source_page, end_y_pt=end_y))
        return tuple(found)

    def segment(self, start: Start, end_row: int, above: Conversation) -> Segment:
        """A segment from its start to a row; where it ends on its page is left open.

        `above` is the conversation that it may go on with.
        """
        head = start.candidate
        header = above.before(head)
        body_from = head.block.end if head else start.row
        quoted: tuple[QuotedMessage, ...] = ()
        score, reasons = start.score, start.reasons
        if head:
            below = [one for one in self._candidates if body_from <= one.block.start < end_row]
            quoted = quoted_messages(self._sheet, body_from, end_row, below)
            # What was taken for a quote may be the start of another: then this one is too long.
            unsure = [one for one in below if one.score < SURE]
            likeliest = max(unsure, key=lambda one: one.score, default=None)
            if likeliest and likeliest.score > _LEAST_DOUBT and score > 1 - likeliest.score:
                score, reasons = 1 - likeliest.score, (*reasons, self._maybe_two(likeliest))
        if header and header is not (head and head.header):
            reasons = (*reasons, INHERITED)
        body: tuple[WordBox, ...] = tuple(
            word for row in self._rows[body_from:end_row] for word in row.line.words
        )
        page = self._sheet.pages[start.page].source_page
        return Segment(
            start.kind,
            page,
            start.y_pt,
            page,
            0.0,
            round(score, 4),
            reasons,
            header,
            quoted,
            body,
            start.title or (header.subject if header else ""),
        )

    def _maybe_two(self, quoted: Candidate) -> str:
        """That a quoted message may be one of its own: which one, as a reader would look for it."""
        row = self._rows[quoted.block.start]
        page = self._sheet.pages[row.page].source_page + 1
        senders = quoted.header.people.get("from", ())
        sender = senders[0].name or senders[0].address if senders else ""
        whose = f" from {sender}" if sender else ""
        return f"but the message{whose} quoted on page {page:,} may be one of its own"

    def is_printed_mail(self, starts: Sequence[Start]) -> bool:
        """Whether the file is clearly printed mail: messages begin soon, surely and often."""
        count = len(self._sheet.pages)
        sure = [one for one in self._candidates if one.score >= 0.8 and one.is_top]
        if not sure or not any(one.block.strength >= 2.5 for one in sure):
            return False
        papers = sum(start.kind is not SegmentKind.MESSAGE for start in starts)
        first = min(self._rows[one.first_row].page for one in sure)
        not_mail = sum(
            after.page - start.page
            for start, after in pairwise(starts)
            if start.kind is not SegmentKind.MESSAGE
        )
        heads = len(self._candidates)
        is_dense = count / max(1, heads + papers) <= _MIN_PAGES_A_MESSAGE
        starts_soon = first <= max(3, _FIRST_WITHIN * count)
        return is_dense and starts_soon and 1 - not_mail / count >= _EXPLAINED


def _firsts(pages: Sequence[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Places in order, the first title of each."""
    found: dict[int, tuple[int, str, str]] = {}
    for place in sorted(pages, key=lambda one: one[0]):
        found.setdefault(place[0], place)
    return list(found.values())
