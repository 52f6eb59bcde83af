"""How a matter's database is opened, by whichever thread."""

import os
import sqlite3
from pathlib import Path

BUSY_TIMEOUT_S = 30.0
CACHE_KIB = 24 * 1024


def connect(path: Path, is_read_only: bool, cache_kib: int = CACHE_KIB) -> sqlite3.Connection:
    """A connection with the settings that the matter's safety rests on."""
    mode = "ro" if is_read_only else "rwc"
    if is_read_only and _is_on_read_only_medium(path):
        # Nobody can write there, and SQLite must not try to lay a write-ahead log beside it.
        mode = "ro&immutable=1"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        uri,
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        cached_statements=256,
    )
    if not is_read_only:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{cache_kib}")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _is_on_read_only_medium(path: Path) -> bool:
    """Whether a database that was closed cleanly lies where nothing can be written."""
    log = path.with_name(f"{path.name}-wal")
    return not os.access(path.parent, os.W_OK) and not log.exists()
