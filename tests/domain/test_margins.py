import pytest

from pincite.domain.bates import page_numbers
from pincite.domain.margins import Series, document_numbers, read_as

BPS = Series("BPS", 6, "BPS-")


def test_document_number_that_pages_share_is_no_bates_number_and_is_told():
    stamp = "UNCLASSIFIED Case No. F-2019-20417 Doc No. {} Date: 06/30/2019"
    margins = [[stamp.format(one)] for one in ("C05184308", "C05l84308", "C05184309")]
    margins[1].append(stamp.format("C05184308"))
    assert page_numbers(margins) == [None, None, None]
    assert document_numbers(margins) == ["C05184308", "C05184308", "C05184309"]


def test_document_number_whose_label_is_misread_is_told_by_how_the_others_are_printed():
    stamp = "Case No. F-2019-20417 {} C0518430{} Date: 06/30/2019"
    margins = [[stamp.format("Doc No.", 8)], [stamp.format("Ooc Ho.", 9)]]
    assert document_numbers(margins) == ["C05184308", "C05184309"]
    assert document_numbers([["Nothing stamped"], []]) == [None, None]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("8P5-0OOI31", 131),
        ("BPS- 000 131", 131),
        ("CONFIDENTIAL BPS-000131", 131),
        ("PS-000131", 131),
        ("BPS-00131", None),
        ("HBR-000131", None),
        ("about the pilot", None),
    ],
)
def test_a_misread_line_is_read_as_a_number_of_a_series_or_not_at_all(line, value):
    assert read_as(line, BPS) == value
