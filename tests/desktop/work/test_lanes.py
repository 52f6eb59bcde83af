"""Every ticket has one outcome, on the window's thread, and decisions do not wait."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from pincite.desktop.work.matter_work import MatterWork
from pincite.errors import DecisionError
from pincite.jobs.control import Control
from pincite.matter import Matter


class Outcomes:
    """What became of tickets, with the thread it was told on."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Any]] = []
        self.threads: set[str] = set()

    def _hear(self, kind: str, value: Any) -> None:
        self.heard.append((kind, value))
        self.threads.add(threading.current_thread().name)

    def succeeded(self, value: Any) -> None:
        self._hear("succeeded", value)

    def failed(self, error: Exception) -> None:
        self._hear("failed", error)

    def cancelled(self) -> None:
        self._hear("cancelled", None)


@pytest.fixture
def work(qapp: object, tmp_path: Path, qtbot: QtBot) -> Iterator[MatterWork]:
    Matter.new(tmp_path / "Case").close()
    made = MatterWork(tmp_path / "Case.pincite")
    with qtbot.waitSignal(made.opened):
        pass
    yield made
    made.close()


@pytest.fixture
def outcomes() -> Outcomes:
    return Outcomes()


def test_a_reading_comes_back_on_the_windows_thread(
    work: MatterWork, outcomes: Outcomes, qtbot: QtBot
) -> None:
    read_on: list[str] = []

    def read(matter: Matter, _: Control) -> int:
        read_on.append(threading.current_thread().name)
        assert matter.is_read_only
        return matter.documents.totals().documents

    work.read(read, outcomes.succeeded)
    qtbot.waitUntil(lambda: bool(outcomes.heard))
    assert outcomes.heard == [("succeeded", 0)]
    assert outcomes.threads == {"MainThread"}
    assert read_on[0].startswith("pincite-read")


def test_work_that_is_done_before_anyone_listens_is_still_heard(
    work: MatterWork, outcomes: Outcomes, qtbot: QtBot
) -> None:
    is_done = threading.Event()

    def read(_: Matter, __: Control) -> str:
        is_done.set()
        return "early"

    ticket = work.read(read, outcomes.succeeded)
    assert is_done.wait(10)
    ticket.ended.connect(outcomes.cancelled)
    qtbot.waitUntil(lambda: len(outcomes.heard) == 2)
    assert [kind for kind, _ in outcomes.heard] == ["succeeded", "cancelled"]


def test_of_several_searches_only_the_latest_answers(
    work: MatterWork, outcomes: Outcomes, qtbot: QtBot
) -> None:
    gate = threading.Event()

    def slow(_: Matter, __: Control) -> str:
        gate.wait(10)
        return "old"

    first = work.read(slow, outcomes.succeeded, latest="search")
    first.cancelled.connect(outcomes.cancelled)
    work.read(lambda _, __: "new", outcomes.succeeded, latest="search")
    gate.set()
    qtbot.waitUntil(lambda: len(outcomes.heard) == 2)
    assert sorted(kind for kind, _ in outcomes.heard) == ["cancelled", "succeeded"]
    assert ("succeeded", "new") in outcomes.heard


def test_a_known_error_reaches_whoever_asked(
    work: MatterWork, outcomes: Outcomes, qtbot: QtBot
) -> None:
    work.decide(lambda matter: matter.tags.delete("none"), failed=outcomes.failed)
    qtbot.waitUntil(lambda: bool(outcomes.heard))
    assert isinstance(outcomes.heard[0][1], DecisionError)


def test_an_error_nobody_asked_for_reaches_the_window(work: MatterWork, qtbot: QtBot) -> None:
    with qtbot.waitSignal(work.failed) as heard:
        work.decide(lambda matter: matter.tags.delete("none"))
    assert isinstance(heard.args[0], DecisionError)


def test_a_decision_tells_every_view_what_changed(work: MatterWork, qtbot: QtBot) -> None:
    with qtbot.waitSignal(work.changed) as heard:
        work.decide(lambda matter: matter.tags.new("Pilot"))
    assert "tags" in heard.args[0]


