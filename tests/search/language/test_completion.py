"""Completion is text, cursor, dialect and names in, and replacements out."""

from collections.abc import Callable

import pytest

from pincite.domain.dialects import DIALECTS, Dialect
from pincite.search.language.completion import FIELD_NOTES, completions
from pincite.search.language.fields import ALL_FIELDS
from pincite.search.language.names import Names, read_names
from pincite.search.language.operators import OPERATOR_NOTES
from pincite.search.language.parse import parse
from pincite.store.connection import Store
from pincite.store.searches import SavedSearch

NAMES = Names(
    tags=("Pilot & demos", "Sales pressure"),
    people=(
        ("Dana Whitlock", "dana.whitlock@northlight.example"),
        ("", "press@portsec.example"),
        ("Élodie Brandt", "e.brandt@northlight.example"),
        ("Dana Whitlock", "dw@home.example"),
    ),
    custodians=("R. Okafor",),
    sources=("Release 2018.pdf",),
    types=("email", "pdf"),
    exemptions=("b5", "b6", "b7E"),
    exhibits=(("4", "Pilot terms"), ("D", "Bundle two")),
    saved=(SavedSearch(1, "Demo offers", "demo /5 offer!", "westlaw", "2026-01-01T00:00:00Z"),),
    years=(2017, 2018),
)


def after(typed: str, *, is_asked: bool = False, dialect: Dialect = "pincite") -> list[str]:
    """What the query may become; the cursor is where `|` is, or at the end."""
    before, _, rest = typed.partition("|")
    query = before + rest
    found = completions(query, len(before), NAMES, dialect, is_asked=is_asked)
    return [one.applied(query)[0] for one in found]


def test_a_field_is_completed_from_two_letters() -> None:
    assert after("fr") == ["from:"]
    assert after("pilot AND CU") == ["pilot AND custodian:"]
    assert after("f") == after("pilot") == after("") == []
    assert "from:" in after("", is_asked=True)


def test_every_field_is_explained() -> None:
    assert set(ALL_FIELDS) <= set(FIELD_NOTES)


def test_values_are_completed_and_put_in_quotation_marks_where_needed() -> None:
    assert after("tag:") == ['tag:"Pilot & demos"', 'tag:"Sales pressure"']
    assert after("tag:press") == ['tag:"Sales pressure"']
    assert after("coded:priv") == ["coded:privileged", "coded:not-privileged"]
    assert after("has:at") == ["has:attachment"]
    assert after("kind:m") == ["kind:message"]
    assert after("type:") == ["type:email", "type:pdf"]
    assert after("custodian:ok") == ['custodian:"R. Okafor"']
    assert after("source:rel") == ['source:"Release 2018.pdf"']
    assert after("exhibit:4") == []
    assert after("exhibit:") == ["exhibit:4", "exhibit:D", "exhibit:*"]
    assert after("exemption:b7") == ["exemption:b7E"]
    assert after("date:2017") == ["date:2017..2018"]


def test_people_are_found_by_any_word_of_name_or_address_accents_apart() -> None:
    assert after("from:whit") == ['from:"Dana Whitlock"']
    assert after("to:dana.w") == ['to:"Dana Whitlock"']
    assert after("who:elodie") == ['who:"Élodie Brandt"']
    assert after("who:press") == ["who:press@portsec.example"]
    assert after("from:dw@") == ["from:dw@home.example"]


def test_what_stands_around_the_cursor_is_replaced_and_nothing_else() -> None:
    assert after('tag:"Pil| AND demo') == ['tag:"Pilot & demos" AND demo']
    assert after('tag:"Pil|" AND "a b"') == ['tag:"Pilot & demos" AND "a b"']
    assert after("from:wh|itl AND demo") == ['from:"Dana Whitlock" AND demo']
    assert after("(pilot OR fr|) w/5 demo") == ["(pilot OR from:) w/5 demo"]
    assert after("from:(okafor OR dan|)") == ['from:(okafor OR "Dana Whitlock")']


def test_within_a_phrase_nothing_is_offered() -> None:
    assert after('"from') == after('"from |x"', is_asked=True) == []
    assert after('pilot "demo" fr') == ['pilot "demo" from:']


@pytest.mark.parametrize("dialect", DIALECTS)
def test_operators_are_those_of_the_dialect(dialect: Dialect) -> None:
    offered = [one.split("pilot ", 1)[1] for one in after("pilot ", is_asked=True, dialect=dialect)]
    for operator, _ in OPERATOR_NOTES[dialect]:
        assert operator in offered
        parse(f"pilot {operator} demo", dialect=dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_functions_are_completed_from_three_letters(dialect: Dialect) -> None:
    assert after("fam", dialect=dialect) == ["family("]
    assert after("pho", dialect=dialect) == ["phone("]
    has_written_dates = dialect in ("pincite", "dtsearch")
    assert ("date(" in after("date", dialect=dialect)) == has_written_dates
    for offered in after("pilot ", is_asked=True, dialect=dialect):
        if offered.endswith("(") and "family" not in offered:
            parse(f"{offered.removeprefix('pilot ')})", dialect=dialect)
    (sample,) = after("sam", dialect=dialect)
    parse(f"{sample}demo)", dialect=dialect)


def test_a_distance_is_completed_as_soon_as_it_is_begun() -> None:
    assert after("pilot w/") == ["pilot w/10", "pilot w/s", "pilot w/p"]
    assert after("pilot an") == []
    assert after("pilot an", is_asked=True) == ["pilot AND"]


def test_a_saved_search_takes_the_place_of_the_whole_query_and_brings_its_dialect() -> None:
    (saved,) = (one for one in completions("offer", 5, NAMES) if one.kind == "saved")
    assert saved.applied("offer") == ("demo /5 offer!", 14)
    assert saved.dialect == "westlaw"
    assert after("pilot offers") == []
    assert "demo /5 offer!" in after("", is_asked=True)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_completed_value_can_be_read_in_every_dialect(dialect: Dialect) -> None:
    for field in ALL_FIELDS:
        for query in after(f"{field}:", dialect=dialect):
            parse(query, dialect=dialect)


def test_names_are_read_from_a_matter(store: Store, add: Callable[..., int]) -> None:
    add("Terms", sent_local="2017-09-14T10:12:00", sort_key=1)
    add("Demo", sent_local="2018-07-13T09:00:00", sort_key=2)
    with store.write() as database:
        database["people"].insert({"key": "d", "name": "Dana Whitlock", "address": ""})
        database["tags"].insert({"name": "Pilot", "colour": 1, "digit": 1, "position": 1})
        database["saved_searches"].insert({"name": "Demos", "query": "demo*", "created_utc": ""})
    names = read_names(store)
    assert names.tags == ("Pilot",)
    assert names.people == (("Dana Whitlock", ""),)
    assert (names.custodians, names.sources) == (("R. Okafor",), ("mail",))
    assert [one.name for one in names.saved] == ["Demos"]
    assert names.years == (2017, 2018)
