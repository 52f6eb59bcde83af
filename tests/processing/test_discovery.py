import sys
from pathlib import Path

import pytest

from pincite.domain.paths import natural_key
from pincite.errors import SourceError
from pincite.processing.discovery import find_files


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_files_come_in_natural_order_of_paths(tmp_path: Path):
    names = ["a/2.eml", "a/10.eml", "a/B.eml", "a 1/x", "b2/1.", "b10/1.", "b10/2.", "a.eml"]
    touch(tmp_path, *names)
    found = [file.relative for file in find_files(tmp_path)]
    assert found == sorted(names, key=natural_key)
    assert found.index("a/2.eml") < found.index("a/10.eml") < found.index("a/B.eml")
    assert found.index("b2/1.") < found.index("b10/1.")


def test_a_link_to_elsewhere_is_followed_and_a_loop_is_listed(tmp_path: Path):
    touch(tmp_path, "elsewhere/a.eml", "source/b.eml")
    (tmp_path / "source" / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "source" / "deep").mkdir()
    (tmp_path / "source" / "deep" / "up").symlink_to(tmp_path / "source")
    found = {file.relative: file.reason for file in find_files(tmp_path / "source")}
    assert found["b.eml"] is None
    assert found["link/a.eml"] is None
    loop = found["deep/up"]
    assert loop is not None
    assert loop.reason == "link loop"


def test_a_single_file_is_a_source_of_its_own(tmp_path: Path):
    touch(tmp_path, "a.eml")
    (found,) = find_files(tmp_path / "a.eml")
    assert (found.relative, found.size_bytes) == ("", 1)


def test_what_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(SourceError, match="No such file"):
        find_files(tmp_path / "nowhere")


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_a_name_that_is_no_text_is_listed_in_a_form_that_can_be_kept(tmp_path: Path):
    touch(tmp_path, "source/gr\udcfc\udcdfe/a.eml", "source/b.eml")
    plain, odd = find_files(tmp_path / "source")
    assert plain.reason is None
    assert odd.relative == "gr\\xfc\\xdfe/a.eml"
    assert odd.reason is not None
    assert odd.reason.reason == "name not readable"
    with pytest.raises(SourceError, match="no letters"):
        find_files(tmp_path / "source" / "gr\udcfc\udcdfe")
