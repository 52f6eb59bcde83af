"""What was read of one document, as the columns that are stored of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from pincite.domain.documents import (
    BODY,
    UNDATED,
    ZONES,
    Kind,
    as_stored,
    stored_zones,
    zone_bounds,
)
from pincite.domain.recognising import columns
from pincite.domain.tokens import fed, words
from pincite.processing.formats.mail import ROLES, Mail
from pincite.store.incoming import IncomingDocument, IncomingPage

STEP = " › "
_MEDIA_TYPES = {
    "pdf": "application/pdf", "html": "text/html", "text": "text/plain", "email": "message/rfc822",
    "zip": "application/zip", "image": "image/*", "calendar": "text/calendar",
}  # fmt: skip
_SUBJECT = ZONES.index("subject")
_BLANK = ("",) * len(ZONES)


@dataclass(frozen=True, slots=True)
class Native:
    """The bytes of a document: a span of its source file, or a part that is kept by itself."""

    content: bytes
    offset_bytes: int = 0
    is_stored: bool = False
    sha256: str = ""
    stated_bytes: int = -1

    def digest(self) -> str:
        """Its SHA-256."""
        return self.sha256 or hashlib.sha256(self.content).hexdigest()

    @property
    def length_bytes(self) -> int:
        """How long it is, also where its content was not loaded."""
        return self.stated_bytes if self.stated_bytes >= 0 else len(self.content)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands: its parent in the family or -1, its kind, its path for people."""

    parent: int
    kind: Kind
    path: str
    filename: str = ""
    media_type: str = ""
    depth: int = 0
    sort_key: int = UNDATED

    def within(self, parent: int, name: str, media_type: str, sort_key: int) -> "Place":
        """The place of something that is attached here."""
        return Place(
            parent,
            Kind.ATTACHMENT,
            f"{self.path}{STEP}{name or 'attachment'}",
            name,
            media_type,
            self.depth + 1,
            sort_key,
        )


def zones_of(mail: Mail, names: Sequence[str]) -> tuple[str, ...]:
    """The zones of a message; `names` are those of the files that are attached."""
    zones = {role: "; ".join(map(str, mail.people[role])) for role in ROLES if mail.people[role]}
    zones["subject"] = mail.subject
    zones["attached"] = "; ".join(names)
    zones["body"] = mail.body.text
    return stored_zones(zones)


def message_row(
    mail: Mail, native: Native, place: Place, zones: tuple[str, ...], key: int
) -> IncomingDocument:
    """A message; its attachments are counted when they are known."""
    sent = mail.sent
    recipients = (*mail.people["to"], *mail.people["cc"], *mail.people["bcc"])
    return IncomingDocument(
        parent=place.parent,
        kind=place.kind.value,
        type="email",
        offset_bytes=native.offset_bytes,
        length_bytes=native.length_bytes,
        is_stored=native.is_stored,
        sha256=native.digest(),
        size_bytes=native.length_bytes,
        filename=place.filename,
        media_type="message/rfc822",
        content_key=None,
        message_id=mail.message_id,
        refs=" ".join(mail.references) or None,
        sent_written=sent.written if sent else None,
        sent_local=sent.local if sent else None,
        utc_offset_minutes=sent.offset_minutes if sent else None,
        sent_utc=sent.utc if sent else None,
        sort_key=key,
        sender="; ".join(one.name or one.address for one in mail.people["from"]),
        recipients="; ".join(one.name or one.address for one in recipients),
        subject=zones[_SUBJECT],
        page_count=None,
        bates_begin=None,
        bates_end=None,
        attachment_count=0,
        is_retired=False,
        zones=zones,
        bounds=_bounds(zones),
        words=_fed(zones),
        recognised=columns(zones),
        people=tuple(
            (role, one.name, one.address)
            for role in ROLES
            for one in mail.people[role]
            if one.name or one.address
        ),
    )


def file_row(
    type_: str,
    native: Native,
    place: Place,
    text: str = "",
    pages: tuple[IncomingPage, ...] = (),
) -> IncomingDocument:
    """A document that is a file: only its body has words."""
    bates = [page.bates for page in pages if page.bates]
    zones = (*_BLANK[:BODY], as_stored(text)) if text else _BLANK
    return IncomingDocument(
        parent=place.parent,
        kind=place.kind.value,
        type=type_ if type_ != "empty" else "other",
        offset_bytes=native.offset_bytes,
        length_bytes=native.length_bytes,
        is_stored=native.is_stored,
        sha256=native.digest(),
        size_bytes=native.length_bytes,
        filename=place.filename,
        media_type=place.media_type or _MEDIA_TYPES.get(type_, ""),
        content_key=None,
        message_id=None,
        refs=None,
        sent_written=None,
        sent_local=None,
        utc_offset_minutes=None,
        sent_utc=None,
        sort_key=place.sort_key,
        sender="",
        recipients="",
        subject="",
        page_count=len(pages) or None,
        bates_begin=bates[0] if bates else None,
        bates_end=bates[-1] if bates else None,
        attachment_count=0,
        is_retired=False,
        zones=zones,
        bounds=_bounds(zones),
        words=_fed(zones),
        recognised=columns(zones),
        pages=pages,
    )


def with_zones(row: IncomingDocument, zones: tuple[str, ...]) -> IncomingDocument:
    """A row with this text instead of its own."""
    return row._replace(
        zones=zones, bounds=_bounds(zones), words=_fed(zones), recognised=columns(zones)
    )


def _bounds(zones: tuple[str, ...]) -> str:
    return f"[{','.join(map(str, zone_bounds(zones)))}]"


def _fed(zones: tuple[str, ...]) -> tuple[str, ...]:
    """What the index is fed; where that is the text itself it is the same object, sent once."""
    return tuple([fed(zone) if zone else "" for zone in zones])


def content_key(top: IncomingDocument, attached: Sequence[IncomingDocument]) -> bytes | None:
    """What two copies of a message share: id, instant, the words of every zone, attachments.

    A message that has neither an id nor a date is only the same as another by its bytes.
    """
    if not top.message_id and not top.sent_local:
        return None
    told = [
        words(zone) if given is zone and zone else given
        for zone, given in zip(top.zones, top.words, strict=True)
    ]
    said = (top.message_id or "", top.sent_utc or top.sent_local or "", *told)
    key = hashlib.blake2b("\0".join(said).encode(), digest_size=16)
    for document in attached:
        key.update(bytes.fromhex(document.sha256))
    return key.digest()
