"""Processing is killed at random moments, as by a power cut, and goes on as if it had not been."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from pincite.store.connection import Store
from tests.corpus.broken import numbered_pdf, zipped
from tests.corpus.mail import attachment, mailbox, message, multipart, part

_RUN = """
import sys
from pathlib import Path
from pincite.jobs.pool import WorkerPool
from pincite.processing import pipeline, reading, service
from pincite.store.connection import Store
from pincite.store.journal import Journal
from pincite.store.parts import Parts

def main():
    service.COMMIT_AFTER_S = 0.002
    pipeline.BATCH_FILES = 7
    folder = Path(sys.argv[1])
    store = Store(folder / "matter.db")
    store.migrate()
    processing = service.Processing(
        store, Parts(folder / "parts"), Journal(store, "A. Reviewer"), lambda: WorkerPool(2)
    )
    processing.add([Path(sys.argv[2])])
    store.close()

if __name__ == "__main__":
    main()
"""
_TABLES = (
    "documents",
    "texts",
    "pages",
    "redactions",
    "people",
    "document_people",
    "message_ids",
    "exceptions",
    "files",
)


def build(folder: Path) -> None:
    """A release with everything in it that is read in a way of its own."""
    folder.mkdir()
    text = part("Please see the plan.\n")
    for number in range(120):
        references = [f"References: <{number // 3}@x>"] if number % 3 else []
        body = f"Message {number} on the turnstiles.\n"
        raw = message(body, message_id=f"<{number}@x>", headers=references)
        if number % 4 == 0:
            plan = attachment(f"plan-{number}.txt", b"the turnstile plan %d" % number)
            raw = message(multipart("mixed", [text, plan]), message_id=f"<{number}@x>")
        (folder / f"{number}.eml").write_bytes(raw)
    copies = [message(f"Message {n} on the turnstiles.\n", message_id=f"<{n}@x>") for n in range(9)]
    filler = "filler words in every line\n" * 500
    long = [message(f"Long {n}.\n{filler}", message_id=f"<long-{n}@x>") for n in range(400)]
    (folder / "copies.mbox").write_bytes(mailbox(copies))
    (folder / "long.mbox").write_bytes(mailbox(long))
    (folder / "release.zip").write_bytes(zipped({f"{n}.txt": b"text %d" % n for n in range(30)}))
    (folder / "statement.pdf").write_bytes(numbered_pdf(131, 3))
    (folder / "empty.eml").write_bytes(b"")


def start(script: Path, matter: Path, release: Path) -> "subprocess.Popen[bytes]":
    """A run of its own session, so that it can be killed with its workers."""
    matter.mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, str(script), str(matter), str(release)], start_new_session=True
    )


def documents(matter: Path) -> int:
    """How many documents are there now; -1 before there is a database to ask."""
    try:
        with closing(sqlite3.connect(f"file:{matter}/matter.db?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.Error:
        return -1


def wait_for_more(run: "subprocess.Popen[bytes]", matter: Path, than: int) -> None:
    """Wait until the run has written documents, or has ended."""
    while run.poll() is None and documents(matter) <= than:
        time.sleep(0.005)


def state(matter: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything that processing wrote, but for the moments at which it did."""
    store = Store(matter / "matter.db")
    rows = {
        table: sorted(store.conn.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
        for table in _TABLES
    }
    rows["found"] = store.conn.execute(
        "SELECT rowid FROM document_words WHERE document_words MATCH 'turnstiles' ORDER BY rowid"
    ).fetchall()
    assert store.conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert store.conn.execute("PRAGMA foreign_key_check").fetchall() == []
    store.close()
    return rows


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_killed_run_loses_nothing_and_doubles_nothing(tmp_path: Path):
    script = tmp_path / "run.py"
    script.write_text(_RUN)
    release = tmp_path / "release"
    build(release)
    assert start(script, tmp_path / "whole", release).wait() == 0
    chance = random.Random(11)
    kept: list[int] = []
    for _ in range(7):
        run = start(script, tmp_path / "killed", release)
        before = kept[-1] if kept else 0
        wait_for_more(run, tmp_path / "killed", than=before + chance.randrange(60))
        time.sleep(chance.uniform(0, 0.02))
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
        if run.wait() == 0:
            break
        kept.append(documents(tmp_path / "killed"))
    # Killed in the middle of the work at least once; how often, the machine's load decides.
    assert any(0 < count < documents(tmp_path / "whole") for count in kept)
    assert start(script, tmp_path / "killed", release).wait() == 0
    assert state(tmp_path / "killed") == state(tmp_path / "whole")
