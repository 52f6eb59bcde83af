"""What was read from each source: documents by kind, copies, exceptions, and how far it is read."""

from dataclasses import dataclass

from pincite.domain.documents import SourceId
from pincite.store.connection import Store


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """One source in figures; `sha256` is that of its only file, or None.

    `container` is what it is read as (`mbox`, `zip`, `maildir`), or ''.
    """

    source: SourceId
    messages: int = 0
    attachments: int = 0
    loose: int = 0
    pages: int = 0
    copies: int = 0
    exceptions: int = 0
    bytes: int = 0
    done_bytes: int = 0
    sha256: str | None = None
    container: str = ""


_FILES = (
    "SELECT source_id, sum(max(size_bytes, 0)),"
    " sum(CASE state WHEN 'done' THEN max(size_bytes, 0) ELSE min(done_bytes, size_bytes) END),"
    " CASE count(*) WHEN 1 THEN max(sha256) END,"
    " CASE WHEN count(DISTINCT container) = 1 THEN max(container) ELSE '' END"
    " FROM files GROUP BY source_id"
)
_DOCUMENTS = (
    "SELECT source_id, count(*) FILTER (WHERE kind = 'message'),"
    " count(*) FILTER (WHERE kind = 'attachment'), count(*) FILTER (WHERE kind = 'file'),"
    # Documents that were un-printed may share pages: theirs are those of the PDF, counted once.
    " coalesce(sum(page_count) FILTER (WHERE printed_in IS NULL), 0)"
    " + coalesce((SELECT sum(p.page_count) FROM documents AS p JOIN files AS f ON f.id = p.file_id"
    "     WHERE f.source_id = files.source_id AND p.is_retired AND p.printed_in IS NULL), 0),"
    " count(copy_of)"
    " FROM documents JOIN files ON files.id = file_id WHERE NOT is_retired GROUP BY source_id"
)
_EXCEPTIONS = (
    "SELECT source_id, count(*) FROM exceptions JOIN files ON files.id = file_id GROUP BY source_id"
)


def source_counts(store: Store) -> dict[SourceId, SourceCounts]:
    """The figures of every source that has files."""
    documents = {row[0]: row[1:] for row in store.conn.execute(_DOCUMENTS)}
    exceptions = dict(store.conn.execute(_EXCEPTIONS).fetchall())
    counts: dict[SourceId, SourceCounts] = {}
    for source, size, done, sha256, container in store.conn.execute(_FILES):
        messages, attachments, loose, pages, copies = documents.get(source, (0, 0, 0, 0, 0))
        counts[source] = SourceCounts(
            source,
            messages,
            attachments,
            loose,
            pages,
            copies,
            exceptions.get(source, 0),
            size,
            done,
            sha256,
            container,
        )
    return counts
