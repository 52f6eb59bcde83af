from pathlib import Path

import pymupdf
import pytest

from pincite.pdf.evidence import open_evidence, without_surviving_text
from pincite.pdf.read import read_pdf
from pincite.pdf.redactions import page_redactions

BLACK, WHITE, GREY = (0, 0, 0), (1, 1, 1), (0.75, 0.75, 0.75)
SECRET = "Marguerite Ellsworth"
LINE = pymupdf.Rect(150, 138, 330, 158)


@pytest.fixture
def page() -> pymupdf.Page:
    """A page of text with nothing withheld."""
    page = pymupdf.open().new_page()
    page.insert_text((72, 100), "From: Dana Whitlock, about the pilot")
    page.insert_text((72, 200), "The demonstration is on Tuesday.")
    return page


def cover(page: pymupdf.Page, box: pymupdf.Rect, fill: tuple[float, ...] = BLACK) -> None:
    page.draw_rect(box, color=None, fill=fill)


def saved(page: pymupdf.Page, tmp_path: Path) -> Path:
    path = tmp_path / "release.pdf"
    page.parent.set_metadata({"title": SECRET})
    page.parent.set_toc([[1, SECRET, 1]])
    page.parent.save(path)
    return path


def everything(pdf: bytes) -> bytes:
    """The bytes of a file, and its objects and decompressed streams."""
    found = [pdf]
    with pymupdf.open("pdf", pdf) as document:
        for xref in range(1, document.xref_length()):
            found.append(document.xref_object(xref).encode())
            if document.xref_is_stream(xref):
                found.append(document.xref_stream(xref))
    return b"\n".join(found)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_black_box_is_found_where_it_is_seen(page, rotation):
    cover(page, LINE)
    page.insert_text((160, 152), "(b)(7)(E)", color=WHITE, fontsize=8)
    page.set_rotation(rotation)
    (found,) = page_redactions(page).redactions
    assert (found.kind, found.codes, found.text_survives) == ("black", ("b7E",), False)
    picture = page.get_pixmap(colorspace=pymupdf.csGRAY)
    for x, y in ((found.x0, found.y0), (found.x1 - 1, found.y1 - 1)):
        assert picture.pixel(int(x + 0.5), int(y + 0.5))[0] < 40


def test_a_code_beside_its_box_is_bound_to_it(page):
    cover(page, LINE)
    page.insert_text((336, 152), "b6")
    assert page_redactions(page).redactions[0].codes == ("b6",)


@pytest.mark.parametrize(("fill", "kind"), [(WHITE, "white"), (GREY, "grey")])
def test_a_white_or_grey_box_counts_only_with_a_code(page, fill, kind):
    page.draw_rect(LINE, color=BLACK, fill=fill)
    page.draw_rect(LINE + (0, 100, 0, 100), color=BLACK, fill=fill)
    page.insert_text((160, 252), "Total, 2017")
    page.insert_text((160, 152), "(b)(5)")
    (found,) = page_redactions(page).redactions
    assert (found.kind, found.codes) == (kind, ("b5",))


def test_a_frame_around_a_code_is_a_white_box(page):
    page.draw_rect(LINE, color=BLACK)
    page.insert_text((160, 152), "(b)(6)")
    (found,) = page_redactions(page).redactions
    assert (found.kind, found.codes) == ("white", ("b6",))


def test_rules_headings_tables_and_check_boxes_are_not_redactions(page):
    cover(page, pymupdf.Rect(72, 110, 540, 112))
    cover(page, pymupdf.Rect(72, 300, 540, 330))
    page.insert_text((80, 320), "PUBLIC RECORDS", color=WHITE)
    page.draw_rect(pymupdf.Rect(72, 400, 200, 420), color=BLACK)
    page.insert_text((80, 414), "Amount")
    page.draw_rect(pymupdf.Rect(72, 440, 81, 449), color=BLACK, fill=BLACK)
    assert page_redactions(page).redactions == ()


