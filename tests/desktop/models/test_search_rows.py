"""The rows of the drop-down: saved searches and history."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pincite.desktop.models.search_rows import KnownSearches, SearchRow, save_search, take_back
from pincite.errors import QueryError, UndoRefused
from pincite.matter import Matter
from pincite.store.searches import RunSearch, SavedSearch

SAVED = SavedSearch(3, "Demo offers", "demo /5 offer!", "westlaw", "2026-01-01T00:00:00Z")


def run(query: str, then: datetime, documents: int = 38) -> RunSearch:
    return RunSearch(query, "pincite", then.strftime("%Y-%m-%dT%H:%M:%SZ"), documents)


def test_a_run_says_what_it_found_and_when() -> None:
    now = datetime.now(UTC)
    long_ago = now - timedelta(days=400)
    rows = KnownSearches((SAVED,), (run("pilot", now, 1351), run("demo*", long_ago))).rows()
    assert [(row.title, row.is_saved) for row in rows] == [
        ("Demo offers", True),
        ("pilot", False),
        ("demo*", False),
    ]
    assert rows[1].note == f"1,351 then · {now.astimezone():%H:%M}"
    assert str(long_ago.year) in rows[2].note


def test_rows_are_filtered_by_name_and_query() -> None:
    row = SearchRow("demo /5 offer!", "westlaw", "Pitches", "")
    assert row.holds("pitch")
    assert row.holds("OFFER pit")
    assert not row.holds("pilot")


def test_a_query_is_known_as_saved_in_its_own_dialect_only() -> None:
    known = KnownSearches((SAVED,))
    assert known.saved_as(" demo /5  offer!", "westlaw") == "Demo offers"
    assert known.saved_as("demo /5 offer!", "lexis") == ""


def test_what_cannot_be_read_is_not_saved_and_only_the_last_decision_is_taken_back(
    tmp_path: Path,
) -> None:
    with Matter.new(tmp_path / "Case") as matter:
        with pytest.raises(QueryError):
            save_search("Bad", "pilot AND", "pincite", matter)
        save_search("Pilot", "pilot", "pincite", matter)
        matter.searches.delete("Pilot")
        matter.tags.new("Demos")
        with pytest.raises(UndoRefused):
            take_back("Delete the search “Pilot”", matter)
        matter.history.undo()
        take_back("Delete the search “Pilot”", matter)
        assert [one.name for one in matter.searches.all()] == ["Pilot"]
