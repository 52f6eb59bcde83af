import pytest

from pincite.domain.documents import UNDATED
from pincite.processing.formats.dates import printed_date, sent_date, sort_key


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


@pytest.mark.parametrize(
    ("written", "local", "offset"),
    [
        ("Tuesday, October 16, 2018 4:12:07 PM", "2018-10-16T16:12:07", None),
        ("10/16/2018 04:12 PM", "2018-10-16T16:12:00", None),
        ("Fri 10/16/2018 9:59 PM", "2018-10-16T21:59:00", None),
        ("16/10/2018 16:12", "2018-10-16T16:12:00", None),
        ("Oct 16, 2018, at 4:12 PM", "2018-10-16T16:12:00", None),
        ("Tue, Oct 16, 2018 at 4:12 PM", "2018-10-16T16:12:00", None),
        ("Mon Jun 29 22:40:15 2009", "2009-06-29T22:40:15", None),
        ("16 October 2018 at 16:12:00 BST", "2018-10-16T16:12:00", 60),
        ("10/16/2018 04:12:07 PM EDT", "2018-10-16T16:12:07", -240),
        ("October 16, 2018 4:12 PM (UTC-05:00) Eastern Time", "2018-10-16T16:12:00", -300),
        ("October 16, 2018 4:12 PM Eastern Daylight Time", "2018-10-16T16:12:00", -240),
        ("Tuesday, 0ctober l6, 2O18 4;l2 PN", "2018-10-16T16:12:00", None),
    ],
)
def test_printed_dates_are_read_with_or_without_a_zone(written, local, offset):
    date = printed_date(written)
    assert date is not None
    assert (date.written, date.local, date.offset_minutes) == (written, local, offset)


def test_a_date_without_a_clock_is_kept_as_printed_and_not_guessed():
    date = printed_date("October 16, 2018")
    assert date is not None
    assert (date.written, date.local) == ("October 16, 2018", None)


@pytest.mark.parametrize(
    ("written", "local"),
    [
        ("Montag, 15. Oktober 2018 09:05", "2018-10-15T09:05:00"),
        ("Mo., 15. Okt. 2018 um 09:05 Uhr", "2018-10-15T09:05:00"),
        ("lun. 5 mai 2018 à 9h05", "2018-05-05T09:05:00"),
        ("mardi 1er août 2018 18:30", "2018-08-01T18:30:00"),
        ("mar, 16 oct 2018 a las 4:12 p. m.", "2018-10-16T16:12:00"),
        ("lunes, 15 de enero de 2018 9:05", "2018-01-15T09:05:00"),
        ("lun 15 mag 2018 alle ore 09:05", "2018-05-15T09:05:00"),
        ("terça-feira, 2 de dezembro de 2018 09:05", "2018-12-02T09:05:00"),
        ("seg., 15 de out. de 2018 às 09:05", "2018-10-15T09:05:00"),
        ("maandag 15 maart 2018 om 09:05", "2018-03-15T09:05:00"),
        ("Am 05.10.18 um 9:05", "2018-10-05T09:05:00"),
        ("Mai 5, 2018 4:12 PM", "2018-05-05T16:12:00"),
    ],
)
def test_printed_dates_of_other_languages_are_read(written: str, local: str):
    date = printed_date(written)
    assert date is not None
    assert (date.written, date.local) == (written, local)


def test_where_the_day_comes_first_a_month_is_no_day():
    written = "05/10/2018 09:05"
    months = [printed_date(written, is_day_first=first) for first in (False, True)]
    assert [date and date.local for date in months] == [
        "2018-05-10T09:05:00",
        "2018-10-05T09:05:00",
    ]
