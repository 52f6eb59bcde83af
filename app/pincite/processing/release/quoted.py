"""Older messages that stand in the body of another, by their header blocks and `wrote:` lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pincite.domain.pages import WordBox
from pincite.domain.releases import PrintedField, PrintedHeader, QuotedMessage
from pincite.processing.formats.dates import printed_date
from pincite.processing.release.boundaries import Candidate, is_marker, is_rule
from pincite.processing.release.lines import Row, words_text
from pincite.processing.release.people import printed_people

_MAX_ROWS = 4
_MAX_LETTERS = 260
_OPENS = re.compile(r"^[>\s]*On\b(?=.*\d)", re.IGNORECASE)
_CLOSES = re.compile(r"\b(?:wr[o0]te|writes)\s?[:;]?\s*$", re.IGNORECASE)
_WROTE_ON = re.compile(r"^(.{2,60}?)\s+wr[o0]te on (.{8,40}?)\s?[:;]$", re.IGNORECASE)
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[AP]\.?M\.?)?(?: ?[+-]\d{4}|,? [A-Z]{3,4}(?![\w.]))?"
    r"(?: ?\([A-Z]{2,5}\))?",
    re.IGNORECASE,
)
_MARKS = re.compile(r"^\s*((?:> ?)+)")


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a quoted message begins: rows of its header, `>` before them, what they say."""

    row: int
    end: int
    quotes: int
    header: PrintedHeader


def quoted_messages(
    rows: Sequence[Row], text: str, first: int, last: int, below: Sequence[Candidate]
) -> tuple[QuotedMessage, ...]:
    """The quoted messages in rows `first` to `last` (half-open), in order.

    `below` are the header blocks there that begin no message of their own. Each ends where the next
    one begins, or where its `>` marks end.
    """
    marks = [
        _Mark(one.block.start, one.block.end, one.block.quotes, one.header)
        for one in below
        if first <= one.block.start and one.block.end <= last
    ]
    taken = {number for mark in marks for number in range(mark.row, mark.end)}
    marks += _wrote_lines(rows, text, first, last, taken)
    marks.sort(key=lambda mark: mark.row)
    found: list[QuotedMessage] = []
    level = 0
    for place, mark in enumerate(marks):
        limit = marks[place + 1].row if place + 1 < len(marks) else last
        level += not mark.quotes
        start, end = _span(rows, mark, _end(rows, mark, limit))
        found.append(QuotedMessage(start, end, max(1, level + mark.quotes), mark.header))
    return tuple(found)


def _end(rows: Sequence[Row], mark: _Mark, limit: int) -> int:
    """The row before which a quoted message ends, at the latest `limit`."""
    end = limit
    while end > mark.end and (
        is_marker(rows[end - 1].line.text) or is_rule(rows[end - 1].line.text)
    ):
        end -= 1
    if mark.end < end and rows[mark.end].line.text.startswith(">"):
        number, last_marked = mark.end, mark.end
        # A line that was wrapped in printing has lost its mark.
        while number < end and number - last_marked <= 1:
            if rows[number].line.text.startswith(">"):
                last_marked = number
            number += 1
        end = last_marked + 1
    return end


def _span(rows: Sequence[Row], mark: _Mark, end: int) -> tuple[int, int]:
    """Offsets from the first to the last word of rows."""
    words = [word for row in rows[mark.row : max(end, mark.end)] for word in row.line.words]
    start = min(word.start for word in rows[mark.row].line.words)
    return start, max([start, *(word.end for word in words)])


def _wrote_lines(
    rows: Sequence[Row], text: str, first: int, last: int, taken: set[int]
) -> list[_Mark]:
    """The lines by which mail programs introduce what they quote, wrapped ones too."""
    found: list[_Mark] = []
    number = first
    while number < last:
        mark = None
        line = rows[number].line.text
        if number not in taken:
            if _OPENS.match(line):
                mark = _on_wrote(rows, text, number, last)
            elif line.endswith((":", ";")) and (match := _WROTE_ON.match(line)):
                mark = _wrote_on(rows[number], text, number, match)
        if mark:
            found.append(mark)
        number = mark.end if mark else number + 1
    return found


def _on_wrote(rows: Sequence[Row], text: str, number: int, last: int) -> _Mark | None:
    """`On <date>, <person> wrote:` on one row or several."""
    words: list[WordBox] = []
    marks = _MARKS.match(rows[number].line.text)
    for end in range(number, min(number + _MAX_ROWS, last)):
        row_words = rows[end].line.words
        words += [word for word in row_words if text[word.start : word.end].strip(">")]
        said = words_text(text, words)
        if len(said) > _MAX_LETTERS:
            return None
        if _CLOSES.search(said):
            header = _wrote_header(said, words)
            quotes = marks[1].count(">") if marks else 0
            return _Mark(number, end + 1, quotes, header) if header else None
    return None


def _wrote_header(said: str, words: Sequence[WordBox]) -> PrintedHeader | None:
    """Date and sender of an `On … wrote:` line whose words these are."""
    clock = _CLOCK.search(said)
    if clock is None:
        return None
    opening = said.index(" ") + 1
    closing = _CLOSES.search(said)
    end = closing.start() if closing else len(said)
    sender_start = clock.end()
    while sender_start < end and said[sender_start] in " ,":
        sender_start += 1
    sent = _part(said, words, opening, clock.end())
    sender = _part(said, words, sender_start, end)
    date = printed_date(sent.text.strip(" ,"))
    if date is None or date.local is None:
        return None
    people = printed_people(sender.text.strip(" ,"))
    return PrintedHeader({"from": sender, "sent": sent}, {"from": people[:1]}, date)


def _wrote_on(row: Row, text: str, number: int, match: re.Match[str]) -> _Mark | None:
    """`<person> wrote on <date>:`, as Lotus Notes writes."""
    date = printed_date(match[2])
    if date is None or date.local is None:
        return None
    said = words_text(text, row.line.words)
    sender = _part(said, row.line.words, match.start(1), match.end(1))
    sent = _part(said, row.line.words, match.start(2), match.end(2))
    people = printed_people(sender.text)
    header = PrintedHeader({"from": sender, "sent": sent}, {"from": people[:1]}, date)
    return _Mark(number, number + 1, 0, header)


def _part(said: str, words: Sequence[WordBox], start: int, end: int) -> PrintedField:
    """The words of a line that lie in a stretch of what it says."""
    inside: list[WordBox] = []
    position = 0
    for word in words:
        length = word.end - word.start
        if position < end and position + length > start and length:
            cut_start = max(0, start - position)
            cut_end = min(length, end - position)
            inside.append(word._replace(start=word.start + cut_start, end=word.start + cut_end))
        position += length + 1
    return PrintedField("", tuple(inside), said[start:end].strip())
