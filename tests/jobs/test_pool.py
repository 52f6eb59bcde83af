import os
import time

import pytest

from pincite.errors import SourceError, WorkerDied, WorkerTimedOut
from pincite.jobs.pool import WorkerPool, outcome


def crash() -> None:
    os.abort()


def hang() -> None:
    time.sleep(60)


def swallow_memory() -> int:
    return len(bytearray(3 * 1024**3))


def refuse() -> None:
    raise SourceError("It cannot be used.", "It is empty.", "Give another.")


def double(number: int) -> int:
    return 2 * number


def test_a_crash_a_hang_and_a_glutton_cost_one_task_each():
    with WorkerPool(2, memory_bytes=1024**3) as pool:
        crashed = pool.submit(30, crash)
        hung = pool.submit(0.5, hang)
        glutton = pool.submit(30, swallow_memory)
        doubled = [pool.submit(30, double, number) for number in range(20)]
        with pytest.raises(WorkerDied):
            outcome(crashed)
        with pytest.raises(WorkerTimedOut):
            outcome(hung)
        with pytest.raises(WorkerDied, match="memory"):
            outcome(glutton)
        assert [outcome(future) for future in doubled] == list(range(0, 40, 2))


def test_a_known_error_crosses_the_process_border_whole():
    with WorkerPool(1) as pool, pytest.raises(SourceError) as raised:
        pool.call(30, refuse)
    assert (raised.value.why, raised.value.remedy) == ("It is empty.", "Give another.")
