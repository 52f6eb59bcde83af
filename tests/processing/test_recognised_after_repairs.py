"""Whatever is done to a release, what is recognised stands on the words that are in the index."""

from pathlib import Path

import pymupdf

from pincite.domain.documents import ZONES
from pincite.domain.recognising import columns
from pincite.domain.releases import SegmentKind
from pincite.matter import Matter
from tests.processing.test_releases import printed_mail


def assert_agrees(matter: Matter) -> None:
    """Every document of the index has the stretches of its text as it is now, no other has any."""
    connection = matter.store.conn
    indexed = {
        row[0]
        for row in connection.execute(
            "SELECT id FROM documents WHERE copy_of IS NULL AND NOT is_retired"
        )
    }
    kept = {row[0]: row[1:] for row in connection.execute("SELECT * FROM recognised")}
    assert kept.keys() == indexed
    for document, found in kept.items():
        text = matter.documents.text(document)
        assert found == columns([text.zone(name) for name in ZONES])


def test_what_is_recognised_follows_every_repair(tmp_path: Path) -> None:
    with Matter.new(tmp_path / "Case") as matter:
        matter.processing.add([printed_mail(tmp_path / "release.pdf")])
        assert_agrees(matter)
        word = matter.documents.layouts(3)[0].words[-5]
        split = matter.releases.split(3, 1, word.y0 - 1)
        assert_agrees(matter)
        matter.releases.join_previous(split.id or 0)
        assert_agrees(matter)
        matter.releases.set_kind(4, SegmentKind.ATTACHMENT)
        assert_agrees(matter)
        matter.releases.take_back(1)
        assert_agrees(matter)
        for _ in range(4):
            matter.history.undo()
            assert_agrees(matter)


def test_a_date_in_a_released_pdf_is_recognised(tmp_path: Path) -> None:
    with pymupdf.open() as document:
        page = document.new_page(width=612, height=792)
        page.insert_text((72, 90), "The memorandum of July 13, 2018 is withdrawn.", fontsize=11)
        document.save(tmp_path / "memo.pdf")
    with Matter.new(tmp_path / "Case") as matter:
        matter.processing.add([tmp_path / "memo.pdf"])
        assert_agrees(matter)
        (kinds,) = matter.store.conn.execute("SELECT kinds FROM recognised").fetchone()
        assert kinds == b"\x01"
