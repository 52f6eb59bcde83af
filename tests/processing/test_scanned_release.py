"""A release that is nothing but pictures is read, and then divided."""

from pathlib import Path

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
