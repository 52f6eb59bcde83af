"""Finds the files of a source, in the order in which their documents are numbered."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pincite.domain.paths import step_key
from pincite.errors import SourceError
from pincite.processing import reasons
from pincite.processing.reasons import Reason

_SYSTEM_NAMES = frozenset(
    ".ds_store thumbs.db desktop.ini ehthumbs.db .localized maildirsize maildirfolder "
    "dovecot-uidlist dovecot.index dovecot.index.log dovecot.index.cache dovecot-keywords "
    "dovecot-uidvalidity courierimapuiddb".split()
)
_SYSTEM_FOLDERS = frozenset(("__macosx", ".git", ".svn", ".notmuch"))


class Found(NamedTuple):
    """A file of a source: its path within it or '', and the reason why it is not to be read."""

    relative: str
    size_bytes: int
    modified_ns: int
    reason: Reason | None = None


def find_files(source: Path) -> list[Found]:
    """Every file of a source in natural order of paths; links to elsewhere are followed.

    Raises:
        SourceError: There is nothing at this path, or it is no text.
    """
    if not _is_text(str(source)):
        raise SourceError(
            f"{_shown(str(source))} cannot be added.",
            "The path has bytes that are no letters in UTF-8.",
            "Rename the folder or file.",
        )
    try:
        status = source.stat()
    except OSError as error:
        raise SourceError(
            f"{source} cannot be added.",
            f"{error.strerror or error}.",
            "Check the path and who may read it.",
        ) from error
    if not stat.S_ISDIR(status.st_mode):
        return [_found("", status)]
    seen = frozenset([(status.st_dev, status.st_ino)])
    return [_listable(file) for file in _within(source, "", seen, is_unfinished=False)]


def _within(
    folder: Path, prefix: str, seen: frozenset[tuple[int, int]], *, is_unfinished: bool
) -> Iterator[Found]:
    """The files below a folder; `seen` are the folders on the way to it."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: step_key(entry.name))
    except OSError:
        yield Found(prefix.rstrip("/"), 0, 0, reasons.UNREADABLE)
        return
    names = {entry.name for entry in entries}
    is_maildir = "cur" in names and "new" in names
    for entry in entries:
        relative = prefix + entry.name
        try:
            status = entry.stat()
        except OSError:
            reason = reasons.BROKEN_LINK if entry.is_symlink() else reasons.UNREADABLE
            yield Found(relative, 0, 0, reason)
            continue
        if not stat.S_ISDIR(status.st_mode):
            yield _found(relative, status, reasons.UNFINISHED if is_unfinished else None)
            continue
        identity = (status.st_dev, status.st_ino)
        if identity in seen:
            yield Found(relative, 0, 0, reasons.LINK_LOOP)
            continue
        yield from _within(
            Path(entry.path),
            f"{relative}/",
            seen | {identity},
            is_unfinished=is_unfinished or (is_maildir and entry.name == "tmp"),
        )


def _found(relative: str, status: os.stat_result, reason: Reason | None = None) -> Found:
    *folders, name = relative.lower().split("/")
    if not stat.S_ISREG(status.st_mode):
        reason = reasons.NOT_A_FILE
    elif name in _SYSTEM_NAMES or not _SYSTEM_FOLDERS.isdisjoint(folders):
        reason = reasons.SYSTEM_FILE
    return Found(relative, status.st_size, status.st_mtime_ns, reason)


def _listable(file: Found) -> Found:
    """The file; one whose path is no text and could not be kept is listed, not read."""
    if _is_text(file.relative):
        return file
    return file._replace(relative=_shown(file.relative), reason=file.reason or reasons.NAME_NO_TEXT)


def _is_text(path: str) -> bool:
    """Whether a path is valid UTF-8, as a name from an old system may not be."""
    return path.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in path)


def _shown(path: str) -> str:
    """A path in which every byte that is no letter is a number, as in Python."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
