import pytest

from pincite.domain.exemptions import codes_in, display_code, parse_code, recognise_codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("(b)(6)", ["b6"]),
        ("(b) (7) (E)", ["b7E"]),
        ("(b)(6), (b)(7)(C)", ["b6", "b7C"]),
        ("(b)(6)(b)(7)(C)", ["b6", "b7C"]),
        ("b6/b7C/b7E -1", ["b6", "b7C", "b7E"]),
        ("B5, B7(E)", ["b5", "b7E"]),
        ("1.4(D),B1", ["1.4D", "b1"]),
        ("(j)(2) and (k)(2)", ["j2", "k2"]),
        ("Exempt: D.C. Code § 2-534(a)(2)", ["D.C. Code § 2-534(a)(2)"]),
    ],
)
def test_codes_are_read_in_every_form_they_are_printed_in(text: str, codes: list[str]):
    assert list(codes_in(text)) == codes


@pytest.mark.parametrize(
    "text",
    [
        "Blake",
        "bl ue",
        "b12",
        "BB6",
        "REB6",
        "b7Eleven",
        "Kb6s",
        "b0",
        "(6)",
        "11.4d",
        "(k)(8)",
        "K2",
        "(j)(5)",
    ],
)
def test_what_only_looks_like_a_code_is_not_one(text: str):
    assert list(codes_in(text)) == []


@pytest.mark.parametrize("text", ["b7E", "B7e", "(b)(7)(E)", "b(7)(e)", "(b) (7) (E)", "b7(E)"])
def test_every_spelling_is_the_same_code(text: str):
    assert parse_code(text) == "b7E"


@pytest.mark.parametrize("text", ["b", "b10", "b6E", "b7G", "exempt", ""])
def test_what_is_no_code_is_refused(text: str):
    assert parse_code(text) is None


def test_a_code_is_shown_as_its_statute_writes_it():
    shown = [display_code(code) for code in ("b7E", "b6", "k2", "1.4D")]
    assert shown == ["(b)(7)(E)", "(b)(6)", "(k)(2)", "1.4(d)"]


@pytest.mark.parametrize(
    ("read", "codes"),
    [
        ("(bX6)", ["b6"]),
        ("(b)(7XC)", ["b7C"]),
        ("(b)(S)", ["b5"]),
        ("(bXTXNC)", ["b7C"]),
        ("(b) () (C)", ["b7C"]),
        ("b l b3 b7E", ["b1", "b3", "b7E"]),
        ("(b)(6), (bX7XE)", ["b6", "b7E"]),
        ("(®)(5)", ["b5"]),
        ("(k)(2); (b)(6)", ["k2", "b6"]),
        ("bill but Blake (b) the BIO", []),
    ],
)
def test_a_code_that_was_read_from_a_picture_is_recognised_despite_mistakes(read, codes):
    assert [found.code for found in recognise_codes(read)] == codes
