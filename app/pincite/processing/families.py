"""Reads one family: a message or file with everything that is attached to it, any depth."""

import io
from dataclasses import dataclass, field

from pincite.domain.paths import base_name
from pincite.processing import reasons
from pincite.processing.columns import (
    STEP,
    Native,
    Place,
    content_key,
    file_row,
    message_row,
    zones_of,
)
from pincite.processing.formats.archive import Archive, UnreadableArchive
from pincite.processing.formats.body import MAX_TEXT_CHARACTERS
from pincite.processing.formats.charsets import decode
from pincite.processing.formats.dates import sort_key
from pincite.processing.formats.html import decode_html, html_text
from pincite.processing.formats.mail import Mail, read_mail
from pincite.processing.formats.mbox import message_spans, unescaped
from pincite.processing.formats.mime import Content, Enclosed, Part, content
from pincite.processing.formats.sniff import HEAD_BYTES, attachment_type
from pincite.processing.reasons import Reason
from pincite.store.incoming import (
    IncomingDocument,
    IncomingException,
    IncomingFamily,
)
from pincite.store.parts import Parts

MAX_DEPTH = 24
MAX_FAMILY = 20_000
MAX_UNPACKED_BYTES = 4 * 1024**3
_EXTENSIONS = {
    "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "application/pdf": "pdf",
    "text/plain": "txt", "text/html": "html", "text/calendar": "ics", "message/rfc822": "eml",
    "application/zip": "zip",
}  # fmt: skip
_TEXT_TYPES = frozenset(("text", "calendar", "contact"))


