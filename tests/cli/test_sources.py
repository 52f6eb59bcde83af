import shutil
from pathlib import Path

from tests.corpus.scans import MEMO, scanned


def test_add_counts_what_is_new_and_takes_nothing_twice(run, release: Path, tmp_path: Path):
    run("new", tmp_path / "Harbor")
    first = run("add", tmp_path / "Harbor", release, "--custodian", "Okafor", "--json")
    counts = {name: value for name, value in first.row.items() if name not in ("bytes", "seconds")}
    assert counts == {
        "documents": 7,
        "messages": 3,
        "attachments": 2,
        "pages": 0,
        "duplicates": 2,
        "exceptions": 1,
    }
    again = run("add", tmp_path / "Harbor", release, "--json")
    assert (again.row["documents"], again.row["exceptions"]) == (0, 0)
    said = run("add", tmp_path / "Harbor", release)
    assert said.out.startswith("Added 0 documents")


def test_a_path_that_is_not_there_is_a_known_error(run, matter: Path, tmp_path: Path):
    ran = run("add", matter, tmp_path / "nothing")
    assert ran.status == 1
    assert "nothing" in ran.err


def test_exceptions_are_listed_with_reason_and_place(run, matter: Path):
    row = run("exceptions", matter, "--json").row
    assert (row["document"], row["path"]) == ("REV-000006", "budget.xls")
    assert row["reason"] == "format not read yet"
    assert "budget.xls" in run("exceptions", matter).out


def test_a_source_that_moved_is_relinked_by_its_hashes(run, release: Path, tmp_path: Path):
    run("new", tmp_path / "Harbor")
    run("add", tmp_path / "Harbor", release)
    shutil.move(release, tmp_path / "moved")
    gone = run("show", tmp_path / "Harbor", "REV-000001", "--native", tmp_path / "1.eml")
    assert gone.status == 1
    assert "relink" in gone.err
    wrong = run("relink", tmp_path / "Harbor", "release", tmp_path)
    assert wrong.status == 1
    assert "(missing)" in wrong.err
    linked = run("relink", tmp_path / "Harbor", "release", tmp_path / "moved", "--json")
    assert linked.row == {"source": 1, "path": str(tmp_path / "moved")}
    assert run("verify", tmp_path / "Harbor").status == 0
    (source,) = run("sources", tmp_path / "Harbor", "--json").rows
    assert source["path"] == str(tmp_path / "moved")


def test_scanned_pages_are_read_as_they_are_added_unless_told_not_to(run, tmp_path: Path):
    (tmp_path / "scan.pdf").write_bytes(scanned([MEMO]))
    run("new", tmp_path / "Harbor")
    waiting = run("add", tmp_path / "Harbor", tmp_path / "scan.pdf", "--ocr", "never", "--json")
    assert waiting.row["exceptions"] == 1
    assert run("search", tmp_path / "Harbor", "memorandum", "--count", "--json").row["hits"] == 0
    said = run("add", tmp_path / "Harbor", tmp_path / "scan.pdf", "--jobs", "1")
    assert "Read 1 scanned page (OCR)" in said.out
    assert run("search", tmp_path / "Harbor", "memorandum", "--count", "--json").row["hits"] == 1
    again = run("add", tmp_path / "Harbor", tmp_path / "scan.pdf", "--ocr", "always")
    assert "Read 1 scanned page (OCR)" in again.out
    assert run("search", tmp_path / "Harbor", "memorandum", "--count", "--json").row["hits"] == 1
    assert run("exceptions", tmp_path / "Harbor", "--json").rows == []


def test_a_language_that_is_not_installed_is_refused_before_anything_is_added(run, tmp_path: Path):
    (tmp_path / "note.txt").write_text("A note.")
    run("new", tmp_path / "Case")
    refused = run("add", tmp_path / "Case", tmp_path / "note.txt", "--languages", "eng+tlh")
    assert refused.status == 1
    assert "tlh" in refused.err
    assert run("search", tmp_path / "Case", "", "--count", "--json").row["documents"] == 0
    added = run("add", tmp_path / "Case", tmp_path / "note.txt", "--languages", "eng")
    assert added.status == 0
