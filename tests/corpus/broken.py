"""A folder in which everything is broken, and the reason each thing is listed with."""

import io
import os
import zipfile
from pathlib import Path

import pymupdf

from tests.corpus.mail import attachment, mailbox, message, multipart, part

# The reason with which each file is listed; '' where it is read without one.
EXPECTED = {
    "attached/unknown.eml": "format not read yet",
    "bomb.zip": "too large",
    "broken.pdf": "damaged",
    "broken.zip": "damaged",
    "cut.eml": "cut short",
    "differing.eml": "versions differ",
    "empty.eml": "empty file",
    "gone.eml": "broken link",
    "headless.eml": "no header",
    "letters.doc": "format not read yet",
    "locked.pdf": "encrypted",
    "locked.zip": "encrypted",
    "loop": "link loop",
    "odd.mbox": "unread stretch",
    "pgp.eml": "encrypted",
    "picture.png": "format not read yet",
    "pipe": "not a file",
    "Thumbs.db": "system file",
    "undated.eml": "",
    "wrong-base64.eml": "damaged",
}


def build_broken(folder: Path) -> None:
    """Write the folder; every name in `EXPECTED` is in it."""
    (folder / "attached").mkdir(parents=True)
    for name, content in _files().items():
        (folder / name).write_bytes(content)
    os.mkfifo(folder / "pipe")
    (folder / "gone.eml").symlink_to(folder / "nowhere.eml")
    (folder / "loop").symlink_to(folder, target_is_directory=True)


def _files() -> dict[str, bytes]:
    text = part("Please see the notes.\n")
    plain = part("Only the plain version speaks of turnstiles.\n")
    html = part("<p>The HTML version does not.</p>", "text/html")
    garbage = part("***", headers=['Content-Disposition: attachment; filename="a.bin"'])
    garbage = garbage.replace(b"\n\n", b"\nContent-Transfer-Encoding: base64\n\n", 1)
    return {
        "attached/unknown.eml": message(
            multipart("mixed", [text, attachment("plan.dwg", bytes(range(200)))])
        ),
        "bomb.zip": zipped({"zeros.txt": b"\0" * 40_000_000}),
        "broken.pdf": b"%PDF-1.7\nnothing that follows is a PDF\n",
        "broken.zip": zipped({"a.txt": b"one"})[:-20],
        "cut.eml": message(multipart("mixed", [text, text], is_closed=False)),
        "differing.eml": message(multipart("alternative", [plain, html])),
        "empty.eml": b"",
        "headless.eml": b"this is no message at all\nbut it says it is one\n",
        "letters.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "locked.pdf": locked_pdf(),
        "locked.zip": _locked_zip(),
        "odd.mbox": b"Some words before the first message.\n\n" + mailbox([message()]),
        "pgp.eml": message("-----BEGIN PGP MESSAGE-----\n\nhQEMA0\n-----END PGP MESSAGE-----\n"),
        "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "Thumbs.db": bytes(100),
        "undated.eml": message(date=None, message_id=None, subject="No date"),
        "wrong-base64.eml": message(multipart("mixed", [text, garbage])),
    }


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _locked_zip() -> bytes:
    """A zip whose one entry says that it is encrypted."""
    content = bytearray(zipped({"secret.txt": b"hidden words"}))
    content[6] |= 1
    content[content.find(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def locked_pdf() -> bytes:
    """A PDF that does not open without its password."""
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), "hidden words")
        return bytes(
            document.tobytes(
                encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="user", owner_pw="owner"
            )
        )


def numbered_pdf(first: int, pages: int, prefix: str = "BPS-") -> bytes:
    """A PDF with a Bates number at the foot of each page."""
    with pymupdf.open() as document:
        for number in range(first, first + pages):
            page = document.new_page(width=612, height=792)
            page.insert_text((72, 100), f"Statement of the agency, sheet {number - first + 1}.")
            page.insert_text((480, 770), f"{prefix}{number:06d}")
        return bytes(document.tobytes())
