"""Commands that find and show documents: search, show, dump."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pincite.cli.contexts import print_contexts
from pincite.cli.matter_option import dialect_option, matter_argument, parsed, reading
from pincite.cli.output import (
    counted,
    json_option,
    print_fields,
    print_json,
    print_table,
    print_text,
    say,
    size_of,
)
from pincite.cli.rows import document_rows, whole_documents
from pincite.domain.dialects import Dialect
from pincite.errors import PinciteError

if TYPE_CHECKING:
    from pincite.matter import Matter
    from pincite.search import Query

# Without --limit people get a screenful or two; other programs get everything.
_SHOWN = 50
_SORTS = ("sent", "control", "bates")


@click.command()
@matter_argument
@click.argument("query", default="")
@dialect_option
@click.option("--saved", metavar="NAME", help="Run a saved search, in the place of QUERY.")
@click.option("--sort", type=click.Choice(_SORTS), default="sent", show_default=True)
@click.option("--limit", type=click.IntRange(min=0), help="At most so many documents.")
@click.option("--offset", type=click.IntRange(min=0), default=0, help="Leave out the first N.")
@click.option("--count", is_flag=True, help="Only count documents, copies and hits.")
@click.option(
    "--explain",
    is_flag=True,
    help="Only say how the query is read, and what its wildcards stand for.",
)
@click.option("--hits", is_flag=True, help="Say where each hit is.")
@click.option(
    "--kwic", is_flag=True, help="A row for each hit, in its context; --limit counts hits."
)
@json_option
def search(
    path: Path,
    query: str,
    dialect: Dialect,
    saved: str | None,
    sort: Any,
    limit: int | None,
    offset: int,
    count: bool,
    explain: bool,
    hits: bool,
    kwic: bool,
    as_json: bool,
) -> None:
    """Find documents; an empty QUERY finds all."""
    if query and saved:
        raise click.UsageError("Give a query, or name a saved one with --saved.")
    with reading(path) as matter:
        if saved:
            kept = matter.searches.known(saved)
            query, dialect = kept.query, kept.dialect
        understood = parsed(matter, query, dialect)
        if explain:
            _explain(matter, understood, as_json=as_json)
            return
        if count:
            _count(matter, understood, as_json=as_json)
            return
        found = matter.search.find(understood, sort=sort)
        if kwic:
            print_contexts(matter, understood, found, (offset, limit), as_json=as_json)
            return
        if limit is None and not as_json:
            limit = _SHOWN
        end = None if limit is None else offset + limit
        shown = found.ids[offset:end].tolist()
        rows = document_rows(matter, shown, understood, with_hits=hits)
        if as_json:
            for row in rows:
                print_json(row)
            return
        _print_results(list(rows), with_hits=hits)
        copies = f", +{counted(found.copies, 'copy')}" if found.copies else ""
        say(f"{understood.reads_as}\n{counted(found.documents, 'document')}{copies}")
        _say_coverage(matter)
        if offset + len(shown) < found.documents:
            say(f"Shown: {len(shown):,}. More: --offset {offset + len(shown)}")


@click.command()
@matter_argument
@click.argument("number", metavar="DOC")
@click.option("--text", "as_text", is_flag=True, help="Only its text.")
@click.option("--surviving", is_flag=True, help="Only the text that survives under redactions.")
@click.option("--native", type=click.Path(path_type=Path), metavar="OUT", help="Save the original.")
@click.option("--pdf", type=click.Path(path_type=Path), metavar="OUT", help="Save its pages.")
@json_option
def show(
    path: Path,
    number: str,
    as_text: bool,
    surviving: bool,
    native: Path | None,
    pdf: Path | None,
    as_json: bool,
) -> None:
    """Show one document: its fields and its text, or save it."""
    with reading(path) as matter:
        document = matter.documents.resolve(number)
        if surviving:
            text = matter.sequestration.text(document)
            control = matter.documents.control(document)
            if as_json:
                print_json({"document": control, "surviving_text": text})
            else:
                print_text(text or "Nothing survives under the redactions of this document.")
            return
        if native:
            _save(native, matter.natives.read(matter.documents.get(document)))
        if pdf:
            _save(pdf, matter.renditions.shared_copy(document))
        if native or pdf:
            return
        row = next(whole_documents(matter, [document]))
    if as_json:
        print_json(row)
    elif as_text:
        print_text(row["text"])
    else:
        _print_document(row)


@click.command()
@matter_argument
@click.option("--json", is_flag=True, expose_value=False, help="It is JSON Lines anyway.")
def dump(path: Path) -> None:
    """Print every document with its text as JSON Lines, for other tools."""
    with reading(path) as matter:
        for row in whole_documents(matter, matter.documents.all_ids()):
            print_json(row)


def _explain(matter: "Matter", query: "Query", *, as_json: bool) -> None:
    """How a query is read, what its wildcards stand for, what a scanner may have made of it."""
    expansions = matter.search.expansions(query)
    misreads = matter.search.misreads(query)
    if as_json:
        print_json(
            {
                "reads_as": query.reads_as,
                "written": query.written,
                "dialect": query.dialect,
                "warnings": list(query.warnings),
                "expansions": [
                    {
                        "term": expansion.written,
                        "words": [
                            {"word": word, "documents": documents}
                            for word, documents in expansion.words
                        ],
                    }
                    for expansion in expansions
                ],
                "misreads": [
                    {"word": one.word, "instead": one.instead, "documents": one.documents}
                    for one in misreads
                ],
            }
        )
        return
    print_text(query.reads_as)
    if query.written:
        print_text(f"In Pincite's own language: {query.written}")
    for expansion in expansions:
        words = ", ".join(f"{word} ({documents:,})" for word, documents in expansion.words)
        print_text(f"{expansion.written}: {words or 'no word of this matter'}")
    for one in misreads:
        count = counted(one.documents, "document")
        print_text(f"A scanner may have read “{one.word}” as “{one.instead}”: {count}")


def _count(matter: "Matter", query: "Query", *, as_json: bool) -> None:
    found = matter.search.find(query)
    hits = matter.search.count_hits(query)
    coverage = matter.search.coverage()
    if as_json:
        print_json(
            {
                "documents": found.documents,
                "copies": found.copies,
                "hits": hits,
                "searchable": coverage.searchable,
                "total": coverage.total,
            }
        )
        return
    copies = f" (+{counted(found.copies, 'copy')})" if found.copies else ""
    print_text(f"{counted(found.documents, 'document')}{copies}, {counted(hits, 'hit')}")
    _say_coverage(matter)


def _say_coverage(matter: "Matter") -> None:
    """Say how many documents a search sees, and how to list the others."""
    coverage = matter.search.coverage()
    notes = [coverage.said]
    if coverage.unsearchable:
        notes.append("not or not wholly: has:gap")
    if coverage.weak:
        notes.append(f"{counted(coverage.weak, 'document')} with weak text: ocr:<70")
    say(" · ".join(notes))


def _print_results(rows: list[dict[str, Any]], *, with_hits: bool) -> None:
    if not rows:
        return
    cells = [
        (
            row["control"],
            (row["date"] or "").replace("T", " ")[:16],
            row["from"],
            row["subject"],
            row["snippet"],
        )
        for row in rows
    ]
    print_table(
        ("Document", "Date", "From", "Subject", "Text"), _cut(cells), flexible=4, is_wrapped=False
    )
    if with_hits:
        for row in rows:
            for hit in row["hits"]:
                print_text(f"{row['control']}  {hit['start']}–{hit['end']}  {hit['text']}")


def _cut(cells: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The sender and the subject short enough that the text has room."""
    widths = (None, None, 24, 36, 100)
    return [
        tuple(
            text if width is None or len(text) <= width else f"{text[: width - 1]}…"
            for text, width in zip(row, widths, strict=True)
        )
        for row in cells
    ]


