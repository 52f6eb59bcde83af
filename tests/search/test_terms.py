import pytest

from pincite.search.terms import Forms, Fuzzy, Numbers, OneOf, Pattern, Term, Word


@pytest.mark.parametrize(
    ("term", "yes", "no"),
    [
        (Word("pilot"), "pilot", "pilots polit"),
        (Pattern("p?lot*"), "pilot pilots pylot", "plot spilot"),
        (Pattern("*gate"), "gate investigate", "gates"),
        (Pattern("##th"), "12th", "1th 123th abth"),
        (Pattern("#"), "7", "77 a"),
        (Fuzzy("okafor", 1), "okafor 0kafor okafr okaffor", "okofar 0kafr"),
        (Fuzzy("okafor", 2), "okafor okofar 0kafr afor", "kaf00"),
        (Fuzzy("banana", 1, "ba"), "banana banan bananas batana", "panana bnana"),
        (Forms("apply"), "apply applies applied applying", "application apple"),
        (Numbers(12, 24), "12 24 0013 ١٢", "11 25 12th 1٢٣ twelve"),
        (OneOf((Word("a"), Pattern("b*"))), "a b bc", "ab c"),
    ],
)
def test_a_term_stands_for_just_these_words(term: Term, yes: str, no: str) -> None:
    assert [word for word in yes.split() if not term.matches(word)] == []
    assert [word for word in no.split() if term.matches(word)] == []


@pytest.mark.parametrize(
    ("term", "written"),
    [
        (Word("pilot"), "pilot"),
        (Pattern("p?lot*"), "p?lot*"),
        (Pattern("##th"), "[0-9][0-9]th"),
        (Fuzzy("okafor", 2), "okafor~2"),
        (Fuzzy("banana", 2, "ba"), "ba%%nana"),
        (Forms("apply"), "apply~"),
        (Numbers(12, 24), "12~~24"),
        (OneOf((Word("a"), Pattern("b*"))), "(a OR b*)"),
    ],
)
def test_a_term_is_written_as_it_is_typed(term: Term, written: str) -> None:
    assert term.written == written


def test_a_run_of_digits_too_long_for_a_number_is_none() -> None:
    assert not Numbers(0, 10**30).matches("9" * 400)
