"""Lists of terms, as people paste them and as files hold them."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from pincite.errors import PinciteError
from pincite.pdf.workers import page_workers
from pincite.search import Search
from pincite.search.reports.service import Reports
from pincite.search.reports.term_lists import read_text_list, term_lines, workbook_lines
from pincite.store.connection import Store
from pincite.store.journal import Journal


def test_lines_keep_their_numbers_over_blanks_and_comments() -> None:
    lines = term_lines("# from counsel\npilot\n\n  demo  \n##\n#\n#metoo\n", "pincite")
    assert lines == [(2, "pilot"), (4, "demo"), (7, "#metoo")]


@pytest.mark.parametrize("dialect", ["dtsearch", "lexis", "westlaw"])
def test_no_line_is_a_comment_where_the_sign_is_an_operator(dialect) -> None:
    assert term_lines("# smith\n#damage", dialect) == [(1, "# smith"), (2, "#damage")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_file_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "terms.txt").write_bytes("naïve\r\ndemo".encode(encoding))
    assert read_text_list(tmp_path / "terms.txt").splitlines() == ["naïve", "demo"]


def test_a_table_gives_its_first_column_a_line_for_each_row(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text('"""face recognition"" w/10 pilot",Okafor\n\ndemo,Whitlock\n', "utf-8")
    assert read_text_list(path).split("\n") == ['"face recognition" w/10 pilot', "", "demo"]


def test_quotation_marks_are_never_lost_silently(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text('pilot\n"face recognition" w/10 pilot\n', "utf-8")
    with pytest.raises(PinciteError, match="Line 2 of the list") as raised:
        read_text_list(path)
    assert ".xlsx" in raised.value.remedy


def test_a_workbook_gives_its_first_column(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["pilot", "x"], [None, "y"], ["demo  w/5\nvendor"], [1843]):
        book.active.append(row)
    book.save(tmp_path / "terms.xlsx")
    lines = workbook_lines(tmp_path / "terms.xlsx")
    assert lines.split("\n") == ["pilot", "", "demo w/5 vendor", "1843"]


def test_what_is_no_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "terms.txt").write_bytes(b"PK\x03\x04\x00\x00")
    with pytest.raises(PinciteError, match="no list of terms"):
        read_text_list(tmp_path / "terms.txt")
    with pytest.raises(PinciteError, match="cannot be read"):
        read_text_list(tmp_path / "missing.txt")


def test_a_list_of_too_many_lines_is_refused_not_cut(
    store: Store, search: Search, tmp_path
) -> None:
    reports = Reports(store, search, Journal(store, "dana"), page_workers)
    (tmp_path / "terms.txt").write_text("pilot\n" * 20_001)
    with pytest.raises(PinciteError, match="too long"):
        reports.read_list(tmp_path / "terms.txt")
