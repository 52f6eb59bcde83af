"""Words of a language, from the model that is installed."""

import struct
from pathlib import Path

import pytest

from pincite.processing.ocr.dictionary import Dictionary
from pincite.processing.ocr.languages import models_of


@pytest.fixture(scope="module")
def english() -> Dictionary:
    return Dictionary(models_of(["eng"]))


@pytest.mark.parametrize("word", ["procurement", "Thursday", "demonstration.", "“The", "I"])
def test_words_of_the_language_are_known_with_what_stands_around_them(
    english: Dictionary, word: str
):
    assert english.knows(word)


@pytest.mark.parametrize("word", ["prqcurement", "schedu1e", "Frorn", "", "—", "naïvetéx"])
def test_what_is_no_word_of_the_language_is_not(english: Dictionary, word: str):
    assert not english.knows(word)


def test_a_model_without_a_list_of_words_knows_none(tmp_path: Path):
    model = tmp_path / "xxx.traineddata"
    model.write_bytes(struct.pack("<i24q", 24, *[-1] * 24))
    assert not Dictionary([model]).knows("the")
