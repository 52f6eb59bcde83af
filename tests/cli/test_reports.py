"""Search term reports and search certificates from the command line."""

import csv
import hashlib
import json
from pathlib import Path

import pymupdf
import pytest
from openpyxl import Workbook, load_workbook

from pincite.search.reports.certificate import seal
from tests.cli.conftest import Run

LIST = "pilot\n\n# a remark\n(demo\npurchase\nPILOT\n"


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    path = tmp_path / "terms.txt"
    path.write_text(LIST, "utf-8")
    return path


def test_a_report_gives_a_row_for_each_term_and_for_each_that_cannot_be_read(
    run: Run, matter: Path, terms: Path
) -> None:
    ran = run("report", matter, "terms", terms, "--json")
    assert ran.status == 0
    pilot, bad, purchase, again = ran.rows
    assert (pilot["line"], pilot["term"], pilot["documents"], pilot["copies"]) == (1, "pilot", 3, 2)
    assert (pilot["with_family"], pilot["unique"], pilot["hits"]) == (3, 2, 5)
    assert (pilot["first"], pilot["last"]) == ("2017-09-14", "2017-09-15")
    assert (bad["line"], bad["term"], bad["suggestion"]) == (4, "(demo", "(demo)")
    assert bad["position"] == 0
    assert bad["error"]
    assert (purchase["documents"], purchase["unique"]) == (1, 0)
    assert again["same_as_line"] == 1


def test_a_report_for_people_tells_the_bad_lines_and_the_totals(
    run: Run, matter: Path, terms: Path
) -> None:
    ran = run("report", matter, "terms", terms)
    assert ran.status == 0
    assert "purchase" in ran.out
    assert "Line 4: (demo" in ran.err
    assert "Try: (demo)" in ran.err
    assert "Line 6 means the same as line 1." in ran.err
    assert "Any term: 3 documents (+2 copies), 3 with family." in ran.err
    assert "documents searchable" in ran.err


def test_a_report_is_saved_and_the_history_says_so(
    run: Run, matter: Path, terms: Path, tmp_path: Path
) -> None:
    book, table = tmp_path / "out.xlsx", tmp_path / "out.csv"
    assert run("report", matter, "terms", terms, "--xlsx", book, "--csv", table).status == 0
    assert load_workbook(book)["Terms"]["B2"].value == "pilot"
    rows = list(csv.reader(table.read_text("utf-8-sig").splitlines()))
    assert [row[0] for row in rows[1:]] == ["1", "4", "5", "6"]
    entry = run("history", matter, "--json").rows[0]
    assert "3 terms saved as out.xlsx, out.csv: 3 documents found" in entry["summary"]


def test_a_list_in_a_workbook_is_read_in_another_dialect_within_a_query(
    run: Run, matter: Path, tmp_path: Path
) -> None:
    book = Workbook()
    book.active.append(["pilot /5 free"])
    book.save(tmp_path / "terms.xlsx")
    asked = ("report", matter, "terms", tmp_path / "terms.xlsx", "--dialect", "westlaw", "--json")
    assert run(*asked).row["documents"] == 1
    assert run(*asked, "--within", "date(2018)").row["documents"] == 0
    refused = run(*asked, "--within", "(pilot")
    assert (refused.status, refused.row["error"][:1] != "") == (1, True)


