"""Where the segments of a release begin, and what each is: messages, papers, files, sheets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pincite.domain.releases import PrintedPage, SegmentKind
from pincite.processing.release.boundaries import white_left
from pincite.processing.release.candidates import Candidate, Sheet
from pincite.processing.release.kinds import COVER_LETTER, SEPARATOR, is_cover_letter, page_kind
from pincite.processing.release.lines import PageRows
from pincite.processing.release.papers import Papers
from pincite.processing.release.weights import SURE

# A header stands among the first rows of its message.
_HEADER_WITHIN = 6
_WHITE_LEFT = 0.12
MAYBE_PAPER = "but a page of it may be a paper that was attached"
_BATES = re.compile(r"^(.*?)(\d+)$")


@dataclass(slots=True)
class Start:
    """Where a segment begins: the page, the height (0 for its top), its first row."""

    page: int
    y_pt: float
    row: int
    kind: SegmentKind
    score: float
    reasons: tuple[str, ...]
    candidate: Candidate | None = None
    title: str = ""


class Starts:
    """Finds the starts on one sheet, from the header blocks that may begin its messages."""

    def __init__(self, sheet: Sheet, candidates: Sequence[Candidate]) -> None:
        """Go by these header blocks, weighed."""
        self._sheet = sheet
        self._rows = sheet.rows
        self._candidates = candidates
        self._pages = PageRows(sheet.rows, len(sheet.pages))
        self._papers = Papers(sheet, self._pages, candidates)

    def free(self, *, new_pages_only: bool) -> list[Start]:
        """Starts by what is printed; on request only at the tops of pages."""
        starts = [
            self._message(one)
            for one in self._candidates
            if one.score >= SURE and (one.is_top or not new_pages_only)
        ]
        starts = self._with_stamped(starts)
        starts = self._with_gaps(self._with_papers(starts))
        return self._with_sheets(starts)

    def by_rule(self, pages: Sequence[tuple[int, str, str]]) -> list[Start]:
        """Starts at the tops of these pages (place, title, reason), and of the first."""
        wanted = list(pages)
        if not wanted or wanted[0][0] != 0:
            wanted.insert(0, (0, "", "the file begins here"))
        starts: list[Start] = []
        for index, title, reason in wanted:
            row, end = self._pages.first(index), self._pages.first(index + 1)
            head = self.header_at(row) if end > row else None
            kind = SegmentKind.MESSAGE if head else SegmentKind.FILE
            starts.append(Start(index, 0.0, row, kind, 1.0, (reason,), head, title))
        return starts

    def header_at(self, row: int) -> Candidate | None:
        """The header block that stands among the first rows from one on."""
        for one in self._candidates:
            if row <= one.first_row <= one.block.start < row + _HEADER_WITHIN:
                return one if not one.block.quotes else None
        return None

    def _message(self, one: Candidate) -> Start:
        row = self._rows[one.first_row]
        y = 0.0
        if not row.is_top:
            y = row.line.y0 - min(row.gap / 2, 6.0)
        return Start(row.page, y, one.first_row, SegmentKind.MESSAGE, one.score, one.reasons, one)

    def _with_stamped(self, starts: list[Start]) -> list[Start]:
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
                row = self._pages.first(page)
                found.append(Start(page, 0.0, row, SegmentKind.FILE, 0.9, (reason,)))
        return sorted(found, key=lambda start: (start.page, start.y_pt))

    def _with_gaps(self, starts: list[Start]) -> list[Start]:
        """The starts with pages behind a gap in the Bates numbers that are numbered from 1 anew."""
        taken = {start.page for start in starts if start.y_pt == 0}
        found = list(starts)
        for page, _, reason in bates_starts(self._sheet.pages):
            is_first = self._sheet.edges[page].number == 1
            row = self._pages.first(page)
            if not page or page in taken or not is_first or row >= len(self._rows):
                continue
            if self._rows[row].page == page and white_left(self._sheet, row) > _WHITE_LEFT:
                reasons = (reason, "its pages are numbered anew")
                found.append(Start(page, 0.0, row, SegmentKind.FILE, 0.8, reasons))
        return sorted(found, key=lambda start: (start.page, start.y_pt))

    def _with_papers(self, starts: list[Start]) -> list[Start]:
        """The starts with those of attached papers that were printed behind their message."""
        found: list[Start] = []
        for place, start in enumerate(starts):
            found.append(start)
            end = starts[place + 1].row if place + 1 < len(starts) else len(self._rows)
            if start.candidate is None:
                continue
            papers, doubt = self._papers.behind(start.candidate, start.row, end)
            found += [
                Start(
                    *(paper.page, 0.0, self._pages.first(paper.page)),
                    *(SegmentKind.ATTACHMENT, paper.score, paper.reasons),
                    title=paper.name,
                )
                for paper in papers
            ]
            if doubt and start.score > 1 - doubt:
                start.score, start.reasons = 1 - doubt, (*start.reasons, MAYBE_PAPER)
        return found

    def _with_sheets(self, starts: list[Start]) -> list[Start]:
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
            rows = self._pages.on(page, len(self._rows))
            kind = COVER_LETTER if page in covers else page_kind(page, self._sheet, rows)
            if kind and (begins_next or page < first or kind == SEPARATOR):
                if not begins_next and page + 1 < count and page + 1 not in covers:
                    found.append(self._loose(page + 1, starts))
                reason = (f"the page is a {kind}" if not kind.startswith("page ") else kind,)
                found.append(
                    Start(
                        page,
                        0.0,
                        self._pages.first(page),
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
            found.insert(0, Start(0, 0.0, 0, SegmentKind.FILE, 1.0, ("the file begins here",)))
        return _joined(found)

    def _cover_pages(self, first: int) -> frozenset[int]:
        """The pages of the letter before the first message."""
        is_found = first < len(self._sheet.pages)
        rows = self._rows[: self._pages.first(first)] if is_found else []
        if 0 < first <= 6 and is_cover_letter(rows):
            kinds = [
                page_kind(page, self._sheet, self._pages.on(page, len(rows)))
                for page in range(first)
            ]
            return frozenset(page for page, kind in enumerate(kinds) if not kind)
        return frozenset()

    def _loose(self, page: int, starts: Sequence[Start]) -> Start:
        """What begins behind a separator: a paper of the message before, or a file."""
        is_behind = any(start.page < page for start in starts)
        kind = SegmentKind.ATTACHMENT if is_behind else SegmentKind.FILE
        return Start(page, 0.0, self._pages.first(page), kind, 0.7, ("follows a separator sheet",))


def _joined(starts: Sequence[Start]) -> list[Start]:
    """The starts, those of one cover letter as one."""
    found: list[Start] = []
    for start in starts:
        last = found[-1] if found else None
        is_more = last and start.title == COVER_LETTER == last.title and start.page > last.page
        if not is_more:
            found.append(start)
    return found


def bates_starts(pages: Sequence[PrintedPage]) -> list[tuple[int, str, str]]:
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
