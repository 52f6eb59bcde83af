"""The blocks that a message, web page or text file is made of, and the one text they stand for.

One list of blocks makes both the canonical body and the rendered pages, so every word on a page has
its place in the text by construction.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntFlag


class Style(IntFlag):
    """How a run of text is set; several at once."""

    PLAIN = 0
    BOLD = 1
    ITALIC = 2
    UNDERLINE = 4
    STRIKE = 8
    MONOSPACE = 16
    LINK = 32
    SMALL = 64


@dataclass(frozen=True, slots=True)
class Run:
    """Text set in one style; a newline is a line break. `colour` is 0xRRGGBB or None."""

    text: str
    style: Style = Style.PLAIN
    colour: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text that belong together.

    `heading` is 1 to 6, or 0; `quote` the depth of quotation; `indent` the steps it is set in;
    `marker` its number or bullet in a list. Spaces of a preformatted one are kept, in monospace.
    `is_tight` means that no blank line parts it from the block before.
    """

    runs: tuple[Run, ...]
    heading: int = 0
    quote: int = 0
    indent: int = 0
    marker: str = ""
    is_preformatted: bool = False
    is_tight: bool = False

    @property
    def text(self) -> str:
        """Its text without the marker."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, over `span` columns."""

    runs: tuple[Run, ...]
    is_heading: bool = False
    span: int = 1

    @property
    def text(self) -> str:
        """Its text."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data; tables that only place things on a page are taken apart instead."""

    rows: tuple[tuple[Cell, ...], ...]
    quote: int = 0
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that came with the document: `source` is `cid:…` or `data:…`; it has no text.

    The size in CSS pixels is 0 where the source states none.
    """

    source: str
    width_px: float = 0
    height_px: float = 0
    quote: int = 0
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line; it has no text."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Opens the blocks at the end that the message did not display; no text.

    The sender's styles kept them from being displayed, or only the plain version has them.
    """

    is_plain_version: bool = False


Block = Paragraph | Table | Picture | Rule | Hidden


@dataclass(frozen=True, slots=True)
class Located:
    """A block with the offsets its texts start at: of a paragraph one, of a table each cell's."""

    block: Block
    starts: tuple[int, ...] = ()


def located(blocks: Sequence[Block]) -> Iterator[Located]:
    """Each block with where its text starts in `blocks_text`."""
    position = 0
    is_first = True
    for block in blocks:
        if not isinstance(block, Paragraph | Table):
            yield Located(block)
            continue
        position += 0 if is_first else len(_separator(block))
        is_first = False
        starts: list[int] = []
        for part in _parts(block):
            starts.append(position)
            position += len(part) + 1
        position -= 1
        yield Located(block, tuple(starts))


def blocks_text(blocks: Sequence[Block]) -> str:
    """The canonical text of these blocks; cells are parted by tabs, rows and lines by newlines."""
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph | Table):
            if parts:
                parts.append(_separator(block))
            parts.append(_block_text(block))
    return "".join(parts)


def text_blocks(text: str) -> list[Block]:
    """Plain text as one block that keeps every line and space: `blocks_text` gives it back."""
    if not text:
        return []
    return [Paragraph((Run(text),), is_preformatted=is_columnar(text))]


def is_columnar(text: str) -> bool:
    """Whether the lines of a text rely on letters of one width: tables, drawings, code, patches."""
    lines = [line for line in text[:100_000].split("\n") if line.strip()]
    columnar = sum(_is_columnar_line(line) for line in lines)
    return columnar >= 3 and columnar * 12 >= len(lines)


def _is_columnar_line(line: str) -> bool:
    """Whether a line has wide gaps or marks of code, behind its indentation and quote marks."""
    inner = line.lstrip(" >|").rstrip()
    return (
        "   " in inner
        or "\t" in inner
        or inner.endswith(("{", "}", ";"))
        or inner.startswith(("@@", "+", "- ", "---", "#"))
    )


def _separator(block: Paragraph | Table) -> str:
    return "\n" if isinstance(block, Paragraph) and block.is_tight else "\n\n"


def _parts(block: Paragraph | Table) -> list[str]:
    """The texts of a block, each parted from the next by one character."""
    if isinstance(block, Paragraph):
        return [f"{block.marker} {block.text}" if block.marker else block.text]
    return [cell.text for row in block.rows for cell in row]


def _block_text(block: Paragraph | Table) -> str:
    if isinstance(block, Paragraph):
        return _parts(block)[0]
    return "\n".join("\t".join(cell.text for cell in row) for row in block.rows)
