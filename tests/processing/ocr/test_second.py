"""Weak pages are read again by a second engine, and the better reading is kept."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pincite.errors import Cancelled, OcrError
from pincite.jobs.control import Control, Progress
from pincite.jobs.pool import WorkerPool
from pincite.processing.ocr.second import LABEL, SecondReading
from pincite.processing.ocr.service import Ocr
from pincite.processing.ocr.workers import get_ready
from pincite.review.marking import Marking
from pincite.store.ocr import OcrPages
from pincite.store.readings import Readings
from tests.corpus.scans import LETTER, MEMO, faintly_scanned, scanned, weakly_scanned
from tests.processing.conftest import Bench


class LastingPool(WorkerPool):
    """A pool that several runs use one after another: a worker takes a second to start."""

    def __exit__(self, *_: object) -> None:
        """Go on."""


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    pool = LastingPool(1, initializer=get_ready)
    yield pool
    pool.stop()


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory, pool: WorkerPool) -> Path:
    """A matter with two weak pages and a good one, read once by the first engine."""
    folder = tmp_path_factory.mktemp("read")
    inbox = folder / "inbox"
    inbox.mkdir()
    (inbox / "fax.pdf").write_bytes(weakly_scanned([LETTER, LETTER]))
    (inbox / "good.pdf").write_bytes(scanned([MEMO]))
    bench = Bench(folder / "matter")
    bench.processing.add([inbox])
    Ocr(bench.store, bench.parts, bench.journal, lambda: pool).run()
    bench.store.close()
    return folder / "matter"


@pytest.fixture
def bench(read: Path, tmp_path: Path) -> Iterator[Bench]:
    shutil.copytree(read, tmp_path / "matter")
    bench = Bench(tmp_path / "matter")
    yield bench
    bench.store.close()


@pytest.fixture
def second(bench: Bench, pool: WorkerPool) -> SecondReading:
    return SecondReading(bench.store, bench.parts, bench.journal, lambda: pool)


def test_a_weak_page_is_listed_and_read_better_by_a_second_engine(
    bench: Bench, second: SecondReading
):
    weak = second.weak()
    assert [(page.document_id, page.source_page) for page in weak] == [(1, 0), (1, 1)]
    assert all(page.confidence < 80 and page.asked == () for page in weak)
    assert bench.found("procurement") == []
    steps: list[Progress] = []
    run = second.run(control=Control(steps.append))
    assert (run.documents, run.pages, run.better, run.failed) == ((1,), 2, 2, 0)
    assert {step.label for step in steps} == {LABEL}
    assert bench.found("turnstile AND procurement") == [1]
    first, now = Readings(bench.store).of_page(1, 0)
    assert (first.asked, first.is_chosen, now.asked, now.is_chosen) == (
        "first", False, "thorough", True,
    )  # fmt: skip
    assert bench.parts.read(first.layer_sha256 or "")
    assert OcrPages(bench.store).of_document(1)[0].engine == now.engine
    assert now.engine.endswith("thorough")
    assert second.run().pages == 0


def test_a_reading_that_is_no_better_leaves_the_text_as_it_is_and_is_kept(
    bench: Bench, second: SecondReading
):
    before = bench.text(2)
    run = second.run(below=100)
    assert run.pages == 3
    assert 2 not in run.documents
    assert bench.text(2) == before
    first, other = Readings(bench.store).of_page(2, 0)
    assert (first.is_chosen, other.is_chosen, other.state) == (True, False, "done")


def test_a_passage_stays_on_its_words_when_they_read_otherwise(bench: Bench, second: SecondReading):
    marking = Marking(bench.store, bench.journal)
    marking.mark_quote(1, "The office the schedule on", 1)
    run = second.run()
    (passage,) = marking.of_document(1)
    assert not passage.is_adrift
    assert passage.quote == "The procurement office confirmed the schedule on"
    assert bench.reader.text(1).text[passage.start : passage.end] == passage.quote
    assert run.moved == 1
    assert bench.journal.next_undo().action == "follow passage"
    assert bench.journal.problems() == []


def test_a_run_that_was_stopped_goes_on_where_it_was(second: SecondReading):
    control: Control

    def report(step: Progress) -> None:
        if step.done:
            control.cancel()

    control = Control(report)
    with pytest.raises(Cancelled):
        second.run(control=control)
    assert second.pending() == 1
    assert second.run().pages == 1
    assert second.pending() == 0


def test_an_engine_that_is_not_there_is_a_known_error(second: SecondReading):
    assert second.engines[0] == "thorough"
    with pytest.raises(OcrError, match="thorough"):
        second.run("abacus")


def test_a_page_that_the_second_engine_cannot_read_keeps_its_first_reading(
    bench: Bench, second: SecondReading, pool: WorkerPool
):
    before = bench.text(1)
    hasty = SecondReading(bench.store, bench.parts, bench.journal, lambda: pool, 0.001)
    run = hasty.run()
    assert (run.pages, run.failed) == (0, 2)
    assert bench.text(1) == before
    assert second.run().pages == 2


def test_a_page_so_faint_that_it_looked_blank_is_read_and_a_blank_one_stays_so(
    bench: Bench, second: SecondReading, tmp_path: Path, pool: WorkerPool
):
    (tmp_path / "faint.pdf").write_bytes(faintly_scanned([MEMO, ()]))
    bench.processing.add([tmp_path / "faint.pdf"])
    Ocr(bench.store, bench.parts, bench.journal, lambda: pool).run()
    assert [page.confidence for page in second.weak() if page.document_id == 3] == [0, 0]
    second.run(below=1)
    assert bench.found("memorandum AND evaluation") == [2, 3]
    assert [page.source_page for page in second.weak(1) if page.document_id == 3] == [1]
    assert bench.text(3).strip().endswith("released in full.")


def test_a_page_read_anew_on_request_may_be_given_to_the_second_engine_again(
    bench: Bench, second: SecondReading, read: Path, pool: WorkerPool
):
    second.run()
    first = Ocr(bench.store, bench.parts, bench.journal, lambda: pool)
    assert first.queue_all([read.parent / "inbox"]) == 3
    first.run()
    assert [page.asked for page in second.weak()] == [(), ()]
    assert bench.found("procurement") == []
    assert Readings(bench.store).of_page(1, 0) == []
