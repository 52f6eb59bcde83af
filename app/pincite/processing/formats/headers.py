"""Header fields as they really come: folded, 8-bit, encoded, doubly encoded, or broken."""

import binascii
import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from pincite.processing.formats.charsets import decode

# The fields that are read; the others stay in the native.
_READ = frozenset(
    "from to cc bcc subject date message-id in-reply-to references sender mime-version content-type"
    " content-transfer-encoding content-disposition content-id content-location content-description"
    " content-md5 apparently-to".split()
)
_FIELD = re.compile(r"^([A-Za-z5-]+)[ \t]*:[ \t]*(.*(?:\n[ \t].*)*)", re.MULTILINE)
_ANY_FIELD = re.compile(r"[A-Za-z0-9][!-9;-~]*[ \t]*:")
_INDENTED_FIELD = re.compile(rb"[ \t]+((?:From|To|Subject|Date|Received|Message-ID):)", re.I)
_FOLD = re.compile(r"\s*\n\s*")
# Encoded words; the text part is taken as it is found, spaces and missing `?=` too.
_ENCODED = re.compile(r"=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*)*)\?=")
_BETWEEN_ENCODED = re.compile(r"(\?=)\s+(?==\?[^?\s]+\?[bBqQ]\?)")
_Q_ESCAPE = re.compile(rb"=([0-9A-Fa-f]{2})")
_PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)')
_SECTION = re.compile(r"^([^*]+)\*(?:(\d+)(\*?))?$")
_VALUE_CHARSET = re.compile(r"^([^']*)'[^']*'(.*)$", re.DOTALL)
_CHARSET = re.compile(rb"(?:charset\s*=\s*\"?|=\?)([A-Za-z][\w.:-]*)", re.IGNORECASE)
_MAX_HEADER_BYTES = 2_000_000
_LONGEST_VALUE = 1_000_000


def split_head(raw: bytes, start: int, end: int) -> tuple[str, int]:
    r"""The header block of `raw[start:end]` with `\n` line ends, and where the body starts.

    Text that starts with no field has no header at all. A block that runs into the body without a
    blank line ends behind its last field.
    """
    start = _past_envelope(raw, start, end)
    first_lf, first_crlf = raw.find(b"\n\n", start, end), raw.find(b"\r\n\r\n", start, end)
    if raw.startswith((b"\n", b"\r\n"), start):
        return "", start + (1 if raw.startswith(b"\n", start) else 2)
    if first_crlf >= 0 and (first_lf < 0 or first_crlf < first_lf):
        stop, body = first_crlf, first_crlf + 4
    elif first_lf >= 0:
        stop, body = first_lf, first_lf + 2
    else:
        stop = body = end
    block = raw[start : min(stop, start + _MAX_HEADER_BYTES)]
    if b"\r" in block or b"\0" in block:
        return _checked(block, start, body)
    if not block.isascii() or not _is_plain_block(block):
        return _checked(block, start, body)
    return block.decode("ascii"), body


_PLAIN_LINES = re.compile(rb"(?:(?:[A-Za-z0-9][!-9;-~]*+[ \t]*+:|[ \t])[^\n]*+(?:\n|\Z)|\n)*+")


def _is_plain_block(block: bytes) -> bool:
    """Whether every line is a field or the continuation of one."""
    return _PLAIN_LINES.fullmatch(block) is not None


def _past_envelope(raw: bytes, start: int, end: int) -> int:
    """Behind `From ` and `>From ` lines and a byte order mark, which are no part of the header."""
    if raw.startswith(b"\xef\xbb\xbf", start):
        start += 3
    if raw[start : start + 1] in (b" ", b"\t") and (match := _INDENTED_FIELD.match(raw, start)):
        start = match.start(1)
    while raw.startswith((b"From ", b">From "), start):
        newline = raw.find(b"\n", start, end)
        if newline < 0:
            return start
        start = newline + 1
    return start


def _checked(block: bytes, start: int, body: int) -> tuple[str, int]:
    """A block with something unusual in it: 8-bit bytes, returns, or lines that are no field."""
    lines = block.split(b"\n")
    fields = [
        index for index, line in enumerate(lines) if _ANY_FIELD.match(line[:200].decode("latin-1"))
    ]
    if not fields or (fields[0] > 0 and not lines[0][:1].isspace()):
        return "", start
    last = fields[-1] + 1
    while last < len(lines) and (lines[last][:1] in (b" ", b"\t") or lines[last] in (b"", b"\r")):
        last += 1
    if last < len(lines):
        body = start + sum(len(line) + 1 for line in lines[:last])
        lines = lines[:last]
    kept: list[str] = []
    charset = _stated_charset(block)
    for index, line in enumerate(lines):
        text = _header_text(line.rstrip(b"\r"), charset).replace("\r", " ")
        # A line that is neither a field nor folded is the rest of the field before it.
        is_stray = index not in fields and text[:1] not in (" ", "\t")
        kept.append(f" {text}" if is_stray else text)
    return "\n".join(kept), body


