"""Running matter: what stands at the edge of a page and belongs to the release, not to a message.

Stamps, page and Bates numbers, classification marks, the address of a web page that was printed.
What they say of where a document begins is read as well.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from pincite.domain.exemptions import codes_in, without_codes
from pincite.domain.releases import PrintedLine, PrintedPage
from pincite.processing.release.fields import label_of

_TOP, _BOTTOM = 0.13, 0.87
# Above this nobody prints a message's own lines.
_MARGIN = 0.055
_UPPER = 0.3
_LEFT_EDGE, _RIGHT_EDGE = 0.1, 0.84
_NEIGHBOURS = (1, 2, 3)
_SAME_HEIGHT_PT = 9.0
_SAME = 78.0
# `2 of 6`, `Page 2/6`; no part of a date, as stamps bear: `Date: 06/30/2015`.
_PAGE_OF = re.compile(
    r"(?<![\d/-])(?<!\d\.)\b(\d{1,4})\s*(?:of|/)\s*(\d{1,4})\b(?!\s*[/.-]\s*\d)", re.IGNORECASE
)
_ALONE = re.compile(
    r"[\W_]*(?:(?:page|pg\.?|p\.)\s*)?\d{1,4}[\W_]*(?:(?:of|/)\s*\d{1,4})?[\W_]*"
    r"|[A-Z][A-Za-z0-9&]{0,14}(?:[-_. ][A-Z0-9&]{1,14}){0,3}[-_. ]{0,3}\d{3,12}"
    r"|\d{5,12}",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"\b(?:un)?classified\b|\bcase no|\bdoc no\b|\brelease[d]? in (?:part|full)|\bconfidential\b"
    r"|\bsensitive but|\bfor official use only|\bfoia\b.*\d{4}|https?://|\bproduced by\b"
    r"|\bsubject to protective|\bgmail - ",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"(?:RELEASED? IN\b|RELEASED?$|IN (?:PART|FULL)\b|PART (?:B\d|\(?b)|DENIED IN FULL).{0,24}"
)
# Where stamps stand, right of the middle and above everything else.
_STAMP_X = 0.48
_STAMP_LETTERS = 26
_BARE = re.compile(r"\d{1,4}")
_NUMBER = re.compile(r"[A-Z]{0,3}\d{5,}")


@dataclass(frozen=True, slots=True)
class Edge:
    """What the edges of a page say.

    `lines` are the numbers of its lines that are running matter; `page_of` the page and pages of
    the document as stamped; `stamp` the number of the document stamped on it; `is_first_by_stamp`
    that it bears the stamp that releases put on first pages; `number` the bare page number on it.
    """

    lines: frozenset[int]
    page_of: tuple[int, int] | None = None
    stamp: str = ""
    is_first_by_stamp: bool = False
    number: int | None = None


def edges(pages: Sequence[PrintedPage]) -> list[Edge]:
    """The running matter of every page."""
    margins = [_margin_lines(page) for page in pages]
    found = [_edge(pages, margins, index) for index in range(len(pages))]
    stamps = _document_stamps(pages, found)
    return [replace(edge, stamp=stamp) for edge, stamp in zip(found, stamps, strict=True)]


def is_code_line(line: PrintedLine, width_pt: float) -> bool:
    """Whether a line is nothing but exemption codes at the edge of the page, or `B5, B6`."""
    at_edge = line.x1 < _LEFT_EDGE * width_pt * 1.5 or line.x0 > _RIGHT_EDGE * width_pt
    return at_edge and len(line.text) < 40 and is_codes(line.text)


@lru_cache(maxsize=4096)
def is_codes(text: str) -> bool:
    """Whether a text is nothing but exemption codes."""
    if next(codes_in(text), None) is None:
        return False
    return not re.sub(r"[\W_]", "", without_codes(text))


def _margin_lines(page: PrintedPage) -> list[int]:
    top, bottom = page.height_pt * _TOP, page.height_pt * _BOTTOM
    return [number for number, line in enumerate(page.lines) if line.y1 < top or line.y0 > bottom]


def _edge(pages: Sequence[PrintedPage], margins: list[list[int]], index: int) -> Edge:
    page = pages[index]
    running: set[int] = set()
    page_of = bare = None
    for number in margins[index]:
        line = page.lines[number]
        if label_is_exact(line):
            continue
        if _is_known(line, page) or _comes_again(pages, margins, index, number):
            running.add(number)
            bare = int(line.text) if _BARE.fullmatch(line.text) else bare
            if match := _PAGE_OF.search(line.text):
                pair = int(match[1]), int(match[2])
                page_of = pair if 1 <= pair[0] <= pair[1] else page_of
    stamps, is_first = _release_stamps(page, running)
    running |= stamps
    running |= {
        number for number, line in enumerate(page.lines) if is_code_line(line, page.width_pt)
    }
    return Edge(frozenset(running), page_of, "", is_first, bare)


def _release_stamps(page: PrintedPage, running: set[int]) -> tuple[set[int], bool]:
    """Stamps above a page's own lines, and whether one says how much is released.

    OCR garbles many: any short line at the right, above everything else, is taken for one.
    """
    found: set[int] = set()
    is_first, is_above = False, True
    for number, line in enumerate(page.lines):
        if line.y0 > _UPPER * page.height_pt:
            break
        if number in running:
            continue
        is_short = len(line.text) <= _STAMP_LETTERS
        is_release = _RELEASE.match(line.text) is not None
        is_stray = is_above and is_short and _is_stray(line, page)
        is_first = is_first or is_release
        if is_release or is_stray or (is_first and is_codes(line.text)):
            found.add(number)
        else:
            is_above = False
    return found, is_first


def _is_stray(line: PrintedLine, page: PrintedPage) -> bool:
    """Whether a line stands where stamps do, or says nothing at all."""
    return line.x0 > _STAMP_X * page.width_pt or not any(map(str.isalnum, line.text))


def label_is_exact(line: PrintedLine) -> bool:
    """Whether a line begins with a well-printed header label."""
    label = label_of(line)
    return label is not None and label.is_exact


def _is_known(line: PrintedLine, page: PrintedPage) -> bool:
    """Whether a line in the margin is running matter by what it says."""
    text = line.text
    if page.bates and page.bates in text and len(text) < len(page.bates) + 12:
        return True
    if len(text) > 140:
        return False
    return bool(_ALONE.fullmatch(text) or _KNOWN.search(text)) or is_codes(text)


def _comes_again(
    pages: Sequence[PrintedPage], margins: list[list[int]], index: int, number: int
) -> bool:
    """Whether a line much like this one stands on the same height of pages near by.

    A name above a header block is its mailbox's owner, on however many pages it stands.
    """
    page = pages[index]
    hits = 0
    wanted = min(2, len(pages) - 1)
    is_owner = page.lines[number].y0 > _MARGIN * page.height_pt and _is_above_header(page, number)
    for distance in _NEIGHBOURS:
        for other in (index - distance, index + distance):
            if not 0 <= other < len(pages):
                continue
            match = _like(pages[other], margins[other], page.lines[number])
            if match is None or (is_owner and _is_above_header(pages[other], match)):
                continue
            hits += 1
    return wanted > 0 and hits >= wanted


def _like(page: PrintedPage, margin: list[int], line: PrintedLine) -> int | None:
    """The line of a page's margins that stands where `line` does and says much the same."""
    for number in margin:
        other = page.lines[number]
        if abs(other.y0 - line.y0) > _SAME_HEIGHT_PT or abs(other.x0 - line.x0) > 60:
            continue
        if abs(len(other.text) - len(line.text)) > 6 + len(line.text) // 5:
            continue
        if fuzz.ratio(_masked(line.text), _masked(other.text), score_cutoff=_SAME) >= _SAME:
            return number
    return None


