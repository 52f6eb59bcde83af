"""A click on a facet is written into the query, and the query alone says which are on."""

import pytest

from pincite.domain.dialects import Dialect
from pincite.search import Query
from pincite.search.language.narrowing import Facet, How, Narrowed, Narrowing
from pincite.search.language.parse import parse

PILOT = Facet("tag", "Pilot & demos")
SALES = Facet("tag", "Sales")
EMAIL = Facet("kind", "message")


def asked(text: str, dialect: Dialect = "pincite") -> Query:
    return Query(text, parse(text, dialect=dialect).tree, dialect=dialect)


def clicked(text: str, facet: Facet, how: How = "and") -> str:
    return Narrowing(asked(text)).clicked(facet, how).query


def test_a_click_writes_the_condition_and_a_second_click_takes_it_out() -> None:
    for text, narrowed in (
        ("", 'tag:"Pilot & demos"'),
        ("pilot", 'pilot AND tag:"Pilot & demos"'),
        ("Pilot  demo*", 'Pilot  demo* AND tag:"Pilot & demos"'),
        ("a w/s b", 'a w/s b AND tag:"Pilot & demos"'),
        ("NOT a", 'NOT a AND tag:"Pilot & demos"'),
        ("(a OR b)", '(a OR b) AND tag:"Pilot & demos"'),
        ("subject:(a OR b)", 'subject:(a OR b) AND tag:"Pilot & demos"'),
        ("family(a)", 'family(a) AND tag:"Pilot & demos"'),
    ):
        assert clicked(text, PILOT) == narrowed
        assert clicked(narrowed, PILOT) == text


def test_what_binds_looser_than_and_is_put_in_parentheses_first() -> None:
    assert clicked("a OR b", SALES) == "(a OR b) AND tag:Sales"
    assert clicked("a AND b OR c", SALES) == "(a AND b OR c) AND tag:Sales"
    assert clicked("(a) OR (b)", SALES, "not") == "((a) OR (b)) AND NOT tag:Sales"


def test_the_rest_of_the_query_keeps_its_spelling_when_one_is_taken_out() -> None:
    assert clicked("tag:sales  Demo! and w?m*n", SALES) == "Demo! and w?m*n"
    assert clicked('Demo! AND tag:"sales" (x  OR y)', SALES) == "Demo! (x  OR y)"
    assert clicked("(x AND tag:sales) OR y", SALES) == "((x AND tag:sales) OR y) AND tag:Sales"
    assert clicked("(x AND tag:sales AND z) y", SALES) == "(x AND z) y"
    assert clicked("tag:sales NOT x", SALES) == "NOT x"


def test_ctrl_click_makes_an_or_of_the_same_facet() -> None:
    one = clicked("pilot", SALES, "or")
    assert one == "pilot AND tag:Sales"
    both = clicked(one, PILOT, "or")
    assert both == 'pilot AND (tag:Sales OR tag:"Pilot & demos")'
    assert Narrowing(asked(both)).state(SALES) == Narrowing(asked(both)).state(PILOT) == "on"
    assert clicked(both, PILOT, "or") == clicked(both, PILOT) == one
    assert clicked(clicked("", SALES), PILOT, "or") == 'tag:Sales OR tag:"Pilot & demos"'
    assert clicked("tag:(Sales OR x)", PILOT, "or") == 'tag:Sales OR tag:x OR tag:"Pilot & demos"'
    assert clicked(both, EMAIL) == f"{both} AND kind:message"


def test_shift_click_leaves_documents_out() -> None:
    without = clicked("pilot", SALES, "not")
    assert without == "pilot AND NOT tag:Sales"
    assert Narrowing(asked(without)).state(SALES) == "not"
    assert clicked(without, SALES, "not") == clicked(without, SALES) == "pilot"
    assert clicked("pilot AND tag:Sales", SALES, "not") == without
    assert clicked("", SALES, "not") == "NOT tag:Sales"


def test_one_of_a_kind_takes_the_place_of_another() -> None:
    assert clicked("a date:2017 b", Facet("date", "2018-07")) == "a date:2018-07 b"
    assert clicked("kind:file", EMAIL) == "kind:message"
    assert clicked("coded:none x", Facet("coded", "responsive")) == "coded:responsive x"
    assert clicked("coded:none", Facet("coded", "privileged")) == (
        "coded:none AND coded:privileged"
    )
    assert clicked("tag:x", SALES) == "tag:x AND tag:Sales"
    assert clicked("date:2017", Facet("date", "2018-07"), "or") == "date:2017 OR date:2018-07"


def test_what_is_on_is_read_from_the_query() -> None:
    narrowing = Narrowing(asked("x tag:sales NOT kind:file (date:2017-09 OR date:>=2018-07)"))
    assert narrowing.state(SALES) == "on"
    assert narrowing.state(Facet("kind", "file")) == "not"
    assert narrowing.state(EMAIL) == ""
    assert narrowing.months() == [("2017-09", "2017-09"), ("2018-07", "9999-12")]
    assert narrowing.conditions() == [
        (Facet("tag", "sales"), "on"),
        (Facet("kind", "file"), "not"),
        (Facet("date", "2017-09"), "on"),
        (Facet("date", ">=2018-07"), "on"),
    ]
    assert Narrowing(asked("a OR tag:sales")).state(SALES) == ""
    assert Narrowing(asked("family(tag:sales)")).state(SALES) == ""


@pytest.mark.parametrize(
    ("value", "months"),
    [
        ("2018", ("2018-01", "2018-12")),
        ("2017-09..2018", ("2017-09", "2018-12")),
        ("..2018-07-13", ("0001-01", "2018-07")),
        ("<=2018", ("0001-01", "2018-12")),
        ("2018-07-13", ("2018-07", "2018-07")),
    ],
)
def test_a_date_is_shown_as_its_months(value: str, months: tuple[str, str]) -> None:
    assert Narrowing(asked(f"date:{value}")).months() == [months]


def test_a_query_in_another_dialect_is_put_into_pincites_language() -> None:
    narrowed = Narrowing(asked("pilot demo", "westlaw")).clicked(SALES)
    assert narrowed == Narrowed(
        "(pilot OR pilots OR demo OR demos) AND tag:Sales", is_converted=True
    )
    assert not Narrowing(asked("", "westlaw")).clicked(SALES).is_converted


def test_a_value_is_quoted_where_it_must_be_and_cannot_break_out() -> None:
    for value in ("Sales", "a b", "x(y)", "a, seed 3", 'Dana "DW" W', "dana.w@x.example", "O'K"):
        facet = Facet("person", value)
        text = clicked("a", facet)
        assert clicked(text, facet) == "a"
        assert Narrowing(asked(text)).state(facet) == "on"
