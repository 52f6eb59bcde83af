"""What a release was divided into, as documents: each with its text, its pages and its people."""

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from pincite.domain.documents import ZONES, Kind, stored_zones, zone_bounds
from pincite.domain.exemptions import display_code
from pincite.domain.pages import WordBox, decode_words, encode_words
from pincite.domain.releases import (
    PrintedHeader,
    PrintedPage,
    QuotedMessage,
    Release,
    Segment,
    SegmentKind,
    Withheld,
)
from pincite.processing.columns import Native, Place, file_row, with_zones
from pincite.processing.formats.dates import sort_key
from pincite.processing.formats.mail import ROLES
from pincite.processing.release.lines import printed_pages
from pincite.processing.scanned import marks_of
from pincite.store.incoming import (
    IncomingBoundary,
    IncomingDocument,
    IncomingFamily,
    IncomingPage,
    IncomingPageMark,
    IncomingQuoted,
    NotDocument,
)

WITHHELD = "[withheld]"
# The reason of a boundary that somebody set; nobody need confirm it.
BY_REVIEWER = ("a reviewer said so",)
# Areas and words belong to the document in whose stretch of the page their middle lies.
_EDGE_PT = 1.0


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """The PDF that was printed: its canonical text, its pages, and its place.

    `unread` are pages, from 0, that are pictures which nobody has read: they are not blank.
    """

    text: str
    pages: tuple[IncomingPage, ...]
    native: Native
    place: Place
    unread: tuple[int, ...] = ()

    def printed_pages(self) -> tuple[PrintedPage, ...]:
        """The pages as lines, for dividing."""
        withheld = {
            page.source_page: [
                Withheld(area.x0, area.y0, area.x1, area.y1, tuple(json.loads(area.codes)))
                for area in page.redactions
            ]
            for page in self.pages
        }
        words = [_Words.of(page) for page in self.pages]
        return printed_pages(self.text, words, withheld, self.unread)


@dataclass(frozen=True, slots=True)
class _Words:
    """A page with its words decoded, as lines are made of."""

    source_page: int
    width_pt: float
    height_pt: float
    words: tuple[WordBox, ...]
    bates: str | None

    @classmethod
    def of(cls, page: IncomingPage) -> "_Words":
        words = decode_words(page.words)
        return cls(page.source_page, page.width_pt, page.height_pt, words, page.bates)


def families_of(
    file: PrintedFile, segments: Sequence[Segment]
) -> tuple[list[IncomingFamily], tuple[NotDocument, ...]]:
    """The families that segments make, in order, and the pages that are no documents.

    An attachment belongs to the message before it; one without a message is a file by itself.
    """
    families: list[list[IncomingDocument]] = []
    not_documents: list[NotDocument] = []
    can_attach = False
    for segment in segments:
        if segment.kind is SegmentKind.NOT_A_DOCUMENT:
            not_documents += [
                NotDocument(page, segment.title or "not a document", json.dumps(segment.reasons))
                for page, _, _ in stretches(segment, file.pages)
            ]
            can_attach = False
            continue
        is_attached = segment.kind is SegmentKind.ATTACHMENT and can_attach
        document = _document(file, segment, is_attached=is_attached)
        if is_attached:
            families[-1].append(document)
        else:
            families.append([document])
        can_attach = segment.kind is SegmentKind.MESSAGE or is_attached
    return [_family(documents) for documents in families], tuple(not_documents)


def released_families(
    file: PrintedFile, container: IncomingFamily, release: Release
) -> list[IncomingFamily]:
    """A PDF's own family, retired, and those that take its place; itself where none would."""
    families, not_documents = families_of(file, release.segments)
    if not families:
        return [container]
    top, *others = container.documents
    retired = container._replace(
        documents=(top._replace(is_retired=True), *others), not_documents=not_documents
    )
    return [retired, *families]


