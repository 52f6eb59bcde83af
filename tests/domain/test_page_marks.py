import pytest

from pincite.domain.page_marks import MarkKind, PageMark, page_marks


@pytest.mark.parametrize(
    ("lines", "kind", "codes"),
    [
        (["Page(s) withheld in full", "(b)(5), (b)(6)"], MarkKind.WITHHELD, ("b5", "b6")),
        (["4 Page(s) Withheld Entirely at this location in the file"], MarkKind.WITHHELD, ()),
        (["WIF", "b5"], MarkKind.WITHHELD, ("b5",)),
        (["Denied in Full (b)(5)"], MarkKind.DENIED, ("b5",)),
        (["Re: the pilot", "Non-Responsive Record", "Best, Dana"], MarkKind.NON_RESPONSIVE, ()),
        (["Duplicate"], MarkKind.DUPLICATE, ()),
        (["Referred to Department of State"], MarkKind.REFERRED, ()),
        (["RELEASE IN PART", "B6", "From: Okafor"], MarkKind.IN_PART, ("b6",)),
    ],
)
def test_what_a_page_says_of_itself_is_a_mark(lines, kind, codes):
    assert page_marks(lines) == (PageMark(kind, codes),)


def test_a_deletion_sheet_gives_the_codes_of_all_the_pages_that_it_stands_for():
    lines = [
        "Deleted Page Information Sheet",
        "Total Deleted Page(s) ~ 3",
        "Page 12 ~ b6; b7C;",
        "Page 13 ~ Referral/Direct;",
        "Page 15 ~ b7E;",
    ]
    first = page_marks(lines)[0]
    assert (first.kind, first.codes) == (MarkKind.DELETED, ("b6", "b7C", "b7E"))


def test_only_the_ticked_lines_of_a_sheet_count():
    lines = [
        "Page(s) withheld entirely at this location",
        "X Deleted under (b)(6) with nothing left to release",
        "___ Referred to another agency under (b)(1)",
    ]
    (mark,) = page_marks(lines)
    assert mark == PageMark(MarkKind.WITHHELD, ("b6",))


@pytest.mark.parametrize(
    "line",
    [
        "We have withheld 12 pages in full under exemption (b)(5).",
        "This is a duplicate of my last email, please ignore",
        "The referral was made on Monday to the board",
        "The duplicate invoices were found",
    ],
)
def test_a_sentence_that_mentions_one_is_no_mark(line):
    assert page_marks([line]) == ()
