"""Sums up releases in figures: all of them in a few statements, however many there are."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pincite.domain.documents import DocumentId
from pincite.domain.ocr import LOOK
from pincite.store.connection import Store

# Below these scores somebody should look: real errors of messages score up to 0.95.
DOUBTFUL = "(NOT is_confirmed AND score < iif(kind = 'message', 0.95, 0.75))"

_PDFS = """
SELECT id, coalesce(nullif(filename, ''), 'Document ' || id), page_count, is_retired
       AND EXISTS (SELECT 1 FROM documents AS d WHERE d.printed_in = documents.id) AS is_unprinted
  FROM documents WHERE type = 'pdf' AND page_count > 0 AND parent_id IS NULL
   AND copy_of IS NULL AND printed_in IS NULL
   AND (?1 IS NULL OR id IN (SELECT value FROM json_each(?1)))
 ORDER BY is_unprinted DESC, id
"""
# What each PDF is now: the documents it was divided into (of the first list), or itself.
_LIVE = """
WITH live AS NOT MATERIALIZED (
    SELECT d.id, asked.value AS pdf, d.sent_local
      FROM json_each(?1) AS asked CROSS JOIN documents AS d INDEXED BY documents_printed
     WHERE d.printed_in = asked.value AND d.is_retired = 0
    UNION ALL
    SELECT d.id, d.id, d.sent_local
      FROM json_each(?2) AS asked CROSS JOIN documents AS d
     WHERE d.id = asked.value AND NOT d.is_retired)
"""
_DOCUMENTS = (
    "SELECT pdf, count(*), min(sent_local), max(sent_local), group_concat(id) FROM live"
    " GROUP BY pdf"
)
_WITHHELD = (
    "SELECT document_id, total(withheld_share), count(*) FILTER (WHERE withheld_share IS NULL)"
    " FROM pages INDEXED BY pages_withheld WHERE (withheld_share IS NULL OR withheld_share > 0)"
    " AND document_id IN (SELECT value FROM json_each(?1)"
    " UNION ALL SELECT value FROM json_each(?2)) GROUP BY document_id"
)
_NOT_DOCUMENTS = (
    "SELECT printed_in, kind, count(*) FROM not_documents"
    " WHERE printed_in IN (SELECT value FROM json_each(?1)) GROUP BY 1, 2 ORDER BY 1, 2"
)
_UNREAD = (
    "SELECT document_id, count(*) FROM ocr_pages WHERE state = 'pending' AND reason <> ?2"
    " AND document_id IN (SELECT value FROM json_each(?1)) GROUP BY document_id"
)
# A figure of each PDF by itself: sorting the rows of all of them takes as long again.
_EACH = """
SELECT asked.value, (SELECT {figure} FROM documents AS d INDEXED BY documents_printed
    CROSS JOIN {table} ON document_id = d.id WHERE d.printed_in = asked.value AND d.is_retired = 0)
  FROM json_each(?1) AS asked
UNION ALL
SELECT asked.value, (SELECT {figure} FROM documents AS d
    CROSS JOIN {table} ON document_id = d.id WHERE d.id = asked.value AND NOT d.is_retired)
  FROM json_each(?2) AS asked
