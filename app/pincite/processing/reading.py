"""Reads files in a worker process: what it is given and gives back is plain and can be sent."""

import hashlib
import io
import mmap
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pincite.domain.documents import FileId, Kind
from pincite.domain.ocr import LOOK
from pincite.domain.paths import base_name
from pincite.processing import reasons
from pincite.processing.columns import STEP, Native, Place
from pincite.processing.families import FamilyReader
from pincite.processing.formats.archive import Archive, UnreadableArchive
from pincite.processing.formats.mbox import message_spans, message_starts, unescaped
from pincite.processing.formats.sniff import HEAD_BYTES, file_type
from pincite.processing.reasons import Reason
from pincite.store.incoming import IncomingException, IncomingFamily, IncomingSlice
from pincite.store.parts import Parts

SLICE_BYTES = 4 * 1024**2
SLICE_ENTRIES = 200
LARGEST_READ = 256 * 1024
_KINDS = {"email": Kind.MESSAGE}


class FileTask(NamedTuple):
    """A file that is to be read: `label` names it for people, `known` are older versions of it.

    `unprint`: whether a PDF of printed mail is divided: `auto` if it clearly is one, `always` or
    `never`.
    """

    id: FileId
    path: str
    label: str
    size_bytes: int
    known: tuple[str, ...] = ()
    unprint: str = "auto"


class Slice(NamedTuple):
    """A stretch of a container: bytes of a mailbox, entries of an archive.

    `number` is how many messages start before it.
    """

    start: int
    end: int
    number: int = 0


class Plan(NamedTuple):
    """How a large file is read: its type, its SHA-256, and the slices of a container."""

    type: str
    sha256: str
    slices: tuple[Slice, ...]
    is_unchanged: bool = False


def get_ready() -> None:
    """Do nothing: a worker that can call this has started, and imported all that it needs."""


def read_files(parts_folder: str, tasks: list[FileTask]) -> list[IncomingSlice]:
    """What each of these files holds, wholly."""
    reader = FamilyReader(Parts(Path(parts_folder)))
    return [_read_file(reader, task) for task in tasks]


def _read_file(reader: FamilyReader, task: FileTask) -> IncomingSlice:
    try:
        content = _content(task.path)
    except OSError:
        return _excepted(task, reasons.UNREADABLE)
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 in task.known:
        return _unchanged(task, sha256)
    type_ = file_type(content[:HEAD_BYTES], base_name(task.label))
    try:
        if type_ == "mbox":
            piece = _mailbox_slice(reader, task, content, sha256, Slice(0, len(content)))
            if piece.families:
                return piece
            type_ = "text"
        if type_ == "zip":
            return _archive_slice(reader, task, io.BytesIO(content), sha256, None)
        native, place = Native(content, sha256=sha256), _place(task, type_)
        families = _divided(reader.read(type_, native, place), native, place, task.unprint)
    # The door of one document: whatever its bytes do to a reader, it is kept and listed.
    except Exception:  # noqa: BLE001
        return unread_file(task, reasons.FAILED)
    return _slice(task, families, sha256, "", len(content))


def _divided(
    family: IncomingFamily, native: Native, place: Place, unprint: str
) -> list[IncomingFamily]:
    """A family as it is, or what it was un-printed into."""
    top = family.documents[0]
    if unprint == "never" or top.type != "pdf" or not top.pages or _waits(top.ocr):
        # One whose pages are still to be read from their pictures is divided when they are.
        return [family]
    # Imported when first needed, as the PDF engine is: most mail has none.
    from pincite.processing.printed import PrintedFile, released_families
    from pincite.processing.release.segments import divide

    file = PrintedFile("\n".join(top.zones), top.pages, native, place)
    try:
        release = divide(file.printed_pages(), file.text)
        is_wanted = release.is_printed_mail or unprint == "always"
        return released_families(file, family, release) if is_wanted else [family]
    # The door of one document: what cannot be divided stays one.
    except Exception:  # noqa: BLE001
        return [family]


