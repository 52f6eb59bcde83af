import json
from pathlib import Path


def exhibits(ran) -> list[tuple[str, str]]:
    return [(row["exhibit"], row["document"]) for row in ran.rows]


def test_a_bundle_is_made_filled_and_put_in_order(run, matter: Path):
    made = run(
        *("bundle", matter, "new", "Declaration", "--numbering", "A"),
        *("--caption", "court=District Court", "--caption", "case_number=19-cv-1", "--json"),
    )
    assert made.row["numbering"] == "A"
    assert made.row["caption"] == {"court": "District Court", "case_number": "19-cv-1"}
    run("exhibit", matter, "add", "REV-000007", "--title", "Loose notes")
    added = run("exhibit", matter, "add", "REV-000001", "REV-000005", "--json")
    assert exhibits(added) == [
        ("Ex. A", "REV-000007"),
        ("Ex. B", "REV-000001"),
        ("Ex. C", "REV-000005"),
    ]
    assert added.rows[0]["title"] == "Loose notes"
    moved = run("exhibit", matter, "move", "Ex. C", "--to", "1", "--json")
    assert exhibits(moved)[0] == ("Ex. A", "REV-000005")
    removed = run("exhibit", matter, "remove", "REV-000007", "--json")
    assert [document for _, document in exhibits(removed)] == ["REV-000005", "REV-000001"]
    assert run("undo", matter).status == 0
    assert len(run("exhibit", matter, "list", "--json").rows) == 3


def test_a_tag_fills_a_bundle_by_date(run, matter: Path):
    run("tag", matter, "Pilot", "REV-000005", "REV-000001")
    run("bundle", matter, "new", "Declaration")
    filled = run("exhibit", matter, "add", "--tag", "Pilot", "--json")
    assert [document for _, document in exhibits(filled)] == ["REV-000001", "REV-000005"]


def test_it_must_be_clear_which_bundle_and_which_exhibit_is_meant(run, matter: Path):
    none = run("exhibit", matter, "add", "REV-000001")
    assert none.status == 1
    assert "no bundle yet" in none.err
    run("bundle", matter, "new", "One")
    run("bundle", matter, "new", "Two")
    several = run("exhibit", matter, "add", "REV-000001")
    assert several.status == 1
    assert "“One”, “Two”" in several.err
    assert run("exhibit", matter, "add", "REV-000001", "--bundle", "two").status == 0
    assert run("exhibit", matter, "remove", "REV-000005", "--bundle", "Two").status == 1
    assert run("exhibit", matter, "add", "--bundle", "Two").status == 2
    assert run("exhibit", matter, "move", "Ex. 1", "--bundle", "Two").status == 2
    assert run("bundle", matter, "delete", "Two").status == 0
    assert [row["bundle"] for row in run("bundle", matter, "list", "--json").rows] == ["One"]


def test_an_export_is_verified_and_replaced_only_when_asked(run, matter: Path, tmp_path: Path):
    run("bundle", matter, "new", "Declaration")
    run("exhibit", matter, "add", "REV-000001")
    run("code", matter, "privileged", "REV-000001")
    out = tmp_path / "out"
    exported = run("export", matter, out, "--json").row
    assert exported["exhibits"] == 1
    assert "privileged" in exported["warnings"][0]
    assert (out / "filing" / "Bundle.pdf").is_file()
    assert json.loads((out / "papers" / "manifest.json").read_text(encoding="utf-8"))
    assert run("verify", out, "--json").row["ok"] is True
    again = run("export", matter, out)
    assert again.status == 1
    assert "--replace" in again.err or "replace" in again.err.lower()
    (out / "filing" / "Bundle.pdf").write_bytes(b"forged")
    assert run("verify", out, "--json").status == 1
    assert run("export", matter, out, "--replace").status == 0
    assert run("verify", out).status == 0
