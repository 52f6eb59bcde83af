"""Reads the hand-written messages in `written/messages` into records."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

from sample.people import PEOPLE, Person

# Eastern time changed on these days within the span of the release.
SUMMER_TIME = (
    (datetime(2017, 3, 12, 2), datetime(2017, 11, 5, 2)),
    (datetime(2018, 3, 11, 2), datetime(2018, 11, 4, 2)),
)


@dataclass(frozen=True)
class Letter:
    """One message as written, before it is put into MIME."""

    key: str
    sender: Person
    to: tuple[Person, ...]
    cc: tuple[Person, ...]
    sent: datetime
    subject: str
    body: str
    places: tuple[str, ...]
    form: str
    charset: str
    encoding: str
    attachments: tuple[str, ...]
    reply_to: str
    quote: str

    @property
    def message_id(self) -> str:
        """The Message-ID, made of the date, the key and the sender's domain."""
        domain = self.sender.address.partition("@")[2]
        return f"<{self.sent:%Y%m%d%H%M}.{self.key}@{domain}>"

    @property
    def date_header(self) -> str:
        """The Date header (RFC 5322) in the sender's local time."""
        return format_datetime(self.sent)


def read_letters(folder: Path) -> dict[str, Letter]:
    """Every letter of the folder by key, in order of date."""
    letters = [
        letter
        for path in sorted(folder.glob("*.txt"))
        for letter in _letters(path.read_text("utf-8"))
    ]
    by_key = {letter.key: letter for letter in sorted(letters, key=lambda each: each.sent)}
    if len(by_key) != len(letters):
        raise ValueError("two letters have the same key")
    return by_key


def _letters(text: str) -> Iterator[Letter]:
    for block in re.split(r"(?m)^## ", text)[1:]:
        head, _, body = block.partition("\n\n")
        key, *lines = head.split("\n")
        fields = dict(line.split(": ", 1) for line in lines)
        yield _letter(key, fields, body.strip("\n") + "\n")


def _letter(key: str, fields: dict[str, str], body: str) -> Letter:
    return Letter(
        key=key,
        sender=PEOPLE[fields["from"]],
        to=_people(fields["to"]),
        cc=_people(fields.get("cc", "")),
        sent=_local_time(fields["date"]),
        subject=fields["subject"],
        body=body,
        places=tuple(fields["in"].split()),
        form=fields.get("form", "plain"),
        charset=fields.get("charset", "utf-8"),
        encoding=fields.get("encoding", ""),
        attachments=tuple(filter(None, fields.get("attach", "").split(", "))),
        reply_to=fields.get("re", ""),
        quote=fields.get("quote", ""),
    )


def _people(names: str) -> tuple[Person, ...]:
    return tuple(PEOPLE[name] for name in names.split(", ") if name)


def _local_time(text: str) -> datetime:
    naive = datetime.strptime(text, "%Y-%m-%d %H:%M")
    hours = -4 if any(start <= naive < end for start, end in SUMMER_TIME) else -5
    return naive.replace(tzinfo=timezone(timedelta(hours=hours)))
