from pathlib import Path

import pytest

from tests.corpus.scans import LETTER, MEMO, scanned, weakly_scanned


@pytest.fixture
def faxed(run, tmp_path: Path) -> Path:
    """A matter with a faxed page that waits to be read."""
    matter = tmp_path / "Harbor"
    (tmp_path / "fax.pdf").write_bytes(weakly_scanned([LETTER]))
    run("new", matter)
    run("add", matter, tmp_path / "fax.pdf", "--ocr", "never")
    return matter


def test_pages_that_wait_are_read_and_weak_ones_listed_and_read_again(run, faxed: Path):
    assert "Read 1 scanned page" in run("ocr", faxed).out
    (row,) = run("ocr", faxed, "--list", "--json").rows
    assert (row["document"], row["source"], row["source_page"]) == ("REV-000001", "fax.pdf", 1)
    assert (row["confidence"] < 80, row["read_again_by"]) == (True, [])
    listed = run("ocr", faxed, "--list")
    assert "REV-000001" in listed.out
    assert "1 weak page" in listed.err
    assert run("search", faxed, "procurement", "--count", "--json").row["hits"] == 0
    again = run("ocr", faxed, "--weak", "--json").row
    assert (again["pages"], again["better"], again["failed"]) == (1, 1, 0)
    assert run("search", faxed, "procurement", "--count", "--json").row["hits"] == 1
    (page,) = run("show", faxed, "REV-000001", "--json").row["pages"]
    assert page["ocr_engine"].endswith("thorough")
    assert page["ocr_confidence"] > row["confidence"]
    assert "No weak page" in run("ocr", faxed, "--weak").out
    assert run("verify", faxed).status == 0


def test_a_matter_without_weak_pages_says_so(run, tmp_path: Path):
    (tmp_path / "scan.pdf").write_bytes(scanned([MEMO]))
    run("new", tmp_path / "Harbor")
    run("add", tmp_path / "Harbor", tmp_path / "scan.pdf")
    assert run("ocr", tmp_path / "Harbor", "--list").out.startswith("No page was read")


def test_an_engine_that_is_not_installed_is_refused(run, faxed: Path):
    refused = run("ocr", faxed, "--weak", "--engine", "abacus")
    assert refused.status == 1
    assert "thorough" in refused.err
