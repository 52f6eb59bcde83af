import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.domain.numbers import (
    BatesNumber,
    bates_range,
    control_number,
    letter_label,
    parse_control_number,
    parse_page_ranges,
)


@given(st.integers(1, 10**9))
def test_a_control_number_reads_back_as_its_document(document: int):
    assert parse_control_number("REV", control_number("REV", document)) == document


@pytest.mark.parametrize("written", ["REV-000131", "rev-131", "REV 131", " REV000131 "])
def test_control_numbers_are_read_as_people_type_them(written: str):
    assert parse_control_number("REV", written) == 131


def test_another_prefix_is_not_a_control_number():
    assert parse_control_number("REV", "BPS-000131") is None


@given(
    st.sampled_from(["BPS-", "EFTA ", "A.B_", "", "US2-X"]),
    st.integers(0, 10**8),
    st.integers(1, 9),
)
def test_a_bates_number_prints_as_it_was_read(prefix: str, value: int, width: int):
    printed = f"{prefix}{value:0{width}d}"
    number = BatesNumber.parse(printed)
    assert number is not None
    assert str(number) == printed
    assert str(number.plus(1)).endswith(str(value + 1))


def test_a_range_prints_the_shared_digits_once():
    assert bates_range("BPS-000131", "BPS-000133") == "BPS-000131–133"
    assert bates_range("BPS-000999", "BPS-001002") == "BPS-000999–1002"
    assert bates_range("BPS-000131", "BPS-000131") == "BPS-000131"
    assert bates_range("A-1", "B-2") == "A-1 – B-2"


def test_page_ranges_keep_their_order_and_stay_within_the_document():
    assert parse_page_ranges("", 3) == [1, 2, 3]
    assert parse_page_ranges("2-3, 1", 3) == [2, 3, 1]
    for wrong in ("0", "4", "3-2", "x", "1,,2"):
        with pytest.raises(ValueError):
            parse_page_ranges(wrong, 3)


def test_exhibit_letters_go_on_after_z():
    assert [letter_label(n) for n in (1, 26, 27, 52, 53, 702, 703)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
