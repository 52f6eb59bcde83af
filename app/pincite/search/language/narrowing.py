"""Narrowing a query by conditions: what a click on a facet writes into it, and takes out again.

The query is the only state. Which facets are on is read from it, and a click changes its text and
nothing else of it, so that whoever typed it finds their own spelling again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pincite.search.conditions.condition import condition
from pincite.search.conditions.periods import COMPARISON, period
from pincite.search.language.and_first import AndFirstParser
from pincite.search.language.dialects.scanner import Scanner
from pincite.search.language.operands import Part
from pincite.search.tree import Condition, FileName, Not, Or, Query
from pincite.search.understood import Query as Understood

# How a facet joins the query: with what is there, with others of its field, or as an exclusion.
How = Literal["and", "or", "not"]
State = Literal["", "on", "not"]

_PLAIN = re.compile(r"[\w.@+*-]+")
_QUOTES = re.compile('["“”„‟«»]')
# A document has one of these at the most, so that a second one takes the place of the first.
_ONE_OF = ("date", "kind")
_ONE_CODING = frozenset(("responsive", "not-responsive", "none"))
_FIRST_MONTH, _LAST_MONTH = "0001-01", "9999-12"


class Facet(NamedTuple):
    """A condition that results can be narrowed by: a field and its value, as in `tag:Pilot`."""

    field: str
    value: str

    @property
    def written(self) -> str:
        """The condition as it is typed."""
        value = self.asked
        return f"{self.field}:{value}" if _PLAIN.fullmatch(value) else f'{self.field}:"{value}"'

    @property
    def asked(self) -> str:
        """The value without quotation marks, for which there is no way to type them.

        In the name of a tag any character stands for one; in that of a person they do not count.
        """
        return _QUOTES.sub("?" if self.field == "tag" else "", self.value)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A query after a click; `is_converted` says that it had to be put into Pincite's language."""

    query: str
    is_converted: bool = False


class Narrowing:
    """What one query, which can be read, is narrowed by, and what it becomes by a click.

    `text` is the query in Pincite's own language.
    """

    def __init__(self, query: Understood, prefix: str = "REV") -> None:
        """`prefix` is that of the matter's control numbers."""
        self._prefix = prefix
        self._is_converted = query.dialect != "pincite" and bool(query.text.strip())
        self.text = (query.written if self._is_converted else query.text).strip()
        self._whole = self._parsed(self.text)
        self._terms = list(_terms(self._whole)) if self._whole else []

    def state(self, facet: Facet) -> State:
        """Whether the query asks for a facet or leaves it out, and says so of its own."""
        wanted = self._condition(facet)
        if self._asking(wanted) is not None:
            return "on"
        return "not" if self._leaving_out(wanted) is not None else ""

    def is_same(self, facet: Facet, other: Facet) -> bool:
        """Whether two facets ask for the same, however they are typed."""
        return facet.field == other.field and _is_same(
            self._condition(facet), self._condition(other)
        )

    def conditions(self) -> list[tuple[Facet, State]]:
        """The conditions that the query is narrowed by, in order, each once."""
        found: dict[Facet, State] = {}
        for term in self._terms:
            tree = term.part.tree
            if isinstance(tree, Not) and isinstance(tree.query, Condition):
                found.setdefault(_facet(tree.query), "not")
            for one in _alternatives(tree):
                found.setdefault(_facet(one), "on")
        return list(found.items())

    def months(self) -> list[tuple[str, str]]:
        """First and last month of each period that the query asks for, such as `2017-09`."""
        dates = [
            facet for facet, state in self.conditions() if facet.field == "date" and state == "on"
        ]
        return [months_of(facet.value) for facet in dates]

    def is_left_out(self, facet: Facet) -> bool:
        """Whether the query leaves out what a condition asks for."""
        return self.state(facet) == "not"

    def clicked(self, facet: Facet, how: How = "and") -> Narrowed:
        """The query with the facet written into it, or taken out where it is there already.

        Raises:
            BadValue: The field does not understand the value.
        """
        wanted = self._condition(facet)
        asking, leaving_out = self._asking(wanted), self._leaving_out(wanted)
        if leaving_out is not None:
            text = self._without(leaving_out)
        elif asking is not None:
            text = self._without_one(asking, wanted)
            if how == "not":
                text = self._joined(text, f"NOT {facet.written}")
        elif how == "not":
            text = self._joined(self.text, f"NOT {facet.written}")
        else:
            text = self._with(facet, how)
        return Narrowed(text, self._is_converted)

    def _with(self, facet: Facet, how: How) -> str:
        among = self._of_field(facet.field)
        if how == "or" and among:
            others = _alternatives(among[0].part.tree)
            return self._instead(among[0], [*(one.written for one in others), facet.written])
        rivals = [term for term in among if _is_rival(term.part.tree, facet)]
        if how == "and" and rivals:
            return self._instead(rivals[0], [facet.written])
        return self._joined(self.text, facet.written)

    def _joined(self, text: str, piece: str) -> str:
        """A query and one more condition; what binds looser than AND is put in parentheses."""
        whole = self._parsed(text)
        if whole is None:
            return piece
        is_loose = isinstance(whole.tree, Or) and not isinstance(whole.tree, FileName)
        if is_loose and not whole.is_group and not whole.is_word:
            text = f"({text})"
        return f"{text} AND {piece}"

    def _without_one(self, term: "_Term", wanted: Condition) -> str:
        others = [one for one in _alternatives(term.part.tree) if not _is_same(one, wanted)]
        if not others:
            return self._without(term)
        return self._instead(term, [one.written for one in others])

    def _without(self, term: "_Term") -> str:
        """The query without one of the terms that AND joins, nor what joined it."""
        start, end = term.part.start, term.part.end
        if not term.siblings:
            return ""
        if term.place:
            start = term.siblings[term.place - 1].end
        else:
            end = term.siblings[1].start
        return f"{self.text[:start]}{self.text[end:]}".strip()

    def _instead(self, term: "_Term", pieces: Sequence[str]) -> str:
        """The query with any of these conditions in the place of a term."""
        group = " OR ".join(pieces)
        if not term.siblings:
            return group
        group = f"({group})" if len(pieces) > 1 else group
        return f"{self.text[: term.part.start]}{group}{self.text[term.part.end :]}"

    def _asking(self, wanted: Condition) -> "_Term | None":
        for term in self._terms:
            if any(_is_same(one, wanted) for one in _alternatives(term.part.tree)):
                return term
        return None

    def _leaving_out(self, wanted: Condition) -> "_Term | None":
        for term in self._terms:
            tree = term.part.tree
            if isinstance(tree, Not) and _is_same(tree.query, wanted):
                return term
        return None

    def _of_field(self, field: str) -> list["_Term"]:
        return [
            term
            for term in self._terms
            if (found := _alternatives(term.part.tree)) and _facet(found[0]).field == field
        ]

    def _condition(self, facet: Facet) -> Condition:
        return condition(facet.field, facet.asked, self._prefix)

    def _parsed(self, text: str) -> Part | None:
        return AndFirstParser(Scanner(text), self._prefix).any() if text else None


