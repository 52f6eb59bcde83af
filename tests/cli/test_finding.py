from pathlib import Path

import pytest

from pincite.domain.pages import encode_words
from pincite.matter import Matter


def controls(ran) -> list[str]:
    return [row["control"] for row in ran.rows]


def test_search_lists_documents_by_date_with_their_families(run, matter: Path):
    everything = run("search", matter, "", "--json")
    assert controls(everything) == [
        "REV-000001",
        "REV-000002",
        "REV-000005",
        "REV-000006",
        "REV-000007",
    ]
    assert controls(run("search", matter, "", "--sort", "control", "--limit", "2", "--json")) == [
        "REV-000001",
        "REV-000002",
    ]
    assert controls(run("search", matter, "", "--offset", "4", "--json")) == ["REV-000007"]
    assert run("search", matter, "elephant", "--json").rows == []


def test_a_row_says_when_a_message_was_sent_in_three_fields(run, matter: Path):
    row = run("search", matter, "purchase", "--json").row
    assert row["sent_local"] == "2017-09-15T09:00:00"
    assert row["utc_offset"] == "+02:00"
    assert row["sent_utc"] == "2017-09-15T07:00:00Z"
    assert row["subject"] == "Re: Demo of the pilot"
    assert row["snippet"] == "No purchase before November."


def test_an_attachment_has_the_date_that_it_is_found_by(run, matter: Path):
    (row, *_) = run("search", matter, "kind:attachment date:2017", "--json").rows
    assert row["sent_local"] is None
    assert row["date"].startswith("2017-")


def test_hits_point_into_the_text_that_show_gives(run, matter: Path):
    row = run("search", matter, '"the pilot is" w/3 free', "--hits", "--json").row
    text = run("show", matter, row["control"], "--json").row["text"]
    assert row["hits"]
    for hit in row["hits"]:
        assert text[hit["start"] : hit["end"]] == hit["text"]


def test_every_hit_has_a_row_in_its_context(run, matter: Path):
    rows = run("search", matter, "pilot", "--kwic", "--json").rows
    assert len(rows) == run("search", matter, "pilot", "--count", "--json").row["hits"]
    assert list(rows[0]) == ["control", "bates", "page", "start", "end", "left", "hit", "right"]
    for row in rows:
        text = run("show", matter, row["control"], "--json").row["text"]
        assert text[row["start"] : row["end"]] == row["hit"]
    some = run("search", matter, "pilot", "--kwic", "--offset", "1", "--limit", "2", "--json")
    assert some.rows == rows[1:3]
    shown = run("search", matter, "pilot", "--kwic", "--limit", "2")
    assert len({line.index("[") for line in shown.out.splitlines()}) == 1
    assert "5 hits" in shown.err
    assert "More: --offset 2" in shown.err


def test_counts_are_of_unique_documents_with_copies_beside(run, matter: Path):
    assert run("search", matter, "pilot", "--count", "--json").row == {
        "documents": 3,
        "copies": 2,
        "hits": 5,
        "searchable": 4,
        "total": 5,
    }
    counted = run("search", matter, "pilot", "--count")
    assert counted.out == "3 documents (+2 copies), 5 hits\n"
    assert "4 of 5 documents searchable · not or not wholly: has:gap" in counted.err
    assert run("search", matter, "has:gap", "--count", "--json").row["documents"] == 1


def test_what_a_scanner_may_have_made_of_a_word_is_told(run, matter: Path, tmp_path: Path):
    (tmp_path / "scan.txt").write_text("The pi1ot was read by a machine.")
    run("add", matter, tmp_path / "scan.txt")
    misread = {"word": "pilot", "instead": "pi1ot", "documents": 1}
    assert run("search", matter, "pilot", "--explain", "--json").row["misreads"] == [misread]
    told = run("search", matter, "pilot", "--explain").out
    assert "A scanner may have read “pilot” as “pi1ot”: 1 document\n" in told


def test_a_query_is_explained_and_a_bad_one_is_mended(run, matter: Path):
    reading = run("search", matter, "pilot w/5 free", "--explain", "--json").row["reads_as"]
    assert "within 5 words" in reading
    bad = run("search", matter, "(pilot OR", "--json")
    assert bad.status == 1
    assert set(bad.row) == {"error", "position", "suggestion"}
    assert bad.row["position"] == 9
    assert run("search", matter, bad.row["suggestion"], "--count", "--json").status == 0
    assert "  (pilot OR\n           ^\n" in run("search", matter, "(pilot OR").err


