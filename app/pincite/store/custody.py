"""Proves that a matter's sources and evidence are what they were, and finds sources that moved."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from pincite.domain.documents import SourceId
from pincite.domain.verification import Verification
from pincite.errors import SourceError
from pincite.jobs.control import Control
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.journal import Journal
from pincite.store.parts import Parts
from pincite.store.sources import SourceFile, Sources

_CHUNK_BYTES = 1 << 20
_LISTED = 8


class Custody:
    """The chain of custody of a matter: sources, parts, journal, database, index."""

    def __init__(self, store: Store, parts: Parts, journal: Journal) -> None:
        """Check this matter."""
        self._store = store
        self._parts = parts
        self._journal = journal

    def verify(self, control: Control) -> Verification:
        """Read everything again and compare it with what was recorded; changes nothing.

        Raises:
            Cancelled: The user stopped it.
        """
        files = self.files()
        parts = self._parts.all()
        total = len(files) + len(parts) + 3
        problems: list[str] = []
        done = 0
        for file in files:
            control.step(done, total, f"Checking {file.label}")
            problems += self._file_problems(file, control)
            done += 1
        for sha256 in parts:
            control.step(done, total, "Checking stored parts")
            if sha256_of(self._parts.path(sha256), control) != sha256:
                problems.append(f"The stored part {sha256[:12]}… is damaged.")
            done += 1
        whole: tuple[tuple[str, Callable[[], list[str]]], ...] = (
            ("Checking the history", self._journal_problems),
            ("Checking the database", self._database_problems),
            ("Checking the index", self._index_problems),
        )
        for label, check in whole:
            control.step(done, total, label)
            problems += check()
            done += 1
        control.step(total, total, "Checked")
        return Verification(total, (*problems, *self._missing_parts(set(parts))))

    def files(self, source: SourceId | None = None) -> list[SourceFile]:
        """The files of all sources, or of one, that were read to the end."""
        sources = Sources(self._store)
        return [file for file in sources.files(source) if file.sha256 is not None]

    def relink(self, source: SourceId, path: Path, control: Control) -> None:
        """Say that a source lies at `path` now; every file must be what it was.

        Raises:
            SourceError: There is no such source, or files are missing or differ, which it lists.
            Cancelled: The user stopped it.
        """
        row = self._store.conn.execute(
            "SELECT path FROM sources WHERE id = ?", (source,)
        ).fetchone()
        if row is None:
            raise SourceError(f"There is no source {source}.", "", "List the sources.")
        path = path.absolute()
        files = self.files(source)
        differing: list[str] = []
        for number, file in enumerate(files):
            control.step(number, len(files), f"Checking {file.label}")
            there = path / file.relative if file.relative else path
            found = sha256_of(there, control)
            if found != file.sha256:
                shown = file.relative or path.name
                differing.append(f"{shown} ({'missing' if found is None else 'different'})")
        if differing:
            more = len(differing) - _LISTED
            raise SourceError(
                f"{path} is not the source that was added.",
                f"{len(differing):,} of {len(files):,} files differ:"
                f" {', '.join(differing[:_LISTED])}{f' and {more:,} more' if more > 0 else ''}.",
                "Choose the place where the unchanged files are.",
            )
        with self._store.write():
            Sources(self._store).relink(source, path)
            self._journal.record("relink", f"Relink the source {row[0]} to {path}")

    def source_named(self, text: str) -> SourceId:
        """The source that a user names by its number, its path, or the end of its path.

        Raises:
            SourceError: None or several are like that; the error lists them.
        """
        sources = self._store.conn.execute("SELECT id, path FROM sources ORDER BY id").fetchall()
        wanted = text.rstrip("/\\")
        ways: tuple[Callable[[int, str], bool], ...] = (
            lambda id_, _: str(id_) == wanted,
            lambda _, path: path == wanted,
            lambda _, path: Path(path).name == wanted,
        )
        for is_meant in ways:
            found = [id_ for id_, path in sources if is_meant(id_, path)]
            if len(found) == 1:
                return SourceId(found[0])
        listed = "; ".join(f"{id_} is {path}" for id_, path in sources)
        raise SourceError(
            f"“{text}” does not name one source.",
            f"{listed}." if listed else "The matter has no sources.",
            "Write the number of the source.",
        )

    def _file_problems(self, file: SourceFile, control: Control) -> Iterator[str]:
        found = sha256_of(Path(file.path), control)
        if found == file.sha256:
            return
        if found is not None:
            yield f"The source {file.path} has changed since it was added."
        elif not self._parts.path(str(file.sha256)).is_file():
            yield f"The source {file.path} cannot be read."

    def _missing_parts(self, there: set[str]) -> Iterator[str]:
        rows = self._store.conn.execute(
            "SELECT sha256, id FROM documents WHERE is_stored"
            " UNION ALL SELECT part_sha256, document_id FROM renditions"
            " UNION ALL SELECT layout_sha256, document_id FROM renditions"
            " UNION ALL SELECT layer_sha256, document_id FROM ocr_pages"
            "   WHERE layer_sha256 IS NOT NULL"
            " UNION ALL SELECT layer_sha256, document_id FROM ocr_readings"
            "   WHERE layer_sha256 IS NOT NULL"
        )
        documents = Documents(self._store)
        for sha256, document in rows:
            if sha256 not in there:
                yield f"A stored part of {documents.control(document)} is missing."

    def _journal_problems(self) -> list[str]:
        return [f"{problem[0].upper()}{problem[1:]}." for problem in self._journal.problems()]

    def _database_problems(self) -> list[str]:
        try:
            found = [row[0] for row in self._store.conn.execute("PRAGMA integrity_check")]
            broken = self._store.conn.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            return [f"The database is damaged: {error}."]
        problems = [f"The database is damaged: {line}." for line in found if line != "ok"]
        return problems + [
            f"A row of {row[0]} names a row of {row[2]} that is not there." for row in broken
        ]

    def _index_problems(self) -> list[str]:
        """Whether every unique document, and no other, can be found by its words."""
        indexed = "SELECT id FROM document_words_docsize"
        unique = "SELECT id FROM documents WHERE copy_of IS NULL AND NOT is_retired"
        without_text = (
            "SELECT count(*) FROM documents WHERE id NOT IN (SELECT document_id FROM texts)"
        )
        counts = (
            (
                f"SELECT count(*) FROM ({unique} EXCEPT {indexed})",
                "that cannot be found by their words",
            ),
            (
                f"SELECT count(*) FROM ({indexed} EXCEPT {unique})",
                "that are in the index but should not be",
            ),
            (without_text, "without text"),
        )
        problems = []
        for query, what in counts:
            (count,) = self._store.conn.execute(query).fetchone()
            if count:
                problems.append(f"Documents {what}: {count:,}.")
        return problems


def sha256_of(path: Path, control: Control) -> str | None:
    """The SHA-256 of a file, None if it cannot be read.

    Raises:
        Cancelled: The user stopped it; a large file is left in the middle.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                digest.update(chunk)
                control.check()
    except OSError:
        return None
    return digest.hexdigest()
