"""Papers as they are printed behind a message, of many kinds, and long messages that are none."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.corpus.release_mail import sentence

KINDS = ("letter", "memo", "table", "slide", "report", "numbered", "plain")
_LANDSCAPE = (792.0, 612.0)
_LEFT = 72.0


@dataclass(frozen=True, slots=True)
class Pen:
    """How a printer writes: a page of a size, a line at an x, a paragraph, white of some lines.

    `foot` writes the number of a page at its foot.
    """

    new_page: Callable[[float, float], None]
    line: Callable[[str, float, float], None]
    paragraph: Callable[[str], None]
    white: Callable[[float], None]
    foot: Callable[[str], None]


def print_paper(pen: Pen, random: Random, kind: str, size: float) -> None:
    """Print a paper of a kind; `size` is that of the message's letters."""
    wide, high = _LANDSCAPE if kind in {"slide", "table"} and random.random() < 0.7 else (612, 792)
    pen.new_page(wide, high)
    if kind == "letter":
        _letter(pen, random, size)
    elif kind == "memo":
        pen.line("MEMORANDUM", 250, size + 3)
        for label in ("TO: The Director", "FROM: Program Office", "DATE: May 4, 2018"):
            pen.line(label, _LEFT, size)
        pen.white(1)
        _text(pen, random, random.randint(3, 12))
    elif kind == "table":
        _table(pen, random)
    elif kind == "slide":
        _slides(pen, random, wide, high)
    else:
        if kind != "plain":
            pen.line("Report on the north terminal".upper(), 170, size + 4)
            pen.white(2)
        _text(pen, random, random.randint(6, 22))
        if kind == "numbered":
            pen.foot("1")


def print_long_body(pen: Pen, random: Random, size: float) -> None:
    """The body of a long message: headings, lists, rows of a table, white before a picture."""
    for _ in range(random.randint(14, 40)):
        pen.white(0.7)
        part = random.random()
        if part < 0.12:
            pen.line(sentence(random).strip(".?").upper()[:40], random.choice((72, 200)), size)
        elif part < 0.2:
            for _ in range(random.randint(3, 7)):
                pen.line(f"- {sentence(random)}", _LEFT + 14, size)
        elif part < 0.26:
            for row in range(random.randint(3, 8)):
                for place, said in enumerate((f"Gate {row}", str(random.randint(10, 900)), "open")):
                    pen.line(said, _LEFT + 120 * place, -size if place < 2 else size)
        elif part < 0.32:
            # The picture of a chart, which needs more room than the page has left.
            pen.white(random.randint(6, 16))
        else:
            pen.paragraph(" ".join(sentence(random) for _ in range(random.randint(1, 6))))


def _text(pen: Pen, random: Random, count: int) -> None:
    for _ in range(count):
        pen.white(0.8)
        pen.paragraph(" ".join(sentence(random) for _ in range(4)))


def _table(pen: Pen, random: Random) -> None:
    columns = random.randint(3, 6)
    for row in range(random.randint(12, 40)):
        for place in range(columns):
            said = f"Column {place}" if not row else str(random.randint(1, 90_000))
            # A negative size stays on the line.
            pen.line(said, 60 + 90 * place, 8 if place == columns - 1 else -8)


def _letter(pen: Pen, random: Random, size: float) -> None:
    pen.line("Harbor Authority", 240, size + 2)
    pen.line("100 Quay Street, Harbor City", 230, size)
    pen.white(2)
    for said in ("June 12, 2018", "Mr. Colin Feld", "Director of Terminals"):
        pen.line(said, _LEFT, size)
    pen.white(1)
    pen.line("Dear Mr. Feld:", _LEFT, size)
    _text(pen, random, random.randint(3, 12))


def _slides(pen: Pen, random: Random, wide: float, high: float) -> None:
    for place in range(random.randint(1, 4)):
        if place:
            pen.new_page(wide, high)
        pen.line("Where the pilot stands", 120, 26)
        for _ in range(4):
            pen.white(1)
            pen.line(sentence(random)[:40], 100, 18)