"""
_PEOPLE = _EACH.format(figure="count(DISTINCT person_id)", table="document_people")
_PAGES = _EACH.format(
    figure="count(DISTINCT source_page)", table="pages INDEXED BY pages_by_source"
)
_IS_DOUBTFUL = f"d.printed_in IS NOT NULL AND d.copy_of IS NULL AND {DOUBTFUL}"
_DOUBTS = _EACH.format(figure=f"count(*) FILTER (WHERE {_IS_DOUBTFUL})", table="boundaries")
# In bulk, as text: there is a row for each code and document.
_CLAIMS = (
    "SELECT code, group_concat(document_id), group_concat(areas) FROM claims WHERE areas > 0"
    " GROUP BY code ORDER BY code"
)


@dataclass(frozen=True, slots=True)
class ReleaseSummary:
    """A PDF that is a release, or could be one, in figures; dates are ISO 8601 local.

    `not_looked_at` of its pages are pictures that were not looked at for redactions so far,
    `unread` are still to be read (OCR).
    """

    document_id: DocumentId
    name: str
    is_unprinted: bool
    documents: int
    pages: int
    document_pages: int
    not_documents: tuple[tuple[str, int], ...]
    first_date: str | None
    last_date: str | None
    people: int
    codes: tuple[tuple[str, int], ...]
    withheld_share: float
    doubtful: int
    not_looked_at: int = 0
    unread: int = 0

    @property
    def unaccounted(self) -> int:
        """How many pages are neither in a document nor said to be none; should be 0."""
        known = self.document_pages + sum(count for _, count in self.not_documents)
        return max(0, self.pages - known) if self.is_unprinted else 0

    @property
    def is_accounted_for(self) -> bool:
        """Whether every page is in a document or said to be none."""
        return not self.unaccounted


def release_summaries(
    store: Store, documents: Collection[int] | None = None
) -> list[ReleaseSummary]:
    """Every paged PDF that is not part of a family, or these, in figures; releases first."""
    with store.read():
        wanted = None if documents is None else json.dumps([int(id_) for id_ in documents])
        pdfs = store.conn.execute(_PDFS, (wanted,)).fetchall()
        unprinted = json.dumps([row[0] for row in pdfs if row[3]])
        whole = json.dumps([row[0] for row in pdfs if not row[3]])

        def rows(select: str) -> list[Any]:
            return store.conn.execute(select, (unprinted, whole)).fetchall()

        live = {pdf: found for pdf, *found in rows(_LIVE + _DOCUMENTS)}
        people, pages = dict(rows(_PEOPLE)), dict(rows(_PAGES))
        doubts = dict(rows(_DOUBTS))
        withheld = {pdf: found for pdf, *found in rows(_WITHHELD)}
        kinds = _by_pdf(store.conn.execute(_NOT_DOCUMENTS, (unprinted,)))
        unread = dict(store.conn.execute(_UNREAD, (whole, LOOK)).fetchall())
        owned = {pdf: found[3] for pdf, found in live.items()}
        codes = _by_pdf(_codes(owned, store.conn.execute(_CLAIMS)))
    summaries = []
    for pdf, name, page_count, is_unprinted in pdfs:
        count, first, last, _ = live.get(pdf, (0, None, None, ""))
        share, not_looked_at = withheld.get(pdf, (0.0, 0))
        summaries.append(
            ReleaseSummary(
                document_id=DocumentId(pdf),
                name=name,
                is_unprinted=bool(is_unprinted),
                documents=count,
                pages=page_count,
                document_pages=pages.get(pdf, 0),
                not_documents=kinds.get(pdf, ()),
                first_date=first,
                last_date=last,
                people=people.get(pdf, 0),
                codes=codes.get(pdf, ()),
                withheld_share=share / page_count,
                doubtful=doubts.get(pdf, 0),
                not_looked_at=not_looked_at,
                unread=unread.get(pdf, 0),
            )
        )
    return summaries


def _codes(
    owned: Mapping[int, str], claims: Iterable[tuple[str, str, str]]
) -> Iterator[tuple[int, str, int]]:
    """Each PDF with each code and the number of its areas; what it owns is parted by commas."""
    if not owned:
        return
    pdfs = list(owned)
    documents = [_numbers(listed) for listed in owned.values()]
    place = np.zeros(max(int(found.max()) for found in documents) + 1, np.int64)
    for index, found in enumerate(documents):
        place[found] = index + 1
    for code, claiming, areas in claims:
        found, counts = _numbers(claiming), _numbers(areas)
        known = found < len(place)
        sums = np.bincount(place[found[known]], weights=counts[known])
        # In the first place is what belongs to no PDF that was asked for.
        for index in np.flatnonzero(sums[1:]).tolist():
            yield pdfs[index], code, int(sums[index + 1])


def _numbers(listed: str) -> npt.NDArray[np.int64]:
    return np.fromstring(listed, np.int64, sep=",")


def _by_pdf(rows: Iterable[tuple[int, str, int]]) -> dict[int, tuple[tuple[str, int], ...]]:
    found: dict[int, tuple[tuple[str, int], ...]] = {}
    for pdf, what, count in rows:
        found[pdf] = (*found.get(pdf, ()), (what, count))
    return found
