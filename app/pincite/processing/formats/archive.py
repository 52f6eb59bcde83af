"""Zip files: nested, encrypted, with names in odd encodings, or made to fill a disk."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pincite.domain.paths import natural_key
from pincite.processing.reasons import DAMAGED, ENCRYPTED, TOO_LARGE, Reason

MAX_ENTRIES = 100_000
MAX_ENTRY_BYTES = 512 * 1024**2
# Text shrinks to a hundredth at most; bombs to a thousandth and less.
MAX_RATIO = 400
_RATIO_COUNTS_FROM_BYTES = 20 * 1024**2
_IS_ENCRYPTED = 0x1
_IS_UTF8 = 0x800
_BROKEN = (
    zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError,
    struct.error, zlib.error, lzma.LZMAError, KeyError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive: its bytes, or the reason why there are none."""

    name: str
    content: bytes
    reason: Reason | None = None


class UnreadableArchive(Exception):
    """The archive's directory cannot be read."""


class Archive:
    """The files of a zip in natural order of their paths."""

    def __init__(self, source: Path | IO[bytes]) -> None:
        """Read the directory of the archive.

        Raises:
            UnreadableArchive: It has none that can be read.
        """
        try:
            self._zip = zipfile.ZipFile(source)
            infos = [info for info in self._zip.infolist() if not info.is_dir()]
        except _BROKEN as error:
            raise UnreadableArchive(str(error)) from error
        self.is_cut = len(infos) > MAX_ENTRIES
        named = [(_name(info), info) for info in infos[:MAX_ENTRIES]]
        self._entries = sorted(named, key=lambda entry: natural_key(entry[0]))

    def __len__(self) -> int:
        """How many files it holds."""
        return len(self._entries)

    def sizes(self) -> list[int]:
        """How many bytes each file says it has, unpacked."""
        return [info.file_size for _, info in self._entries]

    def entries(self, start: int = 0, end: int | None = None) -> Iterator[Entry]:
        """The files from `start` up to `end`, one at a time."""
        for name, info in self._entries[start:end]:
            yield self._entry(name, info)

    def _entry(self, name: str, info: zipfile.ZipInfo) -> Entry:
        if info.flag_bits & _IS_ENCRYPTED:
            return Entry(name, b"", ENCRYPTED)
        if info.file_size > MAX_ENTRY_BYTES or _is_bomb(info):
            return Entry(name, b"", TOO_LARGE)
        try:
            with self._zip.open(info) as stream:
                # What is said of the size may be wrong: never read on beyond it.
                content = stream.read(MAX_ENTRY_BYTES + 1)
        except _BROKEN:
            return Entry(name, b"", DAMAGED)
        if len(content) > MAX_ENTRY_BYTES:
            return Entry(name, b"", TOO_LARGE)
        return Entry(name, content)


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > _RATIO_COUNTS_FROM_BYTES and info.file_size > MAX_RATIO * max(
        1, info.compress_size
    )


def _name(info: zipfile.ZipInfo) -> str:
    """The path of an entry; one that is not marked as UTF-8 may be it all the same."""
    name = info.filename
    if not info.flag_bits & _IS_UTF8 and not name.isascii():
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        try:
            name = raw.decode("utf-8") or name
        except UnicodeDecodeError:
            name = info.filename
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join("".join(c for c in part if c >= " ") for part in parts) or "unnamed"
