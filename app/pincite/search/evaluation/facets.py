"""What a result consists of: months, coding, tags, people and kinds, each with its count."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from pincite.search.conditions.withheld import DOCUMENTS_BY_CODE
from pincite.search.evaluation.snapshot import Ids, Mask, Snapshot
from pincite.store.connection import Store
from pincite.store.doclists import distinct

MOST_PEOPLE = 50
KINDS = ("message", "attachment", "file")


class TagCount(NamedTuple):
    """A tag and how many of the documents bear it, on themselves or on a passage."""

    id: int
    name: str
    colour: int
    documents: int


class PersonCount(NamedTuple):
    """A person and how many of the documents name them in any role.

    `value` is how `person:` names nobody else.
    """

    id: int
    name: str
    documents: int
    value: str


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts of unique documents, each what the query finds that is narrowed by it.

    So a document counts by its copies too, and those of one facet may be more than there are.
    `months` in order (`2017-09`), those without documents between them left out; `undated` apart.
    `people` by count, at most `MOST_PEOPLE`; `people_total` counts them all. `exemptions` by code
    in normal form, suggestions counted; `b7` counts its parts too.
    """

    months: tuple[tuple[str, int], ...]
    undated: int
    coding: dict[str, int]
    tags: tuple[TagCount, ...]
    people: tuple[PersonCount, ...]
    people_total: int
    kinds: dict[str, int]
    exemptions: tuple[tuple[str, int], ...] = ()


class Columns:
    """The columns that facets count, read once for each state of the matter."""

    def __init__(self, store: Store, snapshot: Snapshot) -> None:
        """Columns are read when they are first needed."""
        self._store = store
        self._snapshot = snapshot

    @cached_property
    def months(self) -> tuple[Ids, Ids]:
        """Documents and months (year times 100 plus month), each pair once."""
        ids, values = read_pairs(
            self._store,
            "SELECT d.id AS a, CAST(substr(s, 1, 4) || substr(s, 6, 2) AS INTEGER) AS b FROM"
            " (SELECT id, coalesce(given_date, sent_local, (SELECT coalesce(f.given_date,"
            " f.sent_local) FROM documents AS f WHERE f.id = o.family_id)) AS s"
            " FROM documents AS o WHERE NOT is_retired) AS d WHERE s IS NOT NULL",
        )
        return self._pairs(ids, np.where(values < 10_000, values * 100, values))

    @cached_property
    def kinds(self) -> tuple[Ids, Ids]:
        """Documents and indexes into `KINDS`, each pair once."""
        return self._pairs(
            *read_pairs(
                self._store,
                "SELECT id AS a, CASE kind WHEN 'message' THEN 0 WHEN 'attachment' THEN 1 ELSE 2"
                " END AS b FROM documents WHERE NOT is_retired",
            )
        )

    @cached_property
    def people(self) -> tuple[Ids, Ids]:
        """Documents and people that are named in them, each pair once."""
        return self._pairs(
            *read_pairs(self._store, "SELECT document_id AS a, person_id AS b FROM document_people")
        )

    def _pairs(self, documents: Ids, values: Ids) -> tuple[Ids, Ids]:
        """What is known of documents, said of their primaries."""
        snapshot = self._snapshot
        return _unique_pairs(snapshot.primary_of[documents], values, snapshot.primaries)


