"""Documents and passages as rows: for other programs, and for people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pincite.domain.documents import ZONES, FileId
from pincite.domain.numbers import bates_range

if TYPE_CHECKING:
    from pincite.matter import Matter
    from pincite.search import Query
    from pincite.store.documents import Document, Page
    from pincite.store.passages import Passage
    from pincite.store.readings import ReadBy
    from pincite.store.redactions import RedactionRow

_BLOCK = 200


def document_rows(
    matter: "Matter", ids: Sequence[int], query: "Query | None" = None, *, with_hits: bool = False
) -> Iterator[dict[str, Any]]:
    """A row for each document in this order, with a snippet of what a query found in it."""
    for start in range(0, len(ids), _BLOCK):
        block = [int(id_) for id_ in ids[start : start + _BLOCK]]
        tags = matter.tags.of_documents(block)
        for document in matter.documents.rows(block):
            row = document_row(matter, document)
            row["date"] = document.date or matter.documents.get(document.family_id).date
            row["tags"] = [tag.name for tag in tags.get(document.id, ())]
            if query is not None:
                row["snippet"] = matter.search.snippet(query, document.id).text
                if with_hits:
                    row["hits"] = hit_rows(matter, query, document.id)
            yield row


def document_row(matter: "Matter", document: "Document") -> dict[str, Any]:
    """What a list shows of a document, under the names of the command line."""
    return {
        "control": matter.documents.control(document.id),
        "kind": document.kind.value,
        "type": document.type,
        "sent_local": document.sent_local,
        "utc_offset": utc_offset(document.utc_offset_minutes),
        "sent_utc": document.sent_utc,
        "date": document.date,
        "from": document.sender,
        "to": document.recipients,
        "subject": document.given_title or document.subject or document.filename,
        "bates": document.bates,
    }


def hit_rows(matter: "Matter", query: "Query", document: int) -> list[dict[str, Any]]:
    """Each hit of a query in a document, with its words."""
    text = matter.documents.text(document).text
    return [
        {"start": hit.start, "end": hit.end, "text": text[hit.start : hit.end]}
        for hit in matter.search.hits(query, document)
    ]


def whole_documents(matter: "Matter", ids: Iterable[int]) -> Iterator[dict[str, Any]]:
    """Everything the matter knows of each of these documents, and its text."""
    custodians = {source.id: source.custodian for source in matter.sources.all()}
    for id_ in ids:
        row = _whole_document(matter, int(id_))
        file = matter.sources.file(FileId(row.pop("file_id")))
        yield {**row, "custodian": custodians[file.source_id]}


def _whole_document(matter: "Matter", id_: int) -> dict[str, Any]:
    documents = matter.documents
    document = documents.get(id_)
    text = matter.surviving.seen(id_, documents.text(id_))
    control = documents.control
    source = str(matter.natives.source_path(document))
    shares = matter.redactions.shares(id_)
    told = documents.document_numbers(id_)
    sure = matter.bates.confidences(id_)
    read = matter.readings.of_document(id_)
    pages = [
        _page_row(page, source, shares, sure, told) | _read_by(read.get(page.number))
        for page in documents.pages(id_)
    ]
    return {
        **document_row(matter, document),
        "file_id": document.file_id,
        "cc": text.zone("cc"),
        "bcc": text.zone("bcc"),
        "from": text.zone("from"),
        "to": text.zone("to"),
        "title": document.title,
        "author": document.author,
        "sent_written": document.sent_written,
        "message_id": document.message_id,
        "filename": document.filename,
        "media_type": document.media_type,
        "size_bytes": document.size_bytes,
        "sha256": document.sha256,
        "source": source,
        "parent": control(document.parent_id) if document.parent_id else None,
        "attachments": [control(one.id) for one in documents.attachments(id_)],
        "family": [control(one.id) for one in documents.family(id_)],
        "thread": [control(one.id) for one in documents.thread(id_)],
        "printed_in": control(document.printed_in) if document.printed_in else None,
        "copy_of": control(document.copy_of) if document.copy_of else None,
        "copies": [control(one.id) for one in documents.copies(id_)],
        "tags": [tag.name for tag in matter.tags.of_documents([id_]).get(id_, ())],
        "coding": list(matter.coding.of_document(id_).words),
        "note": matter.notes.of_document(id_),
        "passages": [passage.id for passage in matter.passages.of_document(id_)],
        "exceptions": [one.message for one in matter.exceptions.of_document(id_)],
        "page_count": document.page_count,
        "pages": pages,
        "redactions": list(redaction_rows(matter, matter.redactions.of_document(id_))),
        "zones": {zone: list(text.zone_bounds(zone)) for zone in ZONES},
        "text": text.text,
    }


def passage_rows(matter: "Matter", passages: Iterable["Passage"]) -> Iterator[dict[str, Any]]:
    """A row for each passage; `page` is the page of the document on which it starts."""
    for passage in passages:
        pages = [
            page
            for page in matter.documents.pages(passage.document_id)
            if page.text_start < passage.end and passage.start < page.text_end
        ]
        yield {
            "passage": passage.id,
            "document": matter.documents.control(passage.document_id),
            "start": passage.start,
            "end": passage.end,
            "quote": passage.quote,
            "tags": [tag.name for tag in passage.tags],
            "note": passage.note,
            "bates": _bates_of(pages),
            "page": pages[0].number if pages else None,
        }


def utc_offset(minutes: int | None) -> str | None:
    """An offset from UTC as ISO 8601 writes it: `-04:00`."""
    if minutes is None:
        return None
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"


def redaction_rows(
    matter: "Matter", redactions: Iterable["RedactionRow"]
) -> Iterator[dict[str, Any]]:
    """A row for each withheld area; the source path of a document is looked up once."""
    sources: dict[int, str] = {}
    for one in redactions:
        if one.document_id not in sources:
            document = matter.documents.get(one.document_id)
            sources[one.document_id] = str(matter.natives.source_path(document))
        yield {
            "id": one.id,
            "document": matter.documents.control(one.document_id),
            "source": sources[one.document_id],
            "source_page": one.source_page,
            "rect": [round(side, 2) for side in one.rect],
            "kind": one.kind,
            "codes": list(one.codes),
            "found_in": one.found_in,
            "text_survives": one.text_survives,
            "confirmed": one.is_confirmed,
        }


def gap_rows(matter: "Matter") -> Iterator[dict[str, Any]]:
    """A row for each finding about Bates numbers, then for what is named but was not released."""
    from pincite.processing.absences import absent_attachments, quoted_only

    for one in matter.bates.findings():
        yield {
            "kind": one.kind,
            "evidence": one.evidence,
            "from": str(one.first),
            "to": str(one.last),
        }
    for absence in (*absent_attachments(matter.store), *quoted_only(matter.store)):
        yield absence.as_row()


def _page_row(
    page: "Page",
    source: str,
    shares: Mapping[int, float | None],
    sure: Mapping[int, float | None],
    told: Mapping[int, str],
) -> dict[str, Any]:
    return {
        "number": page.number,
        "bates": page.bates,
        "bates_confidence": sure.get(page.number),
        "document_number": told.get(page.number),
        "source": source,
        "source_page": page.source_page,
        "withheld_share": shares.get(page.source_page),
    }


def _read_by(read: "ReadBy | None") -> dict[str, Any]:
    """What the text of a page comes from, where it was read from its picture."""
    return {
        "ocr_engine": read.engine if read else None,
        "ocr_confidence": round(read.confidence, 1) if read else None,
    }


def _bates_of(pages: Sequence["Page"]) -> str | None:
    numbers = [page.bates for page in pages if page.bates]
    return bates_range(numbers[0], numbers[-1]) if numbers else None
