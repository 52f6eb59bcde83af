import pytest

from pincite.pdf.areas import Box
from pincite.pdf.code_marks import SeenWord, code_marks, codes_at, margin_codes

WIDTH = 612.0


def words(text: str, x: float = 72, y: float = 100) -> list[SeenWord]:
    """Words one after the other on one line, six points a letter."""
    made = []
    for word in text.split():
        made.append(SeenWord(Box(x, y, x + 6 * len(word), y + 10), word))
        x += 6 * (len(word) + 1)
    return made


def codes(text: str, *, is_live: bool = True) -> list[tuple[str, ...]]:
    return [mark.codes for mark in code_marks(words(text), WIDTH, is_live=is_live)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("From: (b)(6) to the council", [("b6",)]),
        ("the pilot (b)(6), (b)(7)(C) and others", [("b6", "b7C")]),
        ("under 5 U.S.C. 552 (b)(5) as it stands", []),
        ("we rely on exemption (b)(6) of the Act", []),
        ("Fed. R. Civ. P. 26 (b)(1) and others", []),
        ("(b)(1) The Mayor shall appoint a council", []),
        ("meet in Room B6 at noon", []),
    ],
)
def test_a_code_in_a_line_withholds_and_one_in_prose_does_not(line, expected):
    assert codes(line) == expected


def test_mistaken_letters_are_allowed_for_only_in_what_was_read_from_a_picture():
    assert codes("From: (bX6) to the council") == []
    assert codes("From: (bX6) to the council", is_live=False) == [("b6",)]


def test_an_explanation_of_exemptions_withholds_nothing():
    page = [
        word
        for number, code in enumerate(("(b)(1)", "(b)(3)", "(b)(5)", "(b)(6)"))
        for word in words(f"{code} information that is kept from all", y=100 + 20 * number)
    ]
    assert code_marks(page, WIDTH, is_live=True) == []


def test_codes_stacked_in_the_margin_hold_at_their_height_and_below():
    page = [
        *words("b6", 560, 100), *words("b7C", 560, 112), *words("b1", 560, 300),
        *words("b3", 560, 312), *words("b5 per DOS", 540, 500), *words("the council", 72, 100),
    ]  # fmt: skip
    stacks = margin_codes(code_marks(page, WIDTH, is_live=True))
    assert [one.codes for one in stacks] == [("b6", "b7C"), ("b1", "b3"), ("b5",)]
    assert codes_at(Box(72, 100, 200, 112), stacks) == ("b6", "b7C")
    assert codes_at(Box(72, 250, 200, 262), stacks) == ("b6", "b7C")
    assert codes_at(Box(72, 280, 200, 420), stacks) == ("b1", "b3")
    assert codes_at(Box(72, 40, 200, 60), stacks) == ()
