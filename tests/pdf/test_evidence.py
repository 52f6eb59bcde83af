import io
from pathlib import Path

import pymupdf
import pytest

from pincite.pdf.evidence import open_evidence
from pincite.pdf.photographs import without_exif


def saved(pdf: pymupdf.Document, tmp_path: Path) -> Path:
    path = tmp_path / "source.pdf"
    pdf.save(path)
    return path


def everything(pdf: pymupdf.Document) -> bytes:
    """A document's objects and decompressed streams."""
    found = []
    for xref in range(1, pdf.xref_length()):
        found.append(pdf.xref_object(xref).encode())
        if pdf.xref_is_stream(xref):
            found.append(pdf.xref_stream(xref))
    return b"\n".join(found)


def greys(page: pymupdf.Page) -> bytes:
    return page.get_pixmap(dpi=60, colorspace=pymupdf.csGRAY).samples


def photograph() -> bytes:
    """A JPEG with Exif, a comment and a colour profile's marker."""
    pixels = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 24, 16))
    pixels.set_rect(pixels.irect, (40, 90, 160))
    jpeg = pixels.tobytes("jpeg")
    told = [(0xE1, b"Exif\x00\x00GPS of the photographer"), (0xFE, b"by A. Photographer")]
    told.append((0xE2, b"ICC_PROFILE\x00"))
    segments = b"".join(
        bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body for marker, body in told
    )
    return jpeg[:2] + segments + jpeg[2:]


def test_only_the_pages_that_are_asked_for_are_opened_in_their_order(tmp_path):
    pdf = pymupdf.open()
    for number in range(5):
        pdf.new_page().insert_text((72, 72), f"Page {number}")
    opened = open_evidence(saved(pdf, tmp_path), [3, 1])
    assert [page.get_text().strip() for page in opened] == ["Page 3", "Page 1"]


def test_annotations_and_fields_become_part_of_the_page(tmp_path):
    pdf = pymupdf.open()
    page = pdf.new_page()
    page.add_freetext_annot((72, 72, 300, 100), "A remark of the agency")
    field = pymupdf.Widget()
    field.field_type, field.field_name = pymupdf.PDF_WIDGET_TYPE_TEXT, "name"
    field.field_value, field.rect = "Filled in", pymupdf.Rect(72, 200, 300, 220)
    page.add_widget(field)
    opened = open_evidence(saved(pdf, tmp_path), [0])
    assert opened[0].first_annot is None
    assert opened[0].first_widget is None
    assert {"remark", "Filled"} <= {word[4] for word in opened[0].get_text("words")}


def test_an_annotation_that_two_pages_share_is_seen_on_both(tmp_path):
    pdf = pymupdf.open()
    pdf.new_page()
    pdf.new_page()
    first = pdf[0]
    first.add_freetext_annot((72, 72, 300, 100), "Shared remark", fontsize=20)
    annotations = pdf.xref_get_key(first.xref, "Annots")[1]
    pdf.xref_set_key(pdf.page_xref(1), "Annots", annotations)
    path = saved(pdf, tmp_path)
    opened = open_evidence(path, [0, 1])
    with pymupdf.open(path) as source:
        for index in (0, 1):
            assert greys(opened[index]) == greys(source[index])


def test_a_layer_that_is_switched_off_stays_unseen(tmp_path):
    pdf = pymupdf.open()
    page = pdf.new_page()
    hidden = pdf.add_ocg("Draft", on=False)
    page.insert_text((72, 72), "Under the layer", oc=hidden)
    page.insert_text((72, 172), "In sight")
    text = open_evidence(saved(pdf, tmp_path), [0])[0].get_text()
    assert "In sight" in text
    assert "Under" not in text


def test_a_photograph_keeps_its_picture_and_forgets_its_camera(tmp_path):
    pdf = pymupdf.open()
    pdf.new_page().insert_image((72, 72, 312, 232), stream=photograph())
    path = saved(pdf, tmp_path)
    with pymupdf.open(path) as source:
        assert any(b"photographer" in source.xref_stream_raw(x[0]) for x in source[0].get_images())
        before = greys(source[0])
    opened = open_evidence(path, [0])
    (image,) = opened[0].get_images()
    raw = opened.xref_stream_raw(image[0])
    assert b"GPS" not in raw
    assert b"Photographer" not in raw
    assert b"ICC_PROFILE" in raw
    assert greys(opened[0]) == before


@pytest.mark.parametrize("damaged", [b"", b"GIF89a", b"\xff\xd8\xff\xe1\xff\xffshort"])
def test_what_is_no_whole_jpeg_is_left_as_it_is(damaged):
    assert without_exif(damaged) == damaged


def test_metadata_of_pictures_and_pages_is_gone(tmp_path):
    pdf = pymupdf.open()
    page = pdf.new_page()
    image = page.insert_image((72, 72, 172, 172), stream=photograph())
    told = pdf.get_new_xref()
    pdf.update_object(told, "<< /Type /Metadata /Subtype /XML >>")
    pdf.update_stream(told, b"<x:xmpmeta>by A. Secret</x:xmpmeta>")
    pdf.xref_set_key(image, "Metadata", f"{told} 0 R")
    pdf.xref_set_key(page.xref, "PieceInfo", "<< /App << /Private (A. Secret) >> >>")
    opened = open_evidence(saved(pdf, tmp_path), [0])
    copy = pymupdf.open()
    shown = copy.new_page()
    shown.show_pdf_page(shown.rect, opened, 0)
    whole = pymupdf.open("pdf", io.BytesIO(copy.tobytes(garbage=2)))
    assert b"Secret" not in everything(whole)
