"""The sample release: what a new user opens first, and what every demonstration rests on."""

import hashlib
import html
import io
import json
import mailbox
import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path
from typing import Any

import pymupdf
import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "resources" / "sample"
RELEASE = SAMPLE / "release"
MBOXES = ("whitlock-correspondence.mbox", "program-office.mbox")


def parse(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def mbox_messages(name: str) -> list[EmailMessage]:
    """The messages of an mboxrd, its quoted `>From ` lines restored."""
    box = mailbox.mbox(RELEASE / name, create=False)
    try:
        raw = [box.get_bytes(key) for key in box.iterkeys()]
    finally:
        box.close()
    return [parse(re.sub(rb"(?m)^>(>*From )", rb"\1", data)) for data in raw]


@pytest.fixture(scope="module")
def messages() -> dict[str, list[EmailMessage]]:
    """Every message of the release by the file it is in."""
    emls = sorted(RELEASE.glob("okafor/**/*.eml"))
    found = {path.relative_to(RELEASE).as_posix(): [parse(path.read_bytes())] for path in emls}
    return found | {name: mbox_messages(name) for name in MBOXES}


@pytest.fixture(scope="module")
def everything(messages: dict[str, list[EmailMessage]]) -> list[EmailMessage]:
    return [message for several in messages.values() for message in several]


@pytest.fixture(scope="module")
def decisions() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SAMPLE / "decisions.json").read_text("utf-8"))
    return loaded


def body_text(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    assert body is not None
    return "\n".join(body.get_content().splitlines())


def pdf_text(path: Path) -> str:
    with pymupdf.open(path) as document:
        return "\n".join(page.get_text(flags=pymupdf.TEXTFLAGS_SEARCH) for page in document)


def resolve(messages: dict[str, list[EmailMessage]], reference: dict[str, str]) -> str:
    """The text of the one document that a reference names."""
    path = RELEASE / reference["file"]
    assert path.is_file(), reference
    if path.suffix == ".pdf":
        return pdf_text(path)
    found = messages[reference["file"]]
    if "message_id" in reference:
        found = [each for each in found if each["Message-ID"] == reference["message_id"]]
    assert len(found) == 1, reference
    return body_text(found[0])


def references(decisions: dict[str, Any]) -> Iterator[dict[str, str]]:
    for group in ("passages", "document_tags", "codings", "notes", "edits"):
        for entry in decisions[group]:
            yield entry["document"]
    for exhibit in decisions["bundle"]["exhibits"]:
        yield exhibit["document"]


def all_texts(everything: list[EmailMessage]) -> Iterator[str]:
    for message in everything:
        for part in message.walk():
            if part.get_content_maintype() == "text":
                yield part.get_content()
            if (part.get_filename() or "").endswith(".pdf"):
                with pymupdf.open(stream=part.get_content(), filetype="pdf") as document:
                    yield from (page.get_text() for page in document)
    yield from (pdf_text(path) for path in RELEASE.glob("released/*.pdf"))
    yield (SAMPLE / "decisions.json").read_text("utf-8")


def test_script_writes_the_committed_bytes(tmp_path: Path) -> None:
    script = ROOT / "packaging" / "make_sample.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)

    def digests(folder: Path) -> dict[str, str]:
        return {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file()
        }

    assert digests(tmp_path) == digests(SAMPLE)


def test_about_150_messages_in_two_megabytes(everything: list[EmailMessage]) -> None:
    unique = {message["Message-ID"] for message in everything}
    assert 140 <= len(unique) <= 175
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()) < 2_000_000


def test_sixteen_months_with_a_silence_in_the_first_winter(everything: list[EmailMessage]) -> None:
    days = sorted(message["Date"].datetime.date() for message in everything)
    assert (days[0].year, days[0].month) == (2017, 8)
    assert (days[-1].year, days[-1].month) == (2018, 12)
    assert not [day for day in days if date(2017, 12, 19) <= day <= date(2018, 1, 22)]


def test_every_part_parses_without_defects(everything: list[EmailMessage]) -> None:
    for message in everything:
        for part in message.walk():
            assert not part.defects, (message["Subject"], part.defects)
            assert all(not getattr(value, "defects", ()) for value in part.values())
            if part.get_content_maintype() == "text":
                assert "\ufffd" not in part.get_content()


def test_same_message_id_means_the_same_content(everything: list[EmailMessage]) -> None:
    contents: dict[str, set[str]] = {}
    for message in everything:
        contents.setdefault(message["Message-ID"], set()).add(body_text(message))
    copies = Counter(message["Message-ID"] for message in everything)
    assert sum(count > 1 for count in copies.values()) >= 20
    assert all(len(texts) == 1 for texts in contents.values())


def test_replies_name_a_message_that_is_in_the_release(everything: list[EmailMessage]) -> None:
    ids = {message["Message-ID"] for message in everything}
    replies = [message for message in everything if message["In-Reply-To"]]
    assert len(replies) >= 60
    for reply in replies:
        chain = reply["References"].split()
        assert chain[-1] == reply["In-Reply-To"]
        assert set(chain) <= ids


def test_the_forms_that_mail_takes_are_all_there(everything: list[EmailMessage]) -> None:
    parts = [part for message in everything for part in message.walk()]
    types = {part.get_content_type() for part in parts}
    encodings = {part.get("Content-Transfer-Encoding") for part in parts}
    suffixes = Counter(
        Path(name).suffix for part in parts if (name := part.get_filename()) is not None
    )
    assert {"multipart/alternative", "multipart/related", "message/rfc822"} <= types
    assert {"7bit", "quoted-printable", "base64"} <= encodings
    assert {".txt", ".html", ".pdf", ".docx", ".csv", ".zip", ".png"} <= set(suffixes)
    assert 1 <= suffixes[".docx"] <= 5
    assert any(part.get_content_charset() == "windows-1252" for part in parts)
    assert any(part.get_filename() == "Barrière_4_quote.txt" for part in parts)
    raw = b"".join(path.read_bytes() for path in RELEASE.rglob("*.eml"))
    assert b"=?utf-8?" in raw


