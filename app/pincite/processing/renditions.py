"""Documents as pages: their own, or made on demand; the same on the screen and in the exhibit."""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import get_ident

from pincite.domain.documents import CanonicalText
from pincite.domain.pages import A4_PT, LETTER_PT, PageLayout, decode_words, encode_words
from pincite.errors import RenditionError, UnknownDocument, VerificationError, WorkerFailed
from pincite.jobs.pool import WorkerPool
from pincite.pdf.evidence import without_surviving_text
from pincite.pdf.layout import ENGINE, LaidOut
from pincite.pdf.render import PageImage, page_image, some_pages
from pincite.processing.rendering import (
    PlaceholderRequest,
    RenditionRequest,
    placeholder,
    rendered,
    written_date,
)
from pincite.store.connection import Store
from pincite.store.documents import Document, Documents
from pincite.store.natives import Natives
from pincite.store.parts import Parts
from pincite.store.surviving import SurvivingText

LAYOUT_TIMEOUT_S = 90.0
IMAGE_TIMEOUT_S = 30.0
_PAGED_TYPES = frozenset(("pdf", "printed"))
_SHOWN_TYPES = frozenset(("email", "html", "text", "calendar", "contact", "image"))
_TYPE_NAMES = {
    "archive": "Archive",
    "audio": "Audio recording",
    "email": "Email message",
    "encrypted": "Encrypted file",
    "image": "Image",
    "mailbox": "Mailbox",
    "outlook": "Outlook message",
    "pdf": "PDF",
    "presentation": "Presentation",
    "printed": "Printed email",
    "spreadsheet": "Spreadsheet",
    "video": "Video",
    "word": "Word-processing document",
}


@dataclass(frozen=True, slots=True)
class Rendition:
    """A document as pages: a PDF file that holds just these, and where the words lie on each.

    `is_own_pages` means that the PDF is the document itself; `is_placeholder` that its one page
    only says what the document is. `exception` says what is not shown as it should be, or is None.
    """

    path: Path
    layouts: tuple[PageLayout, ...]
    is_own_pages: bool = False
    is_placeholder: bool = False
    exception: str | None = None


