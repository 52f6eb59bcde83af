"""Hits in their context (KWIC): every hit of a result has a number, and a row that reads alone."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from pincite.domain.documents import CanonicalText
from pincite.domain.tokens import tokens
from pincite.search.evaluation.snapshot import Ids
from pincite.search.marks.hits import Hit
from pincite.store.documents import Document, Documents, Page

# How many characters of context there are on each side, at the most.
CONTEXT_WIDTH = 120
_SPACES = re.compile(r"\s+")


class HitRow(NamedTuple):
    """A hit with the words around it, each on one line, and where it stands.

    `page` counts from 1 within the document; None where the document has no pages of its own.
    `bates` is that of the page, or of the document; `date` of an attachment without one that of
    its family. `start` and `end` are code points, half-open.
    """

    document: int
    control: str
    bates: str | None
    page: int | None
    date: str | None
    start: int
    end: int
    left: str
    hit: str
    right: str

    @property
    def left_words(self) -> list[str]:
        """The words before the hit, the nearest one first, capitals and accents apart."""
        return [token.word for token in reversed(tokens(self.left))]

    @property
    def right_words(self) -> list[str]:
        """The words after the hit, in order, capitals and accents apart."""
        return [token.word for token in tokens(self.right)]


@dataclass(frozen=True)
class HitPlaces:
    """The hits of a result by number, from 0, in the order of its documents.

    `documents` are those that have hits, `ends` counts the hits up to and with each of them.
    """

    documents: Ids
    ends: Ids

    @classmethod
    def of_counts(cls, documents: Ids, counts: Ids) -> "HitPlaces":
        """From the number of hits of each document of a result."""
        has_hits = counts > 0
        return cls(documents[has_hits], np.cumsum(counts[has_hits]))

    @property
    def total(self) -> int:
        """How many hits there are."""
        return int(self.ends[-1]) if len(self.ends) else 0

    def document_of(self, number: int) -> int:
        """The document that a hit is in."""
        return int(self.documents[np.searchsorted(self.ends, number, "right")])

    def first_of(self, document: int) -> int | None:
        """The number of a document's first hit, or None where it has none."""
        places = np.flatnonzero(self.documents == document)
        if not len(places):
            return None
        return int(self.ends[places[0] - 1]) if places[0] else 0

    def runs(self, first: int, last: int) -> Iterator[tuple[int, int, int]]:
        """The hits from `first` to before `last`: documents with the half-open range in each."""
        place = int(np.searchsorted(self.ends, first, "right"))
        begin = int(self.ends[place - 1]) if place else 0
        while place < len(self.ends) and begin < last:
            end = int(self.ends[place])
            yield int(self.documents[place]), max(0, first - begin), min(end, last) - begin
            begin, place = end, place + 1


class Contexts:
    """Makes the rows of one document's hits after the other."""

    def __init__(self, documents: Documents) -> None:
        """Read from these documents."""
        self._documents = documents

    def rows(self, document: int, text: CanonicalText, hits: Sequence[Hit]) -> list[HitRow]:
        """The rows of some hits of a document."""
        row = self._documents.get(document)
        if row.date is None:
            row = replace(row, sent_local=self._documents.get(row.family_id).date)
        pages = self._documents.pages(document)
        starts = [page.text_start for page in pages]
        return [self._row(row, text, hit, _page_at(pages, starts, hit.start)) for hit in hits]

    def _row(self, row: Document, text: CanonicalText, hit: Hit, page: Page | None) -> HitRow:
        start, end = text.zone_bounds(text.zone_at(hit.start) or "body")
        return HitRow(
            int(row.id),
            self._documents.control(row.id),
            (page.bates if page else None) or row.bates_begin,
            page.number if page else None,
            row.date,
            hit.start,
            hit.end,
            _left(text.text, start, hit.start),
            _line(text.text[hit.start : hit.end]),
            _right(text.text, hit.end, end),
        )


def _page_at(pages: Sequence[Page], starts: Sequence[int], offset: int) -> Page | None:
    place = bisect_right(starts, offset) - 1
    return pages[place] if place >= 0 else None


def _left(text: str, zone_start: int, hit_start: int) -> str:
    """What stands before a hit in its zone, cut at a word."""
    start = max(zone_start, hit_start - CONTEXT_WIDTH)
    before = text[start:hit_start]
    if start > zone_start and not text[start - 1].isspace():
        _, _, before = before.partition(" ") if " " in before else ("", "", before)
    # The space that parts it from the hit is the list's own affair, a hyphen is not.
    return _line(before).lstrip()


def _right(text: str, hit_end: int, zone_end: int) -> str:
    """What stands behind a hit in its zone, cut at a word."""
    end = min(zone_end, hit_end + CONTEXT_WIDTH)
    behind = text[hit_end:end]
    if end < zone_end and not text[end].isspace() and " " in behind:
        behind = behind.rpartition(" ")[0]
    return _line(behind).rstrip()


def _line(text: str) -> str:
    return _SPACES.sub(" ", text)
