"""The same email twice: invented mail, native, printed and quoted, and what only looks the same.

Every message has one truth: its number. Printed ones lose words, names and dates to redactions,
letters to OCR, and their time zone; reminders, newsletters, resent letters, mail merges and short
answers are there to be mistaken for copies.
"""

import json
import random
import string
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from pincite.domain.documents import CanonicalText
from pincite.store.connection import Store

START = datetime(2017, 9, 4, 8, 0)
COMMON = (
    "the of and to in a is that for it as was with be by on not he his but at are this have from or"
    " had an they which one you were all her she there would their we him been has when who will no"
    " if out so said what up its about than into them can only other time new some could these two"
    " may first then do any like my now over such our man me even most made after also did many"
).split()
SHORT = (
    "Thanks", "Thank you", "Will do", "Sounds good to me", "Yes", "No", "Please call me", "OK",
    "See below", "Received, thank you", "Let us discuss tomorrow", "Approved", "Agreed", "FYI",
)  # fmt: skip
CODES = ("(b)(6)", "(b)(5)", "(b)(7)(C)", "b6", "[redacted]", "")


@dataclass(frozen=True)
class Person:
    """Somebody who writes and gets mail."""

    first: str
    last: str
    address: str
    signature: str

    def shown(self, style: int) -> str:
        """As a mailer prints them."""
        full = f"{self.first} {self.last}"
        return (
            full,
            f"{self.last}, {self.first}",
            f"{full} <{self.address}>",
            f"{self.last}, {self.first} (HARBOR)",
        )[style]


@dataclass(frozen=True)
class Email:
    """One message, whatever becomes of it."""

    number: int
    sender: Person
    recipients: tuple[Person, ...]
    sent: datetime
    offset: int
    subject: str
    body: str
    answers: "Email | None" = None


