"""The command of highlight lists: terms that the window shows in every document."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pincite.cli.matter_option import dialect_option, matter_argument, reading, writing
from pincite.cli.output import json_option, print_json, print_table, print_text, say
from pincite.domain.dialects import Dialect
from pincite.errors import PinciteError

if TYPE_CHECKING:
    from pincite.matter import Matter
    from pincite.store.highlight_lists import HighlightList

_ACTIONS = ("list", "set", "remove")


@click.command()
@matter_argument
@click.argument("action", type=click.Choice(_ACTIONS), default="list")
@click.argument("name", default="")
@click.argument("terms", metavar="[TERM...]", nargs=-1)
@click.option(
    "--file",
    "file",
    metavar="TERMS.txt",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Take the terms from a text file, one a line; - is standard input.",
)
@click.option("--colour", type=click.IntRange(1, 9), help="Its colour in the palette, 1 to 9.")
@dialect_option
@json_option
def highlights(
    path: Path,
    action: str,
    name: str,
    terms: tuple[str, ...],
    file: Path | None,
    colour: int | None,
    dialect: Dialect,
    as_json: bool,
) -> None:
    """List highlight lists, set the terms of one, or remove it.

    `set NAME TERM…` makes the list or replaces its terms, each a query of words. The window shows
    them in every document; nothing that is exported ever does.
    """
    if action == "list":
        with reading(path) as matter:
            _print_lists(matter, matter.highlights.all(), as_json=as_json)
        return
    if not name:
        raise click.UsageError(f"Name the list: pincite highlights MATTER {action} NAME")
    wanted = [*terms, *(_read(file) if file else [])]
    with writing(path) as matter:
        if action == "remove":
            gone = matter.highlights.known(name)
            matter.highlights.delete(gone.id)
            if as_json:
                print_json({"list": gone.name, "removed": True})
            else:
                print_text(f"Removed the highlight list “{gone.name}”.")
            return
        if matter.highlights.named(name):
            kept = wanted if wanted or file else None
            matter.highlights.edit(name, terms=kept, colour=colour, dialect=dialect)
        else:
            matter.highlights.new(name, wanted, colour, dialect)
        _print_lists(matter, [matter.highlights.known(name)], as_json=as_json)


def _read(file: Path) -> list[str]:
    from pincite.review.highlighting import terms_of_file

    if str(file) == "-":
        return terms_of_file(sys.stdin.buffer.read())
    try:
        return terms_of_file(file.read_bytes())
    except OSError as error:
        raise PinciteError(f"{file} cannot be read.", f"{error.strerror or error}.") from error


def _print_lists(matter: "Matter", lists: list["HighlightList"], *, as_json: bool) -> None:
    """Print the lists; on standard error, the lines that mark nothing, each with its mend."""
    for one in lists:
        bad = matter.search.bad_lines(one.terms, one.dialect)
        for line in bad:
            mend = f" Write {line.suggestion}" if line.suggestion else ""
            say(f"{one.name}, line {line.number}: {line.text}\n  {line.what}{mend}")
        if as_json:
            print_json(
                {
                    "list": one.name,
                    "colour": one.colour,
                    "shown": one.is_shown,
                    "dialect": one.dialect,
                    "terms": list(one.terms),
                    "bad": [
                        {
                            "line": line.number,
                            "term": line.text,
                            "error": line.what,
                            "suggestion": line.suggestion or None,
                        }
                        for line in bad
                    ],
                }
            )
    if not as_json:
        rows = [
            (one.name, str(one.colour), "yes" if one.is_shown else "no", "; ".join(one.terms))
            for one in lists
        ]
        print_table(("List", "Colour", "Shown", "Terms"), rows, flexible=3)
