import hashlib
import struct
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pymupdf
import pytest

from pincite.domain.documents import CanonicalText
from pincite.errors import SourceError, VerificationError
from pincite.matter import Matter
from pincite.pdf.layout import ENGINE
from pincite.processing.rendering import DIFFERS, RenditionRequest, rendered, written_date


def message(subject: str, plain: str = "", html: str = "") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Dana Whitlock <dana@northlight.example>"
    made["To"] = "R. Okafor <okafor@port.example>"
    made["Date"] = "Thu, 02 Nov 2017 16:18:00 -0400"
    made["Subject"] = subject
    made["Message-ID"] = f"<{hashlib.sha1(subject.encode()).hexdigest()}@northlight.example>"
    made.set_content(plain or "See the HTML.")
    if html:
        made.add_alternative(html, subtype="html")
    return made


def a_picture() -> bytes:
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 60, 40))
    pixmap.set_rect(pixmap.irect, (30, 90, 160))
    return bytes(pixmap.tobytes("png"))


def a_pdf(text: str) -> bytes:
    document = pymupdf.open()
    document.new_page().insert_text((72, 72), text)
    return bytes(document.tobytes())


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    rich = message(
        "Pilot terms",
        html="<p>We would <b>extend</b> the pilot.</p><img src='cid:plan@x'><p>Best,<br>Dana</p>",
    )
    rich.get_payload()[1].add_related(a_picture(), "image", "png", cid="<plan@x>")
    rich.add_attachment(
        a_pdf("Statement of work"), maintype="application", subtype="pdf", filename="sow.pdf"
    )
    rich.add_attachment(
        b"PK\x05\x06" + bytes(18) + b"x", maintype="application", subtype="octet-stream",
        filename="draft.docx",
    )  # fmt: skip
    (folder / "1.eml").write_bytes(rich.as_bytes())
    mailbox = message("Escaped", "Before\n>From the port, with thanks\nafter")
    (folder / "2.mbox").write_bytes(
        b"From dana@northlight.example Thu Nov  2 16:18:00 2017\n" + mailbox.as_bytes() + b"\n"
    )
    (folder / "3.txt").write_text("A note of the call.\n\n  - first\n  - second\n")
    (folder / "4.html").write_text("<h1>Statement</h1><p>We should not decide this alone.</p>")
    (folder / "5.png").write_bytes(a_picture())
    for place in ("a", "b"):
        (folder / place).mkdir()
        (folder / place / "same.bin").write_bytes(bytes(range(256)))
    (folder / "6.pdf").write_bytes(a_pdf("loose page"))
    return folder


@pytest.fixture(scope="module")
def matter(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matter]:
    with Matter.new(tmp_path_factory.mktemp("matters") / "Harbor") as opened:
        opened.processing.add([release])
        yield opened


def numbered(matter: Matter, name: str) -> int:
    """The document with this subject or file name."""
    for document in matter.documents.rows(matter.documents.all_ids()):
        if name in (document.subject, document.filename):
            return document.id
    raise AssertionError(name)


def shown(path: Path) -> str:
    with pymupdf.open(path) as document:
        return "\n".join(page.get_text(flags=pymupdf.TEXTFLAGS_SEARCH) for page in document)


@pytest.mark.parametrize("name", ["Pilot terms", "Escaped", "3.txt", "4.html", "sow.pdf", "6.pdf"])
def test_every_word_of_a_document_has_its_place_on_a_page(matter: Matter, name: str):
    document = numbered(matter, name)
    rendition = matter.renditions.open(document)
    text = matter.documents.text(document).text
    words = sorted((word.start, word.end) for page in rendition.layouts for word in page.words)
    assert "".join(text[start:end] for start, end in words) == "".join(text.split())
    assert rendition.exception is None
    assert not rendition.is_placeholder
    with pymupdf.open(rendition.path) as pdf:
        assert pdf.page_count == len(rendition.layouts)


def test_message_has_its_header_block_and_its_inline_image(matter: Matter):
    rendition = matter.renditions.open(numbered(matter, "Pilot terms"))
    text = shown(rendition.path)
    assert "Dana Whitlock <dana@northlight.example>" in text
    assert "Thursday, November 2, 2017 4:18 PM (UTC−04:00)" in text
    assert "sow.pdf; draft.docx" in text
    with pymupdf.open(rendition.path) as pdf:
        assert len(pdf[0].get_image_info()) == 1


def test_pdfs_are_their_own_pages(matter: Matter, release: Path):
    loose = matter.renditions.open(numbered(matter, "6.pdf"))
    attached = matter.renditions.open(numbered(matter, "sow.pdf"))
    assert loose.is_own_pages
    assert loose.path == release / "6.pdf"
    assert attached.is_own_pages
    assert shown(attached.path).strip() == "Statement of work"


def test_document_without_pages_gets_one_that_says_what_it_is(matter: Matter):
    document = matter.documents.get(numbered(matter, "draft.docx"))
    rendition = matter.renditions.open(document.id)
    assert rendition.is_placeholder
    assert len(rendition.layouts) == 1
    assert rendition.layouts[0].words == ()
    said = "".join(shown(rendition.path).split())
    for fact in ("draft.docx", document.sha256, matter.documents.control(document.id), "bytes"):
        assert fact in said


