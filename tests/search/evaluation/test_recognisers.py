from collections.abc import Callable

import pytest

from pincite.errors import QueryError
from pincite.search import Search
from pincite.search.evaluation.evaluate import Evaluator
from pincite.store.connection import Store

Add = Callable[..., int]


def ids(search: Search, query: str) -> list[int]:
    return search.find(query, "control").ids.tolist()


def marked(search: Search, store: Store, query: str, document: int) -> list[str]:
    (text,) = store.conn.execute(
        "SELECT text FROM texts WHERE document_id = ?", (document,)
    ).fetchone()
    return [text[hit.start : hit.end] for hit in search.hits(query, document)]


@pytest.fixture
def letters(add: Add) -> list[int]:
    return [
        add("Due on 13 July 2018, or July 20, 2018 at the latest.",
            zones={"subject": "Deadline 2018-08-01"}),
        add("Call (202) 555-0143 about 4111 1111 1111 1111; mail r.okafor@mail.agency.gov."),
        add("My number is 123-45-6789. Write to dana@northlight.example by 3/4/2018."),
        add("The deadline is near", zones={"from": "R. Okafor <okafor@agency.gov>"}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("date()", [1, 3]),
        ("date(2018-07)", [1]),
        ("date(2018-07-13)", [1]),
        ("date(2018-03-04)", [3]),
        ("date(2018-04-03)", [3]),
        ("date(2018-04..2018-07)", [1, 3]),
        ("date(2018-04..)", [1, 3]),
        ("date(..2018-03)", [3]),
        ("date(>2018-07)", [1]),
        ("date(>=2018-08-02)", []),
        ("date(<2018-07)", [3]),
        ("date(<=2017)", []),
        ("date(9999)", []),
        ("subject:date(2018)", [1]),
        ("subject:date(2018-07)", []),
        ("body:(date(2018-08) or phone())", [2]),
        ("date(2018-08) w/1 deadline", [1]),
        ("deadline pre/1 date(2018-08)", [1]),
        ('date(2018-07) w/1 "or"', [1]),
        ("date(2018-07-13) pre/2 date(2018-07-20)", [1]),
        ("date(2018-07-20) w/1 due", []),
        ("deadline not w/5 date()", [4]),
        ("date() NOT date(2018-07)", [3]),
        ("(date() or phone()) w/3 (call or due)", [1, 2]),
        ("phone()", [2]),
        ("phone(202*)", [2]),
        ("phone(1202*)", [2]),
        ("phone(202-555-????)", [2]),
        ("phone(301*)", []),
        ("creditcard(4111*)", [2]),
        ("creditcard(*1112)", []),
        ("ssn()", [3]),
        ("ssn(123*)", [3]),
        ("ssn(*-6789)", [3]),
        ("mail()", [2, 3, 4]),
        ("mail(*@agency.gov)", [2, 4]),
        ("mail(okafor*)", [4]),
        ("mail(okafor@agency.gov)", [4]),
        ("mail(*okafor@agency.gov)", [4]),
        ("mail(r.okaf*)", [2]),
        ("mail(*.gov)", [2, 4]),
        ("mail(d*@*.example)", [3]),
        ("mail(d?na@*)", [3]),
        ("from:mail(*@agency.gov)", [4]),
        ("body:mail(*@agency.gov)", [2]),
        ("mail() w/3 write", [3]),
    ],
)
def test_what_is_recognised_is_found_by_its_value_and_its_place(
    search: Search, store: Store, letters: list[int], query: str, expected: list[int]
) -> None:
    assert ids(search, query) == expected
    joined = Evaluator(store, block_bytes=1)
    tree = search.parse(query).tree
    assert joined.mask(tree).nonzero()[0].tolist() == expected
    hits = [len(search.hits(query, document)) for document in letters]
    assert [document for document, count in zip(letters, hits, strict=True) if count] == expected
    assert joined.count_hits(tree) == search.count_hits(query) == sum(hits)


def test_the_whole_of_what_was_recognised_is_marked(
    search: Search, store: Store, letters: list[int]
) -> None:
    assert marked(search, store, "date(2018-07)", 1) == ["13 July 2018", "July 20, 2018"]
    assert marked(search, store, "date(2018-03-04)", 3) == ["3/4/2018"]
    assert marked(search, store, "mail()", 2) == ["r.okafor@mail.agency.gov"]
    assert marked(search, store, "phone() or creditcard()", 2) == [
        "202) 555-0143", "4111 1111 1111 1111",
    ]  # fmt: skip


def test_notes_and_file_names_hold_dates_too(search: Search, add: Add, store: Store) -> None:
    noted, named = add("a"), add("b", filename="Terms 2018-07-13.pdf")
    with store.write():
        store.conn.execute("INSERT INTO notes VALUES (?, 'call before 13 July 2018')", (noted,))
    assert ids(search, "note:date(2018-07)") == [noted]
    assert ids(search, "note:(call w/2 date())") == [noted]
    assert ids(search, "filename:date(2018)") == [named]
    assert ids(search, "date()") == []


@pytest.mark.parametrize(
    ("query", "mended"),
    [
        ("date(7/13/2018)", "date(2018-07-13)"),
        ("date(2018..2017)", "date(2017..2018)"),
        ("a w/5 date(", "a w/5 date()"),
        ("mail(okafor)", "mail(okafor*)"),
        ("mail(a*@b*.c)", ""),
        ("ssn(abc)", "ssn(4111*)"),
        ("tag:(date())", ""),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(search: Search, query: str, mended: str) -> None:
    with pytest.raises(QueryError) as caught:
        search.parse(query)
    if mended:
        assert caught.value.suggestion == mended
