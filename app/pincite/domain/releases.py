"""What a release is read from, and what un-printing makes of it: lines of pages, and segments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from pincite.domain.documents import SentDate
from pincite.domain.pages import WordBox


class PrintedLine(NamedTuple):
    """Words on one height of a page, left to right; the box in points from the page's top left.

    The words' offsets point into the text of the PDF that the page is of.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    words: tuple[WordBox, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A redacted area of a page, in points, with its codes in normal form (`b7E`)."""

    x0: float
    y0: float
    x1: float
    y1: float
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page of a release from top to bottom; `source_page` counts from 0.

    `ocr_confidence` is the mean of its words, 0 to 100, or None where the text is the file's own.
    `is_unread` says that it is a picture whose words nobody has read yet: no blank page.
    """

    source_page: int
    width_pt: float
    height_pt: float
    lines: tuple[PrintedLine, ...]
    withheld: tuple[Withheld, ...] = ()
    bates: str | None = None
    ocr_confidence: float | None = None
    is_unread: bool = False


class SegmentKind(StrEnum):
    """What a stretch of a release is."""

    MESSAGE = "message"
    ATTACHMENT = "attachment"
    FILE = "file"
    NOT_A_DOCUMENT = "not a document"


class Preset(StrEnum):
    """How a release is divided: found freely, or by a rule that its reader knows it follows."""

    FREE = "free"
    NEW_PAGE = "new page"
    BATES = "bates"
    BOOKMARKS = "bookmarks"
    ONE = "one document"


@dataclass(frozen=True, slots=True)
class PrintedField:
    """A header field as printed: its label, and the words of its value, wrapped lines and all.

    A field whose value is blacked out has no words and `is_withheld`; `codes` are those at it. One
    that `is_inherited` is not printed at the message but above its conversation, and has no words.
    """

    label: str
    words: tuple[WordBox, ...]
    text: str
    is_withheld: bool = False
    codes: tuple[str, ...] = ()
    is_inherited: bool = False


class PrintedPerson(NamedTuple):
    """Somebody a printed header names; either may be ''. `is_withheld`: in part or wholly."""

    name: str
    address: str
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class PrintedHeader:
    """The header block of a printed message.

    `fields` by role: from, to, cc, bcc, subject, sent, attached; a role that is missing was not
    printed, one that `is_withheld` was and cannot be read.
    """

    fields: Mapping[str, PrintedField]
    people: Mapping[str, tuple[PrintedPerson, ...]] = field(default_factory=dict)
    sent: SentDate | None = None
    subject: str = ""
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotedMessage:
    """An older message that stands in the body of another.

    Half-open offsets into the text of the PDF, from its header block or its `On … wrote:` line to
    where the next older one begins; `depth` from 1. Running matter of pages may lie between.
    """

    start: int
    end: int
    depth: int
    header: PrintedHeader


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a release from a height of one page to a height of another.

    Starts at `start_y_pt` of `start_page`, ends before `end_y_pt` of `end_page` (both pages of the
    source from 0; the end page belongs to it unless `end_y_pt` is 0). `score` from 0 to 1 says how
    sure its start is, `reasons` why, in words for people. `body` holds the words after the header.
    """

    kind: SegmentKind
    start_page: int
    start_y_pt: float
    end_page: int
    end_y_pt: float
    score: float
    reasons: tuple[str, ...]
    header: PrintedHeader | None = None
    quoted: tuple[QuotedMessage, ...] = ()
    body: tuple[WordBox, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A PDF divided: segments in order, each page within one or more of them without a gap.

    `is_printed_mail` says that the file is clearly printed mail, so that dividing it needs nobody's
    word.
    """

    is_printed_mail: bool
    segments: tuple[Segment, ...]
