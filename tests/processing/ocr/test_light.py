import numpy as np
import pytest

from pincite.processing.ocr.light import evenly_lit
from tests.corpus.scans import LETTER, MEMO, pixels

PAGE = pixels((*LETTER, *MEMO) * 2)


def shadows() -> list[np.ndarray]:
    height, width = PAGE.shape
    down, across = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    return [
        np.broadcast_to(np.linspace(1, 0.5, width), PAGE.shape),
        1 - 0.3 * (across**2 + down**2),
        0.7 - 0.25 * down,
    ]


@pytest.mark.parametrize("shadow", shadows())
def test_a_shadow_is_taken_off_and_print_stays_print(shadow: np.ndarray):
    lit = evenly_lit((PAGE * shadow).astype(np.uint8))
    paper, print_ = lit[PAGE > 250], lit[PAGE < 20]
    assert np.percentile(paper, 1) > 215
    assert np.percentile(print_, 99) < 60


def test_boxes_and_black_edges_are_no_shadow():
    page = PAGE.copy()
    page[300:900, 200:1400] = 0
    page[:60] = page[:, -80:] = 10
    assert evenly_lit(page) is page


def test_a_page_that_is_evenly_lit_is_left_as_it_is():
    assert evenly_lit(PAGE) is PAGE
    grey_paper = (PAGE * 0.6).astype(np.uint8)
    assert evenly_lit(grey_paper) is grey_paper


def test_a_dark_picture_is_left_alone():
    night = np.random.default_rng(1).integers(0, 40, PAGE.shape).astype(np.uint8)
    assert evenly_lit(night) is night


def test_a_narrow_strip_is_lit_too():
    strip = np.broadcast_to(np.linspace(120, 240, 2000), (60, 2000)).astype(np.uint8)
    lit = evenly_lit(strip)
    assert lit.min() > 200
