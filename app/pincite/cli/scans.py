"""The command about scanned pages: ocr."""

from typing import TYPE_CHECKING

import click

from pincite.cli.matter_option import matter_argument, reading, writing
from pincite.cli.output import counted, json_option, print_json, print_table, print_text, say
from pincite.cli.progress import progress
from pincite.domain.readings import WEAK_BELOW

if TYPE_CHECKING:
    from pathlib import Path

    from pincite.matter import Matter


@click.command()
@matter_argument
@click.option("--weak", is_flag=True, help="Have the weak pages read again by a second engine.")
@click.option("--list", "is_list", is_flag=True, help="Only list the weak pages.")
@click.option(
    "--engine",
    metavar="NAME",
    help="The second engine: thorough, which ships, or rapidocr where it is installed.",
)
@click.option(
    "--below",
    type=click.FloatRange(0, 100),
    default=WEAK_BELOW,
    show_default=True,
    help="The confidence below which a page is weak.",
)
@click.option("--languages", metavar="eng+deu", help="What OCR expects; kept for the matter.")
@json_option
def ocr(
    path: "Path",
    weak: bool,
    is_list: bool,
    engine: str | None,
    below: float,
    languages: str | None,
    as_json: bool,
) -> None:
    """Read the scanned pages that still wait, or have weak ones read again."""
    if is_list:
        with reading(path) as matter:
            _list(matter, below, as_json=as_json)
        return
    with writing(path) as matter:
        if languages:
            matter.ocr.choose_languages(languages.split("+"))
        if weak or engine:
            _read_again(matter, engine, below, as_json=as_json)
        else:
            _read_waiting(matter, as_json=as_json)


def _list(matter: "Matter", below: float, *, as_json: bool) -> None:
    pages = matter.second_reading.weak(below)
    control = matter.documents.control
    if as_json:
        for page in pages:
            print_json(
                {
                    "document": control(page.shown_in),
                    "source": matter.documents.get(page.document_id).filename,
                    "source_page": page.source_page + 1,
                    "confidence": round(page.confidence, 1),
                    "engine": page.engine,
                    "read_again_by": list(page.asked),
                }
            )
        return
    if not pages:
        print_text("No page was read with little confidence.")
        return
    rows = [
        (
            control(page.shown_in),
            f"{page.source_page + 1:,}",
            f"{page.confidence:.0f}",
            ", ".join(page.asked) or "—",
            page.engine,
        )
        for page in pages
    ]
    heads = ("Document", "Source page", "Confidence", "Read again by", "Text from")
    print_table(heads, rows, numbers=[1, 2], flexible=4)
    say(f"{counted(len(pages), 'weak page')}: pincite ocr {matter.folder} --weak")


def _read_again(matter: "Matter", engine: str | None, below: float, *, as_json: bool) -> None:
    with progress() as control:
        run = matter.second_reading.run(engine, below, control)
        matter.releases.unprint_clear(run.documents, control)
        if matter.releases.is_any_divided() and matter.same_messages.pairs.is_stale:
            matter.same_messages.find(control)
    if as_json:
        print_json(
            {
                "pages": run.pages,
                "better": run.better,
                "failed": run.failed,
                "passages_moved": run.moved,
                "seconds": run.seconds,
            }
        )
        return
    if not run.pages + run.failed:
        print_text("No weak page that this engine has not read already.")
        return
    print_text(
        f"Read {counted(run.pages, 'weak page')} again in {run.seconds:,.1f} s:"
        f" {run.better:,} better, the others stay as they were."
    )
    if run.moved:
        print_text(f"{counted(run.moved, 'passage')} read otherwise now, in the same place.")
    if run.failed:
        say(f"{counted(run.failed, 'page')} could not be read.")


def _read_waiting(matter: "Matter", *, as_json: bool) -> None:
    with progress() as control:
        run = matter.ocr.run(control)
        divided = matter.releases.unprint_clear(run.documents, control)
    if as_json:
        print_json(
            {"pages": run.pages, "failed": run.failed, "divided": divided, "seconds": run.seconds}
        )
        return
    print_text(f"Read {counted(run.pages, 'scanned page')} (OCR) in {run.seconds:,.1f} s.")
    if weak := len(matter.second_reading.weak()):
        say(f"{counted(weak, 'weak page')}: pincite ocr {matter.folder} --list")
