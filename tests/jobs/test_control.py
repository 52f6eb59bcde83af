import threading
import time

import pytest

from pincite.errors import Cancelled
from pincite.jobs.control import Control, Progress


def test_a_cancel_takes_hold_at_the_next_step():
    control = Control()
    control.step(1, 2, "a.eml")
    control.cancel()
    with pytest.raises(Cancelled):
        control.step(2, 2, "b.eml")


def test_a_paused_job_goes_on_where_it_was():
    reports: list[Progress] = []
    control = Control(reports.append)
    control.pause()
    job = threading.Thread(target=control.step, args=(1, 3, "a.eml"))
    job.start()
    job.join(0.05)
    assert job.is_alive()
    assert reports == []
    control.resume()
    job.join(5)
    assert [(report.done, report.total, report.label) for report in reports] == [(1, 3, "a.eml")]


def test_a_paused_job_can_be_cancelled():
    control = Control()
    control.pause()
    stopped: list[bool] = []

    def work() -> None:
        try:
            control.step(1, 3, "a.eml")
        except Cancelled:
            stopped.append(True)

    job = threading.Thread(target=work)
    job.start()
    control.cancel()
    job.join(5)
    assert stopped == [True]


def test_what_cannot_wait_is_done_while_a_job_is_held():
    control = Control()
    done = threading.Event()
    control.meanwhile(done.set)
    control.pause()
    job = threading.Thread(target=control.step, args=(1, 3, "a.eml"))
    job.start()
    assert done.wait(5)
    assert job.is_alive()
    control.resume()
    job.join(5)


def test_how_long_the_rest_takes_is_not_told_before_anything_tells_it(monkeypatch):
    reports: list[Progress] = []
    control = Control(reports.append)
    began = time.monotonic()
    monkeypatch.setattr("pincite.jobs.control.time.monotonic", lambda: began + 30)
    control.step(6, 1_000, "a.pdf")
    control.step(600, 1_000, "a.pdf")
    assert reports[0].left_s is None
    assert reports[1].left_s == pytest.approx(20, abs=0.1)
