"""The folder of a matter: where its files lie, how it is made, opened and brought up to date."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from pincite.domain.numbers import BatesNumber, is_prefix
from pincite.errors import MatterError
from pincite.store.connection import Store
from pincite.store.recognised import RecognisedRows

SUFFIX = ".pincite"
DATABASE = "matter.db"
PARTS = "parts"
CACHE = "cache"
LOCK = "lock"
PAGE_SIZES = ("letter", "a4")

# Where SQLite's write-ahead log is unsafe: its shared memory does not reach other machines.
_NETWORK = frozenset(
    "9p afs afpfs ceph cifs davfs fuse.davfs2 fuse.glusterfs fuse.rclone fuse.s3fs fuse.sshfs"
    " glusterfs lustre ncpfs nfs nfs4 prl_fs smb smb2 smb3 smbfs vboxsf webdav".split()
)


def matter_folder(path: Path) -> Path:
    """The folder that a user means: with the suffix left out, or by the database in it."""
    path = path.absolute()
    if path.name == DATABASE and path.is_file():
        return path.parent
    if not path.is_dir() and path.suffix != SUFFIX:
        return path.with_name(path.name + SUFFIX)
    return path


def new_settings(name: str, prefix: str, page_size: str) -> dict[str, object]:
    """What a new matter starts with.

    Raises:
        MatterError: The prefix or the page size cannot be used.
    """
    if not is_prefix(prefix):
        raise MatterError(
            f"“{prefix}” cannot be the prefix of control numbers.",
            "A prefix is a capital letter, then up to 11 capitals and digits.",
            "Choose one such as REV.",
        )
    if page_size not in PAGE_SIZES:
        raise MatterError(f"“{page_size}” is not a page size.", "It is letter or a4.")
    return {
        "name": " ".join(name.split()),
        "prefix": prefix,
        "page_size": page_size,
        "matter_id": uuid4().hex,
        "created_utc": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "next_number": 1,
    }


def make_folder(folder: Path, settings: dict[str, object]) -> None:
    """Make an empty matter with these settings; a crash leaves it whole or absent.

    Raises:
        MatterError: Something is there already, or the place cannot be written.
    """
    with unfinished_folder(folder) as unfinished:
        (unfinished / PARTS).mkdir(parents=True)
        store = Store(unfinished / DATABASE)
        store.migrate()
        with store.write():
            for key, value in settings.items():
                store.set_setting(key, value)
        store.close()


@contextmanager
def unfinished_folder(folder: Path) -> Iterator[Path]:
    """A place beside `folder` to make it in; it gets its name at the end, if all went well.

    Raises:
        MatterError: Something is there already, or the place cannot be written.
    """
    if folder.exists():
        raise MatterError(
            f"{folder.name} is already there.",
            f"Something has that name in {folder.parent}.",
            "Open it, or choose another name.",
        )
    unfinished = folder.with_name(f".{os.getpid()}.{folder.name}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        yield unfinished
        unfinished.rename(folder)
    except OSError as error:
        raise MatterError(
            f"{folder.name} cannot be made.",
            f"{error.strerror or error}.",
            "Choose a folder with enough room where you may write.",
        ) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def open_store(folder: Path, *, is_read_only: bool) -> Store:
    """The database of a matter, brought up to this version where it may be written.

    Raises:
        MatterTooNew: A newer Pincite made it.
        MatterError: It is not a matter, is damaged, or is older and cannot be written.
    """
    database = folder / DATABASE
    if not database.is_file():
        raise MatterError(
            f"{folder.name} is not a matter.",
            f"There is no {DATABASE} in {folder}."
            if folder.is_dir()
            else f"{folder} is not there.",
            "Choose the folder of a matter, Name.pincite, or make a new one.",
        )
    store = Store(database, is_read_only=is_read_only)
    if not _is_matter(store):
        store.close()
        raise MatterError(
            f"{folder.name} is not a matter.",
            f"{database} is a database of something else.",
            "Choose the folder of a matter, Name.pincite.",
        )
    if store.has_pending_migrations():
        _bring_up_to_date(store, folder)
    return store


def _is_matter(store: Store) -> bool:
    row = store.conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'settings'").fetchone()
    return row is not None


def _bring_up_to_date(store: Store, folder: Path) -> None:
    """Copy the database beside itself, then migrate it in one transaction."""
    if store.is_read_only:
        store.close()
        raise MatterError(
            f"{folder.name} was made by an older Pincite.",
            "It must be brought up to date once, and is open for reading only.",
            "Open it for writing first.",
        )
    copy_database(store, folder / f"{DATABASE}.before-update")
    try:
        with store.write():
            store.migrate()
            RecognisedRows(store).catch_up()
    except sqlite3.Error as error:
        store.close()
        raise MatterError(
            f"{folder.name} could not be brought up to date.",
            f"{error}. It is as it was.",
            "Restore it from a backup, or open it with the version that made it.",
        ) from error


def copy_database(store: Store, to: Path) -> None:
    """A consistent copy of the database as it is now, also while others write to it."""
    unfinished = to.with_name(f"{to.name}.new")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as copy:
        store.conn.backup(copy)
        # A copy is one file: it must not need a write-ahead log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
    unfinished.replace(to)


def prefix_warning(store: Store) -> str | None:
    """A sentence for a matter whose control numbers look like its Bates numbers, else None."""
    prefix = str(store.setting("prefix", ""))
    rows = store.conn.execute(
        "SELECT bates FROM pages WHERE bates >= ? AND bates < ? LIMIT 1000",
        (prefix, f"{prefix}\uffff"),
    )
    numbers = (BatesNumber.parse(row[0]) for row in rows)
    if not any(number and number.series == prefix for number in numbers):
        return None
    return (
        f"Released pages bear Bates numbers that begin with {prefix}, as the control numbers of"
        " this matter do. Use another prefix in a new matter, or a cite may be read wrongly."
    )


def network_warning(folder: Path) -> str | None:
    """A sentence for a matter that lies on a network share, None where it does not."""
    kind = _file_system(folder)
    if kind not in _NETWORK:
        return None
    return (
        f"{folder.name} lies on a network share ({kind}), where SQLite is not safe against two"
        " writers. Keep the matter on a local disk and its backups on the share."
    )


def _file_system(folder: Path) -> str:
    """The kind of file system a folder lies on, '' where it cannot be told."""
    if sys.platform == "win32":
        import ctypes

        drive_is_remote = 4
        root = os.path.splitdrive(folder.resolve())[0] + "\\"
        is_remote = root.startswith("\\\\") or (
            ctypes.windll.kernel32.GetDriveTypeW(root) == drive_is_remote
        )
        return "cifs" if is_remote else ""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return mounted_as(mounts, folder.resolve())


def mounted_as(mounts: str, folder: Path) -> str:
    """The kind of file system that a table of mounts (`/proc/mounts`) gives for a folder."""
    best, kind = Path("/"), ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        place = Path(fields[1].encode().decode("unicode_escape"))
        if folder.is_relative_to(place) and len(place.parts) >= len(best.parts):
            best, kind = place, fields[2]
    return kind
