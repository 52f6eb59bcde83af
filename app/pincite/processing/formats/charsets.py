"""Bytes as text: by the charset that is named, then by what the bytes look like."""

import codecs
import re
from functools import lru_cache

# Codecs that are not charsets of text on the wire, or could be made to do work.
_REFUSED = frozenset(
    "idna punycode raw-unicode-escape unicode-escape undefined mbcs oem palmos".split()
)
# What is written in the wild, and the superset that reads it. Source: WHATWG Encoding Standard.
_ALIASES = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "big5": "big5hkscs",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOKED_AT_BYTES = 100_000
# Charsets in which ASCII bytes are always ASCII.
_PLAIN = frozenset("us-ascii ascii utf-8 utf8 iso-8859-1 iso-8859-15 windows-1252".split())
# Shorter stretches say too little of themselves for a guess among many charsets.
_GUESSABLE_BYTES = 40
_HIGH = re.compile(rb"[\x80-\xff]")
_ESCAPED = re.compile(rb"\x1b(?:\$[@B]|\([BJI])")


@lru_cache(maxsize=256)
def codec_name(charset: str) -> str | None:
    """The codec that reads a charset as it is named in the wild, or None if there is none."""
    name = charset.strip().strip("\"'").lower().replace("_", "-")
    name = _ALIASES.get(name, _ALIASES.get(name.replace("-", "_"), name))
    if name in _REFUSED:
        return None
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    # Only text codecs: `zip` and the like answer to a lookup too.
    return codec.name if codec._is_text_encoding else None


def decode(content: bytes, charset: str = "") -> str:
    """The text of these bytes; `charset` is what was stated, which may be missing or wrong.

    What is plain ASCII or declared rightly is read so; else UTF-8, a guess, and Windows-1252. No
    byte ever stops it: what no charset reads becomes U+FFFD.
    """
    is_plain_charset = not charset or charset.lower() in _PLAIN
    if content.isascii() and (_is_plain(content) or (is_plain_charset and b"\x1b" not in content)):
        return content.decode("ascii")
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    codec = codec_name(charset) if charset else None
    if codec == "cp1252" or codec is None:
        return _undeclared(content)
    for name in (codec, "utf-8"):
        try:
            return content.decode(name)
        except (UnicodeError, ValueError):
            continue
    if codec == "utf-8" and not _has_utf8(content):
        return _undeclared(content)
    return content.decode(codec, "replace")


def _is_plain(content: bytes) -> bool:
    """Whether ASCII bytes are ASCII in any charset: UTF-7, HZ and ISO-2022 hide text in them."""
    return not any(mark in content for mark in (b"\x1b", b"+", b"~", b"\0"))


def _undeclared(content: bytes) -> str:
    """Text whose charset is not stated, unknown, or the one that mailers state for everything."""
    if _ESCAPED.search(content, 0, 4096):
        return content.decode("iso-2022-jp", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # No Western text has so many accents. With fewer, a guess is wrong more often than not: a dozen
    # accents look alike in all siblings of Windows-1252.
    is_dense = len(_HIGH.findall(content)) * 4 > len(content)
    if is_dense and len(content) >= _GUESSABLE_BYTES and (guess := _guess(content)):
        return content.decode(guess, "replace")
    return content.decode("latin-1").translate(_WINDOWS)


def _has_utf8(content: bytes) -> bool:
    """Whether any byte sequence in it is a character of UTF-8."""
    return any(ord(character) > 127 for character in content.decode("utf-8", "ignore"))


def _guess(content: bytes) -> str | None:
    """The charset that these bytes look like."""
    # Imported when first needed: most mail is never guessed at, and it takes 50 ms.
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_LOOKED_AT_BYTES]).best()
    return best.encoding if best else None


# Latin-1 with the printable characters of Windows-1252, which also reads its five gaps.
_WINDOWS = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
