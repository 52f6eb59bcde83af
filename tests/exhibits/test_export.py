import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from pincite.errors import Cancelled, ExhibitError, VerificationError
from pincite.exhibits.verify import verify_bundle
from pincite.jobs.control import Control

# The letters of neighbouring lines may reach into a highlight by a hair.
INSET = (1, 3, -1, -3)


@pytest.fixture
def bundle(desk):
    """A bundle of the message with its attachment, then the numbered pages."""
    desk.bundles.new("Declaration of R. Amari")
    caption = {
        "court": "United States District Court",
        "case_number": "19-cv-12242",
        "title": "Northlight Alliance\nv.\nHarbor Security Agency",
    }
    desk.bundles.set_caption("Declaration of R. Amari", caption)
    desk.exhibits.add("Declaration of R. Amari", [1, 4])
    return desk.bundles.named("Declaration of R. Amari")


def exported(desk, bundle, **options) -> pymupdf.Document:
    desk.exporter.export(bundle, desk.folder / "out", may_replace=True, **options)
    return pymupdf.open(desk.folder / "out" / "filing" / "Bundle.pdf")


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_folder_holds_what_is_filed_the_papers_and_a_manifest(desk, bundle):
    result = desk.exporter.export(bundle, desk.folder / "out")
    assert sorted(hashes(desk.folder / "out")) == [
        "filing/Bundle.pdf",
        "filing/Ex-01 - Pilot terms and next steps.pdf",
        "filing/Ex-02 - Visitor log.pdf",
        "papers/index.csv",
        "papers/index.xlsx",
        "papers/manifest.json",
        "papers/pin-cites.docx",
    ]
    assert (result.exhibits, result.pages, result.files) == (2, 10, 7)
    assert verify_bundle(desk.folder / "out").is_ok
    assert desk.renditions.frozen == [1, 2, 4]


def test_every_page_carries_its_number_in_the_pdf(desk, bundle):
    pdf = exported(desk, bundle)
    for page in pdf:
        foot = [w[4] for w in page.get_text("words") if w[1] > page.rect.height - 60]
        assert str(page.number + 1) in foot
    assert [page.get_label() for page in pdf] == [str(n) for n in range(1, 11)]


def test_index_entries_lead_to_the_slip_sheets(desk, bundle):
    pdf = exported(desk, bundle)
    links = pdf[1].get_links()
    assert [link["page"] + 1 for link in links] == [3, 7]
    for link, number in zip(links, ("1", "2"), strict=True):
        row = pdf[1].get_textbox(link["from"])
        assert f"Ex. {number}" in row
        assert str(link["page"] + 1) in row.split()
        assert f"EXHIBIT {number}" in pdf[link["page"]].get_text()


def test_bookmarks_name_the_page_and_nest_attachments(desk, bundle):
    pdf = exported(desk, bundle)
    assert pdf.get_toc() == [
        [1, "Caption (p. 1)", 1],
        [1, "Index of exhibits (p. 2)", 2],
        [1, "Ex. 1 — Pilot terms and next steps (p. 3)", 3],
        [2, "Pilot_SOW (p. 6)", 6],
        [1, "Ex. 2 — Visitor log (p. 7)", 7],
    ]
    assert pdf.xref_get_key(pdf.pdf_catalog(), "OpenAction")[1].endswith("/XYZ null null 1]")


def test_each_page_is_stamped_and_keeps_its_own_words_and_bates_number(desk, bundle):
    pdf = exported(desk, bundle)
    text = pdf[8].get_text()
    assert "EXHIBIT\n2\nNo. 19-cv-12242\nPage 2 of 3" in text
    assert "Words of page 2" in text
    assert "BPS-000132" in text


def test_an_exhibits_own_file_is_numbered_by_exhibit_page(desk, bundle):
    exported(desk, bundle)
    name = "Ex-01 - Pilot terms and next steps.pdf"
    pdf = pymupdf.open(desk.folder / "out" / "filing" / name)
    for page in pdf:
        foot = [w[4] for w in page.get_text("words") if w[1] > page.rect.height - 60]
        assert foot == [str(page.number + 1)]
    assert pdf.metadata["title"] == "Exhibit 1 - Pilot terms and next steps"


def test_passages_are_highlights_only_where_the_rendering_says_so(desk, bundle):
    desk.passage(1, "face recognition service at no cost", desk.tag("Sales pressure"))
    assert all(page.first_annot is None for page in exported(desk, bundle))
    desk.bundles.set_rendering(bundle.id, "highlighted")
    pdf = exported(desk, desk.bundles.get(bundle.id))
    page = pdf[3]
    (mark,) = page.annots()
    assert mark.type[1] == "Highlight"
    quads = [pymupdf.Quad(mark.vertices[n : n + 4]).rect for n in range(0, 8, 4)]
    marked = [word[4] for quad in quads for word in page.get_text("words", clip=quad + INSET)]
    assert " ".join(marked) == "face recognition service at no cost"
    assert mark.info["content"] == mark.info["title"] == mark.info["modDate"] == ""


