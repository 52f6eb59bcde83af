"""The command of saved searches and of what was searched before."""

from pathlib import Path

import click

from pincite.cli.matter_option import dialect_option, matter_argument, parsed, reading, writing
from pincite.cli.output import json_option, print_json, print_table, print_text, say
from pincite.domain.dialects import Dialect

_ACTIONS = ("list", "save", "delete", "history")


@click.command()
@matter_argument
@click.argument("action", type=click.Choice(_ACTIONS), default="list")
@click.argument("name", default="")
@click.argument("query", default="")
@dialect_option
@json_option
def searches(
    path: Path, action: str, name: str, query: str, dialect: Dialect, as_json: bool
) -> None:
    """List saved searches, save or delete one, or list what was searched.

    `save NAME QUERY` saves a query as it is typed, `delete NAME` deletes it, `history` lists the
    queries of the window, the newest first. `search --saved NAME` runs one.
    """
    if action == "history":
        _print_history(path, as_json=as_json)
    elif action == "save":
        _save(path, name, query, dialect, as_json=as_json)
    elif action == "delete":
        _delete(path, name, as_json=as_json)
    else:
        _print_saved(path, as_json=as_json)


def _save(path: Path, name: str, query: str, dialect: Dialect, *, as_json: bool) -> None:
    if not query:
        raise click.UsageError("Give a name and a query: pincite searches MATTER save NAME QUERY")
    with writing(path) as matter:
        understood = parsed(matter, query, dialect)
        saved = matter.searches.known(matter.searches.save(name, query, dialect).id or 0)
    if as_json:
        print_json({"name": saved.name, "query": saved.query, "dialect": saved.dialect})
    else:
        say(understood.reads_as)
        print_text(f"Saved the search “{saved.name}”.")


def _delete(path: Path, name: str, *, as_json: bool) -> None:
    if not name:
        raise click.UsageError("Name the search: pincite searches MATTER delete NAME")
    with writing(path) as matter:
        gone = matter.searches.known(name)
        matter.searches.delete(gone.id)
    if as_json:
        print_json({"name": gone.name, "deleted": True})
    else:
        print_text(f"Deleted the search “{gone.name}”.")


def _print_saved(path: Path, *, as_json: bool) -> None:
    with reading(path) as matter:
        saved = matter.searches.all()
    if as_json:
        for one in saved:
            print_json(
                {
                    "name": one.name,
                    "query": one.query,
                    "dialect": one.dialect,
                    "created_utc": one.created_utc,
                }
            )
    elif saved:
        rows = [(one.name, one.dialect, one.query) for one in saved]
        print_table(("Name", "Dialect", "Query"), rows, flexible=2)
    else:
        say("No search was saved yet. Save one: pincite searches MATTER save NAME QUERY")


def _print_history(path: Path, *, as_json: bool) -> None:
    with reading(path) as matter:
        runs = matter.searches.history()
    if as_json:
        for run in runs:
            print_json(
                {
                    "query": run.query,
                    "dialect": run.dialect,
                    "ran_utc": run.ran_utc,
                    "documents": run.documents,
                }
            )
    elif runs:
        rows = [
            (run.ran_utc.replace("T", " ")[:16], f"{run.documents:,}", run.dialect, run.query)
            for run in runs
        ]
        print_table(("When (UTC)", "Documents", "Dialect", "Query"), rows, flexible=3)
    else:
        say("Nothing was searched in the window yet.")
