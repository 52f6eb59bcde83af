"""Takes a query apart into lexemes, each with its place in what was typed."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum, auto

from pincite.domain.tokens import tokens
from pincite.errors import QueryError

TEXT_FIELDS = ("from", "to", "cc", "bcc", "who", "subject", "body", "filename")
CONDITION_FIELDS = (
    "date",
    "tag",
    "coded",
    "kind",
    "type",
    "has",
    "bates",
    "id",
    "custodian",
    "source",
    "thread",
    "pages",
    "size",
    "exemption",
    "ocr",
)
LATER_FIELDS = ("note", "exhibit")
LATER_FUNCTIONS = ("family", "sample")
SENTENCE_WORDS = 20
PARAGRAPH_WORDS = 50
FARTHEST = 10_000


class Sort(Enum):
    """What a lexeme is."""

    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    NEAR = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    OPEN = auto()
    CLOSE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One piece of a query: `text` is its value, `start` to `end` its place (half-open)."""

    sort: Sort
    text: str
    start: int
    end: int
    distance: int = 0
    is_ordered: bool = False
    is_negated: bool = False


_QUOTES = '"“”„‟«»'
_SPACE = re.compile(r"\s+")
_BARE = re.compile(rf"[^\s(){_QUOTES}]+")
_NEAR = re.compile(
    r"(?P<negated>not\s+)?(?P<order>w|pre)/(?P<distance>[^\s()\"“”]*)", re.IGNORECASE
)
_FIELD = re.compile(r"(?P<name>[A-Za-z]+):(?!//)")
_FUZZY = re.compile(r"\w~\d*$|\w%\w")
_OTHER_NEAR = re.compile(r"(?:near|within|n)/(\d+)|()/(\d+|[sp])|\+(\d+|[sp])", re.IGNORECASE)
_BOOLEANS = {"and": Sort.AND, "or": Sort.OR, "not": Sort.NOT}


def lexemes(query: str) -> list[Lexeme]:
    """The pieces of a query in order, an END behind the last.

    Raises:
        QueryError: A piece cannot be read.
    """
    found: list[Lexeme] = []
    position = 0
    while position < len(query):
        space = _SPACE.match(query, position)
        if space:
            position = space.end()
            continue
        lexeme = _lexeme_at(query, position, found[-1] if found else None)
        found.append(lexeme)
        position = lexeme.end
    found.append(Lexeme(Sort.END, "", len(query), len(query)))
    return found


def _lexeme_at(query: str, position: int, before: Lexeme | None) -> Lexeme:
    character = query[position]
    if character in "()":
        sort = Sort.OPEN if character == "(" else Sort.CLOSE
        return Lexeme(sort, character, position, position + 1)
    if character in _QUOTES:
        return _phrase(query, position)
    near = _NEAR.match(query, position)
    if near:
        return _near(query, near)
    bare = _BARE.match(query, position)
    assert bare is not None, "whatever is no space, parenthesis or quote is bare"
    is_value = before is not None and before.sort is Sort.FIELD and before.end == position
    if not is_value:
        boolean = _BOOLEANS.get(bare[0].lower())
        if boolean:
            return Lexeme(boolean, bare[0], position, bare.end())
        field = _FIELD.match(query, position)
        if field:
            return _field(query, field, bare)
        _refuse_other_dialects(query, bare)
    _refuse_later(query, bare)
    return Lexeme(Sort.WORD, bare[0], position, bare.end())


def _phrase(query: str, position: int) -> Lexeme:
    closing = next((i for i in range(position + 1, len(query)) if query[i] in _QUOTES), None)
    if closing is None:
        raise QueryError("This quotation mark is never closed.", position, query.rstrip() + '"')
    text = query[position + 1 : closing]
    if not tokens(text):
        raise QueryError(
            "There is no word between these quotation marks.",
            position,
            _without(query, position, closing + 1),
        )
    return Lexeme(Sort.PHRASE, text, position, closing + 1)


def _near(query: str, match: re.Match[str]) -> Lexeme:
    written = match["distance"].lower()
    start = match.start("order")
    if written in ("s", "p"):
        distance = SENTENCE_WORDS if written == "s" else PARAGRAPH_WORDS
    elif written.isascii() and written.isdigit() and 1 <= int(written) <= FARTHEST:
        distance = int(written)
    else:
        order = match["order"]
        raise QueryError(
            f"Expected a number of words from 1 to {FARTHEST:,} after {order}/, as in {order}/5.",
            start,
            f"{query[:start]}{order}/5{query[match.end() :]}",
        )
    return Lexeme(
        Sort.NEAR,
        query[start : match.end()],
        match.start(),
        match.end(),
        distance=distance,
        is_ordered=match["order"].lower() == "pre",
        is_negated=bool(match["negated"]),
    )


def _field(query: str, match: re.Match[str], bare: re.Match[str]) -> Lexeme:
    name = match["name"].lower()
    if name in TEXT_FIELDS or name in CONDITION_FIELDS:
        return Lexeme(Sort.FIELD, name, match.start(), match.end())
    if name in LATER_FIELDS:
        raise QueryError(
            f"The field {name}: is not available yet.",
            match.start(),
            _without(query, match.start(), bare.end()),
        )
    close = get_close_matches(name, TEXT_FIELDS + CONDITION_FIELDS, 1)
    mended = f"{close[0]}:{query[match.end() :]}" if close else f'"{bare[0]}"{query[bare.end() :]}'
    raise QueryError(
        f"There is no field {name}:.",
        match.start(),
        query[: match.start()] + mended,
        "To look for a word with a colon, put it in quotation marks.",
    )


def _refuse_other_dialects(query: str, bare: re.Match[str]) -> None:
    """Other programs' ways to write a proximity are pointed out, not guessed at."""
    match = _OTHER_NEAR.fullmatch(bare[0])
    if match:
        distance = match[1] or match[3] or match[4]
        operator = f"{'pre' if match[4] else 'w'}/{distance.lower()}"
        raise QueryError(
            f"“{bare[0]}” is not an operator here.",
            bare.start(),
            f"{query[: bare.start()]}{operator}{query[bare.end() :]}",
            "Words near each other are found with w/ and pre/.",
        )
    if not tokens(bare[0]):
        is_and = bare[0] in ("&", "&&", "+")
        is_or = bare[0] in ("|", "||")
        instead = "AND" if is_and else "OR" if is_or else ""
        raise QueryError(
            f"“{bare[0]}” holds no letter and no digit.",
            bare.start(),
            " ".join(f"{query[: bare.start()]}{instead}{query[bare.end() :]}".split()),
        )


def _refuse_later(query: str, bare: re.Match[str]) -> None:
    """What the language will know in time says so, instead of finding nothing."""
    fuzzy = _FUZZY.search(bare[0])
    if fuzzy:
        plain = bare[0].rstrip("0123456789").rstrip("~") if "~" in bare[0] else bare[0]
        raise QueryError(
            "Word forms and fuzzy words are not available yet.",
            bare.start(),
            f"{query[: bare.start()]}{plain.replace('%', '?')}{query[bare.end() :]}",
        )
    if bare[0].lower() in LATER_FUNCTIONS and query[bare.end() : bare.end() + 1] == "(":
        raise QueryError(
            f"{bare[0].lower()}(…) is not available yet.",
            bare.start(),
            query[: bare.start()] + query[bare.end() :],
        )


def _without(query: str, start: int, end: int) -> str:
    """The query without a stretch, or '' if nothing remains."""
    return " ".join((query[:start] + query[end:]).split())
