"""A message: who wrote what to whom and when, and what it holds."""

import re
from dataclasses import dataclass

from pincite.domain.documents import SentDate
from pincite.processing.formats.addresses import Mailbox, mailboxes
from pincite.processing.formats.body import Body, body_of
from pincite.processing.formats.dates import sent_date
from pincite.processing.formats.headers import decoded, first, unfolded
from pincite.processing.formats.mime import Message, read_mime

ROLES = ("from", "to", "cc", "bcc")
MAX_REFERENCES = 500
_IN_BRACKETS = re.compile(r"<([^<>]+)>")
_SPACE = re.compile(r"\s+")
_BARE_ID = re.compile(r"[^\s<>\"(),;]+@[^\s<>\"(),;]+")


@dataclass(slots=True)
class Mail:
    """A message as it was read."""

    mime: Message
    people: dict[str, tuple[Mailbox, ...]]
    subject: str
    sent: SentDate | None
    message_id: str | None
    references: tuple[str, ...]
    body: Body
    has_header: bool


def read_mail(raw: bytes) -> Mail:
    """A message from its bytes; never raises, whatever they are."""
    mime = read_mime(raw)
    fields = mime.root.fields
    people = {role: _people(fields.get(role)) for role in ROLES}
    if not people["from"] and "sender" in fields:
        people["from"] = _people(fields["sender"])
    if not people["to"] and "apparently-to" in fields:
        people["to"] = _people(fields["apparently-to"])
    own = message_ids(first(fields, "message-id"))
    message_id = own[0] if own else None
    return Mail(
        mime=mime,
        people=people,
        subject=decoded(first(fields, "subject")),
        sent=sent_date(unfolded(first(fields, "date"))),
        message_id=message_id,
        references=_references(fields, message_id),
        body=body_of(mime),
        has_header=bool(fields),
    )


def _people(values: list[str] | None) -> tuple[Mailbox, ...]:
    if not values:
        return ()
    if len(values) == 1:
        return mailboxes(values[0])
    return tuple(dict.fromkeys(one for value in values for one in mailboxes(value)))


def message_ids(value: str) -> list[str]:
    """The Message-IDs of a field in order, without brackets and white space."""
    if not value:
        return []
    found = [_SPACE.sub("", name) for name in _IN_BRACKETS.findall(value)]
    return [name for name in found if name] or [
        name.strip("<>") for name in value.split() if "@" in name
    ][:MAX_REFERENCES]


def _references(fields: dict[str, list[str]], own: str | None) -> tuple[str, ...]:
    """The chain of references, oldest first; `In-Reply-To` is its end where it says something new.

    Source: Zawinski, message threading. `In-Reply-To` may be free text with addresses in it: only
    the last id counts, and not one that is the address of somebody named.
    """
    if "references" not in fields and "in-reply-to" not in fields:
        return ()
    chain = message_ids(" ".join(fields.get("references", ())))[-MAX_REFERENCES:]
    answered = first(fields, "in-reply-to")
    ids = _IN_BRACKETS.findall(answered) or _bare_ids(answered)
    if ids:
        last = _SPACE.sub("", ids[-1])
        is_plain = len(answered.split()) == 1
        named = set() if is_plain else {one.address for one in _people(fields.get("to"))}
        if last not in named:
            chain = [name for name in chain if name != last] + [last]
    return tuple(name for name in dict.fromkeys(chain) if name and name != own)


def _bare_ids(value: str) -> list[str]:
    """An id that stands alone without its brackets."""
    return [value.strip()] if _BARE_ID.fullmatch(value.strip()) else []
