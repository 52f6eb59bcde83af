"""What is kept of what an engine reads; the engine here says what it is told to."""

from pathlib import Path

import pymupdf
import pytest

from pincite.domain.ocr import OcrWord, decode_layer, laid_out
from pincite.pdf.scan import OwnWord
from pincite.processing.ocr.engines import ReadWord
from pincite.processing.ocr.reading import PageTask, kept_words, read_page, read_with, with_own
from pincite.processing.ocr.upright import Grey
from tests.corpus.scans import LETTER, scanned


def read_word(text: str, confidence: float = 90.0, line: int = 0, height: float = 30) -> ReadWord:
    return ReadWord(text, 100, 100, 180, 100 + height, confidence, (1, 1), (1, 1, line))


def seen(text: str, x: float, line: int = 0) -> OcrWord:
    return OcrWord(text, x, 700, x + 50, 712, 91.0, line, line)


def test_specks_and_rules_are_dropped_and_stamps_are_kept():
    words = [
        read_word("RECEIVED", 31, 0),
        read_word("2017", 41, 0),
        read_word("|", 35, 1),
        read_word("~", 12, 1),
        read_word("demo", 93, 1),
        read_word("—", 92, 1),
        read_word("i", 30, 2),
        read_word("dot", 80, 3, height=4),
    ]
    assert [word.text for word in kept_words(words, 200)] == ["RECEIVED", "2017", "demo", "—"]


def test_a_line_of_guesses_is_dropped_whole():
    words = [read_word("wmn", 28), read_word("rrt", 31), read_word("ein", 38)]
    assert kept_words(words, 200) == []


def test_the_words_of_the_file_stand_in_the_places_of_those_that_were_read():
    read = [seen("Dear", 72), seen("BPS-OOO131", 400, 1), seen("end", 460, 1)]
    own = [OwnWord("BPS-000131", 398, 699, 455, 713), OwnWord("unread", 72, 750, 110, 760)]
    merged = with_own(read, own)
    assert [word.text for word in merged] == ["Dear", "BPS-000131", "end", "unread"]
    assert merged[1].line == merged[2].line
    assert merged[3].line > merged[2].line
    assert with_own(read, ()) == tuple(read)


class _Told:
    """An engine that reads the same words whatever it is shown; another one may be offered so."""

    name = "told 1"

    def __init__(self, words: str) -> None:
        self._words = words.split()

    def read(self, grey: Grey, dpi: float) -> list[ReadWord]:
        return [
            ReadWord(word, 100 + 90 * place, 300, 180 + 90 * place, 330, 88.0, (1, 1), (1, 1, 1))
            for place, word in enumerate(self._words)
        ]

    def orientation(self, grey: Grey, dpi: float) -> int:
        return 0


def test_any_engine_can_read_a_page(tmp_path: Path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned([LETTER]))
    read = read_with(_Told("some words were read"), PageTask(str(path), 0))
    layer = decode_layer(read.layer)
    assert (read.engine, layer.engine, layer.confidence) == ("told 1", "told 1", 88.0)
    assert laid_out(layer).text == "some words were read"


@pytest.mark.parametrize(
    ("told", "is_better"),
    [("the counsel of the agency has read the statement before it was sent to us", True),
     ("wkh frxqvho ri wkh djhqfb kdv uhdg wkh vwdwhphqw ehiruh lw zdv vhqw wr xv", False)],
)  # fmt: skip
def test_a_layer_gives_way_only_to_what_is_better(tmp_path: Path, told: str, is_better: bool):
    layer = "Wkh1 txlfn! eurzq% irx@ mxpsv# ryhu$ wkh% odcb^ grj& zlwk xqghu wkh in on and of the"
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned([LETTER], layer=layer))
    task = PageTask(str(path), 0, is_own_kept=False)
    assert read_with(_Told(told), task).is_better is is_better
    assert read_with(_Told(told), PageTask(str(path), 0, (), False, True)).is_better


def test_a_page_that_is_drawn_without_letters_is_read_too(tmp_path: Path):
    import pymupdf

    path = tmp_path / "drawn.pdf"
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 150), "Outlined turnstile", fontsize=18)
        svg = document[0].get_svg_image(text_as_path=True)
        with pymupdf.open("svg", svg.encode()) as drawn:
            path.write_bytes(drawn.convert_to_pdf())
    assert "Outlined turnstile" in laid_out(decode_layer(read_page(PageTask(str(path), 0)).layer))


# Of a picture turned by 90 degrees, tesseract reads the lines as they run, without their letters.
@pytest.mark.parametrize("turned", [0, 180, 270])
def test_a_part_of_a_word_lies_where_its_letters_were_read(tmp_path: Path, turned: int):
    path = tmp_path / "scan.pdf"
    lines = (*LETTER, "Write to illis.will@wharfmen.example about it.")
    path.write_bytes(scanned([lines], turned=turned))
    text, words = laid_out(decode_layer(read_page(PageTask(str(path), 0)).layer))
    start = text.index("wharfmen")
    end = start + len("wharfmen")
    (word,) = (word for word in words if word.start <= start < word.end)
    with pymupdf.open() as document:
        page = document.new_page(width=612, height=792)
        page.insert_text((72, 110 + 24 * 5), lines[5], fontsize=13, fontname="tiro")
        (wanted,) = page.search_for("wharfmen")
    x0, y0, x1, y1 = word.part(start, end)
    low, high = {
        0: (x0, x1), 180: (612 - x1, 612 - x0), 270: (612 - y1, 612 - y0),
    }[turned]  # fmt: skip
    # Letters are read to where their ink ends, which is less than they are wide.
    assert (low, high) == pytest.approx((wanted.x0, wanted.x1), abs=1.5)
