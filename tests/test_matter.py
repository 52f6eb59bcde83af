import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pincite.errors import (
    MatterError,
    MatterLocked,
    MatterReadOnly,
    MatterTooNew,
)
from pincite.matter import Matter

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


def test_a_matter_can_be_moved_as_a_folder(tmp_path: Path):
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.tags.new("Pilot")
    shutil.move(tmp_path / "Harbor.pincite", tmp_path / "Moved.pincite")
    with Matter.open(tmp_path / "Moved") as matter:
        assert [tag.name for tag in matter.tags.all()] == ["Pilot"]
        assert matter.name == "Harbor"
