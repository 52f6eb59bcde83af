"""Finds the older messages that stand in the body of a message, by the marks mailers leave.

Only for text that has no page: what stands in printed mail is found where it is un-printed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pincite.domain.documents import SentDate
from pincite.processing.formats.dates import printed_date, sent_date
from pincite.processing.formats.languages import ENGLISH, LABELS, MARKERS, WROTE_OPENS, plain
from pincite.processing.release.wrote import wrote_elsewhere


@dataclass(frozen=True, slots=True)
class Quoted:
    """An older message within a text: half-open offsets, from its header or its `wrote:` line.

    A deeper one lies within the one that quoted it; `depth` counts from 1.
    """

    start: int
    end: int
    depth: int
    sender: str = ""
    recipients: str = ""
    subject: str = ""
    sent: SentDate | None = None


# How many lines a header block or a wrapped `On … wrote:` may take.
_BLOCK_LINES, _WROTE_LINES = 14, 4
_MAX_QUOTED = 400
_MARKS = re.compile(r"[ \t]*(?:>[ \t]?)*")
_ROLES = {
    label: "other" if role == "attached" else role
    for labels in LABELS.values()
    for label, role in labels.items()
}
_LABEL = re.compile(r"\*?([^\W\d_][\w '.-]{0,16}?)[ \t]*:\*?[ \t]*(.*)")
_LIKE_LABEL = re.compile(r"\W?[A-Z][A-Za-z]{1,11}\s?:")
_DIVIDER = re.compile(
    r"(?:-{2,}|_{3,})?\s*(?:original message|forwarded message|begin forwarded message"
    rf"|forwarded by .*|{'|'.join(MARKERS)})\s*:?\s*-*\s*|_{{10,}}",
    re.IGNORECASE,
)
_WROTE = re.compile(r"On\b(?P<told>.{6,300}?)\b(?:wrote|writes|said):", re.IGNORECASE | re.DOTALL)
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s*[+-]\d{4})?")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    level: int
    text: str


def quoted_in(text: str, start: int = 0) -> list[Quoted]:
    """The messages quoted in `text`, in their order; the offsets are moved on by `start`."""
    lines = list(_lines(text))
    found: list[Quoted] = []
    index = 0
    while index < len(lines) and len(found) < _MAX_QUOTED:
        block = _header_block(lines, index) or _wrote(lines, index)
        if block is None:
            index += 1
            continue
        after, quoted = block
        end = _end(lines, index, after)
        found.append(replace(quoted, start=lines[index].start + start, end=end + start))
        index = max(after, index + 1)
    return _nested(found)


def header_end(text: str) -> int:
    """Where the header block or the `wrote:` line ends that a quoted message begins with."""
    lines = list(_lines(text[:6000]))
    for index in range(min(3, len(lines))):
        block = _header_block(lines, index) or _wrote(lines, index)
        if block:
            return _start_of(lines, block[0], text)
    return _start_of(lines, _after_labels(lines), text)


def _after_labels(lines: Sequence[_Line]) -> int:
    """The line behind those that look like a header's, misread or withheld as they may be."""
    first = next((index for index, line in enumerate(lines) if line.text), 0)
    after = count = 0
    for index in range(first, min(first + _BLOCK_LINES, len(lines))):
        if _LIKE_LABEL.match(lines[index].text):
            after, count = index + 1, count + 1
        elif index == first or not lines[index].text:
            break
    # One alone is as likely a sentence with a colon.
    return after if count > 1 else 0


def _start_of(lines: Sequence[_Line], index: int, text: str) -> int:
    return lines[index].start if index < len(lines) else len(text)


def _lines(text: str) -> Iterator[_Line]:
    position = 0
    for line in text.split("\n"):
        marks = _MARKS.match(line)
        skipped = marks.end() if marks else 0
        level = line[:skipped].count(">")
        yield _Line(position, position + len(line), level, line[skipped:].rstrip())
        position += len(line) + 1


