"""The nodes of a query: Whoosh's own And, Or and Not, and the leaves that Pincite adds.

Text leaves name a field; a field is one or more zones of the canonical text. Positions of words are
told apart by zone, so that nothing near or adjacent ever crosses from one zone into another.
"""

from collections.abc import Callable, Iterator, Sequence

from whoosh.matching import Matcher, NullMatcher
from whoosh.query import And, Every, Not, NullQuery, Phrase, Query
from whoosh.query import Or as WhooshOr
from whoosh.query.spans import SpanQuery
from whoosh.reading import IndexReader
from whoosh.searching import SearchContext, Searcher

from pincite.domain.documents import ZONES
from pincite.domain.recognising import Recognisable
from pincite.search.evaluation.recognisers import Sought
from pincite.search.marks.spans import (
    NearMatcher,
    NotNearMatcher,
    Occurrence,
    OccurrenceMatcher,
    Reach,
)
from pincite.search.terms import Term

TEXT = "text"
FIELDS: dict[str, tuple[str, ...]] = {
    TEXT: ZONES,
    "who": ("from", "to", "cc", "bcc"),
    **{zone: (zone,) for zone in ZONES},
}

__all__ = [
    "FIELDS",
    "TEXT",
    "And",
    "Aside",
    "Condition",
    "Every",
    "Family",
    "FileName",
    "Near",
    "Not",
    "NotNear",
    "NullQuery",
    "Or",
    "Query",
    "Recognised",
    "Sample",
    "Words",
]


class Words(Phrase):
    """A word or a phrase in a field: terms that stand one after the other."""

    words: list[Term]

    def __init__(self, fieldname: str, words: Sequence[Term]) -> None:
        """At least one term; `OneOf` is for phrases only, a lone one is an `Or`."""
        super().__init__(fieldname, list(words))

    def estimate_size(self, _ixreader: IndexReader) -> int:
        """One document at the most: this is only asked of a reader of one document."""
        return 1

    def matcher(self, searcher: Searcher, _context: SearchContext | None = None) -> Matcher:
        """Every stretch where the words stand one after the other."""
        runs = searcher.reader().runs(self.fieldname, self.words)
        if not runs:
            return NullMatcher()
        return OccurrenceMatcher([Occurrence.of_operand(start, end) for start, end in runs])


class Recognised(Query):
    """What was recognised in a field: dates, mail addresses and the like, each one operand."""

    def __init__(self, fieldname: str, kind: Recognisable, wanted: Sought) -> None:
        """`wanted` says which of the kind."""
        self.fieldname = fieldname
        self.kind = kind
        self.wanted = wanted

    def is_leaf(self) -> bool:
        """It has no operands."""
        return True

    def field(self) -> str:
        """The field that it is looked for in."""
        return self.fieldname

    def estimate_size(self, _ixreader: IndexReader) -> int:
        """One document at the most, as in `Words`."""
        return 1

    def matcher(self, searcher: Searcher, _context: SearchContext | None = None) -> Matcher:
        """Every stretch that was recognised."""
        runs = searcher.reader().recognised(self)
        if not runs:
            return NullMatcher()
        return OccurrenceMatcher([Occurrence.of_operand(start, end) for start, end in runs])

    def __eq__(self, other: object) -> bool:
        """Whether both mean the same."""
        return isinstance(other, Recognised) and (self.fieldname, self.kind, self.wanted) == (
            other.fieldname,
            other.kind,
            other.wanted,
        )

    def __hash__(self) -> int:
        """Equal leaves hash equally."""
        return hash((self.fieldname, self.kind, self.wanted))

    def __repr__(self) -> str:
        """The constructor call."""
        return f"Recognised({self.fieldname!r}, {self.kind!r}, {self.wanted!r})"


class Or(WhooshOr):
    """Any of its operands, however many; Whoosh's own forgets spans from 1,024 operands on."""

    matcher_type = WhooshOr.DEFAULT_MATCHER


