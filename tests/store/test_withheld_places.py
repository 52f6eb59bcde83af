from pincite.domain.pages import WordBox
from pincite.store.withheld_places import place_of

# "Please call" on one line, "at noon" on the next.
WORDS = (
    WordBox(0, 6, 72, 100, 110, 112),
    WordBox(7, 11, 114, 100, 140, 112),
    WordBox(12, 14, 72, 116, 84, 128),
    WordBox(15, 19, 120, 116, 150, 128),
)


def test_an_area_lies_behind_the_word_before_it_on_its_line():
    assert place_of(WORDS, (144, 99, 300, 113)) == 11
    assert place_of(WORDS, (86, 115, 118, 129)) == 14


def test_an_area_at_the_start_of_a_line_lies_before_its_first_word():
    assert place_of(WORDS, (20, 115, 70, 129)) == 12


def test_an_area_over_several_lines_begins_on_the_first():
    assert place_of(WORDS, (144, 99, 300, 130)) == 11


def test_an_area_below_all_words_lies_behind_the_last_of_them():
    assert place_of(WORDS, (72, 140, 300, 160)) == 19


def test_an_area_above_all_words_lies_before_the_first_of_them():
    assert place_of(WORDS, (72, 40, 300, 60)) == 0


def test_an_area_on_a_line_without_words_lies_on_the_empty_line():
    # The sender on one line, the subject two lines below; who it was for is withheld between them.
    words = (WordBox(0, 6, 72, 100, 110, 112), WordBox(8, 15, 72, 132, 150, 144))
    assert place_of(words, (72, 116, 300, 128)) == 7
