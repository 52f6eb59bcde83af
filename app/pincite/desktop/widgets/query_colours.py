"""Colours a query as it is typed: operators, fields, wildcards, as its dialect has them."""

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from pincite.desktop.theme import Theme
from pincite.domain.dialects import Dialect

_PHRASE = r'(?P<phrase>["“”][^"“”]*["“”]?)'
_FIELD = r"(?P<field>\b[a-z]+:(?=\S))"
_WORDED = r"\b(?:and\s+not|and|or|not|not\s+w/\w+|w/(?:\d+|[sp])|pre/(?:\d+|[sp]))(?![\w/:])|[()]"
_CONNECTED = r"(?:near/\d+|onear/\d+|(?<!\S)[/+](?:\d+|s|p|sent|para)(?=\s|\Z|[()]))"
_PARTS: dict[Dialect, str] = {
    "pincite": rf"{_FIELD}|(?P<operator>{_WORDED})|(?P<wild>[*?!%]|~\d*|\[0-9\])",
    "dtsearch": rf"{_FIELD}|(?P<operator>{_WORDED})|(?P<wild>[*?=%]|~{{1,2}})",
    "lexis": (
        r"(?P<field>\b[a-z]+(?:\(|:(?=\S)))"
        rf"|(?P<operator>{_WORDED}|{_CONNECTED}|\bbut\s+not\b)|(?P<wild>[*!])"
    ),
    "westlaw": (
        r"(?P<field>\b[a-z]+(?:\(|:(?=\S)))"
        rf"|(?P<operator>{_WORDED}|{_CONNECTED}|(?<!\S)[&%](?=\s|\Z|\())|(?P<wild>[*!#])"
    ),
}
_COMPILED = {
    dialect: re.compile(f"{_PHRASE}|{parts}", re.IGNORECASE) for dialect, parts in _PARTS.items()
}


class QueryColours(QSyntaxHighlighter):
    """Only looks: what a query means is the parser's business."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        """Colour this document."""
        super().__init__(document)
        self._theme = theme
        self._dialect: Dialect = "pincite"
        theme.changed.connect(self.rehighlight)

    def set_dialect(self, dialect: Dialect) -> None:
        """Colour as this dialect reads."""
        if dialect != self._dialect:
            self._dialect = dialect
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        for match in _COMPILED[self._dialect].finditer(text):
            start = _utf16_units(text[: match.start()])
            self.setFormat(start, _utf16_units(match[0]), self._look(match))

    def _look(self, match: re.Match[str]) -> QTextCharFormat:
        look = QTextCharFormat()
        kind = match.lastgroup or ""
        token = {"operator": "accent", "field": "field", "wild": "privileged"}.get(kind, "ink")
        look.setForeground(self._theme.colour(token))
        if kind == "wild" or (kind == "operator" and match[0] not in "()"):
            look.setFontWeight(QFont.Weight.Bold)
        return look


def _utf16_units(text: str) -> int:
    """How long Qt takes this text to be."""
    return len(text.encode("utf-16-le")) // 2