def test_copies_of_a_document_without_pages_each_show_their_own_number(matter: Matter):
    ids = [
        document.id
        for document in matter.documents.rows(matter.documents.all_ids())
        if document.filename == "same.bin"
    ]
    assert len(ids) == 2
    for document in ids:
        text = shown(matter.renditions.open(document).path)
        assert matter.documents.control(document) in text


def test_image_is_shown_on_a_page(matter: Matter):
    rendition = matter.renditions.open(numbered(matter, "5.png"))
    assert not rendition.is_placeholder
    image = matter.renditions.image(numbered(matter, "5.png"), 0, 1)
    blue = bytes((30, 90, 160))
    assert blue in image.rgb


def test_pages_come_from_the_cache_the_second_time_and_survive_its_damage(matter: Matter):
    document = numbered(matter, "4.html")
    first = matter.renditions.open(document)
    written = first.path.stat().st_mtime_ns
    assert matter.renditions.open(document) == first
    assert first.path.stat().st_mtime_ns == written
    first.path.with_suffix(".layout").write_bytes(b"damaged")
    assert matter.renditions.open(document) == first
    assert not list(first.path.parent.glob("*.new"))


def test_frozen_pages_stay_when_the_cache_and_the_source_are_gone(matter: Matter, release: Path):
    document = numbered(matter, "3.txt")
    frozen = matter.renditions.freeze(document)
    for cached in matter.cache_folder.rglob("*.pdf"):
        cached.unlink()
    moved = release / "3.txt"
    kept = moved.read_bytes()
    moved.unlink()
    try:
        assert matter.renditions.open(document) == frozen
        assert matter.renditions.freeze(document) == frozen
    finally:
        moved.write_bytes(kept)
    row = matter.store.conn.execute("SELECT engine, page_count FROM renditions").fetchone()
    assert tuple(row) == (ENGINE, 1)
    assert frozen.path.is_relative_to(matter.folder / "parts")


def test_frozen_pages_that_vanish_are_an_error_not_new_pages(matter: Matter):
    document = numbered(matter, "Escaped")
    frozen = matter.renditions.freeze(document)
    content = frozen.path.read_bytes()
    frozen.path.unlink()
    with pytest.raises(VerificationError, match="missing"):
        matter.renditions.open(document)
    frozen.path.write_bytes(content)


def test_source_that_changed_is_not_rendered(matter: Matter, release: Path):
    source = release / "1.eml"
    kept = source.read_bytes()
    source.write_bytes(kept.replace(b"extend", b"cancel"))
    try:
        for cached in matter.cache_folder.rglob("*.layout"):
            cached.unlink()
        with pytest.raises(SourceError, match="changed"):
            matter.renditions.open(numbered(matter, "Pilot terms"))
    finally:
        source.write_bytes(kept)


def test_html_that_reads_differently_now_is_shown_as_the_stored_text():
    text = CanonicalText.of_zones({"subject": "s", "body": "as it was stored"})
    laid_out = rendered(RenditionRequest("html", b"<p>as it is now</p>", text))
    assert laid_out.exception == DIFFERS
    words = [(word.start, word.end) for page in laid_out.layouts for word in page.words]
    assert " ".join(text.text[start:end] for start, end in words) == "as it was stored"


def test_every_frame_of_a_scanned_fax_is_a_page():
    laid_out = rendered(RenditionRequest("image", a_fax(3), CanonicalText.of_zones({})))
    assert len(laid_out.layouts) == 3
    assert laid_out.exception == ""


def a_fax(frames: int) -> bytes:
    """A TIFF of white frames of 80 by 110 pixels. Source: TIFF 6.0, section 2."""
    made, pixels = b"II*\0\x08\0\0\0", b"\xff" * (10 * 110)
    for frame in range(frames):
        start = len(made)
        data = start + 2 + 8 * 12 + 4
        fields = ((256, 80), (257, 110), (258, 1), (259, 1), (262, 1), (273, data), (278, 110))
        entries = [struct.pack("<HHII", tag, 4, 1, value) for tag, value in fields]
        entries.append(struct.pack("<HHII", 279, 4, 1, len(pixels)))
        following = data + len(pixels) if frame < frames - 1 else 0
        made += struct.pack("<H", 8) + b"".join(entries) + struct.pack("<I", following) + pixels
    return made


@pytest.mark.parametrize(
    ("local", "offset", "utc", "expected"),
    [
        ("2017-11-02T16:18:00", -240, "2017-11-02T20:18:00Z", "4:18 PM (UTC−04:00)"),
        ("2017-11-02T00:05:00", 330, "2017-11-01T18:35:00Z", "12:05 AM (UTC+05:30)"),
        ("2017-11-02T12:00:00", None, "2017-11-02T12:00:00Z", "12:00 PM (UTC)"),
        ("2017-11-02T12:00:00", None, None, "12:00 PM"),
    ],
)
def test_dates_are_written_as_in_a_letter(
    local: str, offset: int | None, utc: str | None, expected: str
):
    assert written_date(local, offset, utc) == f"Thursday, November 2, 2017 {expected}"


def test_what_has_no_date_shows_none():
    assert written_date(None, None, None) == ""
