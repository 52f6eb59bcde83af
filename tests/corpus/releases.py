"""Builds releases from seeds: printed mail as pages of words and as PDFs, with where it begins.

What a release says of itself (`Truth`) is what printing it knew. The layouts are those of Outlook,
Gmail, Lotus Notes, BlackBerry and of mail saved as text; everybody and everything is invented.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

import pymupdf

from pincite.domain.pages import WordBox
from pincite.domain.releases import PrintedPage, Withheld
from pincite.processing.release.lines import printed_pages
from tests.corpus.release_mail import Mail, Person, sentence, threads
from tests.corpus.release_papers import KINDS, Pen, print_long_body, print_paper

WIDTH, HEIGHT = 612.0, 792.0
TOP, BOTTOM, LEFT, RIGHT = 72.0, 716.0, 72.0, 540.0
CODES = ("(b)(6)", "(b)(5)", "(b)(7)(E)", "(b)(6); (b)(7)(C)", "b6")
FORMS = ("tabular", "inline", "blackberry", "gmail", "notes")
_CONFUSED = {
    "m": ("rn", "nn"), "l": ("1", "i", "I"), "o": ("0", "c"), "e": ("c", "o"), "c": ("e", "o"),
    "i": ("l", "j", ""), ":": (";", ".", ""), "a": ("o", "s"), "t": ("f", "l"), "s": ("5", "a"),
    "b": ("h", "6"), "n": ("u", "r"), "F": ("P", "E"), "S": ("5", "8"), "T": ("I", "7"),
    "0": ("O",), "1": ("l", "I"), "5": ("S",), "8": ("B",), "d": ("cl",), "j": ("i",), "u": ("v",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """How a release is printed: shares are from 0 to 1.

    `order` is chronological, newest or shuffled; `redacted` the share of header values that are
    blacked out; `forms` the layouts that files are printed in, one to a file. `has_many_papers`:
    attached papers of all kinds, which no header names, and long messages beside them.
    `has_mixed_quotes`: every message quotes in a way of its own, and as much white as may be stands
    above it, not all of a file in one way.
    """

    name: str
    mid_page: float = 0.0
    order: str = "chronological"
    redacted: float = 0.08
    has_owner: bool = False
    noise: float = 0.0
    forms: tuple[str, ...] = ("tabular", "tabular", "inline", "blackberry", "gmail", "notes")
    attached: float = 0.08
    messages: int = 150
    has_many_papers: bool = False
    has_mixed_quotes: bool = False


CASES = (
    Case("new page each, owner line", has_owner=True, forms=("tabular",)),
    Case("new page each, any layout"),
    Case("30 % mid-page, chronological", mid_page=0.3),
    Case("30 % mid-page, newest first", mid_page=0.3, order="newest"),
    Case("30 % mid-page, shuffled", mid_page=0.3, order="shuffled"),
    Case("new page, headers heavily redacted", redacted=0.45),
    Case("50 % mid-page, newest first, heavily redacted", 0.5, "newest", 0.45),
)

MIXED_QUOTES = (
    Case("30 % mid-page, newest first, quotes mixed", 0.3, "newest", has_mixed_quotes=True),
    Case("30 % mid-page, chronological, quotes mixed", 0.3, has_mixed_quotes=True),
)
UNNAMED_PAPERS = (
    Case("papers that no header names", attached=0.25, has_many_papers=True, messages=80),
    Case(
        "papers that no header names, 30 % mid-page", 0.3, attached=0.25, has_many_papers=True,
        messages=80,
    ),
)  # fmt: skip


@dataclass(slots=True)
class Truth:
    """A message that was printed: where it begins, and its fields as printed, None for withheld."""

    page: int
    y_pt: float
    fields: dict[str, str | None]
    sent_local: str | None
    is_attachment: bool = False


@dataclass(slots=True)
class Drawn:
    """Words and boxes on a page; words as x, baseline, size and text."""

    words: list[tuple[float, float, float, str]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)
    width_pt: float = 612.0
    height_pt: float = 792.0


@dataclass(slots=True)
class BuiltRelease:
    """A release: what is drawn on its pages, and what is true of it."""

    pages: list[Drawn]
    truths: list[Truth]

    def printed(self) -> tuple[tuple[PrintedPage, ...], str]:
        """Its pages as lines, and its text, without a PDF between."""
        parts: list[str] = []
        position = 0
        pages: list[_Page] = []
        withheld: dict[int, list[Withheld]] = {}
        for index, page in enumerate(self.pages):
            words: list[WordBox] = []
            baseline = None
            for x, y, size, said in page.words:
                separator = "" if not parts else " " if y == baseline else "\n"
                parts += (separator, said)
                start = position + len(separator)
                position = start + len(said)
                box = (x, y - 0.8 * size, x + width(said, size), y + 0.25 * size)
                words.append(WordBox(start, position, *box))
                baseline = y
            pages.append(_Page(index, tuple(words), page.width_pt, page.height_pt))
            withheld[index] = [Withheld(*box[:4]) for box in page.boxes]
        text = "".join(parts)
        return printed_pages(text, pages, withheld), text

    def write(self, path: Path) -> None:
        """Write it as a PDF, its boxes black or with a white face and a code."""
        with pymupdf.open() as document:
            for drawn in self.pages:
                page = document.new_page(width=drawn.width_pt, height=drawn.height_pt)
                for x0, y0, x1, y1, code in drawn.boxes:
                    fill = None if code else (0, 0, 0)
                    page.draw_rect((x0, y0, x1, y1), color=(0, 0, 0), fill=fill, width=0.6)
                for y in drawn.rules:
                    page.draw_line((LEFT, y), (RIGHT, y), width=1.2)
                writers: dict[float, pymupdf.TextWriter] = {}
                for x, y, size, said in drawn.words:
                    writer = writers.setdefault(size, pymupdf.TextWriter(page.rect))
                    writer.append((x, y), said, font=_font(), fontsize=size)
                for writer in writers.values():
                    writer.write_text(page)
            document.save(path, deflate=True)


@dataclass(frozen=True, slots=True)
class _Page:
    source_page: int
    words: tuple[WordBox, ...]
    width_pt: float = WIDTH
    height_pt: float = HEIGHT
    bates: str | None = None


@cache
def _font() -> pymupdf.Font:
    return pymupdf.Font("helv")


@cache
def width(said: str, size: float) -> float:
    """How wide a word is printed, in points."""
    return float(_font().text_length(said, size))


def build_release(case: Case, seed: int) -> BuiltRelease:
    """The release that a seed makes of a case."""
    random = Random(f"{case.name} {seed}")
    return _Printer(case, random).run()


class _Printer:
    """Prints mail on pages."""

    def __init__(self, case: Case, random: Random) -> None:
        self._case = case
        self._random = random
        self._form = random.choice(case.forms)
        self._size = random.choice((9.0, 10.0, 11.0, 12.0))
        self._leading = self._size * random.choice((1.15, 1.22, 1.35))
        self._value_x = LEFT + random.choice((55.0, 70.0, 90.0))
        self._order = random.choice(
            (("from", "sent", "to", "cc", "subject", "attached"),
             ("from", "to", "cc", "subject", "sent", "attached"),
             ("from", "to", "cc", "sent", "subject", "attached"))
        )  # fmt: skip
        self._date_form = random.choice(("long", "long", "seconds", "short", "rfc"))
        self._quote_form = random.choice(("marked", "bare", "bare", "gmail", "phone"))
        self._gap = random.choice((1.6, 2.0, 3.0, 4.0))
        self._has_rule = random.random() < 0.3
        self._stamp = random.choice(("bates", "bates", "state", "none", "pages"))
        self._wide = random.random() < 0.5
        self._owner = ""
        self._y = BOTTOM
        self._pages: list[Drawn] = []
        self._truths: list[Truth] = []

    def run(self) -> BuiltRelease:
        """All of the release."""
        mails = self._ordered()
        owners = [_last_first(one.sender, has_office=False) for one in mails[:2]]
        if self._random.random() < 0.4:
            self._cover_letter()
        for mail in mails:
            self._owner = self._random.choice(owners)
            is_mid = self._random.random() < self._case.mid_page
            if self._case.has_mixed_quotes:
                self._gap = self._random.choice((1.2, 1.6, 2.0, 3.0, 4.0))
            if not is_mid or self._y > BOTTOM - 9 * self._leading or not self._truths:
                self._new_page()
            else:
                self._y += self._gap * self._leading
                if self._has_rule:
                    self._pages[-1].rules.append(self._y - 0.8 * self._leading)
            self._message(mail)
            if mail.attachments and self._random.random() < 0.8:
                self._papers(mail)
        self._stamps()
        if self._case.noise:
            self._damage()
        return BuiltRelease(self._pages, self._truths)

    def _ordered(self) -> list[Mail]:
        found = threads(self._random, self._case.messages, attached=self._case.attached)
        if self._case.order == "newest":
            return [mail for thread in reversed(found) for mail in reversed(thread)]
        mails = [mail for thread in found for mail in thread]
        if self._case.order == "shuffled":
            self._random.shuffle(mails)
        return mails

    # Pages and lines.

    def _new_page(self) -> None:
        self._pages.append(Drawn())
        self._y = TOP

    def _line(self, said: str, x: float = LEFT, *, size: float = 0, advance: bool = True) -> None:
        """One line of words, not wrapped."""
        size = size or self._size
        if self._y > BOTTOM:
            self._new_page()
        for word in said.split():
            self._pages[-1].words.append((x, self._y, size, word))
            x += width(word, size) + width(" ", size)
        if advance:
            self._y += max(self._leading, size * 1.15)

    def _wrapped(self, said: str, x: float, right: float, prefix: str = "") -> list[str]:
        """What is said in lines that fit."""
        lines: list[str] = []
        line = [prefix] if prefix else []
        wide = start = width(f"{prefix} ", self._size) if prefix else 0.0
        for word in said.split():
            more = width(word, self._size) + width(" ", self._size)
            if wide > start and x + wide + more > right:
                lines.append(" ".join(line))
                line, wide = [prefix] if prefix else [], start
            line.append(word)
            wide += more
        return [*lines, " ".join(line)] if line else lines

    def _paragraph(self, said: str, x: float = LEFT, prefix: str = "") -> None:
        for line in self._wrapped(said, x, RIGHT, prefix):
            self._line(line, x)

    # Messages.

    def _message(self, mail: Mail) -> None:
        page = len(self._pages) - 1
        y = 0.0 if self._y == TOP else self._y - self._size
        values = self._values(mail)
        hidden = {
            role for role in values if role != "attached" and self._random.random() < self._redacted
        }
        truth = Truth(page, y, {}, self._clock(mail))
        self._truths.append(truth)
        if self._case.has_owner or (self._form == "tabular" and y == 0 and self._wide):
            self._line(self._owner, size=self._size + 2)
            self._pages[-1].rules.append(self._y - 0.6 * self._leading)
            self._y += 0.6 * self._leading
        if self._form == "gmail":
            self._gmail(values, hidden, truth, is_first=not mail.quoted)
        elif self._form == "notes":
            self._notes(values, hidden, truth)
        else:
            self._labelled(values, hidden, truth)
        self._y += self._random.choice((0.8, 1.0, 2.0)) * self._leading
        self._body(mail)

    @property
    def _redacted(self) -> float:
        return self._case.redacted

    def _clock(self, mail: Mail) -> str:
        has_seconds = self._form in {"blackberry", "notes"} or (
            self._form != "gmail" and self._date_form in {"seconds", "rfc"}
        )
        return mail.sent.replace(second=mail.sent.second if has_seconds else 0).isoformat()

    def _values(self, mail: Mail) -> dict[str, str]:
        """The fields of a message as its layout prints them."""
        name = {"gmail": _angled, "notes": _notes_name, "blackberry": _mixed}.get(
            self._form, _outlook
        )
        mark = ", " if self._form in {"gmail", "notes"} else "; "
        values = {
            "from": name(mail.sender),
            "to": mark.join(map(name, mail.to)),
            "cc": mark.join(map(name, mail.cc)),
            "subject": mail.subject,
            "sent": self._date(mail),
            "attached": "" if self._case.has_many_papers else "; ".join(mail.attachments),
        }
        return {role: value for role, value in values.items() if value}

    def _date(self, mail: Mail) -> str:
        sent = mail.sent
        clock = f"{sent.hour % 12 or 12}:{sent:%M}"
        if self._form == "gmail":
            return f"{sent:%a, %b} {sent.day}, {sent.year} at {clock} {sent:%p}"
        if self._form == "notes":
            return f"{sent:%m/%d/%Y %I:%M:%S %p}"
        if self._form == "blackberry":
            return f"{sent:%a %b} {sent.day:2d} {sent:%H:%M:%S} {sent.year}".replace("  ", " ")
        if self._date_form == "rfc":
            return f"{sent:%a, %d %b %Y %H:%M:%S} -0400"
        if self._date_form == "short":
            return f"{sent:%m/%d/%Y} {clock} {sent:%p}"
        seconds = f":{sent:%S}" if self._date_form == "seconds" else ""
        return f"{sent:%A, %B} {sent.day}, {sent.year} {clock}{seconds} {sent:%p}"

    def _labelled(self, values: dict[str, str], hidden: set[str], truth: Truth) -> None:
        """Labels and values, in a column or after each label."""
        names = {
            "from": "From:", "to": "To:", "cc": "Cc:", "subject": "Subject:", "sent": "Sent:",
            "attached": "Attachments:",
        }  # fmt: skip
        if self._date_form == "rfc":
            names["sent"] = "Date:"
        is_swallowed = bool(hidden) and self._redacted > 0.3 and self._random.random() < 0.12
        for role in self._order:
            if role not in values:
                continue
            if is_swallowed and role == "from":
                self._box(LEFT, 150 + 100 * self._random.random(), "")
                self._y += self._leading
                truth.fields[role] = None
                continue
            label = names[role]
            x = LEFT + width(label, self._size) + width(" ", self._size)
            if self._form == "tabular":
                x = self._value_x if self._value_x > x else x
            self._line(label, advance=False)
            self._value(role, values[role], x, hidden, truth)

    def _value(
        self, role: str, value: str, x: float, hidden: set[str], truth: Truth, right: float = RIGHT
    ) -> None:
        """A value, wrapped where it stands; wholly or in part under a box where it is hidden."""
        if role in hidden:
            code = self._random.choice((*CODES, "", ""))
            if ";" in value and self._random.random() < 0.4:
                kept = value.split(";")[0] + ";"
                self._line(kept, x, advance=False)
                start = x + width(kept, self._size) + 6
                self._box(min(start, right - 70), 60, code)
                truth.fields[role] = f"{kept} {code}".strip()
            else:
                self._box(x, min(right - x, 60 + width(value[:40], self._size) * 0.7), code)
                truth.fields[role] = None
            self._y += self._leading
            return
        wrap_x = x if self._form in {"tabular", "notes", "gmail"} else LEFT
        lines = self._wrapped(value, x, right)
        if wrap_x != x and len(lines) > 1:
            rest = self._wrapped(value[len(lines[0]) :], wrap_x, right)
            lines = [lines[0], *rest]
        self._line(lines[0], x)
        for line in lines[1:]:
            self._line(line, wrap_x)
        truth.fields[role] = value

    def _box(self, x: float, wide: float, code: str) -> None:
        page = self._pages[-1]
        y0, y1 = self._y - 0.8 * self._size, self._y + 0.25 * self._size
        if code:
            wide = max(wide, width(code, self._size) + 8)
        page.boxes.append((x, y0, x + wide, y1, code))
        if code:
            self._line(code, x + 3, advance=False)

    def _gmail(
        self, values: dict[str, str], hidden: set[str], truth: Truth, *, is_first: bool
    ) -> None:
        if is_first or truth.y_pt == 0:
            self._line(values["subject"][:70], size=self._size + 3)
            truth.fields["subject"] = " ".join(values["subject"][:70].split())
            self._line(f"{self._random.randint(1, 5)} messages")
            self._y += 0.5 * self._leading
        date = values["sent"]
        self._line(date, RIGHT - width(date, self._size), advance=False)
        truth.fields["sent"] = date
        words = self._pages[-1].words
        tail = words[-len(date.split()) :]
        del words[-len(date.split()) :]
        self._value("from", values["from"], LEFT, hidden - {"sent"}, truth, right=RIGHT - 190)
        # The date stands behind the sender in the text, on the same height.
        at = (
            next(i for i in range(len(words) - 1, -1, -1) if words[i][1] == tail[0][1]) + 1
            if any(word[1] == tail[0][1] for word in words)
            else len(words)
        )
        words[at:at] = tail
        for role in ("to", "cc"):
            if role in values:
                label = "To:" if role == "to" else "Cc:"
                self._line(label, advance=False)
                self._value(
                    role, values[role], LEFT + width(f"{label} ", self._size), hidden, truth
                )

    def _notes(self, values: dict[str, str], hidden: set[str], truth: Truth) -> None:
        middle = LEFT + 210
        left = [("from", values["from"]), ("sent", values["sent"])]
        for role, label in (("to", "To"), ("cc", "cc"), ("bcc", "bcc"), ("subject", "Subject")):
            if left:
                side, said = left.pop(0)
                y = self._y
                self._value(side, said, LEFT, hidden - {"sent"}, truth, right=10_000)
                self._y = y
            self._line(label, middle, advance=False)
            if role in values:
                self._value(role, values[role], middle + 50, hidden, truth)
            else:
                self._y += self._leading

    # Bodies.

    def _body(self, mail: Mail) -> None:
        for place, paragraph in enumerate(mail.paragraphs):
            if place:
                self._y += 0.7 * self._leading
            self._paragraph(paragraph)
        if self._case.has_many_papers and self._random.random() < 0.12:
            print_long_body(self._pen(is_paper=False), self._random, self._size)
        if mail.signature:
            self._y += 0.7 * self._leading
            for line in mail.signature:
                self._line(line)
        if self._case.has_mixed_quotes:
            self._quote_form = self._random.choice(("marked", "bare", "bare", "gmail", "phone"))
        quoted, depth = mail.quoted, 0
        while quoted is not None and depth < 5:
            self._quote(quoted, depth)
            quoted, depth = quoted.quoted, depth + 1

    def _quote(self, mail: Mail, depth: int) -> None:
        self._y += self._random.choice((0.8, 1.0, 1.6, 2.6)) * self._leading
        form = self._quote_form
        if form == "gmail":
            marks = ">" * depth
            sent = mail.sent
            clock = f"{sent.hour % 12 or 12}:{sent:%M} {sent:%p}"
            opening = f"On {sent:%a, %b} {sent.day}, {sent.year} at {clock}, {_angled(mail.sender)}"
            self._paragraph(f"{opening} wrote:", LEFT, marks)
            for line in [*mail.paragraphs, *mail.signature]:
                self._paragraph(line, LEFT, marks + ">")
            return
        x = LEFT
        self._introduction(form)
        stamp = f"{mail.sent:%a %b} {mail.sent.day} {mail.sent:%H:%M:%S} {mail.sent.year}"
        long = f"{mail.sent:%A, %B} {mail.sent.day}, {mail.sent.year} {mail.sent:%I:%M %p}"
        date = stamp if form == "phone" else long
        fields = [
            ("From:", _outlook(mail.sender)),
            ("Sent:", date),
            ("To:", "; ".join(map(_outlook, mail.to))),
            ("Cc:", "; ".join(map(_outlook, mail.cc))),
            ("Subject:", mail.subject),
        ]
        if form == "phone":
            fields = [fields[0], fields[2], fields[3], fields[1], fields[4]]
        for label, value in fields:
            if not value:
                continue
            if label != "From:" and self._random.random() < self._redacted:
                self._line(label, x, advance=False)
                self._box(x + 50, 80, self._random.choice((*CODES, "")))
                self._y += self._leading
            else:
                self._paragraph(f"{label} {value}", x)
        self._y += 0.6 * self._leading
        for line in [*mail.paragraphs, *mail.signature]:
            self._paragraph(line, x)

    def _introduction(self, form: str) -> None:
        """The line that stands above a quoted header block, if any does."""
        if form == "marked":
            self._line("-----Original Message-----")
        elif form == "phone":
            self._line(self._random.choice(("----- Original Message -----", "Original Message")))
        elif self._random.random() < 0.2:
            self._line("________________________________")

    # What is no message.

    def _papers(self, mail: Mail) -> None:
        if self._case.has_many_papers:
            for _ in mail.attachments:
                kind = self._random.choice(KINDS)
                print_paper(self._pen(is_paper=True), self._random, kind, self._size)
            self._y = BOTTOM + 1
            return
        for name in mail.attachments:
            self._new_page()
            self._truths.append(Truth(len(self._pages) - 1, 0.0, {}, None, is_attachment=True))
            stem = re.sub(r"[_.]", " ", name.rpartition(".")[0])
            if self._random.random() < 0.25:
                self._line("MEMORANDUM", LEFT + 180, size=14)
                for label in ("TO: The Director", "FROM: Program Office", "DATE: May 4, 2018",
                              f"SUBJECT: {stem}"):  # fmt: skip
                    self._line(label)
            else:
                self._line(stem.upper(), LEFT + 140, size=self._size + 3)
            for _ in range(self._random.randint(2, 14)):
                self._y += 0.8 * self._leading
                self._paragraph(" ".join(sentence(self._random) for _ in range(4)))
        self._y = BOTTOM + 1

    def _pen(self, *, is_paper: bool) -> Pen:
        """What papers and long bodies are written with."""
        first = len(self._pages)

        def new_page(wide: float, high: float) -> None:
            self._pages.append(Drawn(width_pt=wide, height_pt=high))
            self._y = TOP
            if is_paper and len(self._pages) == first + 1:
                self._truths.append(Truth(first, 0.0, {}, None, is_attachment=True))

        def line(said: str, x: float, size: float) -> None:
            self._line(said, x, size=abs(size), advance=size > 0)

        def white(lines: float) -> None:
            self._y += lines * self._leading

        def foot(said: str) -> None:
            for place, page in enumerate(self._pages[first:]):
                page.words.append((300.0, 752.0, 9.0, str(int(said) + place)))

        return Pen(new_page, line, self._paragraph, white, foot)

    def _cover_letter(self) -> None:
        self._new_page()
        for line in ("Harbor Authority, Office of Records", "May 4, 2019", "Re: Request 19-00117"):
            self._line(line)
        self._y += self._leading
        self._line("Dear Requester:")
        self._paragraph("This responds to your request under the Freedom of Information Act. "
                        "Enclosed are the records responsive to your request. "
                        + " ".join(sentence(self._random) for _ in range(9)))  # fmt: skip
        self._line("Sincerely,")

    def _stamps(self) -> None:
        first = self._random.randint(100, 9000)
        for index, page in enumerate(self._pages):
            if self._stamp in {"bates", "state"}:
                said = f"HAR-{first + index:06d}"
                page.words.append((RIGHT - 80, 770.0, 9.0, said))
            if self._stamp == "state":
                stamp = "UNCLASSIFIED Harbor Authority Case No. F-2018-00117 Date: 05/04/2019"
                x = LEFT + 40
                top = []
                for word in stamp.split():
                    top.append((x, 30.0, 8.0, word))
                    x += width(word, 8.0) + 2.5
                page.words[:0] = top
            if self._stamp == "pages":
                page.words.append((300.0, 770.0, 9.0, str(index + 1)))

    def _damage(self) -> None:
        """What OCR does: letters confused, lost or doubled, at the rate of the case."""
        for page in self._pages:
            page.words = [
                (x, y, size, said)
                for x, y, size, clean in page.words
                if (said := self._damaged(clean))
            ]

    def _damaged(self, word: str) -> str:
        found = []
        for letter in word:
            if self._random.random() >= self._case.noise:
                found.append(letter)
                continue
            choices = _CONFUSED.get(letter)
            if choices and self._random.random() < 0.8:
                found.append(self._random.choice(choices))
            elif self._random.random() < 0.5:
                found.append(self._random.choice("abcdeilnorstu.,'"))
        return "".join(found)


def _last_first(person: Person, *, has_office: bool = True) -> str:
    office = f" ({person.office})" if person.office and has_office else ""
    return f"{person.last}, {person.first}{office}"


def _outlook(person: Person) -> str:
    return _last_first(person)


def _angled(person: Person) -> str:
    return f"{person.first} {person.last} <{person.address}>"


def _mixed(person: Person) -> str:
    return f"{person.last}, {person.first} <{person.address}>"


def _notes_name(person: Person) -> str:
    return f"{person.first} {person.last}/{person.office or 'HQ'}/HARBOR"
