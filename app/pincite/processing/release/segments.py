"""Divides a release: where its messages begin, what lies between them, and how sure that is."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from pincite.processing.release.blocks import Block, find_blocks
from pincite.processing.release.boundaries import (
    SURE,
    Candidate,
    Sheet,
    candidate,
    weigh,
    white_left,
)
from pincite.processing.release.headers import printed_header
from pincite.processing.release.kinds import (
    COVER_LETTER,
    SEPARATOR,
    begins_paper,
    is_cover_letter,
    name_match,
    page_kind,
    papers_named,
)
from pincite.processing.release.lines import Row, rows_of
from pincite.processing.release.quoted import quoted_messages
from pincite.processing.release.running import edges
from pincite.processing.release.wrote import wrote_lines

# A header stands among the first rows of its message.
_HEADER_WITHIN = 6
_AROUND = 3
# A quoted message that is this likely to be one of its own puts what quotes it in doubt.
_LEAST_DOUBT = 0.05
_MAYBE_TWO = "but a message that it quotes may be one of its own"
_WHITE_LEFT = 0.12
_MIN_PAGES_A_MESSAGE = 8.0
_FIRST_WITHIN = 0.25
_EXPLAINED = 0.6
_BATES = re.compile(r"^(.*?)(\d+)$")


@dataclass(slots=True)
class _Start:
    """Where a segment begins: the page, the height (0 for its top), its first row."""

    page: int
    y_pt: float
    row: int
    kind: SegmentKind
    score: float
    reasons: tuple[str, ...]
    candidate: Candidate | None = None
    title: str = ""


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
        starts = division.free(new_pages_only=preset is Preset.NEW_PAGE)
    elif preset is Preset.BATES:
        starts = division.by_rule(_bates_starts(pages))
    elif preset is Preset.BOOKMARKS:
        places = {page.source_page: index for index, page in enumerate(pages)}
        named = [(places[page], title) for title, page in bookmarks if page in places]
        starts = division.by_rule(_firsts([(index, title, "a bookmark") for index, title in named]))
    else:
        starts = division.by_rule([])
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
    first = division.header_at(0) if kind is SegmentKind.MESSAGE else None
    begin = _Start(0, start[1], 0, kind, 1.0, ("set by a reader",), first)
    segment = division.segment(begin, len(rows))
    return replace(
        segment, start_page=start[0], start_y_pt=start[1], end_page=end[0], end_y_pt=end[1]
    )


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
        self._page_rows = _first_rows(sheet)
        blocks = find_blocks(sheet.rows, sheet.text)
        self._candidates = [candidate(block, self._header(block), sheet) for block in blocks]
        taken = (row for block in blocks for row in range(block.start, block.end))
        self._sheet = replace(sheet, wrote=wrote_lines(sheet.rows, sheet.text, taken))
        weigh(self._candidates, self._sheet)

    def _header(self, block: Block) -> PrintedHeader:
        return printed_header(block, self._rows, self._sheet.pages, self._sheet.text)

    def free(self, *, new_pages_only: bool) -> list[_Start]:
        """Starts by what is printed; on request only at the tops of pages."""
        starts = [
            self._message(one)
            for one in self._candidates
            if one.score >= SURE and (one.is_top or not new_pages_only)
        ]
        starts = self._with_stamped(starts)
        starts = self._with_gaps(self._with_papers(starts))
        return self._with_sheets(starts)

    def by_rule(self, pages: Sequence[tuple[int, str, str]]) -> list[_Start]:
        """Starts at the tops of these pages (place, title, reason), and of the first."""
        wanted = list(pages)
        if not wanted or wanted[0][0] != 0:
            wanted.insert(0, (0, "", "the file begins here"))
        starts: list[_Start] = []
        for index, title, reason in wanted:
            row = self._page_rows[index]
            is_last = index + 1 == len(self._page_rows)
            end = len(self._rows) if is_last else self._page_rows[index + 1]
            head = self.header_at(row) if end > row else None
            kind = SegmentKind.MESSAGE if head else SegmentKind.FILE
            starts.append(_Start(index, 0.0, row, kind, 1.0, (reason,), head, title))
        return starts

    def header_at(self, row: int) -> Candidate | None:
        """The header block that stands among the first rows from one on."""
        for one in self._candidates:
            if row <= one.first_row <= one.block.start < row + _HEADER_WITHIN:
                return one if not one.block.quotes else None
        return None

    def _message(self, one: Candidate) -> _Start:
        row = self._rows[one.first_row]
        y = 0.0
        if not row.is_top:
            y = row.line.y0 - min(row.gap / 2, 6.0)
        return _Start(row.page, y, one.first_row, SegmentKind.MESSAGE, one.score, one.reasons, one)

    def _with_stamped(self, starts: list[_Start]) -> list[_Start]:
        """The starts with the pages where the number of the document that is stamped changes."""
        taken = {start.page for start in starts}
        sheet_edges = self._sheet.edges
        found = list(starts)
        for page in range(1, len(sheet_edges)):
            edge, before = sheet_edges[page], sheet_edges[page - 1]
            if page in taken or not before.stamp or edge.stamp in {"", before.stamp}:
                continue
            after = sheet_edges[page + 1].stamp if page + 1 < len(sheet_edges) else ""
            if edge.is_first_by_stamp or edge.stamp == after:
                reason = "the document number stamped on the page changes"
                row = self._page_rows[page]
                found.append(_Start(page, 0.0, row, SegmentKind.FILE, 0.9, (reason,)))
        return sorted(found, key=lambda start: (start.page, start.y_pt))

    def _with_gaps(self, starts: list[_Start]) -> list[_Start]:
        """The starts with pages behind a gap in the Bates numbers that are numbered from 1 anew."""
        taken = {start.page for start in starts if start.y_pt == 0}
        found = list(starts)
        for page, _, reason in _bates_starts(self._sheet.pages):
            is_first = self._sheet.edges[page].number == 1
            row = self._page_rows[page]
            if not page or page in taken or not is_first or row >= len(self._rows):
                continue
            if self._rows[row].page == page and white_left(self._sheet, row) > _WHITE_LEFT:
                reasons = (reason, "its pages are numbered anew")
                found.append(_Start(page, 0.0, row, SegmentKind.FILE, 0.8, reasons))
        return sorted(found, key=lambda start: (start.page, start.y_pt))

    def _with_papers(self, starts: list[_Start]) -> list[_Start]:
        """The starts with those of attached papers that were printed behind their message."""
        found: list[_Start] = []
        for place, start in enumerate(starts):
            found.append(start)
            end = starts[place + 1].row if place + 1 < len(starts) else len(self._rows)
            if start.candidate and papers_named(start.candidate.header):
                found += self._papers(start, end)
        return found

    def _papers(self, message: _Start, end: int) -> list[_Start]:
        """The attached papers between a message's first row and the row where the next begins."""
        if message.candidate is None:
            return []
        names = list(papers_named(message.candidate.header))
        last_page = self._rows[end - 1].page
        blocks = {one.first_row for one in self._candidates}
        found: list[_Start] = []
        for page in range(message.page + 1, last_page + 1):
            row = self._page_rows[page]
            rows = self._on(page, end)
            if not rows or not names or row in blocks:
                continue
            white = white_left(self._sheet, row)
            before = self._rows[message.row : row]
            score, reasons = begins_paper(self._sheet, rows, before, white, names[0])
            if found and name_match(names[0], rows[:6]) < 0.5:
                score -= 0.2
            if score >= SURE:
                name = max(names, key=lambda one: name_match(one, rows[:6]))
                names = names[names.index(name) + 1 :]
                found.append(
                    _Start(page, 0.0, row, SegmentKind.ATTACHMENT, score, reasons, None, name)
                )
        return found

    def _on(self, page: int, end: int) -> Sequence[Row]:
        """The rows of a page before row `end`."""
        after = self._page_rows[page + 1] if page + 1 < len(self._page_rows) else len(self._rows)
        return self._rows[self._page_rows[page] : min(after, end)]

    def _with_sheets(self, starts: list[_Start]) -> list[_Start]:
        """The starts with those of pages that are no documents, and of what stands before all."""
        at_top = {start.page: start for start in starts if start.y_pt == 0}
        with_mid = {start.page for start in starts if start.y_pt > 0}
        first = min((start.page for start in starts), default=len(self._sheet.pages))
        count = len(self._sheet.pages)
        found = list(starts)
        begins_next = True
        covers = self._cover_pages(first)
        for page in range(count - 1, -1, -1):
            if page in at_top or page in with_mid:
                begins_next = page in at_top
                continue
            rows = self._on(page, len(self._rows))
            kind = COVER_LETTER if page in covers else page_kind(page, self._sheet, rows)
            if kind and (begins_next or page < first or kind == SEPARATOR):
                if not begins_next and page + 1 < count and page + 1 not in covers:
                    found.append(self._loose(page + 1, starts))
                reason = (f"the page is a {kind}" if not kind.startswith("page ") else kind,)
                found.append(
                    _Start(
                        page,
                        0.0,
                        self._page_rows[page],
                        SegmentKind.NOT_A_DOCUMENT,
                        1.0,
                        reason,
                        None,
                        kind,
                    )
                )
                begins_next = True
            else:
                begins_next = False
        found.sort(key=lambda start: (start.page, start.y_pt))
        if not found or (found[0].page, found[0].y_pt) != (0, 0.0):
            found.insert(0, _Start(0, 0.0, 0, SegmentKind.FILE, 1.0, ("the file begins here",)))
        return _joined(found)

    def _cover_pages(self, first: int) -> frozenset[int]:
        """The pages of the letter before the first message."""
        rows = self._rows[: self._page_rows[first]] if first < len(self._page_rows) else []
        if 0 < first <= 6 and is_cover_letter(rows):
            kinds = [
                page_kind(page, self._sheet, self._on(page, len(rows))) for page in range(first)
            ]
            return frozenset(page for page, kind in enumerate(kinds) if not kind)
        return frozenset()

    def _loose(self, page: int, starts: Sequence[_Start]) -> _Start:
        """What begins behind a separator: a paper of the message before, or a file."""
        is_behind = any(start.page < page for start in starts)
        kind = SegmentKind.ATTACHMENT if is_behind else SegmentKind.FILE
        return _Start(page, 0.0, self._page_rows[page], kind, 0.7, ("follows a separator sheet",))

    def segments(self, starts: Sequence[_Start]) -> tuple[Segment, ...]:
        """The segments that begin so, each ending where the next begins."""
        found: list[Segment] = []
        pages = self._sheet.pages
        for place, start in enumerate(starts):
            after = starts[place + 1] if place + 1 < len(starts) else None
            segment = self.segment(start, after.row if after else len(self._rows))
            if after is None:
                end_page, end_y = len(pages) - 1, pages[-1].height_pt
            elif after.y_pt == 0:
                end_page, end_y = after.page - 1, pages[after.page - 1].height_pt
            else:
                end_page, end_y = after.page, after.y_pt
            found.append(replace(segment, end_page=pages[end_page].source_page, end_y_pt=end_y))
        return tuple(found)

    def segment(self, start: _Start, end_row: int) -> Segment:
        """A segment from its start to a row; where it ends on its page is left open."""
        head = start.candidate
        body_from = head.block.end if head else start.row
        quoted: tuple[QuotedMessage, ...] = ()
        score, reasons = start.score, start.reasons
        if head:
            below = [one for one in self._candidates if body_from <= one.block.start < end_row]
            quoted = quoted_messages(self._sheet, body_from, end_row, below)
            # What was taken for a quote may be the start of another: then this one is too long.
            doubt = max((one.score for one in below if one.score < SURE), default=0.0)
            if doubt > _LEAST_DOUBT and score > 1 - doubt:
                score, reasons = 1 - doubt, (*reasons, _MAYBE_TWO)
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
            head.header if head else None,
            quoted,
            body,
            start.title or (head.header.subject if head else ""),
        )

    def is_printed_mail(self, starts: Sequence[_Start]) -> bool:
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


