import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from pincite.domain.verification import Verification
from pincite.errors import (
    Cancelled,
    MatterError,
    MatterLocked,
    MatterReadOnly,
    MatterTooNew,
    SourceError,
    VerificationError,
)
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.store import connection, schema
from pincite.store.folder import mounted_as

HOLD = """
import sys
from pincite.matter import Matter
matter = Matter.open(sys.argv[1], must_write=True)
matter.tags.new("Kept after a crash")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_new_matter_is_a_folder_that_opens_again(tmp_path: Path):
    with Matter.new(tmp_path / "Harbor v. Port", prefix="HVP") as matter:
        assert (matter.name, matter.prefix) == ("Harbor v. Port", "HVP")
    assert sorted(path.name for path in (tmp_path / "Harbor v. Port.pincite").iterdir()) == [
        "lock",
        "matter.db",
        "parts",
    ]
    with Matter.open(tmp_path / "Harbor v. Port.pincite" / "matter.db") as matter:
        assert matter.documents.control(131) == "HVP-000131"
        assert not matter.is_read_only


def test_new_refuses_what_is_there_and_prefixes_that_mislead(tmp_path: Path):
    Matter.new(tmp_path / "Harbor").close()
    with pytest.raises(MatterError, match="already there"):
        Matter.new(tmp_path / "Harbor")
    for prefix in ("rev", "1A", "REV-", "", "ABCDEFGHIJKLM"):
        with pytest.raises(MatterError, match="prefix"):
            Matter.new(tmp_path / "Other", prefix=prefix)
    assert [path.name for path in tmp_path.iterdir()] == ["Harbor.pincite"]


def test_a_second_opening_reads_and_says_who_writes(tmp_path: Path):
    with Matter.new(tmp_path / "Harbor") as first:
        with Matter.open(tmp_path / "Harbor") as second:
            assert second.is_read_only
            assert f"process {os.getpid()}" in second.notices[0]
            first.tags.new("Pilot")
            assert [tag.name for tag in second.tags.all()] == ["Pilot"]
            with pytest.raises(MatterReadOnly):
                second.tags.new("Other")
        with pytest.raises(MatterLocked, match="open for writing elsewhere"):
            Matter.open(tmp_path / "Harbor", must_write=True)
    with Matter.open(tmp_path / "Harbor", must_write=True) as third:
        assert not third.notices


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_writer_leaves_no_lock_and_loses_no_decision(tmp_path: Path):
    Matter.new(tmp_path / "Harbor").close()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "Harbor")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(MatterLocked):
            Matter.open(tmp_path / "Harbor", must_write=True)
        process.send_signal(signal.SIGKILL)
    with Matter.open(tmp_path / "Harbor", must_write=True) as matter:
        assert [tag.name for tag in matter.tags.all()] == ["Kept after a crash"]
        assert matter.journal.problems() == []


def test_a_newer_matter_is_refused_and_left_alone(tmp_path: Path):
    Matter.new(tmp_path / "Harbor").close()
    database = tmp_path / "Harbor.pincite" / "matter.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('matter', '2 something new', '2027')"
        )
    before = database.read_bytes()
    with pytest.raises(MatterTooNew, match="2 something new"):
        Matter.open(tmp_path / "Harbor")
    assert database.read_bytes() == before


def test_what_is_not_a_matter_is_refused_in_words(tmp_path: Path):
    (tmp_path / "Empty.pincite").mkdir()
    (tmp_path / "Text.pincite").mkdir()
    (tmp_path / "Text.pincite" / "matter.db").write_text("this is not a database at all " * 200)
    (tmp_path / "Other.pincite").mkdir()
    with closing(sqlite3.connect(tmp_path / "Other.pincite" / "matter.db")) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    for name, reason in (
        ("Missing", "is not there"),
        ("Empty", "no matter.db"),
        ("Text", "cannot be read"),
        ("Other", "something else"),
    ):
        with pytest.raises(MatterError, match=reason):
            Matter.open(tmp_path / f"{name}.pincite")


def test_a_matter_where_nothing_may_be_written_still_opens(tmp_path: Path):
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    Matter.new(tmp_path / "Harbor").close()
    folder = tmp_path / "Harbor.pincite"
    folder.chmod(0o500)
    try:
        with Matter.open(folder) as matter:
            assert matter.is_read_only
            assert matter.name == "Harbor"
    finally:
        folder.chmod(0o700)


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


def test_a_matter_can_be_moved_as_a_folder(tmp_path: Path):
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.tags.new("Pilot")
    shutil.move(tmp_path / "Harbor.pincite", tmp_path / "Moved.pincite")
    with Matter.open(tmp_path / "Moved") as matter:
        assert [tag.name for tag in matter.tags.all()] == ["Pilot"]
        assert matter.name == "Harbor"


def test_a_backup_restores_the_matter_with_its_sources(released: Matter, tmp_path: Path):
    backup = released.backup(tmp_path / "harbor.zip", with_sources=True)
    assert backup.files == 3
    shutil.rmtree(tmp_path / "release")
    with Matter.restore(tmp_path / "harbor.zip", tmp_path / "Restored") as restored:
        assert [tag.name for tag in restored.tags.all()] == ["Pilot"]
        assert restored.natives.read(restored.documents.get(1)) == b"first"
        assert restored.verify().problems == ()
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["Harbor.pincite", "Restored.pincite", "harbor.zip"]


def test_a_damaged_or_foreign_archive_restores_nothing(released: Matter, tmp_path: Path):
    released.backup(tmp_path / "harbor.zip")
    content = bytearray((tmp_path / "harbor.zip").read_bytes())
    content[200] ^= 0xFF
    (tmp_path / "damaged.zip").write_bytes(content)
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        files = {"matter.db": "0" * 64, "../outside": "0" * 64}
        archive.writestr("backup.json", json.dumps({"pincite_backup": 1, "files": files}))
    (tmp_path / "text.zip").write_text("not a zip")
    for name, error in (
        ("damaged", VerificationError),
        ("evil", MatterError),
        ("text", VerificationError),
        ("missing", MatterError),
    ):
        with pytest.raises(error):
            Matter.restore(tmp_path / f"{name}.zip", tmp_path / "Restored")
    assert not (tmp_path / "Restored.pincite").exists()
    assert not (tmp_path / "outside").exists()
    assert not list(tmp_path.glob(".*"))


def test_a_backup_refuses_what_is_there_and_sources_that_changed(released: Matter, tmp_path: Path):
    (tmp_path / "there.zip").write_text("mine")
    with pytest.raises(MatterError, match="already there"):
        released.backup(tmp_path / "there.zip")
    (tmp_path / "release" / "1.").write_text("later")
    with pytest.raises(SourceError, match="not what it was"):
        released.backup(tmp_path / "new.zip", with_sources=True)
    with pytest.raises(MatterError, match="cannot be written"):
        released.backup(tmp_path / "no such folder" / "new.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "Harbor.pincite",
        "release",
        "there.zip",
    ]


def test_a_source_that_moved_is_found_by_its_hashes(released: Matter, tmp_path: Path):
    (tmp_path / "release").rename(tmp_path / "moved")
    assert len(released.verify().problems) == 2
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "1.").write_text("first")
    (tmp_path / "wrong" / "2.").write_text("other")
    with pytest.raises(SourceError, match=r"1 of 2 files differ: 2\. \(different\)"):
        released.relink(1, tmp_path / "wrong")
    released.relink(released.custody.source_named("release"), tmp_path / "moved")
    assert released.verify().problems == ()
    with pytest.raises(SourceError, match="does not name one source"):
        released.custody.source_named("elsewhere")


def test_verification_tells_what_is_not_as_it_was(released: Matter, tmp_path: Path):
    assert released.verify() == Verification(5, ())
    (tmp_path / "release" / "1.").write_text("forged")
    (tmp_path / "release" / "2.").unlink()
    connection = released.store.conn
    connection.execute("DROP TRIGGER journal_is_append_only_update")
    connection.execute("UPDATE journal SET summary = 'x' WHERE sequence = 1")
    connection.execute("DELETE FROM texts WHERE document_id = 2")
    part = released.parts.keep(b"attachment")
    released.parts.path(part).write_bytes(b"forged")
    problems = "\n".join(released.verify().problems)
    for expected in (
        "release/1. has changed",
        "release/2. cannot be read",
        "Journal entry 1 is not as it was written",
        "1 documents have no text",
        "is damaged",
    ):
        assert expected in problems


def test_verification_can_be_stopped(released: Matter):
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        released.verify(control)


@pytest.fixture
def released(tmp_path: Path):
    """A matter with two documents in a folder, each a file, as processing would leave it."""
    (tmp_path / "release").mkdir()
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.tags.new("Pilot")
        with matter.store.write() as database:
            source = {"path": str(tmp_path / "release"), "kind": "folder", "added_utc": ""}
            database["sources"].insert({"id": 1, **source})
            for number, text in enumerate(("first", "second"), 1):
                (tmp_path / "release" / f"{number}.").write_text(text)
                sha256 = hashlib.sha256(text.encode()).hexdigest()
                file = {"source_id": 1, "path": f"{number}.", "size_bytes": len(text)}
                database["files"].insert(
                    {"id": number, **file, "modified_ns": 1, "sha256": sha256, "state": "done"}
                )
                document = {"family_id": number, "kind": "file", "type": "text", "sort_key": 1}
                size = {"length_bytes": len(text), "size_bytes": len(text)}
                database["documents"].insert(
                    {"id": number, "file_id": number, "sha256": sha256, **document, **size}
                )
                database["texts"].insert({"document_id": number, "text": text, "bounds": [0] * 14})
                database.conn.execute(
                    "INSERT INTO document_words (rowid, body) VALUES (?, ?)", (number, text)
                )
        yield matter


@pytest.fixture
def newer_program(monkeypatch: pytest.MonkeyPatch) -> Migrations:
    """A Pincite that knows one migration more than the matters of this one have."""
    migrations = Migrations("matter")
    migrations(name=schema.FIRST)(schema._first_matter)
    monkeypatch.setattr(schema, "MATTER", migrations)
    monkeypatch.setattr(schema, "NAMES", frozenset({schema.FIRST, "2 later"}))
    monkeypatch.setattr(connection, "MATTER", migrations)
    return migrations


def test_an_older_matter_is_copied_then_brought_up_to_date(tmp_path: Path, newer_program):
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.tags.new("Pilot")

    @newer_program(name="2 later")
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


def test_a_migration_that_fails_leaves_the_matter_as_it_was(tmp_path: Path, newer_program):
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.tags.new("Pilot")

    @newer_program(name="2 later")
    def _later(database: Database) -> None:
        database.conn.execute("ALTER TABLE tags ADD COLUMN meaning TEXT")
        database.conn.execute("INSERT INTO no_such_table VALUES (1)")

    with pytest.raises(MatterError, match="could not be brought up to date"):
        Matter.open(tmp_path / "Harbor", must_write=True)
    with closing(sqlite3.connect(tmp_path / "Harbor.pincite" / "matter.db")) as database:
        assert database.execute("SELECT name FROM tags").fetchall() == [("Pilot",)]
        with pytest.raises(sqlite3.OperationalError):
            database.execute("SELECT meaning FROM tags")
