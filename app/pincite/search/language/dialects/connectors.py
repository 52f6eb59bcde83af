"""What the languages of Lexis and Westlaw have in common: their proximities, `!` and `*`."""

import re
from typing import ClassVar

from whoosh.lang.stopwords import stoplists

from pincite.errors import QueryError
from pincite.search.evaluation.recognisers import KINDS
from pincite.search.language.dialects.lexemes import Lexeme, Sort
from pincite.search.language.dialects.scanner import Scanner
from pincite.search.language.fields import ALL_FIELDS, FUNCTIONS

_NEAR = re.compile(
    r"(?P<negated>not\s+)?(?P<order>w|pre|near|onear)/(?P<distance>[^\s()\"“”]*)"
    r"|(?P<sign>[/+])(?P<bare>\d+|s(?:ent)?|p(?:ara)?|seg)(?![\w*!])",
    re.IGNORECASE,
)
_BUT_NOT = re.compile(r"(?:and|but)\s+not(?=[\s(\"“])(?!\s+(?:w|pre|near|onear)/)", re.IGNORECASE)
_RESTRICTION = re.compile(r"(?P<name>[A-Za-z]\w*)\(")
_DATE = re.compile(
    r"(?P<name>date|da)\s*\(\s*(?P<relation>aft|after|bef|before|is|geq|leq|gtr|lss|>=|<=|>|<|=)?"
    r"\s*(?P<value>[^()&]*?)\s*\)",
    re.IGNORECASE,
)
_DATES = ("da", "date")
_RELATIONS = {
    "aft": ">", "after": ">", "gtr": ">", "bef": "<", "before": "<", "lss": "<",
    "geq": ">=", "leq": "<=", "is": "",
}  # fmt: skip
_UNITS = {"": 0, "s": 1_000_000, "p": 2_000_000}
_MOST_OPTIONAL = 5
_IRREGULAR = {
    "man": "men", "woman": "women", "child": "children", "foot": "feet", "tooth": "teeth",
    "memorandum": "memoranda", "datum": "data", "medium": "media", "criterion": "criteria",
    "phenomenon": "phenomena", "wife": "wives", "life": "lives", "half": "halves",
    "thief": "thieves", "analysis": "analyses", "crisis": "crises", "thesis": "theses",
}  # fmt: skip
# Common words that have no plural worth looking for.
_NO_PLURAL = stoplists["en"]


