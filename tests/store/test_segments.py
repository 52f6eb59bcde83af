from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pincite.store.connection import Store
from pincite.store.doclists import DOCUMENT_SHIFT, KnownPositions
from pincite.store.segments import Segments
from pincite.store.words import DocumentWords

Zones = tuple[str, ...]
WORDS = ("a", "ab", "abc", "b", "ба", "中", "long" * 20)


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


_zone = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
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
    index, segments = DocumentWords(store), Segments(store, "document_words")
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
    rows = {word: segments.rows_of(word).tolist() for word in WORDS}
    documents = {
        word: sorted({position >> DOCUMENT_SHIFT for position in rows[word]}) for word in WORDS
    }
    for word in (*WORDS, "x"):
        assert index.positions(word).tolist() == rows.get(word, [])
    many = index.vocabulary.postings([*WORDS, "x"])
    assert many.positions().tolist() == sorted(chain.from_iterable(rows.values()))
    assert many.counts(8).tolist() == [*(len(documents[word]) for word in WORDS), 0]
    assert sorted(set(many.documents.tolist())) == sorted(
        set(chain.from_iterable(documents.values()))
    )
    within = np.zeros(300_001, np.bool_)
    within[list(held)[::2]] = True
    subject = [
        position
        for position in rows["ab"]
        if within[position >> DOCUMENT_SHIFT] and position >> 28 & 7 == 4
    ]
    assert index.postings(["ab"]).positions(within, (4,)).tolist() == subject


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
    index, segments = DocumentWords(store), Segments(store, "document_words")
    with store.write():
        index.add([(3, ("", "", "", "", "", "", "the pilot"))])
    store.conn.execute("UPDATE document_words_config SET v = 9 WHERE k = 'version'")
    found = index.postings(["pilot", "x", "the"])
    assert isinstance(found, KnownPositions)
    assert (found.counts(3).tolist(), found.documents.tolist()) == ([1, 0, 1], [3, 3])
    assert (
        found.positions().tolist()
        == segments.rows_of("the").tolist() + segments.rows_of("pilot").tolist()
    )
    assert index.vocabulary.within_edits("pilots", 1) == ["pilot"]
    store.conn.execute("UPDATE document_words_config SET v = 4 WHERE k = 'version'")
    store.close()


def test_a_little_is_added_beside_a_large_segment_and_much_is_merged(
    new_store: Callable[[], Store],
) -> None:
    store = new_store()
    index, segments = DocumentWords(store), Segments(store, "document_words")

    def add(first: int, count: int) -> list[int]:
        index.put_off_merging()
        for number in range(first, first + count):
            with store.write():
                index.add(
                    [
                        (
                            number,
                            (
                                "",
                                "",
                                "",
                                "",
                                "",
                                "",
                                " ".join(f"pilot demo{number}x{n}" for n in range(300)),
                            ),
                        )
                    ]
                )
        index.settle()
        return sorted(segment.pages for segment in segments.listed(segments.structure() or b""))

    (large,) = add(1, 60)
    pages = add(100, 6)
    assert 1 < len(pages) < 6
    assert pages[-1] == large
    assert index.matching("pilot").tolist() == [*range(1, 61), *range(100, 106)]
    assert len(add(200, 60)) == 1
    assert len(index.positions("pilot")) == 300 * 126
    store.close()


def test_words_are_found_while_segments_are_being_merged(new_store: Callable[[], Store]) -> None:
    store = new_store()
    index = DocumentWords(store)
    words = [f"w{number:03}" for number in range(300)]
    store.conn.execute("INSERT INTO document_words (document_words, rank) VALUES ('pgsz', 64)")
    index.put_off_merging()
    for number in (1, 2, 3, 4):
        with store.write():
            index.add([(number, ("", "", "", "", "", "", " ".join(words)))])
    # A part of the merge: SQLite drops pages of the old segments, not what it noted of them.
    store.conn.execute("INSERT INTO document_words (document_words, rank) VALUES ('merge', -4)")
    found = {word: (index.positions(word) >> DOCUMENT_SHIFT).tolist() for word in words}
    assert found == {word: [1, 2, 3, 4] for word in words}
    assert index.positions("a").tolist() == index.positions("w0005").tolist() == []
    store.close()
