"""Scans that brought their text and were not wholly looked at: that is taken up later."""

from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from pincite.domain.ocr import LOOK, NO_TEXT
from pincite.errors import Cancelled
from pincite.jobs.control import Control, Progress
from pincite.jobs.pool import WorkerPool
from pincite.processing.formats import pdf as pdf_format
from pincite.processing.ocr.service import LOOK_LABEL, Ocr
from pincite.processing.ocr.workers import get_ready, ocr_workers
from pincite.store.ocr import OcrPages, Waiting
from pincite.store.redactions import Redactions
from pincite.store.releases import StoredReleases
from tests.corpus.scans import LETTER, scanned
from tests.processing.conftest import Bench
from tests.processing.test_releases import printed_mail

LAYER = "The counsel of the agency read this statement before, and it is quite legible to all."
BOX = pymupdf.Rect(200, 400, 400, 420)


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


def layered(pages: int) -> bytes:
    """Scans of a letter with a box over (b)(6), each with a layer of text."""
    with pymupdf.open() as source, pymupdf.open() as made:
        page = source.new_page(width=612, height=792)
        for number, line in enumerate(LETTER):
            page.insert_text((72, 110 + 24 * number), line, fontsize=13)
        page.draw_rect(BOX, color=(0, 0, 0))
        page.insert_text((280, 414), "(b)(6)", fontsize=10)
        picture = page.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
        for _ in range(pages):
            sheet = made.new_page(width=612, height=792)
            sheet.insert_image(sheet.rect, pixmap=picture)
            sheet.insert_textbox(sheet.rect + (72, 110, -72, -72), LAYER, render_mode=3)
        return bytes(made.tobytes(deflate=True))


def forget_looks(bench: Bench) -> None:
    """Let the matter be as if there had been no time to look at any page."""
    with bench.store.write() as database:
        database.conn.execute("DELETE FROM redactions")
        database.conn.execute("UPDATE pages SET withheld_share = NULL")
        database.conn.execute(
            "INSERT INTO ocr_pages (document_id, source_page, reason)"
            " SELECT document_id, source_page, ? FROM pages AS p JOIN documents AS d"
            " ON d.id = p.document_id WHERE d.printed_in IS NULL",
            (LOOK,),
        )


