"""Attached papers that were printed behind their message, whether it names them or not."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from pincite.domain.releases import PrintedPage
from pincite.processing.release.boundaries import white_left
from pincite.processing.release.candidates import Candidate, Sheet
from pincite.processing.release.header_block import is_day
from pincite.processing.release.lines import PageRows, Row, cells
from pincite.processing.release.weights import PAPER, SURE
from pincite.processing.release.wrote import is_marker

_TITLE_WORDS = 12
_PICTURE = re.compile(r"image\d*\.(?:png|jpe?g|gif|bmp)|\w{6,}\[\d+\]\.\w+", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{3,}|\d{2,}")
_ODD_MARGIN_PT = 16.0
_FULL_POINTS = 4.0
_WHITE_LEFT, _FULL_LEFT = 0.12, 0.05
# What only another document has; a message may have all the rest at the top of its second page.
_TELLING = frozenset({"paper_size", "numbered_anew", "head", "letter", "name", "page_one"})
# Without a name to go by more must speak for a paper, and for another one behind it yet more.
_UNNAMED_POINTS, _ANOTHER_POINTS = 2.6, 3.4
# Where no name was given a reader should look, unless two things tell.
_UNNAMED_SCORE = 0.7
_MAYBE = 2.0
_MAYBE_DOUBT = 0.1
_OTHER_SIZE = 0.04
_TABLE_CELLS, _TABLE_ROWS, _TABLE_SHARE, _MESSAGE_TABLE = 3, 5, 0.5, 0.2
_HEAD_LETTERS = 12
# What runs on so many pages is the release's stamp, if it is no mail program's.
_COMMON = 12
_PROGRAM = re.compile(r"^gmail\b|\bhttps? |\boutlook\b|\bmail (?:google|yahoo)\b|webmail")
_SAME_HEAD = 78.0
_LETTER_ROWS = 16
_DEAR = re.compile(r"\s*(?:dear|to whom it may concern)\b", re.IGNORECASE)
_MEMO = re.compile(r"\W*(?:memorandum|memo|fact ?sheet|press release)\b", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"\battach(?:ed|ment|ments|ing)?\b|\benclos(?:ed|ure|ures)\b", re.IGNORECASE
)
# How Gmail, Notes and plain text name what was attached, below the body or in it.
_SIZE = re.compile(r"\d[\d.,]*\s?[KMG]B?", re.IGNORECASE)
_NAME = r"[^<>\"|:*?]{1,80}?\.[A-Za-z][A-Za-z0-9]{1,4}"
_NAMED = re.compile(
    rf"see attached file: ?({_NAME})\)|\[attachment [\"“]?({_NAME})[\"”]? (?:deleted|removed|moved)"
    rf"|<<({_NAME})>>|^\W*({_NAME})\s+\d[\d.,]*\s?[KMG]B?$",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"\W*({_NAME})")


class Paper(NamedTuple):
    """A page that begins an attached paper: how sure that is, why, and its file's name or ''."""

    page: int
    score: float
    reasons: tuple[str, ...]
    name: str


def papers_named(body: Sequence[Row]) -> list[str]:
    """The files that lines of a body name as attached, as Gmail, Notes and plain text do."""
    found: list[str] = []
    for place, row in enumerate(body):
        said = row.line.text
        found += [next(filter(None, match.groups())) for match in _NAMED.finditer(said)]
        below = body[place + 1].line.text if place + 1 < len(body) else ""
        if _SIZE.fullmatch(below.strip()) and (alone := _ALONE.fullmatch(said.strip())):
            found.append(alone[1])
    return found


def name_match(name: str, rows: Sequence[Row]) -> float:
    """The share of a file name's words that stand in rows."""
    wanted = set(_WORD.findall(re.sub(r"\.\w{1,5}$", "", name).casefold().replace("_", " ")))
    if not wanted:
        return 0.0
    titles = [row.line.text for row in rows if len(row.line.words) <= _TITLE_WORDS]
    said = set(_WORD.findall(" ".join(titles).casefold()))
    return len(wanted & said) / len(wanted)


