"""dtSearch's language (Boolean mode), which Relativity has too.

Source: support.dtsearch.com/webhelp/dtsearch, "Search Requests"; gas.uscourts.gov/usdc/orders/
dtSearch_minihelp.html.
"""

import re
from typing import ClassVar

from pincite.search.language.dialects.lexemes import Lexeme, Sort
from pincite.search.language.dialects.scanner import Scanner, Space, phrases_of_runs
from pincite.search.language.fields import ALL_FIELDS

_CONTAINS = re.compile(r"(?P<name>[A-Za-z]\w*)\s+contains(?=[\s(\"“])", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z]+(?!\w)")
_REST = re.compile(r"\s*(?:\([^()]*\)|\S+)?")
_ANCHORS = ("xfirstword", "xlastword")


class DtSearchScanner(Scanner):
    """Reads a query of dtSearch's."""

    title: ClassVar[str] = "dtSearch"
    space: ClassVar[Space] = "phrase"
    spelled_not: ClassVar[str] = "AND NOT"

    def joined(self, found: list[Lexeme]) -> list[Lexeme]:
        """Words in a row are a phrase."""
        return phrases_of_runs(found)

    def special(self, position: int) -> list[Lexeme]:
        """`subject contains`; what is known there and not here is refused."""
        contains = _CONTAINS.match(self.query, position)
        if contains:
            return [self._contains(contains)]
        word = _NAME.match(self.query, position)
        name = word[0].lower() if word else ""
        if word and name == "andany":
            rest = _REST.match(self.query, word.end())
            raise self.refuse(
                "ANDANY is not known here.",
                position,
                rest.end() if rest else word.end(),
                why="It would only mark more words. Search for them apart, or keep them as a list"
                " of highlights.",
            )
        if word and name in _ANCHORS:
            before = re.search(r"\S+\s*$", self.query[:position])
            raise self.refuse(
                f"{name} is not known here: a distance is one between words of the text.",
                before.start() if before else position,
                word.end(),
            )
        return super().special(position)

    def word(self, lexeme: Lexeme) -> str:
        """A word: `=` is a digit, `~` its forms, `%` a letter that may differ."""
        return self._spelled(lexeme.text, lexeme)

    def phrase(self, lexeme: Lexeme) -> str:
        """A phrase: the same marks, and a `?` is always one character."""
        if lexeme.text.startswith("##"):
            raise self.refuse(
                "Regular expressions (##) are not known here.",
                lexeme.start,
                lexeme.end,
                why="* and ? stand for letters, = for a digit, 12~~24 for numbers.",
            )
        words = re.split(r"(\s+)", lexeme.text)
        spelled = (self._spelled(word, lexeme) if word.strip() else word for word in words)
        return "".join(spelled).replace("?", "[?]")

    def _spelled(self, text: str, lexeme: Lexeme) -> str:
        start, end = lexeme.start, lexeme.end
        if text.startswith("#"):
            raise self.refuse(
                "Words that sound alike (#) are not known here.",
                start,
                end,
                text.lstrip("#"),
                "Words that differ by a letter are found with %, as in %smith.",
            )
        if text.endswith("&"):
            raise self.refuse(
                "Synonyms (&) are not known here.",
                start,
                end,
                text.rstrip("&"),
                "Name them in a group: (fast or quick).",
            )
        fuzzy = re.fullmatch(r"([^~]*\w)~(\d+)", text)
        if fuzzy:
            raise self.refuse(
                "In dtSearch ~ stands for the forms of a word and ends it.",
                start,
                end,
                f"{'%' * min(int(fuzzy[2][:3]) or 1, 2)}{fuzzy[1]}",
                "Letters that may differ are written %, one for each.",
            )
        number = re.fullmatch(r"(\d+)%+", text)
        if number:
            raise self.refuse(
                "In dtSearch % stands for a letter that may differ.", start, end, number[1]
            )
        return text.rstrip("!").replace("=", "[0-9]")

    def _contains(self, match: re.Match[str]) -> Lexeme:
        name = match["name"].lower()
        if name in ALL_FIELDS:
            return Lexeme(Sort.FIELD, name, match.start(), match.end())
        raise self.refuse(
            f"There is no field {match['name']} here.",
            match.start(),
            match.end(),
            why=f"The fields are {', '.join(ALL_FIELDS)}.",
        )
