import pytest

from pincite.processing.formats.sniff import attachment_type, file_type
from tests.corpus.broken import zipped
from tests.corpus.mail import mailbox, message

LETTER = b"From: Dana\nTo: Lee\nSubject: Pilot\nSent: Monday\n\nDear Lee\n"


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (message(), "1.", "email"),
        (message(), "note.txt", "email"),
        (b"Subject: x\n\nbody", "short.eml", "email"),
        (message(b"\0\1\2\3" * 300), "binary.eml", "email"),
        (LETTER, "letter.txt", "text"),
        (LETTER, "letter.eml", "email"),
        (mailbox([message()]), "archive", "mbox"),
        (b"garbage\n\n" + mailbox([message()]), "all.mbox", "mbox"),
        (b"<!doctype html><html>", "page", "html"),
        (b"<p>part of a page</p>", "page.html", "html"),
        (b"a,b\n1,2\n", "table.csv", "text"),
        (b"%PDF-1.7\n", "statement", "pdf"),
        (zipped({"a": b"x"}), "release.zip", "zip"),
        (zipped({"[Content_Types].xml": b"x", "word/a.xml": b"x"}), "letter", "word"),
        (zipped({"a": b"x"}), "book.xlsx", "spreadsheet"),
        (b"\x89PNG\r\n\x1a\n", "picture.txt", "image"),
        ("two words".encode("utf-16"), "note.txt", "text"),
        (bytes(range(256)), "plan.dwg", "other"),
        (b"", "a.eml", "empty"),
    ],
)
def test_a_file_is_what_its_bytes_say(head: bytes, name: str, expected: str):
    assert file_type(head, name) == expected


@pytest.mark.parametrize(
    ("head", "name", "media_type", "expected"),
    [
        (message(), "x.eml", "application/octet-stream", "email"),
        (b"no header", "", "message/rfc822", "email"),
        (message(), "quoted.txt", "text/plain", "text"),
        (b"%PDF-1.7\n", "a.bin", "application/octet-stream", "pdf"),
        (b"\x78\x9f\x3e\x22", "winmail.dat", "application/octet-stream", "tnef"),
        (b"x", "smime.p7m", "application/pkcs7-mime", "encrypted"),
        (b"x", "smime.p7s", "application/pkcs7-signature", "signature"),
        (b"a,b", "t.csv", "text/csv", "text"),
        (b"BEGIN:VCALENDAR", "invite.ics", "text/calendar", "calendar"),
    ],
)
def test_an_attachment_is_what_its_part_and_bytes_say(
    head: bytes, name: str, media_type: str, expected: str
):
    assert attachment_type(head, name, media_type) == expected
