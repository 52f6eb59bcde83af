"""Reads highlight lists: named lists of terms that are shown in every document."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from pincite.domain.dialects import Dialect
from pincite.store.connection import Store


@dataclass(frozen=True, slots=True)
class HighlightList:
    """A list of terms, as they were typed; `colour` is a place in the palette (1 to 9)."""

    id: int
    name: str
    colour: int
    position: int
    is_shown: bool
    terms: tuple[str, ...]
    dialect: Dialect


class HighlightLists:
    """The highlight lists of a matter, for reading."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store

    def all(self) -> list[HighlightList]:
        """Every list, in order."""
        return self._where("1 ORDER BY position, id")

    def get(self, list_: int) -> HighlightList | None:
        """The list with this id, or None."""
        return next(iter(self._where("id = ?", [list_])), None)

    def named(self, name: str) -> HighlightList | None:
        """The list with this name, capitals and spaces at the ends apart, or None."""
        wanted = name.strip().casefold()
        return next((one for one in self.all() if one.name.casefold() == wanted), None)

    def show(self, list_: int, *, is_shown: bool) -> None:
        """Show a list, or do not: how a reviewer looks at documents, and no decision about them."""
        with self._store.write():
            self._store.conn.execute(
                "UPDATE highlight_lists SET is_shown = ? WHERE id = ?", (int(is_shown), list_)
            )

    def _where(self, condition: str, values: Sequence[int] = ()) -> list[HighlightList]:
        rows = self._store.conn.execute(
            "SELECT id, name, colour, position, is_shown, terms, dialect FROM highlight_lists"
            f" WHERE {condition}",
            values,
        )
        return [
            HighlightList(
                id_, name, colour, position, bool(is_shown), tuple(json.loads(terms)), dialect
            )
            for id_, name, colour, position, is_shown, terms, dialect in rows
        ]