def stretches(
    segment: Segment, pages: Sequence[IncomingPage]
) -> Iterator[tuple[int, float, float]]:
    """The pages of a segment: source page, and from which height to which it is the segment's."""
    heights = {page.source_page: page.height_pt for page in pages}
    for page in range(segment.start_page, segment.end_page + 1):
        if page not in heights:
            continue
        y0 = segment.start_y_pt if page == segment.start_page else 0.0
        y1 = segment.end_y_pt if page == segment.end_page else heights[page]
        if y1 > y0:
            yield page, y0, y1


def _family(documents: Sequence[IncomingDocument]) -> IncomingFamily:
    top, *attached = documents
    top = top._replace(attachment_count=len(attached))
    return IncomingFamily((top, *attached), is_printed=True)


def _document(file: PrintedFile, segment: Segment, *, is_attached: bool) -> IncomingDocument:
    """One segment as a document."""
    header = segment.header
    text = _Text(file)
    zones: dict[str, str] = {}
    for zone in ZONES[:-1]:
        found = header.fields.get(zone) if header else None
        if found is not None and found.is_inherited:
            zones[zone] = text.say(found.text)
        else:
            zones[zone] = text.put(found.words if found else ())
        text.part()
    zones["body"] = text.put(segment.body, is_running=True)
    kind = Kind.ATTACHMENT if is_attached else Kind.FILE
    if segment.kind is SegmentKind.MESSAGE:
        kind = Kind.MESSAGE
    stored = stored_zones(zones)
    pages = tuple(_pages(file, segment, text, zone_bounds(stored)[-1]))
    filename = "" if kind is Kind.MESSAGE else segment.title
    place = Place(0 if is_attached else -1, kind, "", filename)
    row = with_zones(file_row("printed", file.native, place, pages=pages), stored)
    return row._replace(
        media_type="application/pdf",
        content_key=_key(file, segment),
        **header_columns(header),
        people=tuple(_people(header)),
        boundary=IncomingBoundary(
            segment.score,
            json.dumps(segment.reasons, ensure_ascii=False),
            is_confirmed=segment.reasons == BY_REVIEWER,
        ),
        quoted=tuple(_quoted(segment.quoted, text)),
    )


def header_columns(header: PrintedHeader | None) -> dict[str, Any]:
    """The columns of a document that its printed header fills."""
    sent = header.sent if header else None
    return {
        "sent_written": sent.written if sent else None,
        "sent_local": sent.local if sent else None,
        "utc_offset_minutes": sent.offset_minutes if sent else None,
        "sent_utc": sent.utc if sent else None,
        "sort_key": sort_key(sent),
        "sender": named(header, ("from",)),
        "recipients": named(header, ("to", "cc", "bcc")),
        "subject": header.subject if header else "",
    }


def named(header: PrintedHeader | None, roles: Sequence[str]) -> str:
    """Who a header names in these roles, as lists show them; what is blacked out is said."""
    if header is None:
        return ""
    names: list[str] = []
    for role in roles:
        people = header.people.get(role, ())
        names += [one.name or one.address or WITHHELD for one in people]
        found = header.fields.get(role)
        if not people and found is not None and found.is_withheld:
            codes = " ".join(map(display_code, found.codes))
            names.append(f"{WITHHELD} {codes}".strip())
    return "; ".join(names)


def _people(header: PrintedHeader | None) -> Iterator[tuple[str, str, str]]:
    if header is None:
        return
    for role in ROLES:
        for one in header.people.get(role, ()):
            if one.name or one.address:
                yield role, one.name, one.address


