"""Older messages that stand in the body of another, by their header blocks and `wrote:` lines."""

from collections.abc import Sequence

from pincite.domain.releases import QuotedMessage
from pincite.processing.release.candidates import Candidate, Sheet
from pincite.processing.release.lines import Row
from pincite.processing.release.wrote import Introduction, is_marker, is_rule


def quoted_messages(
    sheet: Sheet, first: int, last: int, below: Sequence[Candidate]
) -> tuple[QuotedMessage, ...]:
    """The quoted messages in rows `first` to `last` (half-open), in order.

    `below` are the header blocks there that begin no message of their own. Each ends where the next
    one begins, or where its `>` marks end.
    """
    rows = sheet.rows
    marks = [
        Introduction(one.block.start, one.block.end, one.block.quotes, one.header)
        for one in below
        if first <= one.block.start and one.block.end <= last
    ]
    marks += [mark for mark in sheet.wrote if first <= mark.row and mark.end <= last]
    marks.sort(key=lambda mark: mark.row)
    found: list[QuotedMessage] = []
    level = 0
    for place, mark in enumerate(marks):
        limit = marks[place + 1].row if place + 1 < len(marks) else last
        level += not mark.quotes
        start, end = _span(rows, mark, _end(rows, mark, limit))
        found.append(QuotedMessage(start, end, max(1, level + mark.quotes), mark.header))
    return tuple(found)


def _end(rows: Sequence[Row], mark: Introduction, limit: int) -> int:
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


def _span(rows: Sequence[Row], mark: Introduction, end: int) -> tuple[int, int]:
    """Offsets from the first to the last word of rows."""
    words = [word for row in rows[mark.row : max(end, mark.end)] for word in row.line.words]
    start = min(word.start for word in rows[mark.row].line.words)
    return start, max([start, *(word.end for word in words)])
