"""Takes a query apart into lexemes: Pincite's own language, which every other dialect builds on."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import ClassVar, Literal

from pincite.domain.tokens import tokens
from pincite.errors import QueryError
from pincite.search.evaluation.recognisers import KINDS
from pincite.search.language.dialects.lexemes import Lexeme, Sort
from pincite.search.language.fields import (
    ALL_FIELDS,
    FARTHEST,
    FUNCTIONS,
    PARAGRAPH_WORDS,
    SENTENCE_WORDS,
    TEXT_FIELDS,
)

Space = Literal["and", "or", "phrase"]

_QUOTES = '"“”„‟«»'
# Marks that show nothing, such as those for the direction of writing, part words like spaces.
_UNSEEN = "\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_SPACE = re.compile(rf"[\s{_UNSEEN}]+")
_SEED = re.compile(r",\s*seed\s*=?\s*(\d{1,18})\s*(?=\))", re.IGNORECASE)
_BARE = re.compile(rf"(?:(?!,\s*seed\s*=?\s*\d+\s*\))[^\s(){_QUOTES}{_UNSEEN}])+", re.IGNORECASE)
_NEAR = re.compile(
    rf"(?P<negated>not\s+)?(?P<order>w|pre)/(?P<distance>[^\s(){_QUOTES}]*)", re.IGNORECASE
)
_FIELD = re.compile(r"(?P<name>[A-Za-z]+):(?!//)")
_FUNCTION = re.compile(rf"(?P<name>{'|'.join(FUNCTIONS)})\(", re.IGNORECASE)
_RECOGNISER = re.compile(
    rf"(?P<name>{'|'.join(KINDS)})\((?P<value>[^()]*)(?P<close>\))?", re.IGNORECASE
)
_SAMPLE = re.compile(
    rf"sample\(\s*(?P<count>\d{{1,9}})\s*(?:(?={_SEED.pattern})|,|(?=\)))", re.IGNORECASE
)
_DISTANCE_BEHIND = re.compile(r"~(\d+)")
_OTHER_NEAR = re.compile(r"(?:near|within|n)/(\d+)|()/(\d+|[sp])|\+(\d+|[sp])", re.IGNORECASE)
# Full-width letters and signs as an East Asian keyboard gives them, and the ideographic space.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


class Scanner:
    """Reads one query from left to right."""

    title: ClassVar[str] = "Pincite"
    space: ClassVar[Space] = "and"
    # How a mended query says "without".
    spelled_not: ClassVar[str] = "NOT"
    booleans: ClassVar[dict[str, Sort]] = {"and": Sort.AND, "or": Sort.OR, "not": Sort.NOT}

    def __init__(self, query: str) -> None:
        """Offsets in the lexemes are those of `query`."""
        self.query = query.translate(_NARROW)

    def lexemes(self) -> list[Lexeme]:
        """The pieces in order, an END behind the last.

        Raises:
            QueryError: A piece cannot be read.
        """
        found: list[Lexeme] = []
        position = 0
        while position < len(self.query):
            space = _SPACE.match(self.query, position)
            if space:
                position = space.end()
                continue
            before = found[-1] if found else None
            is_value = before is not None and before.sort is Sort.FIELD and before.end == position
            found += (
                self._value(position, before.text) if is_value and before else self._at(position)
            )
            position = found[-1].end
        end = len(self.query)
        return [*self.joined(found), Lexeme(Sort.END, "", end, end)]

    # --- what a dialect may read otherwise ------------------------------------------------------

    def joined(self, found: list[Lexeme]) -> list[Lexeme]:
        """The lexemes, those made one that a space makes one."""
        return found

    def special(self, position: int) -> list[Lexeme]:
        """Lexemes of forms that only this dialect has, if one stands there."""
        bare = _BARE.match(self.query, position)
        match = _OTHER_NEAR.fullmatch(bare[0]) if bare else None
        if match:
            distance = match[1] or match[3] or match[4]
            raise self.refuse(
                f"“{match[0]}” is not an operator here.",
                position,
                position + len(match[0]),
                f"{'pre' if match[4] else 'w'}/{distance.lower()}",
                "Words near each other are found with w/ and pre/.",
            )
        return []

    def near(self, position: int) -> Lexeme | None:
        """The proximity operator that stands there, if one does."""
        match = _NEAR.match(self.query, position)
        if match is None:
            return None
        order = match["order"].lower()
        distance, _ = self.distance(match["distance"], match.start("order"), match.end(), order)
        return Lexeme(
            Sort.NEAR,
            self.query[match.start("order") : match.end()],
            match.start(),
            match.end(),
            distance=distance,
            is_ordered=order == "pre",
            is_negated=bool(match["negated"]),
        )

    def word(self, lexeme: Lexeme) -> str:
        """A bare word as Pincite spells it."""
        return lexeme.text

    def phrase(self, lexeme: Lexeme) -> str:
        """What stands in quotation marks, as Pincite spells it."""
        return lexeme.text

    def spelled(self, lexeme: Lexeme) -> str:
        """The words of a lexeme as Pincite spells them.

        Raises:
            QueryError: The dialect has a meaning for them that cannot be had here.
        """
        if lexeme.parts:
            return " ".join(self._in_phrase(part) for part in lexeme.parts)
        if lexeme.sort is Sort.WORD:
            return self.word(lexeme)
        return self.phrase(lexeme)

    # --- shared ---------------------------------------------------------------------------------

    def distance(self, written: str, start: int, end: int, operator: str) -> tuple[int, str]:
        """The words that a distance stands for, and its unit: '', `s` or `p`."""
        written = written.lower()
        if written in ("s", "sent"):
            return SENTENCE_WORDS, "s"
        if written in ("p", "para"):
            return PARAGRAPH_WORDS, "p"
        if written.isascii() and written.isdigit() and 1 <= int(written[:9]) <= FARTHEST:
            return int(written), ""
        raise QueryError(
            f"Expected a number of words from 1 to {FARTHEST:,} after {operator}/, as in"
            f" {operator}/5.",
            start,
            f"{self.query[:start]}{operator}/5{self.query[end:]}",
        )

    def refuse(
        self, what: str, start: int, end: int, instead: str = "", why: str = ""
    ) -> QueryError:
        """The error for a stretch that cannot be read, mended by what may stand in its place."""
        mended = f"{self.query[:start]}{instead}{self.query[end:]}"
        return QueryError(what, start, " ".join(mended.split()), why)

    def _value(self, position: int, field: str) -> list[Lexeme]:
        """What touches the name of a field: no operator, and no field."""
        bare = _BARE.match(self.query, position)
        recogniser = _RECOGNISER.match(self.query, position)
        if bare is None or (recogniser and field in TEXT_FIELDS):
            return self._at(position)
        return [Lexeme(Sort.WORD, bare[0], position, bare.end(), is_value=True)]

    def _at(self, position: int) -> list[Lexeme]:
        character = self.query[position]
        if character in "()":
            sort = Sort.OPEN if character == "(" else Sort.CLOSE
            return [Lexeme(sort, character, position, position + 1)]
        if character in _QUOTES:
            return [self._quoted(position)]
        seed = _SEED.match(self.query, position)
        if seed:
            number = int(seed[1])
            return [Lexeme(Sort.SEED, seed[0], position, seed.end(), number=number)]
        found = self.special(position) or self._operator(position)
        if found:
            return found
        bare = _BARE.match(self.query, position)
        assert bare is not None, "whatever is no space, parenthesis or quote is bare"
        if not tokens(bare[0]):
            raise self._no_word(bare)
        return [Lexeme(Sort.WORD, bare[0], position, bare.end())]

    def _operator(self, position: int) -> list[Lexeme]:
        near = self.near(position)
        if near is not None:
            return [near]
        bare = _BARE.match(self.query, position)
        boolean = self.booleans.get(bare[0].lower()) if bare else None
        if bare and boolean:
            return [Lexeme(boolean, bare[0], position, bare.end())]
        function = _FUNCTION.match(self.query, position)
        if function:
            return [self._function(function)]
        recogniser = _RECOGNISER.match(self.query, position)
        if recogniser:
            return [self._recogniser(recogniser)]
        field = _FIELD.match(self.query, position)
        return [self._field(field)] if field else []

    def _quoted(self, position: int) -> Lexeme:
        query = self.query
        closing = next((i for i in range(position + 1, len(query)) if query[i] in _QUOTES), None)
        if closing is None:
            raise QueryError("This quotation mark is never closed.", position, query.rstrip() + '"')
        text = query[position + 1 : closing]
        if not tokens(text):
            raise self.refuse(
                "There is no word between these quotation marks.", position, closing + 1
            )
        behind = _DISTANCE_BEHIND.match(query, closing + 1)
        if behind:
            words = [token.word for token in tokens(text)]
            instead = f"{words[0]} w/{behind[1]} {words[1]}" if len(words) == 2 else ""
            raise self.refuse(
                "A distance cannot stand behind a phrase.",
                position,
                behind.end(),
                instead or query[position : closing + 1],
                "Words near each other are found with w/ and pre/.",
            )
        return Lexeme(Sort.PHRASE, text, position, closing + 1)

    def _function(self, match: re.Match[str]) -> Lexeme:
        name = match["name"].lower()
        if name != "sample":
            return Lexeme(Sort.FUNCTION, name, match.start(), match.end())
        sample = _SAMPLE.match(self.query, match.start())
        if sample is None or int(sample["count"]) < 1:
            start = match.start()
            rest = self.query[match.end() :].lstrip()
            number = re.match(r"\d+\s*,?", rest)
            rest = rest[number.end() :].lstrip() if number else rest
            raise QueryError(
                "Expected a number of documents, as in sample(50, pilot).",
                start,
                f"{self.query[:start]}sample(50, {rest}" if rest.strip(")") else "",
            )
        count = int(sample["count"])
        return Lexeme(Sort.FUNCTION, name, match.start(), sample.end(), number=count)

    def _recogniser(self, match: re.Match[str]) -> Lexeme:
        if not match["close"]:
            raise QueryError(
                "This parenthesis is never closed.",
                match.start(),
                f"{self.query[: match.end()].rstrip()}){self.query[match.end() :]}",
            )
        value = match["value"].strip().strip(_QUOTES)
        return Lexeme(
            Sort.RECOGNISER, match["name"].lower(), match.start(), match.end(), value=value
        )

    def _field(self, match: re.Match[str]) -> Lexeme:
        name = match["name"].lower()
        if name in ALL_FIELDS:
            return Lexeme(Sort.FIELD, name, match.start(), match.end())
        raise self.unknown_field(name, match)

    def unknown_field(self, name: str, match: re.Match[str]) -> QueryError:
        """The error for a name before a colon that is no field."""
        close = get_close_matches(name, ALL_FIELDS, 1)
        bare = _BARE.match(self.query, match.start())
        assert bare is not None, "a field's name is bare"
        return QueryError(
            f"There is no field “{name}:”.",
            match.start(),
            self.query[: match.start()]
            + (
                f"{close[0]}:{self.query[match.end() :]}"
                if close
                else f'"{bare[0]}"{self.query[bare.end() :]}'
            ),
            "To look for a word with a colon, put it in quotation marks.",
        )

    def _in_phrase(self, part: Lexeme) -> str:
        """A part of a phrase, where a bare `?` would be punctuation."""
        text = self.spelled(part)
        return text.replace("?", "[?]") if part.sort is Sort.WORD else text

    def _no_word(self, bare: re.Match[str]) -> QueryError:
        is_and = bare[0] in ("&", "&&", "+")
        is_or = bare[0] in ("|", "||")
        instead = "AND" if is_and else "OR" if is_or else ""
        return self.refuse(
            f"“{bare[0]}” holds no letter and no digit.", bare.start(), bare.end(), instead
        )


def phrases_of_runs(found: Iterable[Lexeme]) -> list[Lexeme]:
    """Words and phrases in a row as one phrase, for dialects in which a space means that."""
    joined: list[Lexeme] = []
    for lexeme in found:
        before = joined[-1] if joined else None
        if before is not None and _is_text(before) and _is_text(lexeme):
            parts = (*(before.parts or (before,)), lexeme)
            joined[-1] = Lexeme(
                Sort.PHRASE,
                " ".join(part.text for part in parts),
                before.start,
                lexeme.end,
                parts=parts,
            )
        else:
            joined.append(lexeme)
    return joined


def _is_text(lexeme: Lexeme) -> bool:
    return lexeme.sort in (Sort.WORD, Sort.PHRASE) and not lexeme.is_value
