"""Progress of long work: a bar on a terminal, nothing otherwise; Ctrl-C stops it in order."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pincite.cli.output import console_on
from pincite.jobs.control import Control, Progress


@contextmanager
def progress() -> Iterator[Control]:
    """A control for one job. The first Ctrl-C cancels it at its next step, the second at once."""
    if not sys.stderr.isatty():
        control = Control()
        with _cancelled_by_interrupt(control):
            yield control
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Bar(
        *columns,
        TextColumn("{task.description}"),
        console=console_on(sys.stderr),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=None)

        def report(step: Progress) -> None:
            bar.update(task, completed=step.done, total=step.total, description=step.label)

        control = Control(report)
        with _cancelled_by_interrupt(control):
            yield control


@contextmanager
def _cancelled_by_interrupt(control: Control) -> Iterator[None]:
    def cancel(_number: int, _frame: FrameType | None) -> None:
        if control.is_cancelled:
            raise KeyboardInterrupt
        control.cancel()

    before = signal.signal(signal.SIGINT, cancel)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