class Papers:
    """Finds the papers between a message and the next."""

    def __init__(self, sheet: Sheet, pages: PageRows, candidates: Sequence[Candidate]) -> None:
        """Look on this sheet; what a header block begins is no paper."""
        self._sheet = sheet
        self._rows = sheet.rows
        self._pages = pages
        self._blocks = {one.first_row for one in candidates}
        quoted = [one.block.start for one in candidates] + [mark.row for mark in sheet.wrote]
        self._quoted = sorted(quoted)
        self._heads = [self._head(page) for page in range(len(sheet.pages))]
        counts = Counter(said for heads in self._heads for said in heads)
        self._common = [said for said, count in counts.items() if count >= _COMMON]

    def behind(self, message: Candidate, start: int, end: int) -> tuple[list[Paper], float]:
        """The papers among rows `start` to `end`, and the doubt that one was not told from it."""
        if not self._rows or end <= start:
            return [], 0.0
        first_page, last_page = self._rows[start].page, self._rows[end - 1].page
        found: list[Paper] = []
        taken: list[str] = []
        doubt = 0.0
        begins = start
        for page in range(first_page + 1, last_page + 1):
            row = self._pages.first(page)
            rows = self._pages.on(page, end)
            if not rows or row in self._blocks:
                continue
            names = self._names(message, row, taken)
            seen = self._evidence(begins, row, rows, end, names)
            is_another = bool(found)
            paper, points = _judged(page, rows, seen, names, is_another=is_another)
            if paper is not None:
                found.append(paper)
                begins = row
                if paper.name:
                    taken += names[: names.index(paper.name) + 1]
            elif not is_another and points >= _MAYBE and not names:
                doubt = _MAYBE_DOUBT
        return found, doubt

    def _names(self, message: Candidate, row: int, taken: Sequence[str]) -> list[str]:
        """What is named above a row and could be printed there; pictures in signatures are not."""
        named = [*message.header.attachments, *papers_named(self._rows[message.block.end : row])]
        return [
            name
            for name in dict.fromkeys(named)
            if name not in taken and not _PICTURE.fullmatch(name)
        ]

    def _evidence(
        self, begins: int, row: int, rows: Sequence[Row], end: int, names: Sequence[str]
    ) -> Mapping[str, bool]:
        """What the page from `row` on shows, beside the document that began at row `begins`."""
        before = self._rows[begins:row]
        page, first = rows[0].page, self._rows[begins].page
        white = white_left(self._sheet, row)
        is_odd_margin = abs(_left(rows) - _left(before)) > _ODD_MARGIN_PT
        is_odd_print = abs(_height(rows) - _height(before)) > 1.0
        signs = _title_signs(rows)
        edge = self._sheet.edges[page]
        said = rows[0].line.text
        return {
            "white_before": white > _WHITE_LEFT,
            "full_before": white <= _FULL_LEFT,
            "page_one": edge.page_of is not None
            and edge.page_of[0] == 1
            and edge.page_of[1] < len(self._sheet.pages) - 1,
            "name": any(name_match(name, rows[:4]) >= 0.5 for name in names),
            "title": signs > 0,
            "headline": signs > 1,
            "margin": is_odd_margin,
            "print_size": is_odd_print,
            "paper_size": _is_other_size(self._sheet.pages[page], self._sheet.pages[page - 1]),
            "numbered_anew": self._is_numbered_anew(page),
            "head": self._has_lost_head(first, page),
            "letter": _is_letter(rows),
            "table": _table_share(rows) >= _TABLE_SHARE and _table_share(before) < _MESSAGE_TABLE,
            "announced": any(_ANNOUNCED.search(one.line.text) for one in before),
            # One print job may number a message and the papers that it names through.
            "numbered_on": (is_on := self._is_numbered_on(first, page)) and not names,
            "named_but_on": is_on and bool(names),
            "goes_on": said[:1].islower() or said.startswith(">") or is_marker(said),
            "quotes_follow": any(row <= one < end for one in self._quoted),
            "as_message": not (is_odd_margin or is_odd_print or signs),
        }

    def _is_numbered_anew(self, page: int) -> bool:
        edge, before = self._sheet.edges[page], self._sheet.edges[page - 1]
        return edge.number == 1 and before.number is not None and before.number >= 1

    def _is_numbered_on(self, first: int, page: int) -> bool:
        """Whether the message's own numbers, which begin with 1 on its first page, go on here."""
        sheet_edges = self._sheet.edges
        edge, before, start = sheet_edges[page], sheet_edges[page - 1], sheet_edges[first]
        if edge.page_of and before.page_of and start.page_of:
            is_on = edge.page_of == (before.page_of[0] + 1, before.page_of[1])
            return is_on and edge.page_of[1] < len(self._sheet.pages) - 1
        if first == 0 or edge.number is None or before.number is None:
            return False
        return start.number == 1 and edge.number == before.number + 1

    def _has_lost_head(self, first: int, page: int) -> bool:
        """Whether a line that runs at the edges of the message's pages is not on this one.

        The line is a mail program's, or on no other page: the stamps of a release may be missing.
        """
        there = self._heads[page]
        kept = self._heads[page - 1]
        for earlier in range(first, page - 1):
            kept = [said for said in kept if _is_among(said, self._heads[earlier])]
        return any(
            not _is_among(said, there)
            and (_PROGRAM.search(said) or (page - first > 1 and not _is_among(said, self._common)))
            for said in kept
        )

    def _head(self, page: int) -> list[str]:
        """The lines at a page's edges that say more than a number."""
        lines = self._sheet.pages[page].lines
        numbers = self._sheet.edges[page].lines
        said = (re.sub(r"[\d\W_]+", " ", lines[number].text).strip() for number in numbers)
        return [text.casefold() for text in said if len(text) >= _HEAD_LETTERS]


