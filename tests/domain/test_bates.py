import pytest

from pincite.domain.bates import page_bates, page_numbers
from pincite.domain.bates_series import PageNumber


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


def test_several_series_in_one_file_keep_their_numbers_with_gaps():
    printed = [f"BPS-{number:06d}" for number in (131, 132, 140, 141)]
    printed += [f"HARBOR_{number:07d}" for number in (12, 13, 14, 90)]
    assert page_numbers([[number] for number in printed]) == printed


def test_release_that_keeps_single_pages_of_a_series_has_its_numbers():
    printed = ["BPS-000131", "BPS-000155", "BPS-000190"]
    assert page_numbers([[number] for number in printed]) == printed


def test_a_word_before_a_bare_number_is_not_its_prefix():
    margins = [["CONFIDENTIAL 001007"], ["CONFIDENTIAL 001008"]]
    assert page_numbers(margins) == ["001007", "001008"]


def test_number_printed_twice_is_kept_as_it_is_printed():
    margins = [["BPS-000131"], ["BPS-000132"], ["BPS-000132"], ["BPS-000133"]]
    assert page_numbers(margins)[1:3] == ["BPS-000132", "BPS-000132"]


@pytest.mark.parametrize(
    "misread",
    [
        "BPS-OOO133",
        "BP5-000133",
        "BPS-00013",
        "8PS-0OO1B3",
        "BPS-000 133",
        "BPS-000738",
        "PS-000133",
    ],
)
def test_what_ocr_misread_is_mended_where_both_sides_agree(misread: str):
    margins = [["BPS-000131"], ["BPS-000132"], [misread], ["BPS-000134"], ["BPS-000135"]]
    found = page_bates(margins, ocr_pages=range(5))[2]
    assert found is not None
    assert found.printed == "BPS-000133"
    assert not found.is_inferred
    assert found.confidence < 95


def test_number_that_nobody_can_read_is_inferred_and_said_to_be_only_between_two_that_agree():
    margins = [["BPS-000131"], ["BPS-000132"], [], ["BPS-000134"], ["~ . :"], ["BPS-000150"]]
    found = page_bates(margins, ocr_pages=range(6))
    assert found[2] == PageNumber("BPS-000133", 30.0, is_inferred=True)
    assert found[4] is None


def test_live_text_is_never_mended_nor_inferred():
    margins = [["BPS-000131"], ["BPS-000132"], ["BPS-000l33"], [], ["BPS-000135"]]
    assert page_numbers(margins) == ["BPS-000131", "BPS-000132", None, None, "BPS-000135"]


def test_what_ocr_made_of_some_numbers_is_no_series_of_its_own():
    margins = [[f"BPS-{number:06d}"] for number in range(100, 120)]
    margins[5], margins[6], margins[7] = ["8PS-000105"], ["BP5-000106"], ["BP5-000107"]
    found = page_bates(margins, ocr_pages=range(20))
    assert [one.printed for one in found if one] == [f"BPS-{n:06d}" for n in range(100, 120)]


def test_numbers_that_the_file_names_are_taken_and_the_others_go_by_them():
    margins = [["OLD 00001"], ["OLD 00002"], ["BPS-OOO133"]]
    stamped = {0: "BPS-000131", 1: "BPS-000132"}
    found = page_bates(margins, ocr_pages=[2], stamped=stamped)
    assert [one.printed for one in found if one] == ["BPS-000131", "BPS-000132", "BPS-000133"]


def test_a_misread_number_among_those_of_one_series_is_not_taken_for_another_series():
    bare = [f"{number:07d}" for number in range(500, 512)]
    margins = [[number] for number in bare] + [[f"BPS {n:07d}"] for n in range(40, 60)]
    margins[18], margins[19] = ["8PS 0000046"], ["B P5 0000047"]
    found = page_bates(margins, ocr_pages=range(len(margins)))
    assert [one.printed for one in found[18:20] if one] == ["BPS 0000046", "BPS 0000047"]


def test_one_prefix_printed_in_two_ways_is_kept_as_each_production_prints_it():
    margins = [[f"BPS-{n:06d}"] for n in range(7000, 7012)]
    margins += [[f"BPS {n:06d}"] for n in range(90, 110)]
    margins[20] = ["BPS OOOO98"]
    found = page_bates(margins, ocr_pages=range(len(margins)))
    assert found[3] is not None
    assert found[3].printed == "BPS-007003"
    assert found[20] is not None
    assert found[20].printed == "BPS 000098"


def scanned(*printed: str) -> list[PageNumber | None]:
    """The numbers of pages that OCR read, each with one line in its margin."""
    return page_bates([[line] for line in printed], ocr_pages=range(len(printed)))


def test_a_sign_that_ocr_overlooked_is_told_beside_a_gap_from_the_page_that_follows():
    found = scanned("BPS-01250", "BPS-01251", "BPS-0307", "BPS-01308", "BPS-01309")[2]
    assert found == PageNumber("BPS-01307", 55)


def test_a_sign_misread_beside_a_gap_is_told_from_a_lone_number_that_follows():
    before = [f"BPS-{number}" for number in range(8245, 8252)]
    found = scanned(*before, "BPS-3259", "BPS-8260", "BPS-8290", "BPS-8291")
    assert found[7] == PageNumber("BPS-8259", 55)


def test_a_zero_that_ocr_overlooked_at_the_head_is_put_back():
    found = scanned("BPS-0004219", "BPS-0004220", "BPS-004257", "BPS-0004277", "BPS-0004278")[2]
    assert found == PageNumber("BPS-0004257", 55)


def test_the_last_number_before_a_series_starts_anew_is_kept_as_it_was_read():
    numbers = [*range(8530, 8540), 8599, *range(4864, 4874)]
    lines = [f"KLM-{number:06d}" for number in numbers]
    found = scanned(*lines)
    assert [one.printed for one in found if one] == lines
    assert found[10] == PageNumber("KLM-008599", 55)


def test_a_word_that_ocr_joined_to_the_number_behind_it_is_no_part_of_it():
    lines = ["CONFIDENTIAL JX001978", "CONFIDENTIAL JX001979", "CONFIDENTIALJX002032"]
    found = scanned(*lines, "CONFIDENTIAL JX002033", "CONFIDENTIAL JX002034")[2]
    assert found == PageNumber("JX002032", 85)


def test_a_number_beside_a_gap_with_which_nothing_agrees_is_left_out_if_it_cannot_be_known():
    found = scanned("BPS-000606", "BPS-000607", "BPS-00067", "BPS-000664", "BPS-000665")[2]
    assert found is None


def test_a_case_number_whose_hyphen_was_misread_does_not_take_the_place_of_the_number():
    case = "Case No. F-2019-20417"
    margins = [[case, f"HARBOR_{number:05d}"] for number in range(1720, 1730)]
    margins += [[f"{number:05d}"] for number in range(20410, 20420)]
    margins[4] = ["Case No. F-2019~20417", "HARBOB_01724"]
    found = page_bates(margins, ocr_pages=range(len(margins)))[4]
    assert found is not None
    assert found.printed == "HARBOR_01724"


def test_what_only_one_side_leads_to_expect_is_not_said_to_be_sure():
    behind = [f"JX{number:07d}" for number in range(8774, 8784)]
    found = scanned("JX0008736", "JX0003737", *behind)
    assert found[:2] == [PageNumber("JX0008736", 55), PageNumber("JX0008737", 55)]