def added(bench: Bench, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    bench.processing.add([path])
    forget_looks(bench)


def test_pages_that_time_was_too_short_for_are_remembered(monkeypatch: pytest.MonkeyPatch):
    with pymupdf.open("pdf", layered(2)) as document:
        document.insert_pdf(pymupdf.open("pdf", scanned([LETTER])))
        content = bytes(document.tobytes())
    assert pdf_format.read_document(content).ocr == ((2, NO_TEXT),)
    monkeypatch.setattr(pdf_format, "_SCANNED_SECONDS", 0.0)
    found = pdf_format.read_document(content)
    assert found.ocr == ((0, LOOK), (1, LOOK), (2, NO_TEXT))
    assert [page.withheld_share for page in found.pages] == [None, None, None]


def test_every_page_is_looked_at_in_the_end_and_keeps_its_text(
    bench: Bench, inbox: Path, reader: Ocr
):
    added(bench, inbox / "scan.pdf", layered(2))
    text = bench.text(1)
    (summary,) = StoredReleases(bench.store).summaries()
    assert summary.not_looked_at == Redactions(bench.store).pages_not_looked_at() == 2
    assert reader.waiting() == Waiting(to_read=0, to_look_at=2)
    steps: list[Progress] = []
    run = reader.run(Control(steps.append))
    assert (run.looked, run.pages, run.failed, run.documents) == (2, 0, 0, ())
    assert steps[0].label == LOOK_LABEL
    assert steps[-1].done == steps[-1].total == 2
    found = Redactions(bench.store).suggestions()
    assert [(one.source_page, one.codes) for one in found] == [(0, ("b6",)), (1, ("b6",))]
    assert found[0].rect == pytest.approx(tuple(BOX), abs=3)
    assert Redactions(bench.store).pages_not_looked_at() == 0
    assert bench.text(1) == text
    assert reader.run().looked == 0


def test_a_look_that_was_stopped_goes_on_where_it_was(bench: Bench, inbox: Path):
    added(bench, inbox / "scan.pdf", layered(4))
    control = Control(lambda step: control.cancel() if step.done else None)
    pool = lambda: ocr_workers(1)  # noqa: E731
    with pytest.raises(Cancelled):
        Ocr(bench.store, bench.parts, bench.journal, pool).run(control)
    left = Redactions(bench.store).pages_not_looked_at()
    assert 0 < left < 4
    assert Ocr(bench.store, bench.parts, bench.journal, pool).run().looked == left
    assert len(Redactions(bench.store).suggestions()) == 4


def test_pages_are_read_before_others_are_looked_at(bench: Bench, inbox: Path, reader: Ocr):
    added(bench, inbox / "a.pdf", layered(1))
    (inbox / "b.pdf").write_bytes(scanned([LETTER]))
    bench.processing.add([inbox / "b.pdf"])
    assert [page.reason for page in OcrPages(bench.store).pending()] == [NO_TEXT, LOOK]
    run = reader.run()
    assert (run.pages, run.looked, run.documents) == (1, 1, (2,))
    assert bench.found("procurement") == [2]


def test_a_text_is_made_anew_though_other_pages_are_still_to_be_looked_at(
    bench: Bench, inbox: Path, reader: Ocr
):
    with pymupdf.open("pdf", layered(1)) as document:
        document.insert_pdf(pymupdf.open("pdf", scanned([LETTER])))
        (inbox / "scan.pdf").write_bytes(document.tobytes())
    bench.processing.add([inbox])
    with bench.store.write() as database:
        database.conn.execute(
            "INSERT INTO ocr_pages VALUES (1, 0, ?, 'pending', NULL, '')", (LOOK,)
        )
    control = Control(lambda step: control.cancel() if step.label == LOOK_LABEL else None)
    with pytest.raises(Cancelled):
        reader.run(control)
    assert bench.found("procurement AND legible") == [1]


def test_copies_of_a_file_are_looked_at_once_and_both_get_what_is_found(
    bench: Bench, inbox: Path, reader: Ocr
):
    content = layered(1)
    for name in ("one.pdf", "two.pdf"):
        (inbox / name).write_bytes(content)
    bench.processing.add([inbox])
    forget_looks(bench)
    assert reader.run().looked == 1
    found = Redactions(bench.store)
    assert len(found.of_document(1)) == len(found.of_document(2)) == 1


def mail_over_scans(folder: Path) -> bytes:
    """Three printed messages on four pages, each page over a scan with a box."""
    with pymupdf.open(printed_mail(folder / "mail.pdf")) as mail:
        for page, picture in zip(mail, pymupdf.open("pdf", layered(4)), strict=True):
            page.insert_image(page.rect, pixmap=picture.get_pixmap(dpi=150), overlay=False)
        return bytes(mail.tobytes())


def test_what_is_found_in_a_divided_pdf_goes_to_its_documents(
    bench: Bench, inbox: Path, reader: Ocr
):
    added(bench, inbox / "mail.pdf", mail_over_scans(inbox.parent))
    assert StoredReleases(bench.store).divided(1) == [2, 3, 4]
    assert reader.run().looked == 4
    found = Redactions(bench.store).all()
    assert [(one.document_id, one.source_page) for one in found] == [(2, 0), (3, 1), (4, 2), (4, 3)]
    (summary,) = StoredReleases(bench.store).summaries()
    assert (summary.not_looked_at, summary.codes) == (0, (("b6", 4),))
    assert summary.withheld_share > 0


def test_the_page_of_a_message_on_the_screen_is_looked_at_first(
    bench: Bench, inbox: Path, reader: Ocr
):
    added(bench, inbox / "mail.pdf", mail_over_scans(inbox.parent))
    reader.prioritise(4, 1)
    with pytest.raises(Cancelled):
        reader.run(control := Control(lambda step: control.cancel() if step.done else None))
    states = [page.state for page in OcrPages(bench.store).of_document(1)]
    assert states[3] == "done"
    assert "pending" in states[:3]


def test_a_page_that_cannot_be_looked_at_is_listed_and_not_tried_for_ever(
    bench: Bench, inbox: Path, pool: WorkerPool
):
    added(bench, inbox / "scan.pdf", layered(1))
    hasty = Ocr(bench.store, bench.parts, bench.journal, lambda: ocr_workers(1), deadline_s=0.001)
    assert hasty.run().failed == 1
    assert bench.reasons() == {"scan.pdf": "scanned pages not looked at"}
    assert Ocr(bench.store, bench.parts, bench.journal, lambda: pool).pending() == 0
    assert Redactions(bench.store).pages_not_looked_at() == 1


def test_a_drawn_page_of_an_older_matter_stays_said_to_be_not_looked_at(
    bench: Bench, inbox: Path, reader: Ocr
):
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((72, 100), "About the pilot of the turnstile cameras")
        page.draw_rect(BOX, color=None, fill=(0, 0, 0))
        added(bench, inbox / "drawn.pdf", document.tobytes())
    reader.run()
    assert Redactions(bench.store).all() == []
    assert Redactions(bench.store).pages_not_looked_at() == 1
    assert bench.reasons() == {}
