import json
import shutil
import zipfile
from pathlib import Path

import pytest

from pincite.errors import MatterError, SourceError, VerificationError
from pincite.matter import Matter


def test_a_backup_restores_the_matter_with_its_sources(released: Matter, tmp_path: Path):
    backup = released.backup(tmp_path / "harbor.zip", with_sources=True)
    assert backup.files == 3
    shutil.rmtree(tmp_path / "release")
    with Matter.restore(tmp_path / "harbor.zip", tmp_path / "Restored") as restored:
        assert [tag.name for tag in restored.tags.all()] == ["Pilot"]
        assert restored.natives.read(restored.documents.get(1)) == b"first"
        assert restored.verify().problems == ()
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["Harbor.pincite", "Restored.pincite", "harbor.zip"]


def test_a_damaged_or_foreign_archive_restores_nothing(released: Matter, tmp_path: Path):
    released.backup(tmp_path / "harbor.zip")
    content = bytearray((tmp_path / "harbor.zip").read_bytes())
    content[200] ^= 0xFF
    (tmp_path / "damaged.zip").write_bytes(content)
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        files = {"matter.db": "0" * 64, "../outside": "0" * 64}
        archive.writestr("backup.json", json.dumps({"pincite_backup": 1, "files": files}))
    (tmp_path / "text.zip").write_text("not a zip")
    for name, error in (
        ("damaged", VerificationError),
        ("evil", MatterError),
        ("text", VerificationError),
        ("missing", MatterError),
    ):
        with pytest.raises(error):
            Matter.restore(tmp_path / f"{name}.zip", tmp_path / "Restored")
    assert not (tmp_path / "Restored.pincite").exists()
    assert not (tmp_path / "outside").exists()
    assert not list(tmp_path.glob(".*"))


def test_a_backup_refuses_what_is_there_and_sources_that_changed(released: Matter, tmp_path: Path):
    (tmp_path / "there.zip").write_text("mine")
    with pytest.raises(MatterError, match="already there"):
        released.backup(tmp_path / "there.zip")
    (tmp_path / "release" / "1.").write_text("later")
    with pytest.raises(SourceError, match="not what it was"):
        released.backup(tmp_path / "new.zip", with_sources=True)
    with pytest.raises(MatterError, match="cannot be written"):
        released.backup(tmp_path / "no such folder" / "new.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "Harbor.pincite",
        "release",
        "there.zip",
    ]