def test_mboxes_hold_quoted_from_lines() -> None:
    text = body_text(
        next(
            message
            for message in mbox_messages("program-office.mbox")
            if message["Subject"].startswith("Retention schedule")
        )
    )
    assert "\nFrom today until further notice" in text
    assert "\n>From the first contact" in text
    assert b"\n>>From the first contact" in (RELEASE / "program-office.mbox").read_bytes()


def test_nobody_has_an_address_outside_the_example_domain(everything: list[EmailMessage]) -> None:
    fields = ("From", "To", "Cc")
    addresses = getaddresses(
        [str(message[name]) for message in everything for name in fields if message[name]]
    )
    assert all(address.endswith(".example") for _, address in addresses)
    hosts = {
        host
        for text in all_texts(everything)
        for host in re.findall(r"(?:@|https?://|www\.)([\w-]+(?:\.[\w-]+)+)", text)
    }
    assert hosts
    assert all(host.endswith(".example") for host in hosts)


def test_zip_holds_two_files(everything: list[EmailMessage]) -> None:
    archives = [
        part.get_content()
        for message in everything
        for part in message.walk()
        if part.get_content_type() == "application/zip"
    ]
    with zipfile.ZipFile(io.BytesIO(archives[0])) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["Agreement_summary.txt", "Seat_list.csv"]


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        (
            "BPS_release_part1.pdf",
            [*range(112, 117), 120, *range(131, 135), 201, 207, 208, 209, 315, 402],
        ),
        ("BPS_public_statement.pdf", [330, 331]),
    ],
)
def test_released_pages_carry_their_bates_numbers(name: str, numbers: list[int]) -> None:
    with pymupdf.open(RELEASE / "released" / name) as document:
        found = [re.findall(r"BPS-(\d{6})$", page.get_text(), re.M) for page in document]
    assert found == [[f"{number:06}"] for number in numbers]


def test_nothing_but_its_label_lies_under_a_redaction() -> None:
    labels = Counter[str]()
    with pymupdf.open(RELEASE / "released" / "BPS_release_part1.pdf") as document:
        for page in document:
            boxes = [each["rect"] for each in page.get_drawings() if each["fill"] == (0, 0, 0)]
            for box in boxes:
                under = page.get_text("text", clip=box).strip()
                assert re.fullmatch(r"\(b\)\((5|6|7\)\(E)\)", under), (page.number, under)
                labels[under] += 1
        text = "".join(page.get_text() for page in document)
    assert set(labels) == {"(b)(5)", "(b)(6)", "(b)(7)(E)"}
    assert not re.search(r"Lena|Tobias|Greta|703 555|withheld", text)


def test_quotes_of_the_story_are_in_the_released_pages() -> None:
    text = " ".join(pdf_text(RELEASE / "released" / "BPS_release_part1.pdf").split())
    for quote in (
        "happy to set up a demo of the face recognition service at our Reston office",
        "two analysts can attend the demo. Is the face recognition",
        "extend the pilot of the face recognition service through the end of the fiscal year",
        "We would keep this quiet on our side.",
        "legal has questions before any pilot of face recognition",
        "matching has been on for a few weeks now",
        "given the criticism, hold the face recognition pilot until",
        "we would host the team again for a face recognition demonstration",
        "no procurement decision this year",
    ):
        assert quote in text


def test_every_reference_names_one_document(
    messages: dict[str, list[EmailMessage]], decisions: dict[str, Any]
) -> None:
    for reference in references(decisions):
        assert resolve(messages, reference)


def test_every_quote_is_found_once_in_its_document(
    messages: dict[str, list[EmailMessage]], decisions: dict[str, Any]
) -> None:
    assert len(decisions["passages"]) >= 10
    for passage in decisions["passages"]:
        text = resolve(messages, passage["document"])
        if passage["document"]["file"].endswith(".pdf"):
            text = " ".join(text.split())
        assert text.count(passage["quote"]) == 1, passage["quote"]


def test_both_alternatives_of_a_message_say_the_same(everything: list[EmailMessage]) -> None:
    alternatives = [
        part
        for message in everything
        for part in message.walk()
        if part.get_content_type() == "multipart/alternative"
    ]
    assert len(alternatives) >= 40
    for alternative in alternatives:
        plain, page = (part.get_content() for part in alternative.iter_parts())
        shown = re.sub(r"(?s)<head>.*?</head>|<[^>]+>", " ", page)
        said = plain.replace("-----Original Message-----", "")
        assert re.findall(r"\w+", html.unescape(shown)) == re.findall(r"\w+", said)


def test_decisions_use_the_matters_tags_and_leave_work_to_do(
    messages: dict[str, list[EmailMessage]], decisions: dict[str, Any]
) -> None:
    tags = {tag["name"] for tag in decisions["tags"]}
    used = [name for each in decisions["passages"] for name in each["tags"]]
    assert set(used) == tags == {"Sales pressure", "Pilot & demos", "Public statements"}
    coded = {json.dumps(each["document"], sort_keys=True) for each in decisions["codings"]}
    assert len(coded) == len(decisions["codings"])
    assert len(coded) < 20
    assert {each["decision"] for each in decisions["codings"]} == {"responsive", "not-responsive"}
    assert decisions["bundle"]["caption"]["case_number"] == "19-cv-12242"
    assert len(decisions["bundle"]["exhibits"]) == 4
