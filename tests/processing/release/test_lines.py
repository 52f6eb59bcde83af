from hypothesis import given
from hypothesis import strategies as st

from pincite.processing.release.lines import cells, printed_lines
from tests.processing.release.printing import Paper


def test_label_and_value_on_one_height_are_one_line():
    paper = Paper()
    paper.row("From:", (160, "Okafor, Rosa"))
    paper.row("Sent:", (160, "Monday"))
    lines = printed_lines(paper.text, paper.pages[0])
    assert [line.text for line in lines] == ["From: Okafor, Rosa", "Sent: Monday"]


def test_columns_that_come_one_after_the_other_in_the_text_stand_on_their_height():
    paper = Paper()
    paper.row("To:")
    paper.row("Subject:")
    paper.at(0, 160, "Dana Whitlock")
    paper.at(1, 160, "Pilot")
    lines = printed_lines(paper.text, paper.pages[0])
    assert [line.text for line in lines] == ["To: Dana Whitlock", "Subject: Pilot"]


def test_a_wide_gap_parts_a_line_into_cells():
    paper = Paper()
    paper.row("Rosa Okafor", (300, "To"), (350, "Dana Whitlock"))
    (line,) = printed_lines(paper.text, paper.pages[0])
    assert [len(cell) for cell in cells(line)] == [2, 1, 2]


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 700)), max_size=40))
def test_every_word_is_on_exactly_one_line(places):
    paper = Paper()
    for x, y in places:
        paper.word(x, y, "word")
    lines = printed_lines(paper.text, paper.pages[0])
    found = sorted(word for line in lines for word in line.words)
    assert found == sorted(paper.pages[0])
