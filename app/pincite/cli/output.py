"""How the command line speaks: rows and tables on standard output, everything else on error."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

# Wide enough that nothing is cut where another program or a file gets the output.
_PIPED_WIDTH = 400
_GAP = 2
# How far a column is narrowed for want of room: the one that gives way first, and the others.
_LEAST_FLEXIBLE, _LEAST = 24, 8
# Control characters could drive the terminal; a document must not.
_UNPRINTABLE = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if code not in (9, 10)}

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")


def print_json(row: Mapping[str, Any]) -> None:
    """One row as a line of JSON."""
    click.echo(json.dumps(row, ensure_ascii=False))


def print_text(text: str) -> None:
    """Text for people, safe for a terminal; it ends with one newline more only if it has none."""
    shown = text.translate(_UNPRINTABLE) if sys.stdout.isatty() else text
    click.echo(shown, nl=not shown.endswith("\n"))


def say(text: str) -> None:
    """A message, on standard error."""
    click.echo(text.translate(_UNPRINTABLE), err=True)


def print_table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    numbers: Iterable[int] = (),
    flexible: int | None = None,
    is_wrapped: bool = True,
) -> None:
    """A table without lines; columns of `numbers` are set right, `flexible` gives way first.

    It goes on in the next line, or with `is_wrapped` off ends in an ellipsis. On a narrow terminal
    other columns of words end in one too; the first column and numbers never do.
    """
    from rich.table import Table

    right = set(numbers)
    cells = [[cell.translate(_UNPRINTABLE) for cell in row] for row in rows]
    shrinks = [index for index in range(1, len(headings)) if index not in right]
    widths = _widths([headings, *cells], shrinks, flexible)
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
    for index, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        is_folded = is_wrapped and (flexible is None or index == flexible)
        table.add_column(
            heading,
            justify="right" if index in right else "left",
            no_wrap=not is_folded,
            width=width,
            overflow="fold" if is_folded else "ellipsis",
        )
    for row in cells:
        table.add_row(*row)
    _print(table)


def _widths(
    rows: Sequence[Sequence[str]], shrinks: Sequence[int], flexible: int | None
) -> list[int]:
    """How wide each column is, so that all of them have room on the terminal if they can."""
    from rich.cells import cell_len

    widths = [
        max((cell_len(line) for cell in column for line in cell.splitlines()), default=0)
        for column in zip(*rows, strict=True)
    ]
    excess = sum(widths) + _GAP * (len(widths) - 1) - console_on(sys.stdout).width
    if flexible is not None and excess > 0:
        given = min(excess, max(0, widths[flexible] - _LEAST_FLEXIBLE))
        widths[flexible] -= given
        excess -= given
    for _ in range(excess):
        widest = max(shrinks, key=lambda index: widths[index], default=0)
        if not shrinks or widths[widest] <= _LEAST:
            break
        widths[widest] -= 1
    return widths


def print_fields(fields: Iterable[tuple[str, str]]) -> None:
    """Names and values, one a line; a value that is empty is left out."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in fields:
        if value:
            table.add_row(name, value.translate(_UNPRINTABLE))
    _print(table)


def console_on(stream: IO[str]) -> "Console":
    """A console that prints what it is given: no markup, no emoji codes, no guessed colours."""
    from rich.console import Console

    width = None if stream.isatty() else _PIPED_WIDTH
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False)


def _print(table: "Table") -> None:
    """A table on standard output; no line ends in spaces."""
    console = console_on(sys.stdout)
    if console.is_terminal:
        console.print(table)
        return
    with console.capture() as captured:
        console.print(table)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


def counted(count: int, noun: str) -> str:
    """A number with its noun: `1 document`, `1,204 documents`, `2 copies`."""
    if count == 1:
        return f"1 {noun}"
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {plural}"


def size_of(bytes_: int) -> str:
    """A size for people: `12.3 MB`."""
    size = float(bytes_)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            return f"{size:,.0f} {unit}" if unit == "bytes" else f"{size:,.1f} {unit}"
        size /= 1000
    return ""
