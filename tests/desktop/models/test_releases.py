from dataclasses import replace
from pathlib import Path

import pytest

from pincite.desktop.models.printed_metadata import printed_metadata, time_zone
from pincite.desktop.models.releases import (
    first_doubtful,
    next_doubtful,
    read_printed,
    read_releases,
    shown_pages,
)
from pincite.desktop.models.repairs import confirm, edit_header
from pincite.desktop.models.result_rows import result_rows
from pincite.errors import DecisionError
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.store.releases import Region
from tests.desktop.printed_release import COUNT, DOUBTFUL, write_printed_release


@pytest.fixture
def matter(printed: Path):
    with Matter.open(printed) as matter:
        yield matter


def printed_at(matter: Matter, position: int):
    document = matter.releases.divided(1)[position - 1]
    return read_printed(matter.documents.get(document), matter)


def test_pages_are_said_from_one_with_runs_joined() -> None:
    whole = [Region(page, None, None) for page in (2, 3, 4, 8)]
    assert shown_pages(tuple(whole)) == "pages 3–5, 9"
    assert shown_pages((Region(30, 300.0, None),)) == "page 31, in part"
    assert shown_pages((Region(30, 0.0, None),)) == "page 31"


def test_a_printed_message_says_where_it_stands_and_why_it_is_doubted(matter: Matter) -> None:
    place = printed_at(matter, DOUBTFUL[0])
    assert place is not None
    assert place.place == f"Printed message 3 of {COUNT} in Release.pdf · page 2, in part"
    assert place.certainty == "doubtful"
    assert place.verdict.startswith("doubtful: ")
    sure = printed_at(matter, 1)
    assert sure is not None
    assert sure.certainty == "sure"
    assert sure.header["from"] == "Dana Whitlock"
    assert sure.header["sent"] == "Monday, October 2, 2017 9:15 AM"


def test_what_speaks_against_a_doubtful_beginning_is_said_first(matter: Matter) -> None:
    place = printed_at(matter, DOUBTFUL[0])
    assert place is not None
    told = ("a new subject", "a page of its own", "but the page before is full", "but it is short")
    doubtful = replace(place, boundary=replace(place.boundary, reasons=told))
    assert doubtful.verdict == "doubtful: it is short, but the page before is full, and 2 more"
    sure = replace(doubtful, boundary=replace(doubtful.boundary, is_doubtful=False))
    assert sure.reasons == "a new subject, a page of its own, and 2 more"


def test_a_confirmed_beginning_is_doubted_no_more(matter: Matter) -> None:
    place = printed_at(matter, DOUBTFUL[0])
    assert place is not None
    confirm(place.document, matter)
    again = printed_at(matter, DOUBTFUL[0])
    assert again is not None
    assert again.verdict == "confirmed"
    assert not again.is_doubtful


def test_the_list_marks_doubtful_messages_and_says_so(matter: Matter) -> None:
    rows = result_rows(matter.releases.divided(1), "", matter, Control())
    assert [row.is_doubtful for row in rows] == [place in DOUBTFUL for place in range(1, COUNT + 1)]
    assert "doubtful boundary" in rows[2].spoken
    assert (rows[0].people, rows[0].title) == ("Dana Whitlock → R. Okafor", "Intro call")
    assert rows[0].date == "2 Oct 2017"


def test_the_way_from_doubt_to_doubt_goes_both_ways_and_round(matter: Matter) -> None:
    order = matter.releases.divided(1)
    third, last = (order[place - 1] for place in DOUBTFUL)
    control = Control()
    assert next_doubtful(None, 1, matter, control) == third
    assert next_doubtful(third, 1, matter, control) == last
    assert next_doubtful(last, 1, matter, control) == third
    assert next_doubtful(last, -1, matter, control) == third
    assert next_doubtful(order[3], -1, matter, control) == third
    assert next_doubtful(third, -1, matter, control) == last
    assert first_doubtful(1, matter, control) == third
    for document in (third, last):
        confirm(document, matter)
    assert next_doubtful(order[0], 1, matter, control) is None
    assert next_doubtful(order[0], -1, matter, control) is None


def test_the_release_page_accounts_for_every_page(matter: Matter) -> None:
    (release,) = read_releases(matter, Control())
    assert release.accounted == "4 of 4 pages: 4 in documents"
    assert release.unaccounted == 0
    assert (release.held, release.people) == (f"{COUNT} documents", 4)
    assert release.dates == "2 Oct 2017 – 10 Oct 2017"
    assert release.doubts == "2 doubtful boundaries left"
    assert release.withheld == "under 1% of the pages’ area"
    unseen = replace(release, not_looked_at=2)
    assert unseen.withheld == "under 1% of the pages’ area; 2 pages not looked at so far"
    assert release.bates == "NLR-000001–004; no gap"
    matter.releases.take_back(1)
    (release,) = read_releases(matter, Control())
    assert (release.is_unprinted, release.accounted) == (False, "4 pages")


def test_numbers_that_no_page_of_a_release_bears_are_said(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    write_printed_release(source / "Release.pdf", numbers=(1, 2, 7, 8))
    with Matter.new(tmp_path / "Gap.pincite") as gapped:
        gapped.processing.add([source])
        (release,) = read_releases(gapped, Control())
    assert release.bates == "NLR-000001–002, NLR-000007–008; missing: NLR-000003–006"


def test_metadata_say_where_it_was_printed_and_that_no_time_zone_is_stated(
    matter: Matter,
) -> None:
    row = matter.documents.get(matter.releases.divided(1)[0])
    found = dict(printed_metadata(read_printed(row, matter), row))
    assert found["Printed in"] == f"Release.pdf, document 1 of {COUNT}"
    assert found["Pages of the source"] == "1"
    assert found["Time zone"] == "none stated"
    assert found["Boundary"].startswith("sure, ")
    assert found["Because"]
    assert printed_metadata(None, row) == []
    assert time_zone("2018-01-01T10:00:00", -300) == "UTC−05:00, as stated"
    assert time_zone("2018-01-01T10:00:00", 330) == "UTC+05:30, as stated"
    assert time_zone(None, None) == ""


def test_a_header_is_not_mended_by_halves(matter: Matter) -> None:
    document = matter.releases.divided(1)[0]
    with pytest.raises(DecisionError):
        edit_header(document, {"from": "Somebody Else", "sent": "the other day"}, matter)
    assert matter.documents.get(document).sender == "Dana Whitlock"


def test_a_mended_header_is_what_the_list_shows(matter: Matter) -> None:
    document = matter.releases.divided(1)[2]
    edit_header(document, {"from": "Dana Whitlock", "sent": "October 3, 2017 4:40 PM"}, matter)
    (row,) = result_rows([document], "", matter, Control())
    assert row.people.startswith("Dana Whitlock")
    assert row.date == "3 Oct 2017"
