"""Adds sources to a matter: finds their files, reads them in workers, and takes the results in."""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path

from pincite.domain.documents import FileId, SourceId
from pincite.jobs.collecting import collecting_seldom
from pincite.jobs.control import Control
from pincite.jobs.pool import WorkerPool
from pincite.processing.clashes import list_clashes
from pincite.processing.discovery import Found, find_files
from pincite.processing.pipeline import DEADLINE_S, Pipeline
from pincite.processing.reading import FileTask, get_ready
from pincite.store.connection import Store
from pincite.store.incoming import IncomingException, IncomingSlice
from pincite.store.intake import Intake, Taken
from pincite.store.journal import Journal
from pincite.store.parts import Parts
from pincite.store.sources import FoundFile, SourceFile, Sources
from pincite.store.surviving import SurvivingText

COMMIT_AFTER_S = 0.15
COMMIT_AFTER_DOCUMENTS = 1_000


@dataclass(frozen=True, slots=True)
class Summary:
    """What one run brought; the counts are of all documents, copies included."""

    documents: int
    messages: int
    attachments: int
    pages: int
    duplicates: int
    exceptions: int
    bytes: int
    seconds: float

    def as_dict(self) -> dict[str, int | float]:
        """The fields by name, as the command line prints them."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Pending:
    """What a killed or cancelled run left to do.

    `pages_to_look_at` are scanned pages that keep their text; only what they withhold is unknown.
    """

    files: int
    bytes: int
    scanned_pages: int = 0
    pages_to_look_at: int = 0

    @property
    def is_any(self) -> bool:
        """Whether anything is left."""
        return bool(self.files or self.scanned_pages or self.pages_to_look_at)


class _Run:
    """How far one run is, and what waits to be written."""

    def __init__(self, files: dict[FileId, SourceFile], control: Control) -> None:
        self.taken = Taken()
        self.batch: list[IncomingSlice] = []
        self.total_bytes = sum(file.size_bytes - file.done for file in files.values())
        self._files = files
        self._control = control
        self._done_bytes = 0
        self._waiting = 0
        # They come in order.
        self._after = dict(pairwise(files))
        self._label = next(iter(files.values())).label
        self._since = time.monotonic()

    def is_due(self) -> bool:
        """Whether what waits is to be written now: others wait to write too."""
        is_late = time.monotonic() - self._since > COMMIT_AFTER_S
        return is_late or self._waiting >= COMMIT_AFTER_DOCUMENTS

    def put(self, piece: IncomingSlice) -> None:
        """Let what was read wait for its transaction."""
        self.batch.append(piece)
        self._waiting += len(piece.families)

    def took(self, taken: Taken) -> None:
        """Count what was written."""
        self.taken.add(taken)
        for piece in self.batch:
            file = self._files[piece.file_id]
            self._label = file.label
            if piece.is_last:
                self._done_bytes += file.size_bytes - file.done
                self._label = self._files[self._after.get(file.id, file.id)].label
        self.batch, self._waiting = [], 0
        self._since = time.monotonic()

    def step(self) -> None:
        """Report, wait while paused, and stop where somebody asked for it."""
        self._control.step(self._done_bytes, self.total_bytes, self._label)


class Processing:
    """The way of sources into the matter."""

    def __init__(
        self,
        store: Store,
        parts: Parts,
        journal: Journal,
        pool: Callable[[], WorkerPool] = WorkerPool,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        """`pool` makes the workers for one run; no file may take one longer than `deadline_s`."""
        self._store = store
        self._parts = parts
        self._journal = journal
        self._pool = pool
        self._deadline_s = deadline_s
        self._sources = Sources(store)

    def add(
        self,
        paths: Iterable[Path],
        custodian: str = "",
        control: Control | None = None,
        *,
        unprint: str = "auto",
    ) -> Summary:
        """Read what is new in these files and folders, and what an earlier run left unread.

        `unprint`: whether PDFs of printed mail are divided: `auto` those that clearly are one,
        `always` every PDF, `never` none.

        What was read when this is stopped or fails is kept, and `resume` goes on from there.

        Raises:
            SourceError: There is nothing at one of the paths; nothing was added.
            Cancelled: Somebody stopped it.
        """
        control = control or Control()
        control.step(0, None, "Looking for files")
        with collecting_seldom(), self._pool() as pool:
            wanted = list(map(_absolute, paths))
            if not {source.path for source in self._sources.all()}.issuperset(wanted):
                # The workers start while this process looks for files, which takes about as long.
                # Where all was added before there may be nothing for them to do.
                for _ in range(pool.workers):
                    pool.submit(self._deadline_s, get_ready)
            found = [(path, find_files(path)) for path in wanted]
            with self._store.write():
                listed = sum(self._record(path, files, custodian) for path, files in found)
            read = self._read(pool, control, unprint)
        return replace(read, exceptions=read.exceptions + listed)

    def pending(self) -> Pending:
        """What is still to be read."""
        files = self._sources.pending()
        return Pending(len(files), sum(max(0, file.size_bytes - file.done) for file in files))

    def resume(self, control: Control | None = None) -> Summary:
        """Read what is still to be read.

        Raises:
            Cancelled: Somebody stopped it.
        """
        with collecting_seldom(), self._pool() as pool:
            return self._read(pool, control or Control())

    def _read(self, pool: WorkerPool, control: Control, unprint: str = "auto") -> Summary:
        """Read what is still to be read."""
        started = time.monotonic()
        files = self._sources.pending()
        taken, read_bytes = Taken(), 0
        if files:
            taken, read_bytes = self._run(pool, self._tasks(files, unprint), files, control)
        else:
            # Workers that have nothing to do need not be waited for.
            pool.stop()
        return Summary(
            **asdict(taken), bytes=read_bytes, seconds=round(time.monotonic() - started, 3)
        )

    def _run(
        self,
        pool: WorkerPool,
        tasks: Sequence[tuple[FileTask, int]],
        files: Sequence[SourceFile],
        control: Control,
    ) -> tuple[Taken, int]:
        intake = Intake(self._store)
        run = _Run({file.id: file for file in files}, control)
        intake.begin()
        first = int(self._store.setting("next_number", 1))
        run.step()
        pipeline = Pipeline(pool, self._parts.folder, tasks, self._deadline_s)
        for piece in pipeline.results(run.step):
            run.put(piece)
            if run.is_due():
                run.took(intake.take(run.batch))
                run.step()
        run.took(intake.take(run.batch))
        intake.settle()
        run.taken.exceptions += self._list_clashes(first)
        self._read_surviving(pool)
        return run.taken, run.total_bytes

    def _read_surviving(self, pool: WorkerPool) -> None:
        """Where counsel decided so, read what survives under the redactions of what came in."""
        if SurvivingText(self._store).is_read:
            # Imported when first needed: it loads the PDF engine.
            from pincite.processing.sequestration import Sequestration

            Sequestration(self._store, self._parts, self._journal, lambda: pool).catch_up()

    def _list_clashes(self, first: int) -> int:
        """List the documents from `first` on whose Bates numbers look like control numbers."""
        rows = self._store.conn.execute(
            "SELECT id, bates_begin FROM documents WHERE bates_begin IS NOT NULL AND id >= ?",
            (first,),
        ).fetchall()
        return list_clashes(self._store, rows)

    def _tasks(self, files: Sequence[SourceFile], unprint: str) -> list[tuple[FileTask, int]]:
        """The tasks of these files, each with how far it was read already."""
        versions = self._sources.versions()
        return [
            (
                FileTask(
                    file.id,
                    file.location,
                    file.label,
                    file.size_bytes,
                    versions.get((file.source_id, file.relative), ()),
                    unprint,
                ),
                file.done,
            )
            for file in files
        ]

    def _record(self, path: Path, files: Sequence[Found], custodian: str) -> int:
        """Record the files of a source that are not known yet; how many are only listed."""
        known, root = self._sources.known(), str(path)
        fresh: list[FoundFile] = []
        listed: list[tuple[FoundFile, Found]] = []
        for file in files:
            where = os.path.join(root, file.relative) if file.relative else root  # noqa: PTH118
            if known.get(where) == (file.size_bytes, file.modified_ns):
                continue
            row = FoundFile(file.relative, file.size_bytes, file.modified_ns)
            if file.reason:
                listed.append((row, file))
            else:
                fresh.append(row)
        if not fresh and not listed:
            return 0
        kind = "folder" if path.is_dir() else "file"
        source = self._sources.add(path, kind, custodian)
        self._sources.add_files(source, fresh)
        self._list(source, path, listed)
        count = len(fresh)
        self._journal.record(
            "added sources", f"Added {count} {'file' if count == 1 else 'files'} from {path}"
        )
        return len(listed)

    def _list(
        self, source: SourceId, path: Path, listed: Sequence[tuple[FoundFile, Found]]
    ) -> None:
        """List what is not read at all, each with its reason."""
        pieces = []
        for row, file in listed:
            if file.reason is None:
                continue
            exception = IncomingException(-1, file.relative or path.name, *file.reason)
            identity = self._sources.add_file(source, row)
            pieces.append(IncomingSlice(identity, [], [exception], None, "", 0, is_last=True))
        Intake(self._store).take(pieces)


def _absolute(path: Path) -> Path:
    """A path that stays the same wherever the program is started."""
    return path.absolute()
