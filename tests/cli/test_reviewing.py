from pathlib import Path

from pincite.cli import reviewing
from pincite.review.coding import DECISIONS


def test_documents_are_tagged_by_number_and_by_query(run, matter: Path):
    assert run("tag", matter, "Pilot", "REV-000001", "REV-000007", "--json").row == {"changed": 2}
    assert run("tag", matter, "Pilot", "--query", "demo*", "--family", "--json").row == {
        "changed": 2
    }
    assert run("tag", matter, "pilot", "REV-000001", "--json").row == {"changed": 0}
    off = run("tag", matter, "Pilot", "REV-000007", "--remove")
    assert off.out == "Take tag “Pilot” off REV-000007.\n"
    assert run("tags", matter, "--json").row == {
        "tag": "Pilot",
        "digit": 1,
        "documents": 3,
        "passages": 0,
    }


def test_documents_are_named_or_found_but_not_both(run, matter: Path):
    for arguments in ((), ("REV-000001", "--query", "pilot")):
        assert run("tag", matter, "Pilot", *arguments).status == 2
    assert run("tag", matter, "Pilot", "REV-000001", "REV-000099").status == 1
    assert run("tag", matter, "Pilot", "--query", "(pilot").status == 1
    assert run("tags", matter, "--json").rows == []


def test_coding_can_be_searched(run, matter: Path):
    assert run("code", matter, "responsive", "REV-000001", "--family", "--json").row == {
        "changed": 2
    }
    assert run("code", matter, "privileged", "REV-000005").out == "Code REV-000005 privileged.\n"
    assert run("search", matter, "coded:responsive", "--count", "--json").row["documents"] == 2
    assert run("code", matter, "relevant", "REV-000001").status == 2


def test_a_loose_document_gets_its_date_title_and_author(run, matter: Path):
    edited = run(
        *("edit", matter, "REV-000007", "--date", "2016", "--title", "Notes"),
        *("--author", "L. Marsh", "--json"),
    )
    assert (edited.row["date"], edited.row["subject"]) == ("2016", "Notes")
    assert edited.row["author"] == "L. Marsh"
    first = run("search", matter, "", "--limit", "1", "--json").row
    assert first["control"] == "REV-000007"
    assert run("edit", matter, "REV-000007", "--date", "13/7/2018").status == 1
    assert run("edit", matter, "REV-000007").status == 2


def test_a_passage_is_marked_by_its_words(run, matter: Path):
    twice = run("passage", matter, "REV-000001", "--quote", "The pilot is", "--json")
    assert twice.status == 1
    assert "stands 2 times" in twice.err
    marked = run(
        *("passage", matter, "REV-000001", "--quote", "The  pilot is", "--nth", "2"),
        *("--tag", "Pilot", "--tag", "Pressure", "--note", "II.B", "--json"),
    ).row
    text = run("show", matter, "REV-000001", "--json").row["text"]
    assert text[marked["start"] : marked["end"]] == marked["quote"] == "The pilot is"
    assert text[marked["end"] :].startswith(" quiet")
    assert (marked["tags"], marked["note"]) == (["Pilot", "Pressure"], "II.B")
    assert (marked["bates"], marked["page"]) == (None, None)
    assert run("passages", matter, "--json").row == marked
    assert run("passages", matter, "--tag", "Pressure", "--json").row == marked
    assert run("passages", matter, "--tag", "Elephants").status == 1


def test_decisions_are_listed_undone_and_redone(run, matter: Path):
    run("tag", matter, "Pilot", "REV-000001")
    run("note", matter, "REV-000001", "Ask counsel")
    newest = run("history", matter, "--limit", "2", "--json").rows
    assert [row["summary"] for row in newest] == [
        "Write the note on REV-000001",
        "Tag REV-000001 “Pilot”",
    ]
    assert run("undo", matter).out == "Undone: Write the note on REV-000001.\n"
    assert run("show", matter, "REV-000001", "--json").row["note"] == ""
    assert run("redo", matter).out == "Redone: Write the note on REV-000001.\n"
    assert run("show", matter, "REV-000001", "--json").row["note"] == "Ask counsel"
    assert run("redo", matter).status == 1
    assert "Undo: Write the note" in run("history", matter).out


def test_the_command_knows_every_coding_there_is():
    assert reviewing._DECISIONS == DECISIONS
