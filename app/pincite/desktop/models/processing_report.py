"""The processing report: every file that was read, and everything that could not be."""

import csv
from collections.abc import Iterator
from pathlib import Path

from pincite.desktop.models.processing_view import ProcessingView, read_processing
from pincite.domain.spreadsheets import harmless
from pincite.jobs.control import Control
from pincite.matter import Matter

_HEADS = ("what", "source", "path", "bytes", "sha256", "document", "state", "message", "remedy")
_WIDTH = 78


def write_report(path: Path, matter: Matter, control: Control) -> Path:
    """Write the report as a table (`.csv`), or as text for people; gives its path."""
    view = read_processing(matter, control)
    if path.suffix.lower() == ".csv":
        # The mark at the start tells spreadsheets that it is UTF-8.
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(_HEADS)
            for row in _rows(view, matter, control):
                writer.writerow([harmless(cell) for cell in row])
    else:
        lines = _lines(view, matter, control)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def _rows(view: ProcessingView, matter: Matter, control: Control) -> Iterator[tuple[str, ...]]:
    """Files, then exceptions, in the order in which they were read."""
    files = matter.sources.files()
    for number, file in enumerate(files):
        control.step(number, len(files), "Writing the report")
        state = "read" if file.is_done else "not read yet"
        size = str(file.size_bytes) if file.size_bytes >= 0 else ""
        yield ("file", file.root, file.relative, size, file.sha256 or "", "", state, "", "")
    for row in view.exceptions:
        document = matter.documents.control(row.document) if row.document else ""
        yield (
            "exception",
            row.source,
            row.path,
            "",
            "",
            document,
            row.reason,
            row.message,
            row.remedy,
        )


def _lines(view: ProcessingView, matter: Matter, control: Control) -> Iterator[str]:
    totals = view.totals
    yield f"Processing report: {matter.name}"
    yield "=" * _WIDTH
    yield f"Documents   {totals.documents:,} ({totals.messages:,} email messages)"
    yield f"Duplicates  {totals.copies:,}, folded under the documents they repeat"
    yield f"PDF pages   {totals.pages:,}"
    yield f"Exceptions  {totals.exceptions:,}"
    yield f"Originals   {view.verified or 'not verified yet'}"
    yield ""
    yield "Sources"
    yield "-" * _WIDTH
    for source in view.sources:
        whose = f", custodian {source.custodian}" if source.custodian else ""
        yield f"{source.path} ({source.kind.lower()}{whose})"
        yield f"    {source.counts}. {source.state(is_running=False)}."
    yield ""
    yield "Exceptions by reason"
    yield "-" * _WIDTH
    for reason, count in matter.exceptions.by_reason():
        yield f"{count:>9,}  {reason}"
    yield ""
    for what, source_path, path, size, sha256, document, state, message, remedy in _rows(
        view, matter, control
    ):
        if what == "file":
            yield f"file       {Path(source_path, path) if path else source_path}"
            yield f"           {size} bytes, SHA-256 {sha256 or 'not known yet'}, {state}"
        else:
            named = f" ({document})" if document else ""
            yield f"exception  {path}{named}: {state}"
            yield f"           {' '.join(part for part in (message, remedy) if part)}"
