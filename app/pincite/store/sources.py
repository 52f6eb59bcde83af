"""The sources of a matter and their files: what was added, and how far it has been read."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from pincite.domain.documents import FileId, SourceId
from pincite.domain.paths import base_name
from pincite.store.connection import Store


@dataclass(frozen=True, slots=True)
class Source:
    """A file or folder that was added."""

    id: SourceId
    path: Path
    kind: str
    custodian: str
    added_utc: str
    is_kept: bool
    files: int
    pending: int


class SourceFile(NamedTuple):
    """A file of a source; `root` is the source's own path, `relative` the one within it or ''.

    `done` is how far it was read: bytes of a mailbox, entries of an archive.
    """

    id: FileId
    source_id: SourceId
    root: str
    relative: str
    size_bytes: int
    modified_ns: int
    sha256: str | None
    is_done: bool
    done: int

    @property
    def path(self) -> Path:
        """Where it lies now."""
        return Path(self.location)

    @property
    def location(self) -> str:
        """Where it lies now, as text: a path takes longer to make than a small file to read."""
        return os.path.join(self.root, self.relative) if self.relative else self.root  # noqa: PTH118

    @property
    def label(self) -> str:
        """What people know it by: its path within the source, or its name."""
        return self.relative or base_name(self.root)


class FoundFile(NamedTuple):
    """A file that was found in a source; `size_bytes` is -1 where it cannot be read."""

    relative: str
    size_bytes: int
    modified_ns: int


class Sources:
    """The sources of a matter."""

    def __init__(self, store: Store) -> None:
        """Read and write in this store."""
        self._store = store

    def all(self) -> list[Source]:
        """Every source in the order in which they were added."""
        rows = self._store.conn.execute(
            "SELECT sources.id, sources.path, kind, custodian, added_utc, kept, count(files.id),"
            " count(*) FILTER (WHERE state = 'pending')"
            " FROM sources LEFT JOIN files ON files.source_id = sources.id"
            " GROUP BY sources.id ORDER BY sources.id"
        )
        return [
            Source(row[0], Path(row[1]), row[2], row[3], row[4], bool(row[5]), row[6], row[7])
            for row in rows
        ]

    def add(self, path: Path, kind: str, custodian: str) -> SourceId:
        """Record a source; the same path is the same source, as long as the custodian is."""
        row = self._store.conn.execute(
            "SELECT id FROM sources WHERE path = ? AND custodian = ?", (str(path), custodian)
        ).fetchone()
        if row:
            return SourceId(row[0])
        at_utc = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        with self._store.write() as database:
            cursor = database.conn.execute(
                "INSERT INTO sources (path, kind, custodian, added_utc) VALUES (?, ?, ?, ?)",
                (str(path), kind, custodian, at_utc),
            )
        return SourceId(int(cursor.lastrowid or 0))

    def add_files(self, source: SourceId, found: Iterable[FoundFile]) -> None:
        """Record files that are still to be read, in this order."""
        with self._store.write() as database:
            database.conn.executemany(
                "INSERT INTO files (source_id, path, size_bytes, modified_ns) VALUES (?, ?, ?, ?)",
                ((source, file.relative, file.size_bytes, file.modified_ns) for file in found),
            )

    def add_file(self, source: SourceId, found: FoundFile) -> FileId:
        """Record one file and return its id."""
        with self._store.write() as database:
            cursor = database.conn.execute(
                "INSERT INTO files (source_id, path, size_bytes, modified_ns) VALUES (?, ?, ?, ?)",
                (source, found.relative, found.size_bytes, found.modified_ns),
            )
        return FileId(int(cursor.lastrowid or 0))

    def known(self) -> dict[str, tuple[int, int]]:
        """Size and time of change of every file as it was last seen, by its whole path."""
        return {str(file.path): (file.size_bytes, file.modified_ns) for file in self._files("", ())}

    def versions(self) -> dict[tuple[SourceId, str], tuple[str, ...]]:
        """The SHA-256 of what was read already, by source and path within it."""
        found: dict[tuple[SourceId, str], tuple[str, ...]] = {}
        for source, path, sha256 in self._store.conn.execute(
            "SELECT source_id, path, sha256 FROM files"
            " WHERE state = 'done' AND sha256 IS NOT NULL AND (source_id, path) IN"
            "   (SELECT source_id, path FROM files WHERE state = 'pending')"
        ):
            key = (SourceId(source), path)
            found[key] = (*found.get(key, ()), sha256)
        return found

    def files(self, source: SourceId | None = None) -> list[SourceFile]:
        """The files of a source, or of all, in the order in which they are read."""
        return self._files("" if source is None else "WHERE source_id = ?", (source,))

    def pending(self) -> list[SourceFile]:
        """The files that are still to be read, wholly or from where reading stopped."""
        return self._files("WHERE state = 'pending'", ())

    def file(self, identity: FileId) -> SourceFile:
        """One file."""
        return self._files("WHERE files.id = ?", (identity,))[0]

    def relink(self, source: SourceId, path: Path) -> None:
        """Record where a source is now; that its files are the same is for the caller to prove."""
        with self._store.write() as database:
            database.conn.execute("UPDATE sources SET path = ? WHERE id = ?", (str(path), source))

    def _files(self, condition: str, values: Sequence[object]) -> list[SourceFile]:
        rows = self._store.conn.execute(
            "SELECT files.id, source_id, sources.path, files.path, size_bytes, modified_ns, sha256,"
            " state = 'done', done_bytes FROM files JOIN sources ON sources.id = source_id"
            f" {condition} ORDER BY files.id",
            [value for value in values if value is not None],
        )
        return [SourceFile._make((*row[:7], bool(row[7]), row[8])) for row in rows]
