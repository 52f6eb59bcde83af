"""The terms and connectors of Westlaw.

Source: help.westkm.com/server400/lit/TC_reference_list_lit.asp; government.westlaw.com/miofficial/
historical/help.asp (`*` at the end is the greatest length).
"""

import re
from typing import ClassVar

from pincite.search.language.dialects.connectors import ConnectorScanner, words_of_phrase
from pincite.search.language.dialects.lexemes import Lexeme, Sort
from pincite.search.language.dialects.scanner import Space

_BUT_NOT = re.compile(r"%(?=[\s(\"“])")
_AND = re.compile(r"&(?=[\s(\"“])")


class WestlawScanner(ConnectorScanner):
    """Reads a query of Westlaw."""

    title: ClassVar[str] = "Westlaw"
    space: ClassVar[Space] = "or"
    spelled_not: ClassVar[str] = "%"
    is_smallest_first: ClassVar[bool] = False
    restrictions: ClassVar[dict[str, str]] = {
        "ti": "subject",
        "title": "subject",
        "su": "subject",
        "au": "from",
        "author": "from",
        "te": "body",
        "text": "body",
        "na": "who",
        "name": "who",
    }
    unknown: ClassVar[tuple[str, ...]] = ("atleast", "atl", "sy", "di", "dig", "he", "wp")

    def special(self, position: int) -> list[Lexeme]:
        """`&` and `%` between words."""
        for pattern, sort in ((_BUT_NOT, Sort.BUT_NOT), (_AND, Sort.AND)):
            match = pattern.match(self.query, position)
            if match:
                return [Lexeme(sort, match[0], position, match.end())]
        return super().special(position)

    def word(self, lexeme: Lexeme) -> str:
        """A word and its plural; `#` before it leaves that out."""
        return self._spelled(lexeme.text, lexeme)

    def phrase(self, lexeme: Lexeme) -> str:
        """A phrase: the same, word by word."""
        return " ".join(self._spelled(word, lexeme) for word in words_of_phrase(lexeme))

    def _spelled(self, text: str, lexeme: Lexeme) -> str:
        if text.startswith("#"):
            return self.spelled_alone(text.lstrip("#"), lexeme)
        return self.spelled_with_plural(text, lexeme)
