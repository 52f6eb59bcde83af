"""All that the document pane and the coding panel show of one document, read at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pincite.desktop.models.releases import PrintedPlace, Replaced, read_printed, read_replaced
from pincite.desktop.models.result_rows import exhibit_labels
from pincite.desktop.models.shown_text import ShownText, shown_text
from pincite.domain.documents import DocumentId
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.store.coding import DocumentCoding
from pincite.store.documents import Document, Page
from pincite.store.passages import Passage
from pincite.store.readings import ReadBy
from pincite.store.redactions import RedactionRow
from pincite.store.tags import Tag


@dataclass(frozen=True, slots=True)
class Decisions:
    """What reviewers decided about a document, and the tags there are to decide with."""

    document: int
    coding: DocumentCoding
    tags: tuple[Tag, ...]
    passages: tuple[Passage, ...]
    note: str
    exhibit: str
    all_tags: tuple[Tag, ...]
    pages: tuple[Page, ...]
    next_undo: str | None
    printed: PrintedPlace | None
    replaced: Replaced | None
    withheld: tuple[RedactionRow, ...] = ()

    def bates_of(self, passage: Passage) -> str | None:
        """The Bates number of the page that a passage begins on, or None."""
        for page in self.pages:
            if page.text_start <= passage.start <= page.text_end:
                return page.bates
        return None


@dataclass(frozen=True, slots=True)
class DocumentData:
    """A document with its text, its hits, its relations and the decisions about it.

    `weak_hits` says for each hit whether it stands in weak text (OCR).
    """

    document: Document
    control: str
    shown: ShownText
    text: str
    hits: tuple[tuple[int, int], ...]
    family: tuple[Document, ...]
    thread: tuple[Document, ...]
    controls: dict[int, str]
    copies: tuple[str, ...]
    exceptions: tuple[str, ...]
    decisions: Decisions
    thread_reasons: Mapping[DocumentId, tuple[str, ...]] = field(default_factory=dict)
    weak_hits: tuple[bool, ...] = ()
    read_by: Mapping[int, ReadBy] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """How the document is called: by Bates number, else by control number."""
        return self.document.bates or self.control

    def is_weak(self, hit: int) -> bool:
        """Whether a hit, by its number from 0, stands in weak text."""
        return 0 <= hit < len(self.weak_hits) and self.weak_hits[hit]


def read_document(document: int, query: str, matter: Matter, _: Control) -> DocumentData:
    """Read a document; `query` decides its hits.

    Raises:
        UnknownDocument: There is none with that number.
    """
    row = matter.documents.get(document)
    text = matter.documents.text(document)
    hits = matter.search.hits(query, document) if query else []
    family = tuple(matter.documents.family(document))
    thread = tuple(matter.documents.thread(document))
    control = matter.documents.control
    return DocumentData(
        row,
        control(row.id),
        shown_text(
            text, row.sent_written or row.sent_local or "", matter.surviving.start(document)
        ),
        text.text,
        tuple((hit.start, hit.end) for hit in hits),
        family,
        thread,
        {one.id: one.bates or control(one.id) for one in (*family, *thread)},
        tuple(control(copy.id) for copy in matter.documents.copies(document)),
        tuple(one.message for one in matter.exceptions.of_document(document)),
        read_decisions(document, matter, _),
        _thread_reasons(document, thread, matter),
        tuple(matter.search.weak_hits(document, hits)),
        matter.readings.of_document(document),
    )


def _thread_reasons(
    document: int, thread: Sequence[Document], matter: Matter
) -> Mapping[DocumentId, tuple[str, ...]]:
    """Why messages are in one conversation with this one, where reply headers do not say so."""
    if not any(one.type == "printed" for one in thread):
        return {}
    return matter.print_threads.why(document)


def read_decisions(document: int, matter: Matter, _: Control) -> Decisions:
    """Read what was decided about a document."""
    row = matter.documents.get(document)
    return Decisions(
        document,
        matter.coding.of_document(document),
        matter.tags.of_documents([document]).get(document, ()),
        tuple(matter.passages.of_document(document)),
        matter.notes.of_document(document),
        exhibit_labels([document], matter).get(document, ""),
        tuple(matter.tags.all()),
        tuple(matter.documents.pages(document)),
        matter.history.next_undo(),
        read_printed(row, matter),
        read_replaced(row, matter),
        tuple(matter.redactions.of_document(document)),
    )
