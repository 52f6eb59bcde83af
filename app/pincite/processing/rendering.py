"""What the pages of a document show; run in a worker, since it parses untrusted bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from pincite.domain.blocks import Block, Paragraph, Picture, Run, blocks_text, text_blocks
from pincite.domain.documents import CanonicalText, as_stored
from pincite.domain.pages import LETTER_PT
from pincite.pdf.layout import HeaderField, LaidOut, PageContent, lay_out
from pincite.pdf.pictures import frames
from pincite.processing.formats.html import decode_html, html_blocks
from pincite.processing.formats.mail import read_mail
from pincite.processing.formats.mbox import unescaped
from pincite.processing.formats.mime import content

DIFFERS = "The text of the message is shown plain: read again, its HTML says something else."
PLAIN = "The text is shown plain, since its formatting cannot be laid out without loss."
_PAGE_HIGH_PX = 2_000


@dataclass(frozen=True, slots=True)
class RenditionRequest:
    """A document to be made into pages; `sent` is its date as it is to be shown.

    `is_plain` asks for the stored text as it is, without the native's formatting.
    """

    type: str
    native: bytes
    text: CanonicalText
    title: str = ""
    sent: str = ""
    page_size_pt: tuple[float, float] = LETTER_PT
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class PlaceholderRequest:
    """A document without pages, and what its one page says of it, label by label."""

    fields: tuple[tuple[str, str], ...]
    reason: str
    title: str = ""
    page_size_pt: tuple[float, float] = LETTER_PT


@dataclass(frozen=True, slots=True)
class _Shown:
    """Blocks with the images in them, and what is to be said of them."""

    blocks: list[Block]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    exception: str = ""


def rendered(request: RenditionRequest) -> LaidOut:
    """The pages of a message, text, web page or image.

    Raises:
        RenditionError: They take too long to lay out.
    """
    shown = _shown(request)
    laid_out = lay_out(
        PageContent(
            blocks=shown.blocks,
            body_start=request.text.zone_bounds("body")[0],
            fields=_header(request) if request.type == "email" else (),
            title=request.title,
            pictures=shown.pictures,
            page_size_pt=request.page_size_pt,
        )
    )
    if not (request.is_plain or laid_out.is_cut or _has_every_word(laid_out, request)):
        return rendered(replace(request, is_plain=True))
    exception = " ".join(filter(None, (shown.exception, laid_out.exception)))
    return replace(laid_out, exception=exception)


def _has_every_word(laid_out: LaidOut, request: RenditionRequest) -> bool:
    """Whether the words on the pages are those of the text, letter by letter."""
    if request.type == "image":
        return True
    text = request.text.text
    expected = text if request.type == "email" else request.text.zone("body")
    placed = sorted((word.start, word.end) for page in laid_out.layouts for word in page.words)
    return "".join(text[start:end] for start, end in placed) == "".join(expected.split())


def placeholder(request: PlaceholderRequest) -> LaidOut:
    """The one page that stands for a document without pages."""
    fields = [HeaderField(label, value) for label, value in request.fields]
    laid_out = lay_out(
        PageContent(
            blocks=[Paragraph((Run(request.reason),))],
            fields=fields,
            title=request.title,
            page_size_pt=request.page_size_pt,
        )
    )
    # What the page says is not text of the document: it can be neither found nor quoted.
    layouts = tuple(type(page)(page.width_pt, page.height_pt) for page in laid_out.layouts)
    return LaidOut(laid_out.pdf, layouts, laid_out.exception)


def written_date(local: str | None, offset_minutes: int | None, utc: str | None) -> str:
    """A date as a header block has it: `Thursday, November 2, 2017 4:18 PM (UTC−05:00)`."""
    if not local:
        return ""
    try:
        moment = datetime.fromisoformat(local)
    except ValueError:
        return local
    hour = moment.hour % 12 or 12
    written = (
        f"{moment:%A, %B} {moment.day}, {moment.year}"
        f" {hour}:{moment:%M} {'AM' if moment.hour < 12 else 'PM'}"
    )
    if offset_minutes is None:
        return f"{written} (UTC)" if utc else written
    hours, minutes = divmod(abs(offset_minutes), 60)
    sign = "−" if offset_minutes < 0 else "+"
    return f"{written} (UTC{sign}{hours:02d}:{minutes:02d})"


def _shown(request: RenditionRequest) -> _Shown:
    body = request.text.zone("body")
    if request.type == "image":
        pictures = {f"own{index}": frame for index, frame in enumerate(frames(request.native))}
        # The frames of a scan are pages, however small they are.
        height_px = _PAGE_HIGH_PX if len(pictures) > 1 else 0
        return _Shown([Picture(f"cid:{name}", height_px=height_px) for name in pictures], pictures)
    if request.is_plain:
        return _Shown(text_blocks(body), exception=PLAIN)
    if request.type == "email":
        for native in dict.fromkeys((request.native, unescaped(request.native))):
            shown = _message(native)
            if blocks_text(shown.blocks) == body:
                return shown
        return _Shown(text_blocks(body), exception=DIFFERS)
    if request.type == "html":
        blocks = html_blocks(decode_html(request.native))
        if as_stored(blocks_text(blocks)) == body:
            return _Shown(blocks)
        return _Shown(text_blocks(body), exception=DIFFERS)
    return _Shown(text_blocks(body))


def _message(native: bytes) -> _Shown:
    mail = read_mail(native)
    pictures = {name: content(native, part).data for name, part in mail.body.images.items()}
    return _Shown(mail.body.settled_blocks(), pictures)


def _header(request: RenditionRequest) -> tuple[HeaderField, ...]:
    """The header block of a message: who, when, about what, with what."""
    text = request.text

    def of(zone: str, label: str, *, is_strong: bool = False) -> HeaderField:
        return HeaderField(label, text.zone(zone), text.zone_bounds(zone)[0], is_strong)

    return (
        of("from", "From"),
        of("to", "To"),
        of("cc", "Cc"),
        of("bcc", "Bcc"),
        HeaderField("Sent", request.sent),
        of("subject", "Subject", is_strong=True),
        of("attached", "Attached"),
    )
