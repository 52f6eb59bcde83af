import pymupdf
import pytest

from pincite.domain.captions import Caption
from pincite.pdf.sheets import Front, IndexRow, Slip, add_front, add_slip, paginate_index

LETTER = (612.0, 792.0)
CAPTION = Caption(
    "United States District Court",
    "19-cv-12242",
    "Northlight Alliance\nv.\nHarbor Security Agency",
    "Plaintiff's",
    "Declaration of R. Amari",
)


def rows(count: int, title: str = "Pilot terms") -> tuple[IndexRow, ...]:
    return tuple(
        IndexRow(f"Ex. {n}", f"{title} {n}", "Email, 2 Nov 2017", 100 + n)
        for n in range(1, count + 1)
    )


def front(entries: tuple[IndexRow, ...], notice: str = "") -> Front:
    return Front(CAPTION, "Exhibits 1–40 · 140 pages", notice, entries, LETTER)


def test_the_caption_page_names_court_case_and_parties():
    pdf = pymupdf.open()
    add_front(pdf, front(rows(1), "Courtesy copy"))
    text = pdf[0].get_text()
    for words in ("UNITED STATES DISTRICT COURT", "No. 19-cv-12242", "Harbor Security Agency"):
        assert words in text
    assert "Declaration of R. Amari" in text
    assert "Courtesy copy" in text


@pytest.mark.parametrize("title", ["Northlight v. Harbor", "Northlight\nv.\nHarbor"])
def test_parties_stand_on_lines_of_their_own(title):
    pdf = pymupdf.open()
    add_front(pdf, Front(Caption(title=title), "", "", rows(1), LETTER))
    assert pdf[0].get_text().split("\n")[:3] == ["Northlight", "v.", "Harbor"]


def test_an_empty_caption_still_makes_a_page():
    pdf = pymupdf.open()
    add_front(pdf, Front(Caption(), "Exhibit 1 · 4 pages", "", rows(1), LETTER))
    assert pdf[0].get_text().split("\n")[:2] == ["EXHIBITS", "Exhibit 1 · 4 pages"]


@pytest.mark.parametrize("count", [0, 1, 14, 15, 40, 200])
def test_the_index_is_as_long_as_it_was_planned_and_every_entry_is_linked(count):
    entries = rows(count)
    pages = paginate_index(entries, LETTER)
    pdf = pymupdf.open()
    links = add_front(pdf, front(entries))
    assert pdf.page_count == 1 + len(pages)
    assert [link.to_page for link in links] == [row.page for row in entries]
    for link, row in zip(links, entries, strict=True):
        words = pdf[link.from_page - 1].get_text("words", clip=link.rect)
        assert " ".join(word[4] for word in words[:2]) == row.label
        assert str(row.page) in [word[4] for word in words]
        assert link.rect[3] < 792 - 60


def test_a_long_title_is_wrapped_and_stays_within_its_column():
    entries = rows(3, "A subject that goes on and on until it needs several lines of the index ")
    pdf = pymupdf.open()
    add_front(pdf, front(entries))
    title = pdf[1].get_text("words", clip=(134, 132, 540, 700))
    assert max(word[2] for word in title if not word[4].startswith("10")) < 500


def test_other_scripts_and_marks_are_set_and_can_be_searched():
    pdf = pymupdf.open()
    title = "Überblick – 試点项目 Обзор"
    add_slip(pdf, Slip("AA", title, "Emoji are left out 🙂"), CAPTION, LETTER, 7)
    pdf.subset_fonts()
    text = pdf[0].get_text()
    assert title in text
    assert "EXHIBIT AA" in text
    assert len(pdf.tobytes(garbage=3, deflate=True)) < 60_000


def test_a_word_wider_than_the_page_is_broken():
    pdf = pymupdf.open()
    add_slip(pdf, Slip("1", "x" * 400, ""), CAPTION, LETTER, 7)
    for word in pdf[0].get_text("words"):
        assert word[0] >= 70
        assert word[2] <= 542