@dataclass
class World:
    """People, their words and their mail, all of one seed."""

    random: random.Random
    people: list[Person] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    emails: list[Email] = field(default_factory=list)

    @classmethod
    def of(cls, seed: int, messages: int) -> "World":
        """A world of about so many messages."""
        world = cls(random.Random(seed))
        world.words = [world._word() for _ in range(4000)]
        world.people = [world._person() for _ in range(max(20, min(400, messages // 20)))]
        kinds = (
            (world._conversation, 60),
            (world._reminders, 4),
            (world._newsletters, 4),
            (world._resent, 4),
            (world._merge, 2),
            (world._notices, 3),
        )
        makers, weights = zip(*kinds, strict=True)
        while len(world.emails) < messages:
            world.random.choices(makers, weights)[0]()
        return world

    def text(self, count: int) -> str:
        """About so many words, a quarter of them seldom used."""
        draw, sentences, left = self.random, [], count
        while left > 0:
            size = min(left, draw.randint(4, 18))
            found = [
                draw.choice(COMMON)
                if draw.random() < 0.6
                else self.words[int(4000 * draw.random() ** 3)]
                for _ in range(size)
            ]
            sentences.append(" ".join(found).capitalize() + ".")
            left -= size
        return " ".join(sentences)

    def _word(self) -> str:
        return "".join(
            self.random.choice("bdfglmnprstvz") + self.random.choice("aeiou")
            for _ in range(self.random.randint(2, 4))
        )

    def _person(self) -> Person:
        first, last = self._word().capitalize(), self._word().capitalize()
        where = self.random.choice(("port", "vendor", "council"))
        address = f"{first[0]}{last}@{where}.example".lower()
        signature = f"{first} {last}\n{self.text(self.random.choice((3, 6, 12)))}"
        if self.random.random() < 0.4:
            signature += f"\n{where.upper()} CONFIDENTIAL. " + " ".join(COMMON[:45])
        return Person(first, last, address, signature)

    def _new(self, **told: object) -> Email:
        draw = self.random
        sender, *recipients = draw.sample(self.people, draw.randint(2, 5))
        sent = START + timedelta(seconds=draw.randrange(400 * 24 * 3600))
        sent = sent.replace(hour=draw.choice((8, 9, 10, 11, 13, 14, 15, 16, 17, 20)))
        made = Email(
            len(self.emails) + 1, sender, tuple(recipients), sent, draw.choice((-240, -300, 0)),
            self.text(draw.randint(2, 6)).rstrip("."), self._body(),
        )  # fmt: skip
        made = replace(made, **told)  # type: ignore[arg-type]
        self.emails.append(made)
        return made

    def _body(self) -> str:
        draw = self.random
        kind = draw.random()
        if kind < 0.2:
            return draw.choice(SHORT) + "."
        return self.text(draw.randint(6, 30) if kind < 0.55 else draw.randint(30, 260))

    def _conversation(self) -> None:
        draw = self.random
        last = self._new()
        for _ in range(min(12, int(draw.expovariate(0.4)))):
            everyone = [last.sender, *last.recipients]
            sender = draw.choice(everyone)
            others = tuple(one for one in everyone if one is not sender)
            prefix = draw.choice(("Re: ", "RE: ", "RE: ", "FW: "))
            subject = last.subject if last.subject[:2].lower() == "re" else prefix + last.subject
            later = last.sent + timedelta(seconds=draw.choice((70, 400, 3600, 4000, 90000)))
            last = self._new(
                sender=sender, recipients=others, sent=later, subject=subject, answers=last,
                body="" if subject.startswith("FW") and draw.random() < 0.5 else self._body(),
            )  # fmt: skip

    def _reminders(self) -> None:
        first = self._new()
        for week in range(1, self.random.randint(3, 10)):
            self._new(
                sender=first.sender, recipients=first.recipients, subject=first.subject,
                body=first.body, offset=first.offset, sent=first.sent + timedelta(weeks=week),
            )  # fmt: skip

    def _newsletters(self) -> None:
        first, frame = self._new(), self.text(60)
        for week in range(self.random.randint(3, 8)):
            self._new(
                sender=first.sender, recipients=first.recipients, subject=first.subject,
                body=f"{frame} {self.text(25)} {frame[:120]}", offset=first.offset,
                sent=first.sent + timedelta(weeks=week, minutes=self.random.randint(0, 3)),
            )  # fmt: skip

    def _resent(self) -> None:
        first = self._new()
        later = first.sent + timedelta(minutes=self.random.choice((7, 25, 61, 1440)))
        self._new(**{**vars(first), "number": len(self.emails) + 1, "sent": later})

    def _merge(self) -> None:
        first, text = self._new(), self.text(70)
        for one in self.random.sample(self.people, 6):
            self._new(
                sender=first.sender, recipients=(one,), subject=first.subject,
                body=f"Dear {one.first},\n{text}", sent=first.sent, offset=first.offset,
            )  # fmt: skip

    def _notices(self) -> None:
        first, frame = self._new(), self.text(14)
        for turn in range(self.random.randint(4, 12)):
            ticket = self.random.randint(10000, 99999)
            self._new(
                sender=first.sender, recipients=first.recipients, offset=first.offset,
                subject=f"Ticket {ticket} assigned", body=f"Ticket {ticket} {frame}",
                sent=first.sent + timedelta(seconds=20 * turn),
            )  # fmt: skip


@dataclass
class Matter:
    """Writes messages as processing and un-printing would leave them, and keeps the truth.

    `truth` gives for each document, and each start of a quote in one, the message's number.
    """

    store: Store
    world: World
    severity: float = 0.2
    truth: dict[tuple[int, int], int] = field(default_factory=dict)
    _rows: dict[str, list[tuple[object, ...]]] = field(default_factory=dict)
    _people: dict[Person, int] = field(default_factory=dict)
    _count: int = 0
    _quotes: int = 0

    def add_native(self, email: Email) -> None:
        """A message as its mailer kept it."""
        draw = self.world.random
        body, quotes = f"{email.body}\n\n{email.sender.signature}", []
        above = email.answers if draw.random() < 0.85 else None
        is_marked = draw.random() < 0.3
        while above:
            body += "\n\n"
            quotes.append((len(body), above.number))
            body += self._quoted(above, is_marked=is_marked)
            above = None if is_marked else above.answers
        self._add(email, body, quotes, is_printed=False, sender=email.sender.shown(0))

    def add_printed(self, email: Email) -> None:
        """A message as a release shows it."""
        draw = self.world.random
        body, quotes = self._printed(f"{email.body}\n\n{email.sender.signature}"), []
        above = email.answers if draw.random() < 0.85 else None
        while above:
            body += "\n\n"
            start = len(body)
            body += self._printed_quote(above)
            quotes.append((start, above.number, len(body), above))
            above = above.answers
        self._add(email, body, quotes, is_printed=True, sender=self._withheld_name(email.sender))

    def write(self) -> None:
        """Put everything into the database at once."""
        marks = {name: ",".join("?" * len(rows[0])) for name, rows in self._rows.items() if rows}
        with self.store.write() as database:
            for person, number in self._people.items():
                name = f"{person.first} {person.last}"
                database.conn.execute(
                    "INSERT INTO people VALUES (?,?,?,?)",
                    (number, f"{person.address}{number}", name, person.address),
                )
            for name, rows in self._rows.items():
                database.conn.executemany(f"INSERT INTO {name} VALUES ({marks[name]})", rows)

    def _quoted(self, email: Email, *, is_marked: bool) -> str:
        text = f"{email.body}\n\n{email.sender.signature}"
        if is_marked:
            when = email.sent.strftime("%a, %b %d, %Y at %I:%M %p")
            lines = "\n".join(f"> {line}" for line in text.split("\n"))
            return f"On {when}, {email.sender.shown(2)} wrote:\n{lines}"
        return f"-----Original Message-----\n{self._block(email)}\n\n{text}"

    def _block(self, email: Email) -> str:
        people = "; ".join(one.shown(1) for one in email.recipients)
        when = email.sent.strftime("%A, %B %d, %Y %I:%M %p")
        return (
            f"From: {email.sender.shown(1)}\nSent: {when}\nTo: {people}\nSubject: {email.subject}"
        )

    def _printed_quote(self, email: Email) -> str:
        head = self._block(replace(email, subject=self._noisy(email.subject)))
        return f"{head}\n\n" + self._printed(f"{email.body}\n\n{email.sender.signature}")

    def _printed(self, text: str) -> str:
        """Text with runs of words withheld, letters misread and now and then a stamp."""
        draw, words, found = self.world.random, text.split(" "), []
        share = self.severity * draw.choice((0, 0, 0.5, 1, 2))
        code, index = draw.choice(CODES), 0
        while index < len(words):
            if draw.random() < share / 6:
                index += draw.randint(1, 11)
                if code:
                    found.append(code)
                continue
            found.append(words[index])
            index += 1
        if draw.random() < 0.2:
            place = draw.randrange(len(found) + 1)
            found.insert(place, f"\nRELEASED Case No. F-{self._count} Page {draw.randint(1, 9)}\n")
        return self._noisy(" ".join(found))

    def _noisy(self, text: str) -> str:
        draw = self.world.random
        rate = draw.choice((0, 0, 0.002, 0.01))
        if not rate:
            return text
        return "".join(
            draw.choice(string.ascii_lowercase) if one.isalpha() and draw.random() < rate else one
            for one in text
        )

    def _withheld_name(self, person: Person) -> str:
        draw = self.world.random
        if draw.random() < self.severity:
            return draw.choice(("", "(b)(6)", f"{person.first} (b)(6)"))
        return self._noisy(person.shown(draw.randrange(4)))

    def _add(self, email: Email, body: str, quotes: list, *, is_printed: bool, sender: str) -> None:
        self._count += 1
        document, draw = self._count, self.world.random
        shown = [
            one.shown(0) if not is_printed else self._withheld_name(one) for one in email.recipients
        ]
        subject = email.subject
        if is_printed and draw.random() < self.severity / 2:
            subject = ""
        zones = {"from": sender, "to": "; ".join(shown), "subject": subject, "body": body}
        text = CanonicalText.of_zones(zones)
        local, offset, utc = self._sent(email, is_printed=is_printed)
        self._put("documents", self._document(document, sender, shown, subject, is_printed),
                  (local, offset, utc))  # fmt: skip
        self._rows.setdefault("texts", []).append((document, text.text, json.dumps(text.bounds)))
        self.truth[document, 0] = email.number
        start = text.zone_bounds("body")[0]
        for place, number, *rest in quotes:
            self.truth[document, start + place] = number
            if rest:
                self._put_quote(document, start + place, start + rest[0], rest[1])
        if not is_printed:
            for role, people in (("from", (email.sender,)), ("to", email.recipients)):
                for person in people:
                    number = self._people.setdefault(person, len(self._people) + 1)
                    self._rows.setdefault("document_people", []).append((document, role, number))

    def _sent(self, email: Email, *, is_printed: bool) -> tuple[str | None, int | None, str | None]:
        draw = self.world.random
        if not is_printed:
            utc = email.sent - timedelta(minutes=email.offset)
            return email.sent.isoformat(), email.offset, f"{utc.isoformat()}Z"
        if draw.random() < self.severity / 3:
            return None, None, None
        away = draw.choice((0, 0, 0, 0, 60, -180))
        return (email.sent.replace(second=0) + timedelta(minutes=away)).isoformat(), None, None

    def _put_quote(self, document: int, start: int, end: int, email: Email) -> None:
        self._quotes += 1
        hidden = self.world.random.random() < self.severity
        sent = None if hidden else email.sent.replace(second=0).isoformat()
        self._rows.setdefault("quoted_messages", []).append(
            (
                self._quotes, document, start, end, 1, self._withheld_name(email.sender),
                "; ".join(one.shown(1) for one in email.recipients), email.subject, sent, sent,
                None,
            )
        )  # fmt: skip

    def _document(
        self, document: int, sender: str, shown: list[str], subject: str, is_printed: bool
    ) -> dict[str, object]:
        return {
            "id": document, "family_id": document, "kind": "message",
            "type": "printed" if is_printed else "email", "file_id": 1, "length_bytes": 1,
            "sha256": "0", "size_bytes": 1, "sort_key": document, "sender": sender,
            "recipients": "; ".join(shown), "subject": subject,
            "printed_in": document if is_printed else None,
        }  # fmt: skip

    def _put(self, table: str, row: dict[str, object], sent: tuple[object, ...]) -> None:
        names = f"{table} ({', '.join(row)}, sent_local, utc_offset_minutes, sent_utc)"
        self._rows.setdefault(names, []).append((*row.values(), *sent))


def build(folder: Path, seed: int, messages: int, severity: float) -> Matter:
    """A matter of invented mail: some native, some printed once or twice, some both."""
    store = Store(folder / f"{seed}-{messages}-{severity}.db")
    store.migrate()
    store.conn.execute("PRAGMA synchronous = OFF")
    store.conn.execute("INSERT INTO sources VALUES (1, '/release', 'folder', '', '', 0)")
    store.conn.execute(
        "INSERT INTO files (id, source_id, path, size_bytes, modified_ns) VALUES (1, 1, 'a', 1, 1)"
    )
    matter = Matter(store, World.of(seed, messages), severity)
    draw = matter.world.random
    for email in matter.world.emails:
        if draw.random() < 0.65:
            matter.add_native(email)
        for _ in range(draw.choices((0, 1, 2), (60, 30, 10))[0]):
            matter.add_printed(email)
    matter.write()
    return matter
