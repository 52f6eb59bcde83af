"""Files that bring their reader down, played by a reader that dies of certain bytes."""

import os
import time
from pathlib import Path

import pytest

from pincite.jobs.pool import WorkerPool
from pincite.processing import families
from pincite.processing.formats.mail import Mail, read_mail
from pincite.processing.service import Processing
from tests.corpus.mail import mailbox, message
from tests.processing.conftest import Bench


def perilous(raw: bytes) -> Mail:
    """Reads a message unless it asks for trouble."""
    if b"X-Crash:" in raw:
        os.abort()
    if b"X-Hang:" in raw:
        time.sleep(60)
    if b"X-Fail:" in raw:
        raise AssertionError("a bug in a reader")
    if b"X-Memory:" in raw:
        raise MemoryError
    return read_mail(raw)


def make_perilous() -> None:
    families.read_mail = perilous


@pytest.fixture
def perilous_bench(bench: Bench) -> Bench:
    bench.processing = Processing(
        bench.store,
        bench.parts,
        bench.journal,
        lambda: WorkerPool(2, initializer=make_perilous),
        deadline_s=2.0,
    )
    return bench


def test_one_bad_file_costs_one_exception(perilous_bench: Bench, inbox: Path):
    bench = perilous_bench
    bad = {3: "X-Crash: 1", 11: "X-Hang: 1", 17: "X-Fail: 1", 18: "X-Memory: 1"}
    for number in range(20):
        headers = [bad[number]] if number in bad else []
        raw = message(f"Number {number}.\n", message_id=f"<{number}@x>", headers=headers)
        (inbox / f"{number}.eml").write_bytes(raw)
    bench.processing.add([inbox])
    assert bench.reasons() == {
        "3.eml": "could not be read",
        "11.eml": "took too long",
        "17.eml": "could not be read",
        "18.eml": "could not be read",
    }
    documents = bench.documents()
    assert [one.filename for one in documents] == [f"{number}.eml" for number in range(20)]
    assert {one.id for one in documents if not one.message_id} == {4, 12, 18, 19}
    assert bench.natives.read(documents[3]) == (inbox / "3.eml").read_bytes()


def test_a_bad_message_of_a_large_mailbox_costs_its_stretch(perilous_bench: Bench, inbox: Path):
    bench = perilous_bench
    filler = "filler words\n" * 500
    messages = [
        message(filler, message_id=f"<{n}@x>", headers=["X-Crash: 1"] if n == 400 else [])
        for n in range(900)
    ]
    (inbox / "big.mbox").write_bytes(mailbox(messages))
    bench.processing.add([inbox])
    found = [one.message_id for one in bench.documents()]
    lost = {f"{n}@x" for n in range(900)} - set(found)
    assert "400@x" in lost
    assert len(lost) <= 10
    assert found == sorted(found, key=lambda name: int(str(name).split("@", maxsplit=1)[0]))
    (path,) = bench.reasons()
    assert path.startswith("big.mbox › bytes ")