class FacetCounter:
    """Counts facets of results."""

    def __init__(self, store: Store, snapshot: Snapshot) -> None:
        """Valid as long as the snapshot is; decisions are read anew each time."""
        self._store = store
        self._snapshot = snapshot
        self._columns = Columns(store, snapshot)

    def read(self) -> None:
        """Read the columns now rather than when they are first needed."""
        _ = self._columns.months, self._columns.kinds, self._columns.people

    def facets(self, ids: Ids) -> Facets:
        """The facets of these primaries."""
        mask = self._snapshot.empty()
        mask[ids] = True
        with_date, months = _within(self._columns.months, mask)
        dated, counts = np.unique(months, return_counts=True)
        kinds = np.bincount(_within(self._columns.kinds, mask)[1], minlength=len(KINDS))
        people, total = self._people(mask)
        return Facets(
            months=tuple(
                (f"{month // 100:04d}-{month % 100:02d}", count)
                for month, count in zip(dated.tolist(), counts.tolist(), strict=True)
            ),
            undated=len(ids) - len(np.unique(with_date)),
            coding=self._coding(mask, len(ids)),
            tags=self._tags(mask),
            people=people,
            people_total=total,
            kinds=dict(zip(KINDS, kinds.tolist(), strict=True)),
            exemptions=self._exemptions(mask),
        )

    def _people(self, mask: Mask) -> tuple[tuple[PersonCount, ...], int]:
        documents, people = self._columns.people
        if not len(documents):
            return (), 0
        counts = np.bincount(people[mask[documents]])
        top = np.argsort(-counts, kind="stable")[:MOST_PEOPLE]
        top = top[counts[top] > 0]
        marks = ",".join("?" * len(top))
        known = {
            id_: (name or address, address or self._alone(name))
            for id_, name, address in self._store.conn.execute(
                f"SELECT id, name, address FROM people WHERE id IN ({marks})", top.tolist()
            )
        }
        found = tuple(
            PersonCount(id_, name, int(counts[id_]), value)
            for id_ in top.tolist()
            for name, value in (known[id_],)
        )
        return found, int(np.count_nonzero(counts))

    def _alone(self, name: str) -> str:
        """How `person:` names somebody who has no address, others of that name apart."""
        return f"{name} <>" if name.casefold() in self._shared_names else name

    @cached_property
    def _shared_names(self) -> frozenset[str]:
        """Names, capitals apart, that somebody bears who has no address, and others bear too."""
        rows = self._store.conn.execute(
            "SELECT name FROM people WHERE name <> '' GROUP BY name COLLATE NOCASE"
            " HAVING count(*) > 1 AND min(address) = ''"
        )
        return frozenset(name.casefold() for (name,) in rows)

    def _tags(self, mask: Mask) -> tuple[TagCount, ...]:
        documents, tags = read_pairs(
            self._store,
            "SELECT document_id AS a, tag_id AS b FROM document_tags UNION SELECT p.document_id,"
            " t.tag_id FROM passage_tags AS t JOIN passages AS p ON p.id = t.passage_id",
        )
        counts = np.bincount(_unique_pairs(self._snapshot.primary_of[documents], tags, mask)[1])
        return tuple(
            TagCount(id_, name, colour, int(counts[id_]) if id_ < len(counts) else 0)
            for id_, name, colour in self._store.conn.execute(
                "SELECT id, name, colour FROM tags ORDER BY position, id"
            )
        )

    def _exemptions(self, mask: Mask) -> tuple[tuple[str, int], ...]:
        claimed = {
            code: self._snapshot.mask(np.fromstring(documents, np.int64, sep=","))
            for code, documents in self._store.conn.execute(DOCUMENTS_BY_CODE)
        }
        if "b7" in claimed:
            parts = [found for code, found in claimed.items() if code.startswith("b7")]
            claimed["b7"] = np.logical_or.reduce(parts)
        counts = ((code, int(np.count_nonzero(found & mask))) for code, found in claimed.items())
        return tuple((code, count) for code, count in sorted(counts) if count)

    def _coding(self, mask: Mask, documents: int) -> dict[str, int]:
        coded, decisions = read_pairs(
            self._store,
            "SELECT document_id AS a, (responsive IS 'responsive') + 2 * (responsive IS"
            " 'not-responsive') + 4 * is_privileged + 8 * is_confidential AS b FROM codings",
        )
        primaries = self._snapshot.primary_of[coded]

        def count(bits: int) -> int:
            found = self._snapshot.empty()
            found[primaries[decisions & bits > 0]] = True
            return int(np.count_nonzero(found & mask))

        return {
            "responsive": count(1),
            "not-responsive": count(2),
            "none": documents - count(1 | 2),
            "privileged": count(4),
            "confidential": count(8),
        }


def read_pairs(store: Store, select: str) -> tuple[Ids, Ids]:
    """The columns `a` and `b` of a result; text in bulk is much faster to read than rows."""
    row = store.conn.execute(f"SELECT group_concat(a), group_concat(b) FROM ({select})").fetchone()
    if row[0] is None:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.fromstring(row[0], np.int64, sep=","), np.fromstring(row[1], np.int64, sep=",")


def _within(pairs: tuple[Ids, Ids], mask: Mask) -> tuple[Ids, Ids]:
    """The pairs of documents that are in `mask`."""
    documents, values = pairs
    kept = mask[documents]
    return documents[kept], values[kept]


def _unique_pairs(documents: Ids, others: Ids, mask: Mask) -> tuple[Ids, Ids]:
    """Each pair once, of the documents in `mask` only."""
    documents, others = documents[mask[documents]], others[mask[documents]]
    if not len(documents):
        return documents, others
    width = int(others.max()) + 1
    pairs = distinct(documents * width + others)
    return pairs // width, pairs % width
