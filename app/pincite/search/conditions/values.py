"""The values of fields, as far as several fields share how they are read."""

import re


class BadValue(Exception):
    """A value that a field does not understand: what was expected, and a value that works."""

    def __init__(self, expected: str, instead: str = "") -> None:
        """`instead` is put in place of the value in the mended query."""
        super().__init__(expected)
        self.expected = expected
        self.instead = instead


def like(value: str) -> str:
    """A value with `*` and `?` as a LIKE pattern, the rest taken literally."""
    escaped = re.sub(r"([\\%_])", r"\\\1", value)
    return escaped.replace("*", "%").replace("?", "_")


def range_ends(value: str) -> tuple[str, str]:
    """Both ends of `a..b` (or `a`); a short end takes what it lacks from the beginning."""
    begin, _, end = (part.strip() for part in value.partition(".."))
    if not end:
        return begin, begin
    if end.isdigit():
        digits = re.search(r"\d*$", begin)
        stem = begin[: digits.start()] if digits else begin
        own = begin[len(stem) :]
        end = stem + own[: max(0, len(own) - len(end))] + end
    return begin, end
