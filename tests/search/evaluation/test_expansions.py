from collections.abc import Callable

import pytest

from pincite.search import Expansion, Search

Add = Callable[..., int]


def test_what_stands_for_several_words_is_listed_with_its_documents(
    search: Search, add: Add
) -> None:
    add("applied applies regulator")
    add("applies 1843 regulators", zones={"subject": "applying"})
    add("an apple of 0kafor and Okafor")
    query = search.parse('apply~ OR "(regulat* OR wom?n) x" OR from:okafor~1 OR 1800~~1900 apply~')
    assert search.expansions(query) == [
        Expansion("apply~", (("applied", 1), ("applies", 2), ("applying", 1))),
        Expansion("regulat*", (("regulator", 1), ("regulators", 1))),
        Expansion("wom?n", ()),
        Expansion("okafor~1", (("0kafor", 1), ("okafor", 1))),
        Expansion("1800~~1900", (("1843", 1),)),
    ]
    assert search.expansions("applied note:app*") == []


def test_expansions_follow_the_matter(search: Search, add: Add) -> None:
    add("pilots")
    assert search.expansions("pilot*")[0].words == (("pilots", 1),)
    add("piloted pilots")
    assert search.expansions("pilot*")[0].words == (("piloted", 1), ("pilots", 2))


def test_what_stands_for_several_words_reads_as_it_does_within_the_query(search: Search) -> None:
    query = search.parse('pilot w/5 demo* OR "(regulat* OR law) x" NOT subject:okafor~1 note:app*')
    assert [term for term, _ in query.open_terms] == ["demo*", "regulat*", "okafor~1"]
    assert all(reading in query.reads_as for _, reading in query.open_terms)


def test_words_are_left_out_by_naming_those_that_are_kept(search: Search, add: Add) -> None:
    first = add("the demo of a pilot", zones={"subject": "demos"})
    second = add("democracy and a pilot")
    query = search.parse("demo* w/5 pilot")
    assert set(search.find(query).ids) == {first, second}
    kept = query.keeping("demo*", ("demo", "demos"))
    assert kept == "(demo OR demos) w/5 pilot"
    assert set(search.find(kept).ids) == {first}
    assert query.keeping("demo*", ("demo",)) == "demo w/5 pilot"


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ('"a demo* day"', '"a (demo OR demos) day"'),
        ('"a (demo* OR pilot) day"', '"a (demo OR demos OR pilot) day"'),
        ("subject:demo* NOT demo*", "(subject:demo OR subject:demos) AND NOT (demo OR demos)"),
        ("family(demo*) pilot", "family(demo OR demos) AND pilot"),
    ],
)
def test_words_are_left_out_wherever_the_term_stands(search: Search, query: str, kept: str) -> None:
    found = search.parse(query).keeping("demo*", ("demo", "demos"))
    assert found == kept
    assert search.parse(found).written == found


def test_a_name_keeps_the_words_that_its_attachments_keep(search: Search) -> None:
    kept = search.parse("filename:demo*").keeping("demo*", ("demo", "demos"))
    assert search.parse(kept).open_terms == ()
    assert "demos" in kept
