from pathlib import Path

import pymupdf
import pytest

from pincite.domain.page_marks import MarkKind
from pincite.matter import Matter
from pincite.store.incoming import IncomingPageMark
from pincite.store.page_marks import write_page_marks


@pytest.fixture
def harbor(tmp_path: Path):
    """A release with a sheet for withheld pages, and a page that is a duplicate."""
    pdf = pymupdf.open()
    for lines in (("Page(s) withheld in full", "(b)(5), (b)(7)(A)"), ("Duplicate",)):
        page = pdf.new_page()
        for number, line in enumerate(lines):
            page.insert_text((72, 300 + 20 * number), line)
    pdf.save(tmp_path / "1.pdf")
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.processing.add([tmp_path / "1.pdf"])
        yield matter


def test_what_pages_say_of_themselves_is_kept_as_they_are_read(harbor: Matter):
    withheld, duplicate = harbor.page_marks.all()
    assert (withheld.source_page, withheld.kind) == (0, MarkKind.WITHHELD)
    assert withheld.codes == ("b5", "b7A")
    assert (duplicate.source_page, duplicate.kind, duplicate.codes) == (1, MarkKind.DUPLICATE, ())
    assert harbor.page_marks.of_document(2) == []


def test_a_page_that_is_read_again_has_the_marks_of_its_new_text(harbor: Matter):
    write_page_marks(harbor.store, 1, 1, [IncomingPageMark(MarkKind.REFERRED, '["b1"]')])
    marks = harbor.page_marks.of_document(1)
    assert [(one.source_page, one.kind) for one in marks] == [
        (0, MarkKind.WITHHELD),
        (1, MarkKind.REFERRED),
    ]


def test_a_withheld_page_counts_as_a_redaction_with_its_codes(harbor: Matter):
    find = harbor.search.find
    assert find("has:redaction").documents == 1
    assert find("exemption:b5").documents == find("exemption:b7").documents == 1
    assert find("exemption:b6").documents == 0
