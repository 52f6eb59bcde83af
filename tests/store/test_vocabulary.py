import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein
from whoosh.lang.snowball.english import EnglishStemmer

from pincite.domain.documents import ZONES
from pincite.store import vocabulary as kept_words
from pincite.store.connection import Store
from pincite.store.vocabulary import Vocabulary
from pincite.store.words import DocumentWords


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "matter.db")
    store.migrate()
    _add(store, 1, "okafor 0kafor applied apply zebra 12 1843 12th")
    _add(store, 2, "okafors applies apply пилот 中 国")
    yield store
    store.close()


def _add(store: Store, document: int, words: str) -> None:
    zones = [words if zone == "body" else "" for zone in ZONES]
    with store.write():
        DocumentWords(store).add([(document, zones)])
        store.documents_changed()


def test_words_are_found_by_pattern_and_by_what_they_begin_with(store: Store) -> None:
    vocabulary = Vocabulary(store)
    assert vocabulary.like(re.compile("ap.*"), "ap") == ["applied", "applies", "apply"]
    assert vocabulary.like(re.compile(".*kafor")) == ["0kafor", "okafor"]
    assert vocabulary.like(re.compile("п.*"), "п") == ["пилот"]
    assert vocabulary.like(re.compile("x.*"), "x") == []


def test_words_are_found_that_differ_in_a_few_letters(store: Store) -> None:
    vocabulary = Vocabulary(store)
    assert vocabulary.within_edits("okafor", 1) == ["0kafor", "okafor", "okafors"]
    assert vocabulary.within_edits("okafor", 1, "ok") == ["okafor", "okafors"]
    assert vocabulary.within_edits("zbra", 1) == ["zebra"]
    assert vocabulary.within_edits("absent", 2) == []


def test_forms_and_numbers_are_found(store: Store) -> None:
    vocabulary = Vocabulary(store)
    assert vocabulary.forms_of("applying", lambda word: word[:4]) == ["applied", "applies", "apply"]
    assert vocabulary.numbers(lambda word: word.isdecimal() and int(word) > 9) == ["12", "1843"]


def test_each_word_has_the_number_of_its_documents_as_they_are_now(store: Store) -> None:
    vocabulary = Vocabulary(store)
    assert vocabulary.counts(["apply", "zebra", "absent"]) == [
        ("apply", 2), ("zebra", 1), ("absent", 0),
    ]  # fmt: skip
    _add(store, 3, "zebra zebra quagga")
    assert vocabulary.counts(["zebra", "quagga"]) == [("zebra", 2), ("quagga", 1)]
    with store.write():
        zones = ["zebra zebra quagga" if zone == "body" else "" for zone in ZONES]
        DocumentWords(store).remove([(3, zones)])
        store.documents_changed()
    assert vocabulary.counts(["zebra", "quagga"]) == [("zebra", 1), ("quagga", 0)]


# --- against a walk over all words

_letters = st.text("abä1中", min_size=1, max_size=7)
_parts = st.sampled_from(["a", "b", "ab", "ä", "1", ".*", ".", "[0-9]"])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
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
    filled: Store, batches: list[list[str]], parts: list[str], word: str, edits: int, kept: int
) -> None:
    known = _fill(filled, batches).vocabulary
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


FORMS = """
apply applies applied applying application appliance fly flies flying flown tie ties tying die dies
dying dyed lie lying lies ski skis skies sky hope hoping hopped hop hopes generate general generous
generalization relational relate relates relativity ability abilities able gently gentle gentleness
idle idly early earlier ugly uglier only one singly single news new inning innings sing singing sang
yes yearly year years us use used uses as ass asses conflate conflating sensible sensibility
sensibilities digitizer digitize analogy analogies analogous nation national nationalize regulation
regulations regulate regulated regulatory cats cat caresses caress ponies pony cities city
""".split()


def test_the_forms_of_a_word_are_all_with_its_stem(filled: Store) -> None:
    known = _fill(filled, [FORMS]).vocabulary
    stem = EnglishStemmer().stem
    for word in FORMS:
        assert known.forms_of(word, stem) == sorted(
            {other for other in FORMS if stem(other) == stem(word)}
        )


def test_the_words_of_a_large_segment_are_kept_for_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_words, "KEPT_FROM_PAGES", 1)
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
