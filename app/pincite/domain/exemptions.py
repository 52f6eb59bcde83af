"""The codes by which an agency says why it withheld something: read, compared and shown.

A code has one normal form, whatever it looks like on the page: `b7E` for (b)(7)(E), b7E or B7(e).

Sources: 5 U.S.C. 552(b)(1)-(9), of which (7) has (A) to (F); 5 U.S.C. 552a(d)(5), (j)(1)-(2) and
(k)(1)-(7); Executive Order 13526, sections 1.4(a)-(h), which releases print beside (b)(1). The
statutes of states are kept as they are cited, such as D.C. Code § 2-534(a)(2).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Strict: a code stands by itself, a bare letter is a capital, and those of the Privacy Act have
# their brackets. A looser one takes in names and the cells of tables.
_FOIA = (
    r"(?:\(\s?[bB]\s?\)|[bB])\s?(?:"
    r"(?:\(\s?7\s?\)|7)(?:\s?\(\s?(?P<part>[A-Fa-f])\s?\)|(?P<barepart>[A-F]))?"
    r"|\(\s?(?P<foia>[1-689])\s?\)|(?P<bare>[1-689]))"
)
_CODE = re.compile(
    r"(?<![\w.§(])(?:"
    + _FOIA
    + r"|\((?P<act>[jJ](?=.{1,3}[12])|[kK]|[dD](?=.{1,3}5))\)\s?\((?P<number>[1-7])\)"
    r"|1\.4\s?\(?(?P<order>[a-hA-H])\)?"
    r"|(?P<state>(?:[A-Z][A-Za-z.]* ){1,4}(?:Code|Law|Stat\.|Ann\.),? §{1,2} ?\d[\w.:\-]*"
    r"(?:\(\w{1,3}\))*)"
    r")(?!\w)"
)
_NORMAL = re.compile(r"b[1-9]|b7[A-F]|d5|j[12]|k[1-7]|1\.4[A-H]")


# Loose, for what was read from a picture: "(bX6)", "(b)(7XC)", "{b)(S)", "b l". In live text it
# would find codes where there is none.
_OPEN = r"[(\[{|]\s?"
_LETTER = r"[bBhDE68®&]"
# What is read for the brackets between two parts: ")(" as X, Y, N or nothing.
_BETWEEN = r"[)\]}XxYNJjV(\[{|\s'\"‘’.,]{0,5}"
_PART = r"[A-Fa-f€¢£](?!\W{0,3}\d)"
_END = r"(?:\s?[)\]}|])?"
_LOOSE = re.compile(
    r"(?<![A-Za-z0-9.§])(?:"
    rf"{_OPEN}{_LETTER}\s?{_BETWEEN}(?P<digit>[T17]7|[1-9SsGTIil|?])"
    rf"(?:{_BETWEEN}(?P<part>{_PART}|(?<=[(xXN\[{{])[0OG])(?![a-z]))?{_END}"
    rf"|{_OPEN}{_LETTER}\s?[)\]}}XxY][\s(\[{{)\]}}XxYN]{{2,5}}(?P<only>{_PART}){_END}"
    rf"|[bB][)\]}}XxY(\[{{\s]{{1,4}}(?P<late>[1-9SsIl])(?![a-z])"
    rf"(?:{_BETWEEN}(?P<latepart>{_PART})(?![a-z]))?{_END}"
    rf"|[bB]\s?(?P<bare>[1-9é](?![0-9])|[lI](?![\w'])|[T?](?=[A-F]\b))"
    rf"(?:\s?[Ccf]?(?P<barepart>{_PART})(?![\w']))?"
    r")(?![A-Za-z0-9])"
)
_DIGITS = {
    **dict.fromkeys("Ss", "5"), **dict.fromkeys("Gé", "6"), **dict.fromkeys("Iil|", "1"),
    **dict.fromkeys(("T", "?", "T7", "17", "77"), "7"),
}  # fmt: skip
_PARTS = {"€": "E", "¢": "C", "£": "E", "0": "D", "O": "D", "G": "C"}


class FoundCode(NamedTuple):
    """A code in a text: its half-open offsets, and its normal form."""

    start: int
    end: int
    code: str


def find_codes(text: str) -> Iterator[FoundCode]:
    """The codes that stand in a text, in their order."""
    for match in _CODE.finditer(text):
        yield FoundCode(match.start(), match.end(), _normal(match))


def recognise_codes(text: str) -> Iterator[FoundCode]:
    """The codes in a text that was read from a picture, whose letters may be mistaken."""
    strict = list(find_codes(text))
    loose = [_recognised(match) for match in _LOOSE.finditer(text)]
    kept = list(loose)
    for found in strict:
        # Of two readings of one place the longer has understood more of it.
        at = [one for one in kept if one.start < found.end and found.start < one.end]
        if all(found.end - found.start >= one.end - one.start for one in at):
            kept = [one for one in kept if one not in at] + [found]
    yield from sorted(kept)


def codes_in(text: str) -> Iterator[str]:
    """The codes that stand in a text, in normal form and in their order."""
    for found in find_codes(text):
        yield found.code


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the codes stand in a text: half-open, in their order."""
    for match in _CODE.finditer(text):
        yield match.span()


def without_codes(text: str) -> str:
    """What a text says beside its codes."""
    return _CODE.sub(" ", text)


def parse_code(text: str) -> str | None:
    """The normal form of a code as someone writes it, or None if it is not one."""
    written = " ".join(text.split())
    match = _CODE.fullmatch(written)
    if match:
        return _normal(match)
    # By itself a code is also understood in small letters and without its brackets.
    bare = re.sub(r"[\s().-]", "", written.lower())
    bare = "1.4" + bare[2:] if bare.startswith("14") else bare
    found = bare[:-1] + bare[-1].upper() if bare[:-1] in {"b7", "1.4"} else bare
    return found if _NORMAL.fullmatch(found) else None


def display_code(code: str) -> str:
    """A code in the brackets of its statute: `(b)(7)(E)`, `(k)(2)`, `1.4(d)`."""
    if not _NORMAL.fullmatch(code):
        return code
    if code.startswith("1.4"):
        return f"1.4({code[3:].lower()})"
    return "".join(f"({part})" for part in code)


def _normal(match: re.Match[str]) -> str:
    if match["state"]:
        return " ".join(match["state"].replace("§ ", "§").split()).replace("§", "§ ", 1)
    if match["order"]:
        return f"1.4{match['order'].upper()}"
    if match["act"]:
        return f"{match['act'].lower()}{match['number']}"
    part = match["part"] or match["barepart"] or ""
    return f"b{match['foia'] or match['bare'] or '7'}{part.upper()}"


def _recognised(match: re.Match[str]) -> FoundCode:
    if match["only"]:
        # Only (b)(7) has parts, so its number need not be legible.
        part = _PARTS.get(match["only"], match["only"]).upper()
        return FoundCode(match.start(), match.end(), f"b7{part}")
    written = match["digit"] or match["late"] or match["bare"]
    digit = _DIGITS.get(written, written)
    part = (match["part"] or match["latepart"] or match["barepart"] or "").strip()
    part = _PARTS.get(part, part).upper()
    if part and digit == "1" and written != "1":
        digit = "7"
    return FoundCode(match.start(), match.end(), f"b{digit}{part if digit == '7' else ''}")
