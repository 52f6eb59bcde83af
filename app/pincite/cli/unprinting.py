"""Commands that divide releases and repair what was divided: release, unprint, boundary."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pincite.cli.matter_option import matter_argument, reading, writing
from pincite.cli.output import counted, json_option, print_json, print_table, print_text, say
from pincite.domain.exemptions import display_code
from pincite.domain.releases import Preset, SegmentKind

if TYPE_CHECKING:
    from pincite.matter import Matter
    from pincite.store.changed import Changed
    from pincite.store.release_summaries import ReleaseSummary
    from pincite.store.releases import Boundary

_PRESETS = {
    "free": Preset.FREE,
    "new-page": Preset.NEW_PAGE,
    "bates": Preset.BATES,
    "bookmarks": Preset.BOOKMARKS,
    "one": Preset.ONE,
}
_MOST_REASONS = 2
_KINDS = {
    "message": SegmentKind.MESSAGE,
    "attachment": SegmentKind.ATTACHMENT,
    "file": SegmentKind.FILE,
    "none": SegmentKind.NOT_A_DOCUMENT,
}


@click.command()
@matter_argument
@json_option
def release(path: Path, as_json: bool) -> None:
    """Sum up each released PDF: documents, pages, dates, people, codes, what is withheld."""
    with reading(path) as matter:
        found = [_summary_row(matter, one) for one in matter.releases.summaries()]
    if as_json:
        for row in found:
            print_json(row)
        return
    if not found:
        print_text("There is no PDF with pages in this matter.")
        return
    cells = [
        (
            str(row["document"]),
            f"{row['documents']:,}" if row["is_unprinted"] else "not divided",
            f"{row['pages']:,}",
            f"{row['doubtful']:,}",
            "\n".join(_told(row)),
        )
        for row in found
    ]
    headings = ("Release", "Documents", "Pages", "Doubtful", "What it holds")
    print_table(headings, cells, numbers=[1, 2, 3], flexible=4)
    if unseen := sum(row["not_looked_at"] for row in found):
        say(f"{counted(unseen, 'page')} not looked at for redactions so far.")


def _told(row: Mapping[str, Any]) -> Iterator[str]:
    """A release in lines of a narrow column: its name, dates, what is no document, is withheld."""
    yield str(row["source"])
    if row["unread"]:
        yield f"{counted(row['unread'], 'page')} still to be read (OCR)"
    if dates := _span(row["first_date"], row["last_date"]):
        yield dates
    if row["not_documents"]:
        kinds = ", ".join(f"{kind} {count:,}" for kind, count in row["not_documents"].items())
        yield f"not documents: {kinds}"
    if row["withheld_share"] or row["codes"]:
        codes = " ".join(f"{display_code(code)} {count:,}" for code, count in row["codes"].items())
        yield f"withheld {row['withheld_share']:.1%}{': ' if codes else ''}{codes}"


@click.command()
@matter_argument
@click.argument("number", metavar="DOC")
@click.option("--preset", type=click.Choice(list(_PRESETS)), default="free", help="How to divide.")
@click.option("--take-back", is_flag=True, help="Make the PDF one document again.")
@json_option
def unprint(path: Path, number: str, preset: str, take_back: bool, as_json: bool) -> None:
    """Divide a PDF of printed mail into its messages, or take that back."""
    with writing(path) as matter:
        document = _named(matter, number)
        if take_back:
            changed = matter.releases.take_back(document)
            said = f"{number} is one document again."
        else:
            changed = matter.releases.unprint(document, _PRESETS[preset])
            said = f"Divided {number} into {counted(changed.count, 'document')}."
    if as_json:
        print_json({"changed": changed.count})
    else:
        print_text(said)


@click.command()
@matter_argument
@click.argument(
    "action", type=click.Choice(["list", "split", "join", "confirm", "header", *_KINDS])
)
@click.argument("number", metavar="[DOC]", required=False)
@click.option("--page", "page_number", type=click.IntRange(min=1), help="Page of the document.")
@click.option("--at", "y_pt", type=float, default=0.0, help="Points from the top of that page.")
@click.option(
    "--field", "fields", metavar="FIELD", multiple=True, help="from, to, cc, subject or sent."
)
@click.option("--value", "values", metavar="TEXT", multiple=True, help="What it reads.")
@click.option("--doubtful", is_flag=True, help="List only those that a person should look at.")
@json_option
def boundary(
    path: Path,
    action: str,
    number: str | None,
    page_number: int | None,
    y_pt: float,
    fields: tuple[str, ...],
    values: tuple[str, ...],
    doubtful: bool,
    as_json: bool,
) -> None:
    """List where un-printed documents start and how sure that is, or repair one.

    split --page N [--at Y] parts a document; join puts it together with the one before; message,
    attachment, file and none say what it is; header --field F --value V corrects a field, or, with
    several of both, several at once.
    """
    if action == "list":
        with reading(path) as matter:
            _print_boundaries(matter, number, is_doubtful=doubtful, as_json=as_json)
        return
    if number is None:
        raise click.UsageError(f"Name the document: pincite boundary MATTER {action} DOC")
    if action == "split" and page_number is None:
        raise click.UsageError("Say where: --page N --at POINTS")
    if action == "header" and (not fields or len(fields) != len(values)):
        raise click.UsageError("Say what: --field FIELD --value TEXT, as many of one as the other")
    with writing(path) as matter:
        document = _named(matter, number)
        releases = matter.releases
        header = dict(zip(fields, values, strict=False))
        acts: dict[str, Callable[[], Changed]] = {
            "split": lambda: releases.split(document, page_number or 1, y_pt),
            "join": lambda: releases.join_previous(document),
            "confirm": lambda: releases.confirm(document),
            "header": lambda: releases.edit_header(document, header),
        }
        act = acts.get(action) or (lambda: releases.set_kind(document, _KINDS[action]))
        changed = act()
        made = matter.documents.control(changed.id) if changed.id else None
    if as_json:
        print_json({"changed": changed.count, "document": made})
    else:
        print_text(f"Done; it is now {made}." if made else "Done.")


def _print_boundaries(
    matter: "Matter", number: str | None, *, is_doubtful: bool, as_json: bool
) -> None:
    releases = matter.releases
    if number is None:
        wanted: list[int] = [id_ for one in releases.unprinted() for id_ in releases.divided(one)]
    else:
        document = _named(matter, number)
        wanted = [*releases.divided(document)] or [document]
    every = [one for id_ in wanted if (one := releases.of_document(id_)) is not None]
    found = [one for one in every if one.is_doubtful or not is_doubtful]
    rows = [_boundary_row(matter, boundary) for boundary in found]
    if as_json:
        for row in rows:
            print_json(row)
        return
    if not rows:
        print_text("No start is doubtful." if every else "Nothing was un-printed.")
        return
    cells = [
        (
            str(row["document"]),
            _pages(row["pages"]),
            "confirmed" if row["confirmed"] else f"{row['score']:.2f}",
            _shortly(boundary),
        )
        for boundary, row in zip(found, rows, strict=True)
    ]
    print_table(("Document", "Pages", "Score", "Reasons"), cells, numbers=[2], flexible=3)
    doubtful = sum(boundary.is_doubtful for boundary in found)
    say(f"{counted(len(rows), 'document')}, {doubtful:,} with a doubtful start.")


def _shortly(boundary: "Boundary") -> str:
    """The reasons that tell most; `--json` has all of them."""
    more = len(boundary.told) - _MOST_REASONS
    shown = "; ".join(boundary.told[:_MOST_REASONS]).removeprefix("but ")
    return f"{shown}; and {more} more" if more > 0 else shown


def _boundary_row(matter: "Matter", boundary: "Boundary") -> dict[str, Any]:
    return {
        "document": matter.documents.control(boundary.document_id),
        "printed_in": matter.documents.control(boundary.printed_in),
        "score": round(boundary.score, 3),
        "reasons": list(boundary.reasons),
        "confirmed": boundary.is_confirmed,
        "pages": [
            {"source_page": region.source_page, "from_pt": region.y0_pt, "to_pt": region.y1_pt}
            for region in boundary.regions
        ],
    }


def _summary_row(matter: "Matter", one: "ReleaseSummary") -> dict[str, Any]:
    return {
        "document": matter.documents.control(one.document_id),
        "source": one.name,
        "is_unprinted": one.is_unprinted,
        "documents": one.documents,
        "pages": one.pages,
        "document_pages": one.document_pages,
        "not_documents": dict(one.not_documents),
        "first_date": one.first_date,
        "last_date": one.last_date,
        "people": one.people,
        "codes": dict(one.codes),
        "withheld_share": round(one.withheld_share, 4),
        "not_looked_at": one.not_looked_at,
        "unread": one.unread,
        "doubtful": one.doubtful,
    }


def _named(matter: "Matter", number: str) -> int:
    return matter.documents.resolve(number)


def _pages(pages: list[dict[str, Any]]) -> str:
    first, last = pages[0]["source_page"] + 1, pages[-1]["source_page"] + 1
    return f"{first:,}" if first == last else f"{first:,}–{last:,}"


def _span(first: str | None, last: str | None) -> str:
    if not first or not last:
        return ""
    return first[:10] if first[:10] == last[:10] else f"{first[:10]} to {last[:10]}"
