"""Commands about what was released and what was not: redactions, gaps."""

from pathlib import Path

import click

from pincite.cli.matter_option import matter_argument, reading
from pincite.cli.output import counted, json_option, print_json, print_table, print_text, say
from pincite.cli.rows import gap_rows, redaction_rows
from pincite.domain.exemptions import display_code


@click.command()
@matter_argument
@json_option
def redactions(path: Path, as_json: bool) -> None:
    """List the areas drawn over as withheld, with the exemptions claimed for them."""
    with reading(path) as matter:
        found = matter.redactions.all()
        unread = matter.redactions.pages_not_looked_at()
        rows = list(redaction_rows(matter, found))
    if unread:
        pages = counted(unread, "page")
        say(f"{pages} read by an older Pincite: add the source to a new matter to look for these.")
    if as_json:
        for row in rows:
            print_json(row)
        return
    if not rows:
        print_text("No redaction was found. Pictures of pages are not looked at.")
        return
    cells = [
        (
            str(row["document"]),
            f"{row['source_page'] + 1:,}",
            str(row["kind"]),
            " ".join(display_code(code) for code in row["codes"]),
            "text survives" if row["text_survives"] else "",
        )
        for row in rows
    ]
    print_table(("Document", "Page", "Kind", "Exemptions", ""), cells, numbers=[1], flexible=3)
    surviving = sum(row["text_survives"] for row in rows)
    note = f"; text survives under {surviving:,}, which is not shown" if surviving else ""
    say(f"{counted(len(rows), 'redaction')}{note}.")


@click.command()
@matter_argument
@json_option
def gaps(path: Path, as_json: bool) -> None:
    """List what is missing: Bates numbers on no page, on two, or hardly legible, and the runs."""
    with reading(path) as matter:
        rows = list(gap_rows(matter))
    if as_json:
        for row in rows:
            print_json(row)
        return
    if not rows:
        print_text("No page of this matter bears a Bates number.")
        return
    cells = [(str(row["kind"]), row["from"], row["to"], row["evidence"]) for row in rows]
    print_table(("What", "From", "To", "Evidence"), cells, flexible=3)
    counts = {
        noun: sum(row["kind"] == kind for row in rows)
        for noun, kind in (
            ("run", "bates run"),
            ("gap", "bates gap"),
            ("double", "bates double"),
            ("unsure number", "bates unsure"),
        )
    }
    say(", ".join(counted(count, noun) for noun, count in counts.items() if count) + ".")