def test_crossed_lines_over_a_box_are_hatching(page):
    cover(page, LINE)
    for start, end in ((LINE.tl, LINE.br), (LINE.bl, LINE.tr)):
        page.draw_line(start, end, color=GREY)
    assert page_redactions(page).redactions[0].kind == "hatched"


def test_the_share_of_a_page_counts_what_overlaps_once(page):
    cover(page, pymupdf.Rect(0, 0, page.rect.width, page.rect.height / 4))
    cover(page, pymupdf.Rect(0, 0, page.rect.width / 2, page.rect.height / 2))
    assert page_redactions(page).withheld_share == pytest.approx(0.375)


@pytest.mark.parametrize("fill", [BLACK, WHITE, GREY])
def test_text_that_survives_under_a_box_is_flagged_and_not_read(page, fill):
    page.insert_text((72, 152), f"Attorney: {SECRET}, retained")
    (name,) = page.search_for(SECRET)
    cover(page, name, fill)
    read = read_pdf(page.parent.tobytes())
    (found,) = read.pages[0].redactions
    assert found.text_survives
    assert "Marguerite" not in read.text
    assert "Ellsworth" not in read.text
    assert "Attorney:" in read.text
    assert "retained" in read.text
    assert "The demonstration is on Tuesday." in read.text
    words = [read.text[word.start : word.end] for word in read.pages[0].words]
    assert "".join(words) == "".join(read.text.split())


def test_text_in_the_colour_of_its_box_survives_too(page):
    cover(page, LINE)
    page.insert_text((160, 152), SECRET, color=BLACK)
    read = read_pdf(page.parent.tobytes())
    assert read.pages[0].redactions[0].text_survives
    assert SECRET not in read.text


def test_a_label_beneath_hides_nothing_but_a_secret_beside_it_does(page):
    for top, text in ((140, "Confidential (b)(6)"), (340, f"Confidential: {SECRET} (b)(6)")):
        page.insert_text((160, top + 12), text)
        cover(page, pymupdf.Rect(150, top, 380, top + 18))
    read = read_pdf(page.parent.tobytes())
    assert [found.text_survives for found in read.pages[0].redactions] == [False, True]
    assert "Ellsworth" not in read.text


def test_an_invisible_layer_over_a_black_box_survives(page):
    cover(page, LINE)
    page.insert_text((160, 152), SECRET, render_mode=3)
    read = read_pdf(page.parent.tobytes())
    assert read.pages[0].redactions[0].text_survives
    assert "Ellsworth" not in read.text


def test_text_over_a_box_or_merely_touched_by_it_is_read(page):
    cover(page, LINE, GREY)
    page.insert_text((152, 152), SECRET)
    cover(page, pymupdf.Rect(72, 201, 300, 212))
    read = read_pdf(page.parent.tobytes())
    assert SECRET in read.text
    assert "The demonstration is on Tuesday." in read.text
    assert not any(found.text_survives for found in read.pages[0].redactions)


def test_a_highlight_hides_nothing(page):
    page.add_highlight_annot(pymupdf.Rect(72, 188, 300, 204))
    page.draw_rect(pymupdf.Rect(72, 88, 300, 104), color=None, fill=(1, 1, 0), fill_opacity=0.4)
    read = read_pdf(page.parent.tobytes())
    assert read.pages[0].redactions == ()
    assert "Tuesday" in read.text


def test_a_shape_that_is_clipped_away_hides_nothing(page):
    box = b"q 0 0 1 1 re W n 0 g 60 630 400 30 re f Q"
    xref = page.parent.get_new_xref()
    page.parent.update_object(xref, "<<>>")
    page.parent.update_stream(xref, box)
    contents = " ".join(f"{number} 0 R" for number in [*page.get_contents(), xref])
    page.parent.xref_set_key(page.xref, "Contents", f"[{contents}]")
    page.insert_text((72, 152), SECRET)
    read = read_pdf(page.parent.tobytes())
    assert "Tuesday" in read.text
    assert SECRET in read.text