def _judged(
    page: int, rows: Sequence[Row], seen: Mapping[str, bool], names: Sequence[str], *,
    is_another: bool,
) -> tuple[Paper | None, float]:  # fmt: skip
    """The paper that begins on a page, or None, and the points that speak for one."""
    told = [name for name, is_seen in seen.items() if is_seen]
    points = sum(PAPER[name][0] for name in told)
    reasons = tuple(PAPER[name][1] for name in told if PAPER[name][1])
    telling = [name for name in told if name in _TELLING]
    if seen["white_before"]:
        telling += [name for name in ("table", "headline") if seen[name]]
        telling += ["print"] if seen["margin"] and seen["print_size"] else []
    share = min(1.0, max(0.0, points / _FULL_POINTS))
    if names:
        is_odd_name = is_another and name_match(names[0], rows[:6]) < 0.5
        if share - 0.2 * is_odd_name >= SURE:
            name = max(names, key=lambda one: name_match(one, rows[:6]))
            return Paper(page, share - 0.2 * is_odd_name, reasons, name), points
    wanted = _ANOTHER_POINTS if is_another else _UNNAMED_POINTS
    if telling and points >= wanted:
        score = share if _is_sure(telling) else min(share, _UNNAMED_SCORE)
        return Paper(page, score, (*reasons, _NO_NAME), ""), points
    return None, points


def _is_sure(telling: Sequence[str]) -> bool:
    """Whether two things tell, one of which a message can hardly have."""
    return len(telling) > 1 and any(name in _TELLING for name in telling)


_NO_NAME = "but the message names no such paper"


def _is_among(said: str, others: Iterable[str]) -> bool:
    """Whether a line is one of others, but for a few letters."""
    return any(fuzz.ratio(said, other, score_cutoff=_SAME_HEAD) >= _SAME_HEAD for other in others)


def _is_other_size(page: PrintedPage, before: PrintedPage) -> bool:
    """Whether a page is wider or higher than the one before, or turned."""
    wide = abs(page.width_pt - before.width_pt) / before.width_pt
    high = abs(page.height_pt - before.height_pt) / before.height_pt
    return max(wide, high) > _OTHER_SIZE


def _is_letter(rows: Sequence[Row]) -> bool:
    """Whether a page begins with a date and a greeting, or says that it is a memorandum."""
    top = [row.line.text for row in rows[:_LETTER_ROWS]]
    if any(_MEMO.match(text) and len(text) < 40 for text in top[:5]):
        return True
    greeting = next((place for place, text in enumerate(top) if _DEAR.match(text)), None)
    return bool(greeting) and any(is_day(text.strip()) for text in top[:greeting])


def _table_share(rows: Sequence[Row]) -> float:
    """The share of rows that are parted into three columns or more."""
    if len(rows) < _TABLE_ROWS:
        return 0.0
    return sum(len(cells(row.line)) >= _TABLE_CELLS for row in rows) / len(rows)


def _title_signs(rows: Sequence[Row]) -> int:
    """In how many ways the first row is set apart from the rest: centred, in capitals, larger."""
    first = rows[0]
    others = rows[1:12]
    if not others or len(first.line.text) > 90 or first.line.text.endswith((".", ",", ";")):
        return 0
    left = min(row.line.x0 for row in others)
    is_centred = first.line.x0 - left > 40
    is_larger = first.height > 1.2 * _height(others)
    return is_centred + first.line.text.isupper() + is_larger


def _left(rows: Sequence[Row]) -> float:
    edges = sorted(row.line.x0 for row in rows)
    return edges[len(edges) // 4] if edges else 0.0


def _height(rows: Sequence[Row]) -> float:
    heights = sorted(row.height for row in rows)
    return heights[len(heights) // 2] if heights else 0.0
