"""Bates numbers as the file itself names them: Acrobat keeps with each stamp how it was made."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pymupdf
from pymupdf import mupdf

# `<<Bates Number#6#131#BPS-#>>`: digits, first number, prefix, suffix.
_TOKEN = re.compile(r"<<\s*Bates Number((?:#[^#<>]*){1,4})\s*>>", re.IGNORECASE)
_REFERENCE = re.compile(r"(\d+) 0 R")
_MAX_DIGITS = 15


@dataclass(frozen=True, slots=True)
class _Pattern:
    """How the numbers of a stamp are printed."""

    digits: int
    prefix: str
    suffix: str

    def number_in(self, words: Sequence[str]) -> str | None:
        """The last number among these words that is printed so; a prefix may hold spaces."""
        line = " ".join(words)
        prefix = r"\s*".join(map(re.escape, self.prefix.split())) + r"\s*" * bool(self.prefix)
        found = re.findall(
            rf"(?<![\w-])({prefix}\d{{{self.digits},{_MAX_DIGITS}}})"
            rf"\s*{re.escape(self.suffix.strip())}(?!\w)",
            line,
        )
        return str(found[-1]) if found else None


class AcrobatStamps:
    """What the stamps of one PDF say of themselves; settings that pages share are read once."""

    def __init__(self, document: pymupdf.Document) -> None:
        """Nothing is read yet."""
        self._document = document
        self._patterns: dict[int, tuple[_Pattern, ...]] = {}

    def number(self, page: pymupdf.Page, words: Sequence[str]) -> str | None:
        """The Bates number that was stamped on a page whose words these are, or None."""
        try:
            for xref in self._stamps(page):
                for pattern in self._pattern_of(xref):
                    if number := pattern.number_in(words):
                        return number
        except (mupdf.FzErrorBase, RuntimeError, ValueError, IndexError):
            return None
        return None

    def _stamps(self, page: pymupdf.Page) -> Iterator[int]:
        """The page and the forms on it, each of which may say what stamped it."""
        yield page.xref
        for form in page.get_xobjects():
            yield int(form[0])

    def _pattern_of(self, xref: int) -> tuple[_Pattern, ...]:
        """The patterns of the stamp at `xref`; none for what is no stamp."""
        if xref not in self._patterns:
            key = "PieceInfo/ADBE_CompoundType/DocSettings"
            kind, value = self._document.xref_get_key(xref, key)
            reference = _REFERENCE.fullmatch(value) if kind == "xref" else None
            self._patterns[xref] = self._settings(int(reference[1])) if reference else ()
        return self._patterns[xref]

    def _settings(self, xref: int) -> tuple[_Pattern, ...]:
        if not self._document.xref_is_stream(xref):
            return ()
        told = self._document.xref_stream(xref).decode("utf-8", "replace")
        return tuple(_patterns(html.unescape(told)))


def _patterns(settings: str) -> Iterator[_Pattern]:
    for match in _TOKEN.finditer(settings):
        digits, _, prefix, suffix = [*match[1].split("#")[1:], "", "", ""][:4]
        if digits.isdigit() and 0 < int(digits) <= _MAX_DIGITS:
            yield _Pattern(int(digits), html.unescape(prefix), html.unescape(suffix))
