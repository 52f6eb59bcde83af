"""What a result consists of: months, coding, tags, people and kinds, each with its count."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from pincite.search.snapshot import Ids, Mask, Snapshot
from pincite.store.connection import Store

MOST_PEOPLE = 50
KINDS = ("message", "attachment", "file")
CODINGS = ("responsive", "not-responsive", "none", "privileged", "confidential")


class TagCount(NamedTuple):
    """A tag and how many of the documents bear it, on themselves or on a passage."""

    id: int
    name: str
    colour: int
    documents: int


class PersonCount(NamedTuple):
    """A person and how many of the documents name them in any role."""

    id: int
    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts of unique documents.

    `months` in order (`2017-09`), those without documents between them left out; `undated` apart.
    `people` by count, at most `MOST_PEOPLE`; `people_total` counts them all.
    """

    months: tuple[tuple[str, int], ...]
    undated: int
    coding: dict[str, int]
    tags: tuple[TagCount, ...]
    people: tuple[PersonCount, ...]
    people_total: int
    kinds: dict[str, int]


class Columns:
    """The columns that facets count, read once for each state of the matter."""

    def __init__(self, store: Store, snapshot: Snapshot) -> None:
        """Columns are read when they are first needed."""
        self._store = store
        self._snapshot = snapshot

    @cached_property
    def months(self) -> Ids:
        """Year times 100 plus month by document id; 0 where there is no date."""
        ids, values = self._pair(
            "SELECT d.id AS a, CAST(substr(s, 1, 4) || substr(s, 6, 2) AS INTEGER) AS b FROM"
            " (SELECT id, coalesce(given_date, sent_local, (SELECT coalesce(f.given_date,"
            " f.sent_local) FROM documents AS f WHERE f.id = o.family_id)) AS s"
            " FROM documents AS o WHERE copy_of IS NULL) AS d WHERE s IS NOT NULL"
        )
        return self._by_id(ids, np.where(values < 10_000, values * 100, values))

    @cached_property
    def kinds(self) -> Ids:
        """Index into `KINDS` by document id."""
        ids, values = self._pair(
            "SELECT id AS a, CASE kind WHEN 'message' THEN 0 WHEN 'attachment' THEN 1 ELSE 2 END"
            " AS b FROM documents WHERE copy_of IS NULL"
        )
        return self._by_id(ids, values)

    @cached_property
    def people(self) -> tuple[Ids, Ids]:
        """Documents and people that are named in them, each pair once."""
        documents, people = self._pair(
            "SELECT document_id AS a, person_id AS b FROM document_people"
        )
        if not len(documents):
            return documents, people
        width = int(people.max()) + 1
        pairs = np.unique(self._snapshot.primary_of[documents] * width + people)
        return pairs // width, pairs % width

    def _pair(self, select: str) -> tuple[Ids, Ids]:
        """Two columns of numbers; text in bulk is much faster to read than rows."""
        row = self._store.conn.execute(
            f"SELECT group_concat(a), group_concat(b) FROM ({select})"
        ).fetchone()
        if row[0] is None:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        return np.fromstring(row[0], np.int64, sep=","), np.fromstring(row[1], np.int64, sep=",")

    def _by_id(self, ids: Ids, values: Ids) -> Ids:
        column = np.zeros(len(self._snapshot.primary_of), np.int64)
        column[ids] = values
        return column


class FacetCounter:
    """Counts facets of results, and finds the documents that one of them names."""

    def __init__(self, store: Store, snapshot: Snapshot) -> None:
        """Valid as long as the snapshot is; decisions are read anew each time."""
        self._store = store
        self._snapshot = snapshot
        self._columns = Columns(store, snapshot)

    def facets(self, ids: Ids) -> Facets:
        """The facets of these primaries."""
        mask = self._snapshot.empty()
        mask[ids] = True
        months = self._columns.months[ids]
        dated, counts = np.unique(months[months > 0], return_counts=True)
        kinds = np.bincount(self._columns.kinds[ids], minlength=len(KINDS))
        people, total = self._people(mask)
        return Facets(
            months=tuple(
                (f"{month // 100:04d}-{month % 100:02d}", count)
                for month, count in zip(dated.tolist(), counts.tolist(), strict=True)
            ),
            undated=int(np.count_nonzero(months == 0)),
            coding=self._coding(mask, len(ids)),
            tags=self._tags(mask),
            people=people,
            people_total=total,
            kinds=dict(zip(KINDS, kinds.tolist(), strict=True)),
        )

    def with_month(self, months: str) -> Mask:
        """The documents of a month such as `2017-09`, or of a run of them, `2017-09..2017-12`."""
        first, _, last = months.partition("..")
        columns = self._columns.months
        mask: Mask = (columns >= _month(first)) & (columns <= _month(last or first))
        return mask

    def with_kind(self, kind: str) -> Mask:
        """The documents of a kind."""
        mask: Mask = self._columns.kinds == KINDS.index(kind)
        return mask

    def with_person(self, person: int) -> Mask:
        """The documents that name a person in any role."""
        documents, people = self._columns.people
        mask = self._snapshot.empty()
        mask[documents[people == person]] = True
        return mask

    def _people(self, mask: Mask) -> tuple[tuple[PersonCount, ...], int]:
        documents, people = self._columns.people
        if not len(documents):
            return (), 0
        counts = np.bincount(people[mask[documents]])
        top = np.argsort(-counts, kind="stable")[:MOST_PEOPLE]
        top = top[counts[top] > 0]
        marks = ",".join("?" * len(top))
        names = dict(
            self._store.conn.execute(
                "SELECT id, CASE name WHEN '' THEN address ELSE name END FROM people"
                f" WHERE id IN ({marks})",
                top.tolist(),
            )
        )
        found = tuple(PersonCount(id_, names[id_], int(counts[id_])) for id_ in top.tolist())
        return found, int(np.count_nonzero(counts))

    def _tags(self, mask: Mask) -> tuple[TagCount, ...]:
        bearers: dict[int, set[int]] = {}
        for tag, document in self._store.conn.execute(
            "SELECT tag_id, document_id FROM document_tags UNION SELECT t.tag_id, p.document_id"
            " FROM passage_tags AS t JOIN passages AS p ON p.id = t.passage_id"
        ):
            primary = int(self._snapshot.primary_of[document])
            if mask[primary]:
                bearers.setdefault(tag, set()).add(primary)
        return tuple(
            TagCount(id_, name, colour, len(bearers.get(id_, ())))
            for id_, name, colour in self._store.conn.execute(
                "SELECT id, name, colour FROM tags ORDER BY position, id"
            )
        )

    def _coding(self, mask: Mask, documents: int) -> dict[str, int]:
        coded: dict[str, set[int]] = {name: set() for name in CODINGS}
        for document, responsive, is_privileged, is_confidential in self._store.conn.execute(
            "SELECT document_id, responsive, is_privileged, is_confidential FROM codings"
        ):
            primary = int(self._snapshot.primary_of[document])
            if not mask[primary]:
                continue
            if responsive:
                coded[responsive].add(primary)
                coded["none"].add(primary)
            if is_privileged:
                coded["privileged"].add(primary)
            if is_confidential:
                coded["confidential"].add(primary)
        counts = {name: len(found) for name, found in coded.items()}
        counts["none"] = documents - counts["none"]
        return counts


def _month(month: str) -> int:
    """`2017-09` as a number that is compared."""
    year, _, number = month.partition("-")
    return int(year) * 100 + int(number)
