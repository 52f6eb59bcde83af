"""The messages that printed messages quote, as stretches of their texts."""

from collections.abc import Iterable

from pincite.store.connection import Store
from pincite.store.incoming import IncomingQuoted

INSERT_QUOTED = (
    'INSERT INTO quoted_messages (document_id, start, "end", depth, sender, recipients, subject,'
    " sent_written, sent_local, utc_offset_minutes) VALUES (?,?,?,?,?,?,?,?,?,?)"
)


def quoted_starts(store: Store, document: int) -> tuple[int, ...]:
    """Where the messages that a document quotes begin in its text, in order."""
    rows = store.conn.execute(
        "SELECT start FROM quoted_messages WHERE document_id = ? ORDER BY start", (document,)
    )
    return tuple(row[0] for row in rows)


def rewrite_quoted(store: Store, document: int, quoted: Iterable[IncomingQuoted]) -> None:
    """Let a document quote these messages, whose places are in the text that it has now."""
    with store.write() as database:
        database.conn.execute("DELETE FROM quoted_messages WHERE document_id = ?", (document,))
        database.conn.executemany(INSERT_QUOTED, [(document, *one) for one in quoted])
