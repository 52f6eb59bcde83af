"""Puts documents into a matter as processing would."""

import json
from typing import Any

from pincite.domain.documents import CanonicalText
from pincite.domain.tokens import zone_words
from pincite.store.connection import Store
from pincite.store.number_runs import keep_runs
from pincite.store.words import DocumentWords


def add_document(store: Store, zones: dict[str, str], columns: dict[str, Any]) -> int:
    """A document of these zones and columns; its number."""
    number: int = store.conn.execute("SELECT coalesce(max(id), 0) + 1 FROM documents").fetchone()[0]
    text = CanonicalText.of_zones(zones)
    row = {
        "id": number,
        "family_id": number,
        "kind": "message",
        "type": "email",
        "file_id": 1,
        "length_bytes": 1,
        "sha256": "0" * 64,
        "size_bytes": 1,
        "sort_key": number,
        **columns,
    }
    with store.write() as database:
        database["documents"].insert(row)
        database["texts"].insert(
            {"document_id": number, "text": text.text, "bounds": json.dumps(text.bounds)}
        )
        if row.get("copy_of") is None:
            DocumentWords(store).add([(number, zone_words(text))])
        keep_runs(store.conn, [number])
        store.documents_changed()
    return number
