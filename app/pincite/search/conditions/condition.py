"""Conditions on what the matter knows of a document: dates, tags, coding, numbers."""

import functools
import re
from collections.abc import Callable

from pincite.domain.exemptions import parse_code
from pincite.domain.tokens import folded
from pincite.search.conditions.numbered import bates, control_numbers, exhibit, in_thread
from pincite.search.conditions.sent import sent
from pincite.search.conditions.values import BadValue, like
from pincite.search.conditions.withheld import HAS_REDACTION, withheld_under
from pincite.search.coverage import UNSEARCHABLE, UNSEARCHABLE_READS_AS
from pincite.search.tree import Condition


def condition(field: str, value: str, prefix: str) -> Condition:
    """The condition that `field:value` sets; `prefix` is that of the matter's control numbers.

    Raises:
        BadValue: The field does not understand the value.
    """
    if field == "id":
        made = control_numbers(value, prefix)
    elif field == "thread":
        made = in_thread(value, prefix)
    else:
        made = _CONDITIONS[field](value)
    made.written = _typed(field, value)
    return made


def _typed(field: str, value: str) -> str:
    """A field and its value as they are typed."""
    return f'{field}:"{value}"' if re.search(r"[\s()]", value) else f"{field}:{value}"


# --- decisions ----------------------------------------------------------------------------------

# Case and accents are folded on both sides.
_LIKE = "folded({}) LIKE ? ESCAPE '\\'"
_TAGGED = (
    "d.id IN (SELECT t.document_id FROM document_tags AS t JOIN tags AS g ON g.id = t.tag_id"
    " WHERE {0} UNION SELECT p.document_id FROM passages AS p"
    " JOIN passage_tags AS t ON t.passage_id = p.id JOIN tags AS g ON g.id = t.tag_id"
    " WHERE {0})"
)


def tagged(name: str) -> Condition:
    """Documents that bear the tag of this very name, or have a passage that does."""
    sql = _TAGGED.format("g.name = ?")
    return Condition(sql, (name, name), f"tagged “{name}”", written=_typed("tag", name))


_DECIDED = "d.id IN (SELECT document_id FROM codings WHERE {})"
# Of a document and its copies none may be coded so; a copy alone would seem to be coded not at all.
# The plus keeps SQLite from looking up every coded document: it goes through the copies instead.
_UNDECIDED = (
    "coalesce(d.copy_of, d.id) NOT IN (SELECT document_id FROM codings WHERE {0} UNION ALL"
    " SELECT copy_of FROM documents WHERE copy_of IS NOT NULL"
    " AND +id IN (SELECT document_id FROM codings WHERE {0}))"
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
    "tag": (_TAGGED.format("g.name IS NOT NULL"), "with a tag"),
    "redaction": (HAS_REDACTION, "with a redaction"),
    "exhibit": ("d.id IN (SELECT document_id FROM exhibits)", "that are an exhibit"),
    "gap": (UNSEARCHABLE, UNSEARCHABLE_READS_AS),
}


# A tag whose very name holds a * or ? is asked for by it, and no other tag that it would fit.
_FITTING = _LIKE.format("g.name")
_VERY_ONE = f"{_FITTING} AND (g.name = ? OR NOT EXISTS (SELECT 1 FROM tags WHERE name = ?))"


def _tag(value: str) -> Condition:
    pattern = like(folded(value))
    sql, one = _TAGGED.format(_FITTING), [pattern]
    if "*" in value or "?" in value:
        sql, one = _TAGGED.format(_VERY_ONE), [pattern, value, value]
    return Condition(sql, (*one, *one), f"tagged “{value}”", ("tags.name", "tag"))


def _one_of(field: str, value: str, known: dict[str, tuple[str, str]]) -> tuple[str, str]:
    chosen = known.get(value.lower())
    if chosen is None:
        raise BadValue(f"Expected one of {', '.join(known)} after “{field}:”.", next(iter(known)))
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
    return Condition("d.type LIKE ? ESCAPE '\\'", (like(value),), f"of type {value.lower()}")


# --- where it came from -------------------------------------------------------------------------

_FROM_SOURCE = (
    "d.file_id IN (SELECT id FROM files WHERE source_id IN (SELECT s.id FROM sources AS s"
    f" WHERE {_LIKE}))"
)


def _custodian(value: str) -> Condition:
    return Condition(
        _FROM_SOURCE.format("s.custodian"), (like(folded(value)),), f"of custodian “{value}”"
    )


def _source(value: str) -> Condition:
    return Condition(
        _FROM_SOURCE.format("s.path"),
        (f"%{like(folded(value))}%",),
        f"from a source named “{value}”",
        ("sources.path", "source"),
    )


# --- who ---------------------------------------------------------------------------------------

# Fast for all documents and for a single one: each has few people, who are looked up once.
_PERSON = (
    "EXISTS (SELECT 1 FROM document_people AS n WHERE n.document_id = d.id"
    " AND n.person_id IN (SELECT p.id FROM people AS p WHERE {}))"
)
# Quotation marks in a name have no place in a query, so they are passed over.
_UNQUOTED = functools.reduce(lambda sql, mark: f"replace({sql}, '{mark}', '')", '"“”„‟«»', "{}")
_NAME, _ADDRESS = (_UNQUOTED.format(f"p.{column}") for column in ("name", "address"))
_MAILBOX = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")


def _person(value: str) -> Condition:
    """Documents that name somebody in any role: by address, by name, or as a header has both.

    `Name <>` is the person who is known by name alone.
    """
    match = _MAILBOX.fullmatch(value)
    name = (match["name"] if match else value).strip()
    address = match["address"].strip() if match else ""
    if match and (name or address):
        test, parameters = f"{_ADDRESS} = ? COLLATE NOCASE", [address]
        if name:
            test, parameters = f"{test} AND {_NAME} = ? COLLATE NOCASE", [address, name]
        who = f"{name} <{address}>".strip() if address else f"{name} (no address)"
    elif name and not re.search("[<>]", name):
        test = f"({_NAME} = ? COLLATE NOCASE OR {_ADDRESS} = ? COLLATE NOCASE)"
        parameters, who = [name, name], name
    else:
        raise BadValue("Expected a name or an address after “person:”.", value.strip("<> "))
    return Condition(_PERSON.format(test), tuple(parameters), f"naming {who}")


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


_CONDITIONS: dict[str, Callable[[str], Condition]] = {
    "date": sent,
    "tag": _tag,
    "coded": _coded,
    "kind": _kind,
    "type": _type,
    "has": _has,
    "exemption": _exemption,
    "bates": bates,
    "custodian": _custodian,
    "source": _source,
    "pages": _pages,
    "size": _size,
    "ocr": _ocr,
    "exhibit": exhibit,
    "person": _person,
}


def known_values(field: str) -> tuple[tuple[str, str], ...]:
    """The values of a field that takes only some, each with its reading behind "documents"."""
    known = {"coded": _CODED, "kind": _KINDS, "has": _HAS}.get(field, {})
    return tuple((value, reads_as) for value, (_, reads_as) in known.items())
