"""A reviewer's program is killed at random moments; what it said it had decided is there."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pincite.errors import UndoRefused
from pincite.matter import Matter
from pincite.store.journal import Journal
from tests.corpus.mail import mailbox, message

_KILLS = 8
_MESSAGES = 240
_TABLES = (
    "tags",
    "document_tags",
    "codings",
    "notes",
    "passages",
    "passage_tags",
    "bundles",
    "exhibits",
    "documents",
    "texts",
)

# Says each decision on standard output once the service has returned: from then on it is a promise.
_RUN = """
import json, random, sys
from pincite.errors import PinciteError
from pincite.matter import Matter
from pincite.review.coding import DECISIONS

NAMES = ["Timeline", "Sales pressure", "Cost", "Turnstiles", "Follow up", "Hot", "Pilot"]

def tell(what):
    sys.stdout.write(json.dumps(what) + "\\n")
    sys.stdout.flush()

def decide(matter, chance):
    ids = matter.store.conn.execute("SELECT id FROM documents WHERE copy_of IS NULL").fetchall()
    one = chance.choice(ids)[0]
    some = [id_ for id_, in chance.sample(ids, chance.randrange(1, len(ids) + 1))]
    passages = [passage.id for passage in matter.passages.all()]
    tags = [tag.id for tag in matter.tags.all()]
    name = chance.choice(NAMES)
    start = chance.randrange(0, 60)
    decisions = [
        lambda: matter.tags.tag(some, name),
        lambda: matter.tags.tag([one], name),
        lambda: matter.tags.tag(some, chance.choice(tags or [name]), remove=bool(tags)),
        lambda: matter.tags.rename(chance.choice(tags), f"Issue {chance.randrange(10**6)}"),
        lambda: matter.tags.delete(chance.choice(tags)),
        lambda: matter.coding.code(some, chance.choice(DECISIONS), family=True),
        lambda: matter.coding.code([one], chance.choice(DECISIONS)),
        lambda: matter.notes.set(one, chance.choice(["", "Ask her.", "Compare with the log."])),
        lambda: matter.passages.mark(one, start, start + 40, [name], "why"),
        lambda: matter.passages.mark(one, start, start + 9),
        lambda: matter.passages.toggle_tag(chance.choice(passages), name),
        lambda: matter.passages.delete(chance.choice(passages)),
        lambda: matter.editing.edit(one, date=chance.choice(["2018", "2018-07-13", ""])),
        lambda: matter.bundles.new(f"Declaration {chance.randrange(10**6)}"),
        lambda: matter.exhibits.add(matter.bundles.all()[0].id, [one]),
        lambda: matter.history.undo(),
        lambda: matter.history.redo(),
    ]
    return chance.choice(decisions)

def main():
    chance = random.Random(int(sys.argv[2]))
    with Matter.open(sys.argv[1], must_write=True) as matter:
        tell(["open", matter.journal.head()])
        while True:
            try:
                decide(matter, chance)()
            except (PinciteError, IndexError):
                continue
            newest = matter.journal.entries(1)[0]
            tell([newest.sequence, newest.hash])

if __name__ == "__main__":
    main()
"""


@dataclass
class Promised:
    """What all runs together said that they had decided: the hash of each entry by its number."""

    hashes: dict[int, str] = field(default_factory=dict)

    def take(self, line: bytes) -> None:
        """Note a line that a run has said; one that it was killed in was never said."""
        if line.endswith(b"\n"):
            sequence, hash_ = json.loads(line)
            if sequence != "open":
                self.hashes[sequence] = hash_


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A matter about which nobody has decided anything."""
    folder = tmp_path_factory.mktemp("untouched")
    letters = [
        message(
            f"Letter {number} says that the turnstiles at gate {number % 7} open in the spring.\n",
            subject=f"Gate {number}",
            message_id=f"<{number}@ports.example>",
        )
        for number in range(_MESSAGES)
    ]
    (folder / "letters.mbox").write_bytes(mailbox(letters))
    with Matter.new(folder / "Harbor") as matter:
        matter.processing.add([folder / "letters.mbox"])
        return matter.folder


