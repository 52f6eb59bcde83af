"""Commands about what was released and what was not: redactions, gaps, sequester."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pincite.cli.matter_option import matter_argument, reading, writing
from pincite.cli.output import counted, json_option, print_json, print_table, print_text, say
from pincite.cli.progress import progress
from pincite.cli.rows import gap_rows, redaction_rows
from pincite.domain.exemptions import display_code

if TYPE_CHECKING:
    from pincite.matter import Matter


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


@click.command()
@matter_argument
@click.option("--read/--leave-out", "is_read", default=None, help="Counsel's decision.")
@json_option
def sequester(path: Path, is_read: bool | None, as_json: bool) -> None:
    """Decide once whether text that survives under redactions is read; it is left out until then.

    Such text may have been disclosed inadvertently: see FRE 502(b), FRCP 26(b)(5)(B) and ABA Model
    Rule 4.4(b). What counsel decides is recorded, and a second decision takes it back. With --read
    it can be found, and `pincite show --surviving` shows it; no export carries it unless `pincite
    export --with-surviving-text` asks for it. Without a decision the documents are only listed.
    """
    if is_read is None:
        with reading(path) as matter:
            _print_sequestered(matter, as_json=as_json)
        return
    with writing(path) as matter:
        with progress() as control:
            matter.sequestration.decide(is_read=is_read, control=control)
        _print_sequestered(matter, as_json=as_json)


def _print_sequestered(matter: "Matter", *, as_json: bool) -> None:
    state = matter.sequestration.state()
    rows = [
        {
            "document": matter.documents.control(one.document),
            "areas": one.areas,
            "state": "read" if one.is_read else "left out",
        }
        for one in state.documents
    ]
    if as_json:
        for row in rows:
            print_json(row)
    elif rows:
        cells = [(str(row["document"]), f"{row['areas']:,}", str(row["state"])) for row in rows]
        print_table(("Document", "Areas", "Its text"), cells, numbers=[1])
    else:
        print_text("No text survives under a redaction.")
    verb = "read" if state.is_read else "left out"
    made = f", decided by {state.decided_by}, {state.decided_utc}" if state.decided_utc else ""
    say(f"Text that survives under redactions is {verb}{made or ': nobody decided yet'}.")
