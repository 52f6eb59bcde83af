"""Commands about sources: add, sources, relink, exceptions."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pincite.cli.matter_option import matter_argument, reading, writing
from pincite.cli.output import (
    counted,
    json_option,
    print_json,
    print_table,
    print_text,
    say,
    size_of,
)
from pincite.cli.progress import progress

if TYPE_CHECKING:
    from pincite.jobs.control import Control
    from pincite.matter import Matter
    from pincite.processing.ocr.service import Ocr, OcrRun
    from pincite.processing.service import Processing

_OCR = _AUTO, _ALWAYS, _NEVER = ("auto", "always", "never")


@click.command()
@matter_argument
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--custodian", default="", help="Whose data it was.")
@click.option(
    "--unprint",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Divide PDFs of printed mail into messages; auto: those that clearly are.",
)
@click.option(
    "--ocr",
    type=click.Choice(_OCR),
    default=_OCR[0],
    show_default=True,
    help="Read the words of pages that are pictures: those without good text, all, or none yet.",
)
@click.option(
    "--languages",
    metavar="eng+deu",
    help="What OCR expects, of the models that are installed; kept for the matter.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Worker processes.")
@json_option
def add(
    path: Path,
    paths: tuple[Path, ...],
    custodian: str,
    unprint: str,
    ocr: str,
    languages: str | None,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Process files and folders; adding again takes only what is new."""
    with writing(path) as matter, progress() as control:
        if languages:
            matter.ocr.choose_languages(languages.split("+"))
        added = _processing(matter, jobs).add(paths, custodian, control, unprint=unprint)
        read = _read_scans(matter, paths, ocr, jobs, control)
        divided = 0
        if unprint != "never":
            divided = matter.releases.unprint_clear(read.documents, control)
        if matter.releases.is_any_divided() and matter.same_messages.pairs.is_stale:
            matter.same_messages.find(control)
    added = replace(
        added,
        exceptions=max(0, added.exceptions + read.exceptions),
        seconds=round(added.seconds + read.seconds, 3),
    )
    if as_json:
        print_json(added.as_dict())
        return
    parts = [counted(added.messages, "message"), counted(added.attachments, "attachment")]
    if added.pages:
        parts.append(counted(added.pages, "page"))
    print_text(
        f"Added {counted(added.documents, 'document')} ({', '.join(parts)})"
        f" from {size_of(added.bytes)} in {added.seconds:,.1f} s."
    )
    _tell_read(read)
    if divided:
        print_text(f"{counted(divided, 'PDF')} of printed mail became messages.")
    if added.duplicates:
        are = "is a duplicate" if added.duplicates == 1 else "are duplicates"
        print_text(f"{added.duplicates:,} of them {are} of others and folded under them.")
    if added.exceptions:
        say(f"{counted(added.exceptions, 'exception')}: pincite exceptions {path}")


@click.command()
@matter_argument
@json_option
def sources(path: Path, as_json: bool) -> None:
    """List what was added."""
    with reading(path) as matter:
        found = matter.sources.all()
    if as_json:
        for source in found:
            print_json(
                {
                    "source": source.id,
                    "path": str(source.path),
                    "kind": source.kind,
                    "custodian": source.custodian,
                    "added_utc": source.added_utc,
                    "files": source.files,
                    "pending": source.pending,
                }
            )
        return
    rows = [
        (
            str(source.id),
            source.added_utc[:10],
            source.custodian,
            f"{source.files:,}",
            str(source.path),
        )
        for source in found
    ]
    print_table(("Source", "Added", "Custodian", "Files", "Path"), rows, numbers=[3], flexible=4)


@click.command()
@matter_argument
@click.argument("source")
@click.argument("new_path", type=click.Path(path_type=Path))
@json_option
def relink(path: Path, source: str, new_path: Path, as_json: bool) -> None:
    """Say where a source lies now; every file of it must be what it was."""
    with writing(path) as matter, progress() as control:
        number = matter.custody.source_named(source)
        matter.relink(number, new_path, control)
    if as_json:
        print_json({"source": number, "path": str(new_path.absolute())})
    else:
        print_text(f"Source {number} is at {new_path.absolute()}.")


@click.command()
@matter_argument
@json_option
def exceptions(path: Path, as_json: bool) -> None:
    """List what could not be read, or not wholly."""
    with reading(path) as matter:
        found = matter.exceptions.all()
        by_reason = matter.exceptions.by_reason()
        control = matter.documents.control
        rows = [(control(one.document) if one.document else "", one) for one in found]
    if as_json:
        for document, one in rows:
            print_json(
                {
                    "document": document or None,
                    "source": one.source,
                    "path": one.path,
                    "reason": one.reason,
                    "message": one.message,
                    "remedy": one.remedy,
                }
            )
        return
    if not found:
        print_text("Everything could be read.")
        return
    print_table(
        ("Document", "Reason", "Where and what"),
        [
            (document, one.reason, f"{one.path}\n{one.message} {one.remedy}".strip())
            for document, one in rows
        ],
        flexible=2,
    )
    listed = ", ".join(f"{count:,} {reason}" for reason, count in by_reason)
    say(f"{counted(len(found), 'exception')}: {listed}.")


def _processing(matter: "Matter", workers: int | None) -> "Processing":
    """The processing of a matter, with so many workers if a number is given."""
    if workers is None:
        return matter.processing
    from pincite.jobs.pool import WorkerPool
    from pincite.processing.service import Processing

    return Processing(matter.store, matter.parts, matter.journal, lambda: WorkerPool(workers))


def _read_scans(
    matter: "Matter", paths: Sequence[Path], wanted: str, workers: int | None, control: "Control"
) -> "OcrRun":
    """Read the pages that are pictures, as wanted."""
    from pincite.processing.ocr.service import OcrRun

    if wanted == _NEVER:
        return OcrRun()
    ocr = _ocr(matter, workers)
    if wanted == _ALWAYS:
        ocr.queue_all(paths)
    return ocr.run(control)


def _tell_read(read: "OcrRun") -> None:
    """Say how many scanned pages were read, and how many looked at."""
    if read.pages:
        print_text(f"Read {counted(read.pages, 'scanned page')} (OCR) in {read.seconds:,.1f} s.")
    if read.looked:
        print_text(f"Looked at {counted(read.looked, 'scanned page')} for redactions.")


def _ocr(matter: "Matter", workers: int | None) -> "Ocr":
    """The reader of scanned pages of a matter, with so many workers if a number is given."""
    if workers is None:
        return matter.ocr
    from pincite.processing.ocr.service import Ocr
    from pincite.processing.ocr.workers import ocr_workers

    return Ocr(matter.store, matter.parts, matter.journal, lambda: ocr_workers(workers))
