"""One row of the results: what the list shows of a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pincite.domain.documents import Kind
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.store.bundles import StoredBundles
from pincite.store.coding import DocumentCoding
from pincite.store.documents import Document
from pincite.store.tags import Tag

_SNIPPET_CHARACTERS = 90
_MOST_RECIPIENTS = 2


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A document as the list shows it; `marks` are stretches of `snippet`.

    `is_weak`: a hit stands in text that was read (OCR) with little confidence.
    """

    id: int
    people: str
    date: str
    title: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    number: str
    attachments: int
    tags: tuple[Tag, ...]
    coding: DocumentCoding
    exhibit: str
    is_doubtful: bool = False
    is_weak: bool = False

    @property
    def is_uncoded(self) -> bool:
        """Whether nobody has decided on its responsiveness."""
        return self.coding.responsive is None

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        tags = ", ".join(tag.name for tag in self.tags)
        coded = ", ".join(self.coding.words) or "not coded"
        doubt = "begins at a doubtful boundary" if self.is_doubtful else ""
        weak = "a hit stands in weak text" if self.is_weak else ""
        signs = (doubt, weak, tags, coded, self.exhibit)
        parts = (self.people, self.date, self.title, self.number, *signs)
        return ". ".join(part for part in parts if part)


def result_rows(
    ids: Sequence[int], query: str, matter: Matter, control: Control
) -> list[ResultRow]:
    """The rows of these documents, in this order."""
    wanted = [int(id_) for id_ in ids]
    parsed = matter.search.parse(query)
    tags = matter.tags.on_documents_or_passages(wanted)
    codings = matter.coding.of_documents(wanted)
    exhibits = exhibit_labels(wanted, matter)
    documents = matter.documents.rows(wanted)
    doubtful = matter.releases.doubtful_among(wanted)
    scanned = matter.search.scanned_among(wanted)
    parents = {row.id: row.date for row in matter.documents.rows([d.family_id for d in documents])}
    rows: list[ResultRow] = []
    for number, document in enumerate(documents):
        control.step(number, len(wanted), "")
        hits = matter.search.hits(parsed, document.id)
        snippet = matter.search.snippet(parsed, document.id, _SNIPPET_CHARACTERS, hits)
        rows.append(
            ResultRow(
                document.id,
                people_of(document),
                shown_date(document.date or parents.get(document.family_id)),
                document.title if _is_titled(document) else kind_of(document, matter),
                snippet.text,
                tuple((mark[0], mark[1]) for mark in snippet.marks),
                document.bates or matter.documents.control(document.id),
                document.attachment_count,
                tags.get(document.id, ()),
                codings.get(document.id, DocumentCoding()),
                exhibits.get(document.id, ""),
                document.id in doubtful,
                document.id in scanned and any(matter.search.weak_hits(document.id, hits)),
            )
        )
    return rows


def exhibit_labels(ids: Sequence[int], matter: Matter) -> dict[int, str]:
    """What each of these documents is an exhibit of: `Ex. 4`, or `Ex. 1 +3` for several."""
    bundles = StoredBundles(matter.store)
    wanted = set(ids)
    labels: dict[int, list[str]] = {}
    for bundle in bundles.all():
        for exhibit in bundles.exhibits(bundle):
            if exhibit.document_id in wanted:
                labels.setdefault(exhibit.document_id, []).append(exhibit.label)
    return {
        document: f"{found[0]} +{len(found) - 1}" if len(found) > 1 else found[0]
        for document, found in labels.items()
    }


def people_of(document: Document) -> str:
    """Who wrote to whom: `Dana Whitlock → R. Okafor, L. Marsh`, `… +2` for more than two."""
    if not document.recipients:
        unnamed = "Unknown sender" if document.kind is Kind.MESSAGE else document.title
        return document.author or unnamed
    to = document.recipients.split("; ")
    shown = ", ".join(to) if len(to) <= _MOST_RECIPIENTS else f"{to[0]} +{len(to) - 1}"
    return f"{document.author or 'unknown'} → {shown}"


def kind_of(document: Document, matter: Matter) -> str:
    """What a document without a sender is: `Attachment of REV-000167, text`."""
    count = document.page_count
    pages = f", {count:,} {'page' if count == 1 else 'pages'}" if count else ""
    type_ = document.type.upper() if document.type in ("pdf", "html") else document.type
    if document.kind is Kind.MESSAGE:
        return f"Message without a subject, {type_}{pages}"
    if document.parent_id is not None:
        parent = matter.documents.control(document.parent_id)
        return f"Attachment of {parent}, {type_}{pages}"
    return f"Loose file, {type_}{pages}"


def _is_titled(document: Document) -> bool:
    """Whether a row names the document by its title, and not by what kind of thing it is."""
    return bool(document.author or (document.kind is Kind.MESSAGE and document.subject))


def shown_date(written: str | None) -> str:
    """A date as a person writes it, as precise as it is known: `14 Sep 2017`, `Sep 2017`."""
    if not written:
        return "undated"
    parts = written[:10].split("-")
    try:
        if len(parts) == 1:
            return str(int(parts[0]))
        day = date(int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) > 2 else 1)
    except ValueError:
        return written
    month = f"{day:%b} {day.year}"
    return f"{day.day} {month}" if len(parts) > 2 else month
