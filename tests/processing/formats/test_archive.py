import io
import zipfile

import pytest

from pincite.processing.formats.archive import Archive, UnreadableArchive
from tests.corpus.broken import zipped


def archive(content: bytes) -> Archive:
    return Archive(io.BytesIO(content))


def test_files_come_in_natural_order_without_folders():
    found = archive(zipped({"b/10.txt": b"ten", "b/2.txt": b"two", "b/": b""}))
    assert [(entry.name, entry.content) for entry in found.entries()] == [
        ("b/2.txt", b"two"),
        ("b/10.txt", b"ten"),
    ]


def test_a_name_in_utf8_that_is_not_marked_so_is_read():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("caf__.txt", b"x")
    raw = stream.getvalue().replace(b"caf__.txt", "café.txt".encode())
    assert [entry.name for entry in archive(raw).entries()] == ["café.txt"]


def test_a_name_cannot_lead_out_of_the_archive():
    found = archive(zipped({"../../etc/a.txt": b"x", "/root/b.txt": b"y", "c\\d.txt": b"z"}))
    assert sorted(entry.name for entry in found.entries()) == ["c/d.txt", "etc/a.txt", "root/b.txt"]


def test_a_damaged_file_costs_only_itself():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as made:
        made.writestr("a.txt", b"first words")
        made.writestr("b.txt", b"second words")
    raw = stream.getvalue().replace(b"first words", b"other words")
    entries = list(archive(raw).entries())
    assert [(entry.name, entry.reason and entry.reason.reason) for entry in entries] == [
        ("a.txt", "damaged"),
        ("b.txt", None),
    ]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", zipped({"a": b"x"})[:30]], ids=["empty", "mark", "cut"]
)
def test_an_archive_without_a_directory_is_unreadable(content: bytes):
    with pytest.raises(UnreadableArchive):
        archive(content)
