"""The decisions that the sample release opens with."""

from collections.abc import Mapping, Sequence
from typing import Any

from pincite.domain.documents import DocumentId
from pincite.errors import UnknownDocument
from pincite.review.coding import Coding
from pincite.review.editing import Editing
from pincite.review.marking import Marking
from pincite.review.notes import Notes
from pincite.review.tagging import Tagging
from pincite.store.connection import Store
from pincite.store.journal import Journal

# Where a document was found: `file` within the release, `message_id` if that is a mailbox.
Found = Mapping[str, Any]


def decide_sample(store: Store, journal: Journal, decisions: Mapping[str, Any]) -> None:
    """Make these decisions of a reviewer in a matter that holds the sample release.

    Raises:
        UnknownDocument: A document that they are about is not in the matter.
        DecisionError: A passage does not stand in its document.
    """
    tagging = Tagging(store, journal)
    coding, editing = Coding(store, journal), Editing(store, journal)
    marking, notes = Marking(store, journal), Notes(store, journal)
    for tag in decisions["tags"]:
        tagging.new(tag["name"], tag["colour"], tag["digit"])
    for edit in decisions["edits"]:
        document = document_of(store, edit["document"])
        editing.edit(document, edit.get("date"), edit.get("title"), edit.get("author"))
    for one in decisions["passages"]:
        document = document_of(store, one["document"])
        marking.mark_quote(document, one["quote"], None, one["tags"], one["note"])
    for one in decisions["document_tags"]:
        for name in one["tags"]:
            tagging.tag([document_of(store, one["document"])], name)
    for decision, documents in _by_decision(store, decisions["codings"]).items():
        coding.code(documents, decision)
    for one in decisions["notes"]:
        notes.set(document_of(store, one["document"]), one["text"])


def document_of(store: Store, found: Found) -> DocumentId:
    """The document that was found there, the message itself and not what is attached to it.

    With a `page` of the file, from 1, it is the one that was un-printed from there on.

    Raises:
        UnknownDocument: There is none.
    """
    message_id = found.get("message_id", "").strip("<>")
    row = store.conn.execute(
        "SELECT coalesce(copy_of, documents.id) FROM documents JOIN files ON files.id = file_id"
        " LEFT JOIN pages ON document_id = documents.id AND number = 1"
        " WHERE NOT is_retired AND replace(files.path, '\\', '/') = ?1"
        " AND (?2 = '' OR trim(message_id, '<>') = ?2)"
        " AND CASE WHEN ?3 THEN source_page = ?3 - 1 ELSE parent_id IS NULL END"
        " ORDER BY documents.id",
        (found["file"], message_id, int(found.get("page", 0))),
    ).fetchone()
    if row is None:
        raise UnknownDocument(f"There is no document from {found['file']} {message_id}.")
    return DocumentId(row[0])


def _by_decision(store: Store, codings: Sequence[Mapping[str, Any]]) -> dict[str, list[DocumentId]]:
    grouped: dict[str, list[DocumentId]] = {}
    for one in codings:
        grouped.setdefault(one["decision"], []).append(document_of(store, one["document"]))
    return grouped
