"""What matched in one document: the query tree itself, run by Whoosh over that document's words."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import ClassVar, NamedTuple

from whoosh.matching import Matcher
from whoosh.reading import IndexReader
from whoosh.searching import SearchContext, Searcher

from pincite.domain.documents import ZONES, CanonicalText
from pincite.domain.recognising import Recognised as Found
from pincite.domain.recognising import recognised
from pincite.domain.tokens import spans, words
from pincite.search.evaluation.recognisers import Address, Anything, Sought
from pincite.search.marks.spans import Occurrence, OccurrenceMatcher, Stretch
from pincite.search.terms import Term, Word
from pincite.search.tree import (
    FIELDS,
    Aside,
    Condition,
    Every,
    Family,
    Near,
    Not,
    NullQuery,
    Query,
    Recognised,
    Sample,
)

# Zones lie farther apart than any distance.
ZONE_SHIFT = 28


class Hit(NamedTuple):
    """One marked stretch of the canonical text: half-open, in code points."""

    start: int
    end: int


class DocumentReader(IndexReader):
    """An index of one document, number 0: its words and their positions."""

    schema: ClassVar[dict[str, object]] = {}

    def __init__(self, text: CanonicalText) -> None:
        """Takes the text apart into words, zone by zone; where they stand is seen when asked."""
        self._text = text
        self._recognised: list[Found] | None = None
        self._words = [
            words(text.text[start:end]).split() if start < end else []
            for start, end in zip(text.bounds[::2], text.bounds[1::2], strict=True)
        ]
        self._spans: dict[int, list[tuple[int, int]]] = {}
        self._matched: dict[Term, list[int]] = {}

    def runs(self, fieldname: str, terms: Sequence[Term]) -> list[Stretch]:
        """First and last position of every stretch where the words follow each other, in order."""
        found = self._positions(fieldname, terms[0])
        for index, term in enumerate(terms[1:], 1):
            following = set(self._positions(fieldname, term))
            found = [position for position in found if position + index in following]
        return [(position, position + len(terms) - 1) for position in found]

    def _positions(self, fieldname: str, term: Term) -> list[int]:
        places = self._matching(term)
        zones = [ZONES.index(zone) for zone in FIELDS[fieldname]]
        if len(zones) == len(ZONES):
            return places
        return [place for place in places if place >> ZONE_SHIFT in zones]

    def _matching(self, term: Term) -> list[int]:
        """Where the words that a term stands for are, in order; looked for once."""
        places = self._matched.get(term)
        if places is None:
            if isinstance(term, Word):
                wanted = {term.text}
            else:
                wanted = {word for word in self._distinct if term.matches(word)}
            places = self._matched[term] = [
                place
                for index, zone in enumerate(self._words)
                if not wanted.isdisjoint(zone)
                for place, word in enumerate(zone, index << ZONE_SHIFT)
                if word in wanted
            ]
        return places

    @cached_property
    def _distinct(self) -> set[str]:
        """Every word of the document, once."""
        return set().union(*self._words)

    def recognised(self, asked: Recognised) -> list[Stretch]:
        """First and last position of what was recognised and is asked for, each once, in order."""
        if self._recognised is None:
            self._recognised = recognised(self._text)
        zones = FIELDS[asked.fieldname]
        found = {
            (one.zone << ZONE_SHIFT | one.first, one.zone << ZONE_SHIFT | one.last)
            for one in self._recognised
            if one.kind is asked.kind
            and ZONES[one.zone] in zones
            and self._is_wanted(one, asked.wanted)
        }
        return sorted(found)

    def _is_wanted(self, one: Found, wanted: Sought) -> bool:
        if isinstance(wanted, Address):
            return wanted.matches(self._words[one.zone][one.first : one.last + 1])
        return isinstance(wanted, Anything) or wanted.matches(one.number)

    def hit(self, stretch: Stretch) -> Hit:
        """The text that a stretch of positions covers."""
        (start, _), (_, end) = map(self._span, stretch)
        return Hit(start, end)

    def _span(self, place: int) -> tuple[int, int]:
        """Where a word stands in the text."""
        zone = place >> ZONE_SHIFT
        known = self._spans.get(zone)
        if known is None:
            start, end = self._text.bounds[2 * zone : 2 * zone + 2]
            known = self._spans[zone] = spans(self._text.text, start, end)
        return known[place & ((1 << ZONE_SHIFT) - 1)]

    def doc_count(self) -> int:
        """One."""
        return 1

    def doc_count_all(self) -> int:
        """One."""
        return 1

    def has_deletions(self) -> bool:
        """None is deleted."""
        return False

    def is_deleted(self, _docnum: int) -> bool:
        """None is deleted."""
        return False


class _Always(Query):
    """Matches the document and marks nothing."""

    def estimate_size(self, _ixreader: IndexReader) -> int:
        """One document."""
        return 1

    def matcher(self, _searcher: Searcher, _context: SearchContext | None = None) -> Matcher:
        """Active, without spans."""
        return OccurrenceMatcher([])


# What is asked about a whole document: whether it satisfies a node that is not about its words.
AboutDocuments = Condition | Family | Sample | Aside
Satisfies = Callable[[AboutDocuments], bool]


def document_hits(tree: Query, text: CanonicalText, satisfies: Satisfies) -> list[Hit]:
    """The stretches that made a document match, in order; none if it does not match.

    `satisfies` says whether a node about documents holds for this one. Stretches that share a word
    are one hit.
    """
    return hits_within(tree, DocumentReader(text), satisfies)


def hits_within(tree: Query, reader: DocumentReader, satisfies: Satisfies) -> list[Hit]:
    """What `document_hits` finds, where several queries are asked of one document."""
    occurrences = _occurrences(tree, reader, satisfies)
    if not occurrences:
        return []
    stretches = {stretch for occurrence in occurrences for stretch in occurrence.operands}
    return [reader.hit(stretch) for stretch in _merged(sorted(stretches))]


def document_matches(tree: Query, text: CanonicalText) -> bool:
    """Whether a document satisfies a query that is all words."""
    return _occurrences(tree, DocumentReader(text), _no_conditions) is not None


def _no_conditions(node: AboutDocuments) -> bool:
    raise TypeError(f"{node!r} is not about words")


def _occurrences(
    tree: Query, reader: DocumentReader, satisfies: Satisfies
) -> list[Occurrence] | None:
    """What matched, or None if the document does not match."""
    searcher = Searcher(reader)
    context = SearchContext(needs_current=True)

    def run(query: Query) -> list[Occurrence] | None:
        matcher = resolved(query).matcher(searcher, context)
        return list(matcher.spans()) if matcher.is_active() else None

    def resolved(query: Query) -> Query:
        """The query without what is not about words: it holds for this document, or it does not."""
        if isinstance(query, Condition | Aside):
            return _Always() if satisfies(query) else NullQuery
        if isinstance(query, Family | Sample):
            return resolved_around(query) if satisfies(query) else NullQuery
        if isinstance(query, Not):
            return NullQuery if run(query.query) is not None else _Always()
        if isinstance(query, Every):
            return _Always()
        return query if query.is_leaf() or isinstance(query, Near) else query.apply(resolved)

    def resolved_around(query: Family | Sample) -> Query:
        """What a document of a family or sample matched itself, if it did."""
        return _Always() if run(query.query) is None else resolved(query.query)

    return run(tree)


def _merged(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Stretches in order of their start, those that share a word made one."""
    start, end = stretches[0]
    for next_start, next_end in stretches[1:]:
        if next_start > end:
            yield start, end
            start, end = next_start, next_end
        else:
            end = max(end, next_end)
    yield start, end
