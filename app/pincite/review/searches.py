"""Saves searches under names."""

from pincite.domain.dialects import Dialect
from pincite.errors import DecisionError
from pincite.store.changed import Changed
from pincite.store.connection import Store
from pincite.store.journal import Change, Journal
from pincite.store.searches import SavedSearch, StoredSearches, now_utc

LONGEST_NAME = 120


class Searches(StoredSearches):
    """The searches of a matter, and every decision about those that are saved."""

    def __init__(self, store: Store, journal: Journal) -> None:
        """Read from the store, decide through the journal."""
        super().__init__(store)
        self._journal = journal

    def save(self, name: str, query: str, dialect: Dialect = "pincite") -> Changed:
        """Save a query, as it is typed, under a new name.

        Raises:
            DecisionError: The query is empty, or the name is empty, too long or taken.
        """
        typed = " ".join(query.split())
        if not typed:
            raise DecisionError(
                "There is no search to save.", "The query is empty.", "Type one first."
            )
        named = self._free_name(name, None)
        (highest,) = self._store.conn.execute("SELECT max(id) FROM saved_searches").fetchone()
        made = SavedSearch((highest or 0) + 1, named, typed, dialect, now_utc())
        change = Change("saved_searches", {"id": made.id}, None, _row(made))
        entry = self._journal.apply("save search", f"Save the search “{named}”", [change])
        return Changed.by(entry, 1, made.id)

    def rename(self, search: int | str, name: str) -> Changed:
        """Give a saved search another name.

        Raises:
            DecisionError: There is no such search, or the name is empty, too long or taken.
        """
        old = self.known(search)
        new = self._free_name(name, old.id)
        if new == old.name:
            return Changed()
        change = Change("saved_searches", {"id": old.id}, {"name": old.name}, {"name": new})
        summary = f"Rename the search “{old.name}” to “{new}”"
        return Changed.by(self._journal.apply("rename search", summary, [change]))

    def delete(self, search: int | str) -> Changed:
        """Delete a saved search.

        Raises:
            DecisionError: There is no such search.
        """
        old = self.known(search)
        change = Change("saved_searches", {"id": old.id}, _row(old), None)
        summary = f"Delete the search “{old.name}”"
        return Changed.by(self._journal.apply("delete search", summary, [change]))

    def known(self, search: int | str) -> SavedSearch:
        """The saved search with this id or name.

        Raises:
            DecisionError: There is none; the error lists those that there are.
        """
        found = self.named(search) if isinstance(search, str) else self.get(search)
        if found:
            return found
        names = ", ".join(f"“{one.name}”" for one in self.all())
        raise DecisionError(
            f"There is no saved search “{search}”.",
            f"There are {names}." if names else "None was saved yet.",
        )

    def _free_name(self, name: str, own: int | None) -> str:
        wanted = " ".join(name.split())
        if not wanted or len(wanted) > LONGEST_NAME:
            raise DecisionError(
                f"“{wanted[:LONGEST_NAME]}” cannot be the name of a search.",
                f"A name has 1 to {LONGEST_NAME} characters.",
                "Choose another name.",
            )
        taken = self.named(wanted)
        if taken and taken.id != own:
            raise DecisionError(
                f"There is already a saved search “{taken.name}”.", "", "Choose another name."
            )
        return wanted


def _row(search: SavedSearch) -> dict[str, str]:
    return {
        "name": search.name,
        "query": search.query,
        "dialect": search.dialect,
        "created_utc": search.created_utc,
    }
