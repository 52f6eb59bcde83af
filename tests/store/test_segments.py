from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pincite.store.connection import Store
from pincite.store.segments import DOCUMENT_SHIFT, Segments
from pincite.store.words import DocumentWords, after_prefix

Zones = tuple[str, ...]


@pytest.fixture(scope="module")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Store]:
    def new_store() -> Store:
        store = Store(tmp_path_factory.mktemp("words") / "matter.db")
        store.migrate()
        store.conn.execute("PRAGMA synchronous = OFF")
        return store

    return new_store


@pytest.fixture(scope="module")
def store(new_store: Callable[[], Store]) -> Iterator[Store]:
    store = new_store()
    yield store
    store.close()


def _from_sqlite(store: Store, first: str, after: str) -> list[int]:
    found: list[int] = DocumentWords(store).rows_of(first, after, lambda _: True).tolist()
    return found


def _from_segments(store: Store, first: str, after: str) -> list[int]:
    found = Segments(store, "document_words").positions(first, after, lambda _: True)
    assert found is not None
    return found.tolist()


_zone = st.lists(
    st.sampled_from(["a", "ab", "abc", "b", "ба", "中"]) | st.just("long" * 20), max_size=30
).map(" ".join)
_zones = st.tuples(*[st.just("")] * 3, _zone, _zone, st.just(""), _zone)
_batches = st.lists(
    st.dictionaries(st.integers(1, 40) | st.integers(100_000, 300_000), _zones, max_size=8),
    max_size=5,
)


@settings(max_examples=150, deadline=None)
@given(batches=_batches, page_size=st.sampled_from([32, 64, 4050]))
def test_segments_hold_what_sqlite_finds_in_them(
    store: Store, batches: list[dict[int, Zones]], page_size: int
) -> None:
    index = DocumentWords(store)
    store.conn.execute("INSERT INTO document_words (document_words) VALUES ('delete-all')")
    store.conn.execute(
        "INSERT INTO document_words (document_words, rank) VALUES ('pgsz', ?)", (page_size,)
    )
    held: dict[int, Zones] = {}
    for batch in batches:
        with store.write():
            index.remove((number, held[number]) for number in batch if number in held)
            index.add(batch.items())
        held |= batch
    for first, after in (
        ("a", "a\0"), ("ab", after_prefix("ab")), ("", after_prefix("")), ("x", "y"), ("ба", "ба\0")
    ):  # fmt: skip
        assert _from_segments(store, first, after) == _from_sqlite(store, first, after)


def test_a_word_that_fills_many_pages_is_read_whole(new_store: Callable[[], Store]) -> None:
    store = new_store()
    index = DocumentWords(store)
    places: dict[int, int] = defaultdict(int)
    for batch in range(3):
        with store.write():
            for number in range(batch * 4_000 + 1, batch * 4_000 + 4_001):
                places[number] = 1 + number % 40
                words = "pilot " * places[number]
                index.add([(number * 7, ("", "", "", "", "pilot", "", words))])
    index.optimize()
    found = DocumentWords(store).positions("pilot")
    assert len(found) == sum(places.values()) + len(places)
    assert set((found >> DOCUMENT_SHIFT).tolist()) == {number * 7 for number in places}
    assert int((found & 0xFFFFFFF).max()) == 39
    store.close()


def test_another_format_is_left_to_sqlite(new_store: Callable[[], Store], tmp_path: Path) -> None:
    store = new_store()
    index = DocumentWords(store)
    with store.write():
        index.add([(3, ("", "", "", "", "", "", "the pilot"))])
    store.conn.execute("UPDATE document_words_config SET v = 9 WHERE k = 'version'")
    assert Segments(store, "document_words").positions("pilot", "q", lambda _: True) is None
    assert len(index.positions("pilot")) == 1
    store.conn.execute("UPDATE document_words_config SET v = 4 WHERE k = 'version'")
    store.close()
