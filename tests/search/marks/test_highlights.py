"""Terms of highlight lists: what they mark, and which lines mark nothing."""

from collections.abc import Callable

import pytest

from pincite.errors import Cancelled
from pincite.jobs.control import Control
from pincite.search import Search
from pincite.store.highlight_lists import HighlightList

Add = Callable[..., int]


def of(*terms: str, number: int = 1) -> HighlightList:
    return HighlightList(number, f"List {number}", number, number, True, terms, "pincite")


def marked(search: Search, document: int, *lists: HighlightList) -> list[list[str]]:
    text = search._documents.text(document).text
    found = search.highlights(lists, document)
    return [[text[hit.start : hit.end] for hit in hits] for hits in found]


def test_words_phrases_wildcards_and_proximities_are_marked(search: Search, add: Add) -> None:
    document = add("The pilot of face recognition. Demos near a regulator, and a far pilot.")
    words = of("pilot", '"face recognition"', "regulat*")
    near = of("demos w/3 regulator", "pilot w/2 demos", number=2)
    assert marked(search, document, words, near) == [
        ["pilot", "face recognition", "regulator", "pilot"],
        ["Demos", "regulator"],
    ]
    assert marked(search, document, of("recognition", '"face recognition"', "face")) == [
        ["face recognition"]
    ]


def test_a_bad_line_is_told_with_its_mend_and_stops_no_other(search: Search, add: Add) -> None:
    document = add("a pilot and a demo")
    terms = ("pilot w/ demo", "demo", "(pilot", "tag:Sales", "NOT pilot", "family(pilot)", "", "-")
    bad = search.bad_lines(terms)
    assert [(line.number, line.text) for line in bad] == [
        (1, "pilot w/ demo"), (3, "(pilot"), (4, "tag:Sales"), (5, "NOT pilot"),
        (6, "family(pilot)"), (8, "-"),
    ]  # fmt: skip
    assert bad[0].suggestion == "pilot w/5 demo"
    assert bad[1].suggestion == "(pilot)"
    assert bad[2].what == "tag: marks no words."
    assert marked(search, document, of(*terms)) == [["demo"]]


def test_a_list_keeps_its_dialect(search: Search, add: Add) -> None:
    document = add("recognition of a face")
    lexis = HighlightList(1, "x", 1, 1, True, ("face recognition",), "dtsearch")
    assert marked(search, document, lexis, of("face recognition")) == [[], ["recognition", "face"]]


def test_marking_stops_when_somebody_cancels(search: Search, add: Add) -> None:
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        search.highlights([of("pilot")], add("a pilot"), control)
