"""The parts of a message as spans of its bytes, found however badly it is put together."""

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pincite.processing.formats.headers import decoded, fields_of, first, parameters, split_head

MAX_DEPTH = 40
MAX_PARTS = 5_000
_MEDIA_TYPE = re.compile(r"^[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+$")
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/=\s]*")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_BOUNDARY_LINE = re.compile(rb"^--([^\s-][^\r\n]{0,200}?)(?:--)?[ \t]*\r?$", re.MULTILINE)


@dataclass(slots=True)
class Part:
    """One part: its header, and its body as a half-open span of the message's bytes."""

    fields: dict[str, list[str]]
    start: int
    end: int
    media_type: str = "text/plain"
    parameters: dict[str, str] = field(default_factory=dict)
    disposition: str = ""
    filename: str = ""
    content_id: str = ""
    encoding: str = ""
    children: "list[Part]" = field(default_factory=list)
    is_closed: bool = True

    @property
    def charset(self) -> str:
        """The charset that it states, or ''."""
        return self.parameters.get("charset", "")


@dataclass(slots=True)
class Message:
    """The header and the tree of parts of a message."""

    raw: bytes
    root: Part
    is_too_deep: bool = False
    is_cut_short: bool = False


class Budget:
    """How many parts may still be read of one message."""

    def __init__(self) -> None:
        """Start with the most that any message may have."""
        self.parts = MAX_PARTS


def read_mime(raw: bytes, start: int = 0, end: int | None = None) -> Message:
    """The parts of a message; never raises, whatever the bytes."""
    end = len(raw) if end is None else end
    head, body = split_head(raw, start, end)
    message = Message(raw, _part(fields_of(head), body, end, "text/plain"))
    _divide(message, message.root, 0, Budget())
    return message


def _part(fields: dict[str, list[str]], start: int, end: int, default_type: str) -> Part:
    """A part with what its header says; contents that it cannot mean are left at the default."""
    part = Part(fields, start, end, default_type)
    value = first(fields, "content-type")
    if value:
        media_type, part.parameters = parameters(value)
        media_type = media_type.split(",")[0].split()[0] if media_type.split() else ""
        if _MEDIA_TYPE.match(media_type):
            part.media_type = media_type
        elif media_type in ("text", "html"):
            part.media_type = "text/html" if media_type == "html" else "text/plain"
        elif media_type == "multipart" or part.parameters.get("boundary"):
            part.media_type = "multipart/mixed"
    encoding = first(fields, "content-transfer-encoding")
    if encoding:
        part.encoding = encoding.split(";")[0].split("(")[0].strip(" \t\r\n\"'").lower()
    value = first(fields, "content-disposition")
    given = part.parameters
    if value:
        part.disposition, stated = parameters(value)
        part.filename = stated.get("filename", "")
    part.filename = _base_name(part.filename or given.get("name", "") or given.get("filename", ""))
    value = first(fields, "content-id")
    if value:
        part.content_id = value.strip().strip("<>").strip()
    return part


def _base_name(name: str) -> str:
    """A file name without folders or what no name may hold."""
    if not name:
        return ""
    name = decoded(name) if "=?" in name else name
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    if not name.isprintable():
        name = "".join(c for c in name if c >= " " and c != "\x7f")
    return name.strip()


def _divide(message: Message, part: Part, depth: int, budget: Budget) -> None:
    """Find the parts of a multipart, and theirs."""
    if not part.media_type.startswith("multipart/"):
        return
    if depth >= MAX_DEPTH or budget.parts <= 0:
        message.is_too_deep = True
        return
    boundary = part.parameters.get("boundary", "").encode("utf-8", "replace").rstrip()
    spans, part.is_closed = _spans(message.raw, part, boundary) if boundary else ([], True)
    if not spans and (guess := _guessed_boundary(message.raw, part)):
        spans, part.is_closed = _spans(message.raw, part, guess)
    if not spans:
        # Nothing to divide: what is there is text.
        part.media_type = "text/plain"
        return
    message.is_cut_short |= not part.is_closed
    default = "message/rfc822" if part.media_type == "multipart/digest" else "text/plain"
    for start, end in spans:
        if budget.parts <= 0:
            message.is_too_deep = True
            return
        budget.parts -= 1
        head, body = _part_head(message.raw, start, end)
        child = _part(fields_of(head), body, end, default)
        part.children.append(child)
        _divide(message, child, depth + 1, budget)


def _part_head(raw: bytes, start: int, end: int) -> tuple[str, int]:
    """The header of a part; one that is only fields, without a blank line, has no body."""
    if raw.startswith((b"From ", b">From "), start):
        # Within a message this is text: no envelope stands here.
        return "", start
    return split_head(raw, start, end)


def _spans(raw: bytes, part: Part, boundary: bytes) -> tuple[list[tuple[int, int]], bool]:
    """The spans between the delimiter lines of a multipart, and whether it is closed."""
    delimiter = b"--" + boundary
    spans: list[tuple[int, int]] = []
    open_at = -1
    position = part.start
    while True:
        found = raw.find(delimiter, position, part.end)
        if found < 0:
            break
        position = found + len(delimiter)
        if found > part.start and raw[found - 1] != 10:
            continue
        newline = raw.find(b"\n", position, part.end)
        line_end = part.end if newline < 0 else newline
        rest = raw[position:line_end].rstrip()
        if rest and not rest.startswith(b"--"):
            continue
        if open_at >= 0:
            spans.append((open_at, _before_break(raw, open_at, found)))
        open_at = -1 if rest else min(line_end + 1, part.end)
        position = line_end
        if rest:
            if _goes_on(raw, delimiter, position, part.end):
                continue
            return spans, True
    if open_at >= 0 and (open_at < part.end or not spans):
        spans.append((open_at, part.end))
    return spans, False


