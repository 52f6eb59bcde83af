"""What was taken out of containers or made for the record, kept by its SHA-256."""

import hashlib
import os
from pathlib import Path

from pincite.errors import VerificationError


class Parts:
    """The folder `parts/` of a matter; safe to write from several processes at once."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when the first part is kept."""
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Where the parts lie; may not be there yet."""
        return self._folder

    def path(self, sha256: str) -> Path:
        """Where a part lies, whether it is there or not."""
        return self._folder / sha256[:2] / sha256[2:]

    def keep(self, content: bytes, *, is_durable: bool = False) -> str:
        """Keep these bytes and return their SHA-256; a crash leaves the part whole or absent.

        With `is_durable` the bytes are on the disk when this returns: it cannot be made again.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        # Plain strings and descriptors: parts come by the ten thousand, and most are short.
        folder = f"{self._folder}/{sha256[:2]}"
        path = f"{folder}/{sha256[2:]}"
        if _size(path) == len(content):
            return sha256
        unfinished = f"{path}.{os.getpid()}.new"
        try:
            _write(unfinished, content, is_durable=is_durable)
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            _write(unfinished, content, is_durable=is_durable)
        os.replace(unfinished, path)  # noqa: PTH105
        return sha256

    def read(self, sha256: str) -> bytes:
        """The bytes of a part.

        Raises:
            VerificationError: It is missing, or not what it was.
        """
        try:
            content = self.path(sha256).read_bytes()
        except OSError as error:
            raise VerificationError(
                "A stored part cannot be read.", str(error), "Add its source again."
            ) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise VerificationError(
                "A stored part is damaged.",
                f"{self.path(sha256)} is not what was kept.",
                "Restore the matter from a backup, or add the source again.",
            )
        return content

    def all(self) -> list[str]:
        """The SHA-256 of every part that is kept."""
        if not self._folder.is_dir():
            return []
        return sorted(
            folder.name + part.name
            for folder in self._folder.iterdir()
            for part in folder.iterdir()
            if not part.name.endswith(".new")
        )


def _size(path: str) -> int:
    """How long a file is, or -1 where there is none."""
    try:
        return os.stat(path).st_size  # noqa: PTH116
    except OSError:
        return -1


def _write(path: str, content: bytes, *, is_durable: bool) -> None:
    with open(path, "wb", buffering=0) as stream:  # noqa: PTH123
        rest = memoryview(content)
        while rest:
            rest = rest[stream.write(rest) :]
        if is_durable:
            os.fsync(stream.fileno())
