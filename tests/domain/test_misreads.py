"""What a scanner may have made of a word."""

from collections.abc import Callable

import pytest

from pincite.domain.misreads import joined, likely_misreads, variants


def counting(documents: dict[str, int]) -> Callable[[str], int]:
    return lambda text: documents.get(text, 0)


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("dea", "0ea"),
        ("illinois", "i11inois"),
        ("modern", "modem"),
        ("clause", "dause"),
        ("wilson", "vvilson"),
        ("harbor", "liarbor"),
        ("bates", "8ates"),
        ("recognition", "recog nition"),
        ("failure", "fai ure"),
        ("2018", "20l8"),
        ("recognition", "rec0gniti0n"),
    ],
)
def test_a_misreading_that_scanners_make_is_thought_of(word: str, read: str) -> None:
    assert read in [variant.text for variant in variants(word)]


def test_the_likeliest_comes_first_and_the_word_itself_never() -> None:
    found = variants("pilot")
    assert [variant.cost for variant in found] == sorted(variant.cost for variant in found)
    assert "pilot" not in [variant.text for variant in found]
    assert variants("of") == []


def test_a_number_is_not_taken_for_another_number() -> None:
    assert not any(variant.text.isdigit() for variant in variants("2018"))


def test_only_what_is_there_is_told_with_its_documents() -> None:
    there = counting({"0ea": 3, "dea": 9, "d3a": 0})
    assert likely_misreads("dea", there, there) == [("0ea", 3)]


def test_another_word_that_is_as_common_is_no_misreading() -> None:
    there = counting({"modern": 12, "modem": 11, "m0dern": 1})
    assert likely_misreads("modern", there, there) == [("m0dern", 1)]
    rare = counting({"modern": 12, "modem": 2})
    assert likely_misreads("modern", rare, rare) == [("modem", 2)]


def test_short_words_that_are_not_quite_alike_are_two_words() -> None:
    there = counting({"part": 12, "port": 1, "briefing": 12, "briefmg": 1})
    assert likely_misreads("part", there, there) == []
    assert likely_misreads("briefing", there, there) == [("briefmg", 1)]


def test_a_long_word_does_not_take_long() -> None:
    assert 0 < len(variants("illimitabilities" * 3)) <= 600


def test_a_phrase_may_lose_a_space() -> None:
    assert joined(("new", "face", "recognition")) == ["newface recognition", "new facerecognition"]
