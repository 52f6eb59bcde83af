import pytest

from pincite.exhibits.description import describe_pages, exhibit_title, plain_name, short_date
from pincite.store.documents import Documents


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ("Dana Whitlock <dana@vendor.example>", "Dana Whitlock"),
        ('"Okafor, Ruth" <ruth@harbor.example>', "Okafor, Ruth"),
        ("Program Office", "Program Office"),
        ("Harbor, Inc. <press@harbor.example>", "Harbor, Inc."),
        ("press@harbor.example", "press@harbor.example"),
        ("<press@harbor.example>", "press@harbor.example"),
        ("Facilities", "Facilities"),
        ("(b)(6) Redacted", "(b)(6) Redacted"),
    ],
)
def test_people_are_named_as_they_were_written(person, name):
    assert plain_name(person) == name


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("2017-09-14T10:00:00", "14 Sep 2017"),
        ("2018-07", "Jul 2018"),
        ("2018", "2018"),
        ("2018-02-31", "2018"),
        (None, ""),
    ],
)
def test_dates_are_as_exact_as_they_are_known(written, short):
    assert short_date(written) == short


def test_pages_are_told_with_their_numbers():
    assert describe_pages(3, ["BPS-000114", "BPS-000115", None], 1) == (
        "BPS-000114–115 · 3 pp incl. attachment"
    )
    assert describe_pages(1, [None], 0) == "1 p"
    assert describe_pages(None, [], 2) == ""


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("message", "Email without a subject"),
        ("attachment", "Untitled attachment"),
        ("file", "Untitled document"),
    ],
)
def test_what_has_no_title_is_called_what_it_is(desk, kind, title):
    desk.document(99, [["Yes."]], kind=kind, subject="", filename="")
    assert exhibit_title("", Documents(desk.store).get(99)) == title
