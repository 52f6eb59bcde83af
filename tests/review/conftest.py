from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pincite.domain.documents import CanonicalText
from pincite.domain.pages import encode_words
from pincite.matter import Matter
from pincite.store.connection import Store

Insert = Callable[..., int]


@pytest.fixture
def matter(tmp_path: Path) -> Iterator[Matter]:
    with Matter.new(tmp_path / "Harbor", prefix="REV") as matter:
        with matter.store.write() as database:
            source = {
                "id": 1,
                "path": "/release",
                "kind": "folder",
                "added_utc": "2026-01-01T00:00:00Z",
            }
            database["sources"].insert(source)
            file = {"id": 1, "source_id": 1, "path": "a.eml", "size_bytes": 1, "modified_ns": 1}
            database["files"].insert({**file, "sha256": "0" * 64, "state": "done"})
        yield matter


@pytest.fixture
def insert(matter: Matter) -> Insert:
    """Puts a document into the matter as processing would, and returns its number."""

    def insert(body: str = "", *, pages: list[str] | None = None, **columns: Any) -> int:
        return insert_document(matter.store, body, pages, columns)

    return insert


def insert_document(
    store: Store, body: str, pages: list[str] | None, columns: dict[str, Any]
) -> int:
    number = store.conn.execute("SELECT coalesce(max(id), 0) + 1 FROM documents").fetchone()[0]
    row = {
        "id": number,
        "family_id": number,
        "kind": "file" if pages else "message",
        "type": "pdf" if pages else "email",
        "file_id": 1,
        "length_bytes": 1,
        "sha256": "0" * 64,
        "size_bytes": 1,
        "sort_key": 0,
        "page_count": len(pages) if pages else None,
        **columns,
    }
    text = CanonicalText.of_zones(
        {"subject": row.get("subject", ""), "body": "\n".join(pages) if pages else body}
    )
    with store.write() as database:
        database["documents"].insert(row)
        database["texts"].insert(
            {"document_id": number, "text": text.text, "bounds": list(text.bounds)}
        )
        start = text.zone_bounds("body")[0]
        for page_number, page in enumerate(pages or [], 1):
            database["pages"].insert(
                {
                    "document_id": number,
                    "number": page_number,
                    "source_page": page_number - 1,
                    "width_pt": 612.0,
                    "height_pt": 792.0,
                    "text_start": start,
                    "text_end": start + len(page),
                    "words": encode_words([]),
                    "bates": f"BPS-{130 + page_number:06d}",
                }
            )
            start += len(page) + 1
    return number