class _Term(NamedTuple):
    """One of the terms that AND joins, at its place among `siblings`, which are () for just one."""

    part: Part
    siblings: tuple[Part, ...] = ()
    place: int = 0


def months_of(value: str) -> tuple[str, str]:
    """First and last month of what `date:` asks for, in full: `2018` is `2018-01` to `2018-12`."""
    begin, dots, end = (text.strip() for text in value.partition(".."))
    if dots:
        return (_month(begin) if begin else _FIRST_MONTH, _month(end, 12) if end else _LAST_MONTH)
    match = COMPARISON.fullmatch(value)
    operator, text = (match[1] or "", match[2]) if match else ("", value)
    if operator[:1] in (">", "≥"):
        return _month(text), _LAST_MONTH
    if operator[:1] in ("<", "≤"):
        return _FIRST_MONTH, _month(text, 12)
    return _month(text), _month(text, 12)


def _month(text: str, of_year: int = 1) -> str:
    begin = period(text).begin
    return begin[:7] if len(begin) > 4 else f"{begin}-{of_year:02d}"


def _terms(part: Part, siblings: tuple[Part, ...] = (), place: int = 0) -> Iterator[_Term]:
    """What AND joins, also within parentheses that AND joins to others."""
    if part.joined and not part.field:
        for number, inner in enumerate(part.joined):
            yield from _terms(inner, part.joined, number)
    else:
        yield _Term(part, siblings, place)


def _alternatives(tree: Query) -> list[Condition]:
    """The condition, or the conditions of one field that OR joins; none for anything else."""
    if isinstance(tree, Condition):
        return [tree]
    if not isinstance(tree, Or):
        return []
    found = list(tree.children())
    if not all(isinstance(one, Condition) for one in found):
        return []
    return found if len({_facet(one).field for one in found}) == 1 else []


def _facet(made: Condition) -> Facet:
    """The field and value of a condition, as it was typed."""
    field, _, value = made.written.partition(":")
    return Facet(field, value.strip('"'))


def _is_same(one: Query, other: Condition) -> bool:
    """Whether both ask for the same, capitals in names apart."""
    return (
        isinstance(one, Condition)
        and one.sql == other.sql
        and [str(value).casefold() for value in one.parameters]
        == [str(value).casefold() for value in other.parameters]
    )


def _is_rival(tree: Query, facet: Facet) -> bool:
    """Whether no document satisfies both what a term asks for and a facet of the same field."""
    if facet.field in _ONE_OF:
        return True
    values = {facet.value, *(_facet(one).value.lower() for one in _alternatives(tree))}
    return facet.field == "coded" and values <= _ONE_CODING