class Renditions:
    """Makes documents into pages, keeps them in the cache, and freezes what is cited."""

    def __init__(
        self, store: Store, parts: Parts, pool: WorkerPool, cache_dir: Path, page_size: str
    ) -> None:
        """`page_size` is `letter` or `a4`; `pool` is made by `pdf.workers.page_workers`."""
        self._store = store
        self._parts = parts
        self._pool = pool
        self._cache_dir = cache_dir / "renditions"
        self._page_size_pt = A4_PT if page_size == "a4" else LETTER_PT
        self._documents = Documents(store)
        self._natives = Natives(store, parts)

    def open(self, document_id: int) -> Rendition:
        """The rendition of a document, made now if there is none yet.

        Raises:
            UnknownDocument: There is no such document.
            SourceError: Its source moved or is not what it was.
            VerificationError: What was kept of it is damaged.
        """
        document = self._documents.get(document_id)
        frozen = self._frozen(document_id)
        if frozen is not None:
            return frozen
        if document.type in _PAGED_TYPES and document.page_count:
            layouts = self._documents.layouts(document_id)
            if document.printed_in is not None:
                return Rendition(self._printed_file(document), layouts)
            return Rendition(self._native_file(document), layouts, is_own_pages=True)
        return self._made(document)

    def freeze(self, document_id: int) -> Rendition:
        """The rendition of a document, kept from now on as it is.

        Raises:
            MatterReadOnly: The matter was opened for reading only.
        """
        rendition = self.open(document_id)
        if rendition.is_own_pages or self._frozen(document_id) is not None:
            return rendition
        document = self._documents.get(document_id)
        if document.printed_in is not None:
            # The pages are taken from a file that is proven to be what was read.
            self._natives.read(document)
            rendition.path.unlink()
            rendition = self.open(document_id)
        content = rendition.path.read_bytes()
        part = self._parts.keep(content, is_durable=True)
        layout = self._parts.keep(_encoded(rendition), is_durable=True)
        settings = {"page_size_pt": self._page_size_pt}
        with self._store.write():
            self._store.conn.execute(
                "INSERT OR IGNORE INTO renditions (document_id, part_sha256, layout_sha256,"
                " engine, settings, page_count) VALUES (?, ?, ?, ?, ?, ?)",
                (document_id, part, layout, ENGINE, json.dumps(settings), len(rendition.layouts)),
            )
        return self._frozen(document_id) or rendition

    def shared_copy(self, document_id: int) -> bytes:
        """The pages of a document as a PDF to hand out: no text survives under its redactions.

        Raises:
            WorkerFailed: The file brought its worker down.
        """
        rendition = self.open(document_id)
        cleaned = None
        is_printed = self._documents.get(document_id).printed_in is not None
        if rendition.is_own_pages or is_printed:
            cleaned = self._pool.call(LAYOUT_TIMEOUT_S, without_surviving_text, rendition.path)
        return cleaned if cleaned is not None else rendition.path.read_bytes()

    def image(self, document_id: int, page_index: int, scale: float) -> PageImage:
        """A page as an image, at `scale` pixels a point.

        Raises:
            RenditionError: The page cannot be shown.
            WorkerFailed: The file brought its worker down.
        """
        path = self.open(document_id).path
        return self._pool.call(IMAGE_TIMEOUT_S, page_image, path, page_index, scale)

    def _frozen(self, document_id: int) -> Rendition | None:
        row = self._store.conn.execute(
            "SELECT part_sha256, layout_sha256 FROM renditions WHERE document_id = ?",
            (document_id,),
        ).fetchone()
        if row is None:
            return None
        path = self._parts.path(row[0])
        if not path.is_file():
            raise VerificationError(
                f"The kept pages of {self._documents.control(document_id)} are missing.",
                f"{path} is not there.",
                "Restore the matter from a backup.",
            )
        return _decoded(self._parts.read(row[1]), path)

    def _native_file(self, document: Document) -> Path:
        """The native as a file; it is copied to the cache where it lies within another one."""
        path = self._natives.path(document)
        if path is not None:
            return path
        copy = self._cache_dir / document.sha256[:2] / f"{document.sha256}.native.pdf"
        if not copy.is_file():
            _write(copy, self._natives.read(document))
        return copy

    def _printed_file(self, document: Document) -> Path:
        """A file of the pages that a document was un-printed from, and no others."""
        pages = [page.source_page for page in self._documents.pages(document.id)]
        key = hashlib.sha256(f"{document.sha256} {pages}".encode()).hexdigest()
        copy = self._cache_dir / key[:2] / f"{key}.pages.pdf"
        if not copy.is_file():
            native = self._native_file(document)
            _write(copy, self._pool.call(LAYOUT_TIMEOUT_S, some_pages, native, pages))
        return copy

    def _made(self, document: Document) -> Rendition:
        """The generated pages, from the cache if they were made before."""
        text = self._text(document)
        key = self._key(document, text)
        path = self._cache_dir / key[:2] / f"{key}.pdf"
        layout = path.with_suffix(".layout")
        if path.is_file() and layout.is_file():
            try:
                return _decoded(layout.read_bytes(), path)
            except ValueError:
                layout.unlink()
        laid_out, is_placeholder = self._laid_out(document, text)
        rendition = Rendition(
            path,
            laid_out.layouts,
            is_placeholder=is_placeholder,
            exception=laid_out.exception or None,
        )
        # The layout last: where it is, the pages are too.
        _write(path, laid_out.pdf)
        encoded = _encoded(rendition)
        _write(layout, encoded)
        # Read back, so that the first opening gives the same numbers as every later one.
        return _decoded(encoded, path)

    def _text(self, document: Document) -> CanonicalText:
        try:
            text = self._documents.text(document.id)
            return SurvivingText(self._store).seen(document.id, text)
        except UnknownDocument:
            return CanonicalText.of_zones({})

    def _key(self, document: Document, text: CanonicalText) -> str:
        """What generated pages depend on, as one number."""
        said = json.dumps(
            [
                ENGINE,
                self._page_size_pt,
                # A placeholder shows the number, so that not even copies share one.
                self._documents.control(document.id),
                [document.sha256, document.type, document.title, document.filename],
                [document.sent_written, document.sent_local, document.utc_offset_minutes],
                [text.text, text.bounds],
            ]
        )
        return hashlib.sha256(said.encode()).hexdigest()

    def _laid_out(self, document: Document, text: CanonicalText) -> tuple[LaidOut, bool]:
        """New pages, and whether they are a placeholder; formatting gives way before text does."""
        if document.type not in _SHOWN_TYPES:
            return self._placeholder(document, _why_no_pages(document)), True
        for is_plain in (False, True):
            request = RenditionRequest(
                document.type,
                self._natives.read(document),
                text,
                title=document.title,
                sent=written_date(
                    document.sent_local, document.utc_offset_minutes, document.sent_utc
                )
                or (document.sent_written or ""),
                page_size_pt=self._page_size_pt,
                is_plain=is_plain,
            )
            laid_out = self._tried(rendered, request)
            if laid_out is not None and (document.type != "image" or not laid_out.exception):
                return laid_out, False
            if document.type == "image":
                break
        return self._placeholder(document, "It cannot be laid out as pages."), True

    def _tried(
        self, make: Callable[[RenditionRequest], LaidOut], request: RenditionRequest
    ) -> LaidOut | None:
        try:
            return self._pool.call(LAYOUT_TIMEOUT_S, make, request)
        except (WorkerFailed, RenditionError):
            return None

    def _placeholder(self, document: Document, reason: str) -> LaidOut:
        name = document.filename or document.title
        type_name = _TYPE_NAMES.get(document.type, "File")
        fields = (
            ("Document", self._documents.control(document.id)),
            ("File", name),
            ("Type", f"{type_name} ({document.media_type})" if document.media_type else type_name),
            ("Size", f"{document.size_bytes:,} bytes"),
            ("SHA-256", document.sha256),
        )
        request = PlaceholderRequest(fields, reason, name, self._page_size_pt)
        return self._pool.call(LAYOUT_TIMEOUT_S, placeholder, request)


