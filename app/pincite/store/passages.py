"""Reads passages and finds their place in the canonical text again."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from pincite.domain.anchors import Anchor
from pincite.domain.documents import DocumentId, PassageId
from pincite.store.connection import Store
from pincite.store.documents import Documents, Page
from pincite.store.journal import Change
from pincite.store.tags import Tag, Tags

_COLUMNS = (
    'passages.id, document_id, start_page, start, end_page, "end", quote, prefix, suffix, note,'
    " created_utc"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage at its place in the canonical text of its document, half-open, in code points.

    `start_page` and `end_page` are pages of the source file from 0, or None where the document has
    no pages of its own. `is_adrift` says that its words no longer stand in the text.
    """

    id: PassageId
    document_id: DocumentId
    start: int
    end: int
    quote: str
    tags: tuple[Tag, ...]
    note: str
    created_utc: str
    start_page: int | None
    end_page: int | None
    is_adrift: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage is kept: in the text of source pages, or in the canonical text (no pages)."""

    start_page: int | None
    start: int
    end_page: int | None
    end: int


class Passages:
    """The passages of a matter, for reading."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store
        self._documents = Documents(store)
        self._tags = Tags(store)

    def get(self, passage: int) -> Passage | None:
        """One passage, or None."""
        return next(iter(self._read("passages.id = ?", (int(passage),))), None)

    def of_document(self, document: int) -> list[Passage]:
        """The passages of a document in the order of its text."""
        return self._read("document_id = ?", (int(document),))

    def all(self) -> list[Passage]:
        """Every passage of the matter in order of date, document and text."""
        return self._read("1")

    def with_tag(self, tag: int) -> list[Passage]:
        """The passages that carry a tag, in order of date, document and text."""
        return self._read(
            "passages.id IN (SELECT passage_id FROM passage_tags WHERE tag_id = ?)", (int(tag),)
        )

    def _read(self, condition: str, values: tuple[int, ...] = ()) -> list[Passage]:
        rows = self._store.conn.execute(
            f"SELECT {_COLUMNS} FROM passages JOIN documents ON documents.id = document_id"
            f" WHERE {condition} ORDER BY sort_key, document_id, passages.id",
            values,
        ).fetchall()
        tags = self._tags.of_passages([row[0] for row in rows])
        passages: list[Passage] = []
        for document, group in groupby(rows, key=itemgetter(1)):
            placed = self._placed(document, group, tags)
            passages += sorted(placed, key=lambda passage: (passage.start, passage.end))
        return passages

    def _placed(
        self, document: DocumentId, rows: Iterable[Any], tags: dict[int, tuple[Tag, ...]]
    ) -> Iterable[Passage]:
        """The passages of one document, each at its place in the document's text."""
        text = self._documents.text(document).text
        pages = self._documents.pages(document)
        for id_, _, start_page, start, end_page, end, quote, prefix, suffix, note, at in rows:
            kept = Place(start_page, start, end_page, end)
            first, last = canonical_place(pages, kept)
            found = Anchor(first, last, quote, prefix, suffix).place_in(text)
            first, last = found or (min(first, len(text)), min(last, len(text)))
            now = kept_place(pages, first, last) if found else kept
            yield Passage(
                id_,
                document,
                first,
                last,
                quote,
                tags.get(id_, ()),
                note,
                at,
                now.start_page,
                now.end_page,
                found is None,
            )


def canonical_place(pages: Sequence[Page], place: Place) -> tuple[int, int]:
    """Start and end in the canonical text of a document that has these pages."""
    starts = {page.source_page: page.text_start for page in pages}
    if place.start_page is None or place.end_page is None:
        return place.start, place.end
    return (
        starts.get(place.start_page, 0) + place.start,
        starts.get(place.end_page, 0) + place.end,
    )


def kept_place(pages: Sequence[Page], start: int, end: int) -> Place:
    """How a stretch of the canonical text is kept, so that splitting documents moves nothing."""
    if not pages or start < pages[0].text_start or end > pages[-1].text_end:
        return Place(None, start, None, end)
    starts = [page.text_start for page in pages]
    first = pages[bisect_right(starts, start) - 1]
    # The end is exclusive: the page of the last character is the page the passage ends on.
    last = pages[bisect_right(starts, max(start, end - 1)) - 1]
    return Place(
        first.source_page, start - first.text_start, last.source_page, end - last.text_start
    )


def placed_columns(pages: Sequence[Page], anchor: Anchor) -> dict[str, Any]:
    """The columns of a passage that say where in a document it stands, and what it quotes."""
    place = kept_place(pages, anchor.start, anchor.end)
    return {
        "start_page": place.start_page,
        "start": place.start,
        "end_page": place.end_page,
        "end": place.end,
        "quote": anchor.quote,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
    }


def passage_change(store: Store, passage: PassageId, new: dict[str, Any]) -> Change:
    """The change that gives a passage these columns instead of those it has."""
    columns = ", ".join(f'"{column}"' for column in new)
    row = store.conn.execute(f"SELECT {columns} FROM passages WHERE id = ?", (passage,)).fetchone()
    return Change("passages", {"id": passage}, dict(zip(new, row, strict=True)), new)
