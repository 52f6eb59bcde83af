"""How an exhibit is described in one line: what it is, who wrote to whom, and when."""

import re
from collections.abc import Sequence
from datetime import date

from pincite.domain.documents import Kind
from pincite.domain.numbers import bates_range
from pincite.store.documents import Document

_NOUNS = {
    "email": "Email",
    "pdf": "PDF",
    "text": "Text file",
    "html": "Web page",
    "image": "Image",
    "archive": "Archive",
    "word": "Word document",
    "spreadsheet": "Spreadsheet",
}
# These stand in an index that is filed.
_UNTITLED = {
    Kind.MESSAGE: "Email without a subject",
    Kind.ATTACHMENT: "Untitled attachment",
    Kind.FILE: "Untitled document",
}
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_ENDING = re.compile(r"(?<=.)\.[A-Za-z][A-Za-z0-9]{1,4}$")
_ADDRESS = re.compile(r"\s*<[^<>]*>\s*$")


def exhibit_title(given: str, document: Document) -> str:
    """The title of an exhibit: as given, else the document's; a file name without its ending."""
    title = given or document.given_title or document.subject
    if not title.strip():
        title = _ENDING.sub("", re.split(r"[/\\]", document.filename)[-1])
    return " ".join(title.split()) or _UNTITLED[document.kind]


def describe(document: Document) -> str:
    """What a document is: `Email, Dana Whitlock to R. Okafor, 14 Sep 2017`."""
    noun = _NOUNS.get(document.type, "Document")
    if document.type == "printed" and document.kind is Kind.MESSAGE:
        noun = "Printed email"
    if document.kind is Kind.ATTACHMENT and document.type != "email":
        noun = f"Attachment ({noun})" if document.type in _NOUNS else "Attachment"
    return ", ".join(part for part in (noun, _people(document), short_date(document.date)) if part)


def describe_pages(page_count: int | None, bates: Sequence[str | None], attachments: int) -> str:
    """Bates numbers and pages: `BPS-000114–116 · 3 pp incl. attachment`; '' when unknown."""
    numbers = [number for number in bates if number]
    parts = [bates_range(numbers[0], numbers[-1])] if numbers else []
    if page_count is not None:
        pages = f"{page_count:,} {'p' if page_count == 1 else 'pp'}"
        if attachments:
            pages += f" incl. {'attachment' if attachments == 1 else f'{attachments} attachments'}"
        parts.append(pages)
    return " · ".join(parts)


def short_date(written: str | None) -> str:
    """A date as exhibits lists have it: `14 Sep 2017`; a part that is unknown is left out."""
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", written or "")
    if not found:
        return ""
    year, month, day = found.groups()
    if day:
        try:
            parsed = date(int(year), int(month), int(day))
        except ValueError:
            return year
        return f"{parsed.day} {_MONTHS[parsed.month - 1]} {parsed.year}"
    return f"{_MONTHS[int(month) - 1]} {year}" if month and 1 <= int(month) <= 12 else year


def plain_name(person: str) -> str:
    """A person by name, as it was written but for the address; an address alone stays whole.

    Nothing is shortened or turned round: `P. Office` for the Program Office, or `Inc. Harbor`,
    would stand in an index that is filed.
    """
    name = _ADDRESS.sub("", person).strip().strip("\"'").strip()
    return name or person.strip().strip("<>")


def _people(document: Document) -> str:
    """`Dana Whitlock to R. Okafor`, the first recipient standing for the others."""
    recipients = [part for part in document.recipients.split(";") if part.strip()]
    sender = plain_name(document.author) if document.author else ""
    if not recipients or document.kind is not Kind.MESSAGE:
        return sender if document.kind is Kind.MESSAGE or document.given_author else ""
    receiver = plain_name(recipients[0]) + (" and others" if len(recipients) > 1 else "")
    return f"{sender} to {receiver}".strip()