def _why_no_pages(document: Document) -> str:
    if document.type == "pdf":
        return "This PDF cannot be shown as pages: it needs a password, or it is damaged."
    return (
        "This document is kept as its original file."
        " It has no pages, or is of a kind that Pincite does not make into pages."
    )


def _encoded(rendition: Rendition) -> bytes:
    """Layouts as one line of JSON that says how long each page's words are, then the words."""
    words = [encode_words(page.words) for page in rendition.layouts]
    head = {
        "exception": rendition.exception,
        "is_placeholder": rendition.is_placeholder,
        "pages": [
            [page.width_pt, page.height_pt, len(encoded)]
            for page, encoded in zip(rendition.layouts, words, strict=True)
        ],
    }
    return json.dumps(head, ensure_ascii=True).encode() + b"\n" + b"".join(words)


def _decoded(encoded: bytes, path: Path) -> Rendition:
    """The rendition that `_encoded` wrote.

    Raises:
        ValueError: The bytes are damaged.
    """
    line, _, words = encoded.partition(b"\n")
    head = json.loads(line)
    layouts = []
    position = 0
    for width_pt, height_pt, length in head["pages"]:
        found = decode_words(words[position : position + length])
        layouts.append(PageLayout(width_pt, height_pt, found))
        position += length
    return Rendition(
        path,
        tuple(layouts),
        is_placeholder=head["is_placeholder"],
        exception=head["exception"],
    )


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.{get_ident()}.new")
    unfinished.write_bytes(content)
    unfinished.replace(path)
