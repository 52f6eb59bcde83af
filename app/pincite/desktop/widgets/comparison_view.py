"""Two messages side by side as one page of two columns, what differs marked by sign and colour."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from PySide6.QtWidgets import QTextBrowser, QWidget

from pincite.desktop.models.same_pairs import AlignedRow, ComparisonRead, Span
from pincite.desktop.theme import Theme
from pincite.domain.alignment import RunKind

LEGEND = "▮ withheld here   ⟪…⟫ shown here, withheld in the other   + only here"
_MARGIN_PX = 10
# A line this long was ended by the paper, not by its writer.
_WRAPPED_CHARACTERS = 55


class ComparisonView(QTextBrowser):
    """Both columns scroll as one, since they are rows of one table."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._theme = theme
        self._shown: ComparisonRead | None = None
        self.setOpenLinks(False)
        self.setAccessibleName("The two messages side by side")
        theme.changed.connect(self._draw)

    def show_comparison(self, shown: ComparisonRead | None) -> None:
        """Show two messages, or nothing."""
        self._shown = shown
        self._draw()

    def _draw(self) -> None:
        if self._shown is None:
            self.clear()
            return
        head = "".join(
            f'<td width="50%" style="color:{self._theme.tokens.ink2}"><b>{escape(heading)}</b></td>'
            for heading in (self._shown.a_heading, self._shown.b_heading)
        )
        rows = "".join(self._row(row) for row in self._shown.rows)
        self.setHtml(
            f'<table width="100%" cellspacing="0" cellpadding="{_MARGIN_PX}">'
            f"<tr>{head}</tr>{rows}</table>"
        )

    def _row(self, row: AlignedRow) -> str:
        line = f"border-top:1px solid {self._theme.tokens.line}"
        cells = (self._cell(row.a, RunKind.WITHHELD_A), self._cell(row.b, RunKind.WITHHELD_B))
        return "<tr>" + "".join(f'<td style="{line}">{cell}</td>' for cell in cells) + "</tr>"

    def _cell(self, spans: Sequence[Span], withheld_here: RunKind) -> str:
        return "".join(self._marked(spans, withheld_here))

    def _marked(self, spans: Sequence[Span], withheld_here: RunKind) -> Iterator[str]:
        tokens = self._theme.tokens
        for span in spans:
            text = _as_html(span.text)
            if span.kind == RunKind.SAME:
                yield text
            elif span.kind in (withheld_here, RunKind.WITHHELD_BOTH):
                style = f"background-color:{tokens.redaction};color:#ffffff"
                yield f'<span style="{style}">&nbsp;▮&nbsp;{text.strip()}&nbsp;</span> '
            elif span.kind in (RunKind.WITHHELD_A, RunKind.WITHHELD_B):
                yield f'<span style="background-color:{tokens.hit}"><b>⟪{text.strip()}⟫</b></span> '
            else:
                style = f"background-color:{tokens.accent_soft};text-decoration:underline"
                yield f'+<span style="{style}">{text.strip()}</span> '


def _as_html(text: str) -> str:
    """Text with the lines it has; a print's are joined where only the paper's edge broke them."""
    lines = text.split("\n")
    joined = escape(lines[0])
    for before, line in pairwise(lines):
        is_wrapped = len(before) >= _WRAPPED_CHARACTERS or not line.strip() or not before.strip()
        joined += (" " if is_wrapped else "<br>") + escape(line)
    return joined