class Near(SpanQuery):
    """Two operands that do not overlap, within `distance` words of each other in one zone.

    Distance counts from the last word of the one to the first of the other, so 1 is adjacent.
    """

    matcher_class: type[NearMatcher] = NearMatcher

    def __init__(self, a: Query, b: Query, distance: int, is_ordered: bool) -> None:
        """`is_ordered`: `a` stands before `b`."""
        self.a = a
        self.b = b
        self.distance = distance
        self.is_ordered = is_ordered

    def is_leaf(self) -> bool:
        """It has operands."""
        return False

    def children(self) -> Iterator[Query]:
        """Both operands."""
        yield self.a
        yield self.b

    def apply(self, fn: Callable[[Query], Query]) -> "Near":
        """The same proximity of changed operands."""
        return type(self)(fn(self.a), fn(self.b), self.distance, self.is_ordered)

    def estimate_size(self, _ixreader: IndexReader) -> int:
        """One document at the most, as in `Words`."""
        return 1

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        """What is near, each span knowing the operands it came from."""
        is_operand = getattr(context, "is_operand", False)
        context = self._span_context(context).set(is_operand=True)
        return self.matcher_class(
            self.a.matcher(searcher, context),
            self.b.matcher(searcher, context),
            Reach(self.distance, 0 if self.is_ordered else self.distance),
            is_operand=is_operand,
        )

    def __eq__(self, other: object) -> bool:
        """Whether both mean the same."""
        return (
            isinstance(other, Near)
            and type(self) is type(other)
            and (self.a, self.b, self.distance, self.is_ordered)
            == (other.a, other.b, other.distance, other.is_ordered)
        )

    def __hash__(self) -> int:
        """Equal queries hash equally."""
        return hash((type(self).__name__, self.a, self.b, self.distance, self.is_ordered))

    def __repr__(self) -> str:
        """The constructor call."""
        return f"{type(self).__name__}({self.a!r}, {self.b!r}, {self.distance}, {self.is_ordered})"


class NotNear(Near):
    """The first operand where no second one is that near; only the first is marked."""

    matcher_class = NotNearMatcher


class Condition(Query):
    """What the matter knows of a document, not its words: SQL over `documents AS d`, and a reading.

    The SQL is true for a document that satisfies the condition; copies count for their primary.
    """

    def __init__(
        self,
        sql: str,
        parameters: tuple[object, ...],
        reads_as: str,
        names: tuple[str, str] | None = None,
        written: str = "",
    ) -> None:
        """`reads_as` completes "documents …": `sent in 2018`, `tagged “Pilot”`.

        `written` is how it is typed: `date:2018`.
        `names` is a table's column that the first parameter should be found in, and the noun for
        what it names, so that a slip in a name can be pointed out.
        """
        self.sql = sql
        self.parameters = parameters
        self.reads_as = reads_as
        self.names = names
        self.written = written

    def is_leaf(self) -> bool:
        """It has no operands."""
        return True

    def field(self) -> None:
        """It is not about a field of text."""

    def __eq__(self, other: object) -> bool:
        """Whether both mean the same."""
        return (
            isinstance(other, Condition)
            and self.sql == other.sql
            and self.parameters == other.parameters
        )

    def __hash__(self) -> int:
        """Equal conditions hash equally."""
        return hash((self.sql, self.parameters))

    def __repr__(self) -> str:
        """The constructor call, without the SQL."""
        return f"Condition({self.reads_as!r})"


class _Around(Query):
    """A node about documents, made of one other node."""

    def __init__(self, query: Query) -> None:
        """`query` is what it is made of."""
        self.query = query

    def is_leaf(self) -> bool:
        """It has an operand."""
        return False

    def children(self) -> Iterator[Query]:
        """The operand."""
        yield self.query

    def field(self) -> None:
        """It is not about a field of text."""

    def _key(self) -> tuple[object, ...]:
        return (self.query,)

    def __eq__(self, other: object) -> bool:
        """Whether both mean the same."""
        return (
            isinstance(other, _Around) and type(self) is type(other) and self._key() == other._key()
        )

    def __hash__(self) -> int:
        """Equal nodes hash equally."""
        return hash((type(self).__name__, self._key()))

    def __repr__(self) -> str:
        """The constructor call."""
        return f"{type(self).__name__}{self._key()!r}"


class Family(_Around):
    """The whole families of what the operand finds, those of its copies with them."""

    def apply(self, fn: Callable[[Query], Query]) -> "Family":
        """The same of a changed operand."""
        return Family(fn(self.query))


class Sample(_Around):
    """So many documents of what the operand finds, chosen at random but always the same."""

    def __init__(self, query: Query, count: int, seed: int) -> None:
        """`seed` chooses which."""
        super().__init__(query)
        self.count = count
        self.seed = seed

    def apply(self, fn: Callable[[Query], Query]) -> "Sample":
        """The same of a changed operand."""
        return Sample(fn(self.query), self.count, self.seed)

    def _key(self) -> tuple[object, ...]:
        return (self.query, self.count, self.seed)


class Aside(_Around):
    """Words that stand beside a document rather than in it: in its file name, or in a note.

    The operand is a text query of the whole text (`TEXT`) of one name or note. It marks nothing.
    """

    def __init__(self, query: Query, place: str) -> None:
        """`place` is `filename` or `note`."""
        super().__init__(query)
        self.place = place

    def apply(self, fn: Callable[[Query], Query]) -> "Aside":
        """The same of a changed operand."""
        return Aside(fn(self.query), self.place)

    def _key(self) -> tuple[object, ...]:
        return (self.query, self.place)


class FileName(Or):
    """Words in the names of attachments, or aside in a document's own: what `filename:` finds."""
