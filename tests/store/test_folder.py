import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from pincite.domain.recognising import Recognisable
from pincite.errors import MatterError
from pincite.matter import Matter
from pincite.store import connection, schema
from pincite.store.folder import mounted_as, prefix_warning


def test_network_shares_are_known_by_their_mount():
    mounts = r"""
/dev/sda1 / ext4 rw 0 0
server:/cases /mnt/cases nfs4 rw 0 0
//server/my\040cases /mnt/my\040cases cifs rw 0 0
/dev/sdb1 /mnt/cases/local ext4 rw 0 0
"""
    assert mounted_as(mounts, Path("/home/a/Harbor.pincite")) == "ext4"
    assert mounted_as(mounts, Path("/mnt/cases/Harbor.pincite")) == "nfs4"
    assert mounted_as(mounts, Path("/mnt/my cases/Harbor.pincite")) == "cifs"
    assert mounted_as(mounts, Path("/mnt/cases/local/Harbor.pincite")) == "ext4"
    assert mounted_as(mounts, Path("/mnt/cases-2/Harbor.pincite")) == "ext4"


@pytest.fixture
def newer_program(monkeypatch: pytest.MonkeyPatch) -> Migrations:
    """A Pincite that knows one migration more than the matters of this one have."""
    migrations = Migrations("matter")
    migrations(name=schema.FIRST)(schema._first_matter)
    migrations(name=schema.SECOND)(schema._redactions)
    migrations(name=schema.THIRD)(schema._releases)
    migrations(name=schema.FOURTH)(schema._searches)
    monkeypatch.setattr(schema, "MATTER", migrations)
    monkeypatch.setattr(schema, "NAMES", schema.NAMES | {"5 later"})
    monkeypatch.setattr(connection, "MATTER", migrations)
    return migrations


def test_an_older_matter_is_copied_then_brought_up_to_date(tmp_path: Path, newer_program):
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.tags.new("Pilot")

    @newer_program(name="5 later")
    def _later(database: Database) -> None:
        database.conn.execute("ALTER TABLE tags ADD COLUMN meaning TEXT")

    with pytest.raises(MatterError, match="older Pincite"):
        Matter.open(tmp_path / "Harbor", read_only=True)
    with Matter.open(tmp_path / "Harbor", must_write=True) as matter:
        assert [tag.name for tag in matter.tags.all()] == ["Pilot"]
        matter.store.conn.execute("SELECT meaning FROM tags")
    copy = tmp_path / "Harbor.pincite" / "matter.db.before-update"
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT name FROM tags").fetchall() == [("Pilot",)]
        with pytest.raises(sqlite3.OperationalError):
            database.execute("SELECT meaning FROM tags")


def test_an_older_matter_is_looked_through_when_it_is_brought_up_to_date(
    tmp_path: Path, newer_program
):
    (tmp_path / "memo.txt").write_text("Call (202) 555-0143.")
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.processing.add([tmp_path / "memo.txt"])
        with matter.store.write() as database:
            database.conn.execute("DELETE FROM recognised")
    newer_program(name="5 later")(lambda _: None)
    with Matter.open(tmp_path / "Harbor", must_write=True) as matter:
        (kinds,) = matter.store.conn.execute("SELECT kinds FROM recognised").fetchone()
    assert kinds == bytes([Recognisable.PHONE])


def test_a_migration_that_fails_leaves_the_matter_as_it_was(tmp_path: Path, newer_program):
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.tags.new("Pilot")

    @newer_program(name="5 later")
    def _later(database: Database) -> None:
        database.conn.execute("ALTER TABLE tags ADD COLUMN meaning TEXT")
        database.conn.execute("INSERT INTO no_such_table VALUES (1)")

    with pytest.raises(MatterError, match="could not be brought up to date"):
        Matter.open(tmp_path / "Harbor", must_write=True)
    with closing(sqlite3.connect(tmp_path / "Harbor.pincite" / "matter.db")) as database:
        assert database.execute("SELECT name FROM tags").fetchall() == [("Pilot",)]
        with pytest.raises(sqlite3.OperationalError):
            database.execute("SELECT meaning FROM tags")


def test_bates_numbers_that_look_like_control_numbers_are_told(released: Matter):
    def release_page(bates: str) -> None:
        page = {"number": 1, "source_page": 0, "width_pt": 612, "height_pt": 792, "bates": bates}
        released.store.db["pages"].upsert(
            {"document_id": 1, "text_start": 0, "text_end": 0, "words": b"", **page},
            pk=("document_id", "number"),
        )

    for bates in ("BPS-000131", "REVISED-000131", "000131"):
        release_page(bates)
        assert prefix_warning(released.store) is None
    release_page("REV 000131")
    assert "begin with REV" in str(prefix_warning(released.store))
