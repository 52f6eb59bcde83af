"""Backs a matter up as one archive, and makes the matter from it again."""

import hashlib
import json
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pincite.errors import MatterError, SourceError, VerificationError
from pincite.jobs.control import Control
from pincite.store.connection import Store
from pincite.store.folder import DATABASE, PARTS, copy_database, unfinished_folder
from pincite.store.parts import Parts
from pincite.store.sources import SourceFile

MANIFEST = "backup.json"
_FORMAT = 1
_CHUNK_BYTES = 1 << 20
_MEMBER = re.compile(rf"{re.escape(DATABASE)}|{PARTS}/[0-9a-f]{{2}}/[0-9a-f]{{62}}")
# The oldest time a ZIP knows: an archive of the same matter is the same wherever it is made.
_WRITTEN = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Backup:
    """What an archive holds."""

    path: Path
    files: int
    bytes: int


def back_up(
    store: Store, parts: Parts, sources: list[SourceFile], to: Path, control: Control
) -> Backup:
    """Write the database, the parts and these source files into one archive, and read it again.

    The archive appears under its name only once all of it was written and read back. Sources go in
    beside the parts, by their SHA-256, where the restored matter finds them.

    Raises:
        MatterError: Something is there already, or it cannot be written.
        SourceError: A source is not what it was.
        VerificationError: What was written does not read back.
        Cancelled: The user stopped it; nothing is left behind.
    """
    if to.exists():
        raise MatterError(f"{to} is already there.", "", "Choose another name.")
    unfinished = to.with_name(f".{to.name}.{os.getpid()}.new")
    try:
        with tempfile.TemporaryDirectory(dir=to.parent, prefix=".pincite-") as folder:
            snapshot = Path(folder) / DATABASE
            copy_database(store, snapshot)
            hashes = _write(unfinished, _members(snapshot, parts, sources), control)
        _check(unfinished, hashes, control)
        unfinished.replace(to)
    except OSError as error:
        raise MatterError(
            f"The backup {to.name} cannot be written.",
            f"{error.strerror or error}.",
            "Choose a place with enough room where you may write.",
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return Backup(to, len(hashes), to.stat().st_size)


def restore(archive: Path, folder: Path, control: Control) -> None:
    """Make the matter folder that an archive holds; a failure leaves nothing behind.

    Raises:
        MatterError: The folder is there already, or the archive is not a backup of a matter.
        VerificationError: The archive is damaged.
        Cancelled: The user stopped it.
    """
    if not archive.is_file():
        raise MatterError(f"{archive} cannot be read.", "It is not there.", "Choose another file.")
    with unfinished_folder(folder) as unfinished, _opened(archive) as (opened, hashes):
        (unfinished / PARTS).mkdir(parents=True)
        for number, (name, sha256) in enumerate(hashes.items()):
            control.step(number, len(hashes), "Restoring")
            target = unfinished / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with opened.open(name) as stream, target.open("wb") as out:
                if _copy(stream, out, control) != sha256:
                    raise _damaged(archive, name)


def _members(
    snapshot: Path, parts: Parts, sources: list[SourceFile]
) -> Iterator[tuple[str, Path, str | None]]:
    """Name in the archive, file, and the SHA-256 it must have, where one is known; each once."""
    yield DATABASE, snapshot, None
    kept = parts.all()
    for sha256 in kept:
        yield _part(sha256), parts.path(sha256), sha256
    written = set(kept)
    for source in sources:
        if source.sha256 and source.sha256 not in written:
            written.add(source.sha256)
            yield _part(source.sha256), Path(source.path), source.sha256


def _part(sha256: str) -> str:
    return f"{PARTS}/{sha256[:2]}/{sha256[2:]}"


def _write(
    to: Path, members: Iterator[tuple[str, Path, str | None]], control: Control
) -> dict[str, str]:
    """Write the members, then the manifest; returns the SHA-256 of each."""
    listed = list(members)
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for number, (name, path, sha256) in enumerate(listed):
            control.step(number, 2 * len(listed), "Backing up")
            with _source(path) as stream, archive.open(_info(name), "w", force_zip64=True) as out:
                hashes[name] = _copy(stream, out, control)
            if sha256 not in (None, hashes[name]):
                raise SourceError(
                    f"{path} cannot be backed up.",
                    "It is not what it was when it was added.",
                    "Restore the original file, or back up without sources.",
                )
        manifest = {"pincite_backup": _FORMAT, "files": hashes}
        archive.writestr(_info(MANIFEST), json.dumps(manifest, indent=1))
    return hashes


def _source(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise SourceError(
            f"{path} cannot be backed up.",
            "It is not there.",
            "Relink the source, or back up without sources.",
        ) from error


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _WRITTEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _check(path: Path, hashes: dict[str, str], control: Control) -> None:
    """Read the whole archive back."""
    with _opened(path) as (archive, listed):
        if listed != hashes:
            raise _damaged(path, MANIFEST)
        for number, (name, sha256) in enumerate(hashes.items()):
            control.step(len(hashes) + number, 2 * len(hashes), "Reading the backup again")
            with archive.open(name) as stream:
                if _copy(stream, None, control) != sha256:
                    raise _damaged(path, name)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, str]]]:
    """An archive and the SHA-256 of each file in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive, _listed(archive, path)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise VerificationError(
            f"{path.name} is damaged.", f"{error}.", "Use another backup."
        ) from error


def _listed(archive: zipfile.ZipFile, path: Path) -> dict[str, str]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
        if manifest["pincite_backup"] > _FORMAT:
            raise MatterError(f"{path.name} was made by a newer Pincite.", "", "Use that one.")
        hashes = {str(name): str(sha256) for name, sha256 in manifest["files"].items()}
        # Only names that a backup has: a made-up archive must not write elsewhere.
        if DATABASE in hashes and all(_MEMBER.fullmatch(name) for name in hashes):
            return hashes
    except (KeyError, TypeError, AttributeError, ValueError):
        pass
    raise MatterError(f"{path.name} is not a backup of a matter.", "", "Choose another file.")


def _copy(stream: IO[bytes], out: IO[bytes] | None, control: Control) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK_BYTES):
        digest.update(chunk)
        if out:
            out.write(chunk)
        control.check()
    return digest.hexdigest()


def _damaged(path: Path, name: str) -> VerificationError:
    return VerificationError(
        f"{path.name} is damaged.", f"{name} is not what was written.", "Use another backup."
    )
