"""Pages that are no document: cover letters, separators, placeholders."""

import re
from collections.abc import Sequence

from pincite.processing.release.candidates import Sheet
from pincite.processing.release.lines import Row

COVER_LETTER = "cover letter"
BLANK = "blank page"
SEPARATOR = "separator sheet"
WITHHELD = "page withheld in full"
_FEW_WORDS = 12
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