def test_a_damaged_workbook_is_a_known_error(run: Run, matter: Path, tmp_path: Path) -> None:
    (tmp_path / "terms.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    ran = run("report", matter, "terms", tmp_path / "terms.xlsx")
    assert ran.status == 1
    assert "terms.xlsx cannot be read." in ran.err
    assert "Traceback" not in ran.err


def test_the_hashes_of_a_certificate_can_be_computed_by_anybody(
    run: Run, matter: Path, tmp_path: Path
) -> None:
    out = tmp_path / "pilot.json"
    assert run("certificate", matter, "pilot", "--json-file", out).status == 0
    record = json.loads(out.read_bytes())
    # jq -r .sha256 | LC_ALL=C sort | sha256sum
    lines = sorted(row["sha256"].encode() + b"\n" for row in run("dump", matter).rows)
    assert hashlib.sha256(b"".join(lines)).hexdigest() == record["corpus"]["sha256"]
    assert record["corpus"]["documents"] + record["corpus"]["copies"] == len(lines)
    found = run("search", matter, "pilot", "--sort", "control", "--json").rows
    numbers = [row["control"] for row in found]
    assert record["found"]["control_numbers"] == numbers
    listed = "".join(f"{number}\n" for number in numbers).encode()
    assert hashlib.sha256(listed).hexdigest() == record["found"]["sha256"]
    unsealed = {name: value for name, value in record.items() if name != "seal"}
    written = json.dumps(unsealed, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert hashlib.sha256(written.encode()).hexdigest() == record["seal"]


def test_a_certificate_says_what_was_asked_found_and_not_searched(
    run: Run, matter: Path, tmp_path: Path
) -> None:
    ran = run("certificate", matter, "sample(2, pilot*, seed 7)", "--json")
    record = ran.row
    (term,) = record["terms"]
    assert term["samples"] == [{"documents": 2, "seed": 7}]
    assert [part["part"] for part in term["expansions"]] == ["pilot*"]
    assert "seed 7" in term["reads_as"]
    assert record["found"]["documents"] == 2
    unseen = record["not_searched"]
    assert (unseen["searchable"], unseen["documents"]) == (4, 5)
    (gap,) = unseen["gaps"]
    assert (gap["reason"], gap["documents"]) == ("format not read", 1)
    (exception,) = unseen["exceptions"]
    assert exception["document"] == gap["control_numbers"][0]
    history = run("history", matter, "--json").rows
    assert record["matter"]["journal_entry"] == len(history)


def test_a_certificate_is_printed_on_numbered_pages_and_recorded(
    run: Run, matter: Path, tmp_path: Path
) -> None:
    out = tmp_path / "pilot.pdf"
    ran = run("certificate", matter, "pilot /5 free", "--dialect", "westlaw", "--pdf", out)
    assert ran.status == 0
    with pymupdf.open(out) as document:
        text = " ".join(" ".join(page.get_text().split()) for page in document)
        assert f"page {len(document)} of {len(document)}" in text
        assert (document[0].rect.width, document[0].rect.height) == (612, 792)
    assert "Search certificate" in text
    assert "pilot /5 free" in text
    assert "Westlaw" in text
    assert "REV-000001" in text
    entry = run("history", matter, "--json").rows[0]
    assert entry["summary"].startswith("Search certificate of “pilot /5 free”: 1 document found")
    assert ran.out.split()[-1] in entry["summary"]


def test_a_certificate_is_checked_again(run: Run, matter: Path, tmp_path: Path) -> None:
    out = tmp_path / "pilot.json"
    run("certificate", matter, "pilot", "--json-file", out)
    assert run("certificate", matter, "--check", out, "--json").row["same"] is True
    more = tmp_path / "more"
    more.mkdir()
    (more / "late.txt").write_text("one more pilot\n")
    run("add", matter, more)
    ran = run("certificate", matter, "--check", out, "--json")
    assert ran.status == 1
    assert ran.row["same"] is False
    (gained,) = ran.row["gained"]
    told = " ".join(ran.row["changed"])
    assert f"Found now and not then: {gained}." in told
    assert "The documents are others" in told
    assert "In the history since then" in told
    told = run("certificate", matter, "--check", out).out
    assert told.startswith("Not the same as on ")


def test_what_became_of_tags_is_told_by_a_check(run: Run, matter: Path, tmp_path: Path) -> None:
    out = tmp_path / "tagged.json"
    run("tag", matter, "Pilot", "REV-000001")
    run("certificate", matter, "tag:Pilot", "--json-file", out)
    run("tag", matter, "Pilot", "REV-000001", "--remove")
    row = run("certificate", matter, "--check", out, "--json").row
    assert (row["same"], row["gained"], row["lost"]) == (False, [], ["REV-000001"])


def test_a_certificate_that_was_changed_is_refused(run: Run, matter: Path, tmp_path: Path) -> None:
    out = tmp_path / "pilot.json"
    run("certificate", matter, "pilot", "--json-file", out)
    record = json.loads(out.read_bytes())
    assert seal(record) == record["seal"]
    record["found"]["documents"] = 0
    out.write_text(json.dumps(record))
    ran = run("certificate", matter, "--check", out)
    assert (ran.status, "not as it was written" in ran.err) == (1, True)
    out.write_text('{"format": 1}')
    assert "no search certificate" in run("certificate", matter, "--check", out).err


def test_a_certificate_of_another_matter_is_told(run: Run, matter: Path, tmp_path: Path) -> None:
    out = tmp_path / "pilot.json"
    run("certificate", matter, "pilot", "--json-file", out)
    other = tmp_path / "Other.pincite"
    run("new", other)
    row = run("certificate", other, "--check", out, "--json").row
    assert row["same"] is False
    assert "history" in row["history"]


def test_a_report_has_a_certificate_too(
    run: Run, matter: Path, terms: Path, tmp_path: Path
) -> None:
    out = tmp_path / "terms.pdf"
    assert run("report", matter, "terms", terms, "--certificate", out).status == 0
    record = json.loads(out.with_suffix(".json").read_bytes())
    assert [term["line"] for term in record["terms"]] == [1, 5, 6]
    assert [bad["line"] for bad in record["not_run"]] == [4]
    with pymupdf.open(out) as document:
        text = " ".join(page.get_text() for page in document)
    assert "Lines that were not run" in text
    assert run("certificate", matter, "--check", out.with_suffix(".json"), "--json").row["same"]


def test_a_query_or_a_certificate_is_needed(run: Run, matter: Path) -> None:
    assert run("certificate", matter).status == 2
