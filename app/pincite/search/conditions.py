"""Conditions on what the matter knows of a document: dates, tags, coding, numbers."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from pincite.domain.exemptions import parse_code
from pincite.domain.numbers import BatesNumber, control_number, parse_control_number
from pincite.search.tree import Condition
from pincite.search.withheld import HAS_REDACTION, withheld_under


class BadValue(Exception):
    """A value that a field does not understand: what was expected, and a value that works."""

    def __init__(self, expected: str, instead: str = "") -> None:
        """`instead` is put in place of the value in the mended query."""
        super().__init__(expected)
        self.expected = expected
        self.instead = instead


def condition(field: str, value: str, prefix: str) -> Condition:
    """The condition that `field:value` sets; `prefix` is that of the matter's control numbers.

    Raises:
        BadValue: The field does not understand the value.
    """
    if field == "id":
        return _numbers(value, prefix)
    if field == "thread":
        return _thread(value, prefix)
    return _CONDITIONS[field](value)


# --- dates --------------------------------------------------------------------------------------

# The date as written; an attachment has that of its family.
_SENT = (
    "coalesce(d.given_date, d.sent_local, (SELECT coalesce(f.given_date, f.sent_local)"
    " FROM documents AS f WHERE f.id = d.family_id))"
)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_COMPARISON = re.compile(r"(>=|<=|>|<|=|≥|≤)?\s*(.*)")
# Not the calendar's: Qt sets the user's locale, and the reading is English.
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DATE_FORMS = (
    "Expected a date as 2018, 2018-07, 2018-07-13, a range 2017-09..2018-12, or >=2018-07."
)


class Period(NamedTuple):
    """A day, month or year: its first instant and the first after it, as ISO 8601 prefixes."""

    begin: str
    after: str
    reads_as: str


def _period(text: str) -> Period:
    match = _DATE.fullmatch(text.strip())
    if not match:
        raise BadValue(_DATE_FORMS, _guessed_date(text))
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        raise BadValue(f"There is no date {text.strip()}. {_DATE_FORMS}") from None
    if not month:
        return Period(f"{year:04d}", f"{year + 1:04d}", f"{year}")
    if not day:
        following = f"{year + 1:04d}-01" if month == 12 else f"{year:04d}-{month + 1:02d}"
        return Period(f"{year:04d}-{month:02d}", following, f"{_MONTHS[month - 1]} {year}")
    # A day's texts begin with the day; "~" sorts after every one of them.
    begin = first.isoformat()
    return Period(begin, f"{begin}~", f"{day} {_MONTHS[month - 1]} {year}")


def _guessed_date(text: str) -> str:
    """A day written 7/13/2018 as 2018-07-13, where it can only mean that; else ''."""
    match = re.fullmatch(r"\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})\s*", text)
    if not match:
        return ""
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    if first <= 12 < second <= 31:
        return f"{year}-{first:02d}-{second:02d}"
    if second <= 12 < first <= 31:
        return f"{year}-{second:02d}-{first:02d}"
    return ""


def _date(value: str) -> Condition:
    if ".." in value:
        begin_text, end_text = (part.strip() for part in value.split("..", 1))
        begin = _period(begin_text) if begin_text else None
        end = _period(end_text) if end_text else None
        return _sent(begin, end)
    match = _COMPARISON.fullmatch(value)
    operator, text = (match[1] or "=", match[2]) if match else ("=", value)
    period = _period(text)
    if operator in (">=", "≥"):
        return _sent(period, None)
    if operator in ("<=", "≤"):
        return _sent(None, period)
    if operator == ">":
        return Condition(f"{_SENT} >= ?", (period.after,), f"sent after {period.reads_as}")
    if operator == "<":
        return Condition(f"{_SENT} < ?", (period.begin,), f"sent before {period.reads_as}")
    return Condition(
        f"{_SENT} >= ? AND {_SENT} < ?",
        (period.begin, period.after),
        f"sent {'on' if period.after.endswith('~') else 'in'} {period.reads_as}",
    )


def _sent(begin: Period | None, end: Period | None) -> Condition:
    """Sent within a range that includes both its ends, either of which may be open."""
    if begin and end:
        if begin.begin >= end.after:
            raise BadValue("The range ends before it begins.", f"{end.begin}..{begin.begin}")
        return Condition(
            f"{_SENT} >= ? AND {_SENT} < ?",
            (begin.begin, end.after),
            f"sent {begin.reads_as} – {end.reads_as}",
        )
    if begin:
        return Condition(f"{_SENT} >= ?", (begin.begin,), f"sent {begin.reads_as} or later")
    if end:
        return Condition(f"{_SENT} < ?", (end.after,), f"sent {end.reads_as} or earlier")
    raise BadValue(_DATE_FORMS)


# --- decisions ----------------------------------------------------------------------------------

_TAGGED = (
    "d.id IN (SELECT t.document_id FROM document_tags AS t JOIN tags AS g ON g.id = t.tag_id"
    " WHERE g.name LIKE ? ESCAPE '\\' UNION SELECT p.document_id FROM passages AS p"
    " JOIN passage_tags AS t ON t.passage_id = p.id JOIN tags AS g ON g.id = t.tag_id"
    " WHERE g.name LIKE ? ESCAPE '\\')"
)


def tagged(name: str) -> Condition:
    """Documents that bear the tag of this very name, or have a passage that does."""
    sql = _TAGGED.replace("LIKE ? ESCAPE '\\'", "= ?")
    return Condition(sql, (name, name), f"tagged “{name}”")


_DECIDED = "d.id IN (SELECT document_id FROM codings WHERE {})"
# Of a document and its copies none may be coded so; a copy alone would seem to be coded not at all.
_UNDECIDED = (
    "coalesce(d.copy_of, d.id) NOT IN (SELECT coalesce(c.copy_of, c.id)"
    " FROM codings JOIN documents AS c ON c.id = document_id WHERE {})"
)
_CODED = {
    "responsive": (_DECIDED.format("responsive = 'responsive'"), "coded responsive"),
    "not-responsive": (
        _DECIDED.format("responsive = 'not-responsive'"),
        "coded not responsive",
    ),
    "none": (_UNDECIDED.format("responsive IS NOT NULL"), "not yet coded"),
    "privileged": (_DECIDED.format("is_privileged"), "coded privileged"),
    "not-privileged": (_UNDECIDED.format("is_privileged"), "not coded privileged"),
    "confidential": (_DECIDED.format("is_confidential"), "coded confidential"),
    "not-confidential": (_UNDECIDED.format("is_confidential"), "not coded confidential"),
}
_CODED_ALSO = {
    "nonresponsive": "not-responsive",
    "uncoded": "none",
    "undecided": "none",
    "?": "none",
}
_KINDS = {
    "message": ("message", "messages"),
    "email": ("message", "messages"),
    "attachment": ("attachment", "attachments"),
    "file": ("file", "loose files"),
}
_HAS = {
    "attachment": ("d.attachment_count > 0", "with an attachment"),
    "passage": ("d.id IN (SELECT document_id FROM passages)", "with a passage"),
    "note": (
        (
            "d.id IN (SELECT document_id FROM notes"
            " UNION SELECT document_id FROM passages WHERE note <> '')"
        ),
        "with a note",
    ),
    "tag": (_TAGGED.replace("LIKE ? ESCAPE '\\'", "IS NOT NULL"), "with a tag"),
    "redaction": (HAS_REDACTION, "with a redaction"),
    "exhibit": ("d.id IN (SELECT document_id FROM exhibits)", "that are an exhibit"),
}


def _like(value: str) -> str:
    """A value with `*` and `?` as a LIKE pattern, the rest taken literally."""
    escaped = re.sub(r"([\\%_])", r"\\\1", value)
    return escaped.replace("*", "%").replace("?", "_")


def _tag(value: str) -> Condition:
    pattern = _like(value)
    return Condition(_TAGGED, (pattern, pattern), f"tagged “{value}”", ("tags.name", "tag"))


def _one_of(field: str, value: str, known: dict[str, tuple[str, str]]) -> tuple[str, str]:
    chosen = known.get(value.lower())
    if chosen is None:
        raise BadValue(f"Expected one of {', '.join(known)} after {field}:.", next(iter(known)))
    return chosen


def _coded(value: str) -> Condition:
    name = "-".join(value.lower().split())
    sql, reads_as = _one_of("coded", _CODED_ALSO.get(name, name), _CODED)
    return Condition(sql, (), reads_as)


def _kind(value: str) -> Condition:
    kind, reads_as = _one_of("kind", value.removesuffix("s"), _KINDS)
    return Condition("d.kind = ?", (kind,), f"that are {reads_as}")


def _has(value: str) -> Condition:
    sql, reads_as = _one_of("has", value.removesuffix("s"), _HAS)
    return Condition(sql, (), reads_as)


def _exemption(value: str) -> Condition:
    code = parse_code(value)
    if code is None:
        raise BadValue("Expected an exemption code such as b6, b7E or (b)(7)(E).", "b6")
    return withheld_under(code)


def _type(value: str) -> Condition:
    return Condition("d.type LIKE ? ESCAPE '\\'", (_like(value),), f"of type {value.lower()}")


# --- where it came from -------------------------------------------------------------------------

_FROM_SOURCE = (
    "d.file_id IN (SELECT f.id FROM files AS f JOIN sources AS s ON s.id = f.source_id"
    " WHERE {} LIKE ? ESCAPE '\\')"
)


def _custodian(value: str) -> Condition:
    return Condition(_FROM_SOURCE.format("s.custodian"), (_like(value),), f"of custodian “{value}”")


def _source(value: str) -> Condition:
    return Condition(
        _FROM_SOURCE.format("s.path"),
        (f"%{_like(value)}%",),
        f"from a source named “{value}”",
        ("sources.path", "source"),
    )


# --- numbers ------------------------------------------------------------------------------------

_AMOUNT = re.compile(r"(>=|<=|>|<|=|≥|≤)?\s*(\d+(?:\.\d+)?)\s*(b|kb|mb|gb)?", re.IGNORECASE)
_UNITS = {"": 1, "b": 1, "kb": 1024, "mb": 1024**2, "gb": 1024**3}
_OPERATORS = {"≥": ">=", "≤": "<=", "": "="}


def _amount(value: str, column: str, noun: str, example: str) -> Condition:
    match = _AMOUNT.fullmatch(value)
    if not match or (match[3] and noun != "bytes"):
        raise BadValue(f"Expected a number as in {example}.", example.partition(":")[2])
    written = match[1] or ""
    operator = _OPERATORS.get(written, written)
    amount = int(float(match[2]) * _UNITS[(match[3] or "").lower()])
    words = {">=": "at least ", "<=": "at most ", ">": "more than ", "<": "less than ", "=": ""}
    shown = f"{match[2]} {(match[3] or 'bytes').upper() if noun == 'bytes' else noun}"
    return Condition(f"{column} {operator} ?", (amount,), f"of {words[operator]}{shown}")


def _pages(value: str) -> Condition:
    return _amount(value, "d.page_count", "pages", "pages:>10")


def _ocr(value: str) -> Condition:
    """By the confidence of the page that was read (OCR) worst; text of a file's own has none."""
    least = "(SELECT min(ocr_confidence) FROM pages WHERE document_id = d.id)"
    return _amount(value, least, "% OCR confidence", "ocr:<70")