def test_only_the_internal_copy_shows_notes(desk, bundle):
    desk.passage(1, "extend the pilot", note="Ask about the price.")
    courtesy = exported(desk, bundle, rendering="courtesy")
    assert [mark.info["content"] for mark in courtesy[3].annots()] == [""]
    internal = exported(desk, bundle, rendering="internal")
    assert [mark.info["content"] for mark in internal[3].annots()] == ["Ask about the price."]
    assert "Not for filing" in internal[0].get_text()


def test_what_is_filed_tells_no_path_author_tag_or_note(desk, bundle):
    desk.passage(1, "extend the pilot", desk.tag("Hush tag"), note="Hush note")
    desk.bundles.set_rendering(bundle.id, "highlighted")
    exported(desk, desk.bundles.get(bundle.id)).close()
    for path in (desk.folder / "out" / "filing").iterdir():
        told = _everything(path)
        for secret in (b"Secret", b"Hush", b"somebody", str(desk.folder).encode(), b"Reviewer"):
            assert secret not in told


def _everything(path: Path) -> bytes:
    """The bytes of a PDF, its objects and its decompressed streams."""
    found = [path.read_bytes()]
    with pymupdf.open(path) as pdf:
        for xref in range(1, pdf.xref_length()):
            found.append(pdf.xref_object(xref).encode())
            if pdf.xref_is_stream(xref):
                found.append(pdf.xref_stream(xref))
        found += [str(entry).encode() for entry in pdf.get_toc()]
    return b"\n".join(found)


def test_the_same_matter_exports_to_the_same_bytes(desk, bundle):
    desk.passage(1, "extend the pilot", desk.tag())
    desk.exporter.export(bundle, desk.folder / "one", rendering="courtesy")
    desk.exporter.export(bundle, desk.folder / "two", rendering="courtesy")
    assert hashes(desk.folder / "one") == hashes(desk.folder / "two")


def test_a_folder_that_exists_is_refused_or_replaced_as_a_whole(desk, bundle):
    out = desk.folder / "out"
    desk.exporter.export(bundle, out)
    (out / "filing" / "stray.txt").write_text("x")
    with pytest.raises(ExhibitError, match="there already"):
        desk.exporter.export(bundle, out)
    assert (out / "filing" / "stray.txt").exists()
    desk.exporter.export(bundle, out, may_replace=True)
    assert verify_bundle(out).is_ok


def test_a_folder_that_is_no_bundle_is_never_replaced(desk, bundle):
    out = desk.folder / "thesis"
    out.mkdir()
    (out / "chapter.txt").write_text("years of work")
    with pytest.raises(ExhibitError, match="cannot be replaced"):
        desk.exporter.export(bundle, out, may_replace=True)
    assert (out / "chapter.txt").read_text() == "years of work"


def test_a_cancelled_export_leaves_what_was_there(desk, bundle):
    out = desk.folder / "out"
    desk.exporter.export(bundle, out)
    before = hashes(out)
    control = Control(lambda progress: control.cancel())
    with pytest.raises(Cancelled):
        desk.exporter.export(bundle, out, may_replace=True, control=control)
    assert hashes(out) == before
    assert [path.name for path in desk.folder.iterdir() if path.name.startswith(".")] == []


def test_an_empty_bundle_is_not_exported(desk):
    desk.bundles.new("Empty")
    with pytest.raises(ExhibitError, match="is empty"):
        desk.exporter.export(desk.bundles.named("Empty"), desk.folder / "out")
    assert not (desk.folder / "out").exists()


def test_privileged_documents_are_pointed_out(desk, bundle):
    desk.store.db["codings"].insert({"document_id": 2, "is_privileged": 1})
    result = desk.exporter.export(bundle, desk.folder / "out")
    assert result.warnings == ("Ex. 1: REV-000002 is coded privileged.",)


def test_the_manifest_ties_each_exhibit_to_its_source(desk, bundle):
    desk.exporter.export(bundle, desk.folder / "out")
    manifest = json.loads((desk.folder / "out" / "papers" / "manifest.json").read_bytes())
    assert manifest["journal_head"] == desk.journal.head()
    (held,) = manifest["exhibits"][1]["documents"]
    assert held["document"] == "REV-000004"
    assert held["source_file"] == "release.pdf"
    assert held["source_sha256"] == "f" * 64
    assert held["pages"] == [1, 2, 3]
    assert held["bates"] == ["BPS-000131", "BPS-000132", "BPS-000133"]


