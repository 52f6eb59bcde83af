"""Keeps the workers busy and gives what they read in the order of the files, whatever happens."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pincite.errors import WorkerFailed, WorkerTimedOut
from pincite.jobs.pool import WorkerPool, outcome
from pincite.processing import reasons
from pincite.processing.reading import (
    FileTask,
    Plan,
    Slice,
    plan_file,
    read_files,
    read_slice,
    unread_file,
)
from pincite.processing.reasons import Reason
from pincite.store.incoming import IncomingException, IncomingSlice

BATCH_FILES = 150
BATCH_BYTES = 1_500_000
# A file above this is looked at first: it may be a container that is read in slices.
LARGE_BYTES = 2 * 1024**2
DEADLINE_S = 120.0
# A stretch of a mailbox that brings a worker down is halved until it is this short.
_SHORTEST_SLICE = 32 * 1024
# Enough to do for the workers while what they read is written, a thousand documents at a time.
_AHEAD = 8
_POLL_S = 0.1


@dataclass(slots=True)
class _Unit:
    """Something for a worker to do: read some files, plan a large one, or read a slice of it."""

    tasks: list[FileTask]
    done: int = 0
    plan: Plan | None = None
    part: Slice | None = None
    is_plan: bool = False
    reason: Reason | None = None
    future: "Future[Any] | None" = None


class Pipeline:
    """Reads files in workers; one that fails costs an exception, never the files beside it."""

    def __init__(
        self,
        pool: WorkerPool,
        parts_folder: Path,
        tasks: Sequence[tuple[FileTask, int]],
        deadline_s: float,
    ) -> None:
        """`tasks` are the files in order, each with how far it was read already."""
        self._pool = pool
        self._parts_folder = str(parts_folder)
        self._waiting = deque(_units(tasks))
        self._running: deque[_Unit] = deque()
        self._deadline_s = deadline_s

    def results(self, check: Callable[[], None]) -> Iterator[IncomingSlice]:
        """What was read, in order of the files; `check` is called now and then while waiting."""
        while self._waiting or self._running:
            while self._waiting and len(self._running) < _AHEAD * self._pool.workers:
                self._start(self._waiting.popleft())
            unit = self._running.popleft()
            future = unit.future
            while future is not None and not wait([future], _POLL_S).done:
                check()
            yield from self._finish(unit)

    def _start(self, unit: _Unit) -> None:
        """Give a unit to the workers, unless it was given to them before it had to wait."""
        self._running.append(unit)
        if unit.future is not None:
            return
        submit, deadline = self._pool.submit, self._deadline_s
        if unit.reason:
            unit.future = submit(deadline, unread_file, unit.tasks[0], unit.reason)
        elif unit.is_plan:
            # Hashing takes its time with the size.
            allowed = deadline + unit.tasks[0].size_bytes / 20e6
            unit.future = submit(allowed, plan_file, unit.tasks[0])
        elif unit.plan and unit.part:
            unit.future = submit(
                deadline, read_slice, self._parts_folder, unit.tasks[0], unit.plan, unit.part
            )
        else:
            unit.future = submit(deadline, read_files, self._parts_folder, unit.tasks)

    def _finish(self, unit: _Unit) -> Iterator[IncomingSlice]:
        """The results of a unit, or the units that take its place."""
        assert unit.future is not None
        try:
            result = outcome(unit.future)
        except WorkerFailed as error:
            yield from self._retry(unit, error)
        except OSError:
            yield _listed(unit.tasks[0], reasons.UNREADABLE)
        else:
            if isinstance(result, Plan):
                yield from self._follow(unit, result)
            elif isinstance(result, IncomingSlice):
                yield result
            else:
                yield from result

    def _follow(self, unit: _Unit, plan: Plan) -> Iterator[IncomingSlice]:
        """Put the slices of a planned file first."""
        task = unit.tasks[0]
        if plan.is_unchanged:
            yield IncomingSlice(
                task.id, [], [], plan.sha256, "", 0, is_last=True, is_unchanged=True
            )
            return
        slices = [part for part in plan.slices if part.end > unit.done]
        if slices:
            self._put_first([_Unit([task], plan=plan, part=part) for part in slices])
        else:
            self._put_first([_Unit([task])])

    def _retry(self, unit: _Unit, error: WorkerFailed) -> Iterator[IncomingSlice]:
        """Take a failed unit apart, down to the one file or stretch that cannot be read."""
        reason = reasons.TIMED_OUT if isinstance(error, WorkerTimedOut) else reasons.CRASHED
        if len(unit.tasks) > 1:
            self._put_first([_Unit([task]) for task in unit.tasks])
        elif unit.plan and unit.part and (halves := _halves(unit.plan, unit.part)):
            self._put_first([_Unit(unit.tasks, plan=unit.plan, part=half) for half in halves])
        elif unit.plan and unit.part:
            yield _skipped(unit.tasks[0], unit.plan, unit.part, reason)
        elif unit.reason:
            yield _listed(unit.tasks[0], unit.reason)
        else:
            self._put_first([_Unit(unit.tasks, reason=reason)])

    def _put_first(self, units: list[_Unit]) -> None:
        """Do these before everything else: what is running already waits until they are through."""
        self._waiting.extendleft(reversed(self._running))
        self._waiting.extendleft(reversed(units))
        self._running.clear()


def _units(tasks: Sequence[tuple[FileTask, int]]) -> Iterator[_Unit]:
    """Small files in batches, large ones each by itself, in order."""
    batch: list[FileTask] = []
    total = 0
    for task, done in tasks:
        if task.size_bytes > LARGE_BYTES:
            if batch:
                yield _Unit(batch)
            batch, total = [], 0
            yield _Unit([task], done=done, is_plan=True)
            continue
        batch.append(task)
        total += task.size_bytes
        if len(batch) >= BATCH_FILES or total >= BATCH_BYTES:
            yield _Unit(batch)
            batch, total = [], 0
    if batch:
        yield _Unit(batch)


def _halves(plan: Plan, part: Slice) -> list[Slice]:
    """Two halves of a slice, or none if it is too short."""
    shortest = _SHORTEST_SLICE if plan.type == "mbox" else 1
    if part.end - part.start <= shortest:
        return []
    middle = (part.start + part.end) // 2
    return [Slice(part.start, middle, part.number), Slice(middle, part.end, part.number)]


def _skipped(task: FileTask, plan: Plan, part: Slice, reason: Reason) -> IncomingSlice:
    """A stretch of a container that cannot be read, listed."""
    unit = "bytes" if plan.type == "mbox" else "entries"
    label = f"{task.label} › {unit} {part.start}–{part.end}"
    is_last = part.end >= plan.slices[-1].end
    exception = IncomingException(-1, label, *reason)
    return IncomingSlice(task.id, [], [exception], plan.sha256, plan.type, part.end, is_last)


def _listed(task: FileTask, reason: Reason) -> IncomingSlice:
    exception = IncomingException(-1, task.label, *reason)
    return IncomingSlice(task.id, [], [exception], None, "", 0, is_last=True)
