import pytest

from pincite.domain.bates import page_numbers


def test_numbers_that_grow_page_by_page_are_found_among_other_lines():
    margins = [
        ["Page 1 of 3", "BPS-000131"],
        ["CONFIDENTIAL BPS-000132", "11/02/2017"],
        ["Page 3 of 3", "BPS-000133"],
    ]
    assert page_numbers(margins) == ["BPS-000131", "BPS-000132", "BPS-000133"]


def test_page_that_prints_none_has_none():
    assert page_numbers([["BPS 000131"], [], ["BPS 000133"], ["BPS 000134"]]) == [
        "BPS 000131",
        None,
        "BPS 000133",
        "BPS 000134",
    ]


def test_release_with_withheld_runs_keeps_its_printed_numbers():
    printed = ["A-0001", "A-0002", "A-0007", "A-0008", "A-0020"]
    assert page_numbers([[number] for number in printed]) == printed


def test_numbers_without_prefix_need_filled_digits():
    assert page_numbers([["000131"], ["000132"]]) == ["000131", "000132"]
    assert page_numbers([["131"], ["132"]]) == [None, None]


@pytest.mark.parametrize(
    "margins",
    [
        [["Doc No. C05739545 Date: 06/30/2015"], ["Doc No. C05739545 Date: 06/30/2015"]],
        [["11/02/2017"], ["11/03/2017"]],
        [["Page 1001"], ["Page 1002"]],
        [["Case 1:17-cv-01234"], ["Case 1:17-cv-01234"]],
        [["(202) 555-0142"], ["(202) 555-0143"]],
        [[], []],
        [],
    ],
)
def test_dates_cases_and_telephones_are_no_bates_numbers(margins: list[list[str]]):
    assert page_numbers(margins) == [None] * len(margins)


def test_of_two_stamps_the_one_on_most_pages_counts():
    margins = [["OLD 00001", "NEW000101"], ["NEW000102"], ["OLD 00003", "NEW000103"]]
    assert page_numbers(margins) == ["NEW000101", "NEW000102", "NEW000103"]


def test_single_page_must_print_prefix_and_number_alone():
    assert page_numbers([["BPS-000131"]]) == ["BPS-000131"]
    assert page_numbers([["see BPS-000131 above"]]) == [None]
    assert page_numbers([["2017"]]) == [None]


def test_a_prefix_that_is_also_a_word_is_a_prefix():
    assert page_numbers([["REV-000131"], ["REV-000132"]]) == ["REV-000131", "REV-000132"]
    assert page_numbers([["Rev. 000131"], ["Rev. 000132"]]) == [None, None]
