"""What is looked for in halves, on two threads, is what one would find."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pincite.errors import Cancelled
from pincite.jobs.control import Control
from pincite.store.connection import Store
from pincite.store.words import DocumentWords

BODIES = {number: "the pilot of the demo" if number % 3 else "the demo" for number in range(2, 60)}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Documents 2 to 59 in the index of an otherwise empty matter."""
    store = Store(tmp_path / "matter.db")
    store.migrate()
    with store.write():
        DocumentWords(store).add((number, _zones(body)) for number, body in BODIES.items())
        store.documents_changed()
    yield store
    store.close()


def _zones(body: str) -> tuple[str, ...]:
    return ("", "", "", "", "", "", body)


def _put(store: Store, document: int, body: str) -> None:
    with store.write():
        DocumentWords(store).add([(document, _zones(body))])
        store.documents_changed()


def _found(store: Store, expression: str, costly_pages: int = 0) -> list[int]:
    return sorted(DocumentWords(store, costly_pages).matching(expression).tolist())


def _has_second_thread() -> bool:
    return any(thread.name.startswith("pincite-second") for thread in threading.enumerate())


@pytest.mark.parametrize(
    "expression",
    ['"pilot"', '"of the"', 'NEAR("pilot" "demo", 2)', '"pilot" OR "demo"', '"nothing"', '"de" *'],
)
def test_halves_make_the_whole(store: Store, expression: str) -> None:
    with store.read():
        halves = _found(store, expression)
        assert halves == _found(store, expression, costly_pages=10**9)
    assert _has_second_thread() == ("*" not in expression)
    store.second.close()
    assert not _has_second_thread()


def test_words_of_few_pages_are_looked_for_on_one_thread(store: Store) -> None:
    with store.read():
        assert len(_found(store, '"of the"', costly_pages=100)) == 39
    assert not _has_second_thread()


def test_what_others_write_during_a_reading_is_not_seen_by_half_of_it(store: Store) -> None:
    other = Store(store.path)
    with store.read():
        before = _found(store, '"pilot"')
        _put(other, 1, "a pilot")
        assert _found(store, '"pilot"') == before
    other.close()
    with store.read():
        assert _found(store, '"pilot"') == [1, *before]


def test_what_is_not_committed_is_found(store: Store) -> None:
    with store.read():
        before = _found(store, '"pilot"')
    with store.write():
        _put(store, 1, "a pilot")
        with store.read():
            assert _found(store, '"pilot"') == [1, *before]
    with store.read():
        store.conn.execute("DELETE FROM settings WHERE key = 'nothing'")
        _put(store, 60, "a pilot")
        assert _found(store, '"pilot"') == [1, *before, 60]


def test_a_cancel_stops_both_halves_and_the_next_search_is_whole(store: Store) -> None:
    words = " ".join(["the of"] * 40)
    with store.write():
        DocumentWords(store).add((number, _zones(words)) for number in range(100, 2_000))
        store.documents_changed()
    expression = 'NEAR("the" "of" "pilot", 9) OR NEAR("of" "the" "demo", 9) OR "the of the the"'
    control = Control()
    canceller = threading.Timer(0.02, control.cancel)
    with pytest.raises(Cancelled), store.read(), store.stoppable(control):
        canceller.start()
        while True:
            _found(store, expression)
    canceller.join()
    with store.read():
        assert _found(store, expression) == _found(store, expression, costly_pages=10**9)


def test_a_failure_of_the_first_half_ends_the_second(store: Store) -> None:
    ended = threading.Event()

    def work() -> None:
        while not store.second.is_unwanted:
            ended.wait(0.001)
        ended.set()

    with pytest.raises(ZeroDivisionError), store.second.beside(work):
        raise ZeroDivisionError
    assert ended.is_set()
    with store.second.beside(lambda: np.arange(3).sum()) as half:
        assert half.result() == 3
