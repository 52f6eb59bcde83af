import pytest

from pincite.domain.documents import UNDATED
from pincite.processing.formats.dates import sent_date, sort_key


@pytest.mark.parametrize(
    ("written", "local", "offset"),
    [
        ("Wed, 08 Jan 2003 17:48:05 +0100", "2003-01-08T17:48:05", 60),
        ("8 Jan 2003 17:48 EST", "2003-01-08T17:48:00", -300),
        ("Wed, 8 Jan 2003 17:48:05", "2003-01-08T17:48:05", None),
        ("Wed Jan  8 17:48:05 2003", "2003-01-08T17:48:05", None),
        ("Wed, 8 Jan 03 17:48:05 GMT", "2003-01-08T17:48:05", 0),
        ("Wed, 8 Jan 102 17:48:05 GMT", "2002-01-08T17:48:05", 0),
        ("Wed, 08 Jan 0102 17:48:05 +0000", "2002-01-08T17:48:05", 0),
        ("Wed, 8 Jan 2003 17:48:60 +0000 (UTC)", "2003-01-08T17:48:59", 0),
        ("Wednesday, January 8, 2003 5:48 PM", "2003-01-08T17:48:00", None),
        ("2003-01-08T17:48:05Z", "2003-01-08T17:48:05", 0),
        ("Wed, 8 Jan 2003 17:48:05 +9999", "2003-01-08T17:48:05", None),
        ("Wed, 31 Feb 2003 17:48:05 +0100", None, None),
        ("1/8/2003", None, None),
        ("yesterday", None, None),
    ],
)
def test_dates_are_read_as_written(written: str, local: str | None, offset: int | None):
    date = sent_date(written)
    assert date is not None
    assert (date.written, date.local, date.offset_minutes) == (written, local, offset)
    assert (date.utc is None) == (offset is None)


def test_an_instant_is_told_where_the_zone_is_known():
    date = sent_date("Thu, 31 Dec 2020 23:30:00 -0500")
    assert date is not None
    assert date.utc == "2021-01-01T04:30:00Z"


@pytest.mark.parametrize("zone", ["-0000", "-00:00", "-0000 (UTC)"])
def test_an_instant_may_be_known_without_the_clock_of_the_sender(zone: str):
    date = sent_date(f"Wed, 8 Jan 2003 17:48:05 {zone}")
    assert date is not None
    assert date.offset_minutes is None
    assert date.utc == "2003-01-08T17:48:05Z"


def test_order_is_by_instant_and_the_undated_come_last():
    early = sort_key(sent_date("Wed, 8 Jan 2003 17:00:00 +0900"))
    late = sort_key(sent_date("Wed, 8 Jan 2003 09:00:00 +0000"))
    assert early < late < sort_key(sent_date("no date")) == sort_key(None) == UNDATED
