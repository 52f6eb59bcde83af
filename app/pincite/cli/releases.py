"""Commands about what was released and what was not: redactions, gaps, sequester."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pincite.cli.copies import look_for_copies
from pincite.cli.matter_option import matter_argument, reading, writing, writing_if_free
from pincite.cli.output import counted, json_option, print_json, print_table, print_text, say
from pincite.cli.progress import progress
from pincite.cli.rows import gap_rows, redaction_rows
from pincite.domain.exemptions import display_code

if TYPE_CHECKING:
    from pincite.matter import Matter

_COLUMNS = (
    "Id", "Document", "Source", "Page", "Left (pt)", "Top (pt)", "Right (pt)", "Bottom (pt)",
    "Kind", "Exemptions", "Found in", "Text survives", "Confirmed",
)  # fmt: skip


@click.command()
@matter_argument
@click.option(
    "--confirm", metavar="ID", type=int, multiple=True, help="Take a suggestion as right."
)
@click.option("--reject", metavar="ID", type=int, multiple=True, help="Take a suggestion away.")
@click.option("--csv", "table", metavar="OUT", type=click.Path(path_type=Path), help="As a table.")
@json_option
def redactions(
    path: Path,
    confirm: tuple[int, ...],
    reject: tuple[int, ...],
    table: Path | None,
    as_json: bool,
) -> None:
    """List what is withheld, with the exemptions claimed for it.

    Areas that were found in the picture of a page alone are suggestions until they are confirmed.
    """
    if confirm or reject:
        _decide(path, confirm, reject, as_json=as_json)
        return
    with reading(path) as matter:
        found = matter.redactions.all()
        unread = matter.redactions.pages_not_looked_at()
        rows = list(redaction_rows(matter, found))
    if unread:
        pages = counted(unread, "page")
        say(f"{pages} not looked at for redactions so far: pincite add goes on where it was.")
    if table:
        _write_table(rows, table)
        say(f"{counted(len(rows), 'redaction')} written to {table}.")
    elif as_json:
        for row in rows:
            print_json(row)
    elif rows:
        _show(rows)
    else:
        print_text("No redaction was found.")


def _decide(
    path: Path, confirm: tuple[int, ...], reject: tuple[int, ...], *, as_json: bool
) -> None:
    with writing(path) as matter:
        confirmed = matter.redactions.confirm(confirm).count if confirm else 0
        rejected = matter.redactions.reject(reject).count if reject else 0
    if as_json:
        print_json({"confirmed": confirmed, "rejected": rejected})
    else:
        print_text(f"{counted(confirmed, 'suggestion')} confirmed, {rejected:,} rejected.")


def _write_table(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """The redactions as a table that spreadsheets open; pages count from 1."""
    with path.open("w", newline="", encoding="utf-8-sig") as stream:
        table = csv.writer(stream)
        table.writerow(_COLUMNS)
        for row in rows:
            table.writerow(
                (
                    row["id"],
                    row["document"],
                    row["source"],
                    row["source_page"] + 1,
                    *row["rect"],
                    row["kind"],
                    " ".join(display_code(code) for code in row["codes"]),
                    row["found_in"],
                    "yes" if row["text_survives"] else "no",
                    "yes" if row["confirmed"] else "no",
                )
            )


def _show(rows: Sequence[Mapping[str, Any]]) -> None:
    cells = [
        (
            f"{row['id']}",
            str(row["document"]),
            f"{row['source_page'] + 1:,}",
            str(row["kind"]),
            " ".join(display_code(code) for code in row["codes"]),
            _remark(row),
        )
        for row in rows
    ]
    headings = ("Id", "Document", "Page", "Kind", "Exemptions", "")
    print_table(headings, cells, numbers=[0, 2], flexible=4)
    surviving = sum(row["text_survives"] for row in rows)
    suggested = sum(not row["confirmed"] for row in rows)
    note = f"; text survives under {surviving:,}, which is not shown" if surviving else ""
    note += f"; {suggested:,} suggested: --confirm or --reject them by id" if suggested else ""
    say(f"{counted(len(rows), 'redaction')}{note}.")


def _remark(row: Mapping[str, Any]) -> str:
    if row["text_survives"]:
        return "text survives"
    return "" if row["confirmed"] else "suggested"


@click.command()
@matter_argument
@json_option
def gaps(path: Path, as_json: bool) -> None:
    """List what is missing: Bates numbers, attachments that are named, messages only quoted.

    Of Bates numbers also the runs, those that two pages bear, and those hardly legible.
    """
    with writing_if_free(path) as matter:
        look_for_copies(matter)
        rows = list(gap_rows(matter))
    if as_json:
        for row in rows:
            print_json(row)
        return
    if not rows:
        print_text("Nothing is missing, and no page of this matter bears a Bates number.")
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
            ("absent attachment", "attachment absent"),
            ("quoted-only message", "quoted only"),
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
