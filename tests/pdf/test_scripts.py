import pytest

from pincite.pdf.scripts import composed, displayed, is_right_to_left, visual_order


def test_arabic_letters_take_the_form_they_have_beside_their_neighbours():
    drawn = [form for form, _ in displayed("مرحبا")]
    # From left to right: the last letter, a final alef, comes first.
    assert drawn == ["\ufe8e", "\ufe92", "\ufea3", "\ufeae", "\ufee3"]


def test_lam_and_alef_are_one_glyph_that_stands_for_both_letters():
    assert ("\ufefb", "\u0644\u0627") in displayed("\u0644\u0627")


def test_every_letter_of_a_word_is_drawn_once():
    for word in ("مرحبا", "السلام", "שלום", "عربي،"):
        sources = "".join(source for _, source in reversed(displayed(word)))
        assert sources == word


def test_marks_stay_behind_the_letter_they_belong_to():
    pairs = displayed("שָׁל")
    assert [source for _, source in pairs] == ["ל", "ש", "ָ", "ׁ"]


def test_brackets_are_mirrored_from_right_to_left():
    assert "".join(form for form, _ in displayed("(שלום)")) == "(םולש)"


@pytest.mark.parametrize(
    ("directions", "from_right", "order"),
    [
        (["L", "", "L"], False, [0, 1, 2]),
        (["L", "", "R", "", "R", "", "L"], False, [0, 1, 4, 3, 2, 5, 6]),
        (["R", "", "R"], True, [2, 1, 0]),
        (["R", "", "L", "", "L", "", "R"], True, [6, 5, 2, 3, 4, 1, 0]),
        (["R", "", "N", "", "R"], True, [4, 3, 2, 1, 0]),
        (["R", "", "N"], False, [2, 1, 0]),
        ([], True, []),
    ],
)
def test_pieces_of_a_line_stand_as_their_directions_ask(
    directions: list[str], from_right: bool, order: list[int]
):
    assert visual_order(directions, from_right=from_right) == order


def test_the_first_letter_decides_how_a_line_runs():
    assert is_right_to_left("2017 שלום abc")
    assert not is_right_to_left("abc שלום")
    assert not is_right_to_left("2017")


def test_a_letter_and_its_mark_are_drawn_as_one_where_there_is_one():
    assert list(composed("e\u0301t")) == [("é", "e\u0301"), ("t", "t")]
    assert list(composed("x\u0301")) == [("x", "x"), ("\u0301", "\u0301")]
