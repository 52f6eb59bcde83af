import os
import signal
import sys

import pytest

from pincite.cli.progress import progress
from pincite.errors import Cancelled


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_ctrl_c_stops_a_job_at_its_next_step_and_the_second_at_once():
    before = signal.getsignal(signal.SIGINT)
    with progress() as control:
        control.step(1, 2, "Working")
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(Cancelled):
            control.step(2, 2, "Working")
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_progress_is_quiet_where_nobody_watches(capsys: pytest.CaptureFixture[str]):
    with progress() as control:
        control.step(1, 2, "Working")
    assert capsys.readouterr() == ("", "")
