"""The original bytes of every document, from its source or from the parts that are kept."""

import hashlib
from pathlib import Path
from typing import NamedTuple

from pincite.errors import SourceError
from pincite.store.connection import Store
from pincite.store.documents import Document
from pincite.store.parts import Parts

_RELINK = "Put the source back where it was, or relink it to where it is now."


class _File(NamedTuple):
    """Where a source file lies and what it was when it was read."""

    path: Path
    sha256: str | None
    size_bytes: int


class Natives:
    """Reads documents as they were found; sources are never changed."""

    def __init__(self, store: Store, parts: Parts) -> None:
        """Read from this matter."""
        self._store = store
        self._parts = parts

    def read(self, document: Document) -> bytes:
        """The bytes of a document exactly as they were found.

        Raises:
            SourceError: Its source moved or is not what it was.
            VerificationError: It was stored, and the stored part is missing or damaged.
        """
        if document.is_stored:
            return self._parts.read(document.sha256)
        path = self._readable(document)
        try:
            with path.open("rb") as stream:
                stream.seek(document.offset_bytes)
                content = stream.read(document.length_bytes)
        except OSError as error:
            raise _unreadable(path, str(error.strerror or error)) from error
        if hashlib.sha256(content).hexdigest() != document.sha256:
            raise _changed(path)
        return content

    def path(self, document: Document) -> Path | None:
        """A file that is exactly the document's bytes, or None if it lies within another file.

        The file is not hashed again: read it only, and use `read` where the bytes must be proven.

        Raises:
            SourceError: Its source moved or is not as long as it was.
        """
        if document.is_stored:
            return self._parts.path(document.sha256)
        file = self._file(document)
        if document.offset_bytes or document.length_bytes != file.size_bytes:
            return None
        path = self._readable(document)
        if path.stat().st_size != file.size_bytes:
            raise _changed(path)
        return path

    def is_there(self, document: Document) -> bool:
        """Whether its bytes can be found; they are not read."""
        if document.is_stored:
            return self._parts.path(document.sha256).is_file()
        try:
            return self._readable(document).is_file()
        except SourceError:
            return False

    def source_path(self, document: Document) -> Path:
        """Where the source file lies that the document was read from, there or not."""
        return self._file(document).path

    def _readable(self, document: Document) -> Path:
        """The source file, or its kept copy where the source itself is gone."""
        file = self._file(document)
        if file.path.is_file():
            return file.path
        if file.sha256 and (kept := self._parts.path(file.sha256)).is_file():
            return kept
        raise _unreadable(file.path, "it is not there")

    def _file(self, document: Document) -> _File:
        source, path, sha256, size_bytes = self._store.conn.execute(
            "SELECT sources.path, files.path, sha256, size_bytes"
            " FROM files JOIN sources ON sources.id = source_id WHERE files.id = ?",
            (document.file_id,),
        ).fetchone()
        return _File(Path(source, path) if path else Path(source), sha256, size_bytes)


def _unreadable(path: Path, why: str) -> SourceError:
    return SourceError(f"The source {path} cannot be read:", f"{why}.", _RELINK)


def _changed(path: Path) -> SourceError:
    return SourceError(
        f"The source {path} has changed.",
        "Its bytes are not those that were added.",
        "Restore the original file, or relink the source to an unchanged copy.",
    )
