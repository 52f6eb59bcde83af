"""Scanned pages from the file to the search, through real workers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest

from pincite.errors import Cancelled, OcrError
from pincite.jobs.control import Control, Progress
from pincite.jobs.pool import WorkerPool
from pincite.processing.ocr.service import LABEL, Ocr
from pincite.processing.ocr.workers import get_ready, ocr_workers
from pincite.store.ocr import OcrPages
from tests.corpus.scans import LETTER, MEMO, scanned
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


@pytest.fixture
def reader(bench: Bench, pool: WorkerPool) -> Ocr:
    return Ocr(bench.store, bench.parts, bench.journal, lambda: pool)


def confidences(bench: Bench, document: int) -> list[float | None]:
    rows = bench.store.conn.execute(
        "SELECT ocr_confidence FROM pages WHERE document_id = ? ORDER BY number", (document,)
    )
    return [row[0] for row in rows]


def states(bench: Bench, document: int) -> list[str]:
    return [page.state for page in OcrPages(bench.store).of_document(document)]


def cancelling_after(pages: int) -> Control:
    control: Control | None = None

    def report(step: Progress) -> None:
        if step.done >= pages:
            control.cancel()

    control = Control(report)
    return control


def test_a_scanned_file_becomes_findable_with_its_words_in_their_places(
    bench: Bench, inbox: Path, reader: Ocr
):
    (inbox / "scan.pdf").write_bytes(scanned([LETTER, MEMO], bates="BPS-"))
    bench.processing.add([inbox])
    assert bench.reasons() == {"scan.pdf": "pages without text"}
    before = bench.store.generation()
    steps: list[Progress] = []
    run = reader.run(Control(steps.append))
    assert (run.documents, run.pages, run.failed, run.exceptions) == ((1,), 2, 0, -1)
    assert bench.reasons() == {}
    assert bench.found("procurement") == bench.found("memorandum") == [1]
    assert bench.store.generation() > before
    assert {step.label for step in steps} == {LABEL}
    assert steps[-1].done == steps[-1].total == 2
    (document,) = bench.documents()
    assert (document.bates_begin, document.bates_end) == ("BPS-000131", "BPS-000132")
    assert all(confidence > 80 for confidence in confidences(bench, 1))
    text = bench.reader.text(1).text
    page = bench.reader.pages(1)[1]
    assert text[page.text_start : page.text_end].startswith("MEMORANDUM to the director")
    words = {text[word.start : word.end]: word for word in bench.reader.layouts(1)[0].words}
    word = words["procurement"]
    assert (word.x0, word.y1) == pytest.approx((98, 160), abs=6)
    assert reader.run().pages == 0


def test_the_lines_of_a_letter_stay_lines_and_its_words_keep_their_order(
    bench: Bench, inbox: Path, reader: Ocr
):
    (inbox / "scan.pdf").write_bytes(scanned([LETTER], degrees=1.3))
    bench.processing.add([inbox])
    reader.run()
    assert [line for line in bench.text(1).splitlines() if line] == list(LETTER)


def test_a_run_that_was_stopped_goes_on_where_it_was(bench: Bench, inbox: Path):
    reader = Ocr(bench.store, bench.parts, bench.journal, lambda: ocr_workers(1))
    (inbox / "scan.pdf").write_bytes(scanned([LETTER, MEMO, LETTER]))
    bench.processing.add([inbox])
    with pytest.raises(Cancelled):
        reader.run(cancelling_after(1))
    assert states(bench, 1).count("done") >= 1
    left = reader.pending()
    assert 0 < left < 3
    assert bench.found("memorandum") == []
    again = Ocr(bench.store, bench.parts, bench.journal, lambda: ocr_workers(1)).run()
    assert (again.pages, again.documents) == (left, (1,))
    assert bench.found("memorandum") == [1]


def test_a_page_that_cannot_be_read_is_listed_and_the_others_are_read(
    bench: Bench, inbox: Path, reader: Ocr
):
    (inbox / "scan.pdf").write_bytes(scanned([LETTER, MEMO]))
    bench.processing.add([inbox])
    hasty = Ocr(bench.store, bench.parts, bench.journal, lambda: ocr_workers(1), deadline_s=0.001)
    bench.store.conn.execute("UPDATE ocr_pages SET state = 'done' WHERE source_page = 0")
    run = hasty.run()
    assert (run.pages, run.failed) == (0, 1)
    assert states(bench, 1) == ["done", "failed"]
    assert "scanned pages not read" in bench.reasons().values()
    assert reader.queue_all([inbox]) == 2
    reader.run()
    assert bench.reasons() == {}
    assert bench.found("memorandum") == bench.found("procurement") == [1]


def test_a_good_layer_of_text_is_kept(bench: Bench, inbox: Path, reader: Ocr):
    layer = "The counsel of the agency read this statement before, and it is quite legible to all."
    (inbox / "scan.pdf").write_bytes(scanned([LETTER], layer=layer))
    bench.processing.add([inbox])
    assert reader.pending() == 0
    assert "quite legible" in bench.text(1)


def test_a_layer_of_rubbish_gives_way_to_what_is_read(bench: Bench, inbox: Path, reader: Ocr):
    layer = "Wkh1 txlfn! eurzq% irx@ mxpsv# ryhu$ wkh% odcb^ grj& zlwk xqghu wkh vwdwlrq lq wkh"
    (inbox / "scan.pdf").write_bytes(scanned([LETTER], layer=layer))
    bench.processing.add([inbox])
    assert bench.found("txlfn") == [1]
    assert reader.run().documents == (1,)
    assert bench.found("txlfn") == []
    assert bench.found("procurement") == [1]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_scanned_on_its_side_or_head_is_read(
    bench: Bench, inbox: Path, reader: Ocr, turned: int
):
    (inbox / "scan.pdf").write_bytes(scanned([(*LETTER, *MEMO, *LETTER)], turned=turned))
    bench.processing.add([inbox])
    reader.run()
    assert bench.found("procurement AND memorandum") == [1]
    text = bench.reader.text(1).text
    (layout,) = bench.reader.layouts(1)
    first = next(word for word in layout.words if text[word.start : word.end] == "From:")
    x, y = (first.x0 + first.x1) / 2, (first.y0 + first.y1) / 2
    expected = {90: (792 - 106, 90), 180: (612 - 90, 792 - 106), 270: (106, 612 - 90)}[turned]
    assert (x, y) == pytest.approx(expected, abs=8)


def test_what_a_painted_box_hides_in_a_scan_is_not_read(bench: Bench, inbox: Path, reader: Ocr):
    with pymupdf.open("pdf", scanned([LETTER])) as document:
        document[0].draw_rect(pymupdf.Rect(60, 140, 560, 192), color=(0, 0, 0), fill=(0, 0, 0))
        document.save(inbox / "scan.pdf")
    bench.processing.add([inbox])
    reader.run()
    assert bench.found("regulation") == [1]
    assert bench.found("procurement") == bench.found("demonstration") == []


def test_a_stamp_that_the_file_holds_as_text_stays_exact(bench: Bench, inbox: Path, reader: Ocr):
    with pymupdf.open("pdf", scanned([LETTER, MEMO])) as document:
        for number, page in enumerate(document):
            page.insert_text((470, 770), f"BPS-O{number + 131:06d}", fontsize=9)
        document.save(inbox / "scan.pdf")
    bench.processing.add([inbox])
    reader.run()
    assert bench.text(1).count("BPS-O000131") == 1
    assert bench.found("procurement") == [1]


def test_copies_of_a_file_are_read_once_and_both_get_the_words(
    bench: Bench, inbox: Path, reader: Ocr
):
    content = scanned([LETTER])
    for name in ("one.pdf", "two.pdf"):
        (inbox / name).write_bytes(content)
    bench.processing.add([inbox])
    run = reader.run()
    assert (run.pages, run.documents) == (1, (1, 2))
    assert bench.text(1) == bench.text(2)
    assert bench.found("procurement") == [1]


def test_a_blank_page_stays_listed_as_one_without_text(bench: Bench, inbox: Path, reader: Ocr):
    (inbox / "scan.pdf").write_bytes(scanned([LETTER, ()]))
    bench.processing.add([inbox])
    reader.run()
    message = bench.store.conn.execute("SELECT message FROM exceptions").fetchall()
    assert message == [("1 of 2 pages has no text: blank, or only a picture.",)]
    assert confidences(bench, 1)[1] is None


def test_the_page_on_the_screen_is_read_first(bench: Bench, inbox: Path, reader: Ocr):
    (inbox / "a.pdf").write_bytes(scanned([LETTER] * 4))
    (inbox / "b.pdf").write_bytes(scanned([MEMO, MEMO]))
    bench.processing.add([inbox])
    reader.prioritise(2, 1)
    with pytest.raises(Cancelled):
        reader.run(cancelling_after(1))
    assert "done" in states(bench, 2)
    assert "done" not in states(bench, 1)


def test_a_source_that_is_away_waits_until_it_is_back(bench: Bench, inbox: Path, reader: Ocr):
    path = inbox / "scan.pdf"
    path.write_bytes(scanned([LETTER]))
    bench.processing.add([inbox])
    path.rename(inbox.parent / "away.pdf")
    assert reader.run().pages == 0
    assert reader.pending() == 1
    (inbox.parent / "away.pdf").rename(path)
    assert reader.run().documents == (1,)


def test_each_document_is_told_of_when_its_text_is_there(bench: Bench, inbox: Path, reader: Ocr):
    for name, lines in (("a.pdf", LETTER), ("b.pdf", MEMO)):
        (inbox / name).write_bytes(scanned([lines]))
    bench.processing.add([inbox])
    told: list[tuple[int, bool]] = []
    look: Callable[[int], None] = lambda one: told.append((one, len(bench.text(one)) > 50))  # noqa: E731
    reader.run(on_rebuilt=look)
    assert sorted(told) == [(1, True), (2, True)]


def test_scanned_numbers_that_begin_as_control_numbers_do_are_listed(
    bench: Bench, inbox: Path, reader: Ocr
):
    (inbox / "scan.pdf").write_bytes(scanned([LETTER, MEMO], bates="REV-"))
    bench.processing.add([inbox])
    assert "numbers clash" not in bench.reasons().values()
    reader.run()
    assert bench.documents()[0].bates_begin == "REV-000131"
    assert bench.reasons() == {"scan.pdf": "numbers clash"}


def test_a_language_that_is_not_installed_is_a_known_error(bench: Bench, reader: Ocr):
    assert reader.languages == ("eng",)
    with pytest.raises(OcrError, match="Installed are"):
        reader.choose_languages(["tlh"])
    reader.choose_languages(["eng"])
    assert reader.languages == ("eng",)
