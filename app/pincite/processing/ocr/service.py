"""Reads the pages that are pictures: in parallel, resumable, the page on the screen first.

Pictures that brought their text are only looked at for redactions, as far as there was no time for
that when their file was read: after the others, and resumable alike.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

from pincite.domain.documents import DocumentId
from pincite.domain.ocr import ASKED, LOOK, NO_TEXT, OcrLayer, decode_layer
from pincite.errors import SourceError
from pincite.jobs.control import Control
from pincite.jobs.pool import WorkerPool, outcome
from pincite.processing import reasons
from pincite.processing.clashes import list_clashes
from pincite.processing.ocr.languages import DEFAULT, folder_of, installed
from pincite.processing.ocr.workers import ocr_workers
from pincite.processing.scanned import keep_scanned, suggested
from pincite.store.bates import renumber
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.exceptions import Exceptions
from pincite.store.journal import Journal
from pincite.store.natives import Natives
from pincite.store.ocr import DONE, FAILED, OcrPage, OcrPages, Waiting
from pincite.store.parts import Parts
from pincite.store.redactions import write_scanned
from pincite.store.surviving import SurvivingText

if TYPE_CHECKING:
    # The engines of pages and pictures take long to load, and most matters have nothing to read.
    from pincite.processing.ocr.reading import PageLook, PageRead

LABEL = "Reading scanned pages (OCR)"
LOOK_LABEL = "Looking for redactions in scanned pages"
DEADLINE_S = 120.0
LANGUAGES = "ocr_languages"
# Enough that no worker waits for the writer, and few that a page can still be put first.
_AHEAD = 2
_TICK_S = 0.1


@dataclass(frozen=True, slots=True)
class OcrRun:
    """What one run did: documents whose text was made anew, pages read and not read.

    `looked` are pages that keep their text and were looked at for redactions. `exceptions` is by
    how many the list of exceptions grew; it mostly shrinks.
    """

    documents: tuple[DocumentId, ...] = ()
    pages: int = 0
    failed: int = 0
    exceptions: int = 0
    seconds: float = 0.0
    looked: int = 0


@dataclass(slots=True)
class _Progress:
    """How far a run is."""

    waiting: deque[OcrPage]
    total: int
    running: dict["Future[PageRead | PageLook]", OcrPage] = field(default_factory=dict)
    documents: list[DocumentId] = field(default_factory=list)
    pages: int = 0
    failed: int = 0
    looked: int = 0
    unreachable: set[DocumentId] = field(default_factory=set)

    @property
    def done(self) -> int:
        return self.pages + self.failed + self.looked

    @property
    def label(self) -> str:
        """What is being done: pages are looked at once all others are read."""
        left = (*self.running.values(), *self.waiting)
        return LOOK_LABEL if left and all(page.reason == LOOK for page in left) else LABEL


class Ocr:
    """The pages of a matter that must be read from their pictures."""

    def __init__(
        self,
        store: Store,
        parts: Parts,
        journal: Journal,
        pool: Callable[[], WorkerPool] = ocr_workers,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        """`pool` makes the workers for one run; no page may take one longer than `deadline_s`."""
        self._store = store
        self._parts = parts
        self._journal = journal
        self._pool = pool
        self._deadline_s = deadline_s
        self._pages = OcrPages(store)
        self._documents = Documents(store)
        self._natives = Natives(store, parts)
        self._exceptions = Exceptions(store)
        self._guard = Lock()
        self._wanted: tuple[int, int] | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that pages are read in: as chosen, else English, else what there is."""
        if chosen := self._store.setting(LANGUAGES):
            return tuple(chosen)
        there = installed()
        return (DEFAULT,) if DEFAULT in there or not there else there[:1]

    def choose_languages(self, languages: Sequence[str]) -> None:
        """Read pages in these languages from now on.

        Raises:
            OcrError: One of them is not installed.
        """
        folder_of(languages)
        with self._store.write():
            self._store.set_setting(LANGUAGES, list(languages))

    def pending(self) -> int:
        """How many pages wait to be read or looked at."""
        return len(self._pages.pending())

    def waiting(self) -> Waiting:
        """How many of them are to be read, and how many to be looked at."""
        return self._pages.waiting()

    def queue_all(self, paths: Iterable[Path]) -> int:
        """Have every page of the PDFs that were added from these paths read; how many wait."""
        return self._pages.queue_sources(str(path.absolute()) for path in paths)

    def prioritise(self, document: int, page_index: int = 0) -> None:
        """Read this page next, and then the rest of its document; safe from any thread."""
        with self._guard:
            self._wanted = (document, page_index)

    def run(
        self,
        control: Control | None = None,
        on_rebuilt: Callable[[DocumentId], None] | None = None,
    ) -> OcrRun:
        """Read what waits, and make the text of each document anew when its pages are through.

        What was read when this is stopped or fails is kept; the next run goes on from there.
        `on_rebuilt` is told of each document once its new text is written, on this thread.

        Raises:
            OcrError: The chosen languages are not installed.
            Cancelled: Somebody stopped it.
        """
        control = control or Control()
        pages = self._pages.pending()
        if not pages:
            return OcrRun()
        languages = self.languages
        if any(page.reason != LOOK for page in pages):
            folder_of(languages)
        started = time.monotonic()
        listed = self._listed()
        run = _Progress(deque(pages), len(pages))
        with self._pool() as pool:
            while run.waiting or run.running:
                control.step(run.done, run.total, run.label)
                self._submit(run, pool, languages)
                for document in self._collect(run):
                    run.documents.append(document)
                    if on_rebuilt:
                        on_rebuilt(document)
        control.step(run.done, run.total, LABEL)
        self._record(run)
        grown = self._listed() - listed
        seconds = round(time.monotonic() - started, 3)
        documents = tuple(run.documents)
        return OcrRun(documents, run.pages, run.failed, grown, seconds, run.looked)

    def _submit(self, run: _Progress, pool: WorkerPool, languages: tuple[str, ...]) -> None:
        """Keep the workers busy."""
        from pincite.processing.ocr.reading import PageTask, take_up

        self._put_first(run)
        while run.waiting and len(run.running) < _AHEAD * pool.workers:
            page = run.waiting.popleft()
            path = self._path(run, page.document_id)
            if path is None:
                run.total -= 1
                continue
            task = PageTask(
                str(path),
                page.source_page,
                languages,
                is_own_kept=page.reason == NO_TEXT,
                is_forced=page.reason == ASKED,
                is_look=page.reason == LOOK,
            )
            run.running[pool.submit(self._deadline_s, take_up, task)] = page

    def _path(self, run: _Progress, document_id: DocumentId) -> Path | None:
        """The file that a document is, or None where its source is away: then its pages wait on."""
        if document_id in run.unreachable:
            return None
        document = self._documents.get(document_id)
        try:
            path = self._natives.path(document)
            return path or self._parts.path(self._parts.keep(self._natives.read(document)))
        except SourceError:
            run.unreachable.add(document_id)
            return None

    def _put_first(self, run: _Progress) -> None:
        """Bring the page that somebody looks at, and those after it, to the front."""
        with self._guard:
            wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        document, page_index = self._in_file(*wanted)
        own = [page for page in run.waiting if page.document_id == document]
        own.sort(key=lambda page: (page.source_page < page_index, page.source_page))
        others = [page for page in run.waiting if page.document_id != document]
        run.waiting = deque([*own, *others])

    def _in_file(self, document: int, page_index: int) -> tuple[int, int]:
        """Where a page lies: pages wait under the PDF that a document was printed in."""
        printed_in = self._documents.get(document).printed_in
        pages = self._documents.pages(document) if printed_in else []
        if printed_in is None or page_index >= len(pages):
            return document, page_index
        return printed_in, pages[page_index].source_page

    def _collect(self, run: _Progress) -> Iterator[DocumentId]:
        """Take in what the workers have finished, after a short wait: the documents through."""
        finished, _ = wait(run.running, timeout=_TICK_S, return_when=FIRST_COMPLETED)
        for future in finished:
            page = run.running.pop(future)
            found: PageRead | PageLook | None = None
            try:
                found = outcome(future)
            # The door of one page: whatever it does to its reader, it is kept and listed.
            except Exception:  # noqa: BLE001
                run.failed += 1
            if page.reason == LOOK:
                look = cast("PageLook | None", found)
                run.looked += look is not None
                self._settle_look(page, look)
            else:
                read = cast("PageRead | None", found)
                run.pages += read is not None
                yield from self._settle(page, read)

    def _settle(self, page: OcrPage, read: "PageRead | None") -> list[DocumentId]:
        """Record a page; make anew the text of the documents that it was the last of."""
        layer = None
        if read is not None and read.is_better:
            layer = self._parts.keep(read.layer, is_durable=True)
        state, engine = (FAILED, "") if read is None else (DONE, read.engine)
        with self._store.write():
            if read is not None:
                for document in self._pages.waiting_alike(page):
                    place = (document, page.source_page)
                    keep_scanned(self._store, *place, read.redactions, read.lines)
            through = self._pages.record(page, state, layer, engine)
            for document in through:
                self.rebuild(document)
        return through

    def _settle_look(self, page: OcrPage, look: "PageLook | None") -> None:
        """Record what was found on a page whose text is kept; list it if it could not be seen."""
        with self._store.write():
            documents = self._pages.waiting_alike(page)
            if look is not None and look.redactions is not None:
                for document in documents:
                    found = suggested(look.redactions)
                    write_scanned(self._store, document, page.source_page, found)
                self._store.documents_changed()
            self._pages.record(page, FAILED if look is None else DONE, None, "")
            if look is None:
                for document in documents:
                    self._list_unseen(document)

    def _list_unseen(self, document: DocumentId) -> None:
        """Bring the exception about pages that could not be looked at to what is true."""
        unseen = [
            page.source_page + 1
            for page in self._pages.of_document(document)
            if page.reason == LOOK and page.state == FAILED
        ]
        self._exceptions.remove(document, reasons.PAGE_NOT_LOOKED_AT.reason)
        self._exceptions.add(document, *reasons.pages_not_looked_at(unseen))

    def rebuild(self, document: DocumentId) -> None:
        """Make a document's text anew from what was read, and list what could not be."""
        from pincite.processing.ocr.rebuilding import rebuilt

        read = self._pages.of_document(document)
        layers = {
            page.source_page: decode_layer(self._parts.read(page.layer_sha256))
            for page in read
            if page.state == DONE and page.layer_sha256
        }
        pages = self._documents.pages(document)
        # Where nothing was read the text of the file stays, however little it is.
        layers = {page: layer for page, layer in layers.items() if layer.read_count}
        if layers:
            with SurvivingText(self._store).lifted(document):
                text = self._documents.text(document)
                self._pages.rewrite(
                    document, *rebuilt(text, pages, self._documents.layouts(document), layers)
                )
                renumber(self._store, document)
        self._list(document, read, layers, len(pages))
        row = self._documents.get(document)
        list_clashes(self._store, [(document, row.bates_begin)])

    def _list(
        self,
        document: DocumentId,
        read: Sequence[OcrPage],
        layers: dict[int, OcrLayer],
        page_count: int,
    ) -> None:
        """Bring the exceptions of a document to what is still true."""
        blank = failed = 0
        unread = []
        for page in read:
            if page.reason == LOOK:
                continue
            if page.state == FAILED:
                failed += 1
                unread.append(page.source_page + 1)
            elif page.reason == NO_TEXT:
                blank += page.source_page not in layers
        self._exceptions.remove(document, reasons.NO_TEXT.reason)
        self._exceptions.remove(document, reasons.PAGE_NOT_READ.reason)
        if blank:
            self._exceptions.add(document, *reasons.without_text(blank, page_count))
        if failed:
            self._exceptions.add(document, *reasons.pages_not_read(unread))

    def _record(self, run: _Progress) -> None:
        if not run.done:
            return
        failed = f", {run.failed:,} could not be read" if run.failed else ""
        noun = "page" if run.pages == 1 else "pages"
        looked = f", looked at {run.looked:,} more for redactions" if run.looked else ""
        said = f"Read {run.pages:,} scanned {noun} (OCR){looked}{failed}"
        self._journal.record("read pages", said)

    def _listed(self) -> int:
        return int(self._store.conn.execute("SELECT count(*) FROM exceptions").fetchone()[0])
