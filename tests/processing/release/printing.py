"""Prints lines for tests: words with boxes, and the text that they are of."""

from collections.abc import Sequence

from pincite.domain.pages import WordBox
from pincite.domain.releases import PrintedPage, Withheld
from pincite.processing.release.lines import printed_lines

SIZE, LEADING, LEFT, TOP = 10.0, 13.0, 72.0, 80.0
LETTER = 5.0


class Paper:
    """Pages that are written line by line; a gap of lines is a number of points."""

    def __init__(self) -> None:
        self.text = ""
        self.pages: list[list[WordBox]] = [[]]
        self.boxes: list[list[Withheld]] = [[]]
        self.y = TOP

    def word(self, x: float, y: float, said: str, separator: str = "\n") -> float:
        """One word; gives back where the next may stand."""
        start = len(self.text) + len(separator)
        self.text += separator + said
        x1 = x + LETTER * len(said)
        self.pages[-1].append(WordBox(start, len(self.text), x, y, x1, y + SIZE))
        return x1 + LETTER / 2

    def at(self, row: int, x: float, said: str) -> None:
        """Words on the height of an earlier row, later in the text."""
        for place, one in enumerate(said.split()):
            x = self.word(x, TOP + row * LEADING, one, " " if place else "\n\n")

    def row(self, said: str, *columns: tuple[float, str], x: float = LEFT, gap: float = 0) -> None:
        """A line, and what stands in columns of it."""
        self.y += gap
        separator = "\n"
        for start, words in ((x, said), *columns):
            place = start
            for one in words.split():
                place = self.word(place, self.y, one, separator)
                separator = " "
        self.y += LEADING

    def rows(self, said: str, *, gap: float = 0) -> None:
        """Lines as they stand, a paragraph's or a header's."""
        for place, line in enumerate(said.strip("\n").splitlines()):
            self.row(line, gap=0 if place else gap)

    def box(self, x0: float, x1: float, *codes: str) -> None:
        """A blacked-out area on the height of the next line."""
        self.boxes[-1].append(Withheld(x0, self.y, x1, self.y + SIZE, codes))

    def new_page(self) -> None:
        """Go on at the top of a new page."""
        self.pages.append([])
        self.boxes.append([])
        self.y = TOP

    def printed(self) -> tuple[PrintedPage, ...]:
        """The pages as lines."""
        return tuple(
            PrintedPage(
                index, 612.0, 792.0, printed_lines(self.text, words), tuple(self.boxes[index])
            )
            for index, words in enumerate(self.pages)
        )


def told(paper: Paper, words: Sequence[WordBox]) -> str:
    """What words say."""
    return " ".join(paper.text[word.start : word.end] for word in words)
