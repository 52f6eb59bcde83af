"""What a released page says of itself or of pages that were not released, as marks.

Agencies put a sheet in place of what they withhold ("Deleted Page Information Sheet"), and stamp
pages that they do not release for another reason ("Non-responsive", "Duplicate", "Referred to …").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pincite.domain.exemptions import codes_in, without_codes


class MarkKind(StrEnum):
    """What a mark says of its page, or of those that it stands for."""

    DELETED = "deleted pages"
    WITHHELD = "withheld in full"
    DENIED = "denied in full"
    NON_RESPONSIVE = "non-responsive"
    DUPLICATE = "duplicate"
    REFERRED = "referred"
    IN_PART = "released in part"


@dataclass(frozen=True, slots=True)
class PageMark:
    """A mark on a page; `codes` are the exemptions it names, in normal form."""

    kind: MarkKind
    codes: tuple[str, ...] = ()


# A stamp is short; a line of a letter that only mentions one is not.
_MOST_WORDS = 9
# A sheet that stands for pages has little else on it.
_MOST_LINES = 45
_WHOLLY = r"(?:in\s+(?:full|(?:its|their)\s+entirety)|entirely)"
_SHEETS: tuple[tuple[MarkKind, tuple[str, ...]], ...] = (
    (
        MarkKind.DELETED,
        (r"deleted\s+page\s+information\s+sheet", r"deletion\s+sheet", r"deleted\s+page\(?s\)?"),
    ),
    (
        MarkKind.WITHHELD,
        (
            rf"pages?\(?s?\)?\s+(?:\w+\s+){{0,4}}with?held\s+{_WHOLLY}",
            rf"with?held\s+{_WHOLLY}",
            r"page\s+with?held",
            r"(?-i:\bWIF\b)",
        ),
    ),
    (MarkKind.DENIED, (rf"(?:denied|exempt)\s+{_WHOLLY}",)),
    (
        MarkKind.NON_RESPONSIVE,
        (
            r"non-?\s?responsive(?:\s+(?:record|page|material|information))?",
            r"not\s+responsive",
            r"out(?:side)?\s+(?:of\s+)?(?:the\s+)?scope",
        ),
    ),
    (MarkKind.IN_PART, (r"releas(?:e|ed)\s+in\s+part",)),
    (MarkKind.DUPLICATE, (r"duplicates?(?:\s+(?:of|page|record|copy|to\s+be))?\b",)),
    (
        MarkKind.REFERRED,
        (
            r"referr(?:ed|al)\s*(?:\(s\))?(?:\s+to\b|/consult(?:ation)?|/direct)",
            r"referr(?:ed|al)\s+(?:document|page|record)",
            r"\breferral\b",
            r"consultation\s+with",
        ),
    ),
)
_PATTERNS = tuple((kind, re.compile("|".join(forms), re.IGNORECASE)) for kind, forms in _SHEETS)
# Sentences about a release: cover letters and footers of mail.
_SENTENCE = re.compile(
    r"\b(?:we|our|your|you|please|if|will|were|have|has|been|may|any|should|request"
    r"|pursuant|enclosed|letter|this email|this message)\b",
    re.IGNORECASE,
)
_SHEET_WORDS = re.compile(
    r"page\(?s?\)?\s+(?:\w+\s+){0,4}(?:with?held|deleted)|deleted\s+page|information\s+sheet"
    r"|with?held\s+in\s+(?:full|its|their)|denied\s+in|^(?-i:WIF)\b",
    re.IGNORECASE,
)
_CHECKED = re.compile(r"^\W*(?:[xX☒☑✓✔■]|\[[xX]\]|\([xX]\))\W+")
_UNCHECKED = re.compile(r"^\W*(?:_{2,}|☐|□|\[\s?\]|\(\s\))\s*")


def page_marks(lines: Sequence[str]) -> tuple[PageMark, ...]:
    """The marks on a page whose text stands in these lines, each kind once.

    On a sheet with boxes to tick, only a line that is ticked counts where any is.
    """
    found: dict[MarkKind, dict[str, None]] = {}
    written = [" ".join(line.split()) for line in lines if line.strip()]
    is_sheet = len(written) <= _MOST_LINES and any(_SHEET_WORDS.search(line) for line in written)
    has_ticks = any(_CHECKED.match(line) for line in written)
    for index, line in enumerate(written):
        if has_ticks and is_sheet and _UNCHECKED.match(line):
            continue
        if kind := _mark_of(line):
            codes = found.setdefault(kind, {})
            codes.update(dict.fromkeys(codes_in(line)))
            below = written[index + 1] if index + 1 < len(written) else ""
            if not re.search(r"\w{2,}", without_codes(below)):
                codes.update(dict.fromkeys(codes_in(below)))
    if found and is_sheet:
        for_pages = next(iter(found))
        found[for_pages].update(dict.fromkeys(_codes_of_sheet(written, has_ticks=has_ticks)))
    return tuple(PageMark(kind, tuple(codes)) for kind, codes in found.items())


def _mark_of(line: str) -> MarkKind | None:
    """The kind of mark that a line is, or None where it only speaks of one."""
    bare = _CHECKED.sub("", line)
    for kind, pattern in _PATTERNS:
        match = pattern.search(bare)
        if not match:
            continue
        rest = bare[: match.start()] + " " + bare[match.end() :]
        words = [word for word in re.findall(r"[A-Za-z]{2,}", rest) if not list(codes_in(word))]
        if kind in (MarkKind.DELETED, MarkKind.WITHHELD, MarkKind.DENIED):
            return kind if len(words) <= 2 * _MOST_WORDS and not _speaks(rest) else None
        # A stamp is all there is on its line, or nearly: "Non-Responsive", "Duplicate of 131".
        most = _MOST_WORDS if kind is MarkKind.REFERRED else 3
        starts = not re.search(r"\w{2,}", bare[: match.start()])
        return kind if starts and len(words) <= most and not _speaks(rest) else None
    return None


def _speaks(rest: str) -> bool:
    return bool(_SENTENCE.search(rest))


def _codes_of_sheet(lines: Sequence[str], *, has_ticks: bool) -> tuple[str, ...]:
    """The codes of a sheet: of the ticked lines where there are any."""
    chosen = [line for line in lines if not has_ticks or _CHECKED.match(line)]
    return tuple(dict.fromkeys(code for line in chosen for code in codes_in(line)))
