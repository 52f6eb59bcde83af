"""What is found, what is marked and what is counted are as the query reads, literally.

The literal reading is in `naive`: it shares no code with the search, and its documents are made of
words, so that not even a tokeniser is needed.

`PINCITE_SOAK=25 python -m pytest -o faulthandler_timeout=0 tests/search/test_agreement.py` draws
twenty-five times the examples.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from pincite.domain.dialects import Dialect
from pincite.search.language.narrowing import Facet, Narrowing
from pincite.search.marks.hits import Hit
from pincite.store.connection import Store
from tests.search.naive.dialects import DIALECTS, in_all_dialects, typed
from tests.search.naive.drawing import (
    CORE,
    CROWDED,
    OPEN_TERMS,
    booleans,
    letters,
    nodes,
    proximities,
    words,
)
from tests.search.naive.facts import DATES, FACTS
from tests.search.naive.letters import Letter, Matter
from tests.search.naive.mailbox import Mailbox
from tests.search.naive.nodes import (
    FIELDS,
    Fact,
    InField,
    Node,
    Phrase,
    hits_of,
    marks_in,
)
from tests.search.naive.terms import Plain, Term

SOAK = int(os.environ.get("PINCITE_SOAK", "1"))


def drawn(examples: int) -> settings:
    return settings(
        max_examples=examples * SOAK,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


@pytest.fixture(scope="module")
def mailbox(new_store: Callable[[], Store]) -> Iterator[Mailbox]:
    store = new_store()
    yield Mailbox(store)
    store.close()


def assert_agreement(mailbox: Mailbox, matter: Matter, node: Node) -> None:
    """What is found, marked and counted is so by every way of finding it."""
    written = node.text()
    note(written)
    query = mailbox.search.parse(written)
    mailbox.draw_samples(matter, node)
    expected = {
        number: marks
        for number in matter.primaries()
        if (marks := marks_in(node, matter, number)) is not None
    }
    found = mailbox.search.find(query, "control")
    assert found.ids.tolist() == sorted(expected), written
    assert found.copies == sum(len(matter.same(number)) - 1 for number in expected)
    counts: list[int] = []
    for number, letter in enumerate(matter.letters, 1):
        told = hits_of(letter, expected.get(matter.primary(number)))
        assert mailbox.search.hits(query, number) == told, written
        if number in expected:
            counts.append(len(told))
    found, hits = np.array(sorted(expected), np.int64), sum(counts)
    for evaluator in mailbox.evaluators:
        assert evaluator.mask(query.tree).nonzero()[0].tolist() == sorted(expected), written
        assert evaluator.count_hits(query.tree) == hits, written
        assert evaluator.hit_counts(query.tree, found).tolist() == counts, written


@drawn(200)
@given(matter=letters().map(Matter), queries=st.lists(nodes(), min_size=1, max_size=4))
def test_what_is_found_is_marked_and_counted_as_the_query_reads(
    mailbox: Mailbox, matter: Matter, queries: list[Node]
) -> None:
    mailbox.hold(matter)
    for query in queries:
        assert_agreement(mailbox, matter, query)


@drawn(40)
@given(
    matter=CROWDED.map(Matter),
    queries=st.lists(proximities() | booleans(), min_size=4, max_size=8),
)
def test_operators_within_operators_reach_as_far_as_they_say(
    mailbox: Mailbox, matter: Matter, queries: list[Node]
) -> None:
    mailbox.hold(matter)
    for query in queries:
        assert_agreement(mailbox, matter, query)


@drawn(10)
@given(letters(4, 6).map(Matter))
def test_a_field_finds_what_stands_in_its_own_zones(mailbox: Mailbox, matter: Matter) -> None:
    mailbox.hold(matter)
    for name, word in product(FIELDS, CORE):
        query = InField(name, Phrase.of(Plain(word, word)))
        expected = [n for n in matter.primaries() if marks_in(query, matter, n) is not None]
        assert mailbox.search.find(query.text(), "control").ids.tolist() == expected, query.text()


@drawn(15)
@given(matter=letters(4, 8).map(Matter), dates=st.lists(DATES, min_size=20, max_size=20))
def test_what_the_matter_knows_finds_documents_by_any_of_their_copies(
    mailbox: Mailbox, matter: Matter, dates: list[Fact]
) -> None:
    mailbox.hold(matter)
    for fact in (*FACTS, *dates):
        expected = [n for n in matter.primaries() if marks_in(fact, matter, n) is not None]
        assert mailbox.search.find(fact.text(), "control").ids.tolist() == expected, fact.text()


@drawn(25)
@given(matter=letters(2).map(Matter), query=nodes())
def test_a_facet_written_into_any_query_narrows_it_and_is_taken_out_again(
    mailbox: Mailbox, matter: Matter, query: Node
) -> None:
    mailbox.hold(matter)
    search, message = mailbox.search, Facet("kind", "message")

    def found(text: str) -> set[int]:
        return set(search.find(text).ids.tolist())

    everything, messages = found(query.text()), found("kind:message")
    asked = search.parse(query.text())
    if Narrowing(asked).state(message):
        return
    without = search.parse(Narrowing(asked).clicked(message, "not").query)
    assert found(without.text) == everything - messages
    assert search.parse(Narrowing(without).clicked(message, "not").query).tree == asked.tree
    narrowed = search.parse(Narrowing(asked).clicked(message, "or").query)
    if not any(facet.field == "kind" for facet, _ in Narrowing(asked).conditions()):
        assert found(narrowed.text) == everything & messages
        assert search.parse(Narrowing(narrowed).clicked(message).query).tree == asked.tree
    assert Narrowing(narrowed).state(message) == "on"


@drawn(40)
@given(matter=letters(2).map(Matter), terms=st.lists(OPEN_TERMS, min_size=1, max_size=6))
def test_an_open_term_stands_for_the_words_of_the_matter_that_fit(
    mailbox: Mailbox, matter: Matter, terms: list[Term]
) -> None:
    mailbox.hold(matter)
    held = [
        {word for zone in matter.letters[number - 1].zones.values() for word in zone.words}
        for number in matter.primaries()
    ]
    for term in terms:
        (expansion,) = mailbox.search.expansions(term.written)
        expected = {
            word: sum(word in words for words in held)
            for word in set().union(*held)
            if term.fits(word)
        }
        assert dict(expansion.words) == expected, term.written
        assert_agreement(mailbox, matter, Phrase.of(term))


# No word of a query is like it, whatever its wildcards stand for.
NEUTRAL = "zzzzzzzz"


@drawn(60)
@given(letter=letters().map(lambda letters: letters[0]), query=words())
def test_every_hit_is_part_of_what_matched_and_all_together_suffice(
    mailbox: Mailbox, letter: Letter, query: Node
) -> None:
    written = query.text()
    mailbox.hold(Matter([letter]))
    hits = mailbox.search.hits(written, 1)
    assert bool(hits) == bool(mailbox.search.find(written).documents), written

    def without(lost: list[Hit]) -> Letter:
        return letter.with_words(
            NEUTRAL, lambda start, end: any(hit.start < end and start < hit.end for hit in lost)
        )

    def only(kept: list[Hit]) -> Letter:
        return letter.with_words(
            NEUTRAL, lambda start, end: not any(hit.start <= start < hit.end for hit in kept)
        )

    changed = [without(hits), only(hits), *(without([hit]) for hit in hits)]
    mailbox.hold(Matter([replace(each, copy_of=None) for each in changed]))
    assert mailbox.search.hits(written, 1) == [], f"{written}: found without any of its hits"
    assert len(mailbox.search.hits(written, 2)) == len(hits), f"{written}: more than its hits"
    for number in range(3, len(changed) + 1):
        text = mailbox.text(number)
        marked = [text[hit.start : hit.end] for hit in mailbox.search.hits(written, number)]
        assert not any(NEUTRAL in each for each in marked), f"{written}: marks what is gone"


@drawn(100)
@given(query=nodes())
def test_a_query_is_written_as_it_is_understood(mailbox: Mailbox, query: Node) -> None:
    understood = mailbox.search.parse(query.text())
    again = mailbox.search.parse(understood.written)
    assert again.tree == understood.tree, (query.text(), understood.written)
    assert again.written == understood.written
    assert again.reads_as == understood.reads_as


@drawn(100)
@given(query=in_all_dialects(), dialect=st.sampled_from(DIALECTS))
def test_a_query_means_the_same_in_every_dialect(
    mailbox: Mailbox, query: Node, dialect: Dialect
) -> None:
    own, other = query.text(), typed(query, dialect)
    assert mailbox.search.parse(other, dialect).tree == mailbox.search.parse(own).tree, (own, other)


@drawn(30)
@given(matter=letters().map(Matter), query=nodes(), size=st.integers(1, 4), seed=st.integers(0, 99))
def test_a_sample_is_so_many_of_what_is_found_and_the_same_again(
    mailbox: Mailbox, matter: Matter, query: Node, size: int, seed: int
) -> None:
    mailbox.hold(matter)
    whole = mailbox.search.find(query.text()).ids.tolist()
    written = f"sample({size}, {query.text()}, seed {seed})"
    drawn = mailbox.search.find(written).ids.tolist()
    assert set(drawn) <= set(whole)
    assert len(drawn) == min(size, len(whole))
    assert mailbox.search.find(written).ids.tolist() == drawn
    assert str(seed) in mailbox.search.parse(written).reads_as