def test_no_exhibit_carries_text_that_survives(page, tmp_path):
    page.insert_text((160, 152), SECRET)
    cover(page, LINE)
    page.insert_text((250, 152), "(b)(6)", color=WHITE, fontsize=8)
    path = saved(page, tmp_path)
    shown = page.get_pixmap(dpi=72, colorspace=pymupdf.csGRAY).samples
    opened = open_evidence(path, [0])
    after = opened[0].get_pixmap(dpi=72, colorspace=pymupdf.csGRAY).samples
    assert sum(abs(a - b) > 64 for a, b in zip(shown, after, strict=True)) < len(shown) / 500
    exhibit = pymupdf.open()
    sheet = exhibit.new_page()
    sheet.show_pdf_page(sheet.rect, opened, 0)
    for content in (exhibit.tobytes(garbage=2), without_surviving_text(path)):
        told = everything(content)
        assert not any(word.encode() in told for word in SECRET.split())
        assert SECRET.encode().hex().encode() not in told.lower()
        with pymupdf.open("pdf", content) as copy:
            assert "Marguerite" not in copy[0].get_text()
            assert copy.get_toc() == []


def test_a_file_in_which_nothing_survives_is_handed_out_as_it_is(page, tmp_path):
    cover(page, LINE)
    assert without_surviving_text(saved(page, tmp_path)) is None


@pytest.mark.parametrize(
    ("name", "survives"),
    [
        ("bad_cross_hatched_redactions", True),
        ("rectangles_yes", True),
        ("rectangles_yes_2", True),
        ("rectangles_no", False),
        ("multi_line_redaction_ok", False),
        ("no_bad_redactions.8.1", False),
        ("ok_words", False),
        ("partial_intersections_ok", False),
        ("rect_ordering_2.1", False),
        ("whitespace_redaction_with_comma", False),
    ],
)
def test_the_verdict_on_released_files_is_that_of_their_makers(corpora, name, survives):
    read = read_pdf(corpora / "pdf-redactions-xray" / f"{name}.pdf")
    assert any(one.text_survives for page in read.pages for one in page.redactions) == survives


def test_a_box_with_round_corners_counts_with_its_code(page):
    page.draw_rect(LINE, color=BLACK, fill=WHITE, radius=0.3)
    page.insert_text((160, 152), "(b)(6)")
    (found,) = page_redactions(page).redactions
    assert (found.kind, found.codes) == ("white", ("b6",))


def test_codes_in_the_margin_are_bound_to_the_empty_frames_at_their_height(page):
    for top in (138, 238):
        page.draw_rect(pymupdf.Rect(150, top, 330, top + 20), color=BLACK)
    page.insert_text((570, 150), "b6")
    page.insert_text((570, 162), "b7C")
    page.insert_text((570, 252), "b1")
    found = page_redactions(page).redactions
    assert [(one.kind, one.codes) for one in found] == [
        ("white", ("b6", "b7C")),
        ("white", ("b1",)),
    ]


def test_a_code_without_a_box_is_withheld_where_it_stands(page):
    page.insert_text((72, 300), "To: (b)(6); the council, under 5 U.S.C. 552(b)(5)")
    (found,) = page_redactions(page).redactions
    assert found.codes == ("b6",)
    assert 85 < found.x0 < 95
    assert page_redactions(page).withheld_share > 0


def test_the_cells_of_a_table_and_a_banner_are_not_withheld(page):
    for column in range(3):
        cell = pymupdf.Rect(72 + 100 * column, 300, 172 + 100 * column, 320)
        page.draw_rect(cell, color=BLACK)
        page.insert_text((cell.x0 + 4, 314), "Room B6")
    page.draw_rect(pymupdf.Rect(40, 30, 572, 36), color=None, fill=BLACK)
    assert page_redactions(page).redactions == ()
