"""Where words lie, and which word is next to which."""

from pincite.desktop.widgets.page_geometry import (
    Box,
    Word,
    boxes_of,
    line_end,
    line_neighbour,
    next_word,
    page_of,
    word_at,
)
from pincite.domain.pages import PageLayout, WordBox

# Two lines of two words, then a page without words, then one word.
ONE = PageLayout(
    200,
    200,
    (
        WordBox(0, 4, 10, 10, 50, 20),
        WordBox(5, 9, 54, 10, 94, 20),
        WordBox(10, 14, 10, 30, 50, 40),
        WordBox(15, 19, 54, 30, 94, 40),
    ),
)
PAGES = (ONE, PageLayout(200, 200), PageLayout(200, 200, (WordBox(20, 24, 10, 10, 50, 20),)))


def test_a_stretch_is_one_box_a_line_across_the_gap_between_words() -> None:
    assert boxes_of(ONE, 0, 19) == [Box(10, 10, 94, 20), Box(10, 30, 94, 40)]


def test_half_a_word_is_half_its_box() -> None:
    assert boxes_of(ONE, 2, 4) == [Box(30, 10, 50, 20)]


def test_a_click_beside_a_line_finds_a_word_of_that_line() -> None:
    assert word_at(ONE, 190, 35) == 3
    assert word_at(ONE, 0, 15) == 0
    assert word_at(PAGES[1], 5, 5) is None


def test_the_next_word_may_be_two_pages_on() -> None:
    assert next_word(PAGES, Word(0, 3), 1) == Word(2, 0)
    assert next_word(PAGES, Word(2, 0), -1) == Word(0, 3)
    assert next_word(PAGES, Word(2, 0), 1) == Word(2, 0)


def test_up_and_down_keep_to_the_column() -> None:
    assert line_neighbour(PAGES, Word(0, 1), 1) == Word(0, 3)
    assert line_neighbour(PAGES, Word(0, 3), 1) == Word(2, 0)
    assert line_neighbour(PAGES, Word(0, 0), -1) == Word(0, 0)


def test_home_and_end_stay_on_the_line() -> None:
    assert line_end(ONE, 3, at_start=True) == 2
    assert line_end(ONE, 2, at_start=False) == 3


def test_an_offset_between_words_is_on_the_page_of_the_next_one() -> None:
    assert page_of(PAGES, 16) == 0
    assert page_of(PAGES, 19) == 2
    assert page_of(PAGES, 99) is None
