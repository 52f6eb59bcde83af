"""A search that somebody cancels ends at once, keeps nothing half done, and can be asked again."""

import threading
from collections.abc import Callable

import pytest

from pincite.errors import Cancelled
from pincite.jobs.control import Control
from pincite.search import Search
from pincite.search.evaluation.evaluate import Evaluator
from pincite.search.language.parse import parse
from pincite.store.connection import Store

Add = Callable[..., int]


class _CancelledAt(Control):
    """Is cancelled at its so many-th look."""

    def __init__(self, look: int) -> None:
        super().__init__()
        self._left = look

    def check(self) -> None:
        self._left -= 1
        if self._left < 0:
            self.cancel()
        super().check()


def test_a_search_is_stopped_wherever_it_is(search: Search, store: Store, add: Add) -> None:
    for _ in range(40):
        add("the pilot demo of the pilot")
    evaluator = Evaluator(store, block_bytes=1)
    tree = parse("the not w/1 (pilot OR dem*) AND d*mo").tree
    looks = 0
    while True:
        with store.read():
            try:
                with evaluator.stoppable(_CancelledAt(looks)):
                    found = evaluator.mask(tree)
                break
            except Cancelled:
                looks += 1
    # How many blocks this thread has is a matter of luck: the second takes the others.
    assert looks > 3
    assert (found == Evaluator(store).mask(tree)).all()
    with pytest.raises(Cancelled):
        search.find("pilot", control=_CancelledAt(0))
    assert search.find("pilot").documents == 40


def test_a_statement_that_runs_is_stopped_from_another_thread(store: Store) -> None:
    control = Control()
    canceller = threading.Timer(0.02, control.cancel)
    canceller.start()
    endless = (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    )
    with pytest.raises(Cancelled), store.read(), store.stoppable(control):
        store.conn.execute(endless).fetchone()
    canceller.join()
    assert store.conn.execute("SELECT 1").fetchone() == (1,)
