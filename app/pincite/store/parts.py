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
        path = self.path(sha256)
        try:
            if path.stat().st_size == len(content):
                return sha256
        except OSError:
            path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = f"{path}.{os.getpid()}.new"
        with open(unfinished, "wb") as stream:  # noqa: PTH123 - made by the ten thousand
            stream.write(content)
            if is_durable:
                stream.flush()
                os.fsync(stream.fileno())
        Path(unfinished).replace(path)
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