class ConnectorScanner(Scanner):
    """Reads terms and connectors."""

    # Whether the smallest of several distances in a row binds first, or those that know an order.
    is_smallest_first: ClassVar[bool] = True
    # Names of restrictions or segments, and the fields that they stand for.
    restrictions: ClassVar[dict[str, str]] = {}
    # Forms that are written like a restriction and not known here.
    unknown: ClassVar[tuple[str, ...]] = ()

    def special(self, position: int) -> list[Lexeme]:
        """AND NOT, and what is restricted to a field."""
        but_not = _BUT_NOT.match(self.query, position)
        if but_not:
            return [Lexeme(Sort.BUT_NOT, but_not[0], position, but_not.end())]
        date = _DATE.match(self.query, position)
        if date:
            return self._date(date)
        return self._restriction(position)

    def near(self, position: int) -> Lexeme | None:
        """The proximity operator that stands there, if one does."""
        match = _NEAR.match(self.query, position)
        if match is None:
            return None
        order = (match["order"] or "").lower()
        written = match["bare"] or match["distance"]
        start = position if match["bare"] else match.start("order")
        if written.lower() == "seg":
            raise self.refuse(
                "A distance is one of words here: there is none within a segment.",
                start,
                match.end(),
                "AND",
                "A word of a field is found with the field's name, as in subject:(pilot).",
            )
        distance, unit = self.distance(written, start, match.end(), order or "w")
        is_ordered = order in ("pre", "onear") or match["sign"] == "+"
        return Lexeme(
            Sort.NEAR,
            self.query[start : match.end()],
            position,
            match.end(),
            distance=distance,
            is_ordered=is_ordered,
            is_negated=bool(match["negated"]),
            rank=_UNITS[unit] + (distance if self.is_smallest_first else int(not is_ordered)),
        )

    def word(self, lexeme: Lexeme) -> str:
        """A word: `!` any ending, `*` one character, at the end one at the most; its plural too."""
        return self.spelled_with_plural(lexeme.text, lexeme)

    def phrase(self, lexeme: Lexeme) -> str:
        """A phrase: the same marks, and no plurals."""
        return " ".join(self.spelled_alone(word, lexeme) for word in words_of_phrase(lexeme))

    def spelled_with_plural(self, text: str, lexeme: Lexeme) -> str:
        """A word of a lexeme, or its plural, if it is a word that has one."""
        spelled = self.spelled_alone(text, lexeme)
        is_plain = re.fullmatch(r"[A-Za-z]{3,}", spelled) and spelled.lower() not in _NO_PLURAL
        plural = plural_of(spelled) if is_plain else ""
        return f"({spelled} OR {plural})" if plural else spelled

    def spelled_alone(self, text: str, lexeme: Lexeme) -> str:
        """A word of a lexeme without its plural."""
        start, end = lexeme.start, lexeme.end
        if re.search(r"\w~|~\w", text):
            raise self.refuse(
                f"~ has no meaning in {self.title}.",
                start,
                end,
                text.replace("~", ""),
                "Word forms and fuzzy words are written in Pincite's own language or dtSearch's.",
            )
        if re.search(r"\?\w|\w\?", text):
            raise self.refuse(
                f"In {self.title} one character is written *.", start, end, text.replace("?", "*")
            )
        inner = re.search(r"!+(?=\w)", text)
        if inner:
            raise self.refuse(
                "! stands for any ending of a word, and ends it.",
                start,
                end,
                text[: inner.end()],
            )
        text = re.sub(r"[%#\[\]=~?]", " ", text)
        root = re.fullmatch(r"(.*\w\**)!+", text)
        if root:
            return root[1].replace("*", "?") + "*"
        optional = re.fullmatch(r"(.*\w)(\*+)", text)
        if optional is None:
            return text.replace("*", "?").rstrip("!")
        stem, count = optional[1].replace("*", "?"), len(optional[2])
        if count > _MOST_OPTIONAL:
            raise self.refuse(
                f"At most {_MOST_OPTIONAL} * may end a word.", start, end, f"{optional[1]}!"
            )
        return f"({' OR '.join(stem + '?' * length for length in range(count + 1))})"

    def _restriction(self, position: int) -> list[Lexeme]:
        match = _RESTRICTION.match(self.query, position)
        name = match["name"].lower() if match else ""
        is_ours = name in FUNCTIONS or (name in KINDS and name not in _DATES)
        if match is None or is_ours:
            return []
        field = self.restrictions.get(name, name if name in ALL_FIELDS else "")
        opening = match.end() - 1
        if name in _DATES:
            raise QueryError(
                "Expected one date, as in date(aft 2017).",
                position,
                why="Two are joined by AND: date(aft 2016) AND date(bef 2019).",
            )
        if field:
            return [Lexeme(Sort.FIELD, field, position, opening)]
        why = f"The fields are {', '.join(sorted({*ALL_FIELDS, *self.restrictions}))}."
        if re.sub(r"\d+$", "", name) in self.unknown:
            why = "What it would ask for cannot be told from the words of the index."
        raise self.refuse(f"{match['name']}( … ) is not known here.", position, opening, why=why)

    def _date(self, match: re.Match[str]) -> list[Lexeme]:
        relation = (match["relation"] or "").lower()
        value = _RELATIONS.get(relation, relation) + match["value"]
        start, middle = match.start(), match.start("name") + len(match["name"])
        if not match["value"]:
            raise QueryError("Expected a date, as in date(aft 2017).", start, "")
        return [
            Lexeme(Sort.FIELD, "date", start, middle),
            Lexeme(Sort.WORD, value, middle, match.end(), is_value=True),
        ]


def words_of_phrase(lexeme: Lexeme) -> list[str]:
    """The words of what stands in quotation marks; a `?` that ends one is punctuation."""
    return re.sub(r"\?(?!\w)", " ", lexeme.text).split()


def plural_of(word: str) -> str:
    """The plural of an English word, '' for one that looks like a plural already."""
    small = word.lower()
    if small in _IRREGULAR:
        return _IRREGULAR[small]
    if small.endswith(("ss", "x", "z", "ch", "sh")):
        return word + "es"
    if small.endswith("s"):
        return ""
    if re.search(r"[^aeiou]y$", small):
        return word[:-1] + "ies"
    return word + "s"
