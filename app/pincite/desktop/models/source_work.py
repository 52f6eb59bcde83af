"""Long work on sources as the window runs it, each with a sentence about what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.desktop.models.bundle_export import shown_size
from pincite.desktop.models.processing_view import VERIFY, verification_summary
from pincite.domain.documents import DocumentId, SourceId
from pincite.domain.verification import Verification
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.store.ocr import OcrPages
from pincite.store.release_summaries import ReleaseSummary

if TYPE_CHECKING:
    from pincite.processing.ocr.second import SecondRun
    from pincite.processing.ocr.service import OcrRun
    from pincite.processing.service import Pending, Summary

CHANGED = frozenset({"documents", "sources", "exceptions", "people", "history"})


class SourceReading:
    """Reads new sources, or what a run that was stopped left unread."""

    def __init__(
        self,
        paths: Sequence[Path] = (),
        custodian: str = "",
        languages: tuple[str, ...] = (),
    ) -> None:
        """Without `paths`, go on with what is left; without `languages`, in those of before."""
        self._paths = tuple(paths)
        self._languages = languages
        self._custodian = custodian
        self.read: Summary | None = None
        self.doubtful = 0
        self._unprinted: list[ReleaseSummary] = []
        self.scanned_pages = 0

    def __call__(self, matter: Matter, control: Control) -> frozenset[str]:
        """Read, on the thread that writes."""
        known = set(matter.releases.unprinted())
        if self._languages and self._languages != matter.ocr.languages:
            matter.ocr.choose_languages(self._languages)
        if self._paths:
            self.read = matter.processing.add(self._paths, self._custodian, control)
        else:
            self.read = matter.processing.resume(control)
        self._unprinted = _unprinted_since(known, matter)
        self.doubtful = sum(one.doubtful for one in self._unprinted)
        self.scanned_pages = matter.ocr.pending()
        if not self.scanned_pages:
            _pair_copies(matter, control)
        return CHANGED

    @property
    def summary(self) -> str:
        """What was read."""
        read = self.read
        if read is None:
            return ""
        if not read.documents and not read.exceptions:
            return "Nothing new: all of that was read before."
        told = (
            f"Read {_plural(read.documents, 'document')}"
            f" from {shown_size(read.bytes)} in {read.seconds:,.1f} s."
        )
        if read.duplicates:
            verb = "is a duplicate" if read.duplicates == 1 else "are duplicates"
            told += f" {read.duplicates:,} of them {verb} and folded under what they repeat."
        if self._unprinted:
            told += f" {_told_unprinted(self._unprinted)}"
        if read.exceptions:
            told += f" {_plural(read.exceptions, 'exception')} to look at."
        return told


class ScanReading:
    """Reads the pages that are pictures; `tell` hears of each document whose text is there."""

    def __init__(self, tell: Callable[[frozenset[str]], None]) -> None:
        """`tell` is called on the thread that writes."""
        self._tell = tell
        self.read: OcrRun | None = None
        self.doubtful = 0
        self._unprinted: list[ReleaseSummary] = []

    def __call__(self, matter: Matter, control: Control) -> frozenset[str]:
        """Read, on the thread that writes."""
        known = set(matter.releases.unprinted())
        self.read = matter.ocr.run(control, self._on_rebuilt)
        matter.releases.unprint_clear(self.read.documents, control)
        self._unprinted = _unprinted_since(known, matter)
        self.doubtful = sum(one.doubtful for one in self._unprinted)
        _pair_copies(matter, control)
        return CHANGED

    @property
    def summary(self) -> str:
        """What was read."""
        read = self.read
        if read is None or not read.pages + read.failed + read.looked:
            return ""
        said = f"Read {_plural(read.pages, 'scanned page')}" if read.pages + read.failed else ""
        if read.looked:
            pages = _plural(read.looked, "scanned page" if not said else "more page")
            looked = f"ooked at {pages} for redactions"
            said = f"{said} and l{looked}" if said else f"L{looked}"
        told = f"{said} in {read.seconds:,.0f} s."
        if self._unprinted:
            told += f" {_told_unprinted(self._unprinted)}"
        if read.failed:
            told += f" {_plural(read.failed, 'page')} could not be read."
        return told

    def _on_rebuilt(self, _: int) -> None:
        self._tell(CHANGED)


class WeakReading:
    """Has the weak pages read again by a second engine."""

    def __init__(self, engine: str | None = None) -> None:
        """Without an engine, the usual one."""
        self._engine = engine
        self.read: SecondRun | None = None

    def __call__(self, matter: Matter, control: Control) -> frozenset[str]:
        """Read, on the thread that writes."""
        self.read = matter.second_reading.run(self._engine, control=control)
        matter.releases.unprint_clear(self.read.documents, control)
        _pair_copies(matter, control)
        return CHANGED | {"passages"}

    @property
    def summary(self) -> str:
        """What was read, and how much of it is better."""
        read = self.read
        if read is None:
            return ""
        if not read.pages + read.failed:
            return "There is no weak page that this engine has not read already."
        told = f"Read {_plural(read.pages, 'weak page')} again: {read.better:,} better."
        if read.moved:
            told += f" {_plural(read.moved, 'passage')} read otherwise now, in the same place."
        if read.failed:
            told += f" {_plural(read.failed, 'page')} could not be read."
        return told


def choose_languages(codes: tuple[str, ...]) -> Callable[[Matter], frozenset[str]]:
    """The work of reading pages in these languages from now on."""

    def work(matter: Matter) -> frozenset[str]:
        matter.ocr.choose_languages(codes)
        return frozenset({"sources"})

    return work


def _unprinted_since(known: set[DocumentId], matter: Matter) -> list[ReleaseSummary]:
    """The PDFs that are un-printed now and are not among those."""
    fresh = set(matter.releases.unprinted()) - known
    return matter.releases.summaries(fresh) if fresh else []


def _told_unprinted(unprinted: Sequence[ReleaseSummary]) -> str:
    """How many PDFs became how many documents, and how many of those begin doubtfully."""
    count = len(unprinted)
    verb = "was" if count == 1 else "were"
    into = _plural(sum(one.documents for one in unprinted), "document")
    doubtful = sum(one.doubtful for one in unprinted)
    doubt = f", {doubtful:,} of them with a doubtful boundary" if doubtful else ""
    pdfs = f"{count:,} PDF{'' if count == 1 else 's'} of printed mail"
    return f"{pdfs} {verb} un-printed into {into}{doubt}."


def _pair_copies(matter: Matter, control: Control) -> None:
    """Find the same email twice where a release was divided, which is what it is asked for."""
    if matter.releases.is_any_divided() and matter.same_messages.pairs.is_stale:
        matter.same_messages.find(control)


class SourceRelinking:
    """Says where a source lies now, after every file of it was compared."""

    def __init__(self, source: int, path: Path) -> None:
        """Relink to `path`."""
        self._source = source
        self._path = path

    def __call__(self, matter: Matter, control: Control) -> frozenset[str]:
        """Compare and relink, on the thread that writes."""
        matter.relink(SourceId(self._source), self._path, control)
        return frozenset({"sources", "history"})


def verify_sources(matter: Matter, control: Control) -> Verification:
    """Read everything again and compare it with what was recorded."""
    return matter.verify(control)


def record_verification(found: Verification, matter: Matter) -> frozenset[str]:
    """Let the history say that it was verified, and with what result."""
    matter.journal.record(VERIFY, verification_summary(found.checked, len(found.problems)))
    return frozenset({"history", "sources"})


def told_verification(found: Verification) -> str:
    """What was found, in a sentence or two."""
    if found.is_ok:
        return f"Everything is as it was: {found.checked:,} things checked."
    more = len(found.problems) - 1
    rest = f" And {_plural(more, 'problem')} more." if more else ""
    return f"{found.problems[0]}{rest}"


def read_pending(matter: Matter, control: Control) -> "Pending":
    """What a run that was stopped left unread."""
    control.check()
    waiting = OcrPages(matter.store).waiting()
    return replace(
        matter.processing.pending(),
        scanned_pages=waiting.to_read,
        pages_to_look_at=waiting.to_look_at,
    )


def pending_sentence(pending: "Pending") -> str:
    """What to say of it."""
    if not pending.files:
        is_to_read = bool(pending.scanned_pages)
        count = pending.scanned_pages or pending.pages_to_look_at
        verb = "is" if count == 1 else "are"
        what = "read (OCR)" if is_to_read else "looked at for redactions"
        return f"{_plural(count, 'scanned page')} {verb} still to be {what}."
    verb = "is" if pending.files == 1 else "are"
    return (
        f"Reading was stopped before its end: {_plural(pending.files, 'file')}"
        f" ({shown_size(pending.bytes)}) {verb} still to be read."
    )


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