def _goes_on(raw: bytes, delimiter: bytes, position: int, end: int) -> bool:
    """Whether parts follow a closing delimiter all the same (a message that was glued together)."""
    return raw.find(b"\n" + delimiter, position, end) >= 0


def _before_break(raw: bytes, start: int, end: int) -> int:
    """Where a part ends: before the line break that belongs to the delimiter."""
    if end > start and raw[end - 1] == 10:
        end -= 1
        if end > start and raw[end - 1] == 13:
            end -= 1
    return end


def _guessed_boundary(raw: bytes, part: Part) -> bytes | None:
    """The boundary that the body uses where the header states none, or another."""
    for match in _BOUNDARY_LINE.finditer(raw, part.start, min(part.end, part.start + 65_536)):
        after = raw[match.end() + 1 : match.end() + 400].lower()
        if b"content-type:" in after or b"content-transfer-encoding:" in after:
            return match[1]
    return None


def leaves(part: Part) -> Iterator[Part]:
    """Every part that holds no others, in order."""
    if not part.children:
        yield part
    for child in part.children:
        yield from leaves(child)


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a part, decoded; `is_damaged` when some could not be."""

    data: bytes
    is_damaged: bool = False


def content(raw: bytes, part: Part) -> Content:
    """What a part holds, its transfer encoding taken off."""
    data = raw[part.start : part.end]
    encoding = part.encoding
    if encoding == "base64":
        return _base64(data, is_text=part.media_type.startswith("text/"))
    if encoding == "quoted-printable":
        return Content(quopri.decodestring(data) if b"=" in data else data)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return uudecoded(data)
    return Content(data)


def _base64(data: bytes, *, is_text: bool) -> Content:
    """Base64 as it comes: broken lines, stray bytes, several runs, text that was added behind."""
    if is_text and _is_prose(data):
        return Content(data, is_damaged=True)
    clean_end = _BASE64_LINE.match(data).end()  # type: ignore[union-attr]
    added = b""
    if clean_end < len(data):
        line_start = data.rfind(b"\n", 0, clean_end) + 1
        rest = data[line_start:].strip()
        if is_text and line_start and (b"\n" in rest or b" " in rest):
            data, added = data[:line_start], b"\n" + rest
    is_damaged = bool(data.strip()) and clean_end == 0
    parts: list[bytes] = []
    for run in re.split(rb"=+", data):
        plain = _NOT_BASE64.sub(b"", run)
        if not plain:
            continue
        if len(plain) % 4 == 1:
            plain, is_damaged = plain[:-1], True
        parts.append(binascii.a2b_base64(plain + b"=" * (-len(plain) % 4)))
    if b"=" not in data and len(_NOT_BASE64.sub(b"", data)) % 4:
        is_damaged = True
    return Content(b"".join(parts) + added, is_damaged)


def _is_prose(data: bytes) -> bool:
    """Whether most lines have a gap between words, as no base64 has: the encoding is misstated."""
    gaps = [len(line.split()) > 1 for line in data[:65_536].split(b"\n") if line.strip()]
    return bool(gaps) and gaps[0] and sum(gaps) * 2 > len(gaps)


_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} +([^\r\n]+)\r?\n", re.MULTILINE)
_UU_END = re.compile(rb"^end[ \t]*\r?$", re.MULTILINE)


def uudecoded(data: bytes) -> Content:
    """The bytes of one uuencoded block, from its `begin` line or without it."""
    begin = _UU_BEGIN.search(data)
    lines = data[begin.end() if begin else 0 :].split(b"\n")
    decoded_lines: list[bytes] = []
    is_ended = is_damaged = False
    for line in lines:
        line = line.rstrip(b"\r")
        if line.strip() == b"end":
            is_ended = True
            break
        if not line:
            continue
        try:
            decoded_lines.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Some encoders write more than they say. Source: CPython's `uu` module.
            size = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                decoded_lines.append(binascii.a2b_uu(line[:size]))
            except binascii.Error:
                is_damaged = True
    return Content(b"".join(decoded_lines), is_damaged or not is_ended)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A uuencoded file within a text: its name, its bytes, and the span of the text it takes."""

    filename: str
    content: Content
    start: int
    end: int


def uu_blocks(data: bytes) -> list[Enclosed]:
    """The uuencoded files that stand in a text."""
    if b"begin " not in data:
        return []
    found: list[Enclosed] = []
    position = 0
    while begin := _UU_BEGIN.search(data, position):
        position = begin.end()
        line = data[position : data.find(b"\n", position) + 1 or len(data)].rstrip()
        # The first line must hold as many characters as its length says.
        if not line or not 32 <= line[0] <= 96:
            continue
        expected = 1 + (((line[0] - 32) & 63) + 2) // 3 * 4
        if not expected - 4 <= len(line) <= expected + 2 or len(line) < 2:
            continue
        stop = _UU_END.search(data, position)
        end = stop.end() if stop else len(data)
        name = begin[1].decode("utf-8", "replace").strip()
        found.append(Enclosed(name, uudecoded(data[begin.start() : end]), begin.start(), end))
        position = end
    return found
