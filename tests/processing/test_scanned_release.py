"""A release that is nothing but pictures is read, and then divided."""

from pathlib import Path

import cv2
import numpy as np
import pymupdf

from pincite.matter import Matter
from tests.processing.test_releases import printed_mail


def scanned(source: Path, to: Path) -> Path:
    """The same pages as pictures."""
    with pymupdf.open(source) as pages, pymupdf.open() as scan:
        for page in pages:
            picture = page.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
            sheet = scan.new_page(width=page.rect.width, height=page.rect.height)
            sheet.insert_image(sheet.rect, pixmap=picture)
        scan.save(to)
    return to


def test_a_scanned_release_becomes_messages_once_it_is_read(tmp_path: Path):
    release = scanned(printed_mail(tmp_path / "text.pdf"), tmp_path / "scan.pdf")
    with Matter.new(tmp_path / "Case") as matter:
        matter.processing.add([release])
        assert matter.documents.totals().messages == 0
        (waiting,) = matter.releases.summaries()
        assert waiting.unread == waiting.pages
        read = matter.ocr.run()
        assert matter.releases.unprint_clear(read.documents) == 1
        rows = matter.documents.rows(matter.search.find("kind:message").ids.tolist())
        assert [(row.sender, row.subject) for row in rows] == [
            ("Dana Whitlock", "Pilot terms"),
            ("R. Okafor", "Visit"),
            ("Joy Amari", "Budget"),
        ]
        assert rows[0].sent_local == "2018-10-15T09:12:07"
        assert rows[2].bates == "BPS-000133–134"
        assert matter.search.find('body:"about bravo for a while"').documents == 1
        assert matter.verify().problems == ()
        matter.history.undo()
        assert matter.search.find("bravo").documents == 1
        assert matter.documents.totals().messages == 0


def faxed(source: Path, to: Path) -> Path:
    """The heads of the same pages as a bad fax machine sends them."""
    with pymupdf.open(source) as pages, pymupdf.open() as fax:
        for number, page in enumerate(pages):
            clip = pymupdf.Rect(0, 0, 612, 240)
            picture = page.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY, clip=clip)
            rows = np.frombuffer(picture.samples, np.uint8).reshape(picture.height, picture.stride)
            grey = rows[:, : picture.width]
            if number == 1:
                grey = cv2.GaussianBlur(grey, (0, 0), 1.5)
                noise = np.random.default_rng(2).normal(0, 45, grey.shape)
                grey = np.where(grey + noise > 130, 255, 0).astype(np.uint8)
            height, width = grey.shape
            samples = np.ascontiguousarray(grey).tobytes()
            sheet = fax.new_page(width=612, height=240)
            sheet.insert_image(
                sheet.rect, pixmap=pymupdf.Pixmap(pymupdf.csGRAY, width, height, samples, False)
            )
        fax.save(to)
    return to


def test_a_weak_page_of_a_divided_release_is_read_again_in_its_message(tmp_path: Path):
    release = faxed(printed_mail(tmp_path / "text.pdf"), tmp_path / "fax.pdf")
    with Matter.new(tmp_path / "Case") as matter:
        matter.processing.add([release])
        matter.ocr.run()
        matter.releases.unprint(1)
        (weak,) = matter.second_reading.weak()
        message = weak.shown_in
        assert (weak.document_id, weak.source_page) == (1, 1)
        assert message != 1
        before = {id_: matter.documents.text(id_).text for id_ in matter.releases.divided(1)}
        assert "message of bravo" not in before[message]
        matter.tags.tag([message], "Visits")
        run = matter.second_reading.run()
        assert run.better == 1
        assert message in run.documents
        after = {id_: matter.documents.text(id_).text for id_ in matter.releases.divided(1)}
        assert before.keys() == after.keys()
        assert "message of bravo" in after[message]
        assert {id_ for id_ in before if before[id_] != after[id_]} == {message}
        assert matter.search.find('tag:Visits "message of bravo"').documents == 1
        assert matter.verify().problems == ()
