"""Commands about what was released and what was withheld: redactions."""

from pathlib import Path

import click

from pincite.cli.matter_option import matter_argument, reading
from pincite.cli.output import counted, json_option, print_json, print_table, print_text, say
from pincite.cli.rows import redaction_rows
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
