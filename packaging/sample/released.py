"""The pages that were handed over as PDF: printed emails with redactions, and a web page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sample.attachments import attachment_bytes
from sample.mime import Post, printed_header
from sample.paper import LEFT_PT, RIGHT_PT, Paper
from sample.screenplay import Letter

STATEMENT = Path(__file__).parent / "written" / "statement.txt"
B5, B6, B7E = "[withheld (b)(5)]", "[withheld (b)(6)]", "[withheld (b)(7)(E)]"
PIECES_WITHHELD = {
    "Lena Marsh": B6,
    "Tobias Brandt": B6,
    "Lena": B6,
    "Tobias": B6,
    "Greta Osei": B6,
    "Greta": B6,
    "703 555 0142": B6,
}


@dataclass(frozen=True)
class Printed:
    """An email as printed: its letter, first Bates number, and what was withheld in it."""

    key: str
    first_bates: int
    withheld: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[str, ...] = ()


PRINTED = (
    Printed("intro", 112),
    Printed("intro-re", 114, attachments=("Screening_questions.txt",)),
    Printed("pilot-terms", 131, attachments=("Pilot_SOW_draft3.txt",)),
    Printed(
        "fw-terms",
        134,
        {
            "Marcus stopped me in the corridor: ": "",
            "I told him I'd forward Dana's mail as it came, so here it is.": "",
            "Paragraph 4 of the draft is the one he circled.": B5,
        },
    ),
    Printed("checking-in", 201, {"That's faster than either airport.": B7E}),
    Printed(
        "press-inquiry",
        207,
        {"it was the agreement that nobody outside this building had seen": B5},
        ("Holding_statement.txt", "Ledger_questions.txt"),
    ),
    Printed("exec-briefing", 315, {"today's list price": B5}),
    Printed("no-decision", 402),
)
VISITOR_LOG_BATES = 120


def released_emails(letters: Mapping[str, Letter]) -> bytes:
    """The printed, redacted emails as one PDF."""
    post = Post(letters)
    paper = Paper("Release, part 1", size=11.5)
    for index, printed in enumerate(PRINTED):
        if index:
            paper.turn()
        if printed.first_bates > VISITOR_LOG_BATES > PRINTED[index - 1].first_bates:
            paper.number(_bates(VISITOR_LOG_BATES))
            _visitor_log(paper)
            paper.turn()
        paper.number(_bates(printed.first_bates))
        _email(paper, post, letters[printed.key], printed)
    return paper.finish()


def public_statement() -> bytes:
    """The print of the vendor's web page as PDF."""
    paper = Paper("We should not be the ones to decide this alone", family="times", size=12)
    paper.number(_bates(330))
    paper.foot("https://www.northlight.example/newsroom/2018/07/not-alone")
    paper.paragraph(
        "7/13/2018    We should not be the ones to decide this alone | Northlight", size=8
    )
    paper.space(14)
    paper.paragraph("NORTHLIGHT      Products   Customers   Newsroom   Careers", bold=True, size=10)
    paper.rule()
    paper.space(12)
    for block in STATEMENT.read_text("utf-8").strip().split("\n"):
        if block.startswith("# "):
            paper.paragraph(block[2:], bold=True, size=20)
        elif block.startswith("## "):
            paper.paragraph(block[3:], bold=True, size=14)
        elif block:
            paper.paragraph(block)
        else:
            paper.space(9)
    return paper.finish()


def _bates(first: int) -> list[str]:
    return [f"BPS-{number:06}" for number in range(first, first + 3)]


def _email(paper: Paper, post: Post, letter: Letter, printed: Printed) -> None:
    """Prints one email in Outlook's memo style, then its attachments on pages of their own."""
    withheld = PIECES_WITHHELD | dict(printed.withheld)
    paper.paragraph("R. Okafor", bold=True, size=12)
    paper.rule(2)
    paper.space(4)
    for name, value in printed_header(letter):
        paper.field(name, _redacted(value, withheld))
    paper.space(16)
    for line in _redacted(post.text(letter), withheld).rstrip("\n").split("\n"):
        if line.strip():
            paper.paragraph(line)
        else:
            paper.space(paper.size * 1.2)
    for name in printed.attachments:
        paper.turn()
        _printed_attachment(paper, name)


def _redacted(text: str, withheld: Mapping[str, str]) -> str:
    for plain, box in withheld.items():
        text = re.sub(rf"(?<!\w){re.escape(plain)}(?!\w)", box, text)
    return text


def _printed_attachment(paper: Paper, name: str) -> None:
    text = attachment_bytes(name).decode("utf-8")
    for line in _redacted(text, {"L. Marsh, T. Brandt": f"{B6}, {B6}"}).split("\n"):
        if line.startswith("Annex A."):
            paper.turn()
            paper.paragraph(line.split(":")[0], bold=True)
            paper.space(10)
            paper.paragraph(B7E)
            paper.space(10)
            paper.paragraph(f"Network path: {B7E}    Images held: {B7E}")
        elif line:
            paper.paragraph(line)
        else:
            paper.space(paper.size * 1.2)


def _visitor_log(paper: Paper) -> None:
    """A page of the vendor's visitor log: a ruled table with the names withheld."""
    rows = (
        ("Time in", "Time out", "Name", "Organization", "Host", "Purpose"),
        ("08:10", "08:25", "(courier)", "-", "Front desk", "Delivery"),
        ("09:24", "16:02", B6, "Bay Port Security", "D. Whitlock", "Demonstration"),
        ("09:24", "16:02", B6, "Bay Port Security", "D. Whitlock", "Demonstration"),
        ("13:00", "13:50", "(caterer)", "-", "Front desk", "Lunch, 5 persons"),
    )
    paper.paragraph("NORTHLIGHT, RESTON", bold=True, size=14)
    paper.paragraph("Visitor log, Tuesday 26 September 2017")
    paper.space(14)
    top = paper.y
    columns = (LEFT_PT, 118, 166, 252, 356, 430, RIGHT_PT)
    for row in rows:
        paper.row(row, columns)
    for x in columns:
        paper.page.draw_line((x - 3, top), (x - 3, paper.y), width=0.5)
    paper.space(20)
    paper.paragraph(f"Encrypted stick no. 07 returned to {B6} at 15:58, wiped. C. Strand")
