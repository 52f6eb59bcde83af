from collections.abc import Callable
from pathlib import Path

import numpy as np
import pymupdf
import pytest

from pincite.errors import RenditionError
from pincite.pdf.binding import join_exhibit
from pincite.pdf.bundle import assemble_exhibit, stamped_page
from pincite.pdf.exhibit import ExhibitJob, Highlight, LayerWord, PageRun
from pincite.pdf.stamp import Stamp
from tests.corpus.scans import LETTER, picture

YELLOW = (1.0, 0.9, 0.4)
Drawing = Callable[[pymupdf.Page], object]


def drawn(tmp_path: Path, *drawings: Drawing, size=(612, 792), rotation=0) -> Path:
    """A PDF with one page for each drawing."""
    pdf = pymupdf.open()
    for draw in drawings:
        draw(pdf.new_page(width=size[0], height=size[1]))
    for page in pdf:
        page.set_rotation(rotation)
    path = tmp_path / "source.pdf"
    pdf.save(path)
    return path


def job(path: Path, pages: int = 1, **changes) -> ExhibitJob:
    values = {
        "runs": (PageRun(path, tuple(range(pages)), "Main"),),
        "stamp": Stamp("4", "19-cv-12242"),
        "title": "Exhibit 4 - Pilot terms",
        "highlights": (),
        "first_bundle_page": 112,
        "sheet_pt": (612.0, 792.0),
        "exhibit_file": path.with_name("exhibit.pdf"),
        "bundle_part": path.with_name("part.pdf"),
    }
    return ExhibitJob(**{**values, **changes})


def assembled(path: Path, pages: int = 1, **changes) -> pymupdf.Document:
    made = job(path, pages, **changes)
    assemble_exhibit(made)
    return pymupdf.open(made.bundle_part)


def grey(page: pymupdf.Page) -> np.ndarray:
    pixels = page.get_pixmap(dpi=100, colorspace=pymupdf.csGRAY, alpha=False)
    return (
        np.frombuffer(pixels.samples, np.uint8)
        .reshape(pixels.height, pixels.stride)[:, : pixels.width]
        .astype(int)
    )


def letter(page: pymupdf.Page) -> None:
    for line in range(40):
        page.insert_text((72, 90 + 15 * line), f"Line {line} of a letter that fills its page well.")


def narrow_margins(page: pymupdf.Page) -> None:
    for line in range(64):
        page.insert_text((16, 20 + 12 * line), "words " * 17, fontsize=11)


def letterhead(page: pymupdf.Page) -> None:
    page.draw_rect((380, 0, 612, 100), fill=(0.8, 0.1, 0.1))
    page.insert_text((300, 775), "- 17 -", fontsize=10)
    letter(page)


def scan(page: pymupdf.Page) -> None:
    """Ink on greyish paper with noise, as one picture."""
    noise = np.random.default_rng(7).integers(236, 246, (1100, 850), np.uint8)
    noise[100:1000:20, 90:760] = 20
    noise[1050:1062, 380:470] = 30
    picture = pymupdf.Pixmap(pymupdf.csGRAY, 850, 1100, noise.tobytes(), 0)
    page.insert_image(page.rect, pixmap=picture)


def dusty(page: pymupdf.Page) -> None:
    """A scan with single specks all over it."""
    dust = np.full((1100, 850), 250, np.uint8)
    dust[4::50, 4::50] = 0
    dust[300:800:20, 90:760] = 20
    page.insert_image(
        page.rect, pixmap=pymupdf.Pixmap(pymupdf.csGRAY, 850, 1100, dust.tobytes(), 0)
    )


def dark(page: pymupdf.Page) -> None:
    page.draw_rect(page.rect, fill=(0.1, 0.1, 0.2))
    page.insert_text((72, 100), "White on dark", color=(1, 1, 1))


@pytest.mark.parametrize("draw", [letter, letterhead, scan])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_stamp_and_number_never_cover_what_is_printed(tmp_path, draw, rotation):
    path = drawn(tmp_path, draw, rotation=rotation)
    with pymupdf.open(path) as source, assembled(path) as part:
        before, after = grey(source[0]), grey(part[0])
    assert before.shape == after.shape
    paper = np.bincount(before.ravel()).argmax()
    added = np.abs(before - after) > 12
    assert added.sum() > 500
    assert not (added & (np.abs(before - paper) > 30)).any()


