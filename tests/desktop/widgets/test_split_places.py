from pincite.desktop.widgets.split_places import (
    SplitPlace,
    nearest,
    split_places,
    stepped,
    words_below,
)
from pincite.domain.pages import PageLayout, WordBox

TEXT = "Dear Ana,\nThe pilot ends on Friday.\nBest,\nNoor"


def page(*lines: tuple[float, str]) -> PageLayout:
    """A page with a line of words at each height; 10 pt high, as in `TEXT`."""
    words = []
    for y, line in lines:
        start = TEXT.index(line)
        for word in line.split():
            at = TEXT.index(word, start)
            words.append(WordBox(at, at + len(word), 70.0 + at, y, 80.0 + at, y + 10))
    return PageLayout(612.0, 792.0, tuple(words))


TWO_PAGES = (
    page((100, "Dear Ana,"), (120, "The pilot ends on Friday.")),
    page((90, "Best,"), (110, "Noor")),
)


def test_a_document_can_be_divided_between_lines_and_where_a_page_begins() -> None:
    places = split_places(TWO_PAGES, (80.0, 0.0))
    assert [(one.page, one.y_pt) for one in places] == [(0, 115.0), (1, 0.0), (1, 105.0)]
    assert [words_below(TEXT, one) for one in places] == [
        "The pilot ends on Friday.",
        "Best,",
        "Noor",
    ]


def test_words_beside_each_other_are_one_line_whatever_column_they_are_in() -> None:
    columns = PageLayout(
        612.0,
        792.0,
        (
            WordBox(0, 4, 70, 100, 90, 110),
            WordBox(10, 13, 70, 115, 90, 125),
            WordBox(5, 9, 300, 101, 330, 111),
            WordBox(14, 19, 300, 116, 330, 126),
        ),
    )
    assert split_places((columns,), (0.0,)) == [SplitPlace(0, 113.0, 10)]


def test_a_click_near_a_gap_means_the_gap_and_elsewhere_the_very_height() -> None:
    places = split_places(TWO_PAGES, (80.0, 0.0))
    assert nearest(places, 0, 118.0) == places[0]
    assert nearest(places, 1, 400.0) == SplitPlace(1, 400.0, None)


def test_arrow_keys_go_from_line_to_line_and_stop_at_the_ends() -> None:
    places = split_places(TWO_PAGES, (80.0, 0.0))
    assert stepped(places, places[0], 1) == places[1]
    assert stepped(places, places[1], -1) == places[0]
    assert stepped(places, places[0], -1) == places[0]
    assert stepped(places, places[2], 1) == places[2]
    between = SplitPlace(1, 50.0)
    assert stepped(places, between, 1) == places[2]
    assert stepped(places, between, -1) == places[1]


def test_a_page_without_words_can_be_divided_where_it_is_clicked() -> None:
    scan = PageLayout(612.0, 792.0)
    assert split_places((scan,), (0.0,)) == []
    assert nearest([], 0, 300.0) == SplitPlace(0, 300.0, None)


def test_a_scan_that_lies_askew_is_divided_between_its_lines() -> None:
    words, start = [], 0
    for line in range(4):
        for column in range(8):
            x, y = 70.0 + 60 * column, 100 + 12 * line + 60 * column * 0.0175
            words.append(WordBox(start, start + 4, x, y, x + 50, y + 10))
            start += 5
    places = split_places((PageLayout(612.0, 792.0, tuple(words)),), (80.0,))
    assert [one.start for one in places] == [40, 80, 120]
    middles = [100 + 12 * line + 210 * 0.0175 + 5 for line in range(4)]
    for place, above, below in zip(places, middles, middles[1:], strict=False):
        assert above < place.y_pt < below
