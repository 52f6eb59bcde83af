"""The query language read literally: for each operator its definition, tried on every combination.

A node knows how it is typed and what it marks: `marked` gives the stretches of a letter that made
it match, none of them where nothing but facts did, and None where it does not match. Nothing here
knows of indexes, positions or spans.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from tests.search.naive.letters import ZONE_NAMES, Facts, Letter, Matter, Zone
from tests.search.naive.terms import Term

FIELDS: dict[str, tuple[str, ...]] = {
    **{name: (name,) for name in ("from", "to", "cc", "bcc", "subject", "body")},
    "who": ("from", "to", "cc", "bcc"),
}
SENTENCE, PARAGRAPH = 20, 50


class Stretch(NamedTuple):
    """Words of a zone, from one to another, both counted."""

    zone: str
    first: int
    last: int


class Place(NamedTuple):
    """Where a text operand matches: all of it, and the operands that it is made of."""

    cover: Stretch
    operands: frozenset[Stretch]


Marks = set[Stretch] | None
Zones = tuple[str, ...]


Terms = tuple[Term, ...]


@dataclass(frozen=True)
class Phrase:
    """Words in a row; a single word is the shortest phrase.

    Each slot has one or several alternatives, which may be longer than one word themselves.
    """

    slots: tuple[tuple[Terms, ...], ...]
    joiner: str | None = None

    @classmethod
    def of(cls, *terms: Term, joiner: str | None = None) -> "Phrase":
        """A phrase without alternatives."""
        return cls(tuple(((term,),) for term in terms), joiner)

    def text(self) -> str:
        """Typed in quotation marks, or joined by what parts words."""
        if len(self.slots) == 1 and len(self.slots[0]) == 1 and len(self.slots[0][0]) == 1:
            return self.slots[0][0][0].written
        slots = [
            _spelled(slot[0]) if len(slot) == 1 else f"({' OR '.join(map(_spelled, slot))})"
            for slot in self.slots
        ]
        return f'"{" ".join(slots)}"' if self.joiner is None else self.joiner.join(slots)

    def places(self, letter: Letter, zones: Zones) -> list[Place]:
        """Every run of words that fit."""
        found = []
        for zone in zones:
            for first, after in self.runs(letter.zone(zone).words):
                stretch = Stretch(zone, first, after - 1)
                found.append(Place(stretch, frozenset([stretch])))
        return found

    def runs(self, words: tuple[str, ...]) -> set[tuple[int, int]]:
        """Where such runs begin and end, half-open."""
        found = {(start, start) for start in range(len(words))}
        for slot in self.slots:
            found = {
                (start, after + len(terms))
                for start, after in found
                for terms in slot
                if len(words) >= after + len(terms)
                and all(term.fits(words[after + i]) for i, term in enumerate(terms))
            }
        return found

    def marked(self, matter: Matter, number: int, zones: Zones) -> Marks:
        """All places."""
        return _all_operands(self.places(matter.letters[number - 1], zones))


@dataclass(frozen=True)
class Recognised:
    """What has a form, such as a date: each is one operand, from its first word to its last."""

    kind: str
    value: str
    fits: Callable[[str], bool] = field(repr=False)

    def text(self) -> str:
        """As a function."""
        return f"{self.kind}({self.value})"

    def places(self, letter: Letter, zones: Zones) -> list[Place]:
        """Every one that says what is wanted."""
        found = [
            Stretch(zone, form.first, form.last)
            for zone in zones
            for form in letter.zone(zone).forms
            if form.kind == self.kind and any(map(self.fits, form.says))
        ]
        return [Place(stretch, frozenset([stretch])) for stretch in found]

    def marked(self, matter: Matter, number: int, zones: Zones) -> Marks:
        """All places."""
        return _all_operands(self.places(matter.letters[number - 1], zones))


@dataclass(frozen=True)
class Near:
    """Two operands that do not overlap, so many words from each other, or the first without."""

    a: "Operand"
    b: "Operand"
    operator: str
    distance: int
    is_ordered: bool = False
    is_negated: bool = False

    def text(self) -> str:
        """The operator between them."""
        return f"{_grouped(self.a, 4)} {self.operator} {_grouped(self.b, 4)}"

    def places(self, letter: Letter, zones: Zones) -> list[Place]:
        """Every pair that is near, or every first that is near no second."""
        first, second = self.a.places(letter, zones), self.b.places(letter, zones)
        if self.is_negated:
            return [
                p
                for p in first
                if not any(
                    self._is_near(p.cover, q.cover) or _is_over(p.cover, q.cover) for q in second
                )
            ]
        return [
            Place(_cover(p.cover, q.cover), p.operands | q.operands)
            for p, q in product(first, second)
            if self._is_near(p.cover, q.cover)
        ]

    def _is_near(self, a: Stretch, b: Stretch) -> bool:
        if a.zone != b.zone:
            return False
        if a.last < b.first:
            return b.first - a.last <= self.distance
        return b.last < a.first and a.first - b.last <= self.distance and not self.is_ordered

    def marked(self, matter: Matter, number: int, zones: Zones) -> Marks:
        """What takes part in any of the places."""
        return _all_operands(self.places(matter.letters[number - 1], zones))


@dataclass(frozen=True)
class InField:
    """Words that are looked for in one field only."""

    name: str
    inner: "Operand | AllOf | NoneOf"

    def text(self) -> str:
        """The field, then a word, a phrase or a group."""
        return f"{self.name}:{_grouped(self.inner, 4)}"

    def places(self, letter: Letter, _zones: Zones) -> list[Place]:
        """Those of its words in its own zones."""
        assert not isinstance(self.inner, AllOf | NoneOf), "neither has a place"
        return self.inner.places(letter, FIELDS[self.name])

    def marked(self, matter: Matter, number: int, _zones: Zones) -> Marks:
        """What its words mark in its own zones."""
        return self.inner.marked(matter, number, FIELDS[self.name])


@dataclass(frozen=True)
class AnyOf:
    """Any of several."""

    parts: "tuple[Node, ...]"
    word: str = "OR"

    def text(self) -> str:
        """OR between them."""
        return f" {self.word} ".join(_grouped(part, 1) for part in self.parts)

    def places(self, letter: Letter, zones: Zones) -> list[Place]:
        """Those of all its parts, which are words."""
        return [
            place
            for part in self.parts
            if isinstance(part, Phrase | Recognised | Near | InField | AnyOf)
            for place in part.places(letter, zones)
        ]

    def marked(self, matter: Matter, number: int, zones: Zones) -> Marks:
        """What those mark that match."""
        found = [
            marks
            for part in self.parts
            if (marks := part.marked(matter, number, zones)) is not None
        ]
        return set().union(*found) if found else None


@dataclass(frozen=True)
class AllOf:
    """All of several."""

    parts: "tuple[Node, ...]"
    word: str = " AND "

    def text(self) -> str:
        """AND between them, or nothing but a space."""
        return self.word.join(_grouped(part, 2) for part in self.parts)

    def marked(self, matter: Matter, number: int, zones: Zones) -> Marks:
        """What they all mark, if all match."""
        known = _known(part.marked(matter, number, zones) for part in self.parts)
        return set().union(*known) if len(known) == len(self.parts) else None


@dataclass(frozen=True)
class NoneOf:
    """What does not match; there is nothing to mark."""

    part: "Node"

    def text(self) -> str:
        """NOT before it."""
        return f"NOT {_grouped(self.part, 2)}"

    def marked(self, matter: Matter, number: int, zones: Zones) -> Marks:
        """Nothing, where the part does not match."""
        return set() if self.part.marked(matter, number, zones) is None else None


@dataclass(frozen=True)
class Fact:
    """What the matter knows of a letter or of any of its copies."""

    written: str
    holds: Callable[[Matter, int], bool] = field(repr=False)

    def text(self) -> str:
        """As it is typed."""
        return self.written

    def marked(self, matter: Matter, number: int, _zones: Zones) -> Marks:
        """Nothing, where it holds."""
        return set() if any(self.holds(matter, same) for same in matter.same(number)) else None


@dataclass(frozen=True)
class Aside:
    """Words that stand beside a document: in the names of files, or in a reviewer's notes."""

    field: str
    inner: "Operand"

    def text(self) -> str:
        """The field, then a word, a phrase or a group."""
        return f"{self.field}:{_grouped(self.inner, 4)}"

    def marked(self, matter: Matter, number: int, _zones: Zones) -> Marks:
        """The names of what is attached are part of the text; nothing else of this is."""
        letter = matter.letters[number - 1]
        is_file = self.field == "filename"
        marks = _all_operands(self.inner.places(letter, ("attached",))) if is_file else None
        beside = any(
            self.inner.places(Letter({"body": zone}), ("body",))
            for same in matter.same(number)
            for zone in self._zones_beside(matter.letters[same - 1].facts)
        )
        return set() if marks is None and beside else marks

    def _zones_beside(self, facts: Facts) -> list[Zone]:
        zones = [facts.filename] if self.field == "filename" else [facts.note, facts.passage_note]
        return [zone for zone in zones if zone is not None]