@dataclass(slots=True)
class FamilyReader:
    """Reads families one after another; `parts` keeps what is taken out of containers."""

    parts: Parts
    _documents: list[IncomingDocument] = field(default_factory=list)
    _exceptions: list[IncomingException] = field(default_factory=list)
    _unpacked_bytes: int = 0

    def read(self, type_: str, native: Native, place: Place) -> IncomingFamily:
        """The family of a top document of this type."""
        self._documents, self._exceptions, self._unpacked_bytes = [], [], 0
        self._read(type_, native, place)
        return IncomingFamily(tuple(self._documents), tuple(self._exceptions))

    def unread(self, type_: str, native: Native, place: Place, reason: Reason) -> IncomingFamily:
        """The family of a document that is kept but not read, for this reason."""
        self._documents, self._exceptions = [], []
        self._add_plain(type_, native, place)
        self._except(0, place, reason)
        return IncomingFamily(tuple(self._documents), tuple(self._exceptions))

    def _read(self, type_: str, native: Native, place: Place) -> None:
        if type_ == "email":
            self._read_message(native, place)
        elif type_ == "html":
            self._add_text(type_, native, place, html_text(decode_html(native.content)))
        elif type_ in _TEXT_TYPES:
            self._add_text(type_, native, place, decode(native.content))
        elif type_ == "pdf":
            self._read_pdf(native, place)
        elif type_ == "zip":
            self._read_archive(native, place)
        elif type_ == "mbox":
            self._read_mailbox(native, place)
        else:
            self._add_unread(type_, native, place)

    def _add_unread(self, type_: str, native: Native, place: Place) -> None:
        """A document that is kept as it is."""
        index = self._add_plain(type_, native, place)
        if type_ == "empty":
            self._except(index, place, reasons.EMPTY)
        elif type_ == "encrypted":
            self._except(index, place, reasons.ENCRYPTED)
        elif type_ != "signature":
            self._except(index, place, reasons.NOT_READ_YET)

    def _read_message(self, native: Native, place: Place) -> None:
        mail = read_mail(native.content)
        own_key = sort_key(mail.sent)
        key = place.sort_key if place.parent >= 0 else own_key
        attached = list(_attached(mail))
        index = len(self._documents)
        names = [name for _, name, _ in attached if name]
        zones = zones_of(mail, names)
        self._documents.append(message_row(mail, native, place, zones, key))
        self._except_mail(index, mail, place)
        for number, (found, name, media_type) in enumerate(attached, 1):
            inner = place.within(index, name or _made_name(media_type, number), media_type, key)
            self._read_attached(found, inner)
        top = self._documents[index]
        self._documents[index] = top._replace(
            attachment_count=len(attached),
            content_key=content_key(top, self._documents[index + 1 :])
            if place.parent < 0
            else None,
        )

    def _except_mail(self, index: int, mail: Mail, place: Place) -> None:
        body = mail.body
        for applies, reason in (
            (body.is_damaged, reasons.DAMAGED),
            (mail.mime.is_cut_short, reasons.CUT_SHORT),
            (mail.mime.is_too_deep, reasons.TOO_DEEP),
            (body.differs, reasons.ALTERNATIVES),
            (body.is_cut, reasons.TEXT_CUT),
            (not mail.has_header, reasons.NO_HEADER),
            (mail.mime.root.media_type == "message/partial", reasons.PARTIAL),
            ("-----BEGIN PGP MESSAGE-----" in body.text, reasons.ENCRYPTED),
        ):
            if applies:
                self._except(index, place, reason)

    def _read_attached(self, found: Content, place: Place) -> None:
        """An attachment; one that brings no bytes, or comes too deep, is listed all the same."""
        native = self._kept(found.data)
        index = len(self._documents)
        self._unpacked_bytes += len(found.data)
        type_ = attachment_type(found.data[:HEAD_BYTES], place.filename, place.media_type)
        if reason := self._limit(place):
            self._add_plain(type_, native, place)
            self._except(index, place, reason)
            return
        self._read(type_, native, place)
        if place.media_type == "message/partial":
            self._except(index, place, reasons.PARTIAL)
        if found.is_damaged:
            self._except(index, place, reasons.DAMAGED)

    def _limit(self, place: Place) -> Reason | None:
        """The reason why nothing more is opened here, if there is one."""
        if place.depth > MAX_DEPTH:
            return reasons.TOO_DEEP
        if self._unpacked_bytes > MAX_UNPACKED_BYTES or len(self._documents) > MAX_FAMILY:
            return reasons.TOO_LARGE
        return None

    def _read_mailbox(self, native: Native, place: Place) -> None:
        index = self._add_plain("mailbox", native, place)
        spans = list(message_spans(native.content, 0, len(native.content)))
        for number, (start, end) in enumerate(spans, 1):
            if len(self._documents) > MAX_FAMILY:
                self._except(index, place, reasons.TOO_LARGE)
                return
            raw = unescaped(native.content[start:end])
            inner = place.within(index, "", "message/rfc822", place.sort_key)
            path = f"{place.path}{STEP}message {number}"
            self._read_attached(Content(raw), _renamed(inner, path))
        self._count_attachments(index, len(spans))

    def _read_archive(self, native: Native, place: Place) -> None:
        index = self._add_plain("archive", native, place)
        try:
            archive = Archive(io.BytesIO(native.content))
        except UnreadableArchive:
            self._except(index, place, reasons.DAMAGED)
            return
        count = 0
        for entry in archive.entries():
            inner = place.within(index, base_name(entry.name), "", place.sort_key)
            inner = _renamed(inner, f"{place.path}{STEP}{entry.name}")
            if entry.reason:
                self._except(index, inner, entry.reason)
            elif self._limit(place):
                self._except(index, place, reasons.TOO_LARGE)
                break
            else:
                count += 1
                self._read_attached(Content(entry.content), inner)
        if archive.is_cut:
            self._except(index, place, reasons.TOO_LARGE)
        self._count_attachments(index, count)

    def _count_attachments(self, index: int, count: int) -> None:
        self._documents[index] = self._documents[index]._replace(attachment_count=count)

    def _read_pdf(self, native: Native, place: Place) -> None:
        # Imported when first needed: the PDF engine takes long to load, and most mail has none.
        from pincite.processing.formats.pdf import read_document

        found = read_document(native.content)
        index = len(self._documents)
        row = file_row("pdf", native, place, found.text, found.pages)
        self._documents.append(row._replace(ocr=found.ocr))
        for reason in found.reasons:
            self._except(index, place, reason)
        for inner in found.embedded:
            at = place.within(index, inner.filename, "", place.sort_key)
            self._read_attached(Content(inner.content), at)
        self._count_attachments(index, len(found.embedded))

    def _kept(self, data: bytes) -> Native:
        return Native(data, is_stored=True, sha256=self.parts.keep(data))

    def _except(self, index: int, place: Place, reason: Reason) -> None:
        self._exceptions.append(IncomingException(index, place.path, *reason))

    def _add_text(self, type_: str, native: Native, place: Place, text: str) -> None:
        index = len(self._documents)
        is_cut = len(text) > MAX_TEXT_CHARACTERS
        shown = text[:MAX_TEXT_CHARACTERS]
        self._documents.append(file_row(type_, native, place, shown))
        if is_cut:
            self._except(index, place, reasons.TEXT_CUT)

    def _add_plain(self, type_: str, native: Native, place: Place) -> int:
        """A document without text; returns its place in the family."""
        type_ = {"zip": "archive", "mbox": "mailbox"}.get(type_, type_)
        self._documents.append(file_row(type_, native, place))
        return len(self._documents) - 1


def _renamed(place: Place, path: str) -> Place:
    return Place(
        place.parent,
        place.kind,
        path,
        place.filename,
        place.media_type,
        place.depth,
        place.sort_key,
    )


def _attached(mail: Mail) -> list[tuple[Content, str, str]]:
    """What is attached to a message: its bytes, name and media type."""
    found: list[tuple[Content, str, str]] = []
    for part in mail.body.attachments:
        if isinstance(part, Enclosed):
            found.append((part.content, part.filename, ""))
        else:
            found.append((_part_content(mail, part), part.filename, part.media_type))
    return found


def _part_content(mail: Mail, part: Part) -> Content:
    return content(mail.mime.raw, part)


def _made_name(media_type: str, number: int) -> str:
    """A file name for an attachment without one; a message is known by its subject instead."""
    if media_type == "message/rfc822":
        return ""
    extension = _EXTENSIONS.get(media_type, "")
    return f"attachment-{number}.{extension}" if extension else f"attachment-{number}"
