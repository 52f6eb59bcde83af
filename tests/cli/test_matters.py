from collections.abc import Sequence
from pathlib import Path

from pincite.cli import main
from pincite.matter import Matter


def test_new_makes_a_matter_once(run, tmp_path: Path):
    made = run("new", tmp_path / "Harbor", "--name", "Harbor v. Port", "--prefix", "HVP", "--json")
    assert made.row == {"matter": str(tmp_path / "Harbor.pincite"), "name": "Harbor v. Port"}
    again = run("new", tmp_path / "Harbor")
    assert again.status == 1
    assert "already there" in again.err
    assert run("new", tmp_path / "Other", "--prefix", "hvp").status == 1
    with Matter.open(tmp_path / "Harbor") as matter:
        assert matter.prefix == "HVP"


def test_verify_tells_a_changed_source_by_status_and_words(run, tmp_path: Path):
    (tmp_path / "note.txt").write_text("what was read")
    run("new", tmp_path / "Harbor")
    assert run("add", tmp_path / "Harbor", tmp_path / "note.txt").status == 0
    fine = run("verify", tmp_path / "Harbor", "--json")
    assert (fine.status, fine.row["ok"], fine.row["problems"]) == (0, True, [])
    (tmp_path / "note.txt").write_text("what was forged")
    forged = run("verify", tmp_path / "Harbor", "--json")
    assert (forged.status, forged.row["ok"]) == (1, False)
    assert "has changed since it was added" in forged.row["problems"][0]
    assert "1 problem." in run("verify", tmp_path / "Harbor").out


def test_a_backup_is_restored_elsewhere(run, matter: Path, tmp_path: Path):
    assert run("tag", matter, "Pilot", "REV-000001").status == 0
    backup = run("backup", matter, tmp_path / "harbor.zip", "--with-sources", "--json")
    assert backup.row["archive"] == str(tmp_path / "harbor.zip")
    restored = run("restore", tmp_path / "harbor.zip", tmp_path / "Restored", "--json")
    assert restored.row == {"matter": str(tmp_path / "Restored.pincite"), "name": "Harbor v. Port"}
    found = run("search", tmp_path / "Restored", "tag:pilot", "--json")
    assert [row["control"] for row in found.rows] == ["REV-000001"]
    assert run("restore", tmp_path / "harbor.zip", tmp_path / "Restored").status == 1


def test_open_shows_the_window_on_the_matter_or_on_the_sample(matter: Path, own_settings: Path):
    shown: list[str] = []

    def show_window(arguments: Sequence[str]) -> int:
        shown.extend(arguments)
        return 0

    assert main(["open", str(matter)], show_window) == 0
    assert main(["open", "sample"], show_window) == 0
    assert main(["open", "sample"], show_window) == 0
    assert shown[0] == str(matter)
    assert shown[1] == shown[2]
    assert Path(shown[1]).is_relative_to(own_settings)
    with Matter.open(shown[1]) as sample:
        assert sample.documents.totals().documents > 100
        (release,) = sample.releases.summaries()[:1]
        assert (release.is_unprinted, release.documents, release.unaccounted) == (True, 13, 0)
        assert len(sample.passages.all()) > 5
        assert len(sample.exhibits.entries(1)) > 2
    assert main(["open", str(matter.parent / "Nowhere")], show_window) == 1
    assert main(["open", str(matter)]) == 1
