import pymupdf
import pytest

from pincite.domain.pages import WordBox, encode_words
from pincite.matter import Matter
from pincite.store.bates import renumber


def pdf_of(numbers: list[str | None]) -> bytes:
    document = pymupdf.open()
    for number in numbers:
        page = document.new_page()
        page.insert_text((72, 300), f"They asked about {number}x.")
        if number:
            page.insert_text((450, 770), number)
    return bytes(document.tobytes())


@pytest.fixture
def numbered(tmp_path):
    """Two PDFs: two series in one with a gap, a number of it again in the other."""
    (tmp_path / "in").mkdir()
    first = ["BPS-000131", "BPS-000132", "BPS-000135", "HBR0007", "HBR0008"]
    (tmp_path / "in" / "1.pdf").write_bytes(pdf_of(first))
    second = pdf_of(["BPS-000135", "BPS-000136"])
    (tmp_path / "in" / "2.pdf").write_bytes(second)
    (tmp_path / "in" / "copy of 2.pdf").write_bytes(second)
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.processing.add([tmp_path / "in"])
        yield matter


def test_runs_gaps_and_doubles_are_listed_without_copies(numbered):
    bates = numbered.bates
    assert [(str(r.first.number), str(r.last.number), r.pages) for r in bates.runs()] == [
        ("BPS-000131", "BPS-000132", 2),
        ("BPS-000135", "BPS-000136", 3),
        ("HBR0007", "HBR0008", 2),
    ]
    (gap,) = bates.gaps()
    assert (str(gap.first), str(gap.last), gap.count) == ("BPS-000133", "BPS-000134", 2)
    assert (gap.before.page, gap.behind.page) == (2, 3)
    (double,) = bates.doubles()
    assert str(double.number) == "BPS-000135"
    assert [(page.document, page.page) for page in double.pages] == [(1, 3), (2, 1)]
    assert bates.unsure() == []


def test_every_series_of_a_document_is_found_and_sorted_by(numbered):
    search = numbered.search
    assert search.find("bates:HBR0007").ids.tolist() == [1]
    assert search.find("bates:BPS-000132").ids.tolist() == [1]
    assert search.find("bates:BPS-000133..134").ids.tolist() == []
    assert numbered.documents.candidates("HBR0008") == [1]
    assert search.find("", sort="bates").ids.tolist() == [1, 2]


def test_numbers_that_two_documents_share_on_one_released_page_are_no_double(numbered):
    with numbered.store.write() as database:
        connection = database.conn
        connection.execute("UPDATE documents SET printed_in = 1 WHERE id = 2")
        connection.execute("UPDATE pages SET source_page = 2 WHERE (document_id, number) = (2, 1)")
    assert numbered.bates.doubles() == []


def test_pages_that_ocr_read_get_the_numbers_that_go_on_from_the_others(tmp_path):
    (tmp_path / "1.pdf").write_bytes(pdf_of(["BPS-000131", "BPS-000132", None, None]))
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.processing.add([tmp_path / "1.pdf"])
        text = matter.documents.text(1)
        start = len(text.text)
        words = encode_words([WordBox(start, start + 10, 450, 765, 520, 775)])
        with matter.store.write() as database:
            database.conn.execute("UPDATE texts SET text = text || 'BPS-OOO133'")
            database.conn.execute(
                "UPDATE pages SET ocr_confidence = 70, words = ? WHERE number = 3", (words,)
            )
        renumber(matter.store, 1)
        assert [page.bates for page in matter.documents.pages(1)] == [
            "BPS-000131",
            "BPS-000132",
            "BPS-000133",
            None,
        ]
        document = matter.documents.get(1)
        assert (document.bates_begin, document.bates_end) == ("BPS-000131", "BPS-000133")
