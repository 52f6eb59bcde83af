"""Sums up releases in figures: all of them in a few statements, however many there are."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from pincite.domain.documents import DocumentId
from pincite.store.connection import Store

# Below these scores somebody should look: real errors of messages score up to 0.95.
DOUBTFUL = "(NOT is_confirmed AND score < iif(kind = 'message', 0.95, 0.75))"

# `pdfs` are the paged PDFs that are not part of a family, `live` the documents that each is now.
_WITH = """
WITH pdfs AS MATERIALIZED (
    SELECT id, coalesce(nullif(filename, ''), 'Document ' || id) AS name, page_count, is_retired,
           is_retired AND EXISTS (SELECT 1 FROM documents AS d WHERE d.printed_in = documents.id)
           AS is_unprinted
      FROM documents WHERE type = 'pdf' AND page_count > 0 AND parent_id IS NULL
       AND copy_of IS NULL AND printed_in IS NULL
       AND (?1 IS NULL OR id IN (SELECT value FROM json_each(?1)))),
live AS MATERIALIZED (
    SELECT d.id, pdfs.id AS pdf, d.sent_local, d.kind, d.copy_of, pdfs.is_unprinted
      FROM pdfs JOIN documents AS d ON d.printed_in = pdfs.id
     WHERE pdfs.is_unprinted AND NOT d.is_retired
    UNION ALL
    SELECT d.id, d.id, d.sent_local, d.kind, d.copy_of, 0
      FROM pdfs JOIN documents AS d ON d.id = pdfs.id
     WHERE NOT pdfs.is_unprinted AND NOT d.is_retired)
"""
_PDFS = "SELECT id, name, page_count, is_unprinted FROM pdfs ORDER BY is_unprinted DESC, id"
_DATES = "SELECT pdf, count(*), min(sent_local), max(sent_local) FROM live GROUP BY pdf"
_PEOPLE = (
    "SELECT pdf, count(DISTINCT person_id) FROM live JOIN document_people ON document_id = id"
    " GROUP BY pdf"
)
_PAGES = (
    "SELECT pdf, count(DISTINCT source_page) FROM live"
    " JOIN pages INDEXED BY pages_by_share ON document_id = id GROUP BY pdf"
)
_SHARES = (
    "SELECT id, avg(coalesce(withheld_share, 0)),"
    " count(*) FILTER (WHERE withheld_share IS NULL) FROM pdfs"
    " JOIN pages INDEXED BY pages_by_share ON document_id = id GROUP BY id"
)
_CODES = (
    "SELECT pdf, code, sum(areas) FROM live JOIN claims ON document_id = id WHERE areas > 0"
    " GROUP BY pdf, code ORDER BY pdf, code"
)
_DOUBTS = (
    "SELECT pdf, count(*) FROM live JOIN boundaries ON document_id = id"
    f" WHERE is_unprinted AND copy_of IS NULL AND {DOUBTFUL} GROUP BY pdf"
)
_NOT_DOCUMENTS = (
    "SELECT pdfs.id, kind, count(*) FROM pdfs JOIN not_documents ON printed_in = pdfs.id"
    " WHERE is_unprinted GROUP BY pdfs.id, kind ORDER BY pdfs.id, kind"
)


@dataclass(frozen=True, slots=True)
class ReleaseSummary:
    """A PDF that is a release, or could be one, in figures; dates are ISO 8601 local.

    `not_looked_at` of its pages are pictures that were not looked at for redactions so far.
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
    asked = None if documents is None else json.dumps([int(id_) for id_ in documents])

    def rows(select: str) -> list[Any]:
        return store.conn.execute(_WITH + select, (asked,)).fetchall()

    with store.read():
        dates = {pdf: found for pdf, *found in rows(_DATES)}
        people, pages = dict(rows(_PEOPLE)), dict(rows(_PAGES))
        shares = {pdf: found for pdf, *found in rows(_SHARES)}
        doubts = dict(rows(_DOUBTS))
        codes, kinds = _by_pdf(rows(_CODES)), _by_pdf(rows(_NOT_DOCUMENTS))
        found = rows(_PDFS)
    summaries = []
    for pdf, name, page_count, is_unprinted in found:
        live, first, last = dates.get(pdf, (0, None, None))
        share, not_looked_at = shares.get(pdf, (0.0, 0))
        summaries.append(
            ReleaseSummary(
                document_id=DocumentId(pdf),
                name=name,
                is_unprinted=bool(is_unprinted),
                documents=live,
                pages=page_count,
                document_pages=pages.get(pdf, 0),
                not_documents=kinds.get(pdf, ()),
                first_date=first,
                last_date=last,
                people=people.get(pdf, 0),
                codes=codes.get(pdf, ()),
                withheld_share=share,
                doubtful=doubts.get(pdf, 0),
                not_looked_at=not_looked_at,
            )
        )
    return summaries


def _by_pdf(rows: Iterable[tuple[int, str, int]]) -> dict[int, tuple[tuple[str, int], ...]]:
    found: dict[int, tuple[tuple[str, int], ...]] = {}
    for pdf, what, count in rows:
        found[pdf] = (*found.get(pdf, ()), (what, count))
    return found
