"""Who searched what when, over which documents: what a report and a certificate rest on."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

from pincite.store.connection import Store
from pincite.store.journal import Journal

CORPUS_COMPUTED = (
    "SHA-256 over the SHA-256 of every document and every copy in the matter, each as 64 small"
    " hexadecimal digits and a line feed, sorted as text. To recompute it:"
    " pincite dump MATTER --json | jq -r .sha256 | LC_ALL=C sort | sha256sum"
)
FOUND_COMPUTED = (
    "SHA-256 over the control numbers of the documents found, in ascending order, each followed by"
    " a line feed. To recompute it:"
    " pincite search MATTER QUERY --sort control --json | jq -r .control | sha256sum"
)


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was searched: unique documents, their copies, and one hash over all of them."""

    documents: int
    copies: int
    sha256: str

    @classmethod
    def of_store(cls, store: Store) -> "Corpus":
        """The documents of a matter as they are; those that others replaced are left out."""
        rows = store.conn.execute(
            "SELECT sha256, copy_of IS NOT NULL FROM documents WHERE NOT is_retired ORDER BY sha256"
        ).fetchall()
        copies = sum(row[1] for row in rows)
        text = "".join(f"{row[0]}\n" for row in rows)
        return cls(len(rows) - copies, copies, hashlib.sha256(text.encode("ascii")).hexdigest())


@dataclass(frozen=True, slots=True)
class Made:
    """When and by whom something was made, of which state of which matter.

    `journal_entry` is the number of the newest entry of the history, 0 if there is none.
    """

    at_utc: str
    at_local: str
    user: str
    program: str
    matter: str
    prefix: str
    matter_id: str
    journal_entry: int
    journal_head: str
    corpus: Corpus

    @classmethod
    def now(cls, store: Store, journal: Journal, now: datetime | None = None) -> "Made":
        """Of the matter as it is; `now` is an instant with its offset."""
        local = now or datetime.now().astimezone()
        newest = journal.entries(1)
        utc = local.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return cls(
            at_utc=utc,
            at_local=local.isoformat(timespec="seconds"),
            user=journal.actor,
            program=f"Pincite {version('pincite')}",
            matter=str(store.setting("name", store.path.parent.stem)),
            prefix=str(store.setting("prefix", "REV")),
            matter_id=str(store.setting("matter_id", "")),
            journal_entry=newest[0].sequence if newest else 0,
            journal_head=journal.head(),
            corpus=Corpus.of_store(store),
        )
