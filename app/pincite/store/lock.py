"""One writer at a time: a lock that the operating system drops when its holder dies."""

import errno
import getpass
import json
import os
import socket
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from pincite.errors import MatterError, MatterLocked

# Far behind the text: Windows locks bytes for reading too, and others should read who holds it.
_LOCKED_BYTE = 1 << 30
_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)


class MatterLock:
    """The lock of a matter; the file stays, what counts is who holds it open and locked."""

    def __init__(self, path: Path) -> None:
        """Take the lock at `path`.

        Raises:
            MatterLocked: Somebody else holds it.
            MatterError: The matter cannot be written at all.
        """
        self._path = path
        if not os.access(path.parent, os.W_OK):
            raise _unwritable(path, "Its folder cannot be written")
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise _unwritable(path, error.strerror or str(error)) from error
        try:
            _lock(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            if error.errno in _NO_LOCKS:
                raise _unwritable(path, "The disk it lies on knows no locks") from error
            raise MatterLocked(
                f"{path.parent.name} is open for writing elsewhere.",
                holder(path),
                "Close it there, or open it for reading only.",
            ) from error
        self._write_holder()

    def release(self) -> None:
        """Let somebody else write."""
        os.ftruncate(self._descriptor, 0)
        _unlock(self._descriptor)
        os.close(self._descriptor)

    def _write_holder(self) -> None:
        held = {
            "user": user_name(),
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "since_utc": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        }
        os.ftruncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, json.dumps(held).encode())


def _unwritable(path: Path, why: str) -> MatterError:
    return MatterError(
        f"{path.parent.name} cannot be changed.",
        f"{why}.",
        "Open it for reading, or copy it to a place where you may write.",
    )


def holder(path: Path) -> str:
    """A sentence that says who holds the lock at `path`, as far as it is known."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return (
            f"{held['user']} on {held['host']} has had it open since {held['since_utc']}"
            f" (process {held['pid']})."
        )
    except (OSError, ValueError, KeyError, TypeError):
        return "Another program has it open."


def user_name() -> str:
    """The name of the person at this machine, as the system knows it."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return "unknown"


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