def _header_block(lines: Sequence[_Line], first: int) -> tuple[int, Quoted] | None:
    """A divider with a block of labels below it, or such a block by itself that has a sender."""
    index = first
    is_divided = (
        bool(lines[index].text) and _DIVIDER.fullmatch(plain(lines[index].text)) is not None
    )
    if is_divided:
        index += 1
        while index < len(lines) and index < first + 3 and not lines[index].text:
            index += 1
    fields: dict[str, str] = {}
    role, last, level = "", index, lines[first].level
    is_english = True
    for position in range(index, min(index + _BLOCK_LINES, len(lines))):
        line = lines[position]
        match = _labelled(line.text)
        if match:
            label = plain(match[1])
            is_english = is_english and label in LABELS[ENGLISH]
            role = _ROLES[label]
            fields.setdefault(role, match[2].strip())
            last = position + 1
        elif position == index or (not line.text and len(fields) > 1) or line.level < level:
            break
        elif line.text and role in ("to", "cc", "bcc"):
            fields[role] += f" {line.text}"
    needed = 2 if is_divided else 3
    if "from" not in fields or len(set(fields) - {"other", "bcc"}) < needed:
        return None
    if not is_divided and not _labelled(lines[first].text):
        return None
    recipients = "; ".join(fields[role] for role in ("to", "cc") if fields.get(role))
    quoted = Quoted(
        0, 0, 0, fields["from"], recipients, fields.get("subject", ""),
        _sent(fields.get("sent", ""), is_english=is_english),
    )  # fmt: skip
    return last, quoted


def _labelled(text: str) -> re.Match[str] | None:
    """The label of a header field that a line begins with, and its value."""
    match = _LABEL.fullmatch(text)
    return match if match and plain(match[1]) in _ROLES else None


def _sent(written: str, *, is_english: bool) -> SentDate | None:
    if is_english:
        return sent_date(written)
    return printed_date(written, is_day_first=True)


def _wrote(lines: Sequence[_Line], first: int) -> tuple[int, Quoted] | None:
    """An `On … wrote:` line, which may be wrapped."""
    opening = lines[first].text.partition(" ")[0].casefold()
    if opening != "on" and opening not in WROTE_OPENS:
        return None
    joined = ""
    for position in range(first, min(first + _WROTE_LINES, len(lines))):
        joined = f"{joined} {lines[position].text}".strip()
        if opening != "on":
            told = wrote_elsewhere(joined)
            if told is not None:
                return position + 1, Quoted(0, 0, 0, told[1], "", "", told[0])
            continue
        match = _WROTE.fullmatch(joined)
        if match:
            written, sender = _told(match["told"])
            if not written:
                return None
            return position + 1, Quoted(0, 0, 0, sender, "", "", sent_date(written))
    return None


def _told(told: str) -> tuple[str, str]:
    """The date and the sender that an `On … wrote:` line names."""
    clock = _CLOCK.search(told)
    year = _YEAR.search(told)
    if clock:
        cut = clock.end()
    elif year:
        cut = year.end()
    else:
        return "", ""
    rest = told[cut:].lstrip(" ,")
    return told[:cut].strip(" ,"), rest.strip(" ,")


def _end(lines: Sequence[_Line], first: int, after: int) -> int:
    """Where a quoted message ends: with its marks, or with the text that it stands in."""
    own = lines[first].level
    following = next((line for line in lines[after:] if line.text), None)
    is_marked = following is not None and following.level > own
    last = lines[after - 1].end
    for line in lines[after:]:
        if line.level < own or (is_marked and line.level <= own and line.text):
            break
        if line.text:
            last = line.end
    return last


def _nested(found: Sequence[Quoted]) -> list[Quoted]:
    """Each with how deep it lies: how many of the others hold it."""
    nested: list[Quoted] = []
    open_until: list[int] = []
    for one in found:
        while open_until and open_until[-1] <= one.start:
            open_until.pop()
        end = min([one.end, *open_until])
        open_until.append(end)
        nested.append(replace(one, end=end, depth=len(open_until)))
    return nested


def own_spans(start: int, end: int, quoted: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What of `start` to `end` is left when the quoted messages are taken out, in order."""
    spans: list[tuple[int, int]] = []
    position = start
    for inner_start, inner_end in sorted(quoted):
        if not start <= inner_start < end:
            continue
        if inner_start > position:
            spans.append((position, inner_start))
        position = max(position, min(inner_end, end))
    if position < end:
        spans.append((position, end))
    return spans
