import pymupdf
import pytest

from pincite.pdf.areas import Box
from pincite.pdf.scanned_areas import scanned_areas
from tests.pdf.pictures import DPI, drawn, scanned

LINE = pymupdf.Rect(150, 450, 330, 468)
BLACK = (0, 0, 0)


def found(page: pymupdf.Page, degrees: float = 0.8) -> list[tuple[str, Box]]:
    return [(one.kind, one.box) for one in scanned_areas(scanned(page, degrees), DPI).areas]


def covers(box: Box, rect: pymupdf.Rect) -> bool:
    whole = Box(*rect)
    return whole.overlap(box) > 0.75 * whole.area and whole.overlap(box) > 0.75 * box.area


def hatch(page: pymupdf.Page, box: pymupdf.Rect) -> None:
    page.draw_rect(box, color=BLACK, width=0.8)
    for step in range(0, int(box.width), 5):
        reach = min(box.height, box.width - step)
        start = pymupdf.Point(box.x0 + step, box.y1)
        page.draw_line(start, start + (reach, -reach), width=0.6)


LOOKS = {
    "black": lambda page: page.draw_rect(LINE, color=None, fill=BLACK),
    "white": lambda page: page.draw_rect(LINE, color=BLACK, width=0.8),
    "grey": lambda page: page.draw_rect(LINE, color=None, fill=(0.75,) * 3),
    "hatched": lambda page: hatch(page, LINE),
}


@pytest.mark.parametrize("degrees", [0.0, -0.9, 1.6])
@pytest.mark.parametrize("kind", LOOKS)
def test_every_look_is_found_on_a_crooked_page_where_it_is_displayed(kind, degrees):
    areas = found(drawn(LOOKS[kind]), degrees)
    assert [one for one in areas if one[0] == kind and covers_turned(one[1], degrees)]


def covers_turned(box: Box, degrees: float) -> bool:
    middle = (pymupdf.Point(LINE.x0 + LINE.x1, LINE.y0 + LINE.y1) / 2) - (306, 396)
    turned = middle * pymupdf.Matrix(-degrees) + (306, 396)
    moved = LINE + (turned.x - 240, turned.y - 459, turned.x - 240, turned.y - 459)
    return covers(box, moved)


def test_a_frame_with_round_corners_is_found():
    areas = found(drawn(lambda page: page.draw_rect(LINE, color=BLACK, radius=0.3)), 0)
    assert any(kind == "white" and covers(box, LINE) for kind, box in areas)


def test_lines_of_unlike_length_on_one_another_are_areas_of_their_own():
    second = pymupdf.Rect(72, 468, 260, 486)

    def draw(page: pymupdf.Page) -> None:
        for box in (LINE, second):
            page.draw_rect(box, color=None, fill=BLACK)

    boxes = [box for kind, box in found(drawn(draw), 0) if kind == "black"]
    assert len(boxes) == 2
    assert all(any(covers(box, rect) for box in boxes) for rect in (LINE, second))


def test_the_cells_of_a_table_know_that_they_are_cells():
    def draw(page: pymupdf.Page) -> None:
        for row in range(4):
            for column in range(3):
                left, top = 80 + 120 * column, 450 + 20 * row
                page.draw_rect(pymupdf.Rect(left, top, left + 120, top + 20), color=BLACK)

    areas = scanned_areas(scanned(drawn(draw)), DPI).areas
    assert sum(one.is_gridded for one in areas) == 12


def test_the_shadow_of_the_scanner_and_a_slanted_logo_are_no_areas():
    def draw(page: pymupdf.Page) -> None:
        page.draw_rect(pymupdf.Rect(0, 0, 14, 792), color=None, fill=BLACK)
        corners = pymupdf.Quad((60, 480), (80, 440), (100, 480), (80, 470))
        page.draw_quad(corners, color=None, fill=BLACK)
        page.draw_circle((150, 460), 20, color=None, fill=BLACK)

    assert found(drawn(draw), 0) == []


def test_text_alone_is_no_area():
    assert found(drawn(lambda page: None)) == []
