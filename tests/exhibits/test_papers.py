import csv
import io
import zipfile

import docx
import openpyxl
import pytest


@pytest.fixture
def papers(desk):
    desk.bundles.new("Reply")
    desk.exhibits.add("Reply", [1, 4])
    entries = desk.exhibits.entries("Reply")
    desk.exhibits.edit(entries[1].id, title='=HYPERLINK("x")')
    desk.passage(1, "extend the pilot", desk.tag("Sales pressure"), note="Ask why.")
    desk.passage(4, "Words of page 2")
    desk.exporter.export(desk.bundles.named("Reply"), desk.folder / "out")
    return desk.folder / "out" / "papers"


def test_the_index_lists_each_exhibit_for_spreadsheets(papers):
    text = (papers / "index.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Exhibit"] for row in rows] == ["Ex. 1", "Ex. 2"]
    assert rows[1]["Bates begin"] == "BPS-000131"
    assert rows[1]["Control number"] == "REV-000004"
    assert (rows[1]["Bundle page"], rows[1]["Last bundle page"]) == ("7", "10")
    sheet = openpyxl.load_workbook(papers / "index.xlsx")["Exhibits"]
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [[str(value or "") for value in row] for row in values] == [
        [value.lstrip("'") for value in row.values()] for row in rows
    ]


def test_a_title_is_never_a_formula(papers):
    assert "'=HYPERLINK" in (papers / "index.csv").read_text(encoding="utf-8-sig")
    sheet = openpyxl.load_workbook(papers / "index.xlsx")["Exhibits"]
    assert sheet["B3"].data_type == "s"


def test_pin_cites_quote_each_passage(papers):
    text = "\n".join(line.text for line in docx.Document(papers / "pin-cites.docx").paragraphs)
    assert "“extend the pilot” Ex. 1 at 1." in text
    assert "bundle p. 4 · Sales pressure · Ask why." in text
    assert "“Words of page 2” Ex. 2 at BPS-000132." in text


def test_office_files_carry_no_time_and_no_author(papers):
    for name in ("index.xlsx", "pin-cites.docx"):
        with zipfile.ZipFile(papers / name) as parts:
            assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            core = parts.read("docProps/core.xml").decode()
        assert "python-docx" not in core
        assert "openpyxl" not in core
        assert "202" not in core
