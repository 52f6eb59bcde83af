"""Puts documents into a matter as processing would."""

import json
from typing import Any

from pincite.domain.documents import ZONES, CanonicalText
from pincite.domain.recognising import columns as recognised_columns
from pincite.domain.tokens import zone_words
from pincite.store.connection import Store
from pincite.store.number_runs import keep_runs
from pincite.store.recognised import RecognisedRows
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
            parts = [text.zone(zone) for zone in ZONES]
            RecognisedRows(store).put([(number, recognised_columns(parts))])
        keep_runs(store.conn, [number])
        store.documents_changed()
    return number


def remove_document(store: Store, number: int) -> None:
    """A document taken out again, with its words."""
    row = store.conn.execute(
        "SELECT text, bounds, copy_of FROM texts JOIN documents ON id = document_id WHERE id = ?",
        (number,),
    ).fetchone()
    if row[2] is None:
        text = CanonicalText(row[0], tuple(json.loads(row[1])))
        DocumentWords(store).remove([(number, zone_words(text))])
    for table in ("texts", "number_runs", "claims", "recognised"):
        store.conn.execute(f"DELETE FROM {table} WHERE document_id = ?", (number,))
    store.conn.execute("DELETE FROM documents WHERE id = ?", (number,))
    store.documents_changed()