def test_a_long_exhibit_made_in_stretches_reads_the_same(desk, bundle, monkeypatch):
    desk.passage(2, "demo continues")
    with exported(desk, bundle, rendering="courtesy") as pdf:
        expected = [(page.get_text(), len(list(page.annots()))) for page in pdf]
    monkeypatch.setattr("pincite.exhibits.export._LONGEST_STRETCH", 2)
    with exported(desk, bundle, rendering="courtesy") as pdf:
        assert [(page.get_text(), len(list(page.annots()))) for page in pdf] == expected
    with pymupdf.open(desk.folder / "out" / "filing" / "Ex-02 - Visitor log.pdf") as own:
        assert [page.get_text().split()[-1] for page in own] == ["1", "2", "3"]
    assert verify_bundle(desk.folder / "out").is_ok


def test_a_passage_that_cannot_be_highlighted_is_told(desk, bundle):
    desk.passage(1, "extend the pilot")
    with desk.store.write():
        desk.store.conn.execute("UPDATE passages SET quote = 'words that are gone'")
    result = desk.exporter.export(bundle, desk.folder / "out", rendering="courtesy")
    (warning,) = result.warnings
    assert warning.startswith("Ex. 1: a passage of REV-000001 cannot be highlighted")


def test_a_source_that_changed_since_it_was_read_is_not_filed(desk, bundle):
    rendition = desk.renditions.drawn[4]
    desk.renditions.drawn[4] = replace(rendition, is_own_pages=True)
    with pytest.raises(VerificationError, match=r"Ex\. 2 cannot be exported"):
        desk.exporter.export(bundle, desk.folder / "out")
    with desk.store.write():
        desk.store.conn.execute(
            "UPDATE documents SET sha256 = ? WHERE id = 4",
            (hashlib.sha256(rendition.path.read_bytes()).hexdigest(),),
        )
    desk.exporter.export(bundle, desk.folder / "out")


def test_one_pdf_may_be_several_exhibits_by_its_pages(desk):
    desk.bundles.new("Reply")
    first = desk.exhibits.add("Reply", [4], pages="1")
    desk.exhibits.add("Reply", [4], pages="2-3")
    assert first.id
    pdf = exported(desk, desk.bundles.named("Reply"))
    assert [entry[1:] for entry in pdf.get_toc()[2:]] == [
        ["Ex. 1 — Visitor log (p. 3)", 3],
        ["Ex. 2 — Visitor log (p. 5)", 5],
    ]
    assert "Words of page 3" in pdf[6].get_text()


def test_no_file_of_a_bundle_carries_text_that_survives_under_a_redaction(desk):
    pdf = pymupdf.open()
    page = pdf.new_page()
    page.insert_text((72, 100), "About the pilot")
    page.insert_text((72, 150), "Attorney: Ellsworth")
    page.draw_rect(pymupdf.Rect(60, 136, 260, 156), color=None, fill=(0, 0, 0))
    pdf.new_page().insert_text((72, 100), "The second page")
    pdf.save(desk.folder / "9.pdf")
    desk.add(9, desk.folder / "9.pdf")
    desk.bundles.new("Reply")
    desk.exhibits.add("Reply", [9])
    bundle = exported(desk, desk.bundles.named("Reply"))
    assert not any("Ellsworth" in page.get_text() for page in bundle)
    assert "The second page" in bundle[4].get_text()
    for path in (desk.folder / "out").rglob("*.*"):
        told = _everything(path) if path.suffix == ".pdf" else path.read_bytes()
        assert b"Ellsworth" not in told


def test_what_was_read_of_a_scanned_page_can_be_searched_in_the_exhibit(bare_desk):
    """The page is a picture; its words are known to the matter, and to the exhibit from now on."""
    desk = bare_desk
    desk.document(1, [["The procurement office agreed.", "BPS-000131"], ["A second page."]])
    drawn = desk.renditions.drawn[1]
    with pymupdf.open(drawn.path) as pdf, pymupdf.open() as scans:
        for page in pdf:
            scan = scans.new_page(width=612, height=792)
            scan.insert_image(scan.rect, pixmap=page.get_pixmap(dpi=100))
        path = drawn.path.with_name("scan.pdf")
        scans.save(path)
    desk.renditions.drawn[1] = replace(drawn, path=path, is_own_pages=True)
    desk.store.conn.execute("UPDATE pages SET ocr_confidence = 91.0 WHERE number = 1")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    desk.store.conn.execute("UPDATE documents SET sha256 = ?", (sha256,))
    desk.bundles.new("Scans")
    desk.exhibits.add("Scans", [1])
    with exported(desk, desk.bundles.named("Scans")) as bundle:
        texts = [page.get_text() for page in bundle]
    assert sum("procurement office" in " ".join(text.split()) for text in texts) == 1
    assert not any("second page" in text for text in texts)


def test_a_number_that_was_hardly_legible_is_pointed_out(desk, bundle):
    assert not any(
        "legible" in one for one in desk.exporter.export(bundle, desk.folder / "a").warnings
    )
    desk.store.db["pages"].update((4, 1), {"bates_confidence": 30})
    written = desk.exporter.export(bundle, desk.folder / "b")
    assert [one for one in written.warnings if "legible" in one] == [
        "Ex. 2: the Bates number of a page of REV-000004 is hardly legible: compare it."
    ]