@pytest.mark.parametrize("draw", [narrow_margins, dark])
def test_a_page_without_room_shrinks_and_loses_nothing(tmp_path, draw):
    path = drawn(tmp_path, draw)
    with pymupdf.open(path) as source, assembled(path) as part:
        page = part[0]
        assert page.rect == source[0].rect
        words = [word[4] for word in source[0].get_text("words")]
        kept = [word for word in page.get_text("words") if word[4] in words]
        assert len(kept) >= len(words)
        stamp = page.search_for("EXHIBIT")[0]
        number = page.search_for("112")[0]
        for word in kept:
            rect = pymupdf.Rect(word[:4])
            assert page.rect.contains(rect)
            assert not rect.intersects(stamp)
            assert not rect.intersects(number)


def test_the_dust_of_a_scan_does_not_make_its_page_smaller(tmp_path):
    path = drawn(tmp_path, dusty)
    with pymupdf.open(path) as source, assembled(path) as part:
        before, after = grey(source[0]), grey(part[0])
        lines = slice(320, 780)
        assert (before[lines] == after[lines]).all()


def test_the_stamp_tells_exhibit_case_and_page(tmp_path):
    with assembled(drawn(tmp_path, letter, letter), 2) as part:
        assert "EXHIBIT\n4\nNo. 19-cv-12242\nPage 2 of 2\n" in part[1].get_text()


def test_pages_keep_their_size_and_a_picture_gets_a_sheet(tmp_path):
    for size, expected in (((612, 1008), (612, 1008)), ((200, 100), (612, 792))):
        path = drawn(tmp_path, lambda page: page.insert_text((20, 50), "Small"), size=size)
        with assembled(path) as part:
            assert (part[0].rect.width, part[0].rect.height) == expected
            assert "Small" in part[0].get_text()


def test_stamps_grow_with_posters(tmp_path):
    with assembled(drawn(tmp_path, letter, size=(2448, 3168))) as part:
        assert part[0].search_for("EXHIBIT")[0].height > 30


def test_numbers_go_by_bundle_in_the_part_and_by_exhibit_in_the_file(tmp_path):
    made = job(drawn(tmp_path, letter, letter), 2)
    assemble_exhibit(made)
    for path, numbers in ((made.bundle_part, ["112", "113"]), (made.exhibit_file, ["1", "2"])):
        with pymupdf.open(path) as pdf:
            feet = [page.get_text("words", clip=(0, 740, 612, 792)) for page in pdf]
            assert [[word[4] for word in foot] for foot in feet] == [[n] for n in numbers]


def test_highlights_lie_on_their_words_on_turned_and_shrunk_pages(tmp_path):
    for draw, rotation in ((letter, 0), (letter, 90), (letter, 270), (narrow_margins, 0)):
        path = drawn(tmp_path, draw, rotation=rotation)
        with pymupdf.open(path) as source:
            word = source[0].get_text("words")[9]
            box = tuple((pymupdf.Rect(word[:4]) * source[0].rotation_matrix).normalize())
        with assembled(path, highlights=(Highlight(0, (box,), YELLOW, "A note"),)) as part:
            page = part[0]
            (mark,) = page.annots()
            assert mark.info["content"] == "A note"
            middle = (mark.rect.tl + mark.rect.br) / 2
            marked = [
                found[4] for found in page.get_text("words") if middle in pymupdf.Rect(found[:4])
            ]
            assert marked == [word[4]]


def test_attachments_are_bookmarked_in_the_exhibits_own_file(tmp_path):
    path = drawn(tmp_path, letter, letter, letter)
    runs = (PageRun(path, (0, 1), "Message"), PageRun(path, (2, 0), "Attachment"))
    made = job(path, runs=runs)
    assert assemble_exhibit(made).page_count == 4
    with pymupdf.open(made.exhibit_file) as pdf:
        assert pdf.get_toc() == [[1, "Message (p. 1)", 1], [1, "Attachment (p. 3)", 3]]


def test_one_page_is_previewed_as_it_will_be_bound(tmp_path):
    made = job(drawn(tmp_path, letter, letterhead, letter), 3)
    assemble_exhibit(made)
    with pymupdf.open(made.bundle_part) as part:
        for index in range(3):
            preview = stamped_page(made, index)
            assert preview.page_count == 1
            assert (grey(preview[0]) == grey(part[index])).all()


