import csv

import pymupdf
import pytest

from pincite.cli import output
from pincite.matter import Matter
from pincite.store.incoming import IncomingRedaction
from pincite.store.redactions import write_scanned
from tests.desktop.printed_release import write_printed_release


@pytest.fixture
def redacted(tmp_path):
    """A matter of one PDF with a box, its code, and text beneath another box."""
    pdf = pymupdf.open()
    page = pdf.new_page()
    page.insert_text((72, 250), "Ellsworth")
    for top in (136, 236):
        page.draw_rect(pymupdf.Rect(60, top, 260, top + 20), color=None, fill=(0, 0, 0))
    page.insert_text((72, 150), "(b)(6)", color=(1, 1, 1))
    pdf.save(tmp_path / "1.pdf")
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.processing.add([tmp_path / "1.pdf"])
    return tmp_path / "Harbor.pincite"


def test_every_redaction_is_listed_with_its_codes(run, redacted):
    first, second = run("redactions", redacted, "--json").rows
    assert first["document"] == "REV-000001"
    assert first["source"].endswith("1.pdf")
    assert first["source_page"] == 0
    assert first["rect"] == pytest.approx([60, 136, 260, 156], abs=0.5)
    assert (first["codes"], first["found_in"], first["confirmed"]) == (["b6"], "vector", True)
    assert (first["text_survives"], second["text_survives"]) == (False, True)
    table = run("redactions", redacted)
    assert "(b)(6)" in table.out
    assert "Ellsworth" not in table.out + table.err


def test_a_document_is_shown_with_its_redactions_and_not_what_survives(run, redacted, tmp_path):
    shown = run("show", redacted, "REV-000001", "--json")
    assert [one["codes"] for one in shown.row["redactions"]] == [["b6"], []]
    assert 0 < shown.row["pages"][0]["withheld_share"] < 0.1
    assert "Ellsworth" not in shown.out
    assert run("show", redacted, "REV-000001", "--pdf", tmp_path / "copy.pdf").status == 0
    with pymupdf.open(tmp_path / "copy.pdf") as copy:
        assert "Ellsworth" not in copy[0].get_text()


def test_a_matter_without_redactions_says_so(run, matter):
    assert "No redaction" in run("redactions", matter).out


def test_gaps_list_what_no_page_bears(run, tmp_path):
    pdf = pymupdf.open()
    for number in (131, 132, 135):
        pdf.new_page().insert_text((450, 770), f"BPS-{number:06d}")
    pdf.save(tmp_path / "1.pdf")
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.processing.add([tmp_path / "1.pdf"])
    rows = run("gaps", tmp_path / "Harbor.pincite", "--json").rows
    assert [(row["kind"], row["from"], row["to"]) for row in rows] == [
        ("bates run", "BPS-000131", "BPS-000132"),
        ("bates gap", "BPS-000133", "BPS-000134"),
        ("bates run", "BPS-000135", "BPS-000135"),
    ]
    assert rows[1]["evidence"] == (
        "2 numbers between page 2 of REV-000001 and page 3 of REV-000001"
    )
    table = run("gaps", tmp_path / "Harbor.pincite")
    assert "BPS-000133" in table.out
    assert "2 runs, 1 gap" in table.err


def test_a_matter_without_bates_numbers_has_no_gaps(run, matter):
    assert "no page" in run("gaps", matter).out
    assert run("gaps", matter, "--json").rows == []


def test_counsel_decides_once_and_the_text_is_shown_only_when_asked_for(run, redacted):
    assert "left out" in run("sequester", redacted).out
    refused = run("show", redacted, "REV-000001", "--surviving")
    assert refused.status == 1
    assert "FRE 502(b)" in refused.err
    decided = run("sequester", redacted, "--read", "--json")
    assert decided.rows == [{"document": "REV-000001", "areas": 1, "state": "read"}]
    assert run("search", redacted, "ellsworth", "--count", "--json").row["documents"] == 1
    assert "Ellsworth" in run("show", redacted, "REV-000001", "--surviving").out
    for clean in (("show", redacted, "REV-000001", "--json"), ("dump", redacted)):
        assert "Ellsworth" not in run(*clean).out
    assert run("sequester", redacted, "--leave-out", "--json").rows[0]["state"] == "left out"
    assert run("search", redacted, "ellsworth", "--count", "--json").row["documents"] == 0


def test_a_matter_in_which_nothing_survives_says_so(run, matter):
    assert "No text survives" in run("sequester", matter).out


