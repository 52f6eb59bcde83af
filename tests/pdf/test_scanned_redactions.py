import pymupdf
import pytest

from pincite.pdf.areas import Box
from pincite.pdf.code_marks import SeenWord
from pincite.pdf.crops import crop_reader
from pincite.pdf.cut_areas import joined, with_code
from pincite.pdf.redactions import PageRedactions, Redaction
from pincite.pdf.scanned_redactions import (
    redactions_of_layered_pages,
    redactions_of_scanned_page,
    scanned_redactions,
)
from tests.pdf.pictures import DPI, drawn, outside, scanned

LINE = pymupdf.Rect(150, 450, 330, 468)
BLACK, WHITE = (0, 0, 0), (1, 1, 1)


def looked_at(page: pymupdf.Page, *unread: pymupdf.Rect) -> PageRedactions:
    with crop_reader() as reader:
        return scanned_redactions(scanned(page), DPI, outside(page, *unread), reader.readings)


def framed(page: pymupdf.Page, box: pymupdf.Rect = LINE) -> None:
    page.draw_rect(box, color=BLACK, width=0.9)


def test_a_black_area_without_a_code_is_suggested():
    found = looked_at(drawn(lambda page: page.draw_rect(LINE, color=None, fill=BLACK)))
    assert [(one.kind, one.codes) for one in found.redactions] == [("black", ())]
    assert found.withheld_share == pytest.approx(LINE.get_area() / (612 * 792), rel=0.1)


@pytest.mark.parametrize("fill", [BLACK, WHITE, (0.75, 0.75, 0.75)])
def test_the_code_in_an_area_is_read_from_the_picture(fill):
    def draw(page: pymupdf.Page) -> None:
        page.draw_rect(LINE, color=BLACK, fill=fill)
        colour = WHITE if fill == BLACK else BLACK
        page.insert_text((200, 463), "(b)(7)(E)", fontsize=10, color=colour)

    found = looked_at(drawn(draw), LINE)
    assert [one.codes for one in found.redactions] == [("b7E",)]


def test_an_empty_frame_is_withheld_only_with_a_code_beside_it_or_in_the_margin():
    assert looked_at(drawn(framed)).redactions == ()

    def beside(page: pymupdf.Page) -> None:
        framed(page)
        page.insert_text((338, 463), "(b)(6)", fontsize=10)

    def in_margin(page: pymupdf.Page) -> None:
        framed(page)
        for number, code in enumerate(("b6", "b7C")):
            page.insert_text((570, 463 + 11 * number), code, fontsize=9)

    assert [one.codes for one in looked_at(drawn(beside)).redactions] == [("b6",)]
    assert [one.codes for one in looked_at(drawn(in_margin)).redactions] == [("b6", "b7C")]


def test_codes_in_the_margin_hold_for_the_boxes_below_until_the_next():
    boxes = [pymupdf.Rect(150, top, 330, top + 16) for top in (450, 500, 600)]

    def draw(page: pymupdf.Page) -> None:
        for box in boxes:
            framed(page, box)
        page.insert_text((570, 462), "b3", fontsize=9)
        page.insert_text((570, 612), "b6", fontsize=9)

    found = looked_at(drawn(draw)).redactions
    assert [one.codes for one in found] == [("b3",), ("b3",), ("b6",)]


def test_tables_forms_and_banners_are_not_withheld():
    def draw(page: pymupdf.Page) -> None:
        for row in range(4):
            for column in range(3):
                left, top = 80 + 120 * column, 450 + 20 * row
                page.draw_rect(pymupdf.Rect(left, top, left + 120, top + 20), color=BLACK)
                page.insert_text((left + 5, top + 14), "Room B6", fontsize=9)
        framed(page, pymupdf.Rect(150, 600, 400, 620))
        page.draw_rect(pymupdf.Rect(50, 30, 562, 52), color=None, fill=BLACK)
        page.insert_text((60, 46), "HARBOR DISTRICT RECORDS", fontsize=12, color=WHITE)

    assert looked_at(drawn(draw)).redactions == ()


def test_a_code_without_a_box_is_its_own_area_and_prose_is_none():
    def draw(page: pymupdf.Page) -> None:
        page.insert_text((72, 480), "From: (b)(6) to the council")
        page.insert_text((72, 520), "withheld under 5 U.S.C. 552(b)(5) and exemption (b)(7)")

    assert [one.codes for one in looked_at(drawn(draw)).redactions] == [("b6",)]


def test_a_scan_that_brings_its_text_is_looked_at_beside_what_is_drawn_on_it():
    def draw(page: pymupdf.Page) -> None:
        framed(page)
        page.insert_text((570, 463), "b6", fontsize=9)

    source = drawn(draw)
    made = pymupdf.open()
    page = made.new_page(width=612, height=792)
    page.insert_image(page.rect, pixmap=source.get_pixmap(dpi=200))
    page.insert_text((570, 463), "b6", fontsize=9, render_mode=3)
    page.draw_rect(pymupdf.Rect(100, 600, 300, 620), color=None, fill=BLACK)
    pdf = made.tobytes()
    found = redactions_of_scanned_page(pdf, 0)
    assert [one.codes for one in found.redactions] == [("b6",)]
    both = (LINE.get_area() + 200 * 20) / (612 * 792)
    assert found.withheld_share == pytest.approx(both, rel=0.1)
    assert redactions_of_layered_pages(pdf, [0], 60) == {0: found}
    assert redactions_of_layered_pages(pdf, [0], 0) == {}


def test_a_crop_with_nothing_in_it_reads_as_nothing():
    with crop_reader() as reader:
        assert list(reader.readings(scanned(drawn(framed)), Box(0, 0, 4, 4), DPI)) == []


def word(x0: float, x1: float, text: str) -> SeenWord:
    return SeenWord(Box(x0, 451, x1, 465), text)


def test_a_frame_that_its_own_code_cut_in_two_is_outlined_with_all_of_the_code():
    words = [word(100, 148, "Subject:"), word(152, 196, "(b)(7)(E);"), word(199, 222, "(b)(6)")]
    words += [word(340, 380, "(b)(5)"), SeenWord(Box(160, 470, 190, 484), "(b)(4)")]
    assert with_code(Box(165, 450, 330, 468), words) == Box(152, 450, 330, 468)
    assert with_code(Box(165, 450, 178, 468), words) == Box(152, 450, 222, 468)
    assert with_code(Box(240, 450, 330, 468), words) == Box(240, 450, 330, 468)
    assert with_code(Box(140, 450, 150, 468), words).x0 == 140
    misread = [*words, word(232, 250, "(t5)")]
    assert with_code(Box(240, 450, 330, 468), misread) == Box(232, 450, 330, 468)


def test_parts_of_one_area_are_one_with_the_codes_of_all():
    parts = [
        Redaction(152, 450, 222, 468, "white", ("b7E",)),
        Redaction(190, 451, 230, 467, "white", ("b6",)),
        Redaction(225, 450, 330, 468, "white", ("b5",)),
    ]
    assert joined(parts) == [
        Redaction(152, 450, 230, 468, "white", ("b7E", "b6")),
        Redaction(225, 450, 330, 468, "white", ("b5",)),
    ]
