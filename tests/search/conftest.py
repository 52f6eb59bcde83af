from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pincite.search import Search
from pincite.store.connection import Store
from tests.search.building import add_document

Add = Callable[..., int]


@pytest.fixture(scope="session")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Store]:
    def new_store() -> Store:
        store = Store(tmp_path_factory.mktemp("matter") / "matter.db")
        store.migrate()
        store.conn.execute("PRAGMA synchronous = OFF")
        with store.write() as database:
            database["sources"].insert(
                {"id": 1, "path": "/release/mail", "kind": "folder", "custodian": "R. Okafor",
                 "added_utc": "2026-01-01T00:00:00Z"}
            )  # fmt: skip
            database["files"].insert(
                {"id": 1, "source_id": 1, "path": "a.mbox", "size_bytes": 1, "modified_ns": 1}
            )
        return store

    return new_store


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Iterator[Store]:
    store = new_store()
    yield store
    store.close()


@pytest.fixture
def search(store: Store) -> Search:
    return Search(store)


@pytest.fixture
def add(store: Store) -> Add:
    """Puts a document into the matter as processing would, and returns its number."""

    def add(body: str = "", *, zones: dict[str, str] | None = None, **columns: Any) -> int:
        return add_document(store, {"body": body, **(zones or {})}, columns)

    return add