@pytest.fixture
def suggesting(redacted):
    """The same matter with an area that was found in a picture."""
    with Matter.open(redacted, must_write=True) as matter:
        found = IncomingRedaction(
            60, 400, 160, 420, "white", '["b6", "b7C"]', "image",
            text_survives=False, is_confirmed=False,
        )  # fmt: skip
        write_scanned(matter.store, 1, 0, [found])
    return redacted


def test_suggestions_are_listed_as_such_and_decided_by_their_id(run, suggesting):
    assert "suggested" in run("redactions", suggesting).out
    (suggestion,) = (r for r in run("redactions", suggesting, "--json").rows if not r["confirmed"])
    assert suggestion["found_in"] == "image"
    decided = run("redactions", suggesting, "--confirm", suggestion["id"], "--json")
    assert decided.row == {"confirmed": 1, "rejected": 0}
    assert all(row["confirmed"] for row in run("redactions", suggesting, "--json").rows)
    assert run("redactions", suggesting, "--reject", suggestion["id"]).status == 0
    assert len(run("redactions", suggesting, "--json").rows) == 2
    assert run("redactions", suggesting, "--reject", suggestion["id"]).status == 1


def test_pages_that_were_not_looked_at_are_counted(run, redacted):
    with Matter.open(redacted, must_write=True) as matter, matter.store.write() as database:
        database.conn.execute("UPDATE pages SET withheld_share = NULL")
    said = "1 page not looked at for redactions so far"
    assert said in run("redactions", redacted).err
    assert said in run("release", redacted).err
    assert run("release", redacted, "--json").row["not_looked_at"] == 1


def test_the_table_opens_in_a_spreadsheet(run, suggesting, tmp_path):
    assert run("redactions", suggesting, "--csv", tmp_path / "out.csv").status == 0
    raw = (tmp_path / "out.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(raw.decode("utf-8-sig").splitlines())
    assert header[:4] == ["Id", "Document", "Source", "Page"]
    assert (rows[2][3], rows[2][9], rows[2][12]) == ("1", "(b)(6) (b)(7)(C)", "no")


@pytest.fixture
def unprinted(tmp_path):
    """A matter of a release that became its messages."""
    write_printed_release(tmp_path / "Release.pdf")
    with Matter.new(tmp_path / "Case") as matter:
        matter.processing.add([tmp_path / "Release.pdf"])
    return tmp_path / "Case.pincite"


def test_fields_of_a_header_are_corrected_together_and_undone_together(run, unprinted):
    corrected = ("--field", "from", "--value", "D. Whitlock", "--field", "sent", "--value", "2017")
    ran = run("boundary", unprinted, "header", "REV-000002", *corrected)
    assert ran.status != 0
    assert "“2017” is not a date" in ran.err
    corrected = (*corrected[:-1], "2017-10-05 09:00")
    assert run("boundary", unprinted, "header", "REV-000002", *corrected).status == 0
    shown = run("show", unprinted, "REV-000002", "--json").row
    assert shown["date"] == "2017-10-05T09:00:00"
    assert run("undo", unprinted).status == 0
    again = run("show", unprinted, "REV-000002", "--json").row
    assert again["date"].startswith("2017-10-02")
    ran = run("boundary", unprinted, "header", "REV-000002", "--field", "from")
    assert "as many of one as the other" in ran.err


def test_a_release_in_figures_fits_a_terminal_of_80_columns(run, unprinted, monkeypatch):
    monkeypatch.setattr(output, "_PIPED_WIDTH", 80)
    out = run("release", unprinted).out
    assert max(map(len, out.splitlines())) <= 80
    for told in ("REV-000001", "Release.pdf", "2017-10-02 to 2017-10-10", "withheld 0."):
        assert told in out


def test_doubtful_starts_are_listed_alone_each_with_what_speaks_against_it(run, unprinted):
    every = run("boundary", unprinted, "list", "--json").rows
    doubtful = run("boundary", unprinted, "list", "--doubtful", "--json").rows
    assert (len(every), len(doubtful)) == (6, 2)
    number = doubtful[0]["document"]
    shown = run("boundary", unprinted, "list", number)
    assert number in shown.out
    against = [why for why in doubtful[0]["reasons"] if why.startswith("but ")]
    assert against[-1].removeprefix("but ") in " ".join(shown.out.split())
    for one in doubtful:
        assert run("boundary", unprinted, "confirm", one["document"]).status == 0
    assert "No start is doubtful" in run("boundary", unprinted, "list", "--doubtful").out
