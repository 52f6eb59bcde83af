"""Exports a bundle: the folder that is filed, the working papers, the manifest that proves both."""

import shutil
import time
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pincite.errors import DecisionError, ExhibitError, VerificationError
from pincite.exhibits.caveats import caveats
from pincite.exhibits.cites import Cites
from pincite.exhibits.jobs import BundleJobs
from pincite.exhibits.manifest import MANIFEST, file_sha256, listed_files, make_manifest
from pincite.exhibits.papers import CitedPassage, index_csv, index_xlsx, pin_cites_docx
from pincite.exhibits.placing import written_beside
from pincite.exhibits.planning import PlannedBundle, Planner
from pincite.exhibits.rendered import Renditions
from pincite.exhibits.rendering import FILED, Rendering, rendering_of
from pincite.jobs.control import Control
from pincite.jobs.pool import WorkerPool, outcome
from pincite.pdf.binding import BindJob, bind, join_exhibit
from pincite.pdf.bundle import AssembledExhibit, assemble_exhibit
from pincite.pdf.exhibit import ExhibitJob
from pincite.store.bundles import Bundle
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.journal import Journal
from pincite.store.passages import Passages
from pincite.store.surviving import SurvivingText

T = TypeVar("T")

_POLL_S = 0.2
_DEADLINE_S = 120.0
_PAGE_DEADLINE_S = 2.0
_LONGEST_STRETCH = 60


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote: `files` and `bytes` of the whole folder, `pages` of the bundle."""

    exhibits: int
    pages: int
    files: int
    bytes: int
    seconds: float
    warnings: tuple[str, ...]


class Exporter:
    """Writes bundle folders."""

    def __init__(
        self, store: Store, journal: Journal, renditions: Renditions, pool: WorkerPool
    ) -> None:
        """Read from the store, render in `pool`."""
        self._store = store
        self._journal = journal
        self._pool = pool
        self._planner = Planner(store, renditions)
        self._cites = Cites(store, renditions)

    def export(
        self,
        bundle: Bundle,
        out: Path,
        *,
        rendering: str = FILED,
        may_replace: bool = False,
        with_surviving_text: bool = False,
        control: Control | None = None,
    ) -> Exported:
        """Write the folder of a bundle; it is at `out` as a whole, or what was there still is.

        `with_surviving_text` leaves the text beneath redactions in the pages; it is journaled, and
        the manifest and the caption page say so.

        Raises:
            ExhibitError: The bundle is empty, or `out` cannot be written to.
            DecisionError: Counsel did not decide that surviving text is read.
            RenditionError: A document cannot be made into pages.
            Cancelled: The user stopped it.
        """
        started = time.monotonic()
        control = control or Control()
        copy = rendering_of(rendering, bundle)
        if with_surviving_text:
            copy = copy.with_surviving_text()
            self._record_surviving(bundle, out)
        with written_beside(out, may_replace=may_replace) as folder:
            control.step(0, None, "Laying out the bundle")
            planned = self._planner.plan(bundle, is_frozen=not self._store.is_read_only)
            if not planned.plan.exhibits:
                raise ExhibitError(
                    f"“{bundle.name}” is empty.", remedy="Add documents to it first."
                )
            _check_sources(planned)
            warnings = self._write_filing(folder / "filing", planned, copy, control)
            self._write_papers(folder, planned, copy)
            paths = listed_files(folder)
            size = sum((folder / path).stat().st_size for path in [*paths, MANIFEST])
        return Exported(
            exhibits=len(planned.plan.exhibits),
            pages=planned.plan.page_count,
            files=len(paths) + 1,
            bytes=size,
            seconds=round(time.monotonic() - started, 2),
            warnings=(*caveats(self._store, planned, copy), *warnings),
        )

    def _record_surviving(self, bundle: Bundle, out: Path) -> None:
        """Record that an export carries surviving text, before anything of it is written."""
        if not SurvivingText(self._store).is_read:
            raise DecisionError(
                "Text that survives under redactions cannot be exported.",
                "Counsel did not decide that it is read: see FRE 502(b) and FRCP 26(b)(5)(B).",
                "Decide that first: pincite sequester --read.",
            )
        summary = f"Export “{bundle.name}” with text that survives under redactions to {out.name}"
        self._journal.record("export surviving text", summary)

    def _write_filing(
        self, filing: Path, planned: PlannedBundle, copy: Rendering, control: Control
    ) -> list[str]:
        """Assemble the exhibits side by side in the workers, then bind them; gives warnings."""
        filing.mkdir()
        # Beside the folder, not in the system's: there is room, and nobody else may look there.
        parts = filing.with_name("parts")
        parts.mkdir()
        jobs = BundleJobs(planned, copy, self._planner.sheet_pt, filing, parts)
        whole = jobs.exhibits(Passages(self._store), Documents(self._store))
        # A long exhibit is shared among the workers, a stretch each.
        pieces = [job.stretches(_LONGEST_STRETCH) for job in whole]
        assembled = self._assemble([piece for own in pieces for piece in own], control)
        self._bind(jobs.bind(pieces), whole, pieces, planned.plan.page_count, control)
        shutil.rmtree(parts)
        labels = [f"Ex. {piece.stamp.label}" for own in pieces for piece in own]
        return [
            f"{label}: page {page} is damaged and shown as a picture, without its text."
            for label, result in zip(labels, assembled, strict=True)
            for page in result.pictures
        ]

    def _assemble(self, jobs: Sequence[ExhibitJob], control: Control) -> list[AssembledExhibit]:
        counts = [job.page_count for job in jobs]
        futures = [
            self._pool.submit(_deadline_s(count), assemble_exhibit, job)
            for job, count in zip(jobs, counts, strict=True)
        ]
        return self._finished(futures, counts, control, "Stamping exhibits")

    def _bind(
        self,
        job: BindJob,
        exhibits: Sequence[ExhibitJob],
        pieces: Sequence[Sequence[ExhibitJob]],
        total: int,
        control: Control,
    ) -> None:
        """Bind the bundle, and beside it the own files of exhibits made in several pieces."""
        counts = [total]
        futures = [self._pool.submit(_deadline_s(total), bind, job)]
        for exhibit, own in zip(exhibits, pieces, strict=True):
            if len(own) > 1:
                paths = [piece.exhibit_file for piece in own]
                counts.append(exhibit.page_count)
                deadline = _deadline_s(exhibit.page_count)
                futures.append(self._pool.submit(deadline, join_exhibit, exhibit, paths))
        written = self._finished(futures, counts, control, "Binding the bundle")
        if written != counts:
            raise ExhibitError(
                "The bundle is not as it was planned.",
                f"It has {written[0]} pages, not {total}.",
                "Export it again; if that does not help, report it.",
            )

    def _finished(
        self, futures: list[Future[T]], pages: Sequence[int], control: Control, label: str
    ) -> list[T]:
        """What every task returned; a cancel or a failure ends those that are left."""
        total = sum(pages)
        try:
            left: set[Future[T]] = set(futures)
            while left:
                finished, left = wait(left, _POLL_S, FIRST_COMPLETED)
                for future in finished:
                    outcome(future)
                done = sum(
                    count for future, count in zip(futures, pages, strict=True) if future.done()
                )
                control.step(done, total, label)
            return [outcome(future) for future in futures]
        finally:
            for future in futures:
                future.cancel()

    def _write_papers(self, folder: Path, planned: PlannedBundle, copy: Rendering) -> None:
        """Write the working papers, and last the manifest over everything."""
        documents = Documents(self._store)
        papers = folder / "papers"
        papers.mkdir()
        (papers / "index.csv").write_bytes(index_csv(planned, documents))
        (papers / "index.xlsx").write_bytes(index_xlsx(planned, documents))
        (papers / "pin-cites.docx").write_bytes(pin_cites_docx(planned, self._cited(planned)))
        manifest = make_manifest(folder, planned, self._store, self._journal.head(), copy)
        (folder / MANIFEST).write_bytes(manifest)

    def _cited(self, planned: PlannedBundle) -> list[CitedPassage]:
        """The passages on the bundle's pages in their order there."""
        passages = Passages(self._store)
        cited: list[CitedPassage] = []
        for exhibit, held in zip(planned.plan.exhibits, planned.contents, strict=True):
            for each in held:
                for passage in passages.of_document(each.document.id):
                    cite = self._cites.in_plan(planned.plan, passage)
                    if cite.exhibit_id == exhibit.exhibit_id:
                        cited.append(CitedPassage(passage, cite))
        return cited


def _deadline_s(page_count: int) -> float:
    return _DEADLINE_S + page_count * _PAGE_DEADLINE_S


def _check_sources(planned: PlannedBundle) -> None:
    """Refuse to file pages of a source that is not what it was when it was read."""
    proven: set[Path] = set()
    for exhibit, held in zip(planned.plan.exhibits, planned.contents, strict=True):
        for each in held:
            path = each.rendition.path
            if not each.rendition.is_own_pages or path in proven:
                continue
            if file_sha256(path) != each.document.sha256:
                raise VerificationError(
                    f"{exhibit.label} cannot be exported.",
                    f"Its source {path.name} is not what it was when it was read.",
                    "Restore the original file, then export again.",
                )
            proven.add(path)
