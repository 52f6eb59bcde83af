"""Completes a query while it is typed: fields, operators, and the names of the matter."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from pincite.domain.dialects import Dialect
from pincite.domain.exemptions import display_code, parse_code
from pincite.search.conditions.condition import known_values
from pincite.search.language.fields import ALL_FIELDS
from pincite.search.language.names import Names, is_like, parts
from pincite.search.language.operators import FUNCTION_NOTES, OPERATOR_NOTES

MOST = 40
_QUOTES = '"“”„‟«»'
_FIELD = re.compile(r"([A-Za-z]+):$")
_PEOPLE_FIELDS = ("from", "to", "cc", "bcc", "who", "person")
# A name is offered for what may also be a word from here on, a field from two letters.
_FEWEST_LETTERS, _FEWEST_OF_FIELD = 3, 2

FIELD_NOTES: dict[str, str] = {
    "from": "who sent it",
    "to": "who it was sent to",
    "cc": "who got a copy",
    "bcc": "who got a hidden copy",
    "who": "sender or any recipient",
    "person": "this very person, in any role",
    "subject": "in the subject",
    "body": "in the body",
    "filename": "the name of a file or attachment",
    "note": "words of your notes",
    "date": "when it was sent: 2018, 2017-09..2018-12, >=2018-07-13",
    "tag": "an issue tag, on it or on a passage",
    "coded": "responsive, privileged, none …",
    "kind": "message, attachment or file",
    "type": "the type of file: pdf, email …",
    "has": "an attachment, a redaction, a passage …",
    "bates": "a Bates number, or a range of them",
    "id": "a control number, or a range",
    "custodian": "whose data it was",
    "source": "the file or folder it came from",
    "thread": "the conversation of a document",
    "pages": "how many pages: >10",
    "size": "how large: >1mb",
    "exemption": "what is withheld under a code: b6, b7E",
    "ocr": "confidence of the worst page read: <70",
    "exhibit": "an exhibit's number or letter, * for any",
}
_EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "pages": ((">10", "more than 10 pages"), ("1", "one page")),
    "size": ((">1mb", "larger than 1 MB"), ("<10kb", "smaller than 10 KB")),
    "ocr": (("<70", "a page was read with little confidence"),),
    "exhibit": (("*", "any exhibit"),),
}


@dataclass(frozen=True, slots=True)
class Completion:
    """What may take the place of `start` to `end` (half-open) of a query.

    `kind` is field, operator, person, value or saved. A saved search brings its dialect.
    """

    text: str
    start: int
    end: int
    title: str
    note: str = ""
    kind: str = "value"
    dialect: Dialect | None = None

    def applied(self, query: str) -> tuple[str, int]:
        """The query with it, and where the cursor stands then."""
        return query[: self.start] + self.text + query[self.end :], self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something is typed: after a field or not, and the stretch that would be replaced."""

    field: str
    typed: str
    start: int
    end: int


def completions(
    query: str,
    cursor: int,
    names: Names,
    dialect: Dialect = "pincite",
    *,
    is_asked: bool = False,
) -> tuple[Completion, ...]:
    """What the query may go on with at the cursor, best first, at most `MOST`.

    Unasked, only values behind a field, and what begins like a field or an operator; `is_asked`:
    whatever may stand there.
    """
    place = _place(query, cursor)
    if place is None:
        return ()
    if place.field:
        found: Iterable[Completion] = _values(place, names)
    else:
        found = _words(query, place, names, dialect, is_asked=is_asked)
    typed = query[place.start : place.end]
    return tuple(islice((one for one in found if one.text != typed), MOST))


def _place(query: str, cursor: int) -> _Place | None:
    """What the cursor stands in; None within a phrase that belongs to no field."""
    opened: list[int] = []
    quote = -1
    for index, letter in enumerate(query[:cursor]):
        if letter in _QUOTES:
            quote = -1 if quote >= 0 else index
        elif quote < 0 and letter == "(":
            opened.append(index)
        elif quote < 0 and letter == ")" and opened:
            opened.pop()
    group = _field_before(query, opened[-1]) if opened else ""
    if quote >= 0:
        field = _field_before(query, quote) or group
        end = _end(query, cursor)
        return _Place(field, query[quote + 1 : cursor], quote, end) if field else None
    start = cursor
    while start and not _parts_words(query[start - 1]):
        start -= 1
    end = cursor
    while end < len(query) and not _parts_words(query[end]):
        end += 1
    name, colon, _ = query[start:cursor].partition(":")
    if colon and name.lower() in ALL_FIELDS:
        start += len(name) + 1
        return _Place(name.lower(), query[start:cursor], start, end)
    return _Place(group, query[start:cursor], start, end)