def test_an_exhibit_made_in_stretches_looks_like_one_made_at_once(tmp_path):
    path = drawn(tmp_path, letter, letterhead, letter, letter, letter)
    mark = Highlight(3, ((72, 80, 200, 94),), YELLOW)
    runs = (PageRun(path, (0, 1), "Message"), PageRun(path, (2, 3, 4), "Attachment"))
    whole = job(path, runs=runs, highlights=(mark,), first_bundle_page=97)
    assemble_exhibit(whole)
    with pymupdf.open(whole.exhibit_file) as pdf:
        expected = [grey(page) for page in pdf]
        outline = pdf.get_toc()
    stretches = whole.stretches(2)
    assert [stretch.page_count for stretch in stretches] == [2, 2, 1]
    for stretch in stretches:
        assemble_exhibit(stretch)
    assert join_exhibit(whole, [stretch.exhibit_file for stretch in stretches]) == 5
    with pymupdf.open(whole.exhibit_file) as pdf:
        assert pdf.get_toc() == outline
        for page, picture in zip(pdf, expected, strict=True):
            assert (grey(page) == picture).all()
    with pymupdf.open(stretches[1].bundle_part) as part:
        assert "Page 4 of 5\n100\n" in part[1].get_text()


def test_only_embedded_fonts_are_added(tmp_path):
    path = drawn(tmp_path, lambda page: page.draw_rect((100, 100, 200, 200)))
    with assembled(path) as part:
        fonts = part[0].get_fonts()
        assert fonts
        for font in fonts:
            assert len(part.extract_font(font[0])[3]) > 1000


def test_a_file_that_is_no_pdf_any_more_is_a_known_error(tmp_path):
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.4 nothing else")
    with pytest.raises(RenditionError, match="Exhibit 4 cannot be assembled"):
        assemble_exhibit(job(path))


def scanned_page(page: pymupdf.Page) -> None:
    page.insert_image(page.rect, pixmap=picture(LETTER))


@pytest.mark.parametrize("rotation", [0, 90])
def test_a_scanned_page_can_be_searched_and_looks_as_it_did(tmp_path: Path, rotation: int):
    path = drawn(tmp_path, scanned_page, scanned_page, rotation=rotation)
    words = (LayerWord("procurement", 98, 146, 163, 160), LayerWord("Größe", 300, 146, 340, 160))
    run = PageRun(path, (0, 1), "Main", layers=((), words))
    plain = assembled(path, 2)
    looks = [grey(page) for page in plain]
    searchable = assembled(path, 2, runs=(run,))
    assert "procurement" not in searchable[0].get_text()
    assert "procurement" in searchable[1].get_text()
    assert "Größe" in searchable[1].get_text()
    (found,) = searchable[1].search_for("procurement")
    assert (found.x0, found.x1) == pytest.approx((98, 163), abs=1)
    assert found.y0 < 153 < found.y1
    assert all((grey(page) == look).all() for page, look in zip(searchable, looks, strict=True))


def test_a_page_with_text_of_its_own_gets_no_second_one(tmp_path: Path):
    path = drawn(tmp_path, letter)
    run = PageRun(path, (0,), "Main", layers=((LayerWord("doubled", 98, 146, 163, 160),),))
    assert "doubled" not in assembled(path, runs=(run,))[0].get_text()


def test_a_stamp_that_is_text_is_not_said_twice(tmp_path: Path):
    def stamped(page: pymupdf.Page) -> None:
        scanned_page(page)
        page.insert_text((72, 700), "BPS-000131", fontsize=11)

    path = drawn(tmp_path, stamped)
    words = (LayerWord("BPS-000131", 72, 690, 135, 702), LayerWord("From:", 72, 98, 104, 112))
    text = assembled(path, runs=(PageRun(path, (0,), "Main", layers=(words,)),))[0].get_text()
    assert text.count("BPS-000131") == 1
    assert "From:" in text


def test_the_words_of_a_long_exhibit_stay_with_their_pages(tmp_path: Path):
    path = drawn(tmp_path, *[scanned_page] * 3)
    layers = tuple((LayerWord(f"word{number}", 72, 98, 104, 112),) for number in range(3))
    whole = job(path, 3, runs=(PageRun(path, (0, 1, 2), "Main", layers=layers),))
    cut = whole.stretch(1, 3)
    assert [layer[0].text for layer in cut.runs[0].layers] == ["word1", "word2"]