def test_a_query_is_explained_in_full(run, matter: Path):
    row = run("search", matter, "pilt~1 pilot", "--explain", "--json").row
    assert row["written"] == "pilt~1 AND pilot"
    assert row["dialect"] == "pincite"
    (expansion,) = row["expansions"]
    assert expansion["term"] == "pilt~1"
    assert {"word": "pilot", "documents": 3} in expansion["words"]
    out = run("search", matter, "sample(2, pilot)", "--explain").out
    assert "seed 1" in out
    assert "In Pincite's own language: sample(2, pilot, seed 1)" in out


def test_a_query_may_be_typed_as_in_another_program(run, matter: Path):
    asked = ("search", matter, "pilot % zebra", "--dialect", "westlaw")
    assert run(*asked, "--count", "--json").row["documents"] == 3
    row = run(*asked, "--explain", "--json").row
    assert row["written"] == "(pilot OR pilots) AND NOT (zebra OR zebras)"
    bad = run("search", matter, "#pilot", "--dialect", "dtsearch", "--json")
    assert (bad.status, bad.row["suggestion"]) == (1, "pilot")
    tagged = run("tag", matter, "Key", "--query", "pilot % zebra", "--dialect", "westlaw", "--json")
    assert tagged.row["changed"] == 3


def test_people_get_a_table_and_how_to_see_more(run, matter: Path):
    ran = run("search", matter, "", "--limit", "2")
    assert ran.out.splitlines()[0].split() == ["Document", "Date", "From", "Subject", "Text"]
    assert "REV-000001" in ran.out
    assert "5 documents, +2 copies" in ran.err
    assert "--offset 2" in ran.err


def test_show_gives_every_field_of_a_document(run, matter: Path):
    row = run("show", matter, "REV-000001", "--json").row
    assert row["from"] == "Dana Whitlock <dana@vendor.example>"
    assert row["attachments"] == ["REV-000002"]
    assert row["thread"] == ["REV-000001", "REV-000005"]
    assert row["copies"] == ["REV-000003"]
    assert row["custodian"] == "R. Okafor"
    attachment = run("show", matter, "rev 2", "--json").row
    assert (attachment["control"], attachment["parent"]) == ("REV-000002", "REV-000001")
    for number in ("REV-000099", "nothing", "BPS-000001"):
        assert run("show", matter, number).status == 1


def test_show_saves_the_original_byte_for_byte_and_never_over_a_file(
    run, matter: Path, processed: Path, tmp_path: Path
):
    assert run("show", matter, "REV-000001", "--native", tmp_path / "out.eml").status == 0
    original = (processed / "release" / "1.eml").read_bytes()
    assert (tmp_path / "out.eml").read_bytes() == original
    again = run("show", matter, "REV-000005", "--native", tmp_path / "out.eml")
    assert again.status == 1
    assert "already there" in again.err
    assert (tmp_path / "out.eml").read_bytes() == original
    assert run("show", matter, "REV-000007", "--text").out.endswith(
        "Loose notes about the demonstration.\n"
    )


@pytest.mark.parametrize("number", ["REV-000001", "REV-000006"])
def test_show_saves_a_document_as_pages(run, matter: Path, tmp_path: Path, number: str):
    assert run("show", matter, number, "--pdf", tmp_path / "pages.pdf").status == 0
    assert (tmp_path / "pages.pdf").read_bytes().startswith(b"%PDF-")


def test_dump_gives_every_document_with_its_text(run, matter: Path):
    rows = run("dump", matter).rows
    assert [row["control"] for row in rows] == [f"REV-{number:06d}" for number in range(1, 8)]
    assert rows[0] == run("show", matter, "REV-000001", "--json").row


def test_a_number_that_could_be_two_documents_is_refused_and_they_are_listed(run, matter: Path):
    with Matter.open(matter) as opened, opened.store.write() as database:
        for document, bates in ((5, "BPS-000131"), (7, "DHS000131"), (2, "BPS-000132")):
            database["pages"].insert(
                {
                    "document_id": document,
                    "number": 1,
                    "source_page": 0,
                    "bates": bates,
                    "width_pt": 612,
                    "height_pt": 792,
                    "text_start": 0,
                    "text_end": 0,
                    "words": encode_words([]),
                }
            )
    several = run("show", matter, "131", "--json")
    assert (several.status, several.out) == (1, "")
    assert "131 could be 2 documents" in several.err
    assert "REV-000005, REV-000007" in several.err
    assert run("show", matter, "bps 131", "--json").row["control"] == "REV-000005"
    assert run("show", matter, "DHS-131", "--json").row["control"] == "REV-000007"
