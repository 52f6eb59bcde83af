"""What a search cannot see: "x of y documents searchable", and which are not, and why.

A document counts as searchable if nothing is known to be missing from its text. One with weak text
is searchable, but its words may have been misread.
"""

from dataclasses import dataclass
from itertools import chain

import numpy as np

from pincite.search.evaluation.snapshot import Ids, Mask, Snapshot
from pincite.store.connection import Store

# Below this confidence, from 0 to 100, what was read from a picture is weak.
WEAK = 70.0
UNSEARCHABLE_READS_AS = "that a search does not see, or not wholly"


def _listed(*reasons: str) -> str:
    quoted = ", ".join(f"'{reason}'" for reason in reasons)
    return f"SELECT document_id FROM exceptions WHERE reason IN ({quoted})"


# Each gap and the documents that it is in; a document may be in several.
_GAPS: tuple[tuple[str, str], ...] = (
    ("encrypted", _listed("encrypted")),
    ("format not read", _listed("format not read yet")),
    ("could not be read", _listed("could not be read", "took too long")),
    (
        "scanned pages not read yet",
        "SELECT document_id FROM ocr_pages WHERE state = 'pending'",
    ),
    (
        "scanned pages that could not be read",
        "SELECT document_id FROM ocr_pages WHERE state = 'failed'",
    ),
    ("pages without text", "SELECT document_id FROM pages WHERE text_start = text_end"),
    (
        "only part of it could be read",
        _listed("text cut", "damaged", "cut short", "part of a message", "nested too deeply"),
    ),
)
# True for every document `d` with a gap.
UNSEARCHABLE = f"d.id IN ({' UNION ALL '.join(select for _, select in _GAPS)})"
_WEAK_TEXT = f"SELECT document_id FROM pages WHERE ocr_confidence < {WEAK}"
# Files of which there is not even a document.
_FILES_NOT_READ = (
    "SELECT count(*) FROM exceptions WHERE document_id IS NULL AND reason NOT IN"
    " ('system file', 'link loop', 'empty archive', 'changed while read', 'numbers clash')"
)


@dataclass(frozen=True, slots=True)
class Gap:
    """A reason why a search does not see all of a document, and the unique documents it is in."""

    reason: str
    documents: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a matter a search sees, in unique documents.

    `gaps` are those that occur, each with its documents; one in several gaps counts in each, and
    once in `total - searchable`. `weak` are documents with a page that was read (OCR) with little
    confidence. `files_not_read` became no document at all.
    """

    total: int
    searchable: int
    gaps: tuple[Gap, ...]
    weak: int
    files_not_read: int = 0

    @property
    def unsearchable(self) -> int:
        """How many documents a search does not see, or not wholly."""
        return self.total - self.searchable

    @property
    def said(self) -> str:
        """`1,203 of 1,210 documents searchable`."""
        noun = "document" if self.total == 1 else "documents"
        return f"{self.searchable:,} of {self.total:,} {noun} searchable"


def read_coverage(store: Store, snapshot: Snapshot) -> Coverage:
    """The coverage of a matter as it is now."""
    unseen = snapshot.empty()
    gaps = []
    for reason, select in _GAPS:
        mask = snapshot.mask(_ids(store, select))
        unseen |= mask
        if count := int(np.count_nonzero(mask)):
            gaps.append(Gap(reason, count))
    weak = snapshot.mask(_ids(store, _WEAK_TEXT))
    total = int(np.count_nonzero(snapshot.primaries))
    (files,) = store.conn.execute(_FILES_NOT_READ).fetchone()
    return Coverage(
        total,
        total - int(np.count_nonzero(unseen)),
        tuple(gaps),
        int(np.count_nonzero(weak)),
        int(files),
    )


def unsearchable(store: Store, snapshot: Snapshot) -> Mask:
    """The documents that a search does not see, or not wholly."""
    return snapshot.mask(_ids(store, " UNION ALL ".join(select for _, select in _GAPS)))


def documents_with_gap(store: Store, snapshot: Snapshot) -> list[tuple[str, Ids]]:
    """Each gap that occurs, with the documents that it is in, in order of control number."""
    found = ((reason, snapshot.mask(_ids(store, select))) for reason, select in _GAPS)
    return [(reason, np.flatnonzero(mask)) for reason, mask in found if mask.any()]


def _ids(store: Store, select: str) -> Ids:
    """The documents that a statement names, each once."""
    rows = store.conn.execute(f"SELECT DISTINCT document_id FROM ({select})")
    return np.fromiter((id_ for id_ in chain.from_iterable(rows) if id_ is not None), np.int64)