@dataclass(frozen=True)
class Family:
    """The families of what is found: of each document and of each of its copies."""

    part: "Node"

    def text(self) -> str:
        """As a function."""
        return f"family({self.part.text()})"

    def marked(self, matter: Matter, number: int, zones: Zones) -> Marks:
        """What the query marks where it matches, nothing in those that come with them."""
        marks = self.part.marked(matter, number, zones)
        if marks is not None:
            return marks
        families = {
            matter.family(same)
            for found in matter.primaries()
            if self.part.marked(matter, found, zones) is not None
            for same in matter.same(found)
        }
        return set() if families & {matter.family(same) for same in matter.same(number)} else None


@dataclass(frozen=True)
class Sample:
    """So many of what is found, drawn by the engine: see `Matter.drawn`."""

    size: int
    part: "Node"
    seed: int | None = None

    def text(self) -> str:
        """As a function."""
        seed = "" if self.seed is None else f", seed {self.seed}"
        return f"sample({self.size}, {self.part.text()}{seed})"

    def marked(self, matter: Matter, number: int, zones: Zones) -> Marks:
        """What the query marks in those that were drawn."""
        return (
            self.part.marked(matter, number, zones) if number in matter.drawn[self.text()] else None
        )


Operand = Phrase | Recognised | Near | AnyOf | InField
Node = Operand | AllOf | NoneOf | Fact | Aside | Family | Sample
# How tightly each binds: OR, AND, NOT, proximity, then what needs no parentheses.
_BINDS: dict[type, int] = {AnyOf: 1, AllOf: 2, NoneOf: 3, Near: 4}


