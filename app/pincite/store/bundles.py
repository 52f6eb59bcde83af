"""Reads bundles and their exhibits."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pincite.domain.captions import Caption
from pincite.domain.documents import BundleId, DocumentId, ExhibitId
from pincite.domain.numbers import letter_label
from pincite.store.connection import Store

NUMBERS, LETTERS = "1", "A"
CLEAN, HIGHLIGHTED = "clean", "highlighted"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle; `numbering` is `1` or `A`, `rendering` what is filed: `clean` or `highlighted`."""

    id: BundleId
    name: str
    numbering: str
    caption: Caption
    rendering: str
    position: int

    def number(self, place: int) -> str:
        """The number of the exhibit at a place from 1: `4`, or `D`."""
        return letter_label(place) if self.numbering == LETTERS else str(place)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """An exhibit; `place` counts from 1 within its bundle, `number` is what is printed for it.

    `title` is empty where the document's own is used; `pages` names pages of the document, '' all.
    """

    id: ExhibitId
    bundle_id: BundleId
    document_id: DocumentId
    position: int
    title: str
    pages: str
    with_attachments: bool
    place: int
    number: str

    @property
    def label(self) -> str:
        """How a brief calls it: `Ex. 4`."""
        return f"Ex. {self.number}"


class StoredBundles:
    """The bundles of a matter and their exhibits, for reading."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store

    def all(self) -> list[Bundle]:
        """Every bundle in the order they were made in."""
        return self._where("1 ORDER BY position, id")

    def get(self, bundle: int) -> Bundle | None:
        """The bundle with this id, or None."""
        return next(iter(self._where("id = ?", (int(bundle),))), None)

    def named(self, name: str) -> Bundle | None:
        """The bundle with this name, capitals and spaces at the ends apart, or None."""
        wanted = name.strip().casefold()
        return next((bundle for bundle in self.all() if bundle.name.casefold() == wanted), None)

    def exhibits(self, bundle: Bundle) -> list[Exhibit]:
        """The exhibits of a bundle in order, each with its number."""
        rows = self._store.conn.execute(
            "SELECT id, bundle_id, document_id, position, title, pages, with_attachments"
            " FROM exhibits WHERE bundle_id = ? ORDER BY position, id",
            (bundle.id,),
        )
        return [_exhibit(row, bundle, place) for place, row in enumerate(rows, start=1)]

    def exhibit(self, exhibit: int) -> tuple[Bundle, Exhibit] | None:
        """An exhibit with its bundle, or None."""
        row = self._store.conn.execute(
            "SELECT bundle_id FROM exhibits WHERE id = ?", (int(exhibit),)
        ).fetchone()
        bundle = self.get(row[0]) if row else None
        if bundle is None:
            return None
        found = (each for each in self.exhibits(bundle) if each.id == exhibit)
        return bundle, next(found)

    def bundles_with(self, documents: Sequence[int]) -> list[Bundle]:
        """The bundles in which one of these documents is an exhibit of its own."""
        marks = ",".join("?" * len(documents))
        return self._where(
            f"id IN (SELECT bundle_id FROM exhibits WHERE document_id IN ({marks}))"
            " ORDER BY position, id",
            tuple(int(document) for document in documents),
        )

    def _where(self, condition: str, values: tuple[int, ...] = ()) -> list[Bundle]:
        rows = self._store.conn.execute(
            "SELECT id, name, numbering, caption, rendering, position FROM bundles"
            f" WHERE {condition}",
            values,
        )
        return [_bundle(row) for row in rows]


def _bundle(row: Sequence[Any]) -> Bundle:
    id_, name, numbering, caption, rendering, position = row
    return Bundle(id_, name, numbering, Caption.of(json.loads(caption)), rendering, position)


def _exhibit(row: Sequence[Any], bundle: Bundle, place: int) -> Exhibit:
    id_, bundle_id, document, position, title, pages, attachments = row
    return Exhibit(
        id_,
        bundle_id,
        document,
        position,
        title,
        pages,
        bool(attachments),
        place,
        bundle.number(place),
    )
