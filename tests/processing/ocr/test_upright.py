import numpy as np
import pytest

from pincite.processing.ocr.upright import Ink, set_upright
from tests.corpus.scans import LETTER, MEMO, pixels


@pytest.mark.parametrize("degrees", [-4.7, -2.0, -0.4, 0.0, 0.3, 1.0, 3.6])
def test_the_skew_of_print_is_found_to_a_fraction_of_a_degree(degrees: float):
    page = pixels((*LETTER, *MEMO), degrees)
    assert Ink(page).skew_degrees() == pytest.approx(degrees, abs=0.08)


def test_a_large_black_box_does_not_hide_the_skew_of_the_lines():
    page = pixels((*LETTER, *MEMO), 1.5).copy()
    page[1200:1900, 200:1500] = 0
    assert Ink(page).skew_degrees() == pytest.approx(1.5, abs=0.05)


def test_what_has_no_lines_is_not_turned():
    noise = np.random.default_rng(1).integers(0, 255, (1100, 850)).astype(np.uint8)
    assert Ink(noise).skew_degrees() == 0
    assert Ink(np.full((1100, 850), 255, np.uint8)).skew_degrees() == 0


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_place_in_the_upright_picture_is_found_in_the_one_before(turned: int):
    page = pixels(LETTER, 2.0).copy()
    page[900:1300, 900:1300] = 90
    before = np.ascontiguousarray(np.rot90(page, turned // 90))
    upright = set_upright(before, turned)
    rows, columns = np.nonzero(np.abs(upright.grey.astype(int) - 90) < 3)
    middle = (float(np.median(columns)), float(np.median(rows)))
    x0, y0, x1, y1 = upright.box_before((*middle, *middle))
    assert x1 - x0 < 1
    assert y1 - y0 < 1
    rows, columns = np.nonzero(before == 90)
    assert (x0, y0) == pytest.approx((np.median(columns), np.median(rows)), abs=12)


def test_specks_are_no_words_and_words_are_no_specks():
    paper = np.full((1100, 850), 250, np.uint8)
    assert Ink(paper).is_blank
    random = np.random.default_rng(2)
    paper[random.integers(0, 1100, 300), random.integers(0, 850, 300)] = 0
    assert Ink(paper).is_blank
    assert not Ink(pixels(["Page left blank"])).is_blank