def _stated_charset(block: bytes) -> str:
    """The charset that the header names for something else: its 8-bit fields are likely in it."""
    match = _CHARSET.search(block) if not block.isascii() else None
    return match[1].decode("ascii") if match else ""


def _header_text(line: bytes, charset: str) -> str:
    line = line.replace(b"\0", b"")
    return line.decode("ascii") if line.isascii() else decode(line, charset)


def fields_of(head: str) -> dict[str, list[str]]:
    """The fields that are read, by lower-case name, each value still folded and encoded."""
    found: dict[str, list[str]] = {}
    for name, value in _FIELD.findall(head):
        name = name.lower()
        if name in _READ:
            found.setdefault(name, []).append(value[:_LONGEST_VALUE])
    return found


def first(fields: Mapping[str, list[str]], name: str) -> str:
    """The first value of a field that says anything, or ''."""
    values = fields.get(name)
    if not values:
        return ""
    return values[0] if len(values) == 1 else next((v for v in values if v.strip()), "")


def unfolded(value: str) -> str:
    """A value on one line."""
    return _FOLD.sub(" ", value).strip() if "\n" in value else value.strip()


def decoded(value: str) -> str:
    """A value on one line with its encoded words read (RFC 2047), broken ones too."""
    value = unfolded(value)
    return decoded_words(value) if "=?" in value else value


@lru_cache(maxsize=4096)
def decoded_words(value: str) -> str:
    """Encoded words read; neighbours of one charset are joined before they are decoded.

    A character may be split between two words, against the rules, so bytes are joined first.
    """
    value = _BETWEEN_ENCODED.sub(r"\1", value)
    parts: list[str] = []
    pending, pending_charset = b"", ""
    position = 0
    for match in _ENCODED.finditer(value):
        content = _word_bytes(match[2], match[3])
        if content is None:
            continue
        between = value[position : match.start()]
        if pending and (between or match[1].lower() != pending_charset):
            parts.append(decode(pending, pending_charset))
            pending = b""
        parts.append(between)
        pending, pending_charset = pending + content, match[1].lower()
        position = match.end()
    if pending:
        parts.append(decode(pending, pending_charset))
    parts.append(value[position:])
    text = "".join(parts)
    return _FOLD.sub(" ", text) if "\n" in text else text


def _word_bytes(encoding: str, text: str) -> bytes | None:
    """The bytes of one encoded word, or None if it is not one after all."""
    if encoding in "qQ":
        content = text.replace("_", " ").encode("utf-8", "replace")
        return _Q_ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), content)
    plain = re.sub(r"[^A-Za-z0-9+/]", "", text)
    if len(plain) % 4 == 1:
        plain = plain[:-1]
    try:
        return binascii.a2b_base64(plain + "=" * (-len(plain) % 4))
    except binascii.Error:
        return None


@lru_cache(maxsize=4096)
def parameters(value: str) -> tuple[str, dict[str, str]]:
    """The value of a structured field in lower case and its parameters (RFC 2045, 2231).

    The first of two parameters with one name counts. Callers may not change what is returned.
    """
    value = unfolded(value)
    if ";" not in value:
        return value.lower(), {}
    head = value.split(";", 1)[0].strip().lower()
    plain: dict[str, str] = {}
    sections: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, content in _PARAMETER.findall(value):
        name = name.lower()
        content = _unquoted(content)
        section = _SECTION.match(name)
        if section:
            is_encoded = bool(section[3]) if section[2] else True
            pieces = sections.setdefault(section[1], {})
            pieces.setdefault(int(section[2] or 0), (content, is_encoded))
        else:
            plain.setdefault(name, decoded_words(content) if "=?" in content else content)
    for name, pieces in sections.items():
        plain[name] = _joined(pieces)
    return head, plain


def _unquoted(content: str) -> str:
    content = content.strip()
    if content.startswith('"'):
        content = content[1:-1] if len(content) > 1 and content.endswith('"') else content[1:]
        return (
            re.sub(r"\\(.)", r"\1", content) if '\\"' in content or "\\\\" in content else content
        )
    return content


def _joined(pieces: dict[int, tuple[str, bool]]) -> str:
    """The value of a parameter in sections, percent-decoded where they are marked so."""
    charset = ""
    content = b""
    for index in sorted(pieces):
        text, is_encoded = pieces[index]
        if index == min(pieces) and is_encoded and (match := _VALUE_CHARSET.match(text)):
            charset, text = match[1], match[2]
        raw = text.encode(errors="replace")
        content += unquote_to_bytes(raw) if is_encoded else raw
    text = decode(content, charset)
    return decoded_words(text) if "=?" in text else text
