"""Colours a query as it is typed: operators, fields, phrases."""

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from pincite.desktop.theme import Theme

_PARTS = re.compile(
    r'(?P<phrase>"[^"]*"?)'
    r"|(?P<field>\b[a-z]+:(?=\S))"
    r"|(?P<operator>\b(?:and|or|not|w/(?:\d+|[sp])|pre/\d+)(?![\w/:])|[()])",
    re.IGNORECASE,
)


class QueryColours(QSyntaxHighlighter):
    """Only looks: what a query means is the parser's business."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        """Colour this document."""
        super().__init__(document)
        self._theme = theme
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        for match in _PARTS.finditer(text):
            look = QTextCharFormat()
            if match["operator"]:
                look.setForeground(self._theme.colour("accent"))
                if match["operator"] not in "()":
                    look.setFontWeight(QFont.Weight.Bold)
            elif match["field"]:
                look.setForeground(self._theme.colour("field"))
            else:
                look.setForeground(self._theme.colour("ink"))
            start = _utf16_units(text[: match.start()])
            self.setFormat(start, _utf16_units(match[0]), look)


def _utf16_units(text: str) -> int:
    """How long Qt takes this text to be."""
    return len(text.encode("utf-16-le")) // 2
