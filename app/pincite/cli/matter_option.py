"""The matter that a command works on."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pincite.cli.output import say
from pincite.domain.dialects import DIALECTS, Dialect
from pincite.errors import QueryError

if TYPE_CHECKING:
    from pincite.matter import Matter
    from pincite.search import Query

matter_argument = click.argument("path", metavar="MATTER", type=click.Path(path_type=Path))
query_option = click.option("--query", metavar="Q", help="All documents that this query finds.")
dialect_option = click.option(
    "--dialect",
    type=click.Choice(DIALECTS),
    default=DIALECTS[0],
    show_default=True,
    help="The language of the query.",
)
family_option = click.option("--family", is_flag=True, help="Whole families.")


@contextmanager
def reading(path: Path) -> Iterator["Matter"]:
    """The matter at `path`, for reading; somebody else may be writing to it."""
    from pincite.matter import Matter

    with Matter.open(path, read_only=True) as matter:
        _tell(matter)
        yield matter


@contextmanager
def writing(path: Path) -> Iterator["Matter"]:
    """The matter at `path`, for writing.

    Raises:
        MatterLocked: It is open for writing elsewhere.
    """
    from pincite.matter import Matter

    with Matter.open(path, must_write=True) as matter:
        _tell(matter)
        yield matter


@contextmanager
def writing_if_free(path: Path) -> Iterator["Matter"]:
    """The matter at `path`, for writing, or for reading while somebody else writes to it."""
    from pincite.matter import Matter

    with Matter.open(path) as matter:
        _tell(matter)
        yield matter


def parsed(matter: "Matter", query: str, dialect: Dialect) -> "Query":
    """A query that was understood; what to mind about it is said.

    Raises:
        QueryError: It cannot be read; where, was shown.
    """
    try:
        understood = matter.search.parse(query, dialect)
    except QueryError as error:
        say(f"  {query}\n  {' ' * error.position}^")
        raise
    for warning in understood.warnings:
        say(warning)
    return understood


def chosen(
    matter: "Matter", numbers: Sequence[str], query: str | None, dialect: Dialect
) -> list[int]:
    """The documents that are named, or that a query finds.

    Raises:
        click.UsageError: Neither or both were given.
        UnknownDocument: A number names none.
        AmbiguousNumber: A number could name several.
    """
    if bool(numbers) == (query is not None):
        raise click.UsageError("Name documents, or find them with --query.")
    if query is not None:
        return [int(id_) for id_ in matter.search.find(parsed(matter, query, dialect)).ids]
    return [matter.documents.resolve(number) for number in numbers]


def _tell(matter: "Matter") -> None:
    for notice in matter.notices:
        say(notice)