def _print_document(row: dict[str, Any]) -> None:
    pages = counted(row["page_count"], "page") if row["page_count"] else ""
    print_fields(
        (
            ("Document", " · ".join(part for part in (row["control"], row["bates"]) if part)),
            ("Title", row["title"]),
            ("Date", (row["date"] or "").replace("T", " ")),
            ("As sent", row["sent_written"] or ""),
            ("From", row["from"]),
            ("To", row["to"]),
            ("Cc", row["cc"]),
            ("Bcc", row["bcc"]),
            ("Kind", " · ".join(part for part in (row["kind"], row["type"], pages) if part)),
            ("File", _file(row)),
            ("Printed in", _printed_in(row)),
            ("Document no.", ", ".join(_stamped(row))),
            ("Attached to", row["parent"] or ""),
            ("Attachments", ", ".join(row["attachments"])),
            ("Thread", ", ".join(row["thread"]) if len(row["thread"]) > 1 else ""),
            ("Copies", ", ".join(row["copies"])),
            ("Copy of", row["copy_of"] or ""),
            ("Tags", ", ".join(row["tags"])),
            ("Coding", ", ".join(row["coding"])),
            ("Note", row["note"]),
            ("Exceptions", "\n".join(row["exceptions"])),
            ("Custodian", row["custodian"]),
            ("Source", row["source"]),
            ("SHA-256", row["sha256"]),
        )
    )
    start, end = row["zones"]["body"]
    print_text(f"\n{row['text'][start:end]}")


def _file(row: dict[str, Any]) -> str:
    """The name and size of a document's file; an un-printed one has none of its own."""
    if row["printed_in"]:
        return str(row["filename"])
    return f"{row['filename']} ({size_of(row['size_bytes'])})".strip()


def _stamped(row: dict[str, Any]) -> list[str]:
    """The document numbers on its pages, each once."""
    return list(dict.fromkeys(p["document_number"] for p in row["pages"] if p["document_number"]))


def _printed_in(row: dict[str, Any]) -> str:
    if not row["printed_in"]:
        return ""
    pages = [page["source_page"] + 1 for page in row["pages"]]
    return f"{row['printed_in']}, page{'s' if len(pages) > 1 else ''} " + (
        f"{pages[0]}–{pages[-1]}" if len(pages) > 1 else f"{pages[0]}"
    )


def _save(to: Path, content: bytes) -> None:
    """Write a file that is not there yet.

    Raises:
        PinciteError: It is there already, or it cannot be written.
    """
    try:
        with to.open("xb") as stream:
            stream.write(content)
    except FileExistsError as error:
        raise PinciteError(f"{to} is already there.", "", "Choose another name.") from error
    except OSError as error:
        raise PinciteError(f"{to} cannot be written.", f"{error.strerror or error}.") from error
    say(f"Wrote {to} ({size_of(len(content))}).")
