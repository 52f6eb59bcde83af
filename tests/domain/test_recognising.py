"""What is recognised in running text, and the words that it is said to stand on."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pincite.domain.documents import CanonicalText
from pincite.domain.recognising import Recognisable, columns, find, recognised
from pincite.domain.tokens import token_stretches, tokens


def _said(text: str, kind: Recognisable) -> list[str]:
    return [text[one.start : one.end] for one in find(text) if one.kind is kind]


def _days(text: str) -> list[str]:
    days = [one.number for one in find(text) if one.kind is Recognisable.DATE]
    return [date.fromordinal(day).isoformat() for day in days]


@pytest.mark.parametrize(
    "written",
    [
        "2018-07-13",
        "2018/7/13",
        "7/13/2018",
        "07-13-2018",
        "7/13/18",
        "13.07.2018",
        "13. 7. 2018",
        "13/7/2018",
        "13 July 2018",
        "13th of July, 2018",
        "the 13th day of July 2018",
        "13-Jul-2018",
        "13-JUL-18",
        "July 13, 2018",
        "JULY 13 2018",
        "Jul. 13th, 2018",
        "July 13,\n2018",
        "Friday, July 13, 2018 9:02 AM",
        "2018-07-13T09:02:00Z",
        "\uff12\uff10\uff11\uff18-07-13",
        "2018\u201307\u201313",
    ],
)
def test_a_date_is_recognised_however_it_is_written(written: str) -> None:
    assert _days(f"sent {written} by Dana") == ["2018-07-13"]


def test_a_date_that_could_be_two_is_found_as_both() -> None:
    assert _days("on 3/4/2018") == ["2018-03-04", "2018-04-03"]
    assert _days("on 4/4/2018") == ["2018-04-04"]


def test_both_ends_of_a_span_are_dates() -> None:
    assert _days("7/13/2018-7/15/2018") == ["2018-07-13", "2018-07-15"]
    assert _days("Suite 5 2018-07-13") == ["2018-07-13"]


def test_a_plus_before_a_date_does_not_make_it_a_telephone_number() -> None:
    assert _days("Agenda+2-8-18.docx") == ["2018-02-08", "2018-08-02"]


@pytest.mark.parametrize(
    "written",
    [
        "February 30, 2018",
        "29 February 2017",
        "13/13/2018",
        "10.1.2.2018",
        "x.example/stock/2011/03/1\n2307/",
        "192.168.1.20",
        "July 2018",
        "July 13",
        "24/7/365",
        "May 5, 10 people",
        "20180713",
        "REV2018-07-13",
    ],
)
def test_what_is_no_day_is_no_date(written: str) -> None:
    assert _days(f"see {written} there") == []


def test_mail_addresses_are_recognised_with_all_that_belongs_to_them() -> None:
    text = "Dana <dana.o'neil+pilot@mail.facewatch.example>, or <mailto:ada_k@a-b.example>."
    assert _said(text, Recognisable.MAIL) == [
        "dana.o'neil+pilot@mail.facewatch.example",
        "ada_k@a-b.example",
    ]
    assert _said("meet @ noon, (b)(6)@agency.example, a@b", Recognisable.MAIL) == []
    assert _said("\u8bf7\u8054\u7cfbdana@x.example", Recognisable.MAIL) == ["dana@x.example"]


@pytest.mark.parametrize(
    "number",
    [
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "3782 822463 10005",
        "5555555555554444",
        "6011 1111 1111 1117",
        "30569309025904",
    ],
)
def test_credit_cards_are_recognised(number: str) -> None:
    assert _said(f"card {number}, please", Recognisable.CREDIT_CARD) == [number]


@pytest.mark.parametrize(
    "number",
    [
        "4111 1111 1111 1112",
        "9111111111111111",
        "41111111111111111111",
        "4111-1111 1111-1111",
        "A4111111111111111",
    ],
)
def test_a_wrong_check_digit_or_an_unknown_issuer_is_no_credit_card(number: str) -> None:
    assert _said(f"card {number}", Recognisable.CREDIT_CARD) == []


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("(202) 555-0143", 12025550143),
        ("202-555-0143", 12025550143),
        ("202.555.0143x12", 12025550143),
        ("202\u2011555\u20110143", 12025550143),
        ("+1 202 555 0143", 12025550143),
        ("1-202-555-0143", 12025550143),
        ("+12025550143", 12025550143),
        ("+44 (0)20 7946 0958", 442079460958),
        ("+442079460958", 442079460958),
        ("011 44 20 7946 0958", 442079460958),
        ("+49 30/1234567", 49301234567),
    ],
)
def test_telephone_numbers_are_recognised_with_their_country(written: str, number: int) -> None:
    found = [one.number for one in find(f"call {written}") if one.kind is Recognisable.PHONE]
    assert found == [number]


@pytest.mark.parametrize("written", ["555-0143", "102-555-0143", "202-155-0143", "911-555-0143"])
def test_what_cannot_be_dialled_is_no_telephone_number(written: str) -> None:
    assert _said(f"call {written}", Recognisable.PHONE) == []


def test_social_security_numbers_that_were_never_given_out_are_left_alone() -> None:
    text = "219-09-1234 219 09 1234 000-12-3456 666-12-3456 900-12-3456 219-00-1234 219-09-0000"
    assert _said(text, Recognisable.SSN) == ["219-09-1234", "219 09 1234"]


def test_stretches_are_words_of_their_zone() -> None:
    zones = {"from": "Dana <dana@x.example>", "body": "We met on\nJuly 13, 2018 at 9"}
    text = CanonicalText.of_zones(zones)
    assert recognised(text) == [
        (0, 1, 3, Recognisable.MAIL, 0),
        (6, 3, 5, Recognisable.DATE, date(2018, 7, 13).toordinal()),
    ]


def test_columns_are_small_and_little_endian() -> None:
    kinds, starts, ends, numbers = columns(("dana@x.example", "", "", "", "", "", "2018-07-13"))
    assert kinds == b"\x02\x01"
    assert starts == (0).to_bytes(4, "little") + (6 << 28).to_bytes(4, "little")
    assert ends == (2).to_bytes(4, "little") + (6 << 28 | 2).to_bytes(4, "little")
    assert numbers == bytes(8) + date(2018, 7, 13).toordinal().to_bytes(8, "little")


_PIECES = st.sampled_from(
    [
        "2018-07-13",
        "dana@x.example",
        "pi-\nlot",
        "July 13, 2018",
        "e\u0301",
        "\u5b57",
        "\u00ad",
        "½",
    ]
    + list("aZ9 -\n\x7f_.\u2019é\u200b\ufe0f😀")
)


@given(st.lists(_PIECES, max_size=30).map("".join), st.data())
@example("pi-\nlot 2018-07-13", None)
def test_counting_words_agrees_with_taking_the_text_apart(
    text: str, data: st.DataObject | None
) -> None:
    stretches = [(one.start, one.end) for one in find(text)]
    if data is not None:
        place = st.integers(0, len(text))
        drawn = data.draw(st.lists(st.tuples(place, place), max_size=4))
        stretches += [(min(pair), max(pair)) for pair in drawn]
    found = tokens(text)
    for (start, end), (first, last) in zip(
        stretches, token_stretches(text, stretches), strict=True
    ):
        touched = [
            index for index, token in enumerate(found) if token.end > start and token.start < end
        ]
        assert list(range(first, last + 1)) == touched


@given(st.text(st.sampled_from("0123456789-/. ()+@aJuly13,\n") | st.characters(), max_size=80))
def test_whatever_the_text_what_is_found_lies_in_it(text: str) -> None:
    for one in find(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.number >= 0


@given(
    st.dates(date(1970, 1, 1), date(2068, 12, 31)),
    st.sampled_from(
        [
            "%Y-%m-%d",
            "%m/%d/%Y",
            "%m/%d/%y",
            "%d.%m.%Y",
            "%d %B %Y",
            "%B %d, %Y",
            "%d-%b-%y",
            "%b. %d, %Y",
        ]
    ),
)
def test_every_day_is_recognised_in_every_form(day: date, form: str) -> None:
    assert day.isoformat() in _days(f"x {day.strftime(form)}, y")


def _check_digit(digits: str) -> str:
    """The digit that makes the sum of ISO/IEC 7812-1 come out, by trying each."""
    for last in "0123456789":
        total = 0
        for place, digit in enumerate(reversed(digits + last)):
            value = int(digit) * (2 if place % 2 else 1)
            total += value // 10 + value % 10
        if total % 10 == 0:
            return last
    raise AssertionError


@given(
    st.text(st.sampled_from("0123456789"), min_size=14, max_size=14),
    st.sampled_from(["", " ", "-"]),
    st.integers(1, 9),
)
def test_every_card_of_an_issuer_is_recognised_and_none_with_another_check_digit(
    middle: str, sign: str, slip: int
) -> None:
    digits = f"4{middle}"
    right = _check_digit(digits)
    wrong = str((int(right) + slip) % 10)
    for last, expected in ((right, [int(digits + right)]), (wrong, [])):
        number = sign.join((digits + last)[place : place + 4] for place in range(0, 16, 4))
        found = find(f"pay with {number}.")
        assert [one.number for one in found if one.kind is Recognisable.CREDIT_CARD] == expected
