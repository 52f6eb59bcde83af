import pymupdf
import pytest

from pincite.pdf.read import read_pdf


def stamped(settings: str, *, printed: list[str], older: str = "OLD {:05d}") -> bytes:
    """Pages whose newer stamp is a form that says how it was made, beside an older stamp."""
    document = pymupdf.open()
    told = document.get_new_xref()
    document.update_object(told, "<<>>")
    document.update_stream(told, settings.encode())
    for number, text in enumerate(printed, 1):
        page = document.new_page()
        page.insert_text((72, 200), "They asked for a demonstration.")
        page.insert_text((450, 770), older.format(number))
        form = pymupdf.open()
        form.new_page(width=200, height=20).insert_text((2, 14), text)
        page.show_pdf_page(pymupdf.Rect(72, 300, 272, 320), form, 0)
        (xobject,) = [one for one in page.get_xobjects() if one[2] == 0]
        document.xref_set_key(
            xobject[0],
            "PieceInfo",
            f"<< /ADBE_CompoundType << /DocSettings {told} 0 R /Private /Footer >> >>",
        )
    return bytes(document.tobytes())


SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?><HeaderFooterSettings version="8.0"><Footer><Right>'
    "&lt;&lt;Bates Number#6#131#BPS-#{}&gt;&gt;</Right></Footer></HeaderFooterSettings>"
)


def test_number_that_acrobat_stamped_is_taken_wherever_it_stands():
    read = read_pdf(stamped(SETTINGS.format(""), printed=["BPS-000131", "BPS-000132"]))
    assert [page.bates for page in read.pages] == ["BPS-000131", "BPS-000132"]
    assert [page.bates_confidence for page in read.pages] == [100, 100]


def test_suffix_of_a_stamp_is_no_part_of_the_number():
    read = read_pdf(stamped(SETTINGS.format(" R"), printed=["BPS-000131 R", "BPS-000190 R"]))
    assert [page.bates for page in read.pages] == ["BPS-000131", "BPS-000190"]


@pytest.mark.parametrize(
    "settings",
    ["", "<HeaderFooterSettings/>", "&lt;&lt;Bates Number#x#1#A#&gt;&gt;", "<<Bates Number#9999>>"],
)
def test_stamp_that_says_nothing_leaves_the_margins_to_be_read(settings: str):
    read = read_pdf(stamped(settings, printed=["Draft", "Draft"]))
    assert [page.bates for page in read.pages] == ["OLD 00001", "OLD 00002"]


def test_number_that_ocr_misread_is_mended_and_less_sure():
    document = pymupdf.open()
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 60, 80))
    picture.clear_with(250)
    for number in ("BPS-000131", "BPS-000132", "BPS-OOOI33", "BPS-000134"):
        page = document.new_page()
        page.insert_image(page.rect, pixmap=picture)
        page.insert_text((72, 200), "They asked for a demonstration. " * 3, render_mode=3)
        page.insert_text((450, 770), number, render_mode=3)
    pages = read_pdf(document.tobytes()).pages
    assert [page.bates for page in pages] == [f"BPS-{number:06d}" for number in range(131, 135)]
    assert pages[2].bates_confidence < pages[1].bates_confidence < 100
