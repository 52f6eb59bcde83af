"""Commands for a reviewer's decisions: tag, code, edit, note, passage, and the history."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pincite.cli.matter_option import (
    chosen,
    dialect_option,
    family_option,
    matter_argument,
    query_option,
    reading,
    writing,
)
from pincite.cli.output import counted, json_option, print_json, print_table, print_text
from pincite.cli.rows import document_rows, passage_rows
from pincite.domain.dialects import Dialect

if TYPE_CHECKING:
    from pincite.matter import Matter
    from pincite.store.changed import Changed

_DECISIONS = (
    "responsive",
    "not-responsive",
    "privileged",
    "not-privileged",
    "confidential",
    "not-confidential",
    "clear",
)

documents_argument = click.argument("numbers", metavar="[DOC...]", nargs=-1)


@click.command()
@matter_argument
@click.argument("name", metavar="TAG")
@documents_argument
@query_option
@dialect_option
@click.option("--remove", is_flag=True, help="Take the tag off.")
@family_option
@json_option
def tag(
    path: Path,
    name: str,
    numbers: tuple[str, ...],
    query: str | None,
    dialect: Dialect,
    remove: bool,
    family: bool,
    as_json: bool,
) -> None:
    """Tag documents; a TAG that is not there yet is made."""
    with writing(path) as matter:
        ids = chosen(matter, numbers, query, dialect)
        changed = matter.tags.tag(ids, name, remove=remove, family=family)
        _tell_changed(matter, changed, as_json=as_json)


@click.command()
@matter_argument
@json_option
def tags(path: Path, as_json: bool) -> None:
    """List the tags and how often each is used."""
    with reading(path) as matter:
        counts = matter.tags.counts()
    if as_json:
        for one in counts:
            print_json(
                {
                    "tag": one.tag.name,
                    "digit": one.tag.digit,
                    "documents": one.documents,
                    "passages": one.passages,
                }
            )
        return
    rows = [
        (str(one.tag.digit or ""), one.tag.name, f"{one.documents:,}", f"{one.passages:,}")
        for one in counts
    ]
    print_table(("Key", "Tag", "Documents", "Passages"), rows, numbers=[2, 3], flexible=1)


@click.command()
@matter_argument
@click.argument("decision", type=click.Choice(_DECISIONS))
@documents_argument
@query_option
@dialect_option
@family_option
@json_option
def code(
    path: Path,
    decision: str,
    numbers: tuple[str, ...],
    query: str | None,
    dialect: Dialect,
    family: bool,
    as_json: bool,
) -> None:
    """Code documents for responsiveness, privilege, confidentiality."""
    with writing(path) as matter:
        ids = chosen(matter, numbers, query, dialect)
        changed = matter.coding.code(ids, decision, family=family)
        _tell_changed(matter, changed, as_json=as_json)


@click.command()
@matter_argument
@click.argument("number", metavar="DOC")
@click.option("--date", help="2018, 2018-07 or 2018-07-13; '' takes it back.")
@click.option("--title", help="'' takes it back.")
@click.option("--author", help="'' takes it back.")
@json_option
def edit(
    path: Path,
    number: str,
    date: str | None,
    title: str | None,
    author: str | None,
    as_json: bool,
) -> None:
    """Give a document the date, title or author a reviewer knows."""
    if date is title is author is None:
        raise click.UsageError("Give --date, --title or --author.")
    with writing(path) as matter:
        document = matter.documents.resolve(number)
        changed = matter.editing.edit(document, date=date, title=title, author=author)
        if not as_json:
            _tell_changed(matter, changed, as_json=False)
            return
        row = next(document_rows(matter, [document]))
        known = matter.documents.get(document)
        print_json({**row, "title": known.title, "author": known.author})


@click.command()
@matter_argument
@click.argument("number", metavar="DOC")
@click.argument("text")
@json_option
def note(path: Path, number: str, text: str, as_json: bool) -> None:
    """Write the note on a document; '' deletes it."""
    with writing(path) as matter:
        changed = matter.notes.set(matter.documents.resolve(number), text)
        _tell_changed(matter, changed, as_json=as_json)


@click.command()
@matter_argument
@click.argument("number", metavar="DOC")
@click.option("--quote", required=True, help="The words to mark, as they stand in its text.")
@click.option("--nth", type=click.IntRange(min=1), help="Which, where they stand more than once.")
@click.option("--tag", "tag_names", metavar="T", multiple=True, help="Again for several.")
@click.option("--note", "text", default="", help="A note on the passage.")
@json_option
def passage(
    path: Path,
    number: str,
    quote: str,
    nth: int | None,
    tag_names: tuple[str, ...],
    text: str,
    as_json: bool,
) -> None:
    """Mark a passage of a document."""
    with writing(path) as matter:
        document = matter.documents.resolve(number)
        changed = matter.passages.mark_quote(document, quote, nth, tag_names, text)
        marked = matter.passages.known(changed.id or 0)
        _print_passages(list(passage_rows(matter, [marked])), as_json=as_json)


@click.command()
@matter_argument
@click.option("--tag", "name", metavar="T", help="Only those with this tag.")
@json_option
def passages(path: Path, name: str | None, as_json: bool) -> None:
    """List the marked passages by date."""
    with reading(path) as matter:
        if name is None:
            found = matter.passages.all()
        else:
            found = matter.passages.with_tag(matter.tags.known(name).id)
        _print_passages(list(passage_rows(matter, found)), as_json=as_json)


@click.command()
@matter_argument
@click.option("--limit", type=click.IntRange(min=1), help="Only the newest N.")
@json_option
def history(path: Path, limit: int | None, as_json: bool) -> None:
    """List who did what when, the newest first."""
    with reading(path) as matter:
        entries = matter.history.entries(-1 if limit is None else limit)
    if as_json:
        for entry in entries:
            print_json(
                {
                    "sequence": entry.sequence,
                    "at_utc": entry.at_utc,
                    "actor": entry.actor,
                    "action": entry.action,
                    "summary": entry.summary,
                    "undoes": entry.undoes,
                    "hash": entry.hash,
                }
            )
        return
    rows = [
        (
            f"{entry.sequence:,}",
            entry.at_utc[:19].replace("T", " "),
            entry.actor,
            _done(entry.action, entry.summary),
        )
        for entry in entries
    ]
    print_table(("No.", "When (UTC)", "Who", "What"), rows, numbers=[0], flexible=3)


@click.command()
@matter_argument
@json_option
def undo(path: Path, as_json: bool) -> None:
    """Take the last decision back."""
    with writing(path) as matter:
        summary = matter.history.next_undo()
        _tell_taken(matter.history.undo(), f"Undone: {summary}.", as_json=as_json)


@click.command()
@matter_argument
@json_option
def redo(path: Path, as_json: bool) -> None:
    """Make the decision again that was last taken back."""
    with writing(path) as matter:
        summary = matter.history.next_redo()
        _tell_taken(matter.history.redo(), f"Redone: {summary}.", as_json=as_json)


def _tell_changed(matter: "Matter", changed: "Changed", *, as_json: bool) -> None:
    """Say what a decision changed: how much, or in the words of its journal entry."""
    if as_json:
        print_json({"changed": changed.count})
    elif changed:
        print_text(f"{matter.history.entries(1)[0].summary}.")
    else:
        print_text("Nothing to change: it is so already.")


def _tell_taken(changed: "Changed", sentence: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"changed": changed.count})
    else:
        print_text(sentence)


def _print_passages(rows: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        for row in rows:
            print_json(row)
        return
    if not rows:
        print_text("No passage is marked.")
        return
    cells = [
        (
            str(row["passage"]),
            row["bates"] or row["document"],
            ", ".join(row["tags"]),
            " ".join(row["quote"].split()) + (f"\n{row['note']}" if row["note"] else ""),
        )
        for row in rows
    ]
    print_table(("Passage", "Document", "Tags", "Quote and note"), cells, flexible=3)
    print_text(counted(len(rows), "passage"))


def _done(action: str, summary: str) -> str:
    return {"undo": "Undo: ", "redo": "Redo: "}.get(action, "") + summary
