from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.domain import tokens as tokens_module
from pincite.domain.documents import CanonicalText
from pincite.domain.tokens import tokens, words, zone_words

# Letters with and without accents, marks, joiners, digits, CJK, Thai, Korean parts, breaks.
TRICKY = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "aZé1-‐ \n\t.\u00ad\u0301\u200b\u200dßﬁ½²™Ωя中カﾞがไทย한\u1112\u1161\u11abहि्قُ_👍"
        ),
        st.characters(),
    ),
    max_size=40,
)
ASCII_TEXT = st.text(alphabet=st.sampled_from("abZ09-_ \n\t.@\x7f\r"), max_size=40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pilot_SOW_draft3.docx", "pilot sow draft3 docx"),
        ("dana.whitlock@northlight.example", "dana whitlock northlight example"),
        ("BPS-000131", "bps 000131"),
        ("don’t", "don t"),
        ("ÉCOLE école e\u0301cole", "ecole ecole ecole"),
        ("Łódź Øre", "lodz ore"),
        ("straße STRASSE", "strasse strasse"),
        ("ﬁle ｆｕｌｌ ①②", "file full 12"),
        ("m² ½", "m2 1 2"),
        ("co\u00adoperate", "cooperate"),
        ("recog-\nnition", "recognition"),
        ("recog- \n  nition", "recognition"),
        ("recog\u00ad\nnition", "recognition"),
        ("naïve recog-\nnition", "naive recognition"),
        ("Jean-\nPierre 2017-\n2018", "jean pierre 2017 2018"),
        ("zero\u200bwidth", "zero width"),
        ("中文字", "中 文 字"),
        ("ไทย", "ไ ท ย"),
        ("한국 \u1112\u1161\u11ab", "한 국 한"),
        ("が か\u3099 ｶﾞ", "が が ガ"),
        ("हिन्दी", "हिन्दी"),
        ("قُرْآن", "قران"),
        ("1\ufe0f\u20e3 👍", "1"),
    ],
)
def test_words_are_what_a_reader_would_call_words(text: str, expected: str) -> None:
    assert words(text) == expected


@given(TRICKY | ASCII_TEXT)
def test_the_index_and_the_document_see_the_same_words(text: str) -> None:
    assert words(text).split(" ") == ([token.word for token in tokens(text)] or [""])


@given(ASCII_TEXT)
def test_plain_text_is_read_as_any_other(text: str) -> None:
    assert tokens(text) == list(tokens_module._folded_runs(text, 0))


@given(TRICKY)
def test_every_token_knows_where_it_stands(text: str) -> None:
    found = tokens(text)
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert token.word in words(text[token.start : token.end]).split(" ")
    for first, second in pairwise(found):
        same_source = (first.start, first.end) == (second.start, second.end)
        assert first.end <= second.start or same_source


@pytest.mark.parametrize("before", ["⚖\ufe0f", "👩\u200d⚖\ufe0f", "🏳\ufe0f\u200d"])
def test_a_word_begins_behind_what_is_left_of_an_emoji(before: str) -> None:
    assert tokens(before + "pilot") == [("pilot", len(before), len(before) + 5)]


@given(TRICKY)
def test_words_are_finished_when_they_are_made(text: str) -> None:
    for word in words(text).split():
        assert words(word) == word


@given(TRICKY, TRICKY, TRICKY)
def test_a_slice_is_read_on_its_own_and_placed_in_the_whole(
    before: str, text: str, after: str
) -> None:
    found = tokens(before + text + after, len(before), len(before) + len(text))
    assert found == [
        (word, start + len(before), end + len(before)) for word, start, end in tokens(text)
    ]


def test_each_zone_has_its_own_words() -> None:
    text = CanonicalText.of_zones({"from": "Dana Whitlock", "body": "The pilot"})
    assert zone_words(text) == ("dana whitlock", "", "", "", "", "", "the pilot")
