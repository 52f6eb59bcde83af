from pathlib import Path

import pytest

from pincite.errors import MatterError, MatterTooNew
from pincite.store.connection import Store


def test_a_database_of_a_newer_pincite_is_refused(tmp_path: Path):
    store = Store(tmp_path / "matter.db")
    store.migrate()
    store.conn.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('matter', '99 the far future', '2031-01-01')"
    )
    store.close()
    with pytest.raises(MatterTooNew, match="99 the far future"):
        Store(tmp_path / "matter.db")


def test_a_file_that_is_no_database_is_a_known_error(tmp_path: Path):
    (tmp_path / "matter.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(MatterError, match="cannot be opened"):
        Store(tmp_path / "matter.db")


def test_a_clean_close_leaves_no_write_ahead_log(tmp_path: Path):
    store = Store(tmp_path / "matter.db")
    store.migrate()
    with store.write():
        store.set_setting("name", "A matter")
    store.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["matter.db"]
    again = Store(tmp_path / "matter.db", is_read_only=True)
    assert again.setting("name") == "A matter"
    again.close()


def test_a_failing_transaction_inside_another_takes_only_itself_back(tmp_path: Path):
    store = Store(tmp_path / "matter.db")
    store.migrate()
    with store.write():
        store.set_setting("kept", 1)
        with pytest.raises(ZeroDivisionError), store.write():
            store.set_setting("lost", 1)
            raise ZeroDivisionError
    assert (store.setting("kept"), store.setting("lost")) == (1, None)
    store.close()
