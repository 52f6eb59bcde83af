"""Proof on real mail: every HTML part becomes text and pages, and no word is lost on the way.

Run as `python tests/benchmarks/html_proof.py [FOLDER]`; without a folder of real mail it says so.
Each part is read independently here (tags cut out by expression, entities undone), and the words of
that reading, of the canonical text and of the finished PDF are compared.
"""

import email
import html
import os
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pymupdf

from pincite.domain.blocks import blocks_text
from pincite.pdf.layout import LaidOut, PageContent, lay_out
from pincite.processing.formats.html import decode_html, html_blocks

_CHECKOUT = Path(__file__).resolve().parents[2]
_NOT_SHOWN = re.compile(r"<(script|style|title|xml)\b.*?</\1\s*>|<!--.*?(?:-->|$)", re.I | re.S)
_INLINE = re.compile(r"</?(?:a|b|i|u|em|font|span|strong|small|big|sub|sup|tt|o:p)\b[^>]*>", re.I)
_TAG = re.compile(r"<[!?/a-zA-Z][^>]*>")
_WORD = re.compile(r"[^\W_]+")
_MBOX_LINE = re.compile(rb"(?m)^(?=From .*\d{4}\r?$)")
SLOW_S = 1.0


@dataclass
class Findings:
    """What the run found."""

    seconds: list[float] = field(default_factory=list)
    pages: int = 0
    words: int = 0
    lost_in_text: list[tuple[str, int, list[str]]] = field(default_factory=list)
    characters: int = 0
    lost_on_pages: list[tuple[str, int]] = field(default_factory=list)
    without_box: list[str] = field(default_factory=list)
    exceptions: Counter[str] = field(default_factory=Counter)


def main(arguments: list[str]) -> int:
    """Print what was found; 1 if a word was lost on a page."""
    given = arguments[0] if arguments else os.environ.get("PINCITE_CORPORA", "")
    folder = Path(given) if given else _CHECKOUT.parent / "shared" / "corpora"
    if not folder.is_dir():
        print("no real mail here: name a folder, or set PINCITE_CORPORA")
        return 0
    findings = Findings()
    for name, source in _html_parts(folder):
        _prove(name, source, findings)
    _report(findings)
    return 1 if findings.lost_on_pages or findings.without_box else 0


def _html_parts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every HTML file, and every HTML part of a file that could be mail."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.suffix.lower() in {".html", ".htm"}:
            yield path.name, decode_html(path.read_bytes())
            continue
        raw = path.read_bytes()
        if b"text/html" not in raw.lower() or raw.startswith(b"%PDF"):
            continue
        messages = _MBOX_LINE.split(raw) if raw.startswith(b"From ") else [raw]
        for index, message in enumerate(messages):
            head, _, rest = message.partition(b"\n")
            parsed = email.message_from_bytes(rest if head.startswith(b"From ") else message)
            for part in parsed.walk():
                content = part.get_payload(decode=True)
                if part.get_content_type() == "text/html" and isinstance(content, bytes):
                    yield f"{path.name} {index}", _decoded(content, part.get_content_charset())


def _decoded(content: bytes, charset: str | None) -> str:
    try:
        return content.decode(charset or "utf-8", "replace")
    except LookupError:
        return content.decode("cp1252", "replace")


def _prove(name: str, source: str, findings: Findings) -> None:
    started = time.perf_counter()
    blocks = html_blocks(source)
    laid_out = lay_out(PageContent(blocks))
    elapsed = time.perf_counter() - started
    if elapsed > SLOW_S:
        print(f"slow: {name} {elapsed:.1f} s, {len(source):,} characters")
    text = blocks_text(blocks)
    expected, found = _words(source), _words_of(text)
    lost = expected - found
    if lost:
        findings.lost_in_text.append((name, lost.total(), list(lost)[:6]))
    findings.seconds.append(elapsed)
    findings.words += expected.total()
    findings.pages += len(laid_out.layouts)
    if laid_out.exception:
        findings.exceptions[laid_out.exception] += 1
    _prove_pages(name, text, laid_out, findings)


def _prove_pages(name: str, text: str, laid_out: LaidOut, findings: Findings) -> None:
    """Compare letters and digits, since words are broken over lines, and boxes with the text."""
    with pymupdf.open(stream=laid_out.pdf, filetype="pdf") as document:
        shown = "".join(page.get_text(flags=pymupdf.TEXTFLAGS_SEARCH) for page in document)
    expected = Counter(letter for letter in text.casefold() if letter.isalnum())
    lost = expected - Counter(letter for letter in shown.casefold() if letter.isalnum())
    findings.characters += expected.total()
    if lost:
        findings.lost_on_pages.append((name, lost.total()))
    places = sorted((word.start, word.end) for page in laid_out.layouts for word in page.words)
    if "".join(text[start:end] for start, end in places) != "".join(text.split()):
        findings.without_box.append(name)


def _words(source: str) -> Counter[str]:
    """The words of a part as an independent reading finds them."""
    shown = _TAG.sub(" ", _INLINE.sub("", _NOT_SHOWN.sub("", source)))
    return _words_of(html.unescape(shown))


def _words_of(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def _report(findings: Findings) -> None:
    seconds = sorted(findings.seconds)
    lost = sum(count for _, count, _ in findings.lost_in_text)
    letters = sum(count for _, count in findings.lost_on_pages)
    print(f"HTML parts      {len(seconds):,}, {findings.pages:,} pages, none hung")
    print(
        f"per part        median {statistics.median(seconds) * 1000:.1f} ms,"
        f" p95 {seconds[int(len(seconds) * 0.95)] * 1000:.0f} ms, longest {seconds[-1]:.2f} s"
    )
    print(f"words           {findings.words:,}, not in the text {lost:,}")
    print(f"letters         {findings.characters:,}, not on the pages {letters:,}")
    print(f"words unplaced  in {len(findings.without_box):,} parts")
    for exception, count in findings.exceptions.most_common():
        print(f"exception       {count:,} × {exception}")
    for name, count, examples in findings.lost_in_text:
        print(f"  text: {name}: {count} ({', '.join(examples)})")
    for name, count in findings.lost_on_pages:
        print(f"  page: {name}: {count}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