def _field_before(query: str, position: int) -> str:
    match = _FIELD.search(query[:position])
    return match[1].lower() if match and match[1].lower() in ALL_FIELDS else ""


def _parts_words(letter: str) -> bool:
    return letter.isspace() or letter in "()" or letter in _QUOTES


def _end(query: str, cursor: int) -> int:
    """Where a phrase ends that is open at the cursor; at the cursor if it is never closed."""
    closing = [index for index in range(cursor, len(query)) if query[index] in _QUOTES]
    return closing[0] + 1 if len(closing) % 2 else cursor


# --- fields, operators, saved searches ----------------------------------------------------------


def _words(
    query: str, place: _Place, names: Names, dialect: Dialect, *, is_asked: bool
) -> Iterator[Completion]:
    typed = place.typed.lower()
    before = query[: place.start].strip()
    is_whole = not before and not query[place.end :].strip()
    if is_whole and (is_asked or len(typed) >= _FEWEST_LETTERS):
        yield from _saved(query, place, names)
    if before and (is_asked or "/" in typed):
        yield from _begun(place, "operator", OPERATOR_NOTES[dialect])
    if is_asked or len(typed) >= _FEWEST_OF_FIELD:
        fields = ((f"{field}:", FIELD_NOTES[field]) for field in ALL_FIELDS)
        yield from _begun(place, "field", fields)
    if is_asked or len(typed) >= _FEWEST_LETTERS:
        yield from _begun(place, "operator", FUNCTION_NOTES[dialect])


def _begun(place: _Place, kind: str, known: Iterable[tuple[str, str]]) -> Iterator[Completion]:
    """Those of what is known that begin as it is typed."""
    for text, note in known:
        if text.lower().startswith(place.typed.lower()):
            yield Completion(text, place.start, place.end, text.rstrip(), note, kind)


def _saved(query: str, place: _Place, names: Names) -> Iterator[Completion]:
    for saved in names.saved:
        if is_like(saved.name, place.typed):
            yield Completion(
                saved.query, 0, len(query), saved.name, saved.query, "saved", saved.dialect
            )


# --- values -------------------------------------------------------------------------------------


def _values(place: _Place, names: Names) -> Iterator[Completion]:
    if place.field in _PEOPLE_FIELDS:
        yield from _people(place, names)
        return
    for value, note in _known(place, names):
        if is_like(value, place.typed) or value.lower().startswith(place.typed.lower()):
            yield Completion(_spelled(value), place.start, place.end, value, note)


def _people(place: _Place, names: Names) -> Iterator[Completion]:
    """By name, and by address where an address seems to be typed or there is no name."""
    seen: set[str] = set()
    is_address = "@" in place.typed
    for name, address in names.people_like(place.typed):
        shown = address if (is_address or not name) and address else name
        if shown.casefold() not in seen:
            seen.add(shown.casefold())
            note = "" if shown == address else address
            yield Completion(_spelled(shown), place.start, place.end, shown, note, "person")


def _known(place: _Place, names: Names) -> Iterator[tuple[str, str]]:
    """The values that a field may have here, each with what to say of it."""
    field = place.field
    if field == "exemption":
        typed = parse_code(place.typed) or place.typed
        for code in names.exemptions:
            if code.lower().startswith(typed.lower()) or not parts(typed):
                yield code, display_code(code)
    elif field == "exhibit":
        yield from names.exhibits
    elif field == "date":
        yield from _dates(names)
    plain = {
        "tag": names.tags,
        "custodian": names.custodians,
        "source": names.sources,
        "type": names.types,
    }
    for value in plain.get(field, ()):
        yield value, ""
    yield from known_values(field)
    yield from _EXAMPLES.get(field, ())


def _dates(names: Names) -> Iterator[tuple[str, str]]:
    if names.years is None:
        return
    first, last = names.years
    for year in range(first, last + 1):
        yield str(year), f"sent in {year}"
    if first < last:
        yield f"{first}..{last}", f"sent from {first} to {last}"
        yield f">={last}-01-01", f"sent on 1 January {last} or later"


def _spelled(value: str) -> str:
    """A value as it is typed: in quotation marks where it would be taken apart."""
    plain = "".join(letter for letter in value if letter not in _QUOTES)
    return f'"{plain}"' if any(_parts_words(letter) for letter in plain) else plain
