"""Lines that introduce an older message: `On … wrote:`, `-----Original Message-----`, rules."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pincite.domain.documents import SentDate
from pincite.domain.pages import WordBox
from pincite.domain.releases import PrintedField, PrintedHeader
from pincite.processing.formats.dates import printed_date
from pincite.processing.formats.languages import (
    MARKERS,
    WROTE_BEFORE,
    WROTE_CLOSES,
    WROTE_OPENS,
    plain,
)
from pincite.processing.release.lines import Row, words_text
from pincite.processing.release.people import printed_people

_MAX_ROWS = 4
_MAX_LETTERS = 260
_OPENS = re.compile(rf"^[>\s]*(?:On|{'|'.join(WROTE_OPENS)})\b(?=.*\d)", re.IGNORECASE)
_CLOSES = re.compile(r"\b(?:wr[o0]te|writes)\s?[:;]?\s*$", re.IGNORECASE)
# In other languages: the verb at the end, or before the person.
_CLOSES_OTHERWISE = re.compile(rf"\b(?:{'|'.join(WROTE_CLOSES)})\s?[:;]\s*$")
_VERB_BEFORE = re.compile(rf"\b(?:{'|'.join(WROTE_BEFORE)})\b(?P<who>.{{2,}}?)\s?[:;]\s*$")
_WROTE_ON = re.compile(r"^(.{2,60}?)\s+wr[o0]te on (.{8,40}?)\s?[:;]$", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\d./])\d{1,2}[:.h]\d{2}(?!\.?\d{3}|\.\d{1,2},? )(?:[:.]\d{2})?"
    r"(?: ?[AP]\.?M\.?)?(?: ?[+-]\d{4}|,? (?-i:[A-Z]{3,4})(?![\w.]))?"
    r"(?: ?\([A-Z]{2,5}\))?",
    re.IGNORECASE,
)
_MARKS = re.compile(r"^\s*((?:> ?)+)")
_MARKER = re.compile(
    r"original\s?message|begin forwarded message|forwarded (?:message|by)|original appointment"
    r"|\bwr[o0]te\s?[:;]$|message from .{0,40}[:;]$",
    re.IGNORECASE,
)
_OTHER_MARKER = re.compile(
    rf"{'|'.join(MARKERS)}|\b(?:{'|'.join(WROTE_CLOSES)})\s?[:;]$|\b(?:{'|'.join(WROTE_BEFORE)})\b.*:$"
)
_RULE = re.compile(r"[_\-–—=*. ]{8,}")


@dataclass(frozen=True, slots=True)
class Introduction:
    """Where a quoted message begins: rows of its header, `>` before them, what they say."""

    row: int
    end: int
    quotes: int
    header: PrintedHeader


def is_marker(text: str) -> bool:
    """Whether a line says that an older message follows."""
    return len(text) < 90 and bool(_MARKER.search(text) or _OTHER_MARKER.search(plain(text)))


def is_rule(text: str) -> bool:
    """Whether a line is a rule of dashes or underscores."""
    return bool(_RULE.fullmatch(text))


def wrote_lines(rows: Sequence[Row], text: str, taken: Iterable[int]) -> list[Introduction]:
    """The lines by which mail programs introduce what they quote; `taken` rows are headers."""
    found: list[Introduction] = []
    blocked = set(taken)
    number = 0
    while number < len(rows):
        mark = None
        line = rows[number].line.text
        if number not in blocked:
            if _OPENS.match(line):
                mark = _on_wrote(rows, text, number)
            elif line.endswith((":", ";")) and (match := _WROTE_ON.match(line)):
                mark = _wrote_on(rows[number], text, number, match)
        if mark:
            found.append(mark)
        number = mark.end if mark else number + 1
    return found


def _on_wrote(rows: Sequence[Row], text: str, number: int) -> Introduction | None:
    """`On <date>, <person> wrote:` on one row or several."""
    words: list[WordBox] = []
    marks = _MARKS.match(rows[number].line.text)
    for end in range(number, min(number + _MAX_ROWS, len(rows))):
        row_words = rows[end].line.words
        words += [word for word in row_words if text[word.start : word.end].strip(">")]
        said = words_text(text, words)
        if len(said) > _MAX_LETTERS:
            return None
        span = _sender_span(said)
        if span is not None:
            header = _wrote_header(said, words, span)
            quotes = marks[1].count(">") if marks else 0
            return Introduction(number, end + 1, quotes, header) if header else None
    return None


def _sender_span(said: str) -> tuple[int, int] | None:
    """Where what names the date and the person ends, and from where on it names the person alone.

    The first is 0 where the person stands behind the date; None where the line is no such line.
    """
    if closing := _CLOSES.search(said):
        return 0, closing.start()
    told = plain(said)
    if len(told) != len(said):
        # What a letter is made of may be several; it is compared as it is printed then.
        told = said.casefold()
    if closing := _CLOSES_OTHERWISE.search(told):
        return 0, closing.start()
    if closing := _VERB_BEFORE.search(told):
        return closing.start("who"), closing.end("who")
    return None


def wrote_elsewhere(said: str) -> tuple[SentDate, str] | None:
    """Date and sender of a line that says in another language than English who wrote when."""
    span = _sender_span(said)
    if span is None:
        return None
    clock = _CLOCK.search(said, 0, span[0] or span[1])
    if clock is None:
        return None
    written = said[said.index(" ") + 1 : clock.end()].strip(" ,")
    date = printed_date(written, is_day_first=True)
    if date is None or date.local is None:
        return None
    return date, said[max(span[0], clock.end()) : span[1]].strip(" ,")


def _wrote_header(
    said: str, words: Sequence[WordBox], span: tuple[int, int]
) -> PrintedHeader | None:
    """Date and sender of such a line, whose words these are and whose sender lies in a span."""
    sender_start, end = span
    clock = _CLOCK.search(said, 0, sender_start or end)
    if clock is None:
        return None
    opening = said.index(" ") + 1
    sender_start = max(sender_start, clock.end())
    while sender_start < end and said[sender_start] in " ,":
        sender_start += 1
    sent = _part(said, words, opening, clock.end())
    sender = _part(said, words, sender_start, end)
    is_english = said[:3].casefold() == "on "
    date = printed_date(sent.text.strip(" ,"), is_day_first=not is_english)
    if date is None or date.local is None:
        return None
    people = printed_people(sender.text.strip(" ,"))
    return PrintedHeader({"from": sender, "sent": sent}, {"from": people[:1]}, date)


def _wrote_on(row: Row, text: str, number: int, match: re.Match[str]) -> Introduction | None:
    """`<person> wrote on <date>:`, as Lotus Notes writes."""
    date = printed_date(match[2])
    if date is None or date.local is None:
        return None
    said = words_text(text, row.line.words)
    sender = _part(said, row.line.words, match.start(1), match.end(1))
    sent = _part(said, row.line.words, match.start(2), match.end(2))
    people = printed_people(sender.text)
    header = PrintedHeader({"from": sender, "sent": sent}, {"from": people[:1]}, date)
    return Introduction(number, number + 1, 0, header)


def _part(said: str, words: Sequence[WordBox], start: int, end: int) -> PrintedField:
    """The words of a line that lie in a stretch of what it says."""
    inside: list[WordBox] = []
    position = 0
    for word in words:
        length = word.end - word.start
        if position < end and position + length > start and length:
            cut_start = max(0, start - position)
            cut_end = min(length, end - position)
            inside.append(word.cut(word.start + cut_start, word.start + cut_end))
        position += length + 1
    return PrintedField("", tuple(inside), said[start:end].strip())
