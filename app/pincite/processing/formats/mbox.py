"""Mailbox files: mboxo, mboxrd, and list archives that escape nothing."""

import re
from collections.abc import Iterator
from mmap import mmap

from pincite.processing.formats.sniff import FIELD_LINE, FROM_LINE

# A longer line is none: addresses end, and so do dates.
_LINE = re.compile(rb"^From [^\r\n]{5,500}\r?\n", re.MULTILINE)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_ENVELOPE_FIELD = re.compile(
    rb"(?:>?From:?[ \t]|Return-Path:|Received:|Date:|Message-I[Dd]:|X-|Delivered-To:|Status:)"
)


def message_starts(data: bytes | mmap, start: int, end: int) -> Iterator[int]:
    """Where the `From ` lines stand that start a message, within `[start, end)`.

    Each is told by what is near it, so that any stretch of a file can be looked at by itself: it
    ends in a date and a field follows. Where no blank line stands before, it must be a field that
    messages begin with: bodies quote such lines.
    """
    for match in _LINE.finditer(data, start):
        if match.start() >= end:
            return
        if not FROM_LINE.match(match[0]):
            continue
        before = data[max(0, match.start() - 4) : match.start()]
        follows = FIELD_LINE if _is_blank_before(before) else _ENVELOPE_FIELD
        if follows.match(data, match.end()):
            yield match.start()


def _is_blank_before(before: bytes) -> bool:
    """Whether a blank line, or nothing, stands before a line."""
    return not before or before.endswith((b"\n\n", b"\r\n\r\n")) or not before.strip(b"\r\n")


def message_spans(data: bytes | mmap, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the messages that start within `[start, end)`, without their `From ` lines.

    The last one may go on beyond `end`. The blank line that mailboxes put behind each message is
    not part of it.
    """
    previous = -1
    for found in message_starts(data, start, len(data)):
        if previous >= 0:
            yield _span(data, previous, found)
        if found >= end:
            return
        previous = found
    if previous >= 0:
        yield _span(data, previous, len(data))


def _span(data: bytes | mmap, line: int, stop: int) -> tuple[int, int]:
    start = data.find(b"\n", line) + 1
    tail = data[max(start, stop - 4) : stop]
    if tail.endswith(b"\r\n\r\n"):
        stop -= 2
    elif tail.endswith(b"\n\n"):
        stop -= 1
    return start, max(start, stop)


def unescaped(raw: bytes) -> bytes:
    """A message as it was before a mailbox put `>` before its lines that begin with `From `."""
    return _ESCAPED.sub(rb"\1", raw) if b"\n>" in raw else raw


def escaped(raw: bytes) -> bytes:
    """A message as mboxrd writes it, so that `unescaped` gives it back."""
    return re.sub(rb"^(>*From )", rb">\1", raw, flags=re.MULTILINE)
