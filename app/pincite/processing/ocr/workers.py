"""Worker processes that read pages; each takes one core and says nothing on the terminal."""

import os
import sys

from pincite.jobs.pool import WorkerPool


def ocr_workers(workers: int | None = None) -> WorkerPool:
    """A pool that reads pages, one process a core."""
    return WorkerPool(workers, initializer=get_ready)


def get_ready() -> None:
    """Hold this worker to one thread, and load what every page needs."""
    # Read when the library is loaded: several threads a page are slower than one, in all.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    _be_quiet()
    import cv2

    from pincite.processing.ocr.reading import read_page  # noqa: F401 - before the first page

    cv2.setNumThreads(1)


def _be_quiet() -> None:
    """Send what the image library writes to standard error nowhere: it complains of any speck."""
    sys.stderr.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
