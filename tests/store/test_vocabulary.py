import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pincite.domain.documents import ZONES
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
