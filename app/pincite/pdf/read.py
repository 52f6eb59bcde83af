"""Reads PDFs: the text of each page, where its words are, and what the file says of itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pymupdf
from pymupdf import mupdf

from pincite.domain.bates import page_bates
from pincite.domain.margins import document_numbers, is_in_margin
from pincite.domain.pages import LETTER_PT, WordBox
from pincite.errors import SourceError
from pincite.pdf.acrobat import AcrobatStamps
from pincite.pdf.code_marks import is_picture as is_picture_page
from pincite.pdf.redactions import NOTHING, Redaction, page_redactions
from pincite.pdf.words import PageWord, page_text, seen_words

MAX_PAGES = 50_000
# A scanned page may bear a stamp or a number as text, and still be a picture.
MAX_STRAY_WORDS = 3
# A page whose picture covers more than this was scanned; text on it that is not seen is OCR's.
SCAN_COVERS = 0.7
# A line is the next of its paragraph if it lies no farther below than this many heights of a word.
_NEXT_LINE = 1.35
_INVISIBLE_TEXT = 3
_HEX_PREFIX = re.compile(r"<FEFF((?:[0-9A-Fa-f]{4})*)>")
_FORBIDDEN = {0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page as it is displayed; offsets are into the text of the whole file.

    `label` is the number the file gives the page, '' if none; `bates` the one printed on it, and
    how sure that is from 0 to 100.
    """

    source_page: int
    width_pt: float
    height_pt: float
    text_start: int
    text_end: int
    words: tuple[WordBox, ...]
    label: str = ""
    bates: str | None = None
    redactions: tuple[Redaction, ...] = ()
    withheld_share: float = 0.0
    bates_confidence: float | None = None
    document_number: str | None = None


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark: its level from 1, title, and page from 0 (-1 where it leads nowhere)."""

    level: int
    title: str
    page_index: int


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file inside the PDF."""

    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ReadPdf:
    """What was read. Pages are parted by an empty line in `text`.

    Dates are ISO 8601, UTC where the file states an offset, or None. `pages_without_text` and
    `damaged_pages` count from 0; a picture that only bears a stamp or number is without text.
    `pictures` are the pages that a picture fills, with a layer of text or without.
    """

    text: str
    pages: tuple[PdfPage, ...]
    title: str
    author: str
    created: str | None
    modified: str | None
    outline: tuple[OutlineEntry, ...]
    embedded: tuple[Embedded, ...]
    is_encrypted: bool
    is_repaired: bool
    pages_without_text: tuple[int, ...]
    damaged_pages: tuple[int, ...]
    pictures: tuple[int, ...] = ()


def read_pdf(source: Path | bytes) -> ReadPdf:
    """Everything that is read of a PDF.

    Raises:
        SourceError: It needs a password, or nothing of it can be read.
    """
    with open_pdf(source) as document:
        is_repaired = bool(document.is_repaired)
        labels = bool(document.get_page_labels())
        reader = _Reader(AcrobatStamps(document))
        for index in range(min(document.page_count, MAX_PAGES)):
            reader.page(document, index, has_labels=labels)
        metadata = document.metadata or {}
        return ReadPdf(
            text="".join(reader.parts),
            pages=reader.numbered(),
            title=_one_line(metadata.get("title")),
            author=_one_line(metadata.get("author")),
            created=_date(metadata.get("creationDate")),
            modified=_date(metadata.get("modDate")),
            outline=_outline(document),
            embedded=tuple(_embedded(document)),
            is_encrypted=bool(metadata.get("encryption")),
            is_repaired=is_repaired or bool(document.is_repaired),
            pages_without_text=tuple(reader.without_text),
            damaged_pages=tuple(reader.damaged),
            pictures=tuple(reader.pictures),
        )


