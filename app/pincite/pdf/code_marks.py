"""The codes that stand on a page by themselves: in a margin, in a line, and not in prose.

A page that speaks about exemptions (a cover letter, an explanation sheet, a statute) names codes
too; those withhold nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pymupdf

from pincite.domain.exemptions import FoundCode, find_codes, recognise_codes
from pincite.pdf.areas import Box

# What is written over an area instead of a code.
LABEL = re.compile(
    r"\w*(?:redact|withh[eo]ld|exempt|non-?\s?responsive|duplicate|referral|privilege|confidential"
    r"|under seal|sealed)\w*",
    re.IGNORECASE,
)
Reading = Callable[[str], Iterable[FoundCode]]

# Beyond these parts of the page's width lie its margins.
_LEFT_MARGIN, _RIGHT_MARGIN = 0.13, 0.84
_GAP_PT = 14.0
# How wide a letter of a code is, in parts of its size.
_LETTER_WIDTH = 0.5
_PICTURE_SHARE = 0.6
# An explanation of exemptions begins this many lines with a code.
_MANY = 4
_BEFORE = re.compile(
    r"(?:§|U\.?\s?S\.?\s?C\.?|exempt|sections?\b|subsec|paragraph|clause|pursuant|FOIA|\bAct\b"
    r"|\bRule\b|\bCode\b|\bunder\b|Civ\. ?P|C\.?F\.?R)[^|]{0,40}$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"^\W*(?:of (?:the|this|title)|exempt|permits|protects|applies|and \(?b)")
_CAPITAL_PROSE = re.compile(r"^\W*[A-Z][a-z]*(?:\s[\w'’-]+){3}")
_PROSE = re.compile(r"^\W*\w+(?:\s[\w'’-]+){3}")
_JOINT = re.compile(r"[\s,;:/&.\-|)\]]*(?:and)?[\s,;:/&.\-|(\[]*")
_MAYBE = re.compile(r"\(\s?[bBjJkKdD]\s?\)|\b[bB]\s?\(?\s?[1-9]|1\.4|§")
_SURE = re.compile(r"[(\[{]\s?[bBjJkKdD]|[bBkKjJ]\s?[(\[{]?\d|1\.4|[A-Z]")


class SeenWord(NamedTuple):
    """A word as it is seen on a page; `confidence` 0 to 100."""

    box: Box
    text: str
    confidence: float = 100.0


@dataclass(frozen=True, slots=True)
class CodeMark:
    """Codes that stand beside one another; `is_margin`: beside all other text; `size` in points."""

    box: Box
    codes: tuple[str, ...]
    is_margin: bool
    size: float


def code_marks(words: Sequence[SeenWord], width_pt: float, *, is_live: bool) -> list[CodeMark]:
    """The codes of a page that claim an exemption, down the page.

    Live text is read strictly; what was read from a picture with allowance for its mistakes.
    """
    reading: Reading = find_codes if is_live else recognise_codes
    found: list[CodeMark] = []
    opening = 0
    for line in lines_of(words):
        text = " ".join(word.text for word in line)
        codes = list(reading(text))
        if not codes:
            continue
        opening += codes[0].start <= 2 and bool(_PROSE.match(text[codes[0].end :]))
        for group in _groups(codes, text):
            mark = _mark(group, line, text, width_pt)
            if mark:
                found.append(mark)
    return [] if opening >= _MANY else found


def page_words(page: pymupdf.Page) -> list[SeenWord]:
    """The words of a page's text where they are displayed."""
    words = page.get_text("words", flags=pymupdf.TEXTFLAGS_SEARCH)
    if not page.rotation:
        return [SeenWord(Box(*word[:4]), word[4]) for word in words]
    turned = page.rotation_matrix
    return [SeenWord(Box(*(pymupdf.Rect(word[:4]) * turned)), word[4]) for word in words]


def may_hold_codes(text: pymupdf.TextPage) -> bool:
    """Whether anything on a page looks like a code; most pages are told by their text alone."""
    return bool(_MAYBE.search(text.extractText()))


def is_picture(page: pymupdf.Page) -> bool:
    """Whether a page is a picture, so that any text on it was read from that picture."""
    boxes = [pymupdf.Rect(info["bbox"]) for info in page.get_image_info()]
    largest = max((abs(box & page.rect) for box in boxes), default=0.0)
    return bool(largest >= _PICTURE_SHARE * abs(page.rect))