@lru_cache(maxsize=8192)
def _masked(text: str) -> str:
    return re.sub(r"\d", "0", text.casefold())


def _is_above_header(page: PrintedPage, number: int) -> bool:
    """Whether a header field stands directly beneath a line."""
    if number + 1 >= len(page.lines) or page.lines[number].y0 > page.height_pt / 2:
        return False
    return any(label_of(line) for line in page.lines[number + 1 : number + 7])


def _document_stamps(pages: Sequence[PrintedPage], found: Sequence[Edge]) -> list[str]:
    """The number stamped on each page that stays the same within a document, '' where none.

    A number that changes on every page is the page's own, one that never does the release's.
    """
    numbers: list[list[str]] = []
    for page, edge in zip(pages, found, strict=True):
        text = " ".join(page.lines[number].text for number in sorted(edge.lines))
        numbers.append(list(dict.fromkeys(_NUMBER.findall(text))))
    best, best_kept = -1, 0
    for place in range(4):
        values = [row[place] if place < len(row) else "" for row in numbers]
        pairs = [(a, b) for a, b in pairwise(values) if a and b]
        kept = sum(a == b for a, b in pairs)
        if best_kept < kept < len(pairs) and len(pairs) - kept >= 1 and kept >= 2:
            best, best_kept = place, kept
    return [row[best] if 0 <= best < len(row) else "" for row in numbers]
