import hashlib
from pathlib import Path

import pytest

from pincite.matter import Matter


@pytest.fixture
def released(tmp_path: Path):
    """A matter with two documents in a folder, each a file, as processing would leave it."""
    (tmp_path / "release").mkdir()
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.tags.new("Pilot")
        with matter.store.write() as database:
            source = {"path": str(tmp_path / "release"), "kind": "folder", "added_utc": ""}
            database["sources"].insert({"id": 1, **source})
            for number, text in enumerate(("first", "second"), 1):
                (tmp_path / "release" / f"{number}.").write_text(text)
                sha256 = hashlib.sha256(text.encode()).hexdigest()
                file = {"source_id": 1, "path": f"{number}.", "size_bytes": len(text)}
                database["files"].insert(
                    {"id": number, **file, "modified_ns": 1, "sha256": sha256, "state": "done"}
                )
                document = {"family_id": number, "kind": "file", "type": "text", "sort_key": 1}
                size = {"length_bytes": len(text), "size_bytes": len(text)}
                database["documents"].insert(
                    {"id": number, "file_id": number, "sha256": sha256, **document, **size}
                )
                database["texts"].insert({"document_id": number, "text": text, "bounds": [0] * 14})
                database.conn.execute(
                    "INSERT INTO document_words (rowid, body) VALUES (?, ?)", (number, text)
                )
        yield matter