def open_pdf(source: Path | bytes) -> pymupdf.Document:
    """An open PDF with at least one page; an empty password is tried.

    Raises:
        SourceError: It needs a password, or it cannot be read at all.
    """
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    try:
        if isinstance(source, bytes):
            document = pymupdf.open(stream=source, filetype="pdf")
        else:
            document = pymupdf.open(source, filetype="pdf")
        is_locked = bool(document.needs_pass) and not document.authenticate("")
        page_count = 0 if is_locked else document.page_count
    except (mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise SourceError(
            "The PDF cannot be read.", "It is damaged beyond repair.", "Ask for it again."
        ) from error
    if is_locked:
        document.close()
        raise SourceError(
            "The PDF needs a password.",
            "It is encrypted and does not open without one.",
            "Save it without a password and add that copy.",
        )
    if not page_count:
        document.close()
        raise SourceError("The PDF has no pages.", "It is empty or damaged.", "Ask for it again.")
    return document


class _Reader:
    """Gathers pages into one text."""

    def __init__(self, stamps: AcrobatStamps) -> None:
        self._stamps = stamps
        self._stamped: dict[int, str] = {}
        self._ocr_pages: set[int] = set()
        self.parts: list[str] = []
        self.without_text: list[int] = []
        self.damaged: list[int] = []
        self.pictures: list[int] = []
        self._position = 0
        self._pages: list[PdfPage] = []
        self._margins: list[list[str]] = []

    def page(self, document: pymupdf.Document, index: int, *, has_labels: bool) -> None:
        """Read one page; one that cannot be read keeps its place."""
        if self.parts:
            self._put("\n\n")
        start, mark = self._position, len(self.parts)
        label = ""
        size = LETTER_PT
        words: list[WordBox] = []
        margins: list[str] = []
        is_picture = False
        withheld = NOTHING
        try:
            page = document[index]
            size = (page.rect.width, page.rect.height)
            label = _label(page.get_label()) if has_labels else ""
            text = page_text(page)
            withheld = page_redactions(page, text)
            words, margins = self._words(page, seen_words(page, text, withheld))
            is_picture = len(words) < 60 and _is_picture(page, words, margins)
            if page.get_images() and is_picture_page(page):
                self.pictures.append(index)
            self._note_numbers(page, margins, self.parts[mark:])
        except (mupdf.FzErrorBase, RuntimeError, ValueError, IndexError):
            self.damaged.append(index)
        if not words or is_picture:
            self.without_text.append(index)
        self._margins.append(margins)
        self._pages.append(
            PdfPage(
                index,
                *size,
                start,
                self._position,
                tuple(words),
                _one_line(label),
                redactions=withheld.redactions,
                withheld_share=withheld.withheld_share,
            )
        )

    def numbered(self) -> tuple[PdfPage, ...]:
        """The pages with the Bates and document numbers that are printed on them."""
        unread = {page for page in self.without_text if not self._margins[page]}
        numbers = page_bates(
            self._margins, ocr_pages=self._ocr_pages | unread, stamped=self._stamped
        )
        stamped = document_numbers(self._margins)
        return tuple(
            replace(
                page,
                bates=number.printed if number else None,
                bates_confidence=number.confidence if number else None,
                document_number=of_document,
            )
            for page, number, of_document in zip(self._pages, numbers, stamped, strict=True)
        )

    def _note_numbers(self, page: pymupdf.Page, margins: list[str], parts: list[str]) -> None:
        """What is known of a page's number beside its margins: a stamp, or that OCR read it."""
        index = int(page.number)
        for words in (margins, "".join(parts).split()):
            if index not in self._stamped and (number := self._stamps.number(page, words)):
                self._stamped[index] = number
        if _is_read_by_ocr(page):
            self._ocr_pages.add(index)

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self._position += len(text)

    def _words(
        self, page: pymupdf.Page, seen: Iterator[PageWord]
    ) -> tuple[list[WordBox], list[str]]:
        """Put the words of a page into the text; their boxes, and the lines in its margins."""
        words: list[WordBox] = []
        margins: list[str] = []
        last: PageWord | None = None
        is_margin = False
        is_turned, height = bool(page.rotation), page.rect.height
        for word in seen:
            text = word.text
            if last is not None:
                self._put(_separator(last, word, is_turned=is_turned))
            start, end = self._position, self._position + len(text)
            words.append(WordBox(start, end, *word.box, word.stretches, word.is_sideways))
            self._put(text)
            if last is None or (last.block, last.line) != (word.block, word.line):
                is_margin = is_in_margin(word.y0, word.y1, height)
                if is_margin:
                    margins.append(text)
            elif is_margin:
                margins[-1] += f" {text}"
            last = word
        return words, margins


def _separator(last: PageWord, word: PageWord, *, is_turned: bool) -> str:
    """What parts two words: a label and its value on one height stay on one line."""
    if (last.block, last.line) == (word.block, word.line):
        return " "
    height = min(last.y1 - last.y0, word.y1 - word.y0)
    overlap = min(last.y1, word.y1) - max(last.y0, word.y0)
    if word.x0 >= last.x1 and overlap > height / 2:
        return " "
    # MuPDF makes a block of each line that runs up a page, as lines of a turned page do.
    is_next_line = is_turned and 0 < word.y1 - last.y1 < _NEXT_LINE * height
    return "\n" if last.block == word.block or is_next_line else "\n\n"


def _is_picture(page: pymupdf.Page, words: list[WordBox], margins: list[str]) -> bool:
    """Whether a page is a picture with no words on it but what is stamped in its margins."""
    stamped = sum(len(line.split()) for line in margins)
    return len(words) <= max(stamped, MAX_STRAY_WORDS) and bool(page.get_images())


def _is_read_by_ocr(page: pymupdf.Page) -> bool:
    """Whether a page is a scan with the words of an OCR layer behind or before its picture."""
    if not page.get_images():
        return False
    covered = max(
        (abs(pymupdf.Rect(one["bbox"]) & page.rect) for one in page.get_image_info()), default=0.0
    )
    if covered < SCAN_COVERS * abs(page.rect):
        return False
    unseen = seen = 0
    for span in page.get_texttrace():
        if span["type"] == _INVISIBLE_TEXT:
            unseen += len(span["chars"])
        else:
            seen += len(span["chars"])
    return unseen > seen


def _outline(document: pymupdf.Document) -> tuple[OutlineEntry, ...]:
    try:
        entries = document.get_toc(simple=True)
    except (mupdf.FzErrorBase, RuntimeError, ValueError, IndexError, KeyError):
        return ()
    return tuple(
        OutlineEntry(int(level), _one_line(title), int(page) - 1 if page > 0 else -1)
        for level, title, page, *_ in entries
    )


def _embedded(document: pymupdf.Document) -> Iterator[Embedded]:
    """The files in the PDF that can be read."""
    try:
        count = document.embfile_count()
    except (mupdf.FzErrorBase, RuntimeError, ValueError):
        return
    for index in range(count):
        try:
            info = document.embfile_info(index)
            content = bytes(document.embfile_get(index))
        except (mupdf.FzErrorBase, RuntimeError, ValueError, TypeError):
            continue
        name = info.get("ufilename") or info.get("filename") or info.get("name")
        yield Embedded(_one_line(name) or f"embedded {index + 1}", content)


def _label(text: str) -> str:
    """A page label, its prefix spelled out where MuPDF leaves it in hexadecimal UTF-16."""
    return _HEX_PREFIX.sub(
        lambda match: bytes.fromhex(match[1]).decode("utf-16-be", "replace"), text
    )


def _one_line(text: object) -> str:
    """Text that a file states of itself, as it may be stored."""
    return " ".join(str(text or "").translate(_FORBIDDEN).split())


def _date(text: str | None) -> str | None:
    """A PDF date as ISO 8601, or None.

    Source: ISO 32000-1, 7.9.4.
    """
    digits = (text or "").removeprefix("D:").replace("'", "").strip()
    body = digits[:14]
    shape = "%Y%m%d%H%M%S"[: max(2, len(body) - 2)] if len(body) >= 8 else "%Y%m%d"
    try:
        local = datetime.strptime(body, shape)
        offset = digits[14:]
        if offset[:1] in {"+", "-"}:
            zone = datetime.strptime(f"{offset[:1]}{offset[1:5]:0<4}", "%z").tzinfo
            return local.replace(tzinfo=zone).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return None
    return f"{local.isoformat()}Z" if offset[:1] == "Z" else local.isoformat()