def lines_of(words: Iterable[SeenWord]) -> list[list[SeenWord]]:
    """Words on one height, parted where a wide gap is, from left to right and down the page."""
    rows: list[list[SeenWord]] = []
    for word in sorted(words, key=lambda one: one.box.y0 + one.box.y1):
        middle = (word.box.y0 + word.box.y1) / 2
        row = next((row for row in rows[-3:] if _holds(row, middle)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return [line for row in rows for line in _parted(sorted(row, key=lambda one: one.box.x0))]


def _holds(row: list[SeenWord], middle: float) -> bool:
    box = row[-1].box
    return box.y0 + 0.15 * (box.y1 - box.y0) <= middle <= box.y1 - 0.15 * (box.y1 - box.y0)


def _parted(row: list[SeenWord]) -> Iterator[list[SeenWord]]:
    line: list[SeenWord] = []
    for word in row:
        if line and word.box.x0 - line[-1].box.x1 > _GAP_PT:
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _groups(codes: Sequence[FoundCode], text: str) -> Iterator[list[FoundCode]]:
    """Codes with nothing between them but what joins them."""
    group: list[FoundCode] = []
    for code in codes:
        if group and not _JOINT.fullmatch(text[group[-1].end : code.start]):
            yield group
            group = []
        group.append(code)
    if group:
        yield group


def _mark(
    group: list[FoundCode], line: list[SeenWord], text: str, width_pt: float
) -> CodeMark | None:
    start, end = group[0].start, group[-1].end
    before, after = text[:start], text[end:]
    written = text[start:end]
    is_bracketed = written[:1] in "([{" or "§" in written or "(" in written
    box = _box_of(line, start, end)
    is_alone = not re.search(r"\w{2}", before + after)
    in_margin = is_in_margin(box, width_pt)
    # "b6 per DOS": what follows a code in a margin belongs to it.
    is_margin = in_margin and not re.search(r"\w{2}", before) and len(after.split()) <= 2
    if not is_margin:
        if _BEFORE.search(before) or _AFTER.match(after) or not _SURE.match(written):
            return None
        if not is_bracketed or (not before.strip() and _CAPITAL_PROSE.match(after)):
            return None
        if re.search(r"\s\w", written) and not is_alone:
            return None
    # Boxes are as high as their typeface or as their ink; widths tell sizes alike.
    size = (box.x1 - box.x0) / len(written) / _LETTER_WIDTH
    return CodeMark(box, tuple(dict.fromkeys(one.code for one in group)), is_margin, size)


def is_in_margin(box: Box, width_pt: float) -> bool:
    """Whether something stands in the left or right margin of a page."""
    middle = (box.x0 + box.x1) / 2
    return middle < _LEFT_MARGIN * width_pt or middle > _RIGHT_MARGIN * width_pt


def _box_of(line: list[SeenWord], start: int, end: int) -> Box:
    """Where a stretch of the text of a line lies."""
    boxes: list[Box] = []
    position = 0
    for word in line:
        first, last = max(start, position), min(end, position + len(word.text))
        if first < last:
            step = (word.box.x1 - word.box.x0) / max(1, len(word.text))
            left = word.box.x0 + (first - position) * step
            right = word.box.x0 + (last - position) * step
            boxes.append(Box(left, word.box.y0, right, word.box.y1))
        position += len(word.text) + 1
    return Box(
        min(box.x0 for box in boxes), min(box.y0 for box in boxes),
        max(box.x1 for box in boxes), max(box.y1 for box in boxes),
    )  # fmt: skip


def says_only_codes(text: str, codes: Iterable[FoundCode]) -> bool:
    """Whether a text labels an area rather than fills it: "Room B6" in a table is no exemption."""
    is_bracketed = True
    for found in reversed(list(codes)):
        is_bracketed = is_bracketed and bool(re.search(r"\W", text[found.start : found.end]))
        text = f"{text[: found.start]} {text[found.end :]}"
    words = re.findall(r"\w{2,}", LABEL.sub(" ", text))
    return len(words) <= (12 if is_bracketed else 0)


# --- codes in the margin ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MarginCodes:
    """Codes one above the other in a margin: they hold for what is at their height and below."""

    y0: float
    y1: float
    codes: tuple[str, ...]


def margin_codes(marks: Iterable[CodeMark]) -> list[MarginCodes]:
    """The stacks of codes in the margins of a page, from top to bottom."""
    stacks: list[list[CodeMark]] = []
    for mark in sorted((one for one in marks if one.is_margin), key=lambda one: one.box.y0):
        height = mark.box.y1 - mark.box.y0
        for stack in stacks:
            last = stack[-1].box
            # They are printed in order: one that begins anew begins another stack.
            is_under = mark.box.y1 - last.y1 < 1.6 * mark.size and mark.codes > stack[-1].codes
            if is_under and mark.box.x0 < last.x1 + height and last.x0 < mark.box.x1 + height:
                stack.append(mark)
                break
        else:
            stacks.append([mark])
    return [
        MarginCodes(
            stack[0].box.y0,
            stack[-1].box.y1,
            tuple(dict.fromkeys(code for mark in stack for code in mark.codes)),
        )
        for stack in stacks
    ]


def codes_at(box: Box, margins: Sequence[MarginCodes]) -> tuple[str, ...]:
    """The codes in the margin that hold for a box: those at its height, else the last above it."""
    lean = 3.0
    level = [one for one in margins if one.y0 - lean < box.y1 and box.y0 < one.y1 + lean]
    if level:
        middle = (box.y0 + box.y1) / 2
        return min(level, key=lambda one: abs((one.y0 + one.y1) / 2 - middle)).codes
    above = [one for one in margins if one.y0 <= box.y1]
    if above:
        return max(above, key=lambda one: one.y0).codes
    return ()
