"""What the vocabulary finds is what a walk over all words finds, whatever the segments hold."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein
from whoosh.lang.snowball.english import EnglishStemmer

from pincite.store import vocabulary
from pincite.store.connection import Store
from pincite.store.words import DocumentWords

_letters = st.text("abä1中", min_size=1, max_size=7)
_parts = st.sampled_from(["a", "b", "ab", "ä", "1", ".*", ".", "[0-9]"])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(tmp_path_factory.mktemp("words") / "matter.db")
    store.migrate()
    store.conn.execute("PRAGMA synchronous = OFF")
    yield store
    store.close()


def _fill(store: Store, batches: list[list[str]]) -> DocumentWords:
    index = DocumentWords(store)
    store.conn.execute("INSERT INTO document_words (document_words) VALUES ('delete-all')")
    for number, batch in enumerate(batches, 1):
        with store.write():
            index.add([(number, ("", "", "", "", "", "", " ".join(batch)))])
    return index


@settings(max_examples=200, deadline=None)
@given(
    batches=st.lists(st.lists(_letters, max_size=20), max_size=4),
    parts=st.lists(_parts, min_size=1, max_size=5),
    word=_letters,
    edits=st.integers(1, 2),
    kept=st.integers(0, 2),
)
def test_patterns_and_fuzzy_words_stand_for_every_word_that_fits(
    store: Store, batches: list[list[str]], parts: list[str], word: str, edits: int, kept: int
) -> None:
    known = _fill(store, batches).vocabulary
    words = sorted({word for batch in batches for word in batch})
    pattern = re.compile("".join(parts), re.DOTALL)
    prefix = re.match("[abä1]*", "".join(parts))[0]
    assert known.like(pattern, prefix) == [word for word in words if pattern.fullmatch(word)]
    assert known.within_edits(word, edits, word[:kept]) == [
        other
        for other in words
        if other.startswith(word[:kept]) and Levenshtein.distance(word, other) <= edits
    ]
    assert known.numbers(str.isdecimal) == [word for word in words if word.isdecimal()]
    assert known.counts([*words, "absent"]) == [
        *((word, sum(word in batch for batch in batches)) for word in words),
        ("absent", 0),
    ]


FORMS = """apply applies applied applying application appliance fly flies flying flown tie ties tying
die dies dying dyed lie lying lies ski skis skies sky hope hoping hopped hop hopes generate general
generous generalization relational relate relates relativity ability abilities able gently gentle
gentleness idle idly early earlier ugly uglier only one singly single news new inning innings sing
singing sang yes yearly year years us use used uses as ass asses conflate conflating sensible
sensibility sensibilities digitizer digitize analogy analogies analogous nation national nationalize
regulation regulations regulate regulated regulatory cats cat caresses caress ponies pony cities city
""".split()


def test_the_forms_of_a_word_are_all_with_its_stem(store: Store) -> None:
    known = _fill(store, [FORMS]).vocabulary
    stem = EnglishStemmer().stem
    for word in FORMS:
        assert known.forms_of(word, stem) == sorted(
            {other for other in FORMS if stem(other) == stem(word)}
        )


def test_the_words_of_a_large_segment_are_kept_for_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary, "KEPT_FROM_PAGES", 1)
    store = Store(tmp_path / "matter.db")
    store.migrate()
    index = _fill(store, [["pilot", "demo"]])
    everything = re.compile(".*")
    assert index.vocabulary.like(everything) == ["demo", "pilot"]
    (kept,) = (store.path.parent / "cache").iterdir()
    before = kept.stat().st_mtime_ns
    assert DocumentWords(store).vocabulary.like(everything) == ["demo", "pilot"]
    assert kept.stat().st_mtime_ns == before
    kept.write_bytes(b"damaged")
    assert DocumentWords(store).vocabulary.like(everything) == ["demo", "pilot"]
    with store.write():
        index.add([(9, ("", "", "", "", "", "", "vendor"))])
    index.optimize()
    assert index.vocabulary.like(everything) == ["demo", "pilot", "vendor"]
    assert len(list((store.path.parent / "cache").iterdir())) == 1
    store.close()
