"""Has weak pages read again by a second engine, and keeps for each page the better reading."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pincite.domain.documents import DocumentId
from pincite.domain.ocr import NO_TEXT
from pincite.domain.readings import WEAK_BELOW
from pincite.errors import SourceError
from pincite.jobs.control import Control
from pincite.jobs.pool import WorkerPool, outcome
from pincite.processing.ocr.following import FollowedPassages
from pincite.processing.ocr.languages import folder_of
from pincite.processing.ocr.service import DEADLINE_S, Ocr
from pincite.processing.ocr.workers import ocr_workers
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.journal import Change, Journal
from pincite.store.natives import Natives
from pincite.store.parts import Parts
from pincite.store.readings import Readings, Waiting, WeakPage
from pincite.store.surviving import SurvivingText

if TYPE_CHECKING:
    # The engines of pages and pictures take long to load.
    from pincite.processing.ocr.again import PageReadAgain

LABEL = "Reading weak pages again"
# A second engine takes several times as long.
_DEADLINE_S = 4 * DEADLINE_S
_AHEAD = 2
_TICK_S = 0.1


@dataclass(frozen=True, slots=True)
class SecondRun:
    """What one run did: pages read again, how many of those are better now, and not read.

    `documents` are those whose text is another now, `moved` the passages that read otherwise.
    """

    documents: tuple[DocumentId, ...] = ()
    pages: int = 0
    better: int = 0
    failed: int = 0
    moved: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class _Progress:
    waiting: deque[Waiting]
    total: int
    running: dict["Future[PageReadAgain]", Waiting] = field(default_factory=dict)
    documents: dict[DocumentId, None] = field(default_factory=dict)
    pages: int = 0
    better: int = 0
    failed: int = 0
    moved: int = 0

    @property
    def done(self) -> int:
        return self.pages + self.failed


class SecondReading:
    """The weak pages of a matter, and what a second engine makes of them."""

    def __init__(
        self,
        store: Store,
        parts: Parts,
        journal: Journal,
        pool: Callable[[], WorkerPool] = ocr_workers,
        deadline_s: float = _DEADLINE_S,
    ) -> None:
        """`pool` makes the workers for one run; no page may take one longer than `deadline_s`."""
        self._store = store
        self._parts = parts
        self._journal = journal
        self._pool = pool
        self._deadline_s = deadline_s
        self._ocr = Ocr(store, parts, journal)
        self._readings = Readings(store)
        self._documents = Documents(store)
        self._natives = Natives(store, parts)

    @property
    def engines(self) -> tuple[str, ...]:
        """The engines that are offered here, the usual one first."""
        from pincite.processing.ocr.again import offered

        return offered()

    def weak(self, below: float = WEAK_BELOW) -> list[WeakPage]:
        """The pages that were read with less confidence than this, 0 to 100."""
        return self._readings.weak(below)

    def pending(self) -> int:
        """How many pages wait to be read again: a run was stopped."""
        return len(self._readings.pending())

    def run(
        self,
        engine: str | None = None,
        below: float = WEAK_BELOW,
        control: Control | None = None,
    ) -> SecondRun:
        """Have the weak pages read by an engine that has not read them yet.

        Without an engine, the usual one. A page keeps its text unless the new reading is better.
        What was read when this is stopped is kept; the next run goes on from there.

        Raises:
            OcrError: There is no such engine, or the chosen languages are not installed.
            Cancelled: Somebody stopped it.
        """
        from pincite.processing.ocr.again import known_engine

        control = control or Control()
        name = known_engine(engine or self.engines[0])
        folder_of(self._ocr.languages)
        self._readings.queue(name, below)
        pages = [page for page in self._readings.pending() if page.asked == name]
        if not pages:
            return SecondRun()
        started = time.monotonic()
        run = _Progress(deque(pages), len(pages))
        try:
            with self._pool() as pool:
                while run.waiting or run.running:
                    control.step(run.done, run.total, LABEL)
                    self._submit(run, pool)
                    self._collect(run)
            control.step(run.done, run.total, LABEL)
        finally:
            self._record(run, name)
        seconds = round(time.monotonic() - started, 3)
        return SecondRun(
            tuple(run.documents), run.pages, run.better, run.failed, run.moved, seconds
        )

    def _submit(self, run: _Progress, pool: WorkerPool) -> None:
        """Keep the workers busy."""
        from pincite.processing.ocr.again import AgainTask, read_page_again
        from pincite.processing.ocr.reading import PageTask

        while run.waiting and len(run.running) < _AHEAD * pool.workers:
            page = run.waiting.popleft()
            document = self._documents.get(page.document_id)
            try:
                path = self._natives.path(document)
                path = path or self._parts.path(self._parts.keep(self._natives.read(document)))
            except SourceError:
                # Its source is away: the page waits on.
                run.total -= 1
                continue
            own = page.reason == NO_TEXT
            task = PageTask(str(path), page.source_page, self._ocr.languages, own)
            first = self._parts.read(page.layer_sha256)
            again = AgainTask(task, page.asked, first)
            run.running[pool.submit(self._deadline_s, read_page_again, again)] = page

    def _collect(self, run: _Progress) -> None:
        """Take in what the workers have finished, after a short wait."""
        finished, _ = wait(run.running, timeout=_TICK_S, return_when=FIRST_COMPLETED)
        for future in finished:
            page = run.running.pop(future)
            try:
                read = outcome(future)
            # The door of one page: whatever it does to its reader, its first reading stays.
            except Exception:  # noqa: BLE001
                run.failed += 1
                self._readings.fail(page)
                continue
            run.pages += 1
            self._settle(run, page, read)

    def _settle(self, run: _Progress, page: Waiting, read: "PageReadAgain") -> None:
        """Keep a reading; where it is better, make the texts that the page is in anew."""
        layer = self._parts.keep(read.layer, is_durable=True)
        with self._store.write():
            self._readings.keep_first(page, read.before)
            self._readings.record(page, layer, read.engine, read.now)
            if not read.is_better:
                return
            run.better += 1
            for document in self._readings.choose(page, layer, read.engine):
                for changed in self._rewrite(run, document, page.source_page):
                    run.documents[changed] = None

    def _rewrite(
        self, run: _Progress, document: DocumentId, source_page: int
    ) -> Iterable[DocumentId]:
        """Make the text of a file anew, and of the documents that were printed on the page."""
        from pincite.processing.ocr.reprinting import printed_on, reprint

        printed = printed_on(self._store, document, [source_page])
        held = {one: FollowedPassages(self._store, one) for one in (document, *printed)}
        self._ocr.rebuild(document)
        for one in printed:
            with SurvivingText(self._store).lifted(one):
                reprint(self._store, one)
        changes = [change for passages in held.values() for change in passages.changes()]
        run.moved += len(changes)
        self._move(changes)
        return held

    def _move(self, changes: Sequence[Change]) -> None:
        if not changes:
            return
        noun = "a passage" if len(changes) == 1 else f"{len(changes):,} passages"
        self._journal.apply("follow passage", f"Keep {noun} on words that read otherwise", changes)

    def _record(self, run: _Progress, engine: str) -> None:
        if not run.done:
            return
        noun = "page" if run.pages == 1 else "pages"
        failed = f", {run.failed:,} could not be read" if run.failed else ""
        self._journal.record(
            "read pages again",
            f"Read {run.pages:,} weak {noun} again ({engine}): {run.better:,} better{failed}",
        )
