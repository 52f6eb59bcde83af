from pathlib import Path

import pymupdf
import pytest

from pincite.errors import RenditionError, SourceError
from pincite.pdf.read import read_pdf
from pincite.pdf.render import page_image
from pincite.pdf.workers import page_workers


def pdf_of(texts: list[str], *, rotation: int = 0, **settings: object) -> bytes:
    document = pymupdf.open()
    for number, text in enumerate(texts, start=131):
        page = document.new_page()
        page.insert_textbox((72, 90, 540, 700), text)
        page.insert_text((480, 760), f"BPS-{number:06d}")
        page.set_rotation(rotation)
    return bytes(document.tobytes(**settings))


def test_each_page_has_its_range_of_the_text_and_its_bates_number():
    read = read_pdf(pdf_of(["the first page", "the second page"]))
    assert [page.bates for page in read.pages] == ["BPS-000131", "BPS-000132"]
    first, second = read.pages
    assert read.text[first.text_start : first.text_end].startswith("the first page")
    assert read.text[second.text_start : second.text_end].startswith("the second page")
    assert first.text_end < second.text_start


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_every_word_lies_within_the_displayed_page_where_it_is_seen(rotation: int):
    content = pdf_of(["demonstration of face recognition"], rotation=rotation)
    (page,) = read_pdf(content).pages
    with pymupdf.open(stream=content) as document:
        assert (page.width_pt, page.height_pt) == tuple(document[0].rect)[2:]
        black = document[0].get_pixmap(colorspace=pymupdf.csGRAY)
    for word in page.words:
        assert 0 <= word.x0 < word.x1 <= page.width_pt
        assert 0 <= word.y0 < word.y1 <= page.height_pt
        inside = [
            black.pixel(x, y)[0]
            for x in range(int(word.x0), int(word.x1))
            for y in range(int(word.y0), int(word.y1))
        ]
        assert min(inside) < 128


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_lines_of_a_turned_page_are_lines(rotation: int):
    document = pymupdf.open()
    page = document.new_page(width=600, height=600)
    lines = ["From:", "the tribu-", "nal", "of things", "", "Next"]
    for number, line in enumerate(lines):
        down = 90 + 14 * number
        # What is displayed at (72, down), and upright.
        at = {0: (72, down), 90: (down, 528), 180: (528, 600 - down), 270: (600 - down, 72)}
        page.insert_text(at[rotation], line, rotate=rotation)
    page.set_rotation(rotation)
    assert read_pdf(document.tobytes()).text == "From:\nthe tribu-\nnal\nof things\n\nNext"


def test_words_are_the_text_without_its_spaces():
    read = read_pdf(pdf_of(["We hosted your colleagues.\nOffice hours: 9-5.", "x"]))
    words = [read.text[w.start : w.end] for page in read.pages for w in page.words]
    assert "".join(words) == "".join(read.text.split())


def test_ligatures_do_not_hide_words():
    document = pymupdf.open()
    page = document.new_page()
    page.insert_htmlbox(page.rect, "<p>the office affirms</p>")
    assert "office affirms" in read_pdf(document.tobytes()).text


def test_pages_without_text_are_listed():
    document = pymupdf.open(stream=pdf_of(["text"]))
    document.new_page()
    read = read_pdf(document.tobytes())
    assert read.pages_without_text == (1,)
    assert read.pages[1].words == ()


def test_scanned_page_that_only_bears_its_number_is_without_text():
    document = pymupdf.open(stream=pdf_of(["text", ""]))
    pixmap = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 60, 80))
    pixmap.clear_with(250)
    document[1].insert_image((0, 0, 595, 740), pixmap=pixmap)
    read = read_pdf(document.tobytes())
    assert read.pages_without_text == (1,)
    assert read.pages[1].bates == "BPS-000132"


def test_label_and_value_on_one_height_are_one_line():
    document = pymupdf.open()
    page = document.new_page()
    for y, label, value in ((72, "From:", "Dana Whitlock"), (90, "Subject:", "Pilot terms")):
        page.insert_text((72, y), label)
        page.insert_text((180, y), value)
    assert read_pdf(document.tobytes()).text.split() == (
        "From: Dana Whitlock Subject: Pilot terms".split()
    )
    assert "From: Dana Whitlock\n" in read_pdf(document.tobytes()).text


def test_what_the_file_says_of_itself_is_read():
    document = pymupdf.open(stream=pdf_of(["one", "two"]))
    document.set_metadata(
        {
            "title": "Statement",
            "author": "Evelyn Thorne",
            "creationDate": "D:20180713091500-04'00'",
            "modDate": "D:20180714",
        }
    )
    document.set_toc([[1, "Part", 2]])
    document.set_page_labels([{"startpage": 0, "style": "r", "prefix": "", "firstpagenum": 1}])
    document.embfile_add("terms.txt", b"the terms", filename="terms.txt")
    read = read_pdf(document.tobytes())
    assert (read.title, read.author) == ("Statement", "Evelyn Thorne")
    assert (read.created, read.modified) == ("2018-07-13T13:15:00Z", "2018-07-14T00:00:00")
    assert [(entry.title, entry.page_index) for entry in read.outline] == [("Part", 1)]
    assert [page.label for page in read.pages] == ["i", "ii"]
    assert [(file.filename, file.content) for file in read.embedded] == [
        ("terms.txt", b"the terms")
    ]


def test_pdf_that_opens_without_a_password_is_read_and_said_to_be_encrypted():
    locked = {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "owner_pw": "secret"}
    read = read_pdf(pdf_of(["text"], **locked, user_pw=""))
    assert read.is_encrypted
    assert "text" in read.text
    with pytest.raises(SourceError, match="password"):
        read_pdf(pdf_of(["text"], **locked, user_pw="secret"))


def test_damaged_pdf_is_repaired_and_said_to_be():
    content = pdf_of(["kept text"])
    cut = content[: content.rindex(b"xref")]
    read = read_pdf(cut)
    assert read.is_repaired
    assert "kept text" in read.text


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"not a pdf", b"%PDF-1.4\n\0\0\0trailer"])
def test_what_is_no_pdf_is_a_known_error(content: bytes):
    with pytest.raises(SourceError):
        read_pdf(content)


def test_image_of_a_page_comes_from_a_worker_and_has_the_size_asked_for(tmp_path: Path):
    path = tmp_path / "release.pdf"
    path.write_bytes(pdf_of(["text"]))
    with page_workers(1) as pool:
        image = pool.call(60, page_image, path, 0, 1.5)
    assert (image.width, image.height) == (893, 1263) or (image.width, image.height) == (918, 1188)
    assert len(image.rgb) == image.stride * image.height
    assert set(image.rgb) > {0, 255}


def test_image_follows_the_file_when_it_changes_and_says_when_there_is_no_page(tmp_path: Path):
    path = tmp_path / "release.pdf"
    path.write_bytes(pdf_of(["text"]))
    first = page_image(path, 0, 1)
    path.write_bytes(pdf_of(["another text, which is longer"]))
    assert page_image(path, 0, 1).rgb != first.rgb
    with pytest.raises(RenditionError, match="Page 8"):
        page_image(path, 7, 1)


def test_posters_are_shown_smaller_than_asked_for(tmp_path: Path):
    path = tmp_path / "poster.pdf"
    document = pymupdf.open()
    document.new_page(width=5_000, height=5_000)
    document.save(path)
    image = page_image(path, 0, 4)
    assert image.width * image.height <= 36_500_000
