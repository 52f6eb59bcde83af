import sqlite3
from pathlib import Path

import pytest

from pincite.errors import MatterReadOnly, UndoRefused
from pincite.store.connection import Store
from pincite.store.journal import Change, Journal


@pytest.fixture
def store(tmp_path: Path):
    store = Store(tmp_path / "matter.db")
    store.migrate()
    yield store
    store.close()


@pytest.fixture
def journal(store: Store) -> Journal:
    return Journal(store, "A. Reviewer")


def tag(name: str, colour: int = 1, identity: int = 1) -> Change:
    return Change("tags", {"id": identity}, None, {"name": name, "colour": colour, "position": 1})


def rename(old: str, new: str) -> Change:
    return Change("tags", {"id": 1}, {"name": old}, {"name": new})


def names(store: Store) -> list[str]:
    return [row[0] for row in store.conn.execute("SELECT name FROM tags ORDER BY id")]


def test_undo_and_redo_walk_the_decisions_back_and_forth(store: Store, journal: Journal):
    journal.apply("new tag", "New tag A", [tag("A")])
    journal.apply("rename tag", "Rename A to B", [rename("A", "B")])
    journal.undo()
    assert names(store) == ["A"]
    journal.undo()
    assert names(store) == []
    journal.redo()
    journal.redo()
    assert names(store) == ["B"]
    with pytest.raises(UndoRefused):
        journal.redo()
    journal.undo()
    assert names(store) == ["A"]


def test_a_new_decision_ends_what_could_be_made_again(store: Store, journal: Journal):
    journal.apply("new tag", "New tag A", [tag("A")])
    journal.undo()
    journal.apply("new tag", "New tag C", [tag("C")])
    with pytest.raises(UndoRefused, match="nothing to redo"):
        journal.redo()


def test_undo_is_refused_when_something_else_touched_the_row(store: Store, journal: Journal):
    journal.apply("new tag", "New tag A", [tag("A")])
    with store.write():
        store.conn.execute("UPDATE tags SET name = 'Z'")
    with pytest.raises(UndoRefused, match="later changed the same tag"):
        journal.undo()
    assert names(store) == ["Z"]


def test_a_failing_change_leaves_neither_rows_nor_entry(store: Store, journal: Journal):
    with pytest.raises(sqlite3.IntegrityError):
        journal.apply("new tag", "Two of a name", [tag("A"), tag("a", identity=2)])
    assert names(store) == []
    assert journal.entries() == []


def test_the_chain_shows_any_later_meddling(store: Store, journal: Journal):
    for name in "ABC":
        journal.apply("new tag", f"New tag {name}", [tag(name, identity=ord(name))])
    assert journal.problems() == []
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store.conn.execute("UPDATE journal SET summary = 'x' WHERE sequence = 2")
    store.conn.execute("DROP TRIGGER journal_is_append_only_update")
    store.conn.execute("UPDATE journal SET summary = 'x' WHERE sequence = 2")
    assert journal.problems() == ["journal entry 2 is not as it was written"]


def test_a_matter_open_for_reading_refuses_to_change(store: Store, tmp_path: Path):
    reader = Store(tmp_path / "matter.db", is_read_only=True)
    with pytest.raises(MatterReadOnly):
        Journal(reader, "B").apply("new tag", "New tag A", [tag("A")])
    reader.close()
