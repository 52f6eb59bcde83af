"""The terms and connectors of Lexis.

Source: help.lexisnexis.com/tabula-rasa/newlexis/connectorpriority_ref-reference.
"""

from typing import ClassVar

from pincite.search.language.dialects.connectors import ConnectorScanner
from pincite.search.language.dialects.lexemes import Lexeme
from pincite.search.language.dialects.scanner import Space, phrases_of_runs


class LexisScanner(ConnectorScanner):
    """Reads a query of Lexis."""

    title: ClassVar[str] = "Lexis"
    space: ClassVar[Space] = "phrase"
    spelled_not: ClassVar[str] = "AND NOT"
    restrictions: ClassVar[dict[str, str]] = {
        "title": "subject",
        "headline": "subject",
        "name": "who",
        "author": "from",
        "text": "body",
    }
    unknown: ClassVar[tuple[str, ...]] = (
        "atleast",
        "atl",
        "allcaps",
        "caps",
        "nocaps",
        "plural",
        "singular",
        "length",
    )

    def joined(self, found: list[Lexeme]) -> list[Lexeme]:
        """Words in a row are a phrase."""
        return phrases_of_runs(found)
