"""The manifest: what a bundle folder holds, where it came from, which state of the matter."""

import hashlib
import json
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pincite.exhibits.rendering import Rendering
from pincite.store.connection import Store
from pincite.store.documents import Document, Documents

if TYPE_CHECKING:
    from pincite.exhibits.planning import PlannedBundle

MANIFEST = "papers/manifest.json"
FORMAT = 1


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def listed_files(folder: Path) -> list[str]:
    """Every file below a folder but the manifest, by its path with slashes, in order."""
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in paths if path != MANIFEST)


def seal(manifest: dict[str, Any]) -> str:
    """The SHA-256 over everything in a manifest but its seal."""
    unsealed = {name: value for name, value in manifest.items() if name != "seal"}
    return hashlib.sha256(_written(unsealed)).hexdigest()


def make_manifest(
    folder: Path, planned: "PlannedBundle", store: Store, journal_head: str, copy: Rendering
) -> bytes:
    """The manifest of a finished folder."""
    files = [
        {
            "path": path,
            "bytes": (folder / path).stat().st_size,
            "sha256": file_sha256(folder / path),
        }
        for path in listed_files(folder)
    ]
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "program": f"Pincite {version('pincite')}",
        "matter": store.setting("matter_id", ""),
        "matter_name": store.setting("name", ""),
        "bundle": planned.bundle.name,
        "rendering": copy.name,
        "surviving_text": copy.has_surviving_text,
        "pages": planned.plan.page_count,
        "journal_head": journal_head,
        "exhibits": _exhibits(planned, store),
        "files": files,
    }
    manifest["seal"] = seal(manifest)
    return _written(manifest)


def _exhibits(planned: "PlannedBundle", store: Store) -> list[dict[str, Any]]:
    documents = Documents(store)
    # One long PDF may be many exhibits; it is hashed once.
    rendition_sha256 = cache(file_sha256)
    return [
        {
            "exhibit": exhibit.label,
            "title": exhibit.title,
            "slip_page": exhibit.slip_page,
            "first_page": exhibit.first_page,
            "last_page": exhibit.last_page,
            "documents": [
                {
                    "document": documents.control(each.document.id),
                    "sha256": each.document.sha256,
                    "rendition_sha256": rendition_sha256(each.rendition.path),
                    "pages": [index + 1 for index in each.page_indices],
                    "bates": list(each.bates),
                    **_source(store, each.document),
                }
                for each in held
            ],
        }
        for exhibit, held in zip(planned.plan.exhibits, planned.contents, strict=True)
    ]


def _source(store: Store, document: Document) -> dict[str, Any]:
    """The source file that a document was read from."""
    source, path, sha256 = store.conn.execute(
        "SELECT sources.path, files.path, files.sha256 FROM files"
        " JOIN sources ON sources.id = source_id WHERE files.id = ?",
        (document.file_id,),
    ).fetchone()
    return {"source": source, "source_file": path, "source_sha256": sha256}


def _written(manifest: dict[str, Any]) -> bytes:
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    return (text + "\n").encode()
