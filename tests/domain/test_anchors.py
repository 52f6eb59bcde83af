from hypothesis import given
from hypothesis import strategies as st

from pincite.domain.anchors import Anchor, find_quote

TEXT = st.text(alphabet="ab \n", min_size=1, max_size=60)


@given(TEXT, st.data())
def test_an_anchor_finds_its_own_words_where_they_are(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Anchor.of(text, start, end).place_in(text) == (start, end)


@given(TEXT, st.text(alphabet="xyz ", max_size=20))
def test_words_that_moved_are_found_by_what_stands_around_them(text: str, before: str):
    body = f"{text}the quote{text[::-1]} the quote"
    start = len(text)
    moved = Anchor.of(body, start, start + 9).place_in(f"{before}{body}")
    assert moved is not None
    assert moved[0] == len(before) + start


def test_a_word_that_a_printed_line_has_parted_is_found_whole():
    text = "a first. We call on government to regu-\nlate face recognition. Now."
    ((start, end),) = find_quote(text, "to regulate face recognition.")
    assert text[start:end] == "to regu-\nlate face recognition."
    assert find_quote(text, "to regulate every recognition") == []
    assert find_quote(text, "— …") == []


def test_quotes_are_found_past_spaces_and_typography():
    text = "“We’d host\n  your team” – soon"
    assert find_quote(text, "host your") == [(6, 17)]
    assert find_quote(text, "\"We'd host") == [(0, 10)]
    assert find_quote(text, 'HOST YOUR team" - soon') == [(6, len(text))]
    assert find_quote(text, "  ") == []
    assert find_quote("a.b axb", "a.b") == [(0, 3)]
