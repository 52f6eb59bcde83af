"""Worker processes for untrusted bytes: one that dies or takes too long costs one task."""

import multiprocessing
import os
import sys
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from pincite.errors import WorkerDied, WorkerTimedOut
from pincite.jobs.collecting import collect_seldom

P = ParamSpec("P")
T = TypeVar("T")

WORKER_MEMORY_BYTES = 2 * 1024**3


class WorkerPool:
    """Warm worker processes, started by spawn; usable as a context manager."""

    def __init__(
        self,
        workers: int | None = None,
        *,
        memory_bytes: int = WORKER_MEMORY_BYTES,
        initializer: Callable[..., None] | None = None,
        arguments: tuple[Any, ...] = (),
    ) -> None:
        """`initializer(*arguments)` runs once in each worker; it and they must be picklable."""
        self.workers = workers or max(1, os.cpu_count() or 1)
        self._pool = ProcessPool(
            max_workers=self.workers,
            context=multiprocessing.get_context("spawn"),
            initializer=_start_worker,
            initargs=(memory_bytes, initializer, arguments),
        )

    def start(self) -> None:
        """Start the workers now, not with the first task."""
        self._pool.schedule(_do_nothing)

    def submit(
        self,
        timeout_s: float,
        function: Callable[P, T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> "Future[T]":
        """Run a function in a worker; `timeout_s` counts from when a worker takes it up."""
        future: Future[T] = self._pool.schedule(
            function, args=args, kwargs=kwargs, timeout=timeout_s
        )
        return future

    def call(
        self,
        timeout_s: float,
        function: Callable[P, T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a function in a worker and wait for what it returns; see `outcome`."""
        return outcome(self.submit(timeout_s, function, *args, **kwargs))

    def close(self) -> None:
        """Finish what was submitted, then end the workers."""
        self._pool.close()
        self._pool.join()

    def stop(self) -> None:
        """End the workers at once; what was not finished is lost."""
        self._pool.stop()
        self._pool.join()

    def __enter__(self) -> Self:
        """The pool itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the pool, or stop it when something was raised."""
        if error is None:
            self.close()
        else:
            self.stop()


def outcome(future: "Future[T]") -> T:
    """What a task returned, or what it raised.

    Raises:
        WorkerTimedOut: It passed its deadline; its worker was ended and replaced.
        WorkerDied: Its worker crashed or ran out of memory.
    """
    try:
        return future.result()
    except FutureTimeout as error:
        raise WorkerTimedOut("It took too long to read.", "The deadline passed.") from error
    except ProcessExpired as error:
        raise WorkerDied("It could not be read.", "The process reading it crashed.") from error
    except MemoryError as error:
        raise WorkerDied("It could not be read.", "It needs too much memory.") from error


def _do_nothing() -> None:
    """The task that a pool is started with."""


def _start_worker(
    memory_bytes: int,
    initializer: Callable[..., None] | None,
    arguments: tuple[Any, ...],
) -> None:
    """Limit this worker's memory, then run the given initializer."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        limit = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    collect_seldom()
    if initializer:
        initializer(*arguments)
