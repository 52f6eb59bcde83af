"""Writes N realistic messages by seed: Zipf vocabulary, threads, HTML, attachments.

The same count and seed give the same bytes. A Maildir, since that is what every peer reads. Lengths
are those of 1,461 real messages of six lists and offices: bodies of 215 words in the median and 494
in the mean, a tenth under 55 and a tenth over 1,170; 20 header fields in 2.1 kB, with three hops;
every third message quotes what it answers. `--short` writes mail without these: 150 words, eight
fields, nothing quoted.
"""

import base64
import io
import itertools
import quopri
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

import numpy as np
import pymupdf

VOCABULARY = 60_000
MEDIAN_WORDS, WORDS_SIGMA, MOST_WORDS = 215, 1.29, 8_000
ZIPF_EXPONENT = 1.07
FIRST_SENT = datetime(2016, 1, 4, 8, 0, tzinfo=UTC)
PEOPLE = 400
_SYLLABLES = [c + v + e for c in "bdfgklmnprstv" for v in "aeiou" for e in ("", "n", "r", "st")]
_COMMON = [
    "the",
    "to",
    "of",
    "and",
    "a",
    "in",
    "that",
    "is",
    "for",
    "it",
    "we",
    "on",
    "be",
    "this",
    "with",
    "you",
    "as",
    "at",
    "are",
    "have",
    "not",
    "will",
    "from",
    "by",
    "our",
    "pilot",
    "demo",
    "demonstration",
    "demonstrate",
    "face",
    "recognition",
    "service",
    "agency",
    "contract",
    "data",
    "error",
    "meeting",
    "review",
    "schedule",
    "budget",
    "system",
    "report",
    "analysis",
    "regulation",
    "vendor",
    "procurement",
]


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a later message of the thread needs of an earlier one."""

    message_id: str
    references: tuple[str, ...]
    subject: str
    text: str


class Corpus:
    """A generator of messages; `messages(count)` yields (file name, bytes)."""

    def __init__(self, seed: int, *, is_short: bool = False) -> None:
        """The same seed gives the same messages; `is_short`: short ones with short headers."""
        self._is_short = is_short
        self._random = np.random.default_rng(seed)
        self._words = _vocabulary(self._random)
        weights = 1.0 / np.arange(1, len(self._words) + 1) ** ZIPF_EXPONENT
        self._cumulative = np.cumsum(weights / weights.sum())
        self._recent: list[_Sent] = []

    def messages(self, count: int) -> Iterator[tuple[str, bytes]]:
        """Messages in order of their dates, each with the name its file has in a Maildir."""
        sent = FIRST_SENT
        for number in range(count):
            sent += timedelta(minutes=float(self._random.exponential(12.0)))
            yield (
                f"{int(sent.timestamp())}.M{number}P1.bench:2,S",
                self._message(number, sent),
            )

    def _message(self, number: int, sent: datetime) -> bytes:
        message_id = f"<{number}.{int(sent.timestamp())}@mail.bench.example>"
        earlier = self._earlier()
        subject = f"Re: {earlier.subject}" if earlier else self._sentence(2, 8).rstrip(".")
        references = (*earlier.references[-8:], earlier.message_id) if earlier else ()
        text = self._text()
        self._recent.append(
            _Sent(message_id, references, earlier.subject if earlier else subject, text)
        )
        if earlier and not self._is_short and self._random.random() < 0.55:
            quoted = "\n> ".join(earlier.text[:2_000].rstrip().split("\n"))
            text = f"{text}\nOn {sent:%d %B %Y} somebody wrote:\n> {quoted}\n"
        zone = timezone(timedelta(hours=int(self._random.integers(-8, 9))))
        lines = [
            *(() if self._is_short else self._hops(number, sent)),
            f"From: {self._person()}",
            f"To: {', '.join(self._person() for _ in range(int(self._random.integers(1, 4))))}",
            f"Date: {format_datetime(sent.astimezone(zone))}",
            f"Message-ID: {message_id}",
            f"Subject: {subject}",
            "MIME-Version: 1.0",
        ]
        if earlier:
            lines.append(f"In-Reply-To: {earlier.message_id}")
            lines.append("References: " + "\n ".join(references))
        return ("\n".join(lines) + "\n" + self._body(number, text)).encode()

    def _hops(self, number: int, sent: datetime) -> Iterator[str]:
        """What the machines on the way put before a message."""
        yield "Return-Path: <bounces@mail.bench.example>"
        yield "Delivered-To: records@bench.example"
        for hop in range(3):
            yield (
                f"Received: from mx{hop}.bench.example (mx{hop}.bench.example [192.0.2.{hop}])\n"
                f"\tby mail{hop}.bench.example (Postfix) with ESMTPS id {self._noise(9)}\n"
                f"\tfor <records@bench.example>; {format_datetime(sent + timedelta(seconds=hop))}"
            )
        signature = "\n\t ".join(self._noise(51) for _ in range(5))
        yield (
            "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=bench.example; s=main;\n"
            f"\t h=from:to:subject:date:message-id; bh={self._noise(32)};\n\t b={signature}"
        )
        yield "Authentication-Results: mx0.bench.example; dkim=pass;\n\tspf=pass"
        yield f"X-Originating-IP: [198.51.100.{number % 250}]"
        yield "X-Mailer: Bench Mail 16.0 (build 4229)"
        yield f"Thread-Index: {self._noise(30)}"
        yield "X-Spam-Status: No, score=-1.9 required=5.0 tests=BAYES_00,DKIM_SIGNED,\n\tDKIM_VALID"
        yield "X-Virus-Scanned: by the gateway of bench.example"
        yield "Accept-Language: en-US"
        yield "Content-Language: en-US"

    def _noise(self, count: int) -> str:
        """`count` random bytes as base64."""
        return base64.b64encode(self._random.bytes(count)).decode()

    def _earlier(self) -> _Sent | None:
        """A message to answer, three times in five."""
        if not self._recent or self._random.random() > 0.6:
            return None
        self._recent = self._recent[-200:]
        return self._recent[int(self._random.integers(0, len(self._recent)))]

    def _body(self, number: int, text: str) -> str:
        share = self._random.random()
        if share < 0.70:
            return f"Content-Type: text/plain; charset=utf-8\n\n{text}"
        if share < 0.88:
            return _multipart("alternative", [_plain(text), _html(text)])
        body = (
            _plain(text) if share < 0.95 else _multipart("alternative", [_plain(text), _html(text)])
        )
        return _multipart("mixed", [body, self._attachment(number)])

    def _attachment(self, number: int) -> str:
        text = self._text()
        match number % 10:
            case 0 | 1 | 2:
                return _encoded("text/plain", f"notes-{number}.txt", text.encode())
            case 3 | 4:
                table = "\n".join(",".join(line.split()[:6]) for line in text.splitlines())
                return _encoded("text/csv", f"table-{number}.csv", table.encode())
            case 5 | 6:
                return _encoded("text/html", f"page-{number}.html", f"<p>{text}</p>".encode())
            case 7:
                return _encoded("application/pdf", f"paper-{number}.pdf", _pdf(text))
            case 8:
                return _encoded("application/zip", f"files-{number}.zip", _zip(number, text))
            case _:
                noise = self._random.bytes(6_000)
                return _encoded("image/jpeg", f"photo-{number}.jpg", b"\xff\xd8\xff\xe0" + noise)

    def _text(self) -> str:
        if self._is_short:
            count = int(self._random.integers(2, 9))
            return "\n\n".join(self._paragraph() for _ in range(count)) + "\n"
        wanted = min(self._random.lognormal(np.log(MEDIAN_WORDS), WORDS_SIGMA), MOST_WORDS)
        paragraphs, words = [], 0
        while not paragraphs or words < wanted:
            paragraphs.append(self._paragraph())
            words += paragraphs[-1].count(" ") + paragraphs[-1].count("\n") + 1
        return "\n\n".join(paragraphs) + "\n"

    def _paragraph(self) -> str:
        text = " ".join(self._sentence(5, 20) for _ in range(int(self._random.integers(1, 5))))
        lines, line = [], ""
        for word in text.split(" "):
            if len(line) + len(word) > 74:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        return "\n".join([*lines, line])

    def _sentence(self, least: int, most: int) -> str:
        count = int(self._random.integers(least, most))
        drawn = np.searchsorted(self._cumulative, self._random.random(count))
        words = [self._words[int(index)] for index in drawn]
        return " ".join([words[0].capitalize(), *words[1:]]) + "."

    def _person(self) -> str:
        number = int(self._random.zipf(1.4)) % PEOPLE
        first, last = self._words[200 + number], self._words[900 + number]
        return f"{first.capitalize()} {last.capitalize()} <{first}.{last}@bench.example>"


def write_maildir(folder: Path, count: int, seed: int = 1, *, is_short: bool = False) -> int:
    """Write `count` messages as a Maildir below `folder`; the bytes that were written."""
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    written = 0
    for name, message in Corpus(seed, is_short=is_short).messages(count):
        (folder / "cur" / name).write_bytes(message)
        written += len(message)
    return written


def _vocabulary(random: np.random.Generator) -> list[str]:
    """Distinct words, the commonest first; short ones tend to be common."""
    words = dict.fromkeys(_COMMON)
    while len(words) < VOCABULARY:
        lengths = 1 + (len(words) > 300) + random.integers(0, 3, 4_000)
        drawn = random.integers(0, len(_SYLLABLES), (4_000, 6))
        for row, length in zip(drawn, lengths, strict=True):
            words["".join(_SYLLABLES[index] for index in row[:length])] = None
    return list(itertools.islice(words, VOCABULARY))


def _plain(text: str) -> str:
    return f"Content-Type: text/plain; charset=utf-8\n\n{text}"


def _html(text: str) -> str:
    paragraphs = "".join(f"<p class=MsoNormal>{part}</p>\n" for part in text.split("\n\n"))
    page = (
        "<html><head><style>p.MsoNormal{margin:0;font-size:11pt}</style></head><body>"
        f"<table width=600><tr><td>{paragraphs}</td></tr></table></body></html>"
    )
    encoded = quopri.encodestring(page.encode()).decode()
    return (
        "Content-Type: text/html; charset=utf-8\n"
        f"Content-Transfer-Encoding: quoted-printable\n\n{encoded}"
    )


def _multipart(kind: str, parts: list[str]) -> str:
    boundary = f"=_{kind}_boundary"
    joined = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{joined}--{boundary}--\n'


def _encoded(media_type: str, name: str, content: bytes) -> str:
    body = base64.encodebytes(content).decode()
    return (
        f'Content-Type: {media_type}; name="{name}"\n'
        f'Content-Disposition: attachment; filename="{name}"\n'
        f"Content-Transfer-Encoding: base64\n\n{body}"
    )


def _pdf(text: str) -> bytes:
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_textbox(page.rect + (72, 72, -72, -72), text, fontsize=9)
        return bytes(document.tobytes(deflate=True, no_new_id=True))


def _zip(number: int, text: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, content in enumerate((text, text[::-1])):
            packed.writestr(zipfile.ZipInfo(f"file-{number}-{part}.txt"), content)
    return archive.getvalue()
