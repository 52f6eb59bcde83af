"""Opens matters, makes new ones, brings them back from backups, and closes them."""

from pathlib import Path
from typing import TYPE_CHECKING, Self

from pincite.errors import MatterError, MatterLocked
from pincite.jobs.control import Control
from pincite.jobs.shared_pool import SharedPool
from pincite.store.archive import restore
from pincite.store.connection import Store
from pincite.store.folder import (
    CACHE,
    DATABASE,
    LOCK,
    make_folder,
    matter_folder,
    network_warning,
    new_settings,
    open_store,
    prefix_warning,
)
from pincite.store.journal import Journal
from pincite.store.lock import MatterLock, user_name

if TYPE_CHECKING:
    from pincite.jobs.pool import WorkerPool


class OpenMatter:
    """One case, open: for writing where it holds the lock, else for reading only.

    Belongs to the thread that opened it, as its store does; another thread asks for a `reader`.
    """

    def __init__(
        self, folder: Path, store: Store, lock: MatterLock | None, pool: SharedPool | None = None
    ) -> None:
        """Use `Matter.open` or `Matter.new`; `pool` belongs to another that shares it."""
        self.folder = folder
        self.store = store
        self.notices: tuple[str, ...] = ()
        self.journal = Journal(store, user_name())
        self._lock = lock
        self._is_pool_own = pool is None
        self._pool = pool or SharedPool(_page_workers)

    @classmethod
    def new(
        cls,
        path: Path | str,
        name: str | None = None,
        prefix: str = "REV",
        page_size: str = "letter",
    ) -> Self:
        """Make a matter and open it; `.pincite` is added to the path where it is missing.

        Raises:
            MatterError: Something is there already, or the prefix or page size cannot be used.
        """
        folder = matter_folder(Path(path))
        make_folder(folder, new_settings(name or folder.stem, prefix, page_size))
        matter = cls.open(folder, must_write=True)
        matter.journal.record("new matter", f"New matter “{matter.name}”")
        return matter

    @classmethod
    def open(cls, path: Path | str, read_only: bool = False, *, must_write: bool = False) -> Self:
        """Open a matter; one that is open for writing elsewhere is opened for reading only.

        `notices` says so, and whatever else the user should know about where it lies.

        Raises:
            MatterLocked: It is open elsewhere and `must_write` was asked for.
            MatterTooNew: A newer Pincite made it.
            MatterError: It is not a matter, or it is damaged.
        """
        folder = matter_folder(Path(path))
        notices = [warning] if (warning := network_warning(folder)) else []
        lock = None
        if not read_only and (folder / DATABASE).is_file():
            try:
                lock = MatterLock(folder / LOCK)
            except MatterError as error:
                if must_write:
                    raise
                notices.append(_read_only_notice(error))
        try:
            store = open_store(folder, is_read_only=lock is None)
        except BaseException:
            if lock:
                lock.release()
            raise
        matter = cls(folder, store, lock)
        if warning := prefix_warning(store):
            notices.append(warning)
        matter.notices = tuple(notices)
        return matter

    @classmethod
    def restore(cls, archive: Path | str, to: Path | str, control: Control | None = None) -> Self:
        """Make a matter from a backup and open it.

        Raises:
            MatterError: Something is there already, or the file is not a backup.
            VerificationError: The backup is damaged.
            Cancelled: The user stopped it; nothing is left behind.
        """
        folder = matter_folder(Path(to))
        restore(Path(archive), folder, control or Control())
        matter = cls.open(folder, must_write=True)
        matter.journal.record("restore", f"Restore the matter from {Path(archive).name}")
        return matter

    def reader(self) -> Self:
        """The same matter for reading, on the thread that calls this; close it before this one."""
        store = open_store(self.folder, is_read_only=True)
        return type(self)(self.folder, store, None, self._pool)

    def close(self) -> None:
        """Close the matter; a writer leaves one database file behind and lets go of the lock."""
        if self._is_pool_own:
            self._pool.close()
        self.store.close()
        if self._lock:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        """The matter itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the matter."""
        self.close()

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.store.is_read_only

    @property
    def name(self) -> str:
        """What the matter is called."""
        return str(self.store.setting("name", self.folder.stem))

    @property
    def page_size(self) -> str:
        """The paper that messages are set on: `letter` or `a4`."""
        return str(self.store.setting("page_size", "letter"))

    @property
    def cache_folder(self) -> Path:
        """Where things lie that can be made again at any time."""
        return self.folder / CACHE


def _page_workers() -> "WorkerPool":
    from pincite.pdf.workers import page_workers

    return page_workers()


def _read_only_notice(error: MatterError) -> str:
    if isinstance(error, MatterLocked):
        return f"Open for reading only. {error.what} {error.why}"
    return f"Open for reading only. {error.why}"