def _size(value: str) -> Condition:
    return _amount(value, "d.size_bytes", "bytes", "size:>1mb")


def _range(value: str) -> tuple[str, str]:
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


def _numbers(value: str, prefix: str) -> Condition:
    """Documents by control number: one, several parted by commas, or ranges."""
    tests: list[str] = []
    ends: list[int] = []
    readings: list[str] = []
    for part in value.split(","):
        low, high = (_control(text, prefix) for text in _range(part))
        if low > high:
            raise BadValue("The range ends before it begins.")
        tests.append("d.id BETWEEN ? AND ?")
        ends += (low, high)
        first = control_number(prefix, low)
        readings.append(first if low == high else f"{first} to {control_number(prefix, high)}")
    return Condition(f"({' OR '.join(tests)})", tuple(ends), f"numbered {' or '.join(readings)}")


def _control(text: str, prefix: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else parse_control_number(prefix, text)
    if number is None or number >= 2**63:
        example = control_number(prefix, 131)
        raise BadValue(f"Expected a control number such as {example}, or a range.", example)
    return number


def _thread(value: str, prefix: str) -> Condition:
    number = _control(value, prefix)
    return Condition(
        "(d.family_id = (SELECT family_id FROM documents WHERE id = ?) OR d.family_id IN"
        " (SELECT id FROM documents WHERE thread_id = (SELECT thread_id FROM documents WHERE id ="
        " (SELECT family_id FROM documents WHERE id = ?))))",
        (number, number),
        f"in the thread of {control_number(prefix, number)}",
    )


# A release may leave numbers out and hold several series, so the pages decide; of a document
# without any, its range does.
_BATES_OVERLAP = """coalesce(
    (SELECT max(bates_overlaps(printed, printed, ?, ?, ?)) FROM (
       SELECT bates AS printed FROM pages WHERE document_id = d.id
       UNION SELECT document_number FROM pages WHERE document_id = d.id)
      WHERE printed IS NOT NULL),
    d.bates_begin IS NOT NULL AND bates_overlaps(d.bates_begin, d.bates_end, ?, ?, ?))"""


def _bates(value: str) -> Condition:
    """Documents with a page that bears one of the numbers, as its own or as its document's."""
    tests: list[str] = []
    parameters: list[object] = []
    readings: list[str] = []
    for part in value.split(","):
        begin, end = (BatesNumber.parse(text) for text in _range(part))
        if begin is None or end is None or not begin.series or begin.series != end.series:
            raise BadValue(
                "Expected a Bates number such as BPS-000131, or a range BPS-000131..000140.",
                "BPS-000131",
            )
        if begin.value > end.value:
            raise BadValue("The range ends before it begins.")
        tests.append(_BATES_OVERLAP)
        parameters += (begin.series, begin.value, end.value) * 2
        readings.append(str(begin) if begin == end else f"{begin} to {end}")
    return Condition(
        f"((d.bates_begin IS NOT NULL OR d.page_count > 0) AND ({' OR '.join(tests)}))",
        tuple(parameters),
        f"with Bates number {' or '.join(readings)}",
    )


def bates_overlaps(begin: str, end: str | None, series: str, low: int, high: int) -> bool:
    """Whether pages `begin` to `end` bear a number of `series` from `low` to `high`; for SQL."""
    first = BatesNumber.parse(begin)
    last = BatesNumber.parse(end) if end else first
    if first is None or last is None or first.series != series:
        return False
    return first.value <= high and last.value >= low


# --- file names ---------------------------------------------------------------------------------


def filename_condition(words: list[str], reads_as: str) -> Condition:
    """Documents whose own file name holds these words, which may have wildcards."""
    pattern = " ".join(
        "".join({"*": "[^ ]*", "?": "[^ ]"}.get(letter, re.escape(letter)) for letter in word)
        for word in words
    )
    return Condition(
        "(d.filename <> '' AND words_match(d.filename, ?))", (f" {pattern} ",), reads_as
    )


_CONDITIONS: dict[str, Callable[[str], Condition]] = {
    "date": _date,
    "tag": _tag,
    "coded": _coded,
    "kind": _kind,
    "type": _type,
    "has": _has,
    "exemption": _exemption,
    "bates": _bates,
    "custodian": _custodian,
    "source": _source,
    "pages": _pages,
    "size": _size,
    "ocr": _ocr,
}
