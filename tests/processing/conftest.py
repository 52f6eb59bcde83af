from collections.abc import Iterator
from pathlib import Path

import pytest

from pincite.jobs.pool import WorkerPool
from pincite.processing.service import Processing
from pincite.store.connection import Store
from pincite.store.documents import Document, Documents
from pincite.store.exceptions import Exceptions
from pincite.store.journal import Journal
from pincite.store.natives import Natives
from pincite.store.parts import Parts


class Bench:
    """A matter's store with processing, as the tests use them."""

    def __init__(self, folder: Path, workers: int = 1) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.store = Store(folder / "matter.db")
        self.store.migrate()
        self.parts = Parts(folder / "parts")
        self.journal = Journal(self.store, "A. Reviewer")
        self.processing = Processing(
            self.store, self.parts, self.journal, lambda: WorkerPool(workers)
        )
        self.reader = Documents(self.store)
        self.natives = Natives(self.store, self.parts)

    def documents(self) -> list[Document]:
        return self.reader.rows(self.reader.all_ids())

    def text(self, document: int, zone: str = "body") -> str:
        return self.reader.text(document).zone(zone)

    def reasons(self) -> dict[str, str]:
        """The reason of each exception by the path it is listed with."""
        return {row.path: row.reason for row in Exceptions(self.store).all()}

    def found(self, words: str) -> list[int]:
        rows = self.store.conn.execute(
            "SELECT rowid FROM document_words WHERE document_words MATCH ? ORDER BY rowid", (words,)
        )
        return [row[0] for row in rows]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "matter")
    yield bench
    bench.store.close()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder
