"""The searches that the drop-down lists: saved ones first, then the history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pincite.domain.dialects import Dialect
from pincite.errors import UndoRefused
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.search import Expansion, Query
from pincite.search.language.names import Names, read_names
from pincite.store.changed import Changed
from pincite.store.searches import RunSearch, SavedSearch


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A search that can be run; `saved` is its id, or None for one of the history."""

    query: str
    dialect: Dialect
    title: str
    note: str
    saved: int | None = None

    @property
    def is_saved(self) -> bool:
        """Whether it has a name."""
        return self.saved is not None

    def holds(self, typed: str) -> bool:
        """Whether each word typed stands in it somewhere."""
        text = f"{self.title} {self.query}".casefold()
        return all(word in text for word in typed.casefold().split())


@dataclass(frozen=True, slots=True)
class KnownSearches:
    """What was saved, and what was run, the newest first."""

    saved: tuple[SavedSearch, ...] = ()
    runs: tuple[RunSearch, ...] = ()

    def saved_as(self, query: str, dialect: Dialect) -> str:
        """The name that a query is saved under, '' for none."""
        wanted = (" ".join(query.split()), dialect)
        return next((one.name for one in self.saved if (one.query, one.dialect) == wanted), "")

    def rows(self) -> list[SearchRow]:
        """All of them as rows."""
        return [*_saved_rows(self.saved), *_run_rows(self.runs)]


def read_searches(matter: Matter, _: Control) -> KnownSearches:
    """The searches of a matter."""
    return KnownSearches(tuple(matter.searches.all()), tuple(matter.searches.history()))


def _saved_rows(saved: Sequence[SavedSearch]) -> list[SearchRow]:
    return [SearchRow(one.query, one.dialect, one.name, "", one.id) for one in saved]


def _run_rows(runs: Sequence[RunSearch]) -> list[SearchRow]:
    return [SearchRow(run.query, run.dialect, run.query, _note(run)) for run in runs]


def _note(run: RunSearch) -> str:
    """What was found then, and when that was on the reader's own clock: `38 · 26 Nov 14:05`."""
    then = datetime.fromisoformat(run.ran_utc.replace("Z", "+00:00")).astimezone()
    is_today = then.date() == datetime.now(UTC).astimezone().date()
    when = f"{then:%H:%M}" if is_today else f"{then.day} {then:%b} {then.year}"
    return f"{run.documents:,} then · {when}"


def keep_run(run: RunSearch, matter: Matter) -> Changed:
    """Put a query on top of the history; no view has to read it again."""
    matter.searches.keep_run(run.query, run.dialect, run.documents)
    return Changed()


def save_search(name: str, query: str, dialect: Dialect, matter: Matter) -> Changed:
    """Save a query that can be read.

    Raises:
        QueryError: It cannot be read.
        DecisionError: The name cannot be had.
    """
    matter.search.parse(query, dialect)
    return matter.searches.save(name, query, dialect)


def take_back(summary: str, matter: Matter) -> Changed:
    """Take a decision back, if it is still the last one.

    Raises:
        UndoRefused: Something else was decided since.
    """
    if matter.history.next_undo() != summary:
        raise UndoRefused(
            f"“{summary}” cannot be taken back here.",
            "Something else was decided since.",
            "Undo what came later first (Ctrl+Z).",
        )
    return matter.history.undo()


def read_known_names(matter: Matter, _: Control) -> Names:
    """What the names of fields' values are completed from."""
    return read_names(matter.store)


def expansion_of(query: Query, term: str, matter: Matter, _: Control) -> Expansion:
    """What one term of a query stands for in the matter."""
    found = (one for one in matter.search.expansions(query) if one.written == term)
    return next(found, Expansion(term, ()))