class _Text:
    """The canonical text of one document as it grows, each word tied to where it came from."""

    def __init__(self, file: PrintedFile) -> None:
        self._source = file.text
        self._ends = [page.text_end for page in file.pages]
        self._pages = [page.source_page for page in file.pages]
        self._position = 0
        self._words: dict[int, list[WordBox]] = {}
        self._places: list[tuple[int, int, int, int]] = []

    def put(self, words: Sequence[WordBox], *, is_running: bool = False) -> str:
        """Add words and return their text; `is_running`: parted as they are on the page."""
        parts: list[str] = []
        last: WordBox | None = None
        for word in words:
            if last is not None:
                gap = self._gap(last, word) if is_running else " "
                parts.append(gap)
                self._position += len(gap)
            shown = self._source[word.start : word.end]
            start, end = self._position, self._position + len(shown)
            self._words.setdefault(self._page_of(word), []).append(WordBox(start, end, *word[2:]))
            self._places.append((word.start, word.end, start, end))
            parts.append(shown)
            self._position = end
            last = word
        return "".join(parts)

    def say(self, said: str) -> str:
        """Add what is not printed on these pages and so stands nowhere on them."""
        self._position += len(said)
        return said

    def part(self) -> None:
        """End a zone: the newline between two zones is nobody's."""
        self._position += 1

    def words(self, source_page: int) -> list[WordBox]:
        """The words on a page, in order of the text."""
        return sorted(self._words.get(source_page, ()))

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a stretch of the source's text stands here, or None where nothing of it does."""
        inside = [
            (own_start, own_end)
            for first, last, own_start, own_end in self._places
            if first >= start and last <= end
        ]
        return (inside[0][0], inside[-1][1]) if inside else None

    def _gap(self, last: WordBox, word: WordBox) -> str:
        gap = self._source[last.end : word.start]
        if gap and not gap.strip():
            return gap
        return "\n" if self._page_of(last) == self._page_of(word) else "\n\n"

    def _page_of(self, word: WordBox) -> int:
        index = min(bisect_right(self._ends, word.start), len(self._pages) - 1)
        return self._pages[index]


def _pages(file: PrintedFile, segment: Segment, text: _Text, length: int) -> Iterator[IncomingPage]:
    """The pages of a document; their texts follow each other without a gap."""
    known = {page.source_page: page for page in file.pages}
    spans = list(stretches(segment, file.pages))
    ends = [0]
    for page, _, _ in spans:
        ends.append(max([word.end for word in text.words(page)], default=ends[-1]))
    ends = [max(ends[: index + 1]) for index in range(len(ends))]
    ends[-1] = length
    for number, ((page, y0, y1), (start, end)) in enumerate(
        zip(spans, pairwise(ends), strict=True), 1
    ):
        source = known[page]
        is_whole = y0 <= 0 and y1 >= source.height_pt - _EDGE_PT
        yield source._replace(
            number=number,
            text_start=start,
            text_end=end,
            words=encode_words(text.words(page)),
            redactions=tuple(
                area for area in source.redactions if y0 <= (area.y0 + area.y1) / 2 < y1
            ),
            marks=source.marks if is_whole else _marks(file, source, y0, y1),
            y0_pt=None if is_whole else y0,
            y1_pt=None if is_whole else y1,
        )


def _marks(
    file: PrintedFile, page: IncomingPage, y0: float, y1: float
) -> tuple[IncomingPageMark, ...]:
    """Those marks of a page that stand on a part of it."""
    kinds = {mark.kind for mark in page.marks}
    if not kinds:
        return ()
    lines: list[list[str]] = [[]]
    end = page.text_start
    for word in decode_words(page.words):
        if "\n" in file.text[end : word.start]:
            lines.append([])
        end = word.end
        if y0 <= (word.y0 + word.y1) / 2 < y1:
            lines[-1].append(file.text[word.start : word.end])
    written = [" ".join(line) for line in lines]
    return tuple(mark for mark in marks_of(written) if mark.kind in kinds)


def _quoted(quoted: Sequence[QuotedMessage], text: _Text) -> Iterator[IncomingQuoted]:
    for found in quoted:
        place = text.place(found.start, found.end)
        if place is None:
            continue
        header = found.header
        sent = header.sent
        yield IncomingQuoted(
            *place,
            found.depth,
            named(header, ("from",)),
            named(header, ("to", "cc", "bcc")),
            header.subject,
            sent.written if sent else None,
            sent.local if sent else None,
            sent.offset_minutes if sent else None,
        )


def _key(file: PrintedFile, segment: Segment) -> bytes:
    """What two copies of an un-printed document share: the file, and where it starts there."""
    said = f"{file.native.digest()} {segment.start_page} {segment.start_y_pt:.0f} {segment.kind}"
    return blake2b(said.encode(), digest_size=16).digest()
