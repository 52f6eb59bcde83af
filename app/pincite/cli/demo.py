"""The command that does the whole main job on the sample release."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pincite.cli.output import counted, json_option, print_json, print_text, say
from pincite.cli.progress import progress
from pincite.errors import PinciteError

if TYPE_CHECKING:
    from pincite.jobs.control import Control
    from pincite.matter import Matter

_QUERY = 'from:Whitlock AND "face recognition" w/10 (pilot OR demo*) AND date:2017-09..2018-12'
_TAG = "Sales pressure"
_QUOTE = "Seeing it is worth more than another slide deck from me."
_PASSAGE_QUERY = f'"{_QUOTE}"'
_MATTER, _BUNDLE = "Sample release.pincite", "bundle"


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="pincite-demo",
    show_default=True,
    metavar="DIR",
    help="Where the matter and the bundle are left; an earlier demo there is replaced.",
)
@json_option
def demo(out: Path, as_json: bool) -> int:
    """Do the whole main job on the sample release, without a window."""
    from pincite.matter import Matter

    _clear(out)
    with progress() as control:
        control.step(0, None, "Opening the sample release")
        with Matter.new_sample(out / _MATTER, control) as matter:
            done = _main_job(matter, out / _BUNDLE, control)
    if as_json:
        print_json(done)
    else:
        print_text(f"\nThe bundle is in {done['bundle']}")
        say(f"The matter is {out / _MATTER}: open it to look around.")
    return 0 if done["ok"] else 1


def _main_job(matter: "Matter", bundle_folder: Path, control: "Control") -> dict[str, Any]:
    """Open, find, tag, exhibit, export, verify; says each step as it is done."""
    totals = matter.documents.totals()
    say(
        f"Open     {counted(totals.documents, 'document')}"
        f" (+{counted(totals.copies, 'copy')}), {counted(totals.exceptions, 'exception')}"
    )
    query = matter.search.parse(_QUERY)
    found = matter.search.find(query)
    hits = matter.search.count_hits(query)
    say(f"Find     {_QUERY}\n         {query.reads_as}")
    say(f"         {counted(found.documents, 'document')}, {counted(hits, 'hit')}")
    tagged = matter.tags.tag([int(id_) for id_ in found.ids], _TAG)
    document = int(matter.search.find(_PASSAGE_QUERY).ids[0])
    matter.passages.mark_quote(document, _QUOTE, 1, [_TAG])
    say(f"Tag      {counted(tagged.count, 'document')} “{_TAG}”, and a passage: “{_QUOTE}”")
    bundle = matter.bundles.all()[0]
    matter.exhibits.add_tagged(bundle.id, _TAG)
    matter.exhibits.sort_by_date(bundle.id)
    entries = matter.exhibits.entries(bundle.id)
    say(f"Exhibit  {counted(len(entries), 'exhibit')} in “{bundle.name}”")
    exported = matter.exporter.export(bundle, bundle_folder, control=control)
    say(f"Export   {counted(exported.pages, 'page')} in {counted(exported.files, 'file')}")
    problems = [*_bundle_problems(bundle_folder), *matter.verify(control).problems]
    say(f"Verify   {counted(len(problems), 'problem') if problems else 'nothing changed'}")
    return {
        "matter": str(matter.folder),
        "bundle": str(bundle_folder),
        "documents": totals.documents,
        "found": found.documents,
        "hits": hits,
        "exhibits": exported.exhibits,
        "pages": exported.pages,
        "ok": not problems,
    }


def _bundle_problems(folder: Path) -> tuple[str, ...]:
    from pincite.exhibits.verify import verify_bundle

    return verify_bundle(folder).problems


def _clear(out: Path) -> None:
    """Make room for the demo, taking away only what an earlier demo left.

    Raises:
        PinciteError: Something else is there.
    """
    if not out.exists():
        return
    if not out.is_dir() or {path.name for path in out.iterdir()} - {_MATTER, _BUNDLE}:
        raise PinciteError(f"{out} holds something else.", "", "Choose another folder with --out.")
    shutil.rmtree(out)