def _first_rows(sheet: Sheet) -> list[int]:
    """The first row of each page; that of the next where a page has none."""
    pages = [row.page for row in sheet.rows]
    return [bisect_left(pages, index) for index in range(len(sheet.pages))]


def _joined(starts: Sequence[_Start]) -> list[_Start]:
    """The starts, those of one cover letter as one."""
    found: list[_Start] = []
    for start in starts:
        last = found[-1] if found else None
        is_more = last and start.title == COVER_LETTER == last.title and start.page > last.page
        if not is_more:
            found.append(start)
    return found


def _firsts(pages: Sequence[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Places in order, the first title of each."""
    found: dict[int, tuple[int, str, str]] = {}
    for place in sorted(pages, key=lambda one: one[0]):
        found.setdefault(place[0], place)
    return list(found.values())


def _bates_starts(pages: Sequence[PrintedPage]) -> list[tuple[int, str, str]]:
    """The pages where the series of Bates numbers breaks: another prefix, or a number left out."""
    found: list[tuple[int, str, str]] = []
    last: tuple[str, int] | None = None
    for index, page in enumerate(pages):
        match = _BATES.match(page.bates or "")
        if match is None:
            continue
        prefix, number = match[1], int(match[2])
        if last is None or (prefix, number) != (last[0], last[1] + 1):
            found.append((index, page.bates or "", "a Bates range begins"))
        last = prefix, number
    return found