def _waits(ocr: Sequence[tuple[int, str]]) -> bool:
    """Whether any of these pages is to be read, not only to be looked at."""
    return any(reason != LOOK for _, reason in ocr)


def _content(path: str) -> bytes:
    """The bytes of a small file: a stream takes twice as long to open as the file to read."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        pieces = []
        while piece := os.read(descriptor, LARGEST_READ):
            pieces.append(piece)
    finally:
        os.close(descriptor)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def plan_file(task: FileTask) -> Plan:
    """How a large file is best read: its hash, its type, and the slices of a container."""
    with Path(task.path).open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        if sha256 in task.known:
            return Plan("", sha256, (), is_unchanged=True)
        stream.seek(0)
        type_ = file_type(stream.read(HEAD_BYTES), base_name(task.label))
        if type_ == "mbox":
            return Plan(type_, sha256, tuple(_mailbox_slices(stream)))
        if type_ == "zip":
            try:
                archive = Archive(stream)
            except UnreadableArchive:
                return Plan("other", sha256, ())
            return Plan(type_, sha256, tuple(_archive_slices(archive.sizes())))
    return Plan(type_, sha256, ())


def _mailbox_slices(stream: BinaryIO) -> Iterator[Slice]:
    """Stretches of about `SLICE_BYTES` in which messages start."""
    with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        start = number = 0
        for count, found in enumerate(message_starts(data, 0, len(data))):
            if found - start >= SLICE_BYTES:
                yield Slice(start, found, number)
                start, number = found, count
        yield Slice(start, len(data), number)


def _archive_slices(sizes: list[int]) -> Iterator[Slice]:
    """Stretches of entries that unpack to about `SLICE_BYTES`."""
    start = total = 0
    for index, size in enumerate(sizes):
        if index > start and (total >= SLICE_BYTES or index - start >= SLICE_ENTRIES):
            yield Slice(start, index)
            start, total = index, 0
        total += size
    yield Slice(start, len(sizes))


def read_slice(parts_folder: str, task: FileTask, plan: Plan, part: Slice) -> IncomingSlice:
    """What a stretch of a mailbox or an archive holds; the last one completes the file."""
    reader = FamilyReader(Parts(Path(parts_folder)))
    with Path(task.path).open("rb") as stream:
        if os.fstat(stream.fileno()).st_size != task.size_bytes:
            return _excepted(task, reasons.CHANGING)
        if plan.type == "zip":
            return _archive_slice(reader, task, stream, plan.sha256, part)
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _mailbox_slice(reader, task, data, plan.sha256, part)


def _mailbox_slice(
    reader: FamilyReader, task: FileTask, data: bytes | mmap.mmap, sha256: str, part: Slice
) -> IncomingSlice:
    families: list[IncomingFamily] = []
    first = -1
    for number, (start, end) in enumerate(message_spans(data, part.start, part.end), 1):
        first = start if first < 0 else first
        raw = data[start:end]
        place = Place(-1, Kind.MESSAGE, f"{task.label}{STEP}message {part.number + number}")
        families.append(_family(reader, "email", _mailbox_native(raw, start), place))
    piece = _slice(task, families, sha256, "mbox", part.end)
    piece.is_last = part.end >= task.size_bytes or part.end >= len(data)
    if part.start == 0 and first > 0:
        line = data.rfind(b"\n", 0, first - 1) + 1
        if data[:line].strip():
            piece.exceptions.append(_exception(task, reasons.NOT_A_MAILBOX))
    return piece


def _mailbox_native(raw: bytes, start: int) -> Native:
    """A message as it lies in the mailbox, to be read as it was before the mailbox escaped it."""
    plain = unescaped(raw)
    if plain is raw or plain == raw:
        return Native(raw, start)
    sha256 = hashlib.sha256(raw).hexdigest()
    return Native(plain, start, sha256=sha256, stated_bytes=len(raw))


def _archive_slice(
    reader: FamilyReader, task: FileTask, stream: BinaryIO, sha256: str, part: Slice | None
) -> IncomingSlice:
    """The files of an archive: each is the top of a family, as if the archive were a folder."""
    try:
        archive = Archive(stream)
    except UnreadableArchive:
        return unread_file(task, reasons.DAMAGED)
    part = part or Slice(0, len(archive))
    families: list[IncomingFamily] = []
    piece = _slice(task, families, sha256, "zip", part.end)
    for entry in archive.entries(part.start, part.end):
        label = f"{task.label}{STEP}{entry.name}"
        if entry.reason:
            piece.exceptions.append(IncomingException(-1, label, *entry.reason))
            continue
        families += _unpacked(reader, entry.content, label, base_name(entry.name), task.unprint)
    piece.is_last = part.end >= len(archive)
    if not len(archive) and not archive.is_cut:
        piece.exceptions.append(_exception(task, reasons.EMPTY_ARCHIVE))
    if archive.is_cut and piece.is_last:
        piece.exceptions.append(_exception(task, reasons.TOO_LARGE))
    return piece


def _unpacked(
    reader: FamilyReader, content: bytes, label: str, name: str, unprint: str
) -> Iterator[IncomingFamily]:
    """The families of a file that was taken out of an archive; mailboxes in it are opened too."""
    type_ = file_type(content[:HEAD_BYTES], name)
    if type_ == "mbox":
        spans = message_spans(content, 0, len(content))
        for number, (start, end) in enumerate(spans, 1):
            native = _stored(reader, unescaped(content[start:end]))
            place = Place(-1, Kind.MESSAGE, f"{label}{STEP}message {number}")
            yield _family(reader, "email", native, place)
        return
    place = Place(-1, _KINDS.get(type_, Kind.FILE), label, name)
    native = _stored(reader, content)
    yield from _divided(_family(reader, type_, native, place), native, place, unprint)


def _stored(reader: FamilyReader, content: bytes) -> Native:
    return Native(content, is_stored=True, sha256=reader.parts.keep(content))


def _family(reader: FamilyReader, type_: str, native: Native, place: Place) -> IncomingFamily:
    try:
        return reader.read(type_, native, place)
    # The door of one document: whatever its bytes do to a reader, it is kept and listed.
    except Exception:  # noqa: BLE001
        return reader.unread(type_, native, place, reasons.FAILED)


def unread_file(task: FileTask, reason: Reason) -> IncomingSlice:
    """A file that cannot be read, as a document with what is known of it."""
    try:
        with Path(task.path).open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            size_bytes = stream.tell()
            stream.seek(0)
            type_ = file_type(stream.read(HEAD_BYTES), base_name(task.label))
    except OSError:
        return _excepted(task, reasons.UNREADABLE)
    reader = FamilyReader(Parts(Path()))
    native = Native(b"", sha256=sha256, stated_bytes=size_bytes)
    family = reader.unread(type_, native, _place(task, type_), reason)
    return _slice(task, [family], sha256, "", size_bytes)


def _place(task: FileTask, type_: str) -> Place:
    kind = _KINDS.get(type_, Kind.FILE)
    return Place(-1, kind, task.label, base_name(task.label))


def _slice(
    task: FileTask, families: list[IncomingFamily], sha256: str, container: str, done: int
) -> IncomingSlice:
    piece = IncomingSlice(task.id, families, [], sha256, container, done, is_last=True)
    if task.known:
        piece.exceptions.append(_exception(task, reasons.CHANGED))
    return piece


def _unchanged(task: FileTask, sha256: str) -> IncomingSlice:
    return IncomingSlice(task.id, [], [], sha256, "", 0, is_last=True, is_unchanged=True)


def _excepted(task: FileTask, reason: Reason) -> IncomingSlice:
    """A file of which nothing can be had, listed."""
    return IncomingSlice(task.id, [], [_exception(task, reason)], None, "", 0, is_last=True)


def _exception(task: FileTask, reason: Reason) -> IncomingException:
    return IncomingException(-1, task.label, *reason)
