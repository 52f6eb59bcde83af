from collections.abc import Callable

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
