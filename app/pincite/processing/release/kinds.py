"""Pages that are no message: cover letters, separators, placeholders, and attached papers."""

import re
from collections.abc import Sequence

from pincite.domain.releases import PrintedHeader
from pincite.processing.release.boundaries import Sheet
from pincite.processing.release.lines import Row

COVER_LETTER = "cover letter"
BLANK = "blank page"
SEPARATOR = "separator sheet"
WITHHELD = "page withheld in full"
_FEW_WORDS = 12
_TITLE_WORDS = 12
_PLACEHOLDER_WORDS = 170
_PLACEHOLDERS = {
    WITHHELD: (
        r"deleted page information|withheld (?:in (?:its|their) entirety|in full|in whole|entirely"
        r"|pursuant)|denied in full|withheld pages?"
        r"|pages? (?:were |are |have been )?(?:withheld|not being released)"
    ),
    "non-responsive page": r"non-?\s?responsive (?:page|record|material|document)s?",
    "page withheld as a duplicate": r"duplicate (?:page|record|document)|withheld as duplicate",
    "page referred to another agency": r"referr(?:al|ed) to (?:another|other|the)",
}
_PLACEHOLDER = [(kind, re.compile(words, re.IGNORECASE)) for kind, words in _PLACEHOLDERS.items()]
_SEPARATOR = re.compile(
    r"(?:document |batch )?(?:separator|slip ?sheet)(?: (?:page|sheet))?|(?:this )?page "
    r"(?:has been )?(?:intentionally|left) (?:left )?blank.?|(?:tab|exhibit|attachment|appendix"
    r"|enclosure|part|section|document|item|annex)\s*(?:no\.? ?|# ?)?[A-Z0-9-]{1,6}",
    re.IGNORECASE,
)
_LETTER = re.compile(r"^\s*dear\b", re.IGNORECASE)
_REQUEST = re.compile(
    r"freedom of information|\bfoia\b|public records|records act|records request|your request"
    r"|responsive (?:records|documents|pages)|enclosed|administrative appeal|open records",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"image\d*\.(?:png|jpe?g|gif|bmp)|\w{6,}\[\d+\]\.\w+", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{3,}|\d{2,}")
_ODD_MARGIN_PT = 16.0
_SURE = 2.0


def page_kind(page: int, sheet: Sheet, rows: Sequence[Row]) -> str:
    """What a page is that is no document, '' where it may be one; `rows` are its own."""
    words = sum(len(row.line.words) for row in rows)
    said = " ".join(row.line.text for row in rows) if words <= _PLACEHOLDER_WORDS else ""
    if not words:
        edge, before = sheet.edges[page], sheet.edges[max(page - 1, 0)]
        is_more = page > 0 and bool(edge.stamp) and edge.stamp == before.stamp
        is_seen = sheet.pages[page].withheld or sheet.pages[page].is_unread
        return "" if is_seen or is_more else BLANK
    if words <= _FEW_WORDS and _SEPARATOR.fullmatch(said.strip(" .-_")):
        return SEPARATOR
    if words <= _PLACEHOLDER_WORDS:
        return next((kind for kind, pattern in _PLACEHOLDER if pattern.search(said)), "")
    return ""


def is_cover_letter(rows: Sequence[Row]) -> bool:
    """Whether rows are of the letter that an agency sends with a release."""
    has_greeting = any(_LETTER.match(row.line.text) for row in rows)
    said = " ".join(row.line.text for row in rows)
    hits = {match[0].casefold() for match in _REQUEST.finditer(said)}
    return len(hits) >= (1 if has_greeting else 3)


def papers_named(header: PrintedHeader) -> tuple[str, ...]:
    """The attachments that could have been printed as pages: pictures in signatures are not."""
    return tuple(name for name in header.attachments if not _PICTURE.fullmatch(name))


def name_match(name: str, rows: Sequence[Row]) -> float:
    """The share of a file name's words that stand in rows."""
    wanted = set(_WORD.findall(re.sub(r"\.\w{1,5}$", "", name).casefold().replace("_", " ")))
    if not wanted:
        return 0.0
    titles = [row.line.text for row in rows if len(row.line.words) <= _TITLE_WORDS]
    said = set(_WORD.findall(" ".join(titles).casefold()))
    return len(wanted & said) / len(wanted)


def begins_paper(
    sheet: Sheet, page_rows: Sequence[Row], message_rows: Sequence[Row], white: float, name: str
) -> tuple[float, tuple[str, ...]]:
    """How much a page looks like the first of an attached paper (sure from 0.5), and why."""
    found: list[tuple[float, str]] = []
    edge = sheet.edges[page_rows[0].page]
    if white > 0.12:
        found.append((1.2, "the page before ends with white space"))
    if edge.page_of and edge.page_of[0] == 1 and edge.page_of[1] < len(sheet.pages) - 1:
        found.append((1.5, "the page is stamped as the first of its document"))
    if name and name_match(name, page_rows[:4]) >= 0.5:
        found.append((2.0, "the attachment's name stands at its top"))
    if _is_title(page_rows):
        found.append((0.8, "begins with a title"))
    margin, usual = _left(page_rows), _left(message_rows)
    if abs(margin - usual) > _ODD_MARGIN_PT:
        found.append((0.8, "its margin is not the message's"))
    if abs(_height(page_rows) - _height(message_rows)) > 1.0:
        found.append((0.8, "its print is not of the message's size"))
    if white <= 0.05:
        found.append((-1.5, ""))
    total = sum(weight for weight, _ in found)
    return min(1.0, max(0.0, total / (2 * _SURE))), tuple(why for _, why in found if why)


def _is_title(rows: Sequence[Row]) -> bool:
    """Whether the first row is set apart from the rest: centred, in capitals or larger."""
    first = rows[0]
    others = rows[1:12]
    if not others or len(first.line.text) > 90 or first.line.text.endswith((".", ",", ";")):
        return False
    left = min(row.line.x0 for row in others)
    is_centred = first.line.x0 - left > 40
    return is_centred or first.line.text.isupper() or first.height > 1.2 * _height(others)


def _left(rows: Sequence[Row]) -> float:
    edges = sorted(row.line.x0 for row in rows)
    return edges[len(edges) // 4] if edges else 0.0


def _height(rows: Sequence[Row]) -> float:
    heights = sorted(row.height for row in rows)
    return heights[len(heights) // 2] if heights else 0.0