def _grouped(node: Node, level: int) -> str:
    """A part in parentheses unless it binds more tightly than `level`."""
    return f"({node.text()})" if _BINDS.get(type(node), 9) <= level else node.text()


def _spelled(terms: Terms) -> str:
    return " ".join(term.written for term in terms)


def _is_over(a: Stretch, b: Stretch) -> bool:
    """Whether two stretches share a word and are not the very same."""
    shares = a.zone == b.zone and a.first <= b.last and b.first <= a.last
    return shares and a != b


def _cover(a: Stretch, b: Stretch) -> Stretch:
    return Stretch(a.zone, min(a.first, b.first), max(a.last, b.last))


def _all_operands(places: Iterable[Place]) -> Marks:
    return {stretch for place in places for stretch in place.operands} or None


def _known(marks: Iterable[Marks]) -> list[set[Stretch]]:
    return [each for each in marks if each is not None]


def marks_in(node: Node, matter: Matter, number: int) -> Marks:
    """What a query marks in a document, or None where it does not match."""
    return node.marked(matter, number, ZONE_NAMES)


def hits_of(letter: Letter, marks: Marks) -> list[tuple[int, int]]:
    """Offsets of the marked stretches, those that share a word made one, counted by hand."""
    shared: list[set[tuple[str, int]]] = []
    for zone, first, last in marks or ():
        words = {(zone, index) for index in range(first, last + 1)}
        for other in [group for group in shared if group & words]:
            shared.remove(other)
            words |= other
        shared.append(words)
    found = []
    for group in shared:
        zone = next(iter(group))[0]
        places, shift = letter.zone(zone).places, letter.shift(zone)
        first, last = min(index for _, index in group), max(index for _, index in group)
        found.append((shift + places[first][0], shift + places[last][1]))
    return sorted(found)


def parts_of(node: Node) -> tuple["Node", ...]:
    """The nodes that a node is made of."""
    match node:
        case AnyOf() | AllOf():
            return node.parts
        case NoneOf() | Family() | Sample():
            return (node.part,)
        case Near():
            return (node.a, node.b)
        case InField():
            return (node.inner,)
        case _:
            return ()


def samples_in(node: Node) -> list[Sample]:
    """The samples within a query, the inner ones first."""
    inner = [sample for part in parts_of(node) for sample in samples_in(part)]
    return [*inner, node] if isinstance(node, Sample) else inner
