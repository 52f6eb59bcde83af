"""A PDF as a document: its text, its own pages with their words, and the files within it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from pincite.domain.documents import BODY
from pincite.domain.legibility import is_rubbish
from pincite.domain.ocr import LOOK, NO_TEXT, RUBBISH
from pincite.domain.pages import WordBox, encode_words
from pincite.errors import SourceError
from pincite.pdf.read import Embedded, PdfPage, ReadPdf, read_pdf
from pincite.pdf.redactions import Redaction
from pincite.processing import reasons
from pincite.processing.reasons import Reason
from pincite.processing.scanned import marks_of, suggested
from pincite.store.incoming import IncomingPage, IncomingRedaction

# A file has only a body; the zones before it are empty, each parted from the next by a newline.
_BODY_START = BODY
# So that a long scan does not pass the deadline of its file; the rest is looked at later.
_SCANNED_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class PdfDocument:
    """What was read of a PDF, and the reasons why something was not.

    `ocr` are the source pages whose words must be read from their pictures, and those whose
    pictures are still to be looked at, each with the reason.
    """

    text: str
    pages: tuple[IncomingPage, ...]
    embedded: tuple[Embedded, ...]
    reasons: tuple[Reason, ...]
    ocr: tuple[tuple[int, str], ...] = ()


def read_document(content: bytes) -> PdfDocument:
    """The text and pages of a PDF; one that cannot be opened has none, and the reason."""
    try:
        found = read_pdf(content)
    except SourceError as error:
        reason = reasons.ENCRYPTED if "password" in error.what else reasons.DAMAGED
        return PdfDocument("", (), (), (reason._replace(message=f"{error.what} {error.why}"),))
    # A return within a word would be stored as a newline, or with one as a single character.
    text = found.text.replace("\r", " ")
    pages = tuple(_page(number, page, text) for number, page in enumerate(found.pages, 1))
    pages = _with_scanned(content, found, pages)
    to_read = dict(pages_to_read(found))
    looks = (page.source_page for page in pages if page.withheld_share is None)
    ocr = dict.fromkeys(looks, LOOK) | to_read
    return PdfDocument(
        text, pages, found.embedded, tuple(_reasons(found)), tuple(sorted(ocr.items()))
    )


def pages_to_read(found: ReadPdf) -> Iterator[tuple[int, str]]:
    """The pages without text, and those whose text is rubbish: source page and reason."""
    without_text = set(found.pages_without_text)
    for page in found.pages:
        if page.source_page in found.damaged_pages:
            continue
        if page.source_page in without_text:
            yield page.source_page, NO_TEXT
        elif is_rubbish(found.text[page.text_start : page.text_end]):
            yield page.source_page, RUBBISH


def _with_scanned(
    content: bytes, found: ReadPdf, pages: tuple[IncomingPage, ...]
) -> tuple[IncomingPage, ...]:
    """Pages with what is withheld in their pictures, where those came with a layer of text.

    Pages without text are looked at when they are read. Of a picture that was not looked at yet no
    share is known.
    """
    if not found.pictures:
        return pages
    # Imported when first needed: most PDFs hold no scan.
    from pincite.pdf.scanned_redactions import redactions_of_layered_pages

    layered = [page for page in found.pictures if page not in found.pages_without_text]
    looked = redactions_of_layered_pages(content, layered, _SCANNED_SECONDS)
    made = list(pages)
    for index in found.pictures:
        page, scanned = made[index], looked.get(index)
        if scanned is None:
            made[index] = page._replace(withheld_share=None)
        elif scanned.redactions:
            made[index] = page._replace(
                redactions=(*page.redactions, *suggested(scanned.redactions)),
                withheld_share=scanned.withheld_share,
            )
    return tuple(made)


def _page(number: int, page: PdfPage, text: str) -> IncomingPage:
    words = [
        WordBox(word.start + _BODY_START, word.end + _BODY_START, *word[2:]) for word in page.words
    ]
    return IncomingPage(
        number,
        page.source_page,
        page.width_pt,
        page.height_pt,
        page.text_start + _BODY_START,
        page.text_end + _BODY_START,
        page.bates,
        encode_words(words),
        page.withheld_share,
        page.bates_confidence,
        document_number=page.document_number,
        redactions=tuple(_redaction(redaction) for redaction in page.redactions),
        marks=marks_of(text[page.text_start : page.text_end].split("\n")),
    )


def _redaction(found: Redaction) -> IncomingRedaction:
    """An area drawn in the file; what is drawn needs nobody to confirm it."""
    return IncomingRedaction(
        found.x0,
        found.y0,
        found.x1,
        found.y1,
        found.kind,
        json.dumps(found.codes),
        "vector",
        text_survives=found.text_survives,
        is_confirmed=True,
    )


def _reasons(found: ReadPdf) -> list[Reason]:
    listed: list[Reason] = []
    blank = [page for page in found.pages_without_text if page not in found.damaged_pages]
    if blank:
        listed.append(reasons.without_text(len(blank), len(found.pages)))
    if found.damaged_pages:
        numbers = ", ".join(str(page + 1) for page in found.damaged_pages[:20])
        more = " …" if len(found.damaged_pages) > 20 else ""
        listed.append(reasons.DAMAGED._replace(message=f"Damaged pages: {numbers}{more}."))
    listed += _surviving(found)
    return listed


def _surviving(found: ReadPdf) -> list[Reason]:
    """What is said of a file that still holds text which was painted over; never the text."""
    bad = [page for page in found.pages if any(one.text_survives for one in page.redactions)]
    if not bad:
        return []
    count = sum(one.text_survives for page in bad for one in page.redactions)
    numbers = ", ".join(str(page.source_page + 1) for page in bad[:20])
    pages = f"{'Pages' if len(bad) > 1 else 'Page'} {numbers}{' …' if len(bad) > 20 else ''}"
    areas = f"{count:,} {'areas' if count > 1 else 'area'}"
    reason = reasons.TEXT_SURVIVES
    return [reason._replace(message=f"{pages}, {areas}: {reason.message}")]
