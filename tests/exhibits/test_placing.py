from pathlib import Path

import pytest

from pincite.errors import ExhibitError
from pincite.exhibits.placing import written_beside


def bundle_folder(path: Path, content: str) -> Path:
    (path / "papers").mkdir(parents=True)
    (path / "papers" / "manifest.json").write_text(content)
    return path


def write(out: Path, content: str, **options) -> None:
    with written_beside(out, **{"may_replace": True, **options}) as folder:
        bundle_folder(folder, content)


def content(out: Path) -> str:
    return (out / "papers" / "manifest.json").read_text()


def test_an_empty_folder_may_be_filled(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    write(out, "new", may_replace=False)
    assert content(out) == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_fails_leaves_the_old_folder_alone(tmp_path):
    out = bundle_folder(tmp_path / "out", "old")
    with pytest.raises(RuntimeError), written_beside(out, may_replace=True) as folder:
        (folder / "half.pdf").write_bytes(b"x")
        raise RuntimeError
    assert content(out) == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_run_that_was_killed_between_the_two_moves_is_mended(tmp_path):
    bundle_folder(tmp_path / ".out.old", "old")
    bundle_folder(tmp_path / ".out.new", "half")
    with pytest.raises(ExhibitError, match="there already"):
        write(tmp_path / "out", "new", may_replace=False)
    assert content(tmp_path / "out") == "old"
    write(tmp_path / "out", "new")
    assert content(tmp_path / "out") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_is_never_replaced(tmp_path):
    (tmp_path / "out").write_text("a brief")
    with pytest.raises(ExhibitError, match="cannot be replaced"):
        write(tmp_path / "out", "new")
    assert (tmp_path / "out").read_text() == "a brief"


def test_a_place_that_cannot_be_written_is_a_known_error(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExhibitError, match="cannot be written"):
        write(tmp_path / "file" / "out", "new")
