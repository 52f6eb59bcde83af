import pytest

from pincite.domain.ocr import OcrLayer, OcrWord
from pincite.domain.readings import Quality, is_better, quality

KNOWN = {"the", "pilot", "of", "cameras", "confirmed", "schedule"}


def layer(words: dict[str, float], own: int = 0) -> OcrLayer:
    read = [OcrWord(word, 0, 0, 9, 9, sure, 0, 0) for word, sure in words.items()]
    return OcrLayer("told 1", tuple(read), own_count=own)


def measured(words: dict[str, float], own: int = 0) -> Quality:
    return quality(layer(words, own), KNOWN.__contains__)


def test_quality_weighs_confidence_and_known_words_by_their_letters():
    found = measured({"pilot": 90, "camexas": 30, "2018": 60})
    assert found.confidence == pytest.approx((5 * 90 + 7 * 30 + 4 * 60) / 16)
    assert found.known_share == pytest.approx(100 * 5 / 12)
    assert found.known_letters == 5


def test_words_of_the_file_itself_do_not_count():
    assert measured({"pilot": 90, "BPS-000131": 100}, own=1) == measured({"pilot": 90})
    assert measured({}) == Quality()


def test_a_reading_is_better_only_if_it_is_clearly_so_and_loses_no_known_word():
    first = measured({"pilot": 70, "camexas": 40})
    assert is_better(measured({"pilot": 80, "cameras": 80}), first)
    assert not is_better(first, first)
    assert not is_better(measured({"pilot": 71, "camexas": 41}), first)
    # Surer, for it left out what it could not read.
    whole = measured({"pilot": 70, "cameras": 40})
    assert not is_better(measured({"pilot": 95}), whole)


def test_of_engines_of_different_kinds_only_the_known_words_are_compared():
    first = measured({"pilot": 70, "camexas": 60})
    surer = measured({"pilot": 99, "camexas": 99})
    assert is_better(surer, first)
    assert not is_better(surer, first, is_same_scale=False)
    assert is_better(measured({"pilot": 60, "cameras": 60}), first, is_same_scale=False)


def test_where_nothing_was_read_specks_do_not_become_text():
    assert not is_better(measured({"xo": 31, "qi": 25}), Quality())
    assert is_better(measured({"pilot": 80, "cameras": 75}), Quality())