def decide_until_killed(
    script: Path, matter: Path, seed: int, chance: random.Random, promised: Promised
) -> None:
    """Run decisions, kill the run after a few of them, at no particular moment."""
    run = subprocess.Popen(
        [sys.executable, str(script), str(matter), str(seed)],
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert run.stdout is not None
    for _ in range(chance.randrange(2, 60)):
        promised.take(run.stdout.readline())
    # Anywhere in a decision, not only right behind one.
    time.sleep(chance.uniform(0, 0.03))
    assert run.poll() is None, "it ended by itself"
    os.killpg(run.pid, signal.SIGKILL)
    for line in run.stdout:
        promised.take(line)
    run.stdout.close()
    assert run.wait() == -signal.SIGKILL


def rows(matter: Matter) -> dict[str, list[tuple[object, ...]]]:
    """Everything that can be decided, and what it is decided about."""
    return {
        table: sorted(matter.store.conn.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
        for table in _TABLES
    }


def check(folder: Path, promised: Promised) -> None:
    """Open the matter for writing, as the reviewer would, and look at what is there."""
    with Matter.open(folder, must_write=True) as matter:
        kept = {heading.sequence: heading.hash for heading in matter.history.entries()}
        lost = {number for number, hash_ in promised.hashes.items() if kept.get(number) != hash_}
        assert not lost, "a decision is gone that was promised"
        assert matter.journal.problems() == []
        # One decision may have been made whose promise was not heard any more.
        unsaid = {number: kept[number] for number in kept.keys() - promised.hashes.keys()}
        assert len(unsaid) <= 1
        promised.hashes |= unsaid


def replayed(untouched: Path, folder: Path, to: Path) -> dict[str, list[tuple[object, ...]]]:
    """What a matter comes to when its whole history is made again from the beginning."""
    shutil.copytree(untouched, to)
    with Matter.open(folder, read_only=True) as decided, Matter.open(to) as again:
        journal = Journal(again.store, "A. Reviewer")
        for heading in reversed(decided.history.entries()):
            entry = decided.journal.entry(heading.sequence)
            journal.apply(entry.action, entry.summary, entry.changes)
        return rows(again)


def redo_everything(matter: Matter) -> None:
    """Redo until there is nothing left to redo."""
    with pytest.raises(UndoRefused, match="nothing to redo"):
        while True:
            matter.history.redo()


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_killed_decisions_are_made_wholly_or_not_at_all(untouched: Path, tmp_path: Path):
    script = tmp_path / "run.py"
    script.write_text(_RUN)
    folder = Path(shutil.copytree(untouched, tmp_path / "Harbor.pincite"))
    chance = random.Random(23)
    with Matter.open(folder, read_only=True) as matter:
        begun = {heading.sequence: heading.hash for heading in matter.history.entries()}
    promised = Promised(begun)
    for seed in range(_KILLS):
        decide_until_killed(script, folder, seed, chance, promised)
        check(folder, promised)
    assert len(promised.hashes) > 100

    history = replayed(untouched, folder, tmp_path / "Again.pincite")
    with Matter.open(untouched, read_only=True) as matter:
        before = rows(matter)
    with Matter.open(folder, must_write=True) as matter:
        assert rows(matter) == history, "half a decision was made, or one twice"
        assert history["document_tags"] or history["codings"]
        assert matter.verify().problems == ()
        # A run may have been killed behind an undo: what it took back is redone with the rest.
        redo_everything(matter)
        decided = rows(matter)
        with pytest.raises(UndoRefused, match="nothing to undo"):
            while True:
                matter.history.undo()
        assert rows(matter) == before
        redo_everything(matter)
        assert matter.journal.problems() == []
        again = rows(matter)
    for table in _TABLES:
        assert again[table] == decided[table]
