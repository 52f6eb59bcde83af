"""What Processing mode shows: totals, sources, exceptions, the last verification."""

from dataclasses import dataclass
from pathlib import Path

from pincite.desktop.models.scanned_pages import Languages, read_languages
from pincite.exhibits.description import short_date
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.store.documents import Totals
from pincite.store.exceptions import ExceptionRow
from pincite.store.ocr import OcrPages
from pincite.store.source_counts import SourceCounts, source_counts
from pincite.store.sources import Source

VERIFY = "verify"
_UNCHANGED = "originals unchanged"
_KINDS = {
    ".eml": "Message",
    ".html": "Web page",
    ".htm": "Web page",
    ".mbox": "Mailbox",
    ".pdf": "PDF",
    ".txt": "Text file",
    ".zip": "Archive",
}
_CONTAINERS = {"mbox": "Mailbox", "zip": "Archive", "maildir": "Maildir"}


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as the table shows it; `share` is how much of it is read, from 0 to 1."""

    id: int
    path: Path
    name: str
    kind: str
    custodian: str
    counts: str
    share: float
    files: int
    pending: int
    exceptions: int
    sha256: str | None
    is_missing: bool

    def state(self, *, is_running: bool) -> str:
        """How far it is, in words."""
        if self.is_missing:
            return "Not where it was"
        if self.pending:
            left = f"{self.pending:,} of {self.files:,} files left" if self.files > 1 else ""
            if is_running:
                return f"Reading, {left}" if left else "Reading…"
            return f"Stopped, {left}" if left else "Stopped"
        if self.exceptions:
            noun = "exception" if self.exceptions == 1 else "exceptions"
            return f"Done, {self.exceptions:,} {noun}"
        return "Done"

    @property
    def short_sha256(self) -> str:
        """The first and last digits of the hash: `3f9a…c21e`; a dash for a folder."""
        return f"{self.sha256[:4]}…{self.sha256[-4:]}" if self.sha256 else "—"


@dataclass(frozen=True, slots=True)
class ProcessingView:
    """The whole mode; `verified` is what the last verification found, in words, or ''.

    `scanned_pages` are those that still wait to be read, `weak_pages` those that were read badly
    and that no second engine has read.
    """

    totals: Totals
    sources: tuple[SourceRow, ...]
    exceptions: tuple[ExceptionRow, ...]
    verified: str
    custodians: tuple[str, ...]
    scanned_pages: int = 0
    weak_pages: int = 0
    languages: Languages | None = None

    @property
    def pending_files(self) -> int:
        """How many files a run that was stopped left unread."""
        return sum(source.pending for source in self.sources)

    @property
    def summary(self) -> str:
        """The sentence of the status bar."""
        count = len(self.sources)
        if not count:
            return "No source yet"
        noun = "source" if count == 1 else "sources"
        return f"{count:,} {noun} · {self.verified or 'originals not verified yet'}"


def read_processing(matter: Matter, control: Control) -> ProcessingView:
    """Read everything that the mode shows."""
    counts = source_counts(matter.store)
    control.check()
    sources = matter.sources.all()
    return ProcessingView(
        matter.documents.totals(),
        tuple(_source_row(source, counts.get(source.id)) for source in sources),
        tuple(matter.exceptions.all()),
        _verified(matter),
        tuple(sorted({source.custodian for source in sources if source.custodian})),
        len(OcrPages(matter.store).pending()),
        sum(not page.asked for page in matter.readings.weak()),
        read_languages(matter),
    )


def verification_summary(checked: int, problems: int) -> str:
    """What the history says of a verification."""
    if not problems:
        return f"Verified: {_UNCHANGED}, {checked:,} things checked"
    noun = "problem" if problems == 1 else "problems"
    return f"Verified: {problems:,} {noun} found, {checked:,} things checked"


def _source_row(source: Source, counts: SourceCounts | None) -> SourceRow:
    counts = counts or SourceCounts(source.id)
    is_folder = source.kind == "folder"
    path = Path(source.path)
    share = counts.done_bytes / counts.bytes if counts.bytes else float(not source.pending)
    return SourceRow(
        id=int(source.id),
        path=path,
        name=f"{path.name}/" if is_folder else path.name,
        kind=_kind(path, counts, is_folder=is_folder),
        custodian=source.custodian,
        counts=_counted(counts, source.files, is_folder=is_folder),
        share=min(1.0, share),
        files=source.files,
        pending=source.pending,
        exceptions=counts.exceptions,
        sha256=counts.sha256 if not is_folder else None,
        is_missing=not path.exists(),
    )


def _kind(path: Path, counts: SourceCounts, *, is_folder: bool) -> str:
    if counts.container in _CONTAINERS:
        return _CONTAINERS[counts.container]
    return "Folder" if is_folder else _KINDS.get(path.suffix.lower(), "File")


def _counted(counts: SourceCounts, files: int, *, is_folder: bool) -> str:
    """What a source held: `38 files → 31 messages, 9 attachments, 12 pages`."""
    parts = [
        _plural(count, noun)
        for count, noun in (
            (counts.messages, "message"),
            (counts.attachments, "attachment"),
            (counts.loose, "loose file"),
            (counts.pages, "page"),
        )
        if count
    ]
    held = ", ".join(parts) or "nothing read yet"
    return f"{_plural(files, 'file')} → {held}" if is_folder else held


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _verified(matter: Matter) -> str:
    """`originals unchanged (verified 22 Nov 2026)`, or what was found instead, or ''."""
    entry = matter.journal.last(VERIFY)
    if entry is None:
        return ""
    found = _UNCHANGED if _UNCHANGED in entry.summary else entry.summary.split(",")[0][10:]
    return f"{found} (verified {short_date(entry.at_utc)})"
