import json
from pathlib import Path

import pymupdf
import pytest
from sqlite_utils.migrations import Migrations

from pincite.matter import Matter
from pincite.store import connection, schema
from pincite.store.incoming import IncomingRedaction
from pincite.store.redactions import write_scanned


def release(folder: Path) -> Path:
    """A release of two PDFs: one with a box and its code, one where text survives."""
    folder.mkdir()
    for name, has_text in (("1.pdf", False), ("2.pdf", True)):
        pdf = pymupdf.open()
        page = pdf.new_page()
        page.insert_text((72, 100), "About the pilot")
        if has_text:
            page.insert_text((72, 150), "Ellsworth")
        page.draw_rect(pymupdf.Rect(60, 136, 260, 156), color=None, fill=(0, 0, 0))
        if not has_text:
            page.insert_text((72, 150), "(b)(7)(E)", color=(1, 1, 1))
        pdf.save(folder / name)
    return folder


@pytest.fixture
def harbor(tmp_path: Path):
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.processing.add([release(tmp_path / "release")])
        yield matter


def test_what_is_withheld_is_kept_with_its_page(harbor: Matter):
    coded, surviving = harbor.redactions.all()
    assert (coded.document_id, coded.source_page, coded.codes) == (1, 0, ("b7E",))
    assert coded.rect == pytest.approx((60, 136, 260, 156), abs=0.5)
    assert (coded.found_in, coded.is_confirmed, coded.text_survives) == ("vector", True, False)
    assert surviving.text_survives
    assert harbor.redactions.shares(1)[0] == pytest.approx(200 * 20 / (595 * 842), rel=0.05)


def test_text_that_survives_is_in_no_table_and_the_rule_is_named(harbor: Matter):
    assert "Ellsworth" not in "\n".join(harbor.store.conn.iterdump())
    assert harbor.search.find("Ellsworth").documents == 0
    (exception,) = harbor.exceptions.of_document(2)
    assert exception.reason == "text survives under a redaction"
    assert "FRE 502(b)" in exception.message
    assert "FRCP 26(b)(5)(B)" in exception.message
    assert "counsel decides" in exception.remedy


def test_documents_are_found_by_their_redactions_and_codes(harbor: Matter):
    find = harbor.search.find
    assert find("has:redaction").ids.tolist() == [1, 2]
    for spelling in ("b7E", "B7e", '"(b)(7)(E)"', "b7"):
        assert find(f"exemption:{spelling}").ids.tolist() == [1]
    assert find("exemption:b6").documents == 0
    assert harbor.search.parse("exemption:b7e").reads_as.endswith("withheld under (b)(7)(E)")


def test_no_saved_copy_of_the_pages_carries_what_survives(harbor: Matter):
    copy = harbor.renditions.shared_copy(2)
    with pymupdf.open("pdf", copy) as pdf:
        assert "Ellsworth" not in pdf[0].get_text()
    assert b"Ellsworth" not in copy
    native = harbor.renditions.open(1).path.read_bytes()
    assert harbor.renditions.shared_copy(1) == native


def test_an_older_matter_is_brought_up_to_date_and_says_what_it_did_not_look_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    older = Migrations("matter")
    older(name=schema.FIRST)(schema._first_matter)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MATTER", older)
        patch.setattr(connection, "MATTER", older)
        with Matter.new(tmp_path / "Harbor") as matter, matter.store.write() as database:
            file = {"path": "1.pdf", "size_bytes": 1, "modified_ns": 1}
            database["sources"].insert({"id": 1, "path": "r", "kind": "file", "added_utc": ""})
            database["files"].insert({"id": 1, "source_id": 1, **file})
            row = {"family_id": 1, "kind": "file", "type": "pdf", "file_id": 1, "sort_key": 1}
            size = {"length_bytes": 1, "size_bytes": 1, "sha256": "0" * 64}
            database["documents"].insert({"id": 1, **row, **size})
            page = {"source_page": 0, "width_pt": 612, "height_pt": 792, "words": b""}
            place = {"text_start": 0, "text_end": 0}
            database["pages"].insert({"document_id": 1, "number": 1, **page, **place})
    with Matter.open(tmp_path / "Harbor", must_write=True) as matter:
        assert matter.redactions.all() == []
        assert matter.redactions.shares(1) == {0: None}
        assert matter.redactions.pages_not_looked_at() == 1


def scanned(*codes: str, top: float = 300) -> IncomingRedaction:
    """An area that was found in the picture of a page."""
    return IncomingRedaction(
        60, top, 160, top + 20, "white", json.dumps(codes), "image",
        text_survives=False, is_confirmed=False,
    )  # fmt: skip


def test_what_is_found_in_a_picture_is_a_suggestion_and_takes_the_place_of_the_last(harbor: Matter):
    before = harbor.redactions.shares(1)[0] or 0
    write_scanned(harbor.store, 1, 0, [scanned("b1"), scanned("b3", top=400)])
    write_scanned(harbor.store, 1, 0, [scanned("b5")])
    (found,) = harbor.redactions.suggestions()
    assert (found.codes, found.found_in, found.is_confirmed) == (("b5",), "image", False)
    assert harbor.redactions.shares(1)[0] == pytest.approx(
        before + 100 * 20 / (595 * 842), rel=0.05
    )
    assert harbor.search.find("exemption:b5").ids.tolist() == [1]


def test_what_was_confirmed_is_not_suggested_again(harbor: Matter):
    write_scanned(harbor.store, 1, 0, [scanned("b1")])
    harbor.redactions.confirm_document(1)
    write_scanned(harbor.store, 1, 0, [scanned("b1")])
    assert harbor.redactions.suggestions() == []
    assert len(harbor.redactions.of_document(1)) == 2
