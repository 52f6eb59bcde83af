"""What processing read, as it is sent from a worker to the writer.

Apart from the writer, so that workers need not load the database and all that it takes.
"""

from dataclasses import dataclass
from typing import NamedTuple

from pincite.domain.documents import FileId
from pincite.domain.recognising import Columns


class IncomingPage(NamedTuple):
    """A page of a paged document; see the table `pages`."""

    number: int
    source_page: int
    width_pt: float
    height_pt: float
    text_start: int
    text_end: int
    bates: str | None
    words: bytes
    withheld_share: float | None = 0.0
    bates_confidence: float | None = None
    ocr_confidence: float | None = None
    document_number: str | None = None
    redactions: tuple["IncomingRedaction", ...] = ()
    y0_pt: float | None = None
    y1_pt: float | None = None
    marks: tuple["IncomingPageMark", ...] = ()


class IncomingRedaction(NamedTuple):
    """An area that is withheld on a page; see the table `redactions`. `codes` is a JSON array."""

    x0: float
    y0: float
    x1: float
    y1: float
    kind: str
    codes: str
    found_in: str
    text_survives: bool
    is_confirmed: bool


class IncomingPageMark(NamedTuple):
    """What a page says of itself; see the table `page_marks`. `codes` is a JSON array."""

    kind: str
    codes: str


class IncomingException(NamedTuple):
    """Something that could not be read; `document` counts within its family, -1 is the file."""

    document: int
    path: str
    reason: str
    message: str
    remedy: str


class IncomingDocument(NamedTuple):
    """A document as it was read; the fields from `kind` to `attachment_count` are columns.

    `parent` counts within the family, -1 for its top. `zones` are the text, parted by newlines;
    `words` is what the index is fed for each zone, `recognised` what was recognised in them (see
    `domain.recognising`). `ocr` are source pages that want to be read from
    their pictures, each with the reason; see the table `ocr_pages`.
    """

    parent: int
    kind: str
    type: str
    offset_bytes: int
    length_bytes: int
    is_stored: bool
    sha256: str
    size_bytes: int
    filename: str
    media_type: str
    content_key: bytes | None
    message_id: str | None
    refs: str | None
    sent_written: str | None
    sent_local: str | None
    utc_offset_minutes: int | None
    sent_utc: str | None
    sort_key: int
    sender: str
    recipients: str
    subject: str
    page_count: int | None
    bates_begin: str | None
    bates_end: str | None
    attachment_count: int
    is_retired: bool
    zones: tuple[str, ...]
    bounds: str
    words: tuple[str, ...]
    recognised: Columns
    people: tuple[tuple[str, str, str], ...] = ()
    pages: tuple[IncomingPage, ...] = ()
    boundary: "IncomingBoundary | None" = None
    quoted: tuple["IncomingQuoted", ...] = ()
    ocr: tuple[tuple[int, str], ...] = ()


class IncomingBoundary(NamedTuple):
    """How sure the start of an un-printed document is, from 0 to 1; `reasons` is a JSON array."""

    score: float
    reasons: str
    is_confirmed: bool = False


class IncomingQuoted(NamedTuple):
    """An older message in the body of a document; see the table `quoted_messages`."""

    start: int
    end: int
    depth: int
    sender: str
    recipients: str
    subject: str
    sent_written: str | None
    sent_local: str | None
    utc_offset_minutes: int | None


class NotDocument(NamedTuple):
    """A page of a release that is no document: cover letter, blank, separator; reasons as JSON."""

    source_page: int
    kind: str
    reasons: str


class IncomingFamily(NamedTuple):
    """A document with all that is attached to it, depth first, and what could not be read.

    `is_printed`: it was un-printed from the document that comes before all such families.
    """

    documents: tuple[IncomingDocument, ...]
    exceptions: tuple[IncomingException, ...] = ()
    is_printed: bool = False
    not_documents: tuple[NotDocument, ...] = ()


@dataclass(slots=True)
class IncomingSlice:
    """What was read of one file, wholly or from where reading last stopped up to `done`.

    `is_unchanged`: the file is the one that was read before; nothing of it comes in.
    """

    file_id: FileId
    families: list[IncomingFamily]
    exceptions: list[IncomingException]
    sha256: str | None
    container: str
    done: int
    is_last: bool
    is_unchanged: bool = False