def test_a_tag_does_not_wait_for_processing(
    work: MatterWork, outcomes: Outcomes, qtbot: QtBot
) -> None:
    has_begun, is_tagged = threading.Event(), threading.Event()

    def process(_: Matter, control: Control) -> frozenset[str]:
        steps = 0
        while not is_tagged.is_set():
            has_begun.set()
            control.step(steps, None, "Reading")
            steps += 1
        return frozenset({"documents"})

    def decide(matter: Matter) -> frozenset[str]:
        changed = matter.tags.new("Pilot")
        is_tagged.set()
        return changed

    work.write("Processing", process, outcomes.succeeded)
    assert has_begun.wait(10)
    work.decide(decide, outcomes.succeeded)
    qtbot.waitUntil(lambda: len(outcomes.heard) == 2, timeout=10_000)
    assert "tags" in outcomes.heard[0][1]
    assert outcomes.heard[1][1] == {"documents"}


def test_a_tag_can_be_made_while_processing_is_paused(
    work: MatterWork, outcomes: Outcomes, qtbot: QtBot
) -> None:
    has_begun = threading.Event()

    def process(_: Matter, control: Control) -> frozenset[str]:
        while True:
            has_begun.set()
            control.step(0, None, "Reading")

    ticket = work.write("Processing", process)
    ticket.cancelled.connect(outcomes.cancelled)
    assert has_begun.wait(10)
    ticket.control.pause()
    work.decide(lambda matter: matter.tags.new("Pilot"), outcomes.succeeded)
    qtbot.waitUntil(lambda: len(outcomes.heard) == 1)
    assert "tags" in outcomes.heard[0][1]
    ticket.cancel()
    qtbot.waitUntil(lambda: len(outcomes.heard) == 2)
    assert outcomes.heard[1][0] == "cancelled"


def test_closing_makes_what_was_decided_and_stops_the_rest(tmp_path: Path, qtbot: QtBot) -> None:
    Matter.new(tmp_path / "Case").close()
    work = MatterWork(tmp_path / "Case.pincite")
    with qtbot.waitSignal(work.opened):
        pass
    has_begun = threading.Event()

    def process(_: Matter, control: Control) -> frozenset[str]:
        while True:
            has_begun.set()
            control.step(0, None, "Reading")

    work.write("Processing", process)
    assert has_begun.wait(10)
    work.decide(lambda matter: matter.tags.new("Last"))
    work.close()
    with Matter.open(tmp_path / "Case", read_only=True) as matter:
        assert [tag.name for tag in matter.tags.all()] == ["Last"]


def test_progress_is_reported_on_the_windows_thread(
    work: MatterWork, outcomes: Outcomes, qtbot: QtBot
) -> None:
    gate = threading.Event()

    def read(_: Matter, control: Control) -> None:
        control.step(3, 10, "Reading")
        gate.wait(10)

    ticket = work.export("Reading", read, outcomes.succeeded)
    with qtbot.waitSignal(ticket.progressed) as heard:
        pass
    gate.set()
    assert (heard.args[0].done, heard.args[0].total) == (3, 10)
    qtbot.waitUntil(lambda: bool(outcomes.heard))


def test_a_search_that_is_stopped_ends_as_cancelled_and_nothing_of_it_is_shown(
    work: MatterWork, outcomes: Outcomes, qtbot: QtBot
) -> None:
    begun = threading.Event()

    def endless(_: Matter, control: Control) -> str:
        begun.set()
        while True:
            control.check()

    ticket = work.search(endless, outcomes.succeeded, failed=outcomes.failed, latest="hits")
    ticket.cancelled.connect(outcomes.cancelled)
    assert begun.wait(10)
    work.stop_searching("hits", "facets")
    work.search(lambda _, __: "next", outcomes.succeeded)
    qtbot.waitUntil(lambda: len(outcomes.heard) == 2)
    assert outcomes.heard == [("cancelled", None), ("succeeded", "next")]


def test_what_is_typed_is_read_while_a_search_takes_long(
    work: MatterWork, outcomes: Outcomes, qtbot: QtBot
) -> None:
    gate = threading.Event()
    work.search(lambda _, __: gate.wait(10), outcomes.succeeded)
    work.glance(lambda matter, _: matter.search.parse("pilot").reads_as, outcomes.succeeded)
    qtbot.waitUntil(lambda: bool(outcomes.heard))
    assert outcomes.heard == [("succeeded", "“pilot”")]
    gate.set()
    qtbot.waitUntil(lambda: len(outcomes.heard) == 2)
