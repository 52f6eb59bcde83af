"""The set of documents, the marks in each, and the count agree with a plain reading of the query.

The plain reading here knows nothing of indexes, positions or spans: it tries every combination of
words in every zone of every document, by the text of PRODUCT.md.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pincite.domain.documents import ZONES, CanonicalText
from pincite.domain.tokens import zone_words
from pincite.search.evaluate import Evaluator
from pincite.search.hits import document_hits
from pincite.search.language import parse
from pincite.store.connection import Store
from pincite.store.words import DocumentWords
from tests.search.building import add_document

VOCABULARY = ("demo", "demos", "demonstration", "pilot", "face", "recognition", "at")
PATTERNS = (*VOCABULARY, "demo*", "d*", "*tion", "p?lot", "de*n", "?ace", "absent", "absent*")
FIELDS = {
    "text": ZONES,
    "who": ("from", "to", "cc", "bcc"),
    "subject": ("subject",),
    "body": ("body",),
}

Stretch = tuple[str, int, int]
Place = tuple[Stretch, frozenset[Stretch]]
Letter = dict[str, list[str]]


@dataclass(frozen=True)
class Words:
    field: str
    patterns: tuple[str, ...]

    def text(self) -> str:
        text = " ".join(self.patterns)
        quoted = f'"{text}"' if len(self.patterns) > 1 else text
        return quoted if self.field == "text" else f"{self.field}:{quoted}"

    def places(self, letter: Letter) -> list[Place]:
        expressions = [
            re.compile(pattern.replace("*", ".*").replace("?", ".")) for pattern in self.patterns
        ]
        found: list[Place] = []
        for zone in FIELDS[self.field]:
            words = letter.get(zone, [])
            for start in range(len(words) - len(expressions) + 1):
                window = words[start : start + len(expressions)]
                if all(e.fullmatch(word) for e, word in zip(expressions, window, strict=True)):
                    stretch = (zone, start, start + len(expressions) - 1)
                    found.append((stretch, frozenset([stretch])))
        return found

    def marked(self, letter: Letter) -> set[Stretch] | None:
        return _all_operands(self.places(letter))


@dataclass(frozen=True)
class Near:
    a: "Operand"
    b: "Operand"
    distance: int
    is_ordered: bool
    is_negated: bool

    def text(self) -> str:
        operator = f"{'pre' if self.is_ordered else 'w'}/{self.distance}"
        negated = "not " if self.is_negated else ""
        left, right = (
            f"({part.text()})" if isinstance(part, Near) else part.text()
            for part in (self.a, self.b)
        )
        return f"{left} {negated}{operator} {right}"

    def places(self, letter: Letter) -> list[Place]:
        first, second = self.a.places(letter), self.b.places(letter)
        if self.is_negated:
            return [p for p in first if not any(self._is_near(p[0], q[0]) for q in second)]
        return [
            (_cover(p[0], q[0]), p[1] | q[1])
            for p, q in product(first, second)
            if self._is_near(p[0], q[0])
        ]

    def _is_near(self, a: Stretch, b: Stretch) -> bool:
        if a[0] != b[0]:
            return False
        if a[2] < b[1]:
            return b[1] - a[2] <= self.distance
        return b[2] < a[1] and a[1] - b[2] <= self.distance and not self.is_ordered

    def marked(self, letter: Letter) -> set[Stretch] | None:
        return _all_operands(self.places(letter))


@dataclass(frozen=True)
class AnyOf:
    parts: "tuple[Node, ...]"

    def text(self) -> str:
        return f"({' OR '.join(part.text() for part in self.parts)})"

    def places(self, letter: Letter) -> list[Place]:
        return [place for part in self.parts for place in part.places(letter)]

    def marked(self, letter: Letter) -> set[Stretch] | None:
        found = [marks for part in self.parts if (marks := part.marked(letter)) is not None]
        return set().union(*found) if found else None


@dataclass(frozen=True)
class AllOf:
    parts: "tuple[Node, ...]"

    def text(self) -> str:
        return f"({' AND '.join(part.text() for part in self.parts)})"

    def marked(self, letter: Letter) -> set[Stretch] | None:
        found = [part.marked(letter) for part in self.parts]
        known = [marks for marks in found if marks is not None]
        return set().union(*known) if len(known) == len(found) else None


@dataclass(frozen=True)
class NoneOf:
    part: "Node"

    def text(self) -> str:
        return f"NOT {self.part.text()}"

    def marked(self, letter: Letter) -> set[Stretch] | None:
        return set() if self.part.marked(letter) is None else None


@dataclass(frozen=True)
class Year:
    year: int

    def text(self) -> str:
        return f"date:{self.year}"

    def marked(self, letter: Letter) -> set[Stretch] | None:
        return set() if letter["year"] == [str(self.year)] else None


Operand = Words | Near | AnyOf
Node = Words | Near | AnyOf | AllOf | NoneOf | Year


def _cover(a: Stretch, b: Stretch) -> Stretch:
    return a[0], min(a[1], b[1]), max(a[2], b[2])


def _all_operands(places: list[Place]) -> set[Stretch] | None:
    return {stretch for _, operands in places for stretch in operands} if places else None


def _hits(letter: Letter, marked: set[Stretch]) -> list[tuple[int, int]]:
    """Offsets of the marked stretches, those that share a word made one, counted by hand."""
    shared: list[set[tuple[str, int]]] = []
    for zone, start, end in marked:
        words = {(zone, index) for index in range(start, end + 1)}
        for other in [group for group in shared if group & words]:
            shared.remove(other)
            words |= other
        shared.append(words)
    found = []
    for group in shared:
        zone = next(iter(group))[0]
        first, last = min(index for _, index in group), max(index for _, index in group)
        before = sum(len(" ".join(letter.get(z, []))) + 1 for z in ZONES[: ZONES.index(zone)])
        starts = [len(" ".join(letter[zone][:index])) + (index > 0) for index in (first, last)]
        found.append((before + starts[0], before + starts[1] + len(letter[zone][last])))
    return sorted(found)


_words = st.builds(
    Words,
    st.sampled_from(["text"] * 6 + ["who", "subject", "body"]),
    st.lists(st.sampled_from(PATTERNS), min_size=1, max_size=3).map(tuple)
    | st.sampled_from(VOCABULARY).map(lambda word: (word,)),
)


def _nears(operand: st.SearchStrategy[Operand]) -> st.SearchStrategy[Operand]:
    return st.builds(
        Near, operand, operand, st.sampled_from([1, 2, 3, 5]), st.booleans(), st.booleans()
    ) | st.lists(operand, min_size=2, max_size=3).map(lambda parts: AnyOf(tuple(parts)))


_operands: st.SearchStrategy[Operand] = st.recursive(_words, _nears, max_leaves=5)
_nodes: st.SearchStrategy[Node] = st.recursive(
    _operands | st.sampled_from([Year(2017), Year(2018)]),
    lambda node: (
        st.lists(node, min_size=2, max_size=3).map(lambda parts: AllOf(tuple(parts)))
        | st.lists(node, min_size=2, max_size=3).map(lambda parts: AnyOf(tuple(parts)))
        | node.map(NoneOf)
    ),
    max_leaves=6,
)
_letters = st.fixed_dictionaries(
    {
        "from": st.lists(st.sampled_from(VOCABULARY), max_size=2),
        "to": st.lists(st.sampled_from(VOCABULARY), max_size=2),
        "subject": st.lists(st.sampled_from(VOCABULARY), max_size=4),
        "body": st.lists(st.sampled_from(VOCABULARY), max_size=14),
        "year": st.sampled_from([["2017"], ["2018"]]),
    }
)


class Mailbox:
    """A matter whose letters are replaced for each example."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.texts: dict[int, CanonicalText] = {}
        # One reads few candidates one by one, as a small result is; one joins all by positions.
        self.evaluators = [Evaluator(store), Evaluator(store, block_bytes=1)]

    def hold(self, letters: list[Letter]) -> None:
        with self.store.write() as database:
            DocumentWords(self.store).remove(
                (number, zone_words(text)) for number, text in self.texts.items()
            )
            database.conn.execute("DELETE FROM texts")
            database.conn.execute("DELETE FROM documents")
        self.texts = {}
        for letter in letters:
            zones = {zone: " ".join(words) for zone, words in letter.items() if zone != "year"}
            sent = f"{letter['year'][0]}-05-06T10:00:00"
            number = add_document(self.store, zones, {"sent_local": sent})
            self.texts[number] = CanonicalText.of_zones(zones)


@pytest.fixture(scope="module")
def mailbox(new_store: Callable[[], Store]) -> Iterator[Mailbox]:
    store = new_store()
    yield Mailbox(store)
    store.close()


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    letters=st.lists(_letters, min_size=1, max_size=4),
    nodes=st.lists(_nodes, min_size=1, max_size=4),
)
def test_what_is_found_is_marked_and_counted_as_the_query_reads(
    mailbox: Mailbox, letters: list[Letter], nodes: list[Node]
) -> None:
    mailbox.hold(letters)
    numbered = dict(zip(mailbox.texts, letters, strict=True))
    for node in nodes:
        tree = parse(node.text()).tree
        expected = {
            number: marks
            for number, letter in numbered.items()
            if (marks := node.marked(letter)) is not None
        }
        hits = 0
        for number, letter in numbered.items():
            year = letter["year"][0]
            found = document_hits(
                tree, mailbox.texts[number], lambda condition, y=year: y in condition.reads_as
            )
            assert found == _hits(letter, expected.get(number, set())), node.text()
            hits += len(found)
        for evaluator in mailbox.evaluators:
            assert evaluator.mask(tree).nonzero()[0].tolist() == sorted(expected), node.text()
            assert evaluator.count_hits(tree) == hits, node.text()
