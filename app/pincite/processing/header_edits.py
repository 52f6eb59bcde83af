"""Corrects what was read of a printed header; the pages and the text stay as they are printed."""

from typing import Any

from pincite.errors import DecisionError
from pincite.processing.formats.addresses import mailboxes
from pincite.processing.formats.dates import sent_date, sort_key
from pincite.store.connection import Store
from pincite.store.documents import Document
from pincite.store.journal import Change
from pincite.store.people import People

HEADER_ROLES = ("from", "to", "cc", "subject", "sent")
_SENT_COLUMNS = ("sent_written", "sent_local", "utc_offset_minutes", "sent_utc", "sort_key")


class HeaderEdits:
    """The changes that correct one field of a header."""

    def __init__(self, store: Store) -> None:
        """Read from this store; people who are new are added to it."""
        self._people = People(store)

    def changes(self, row: Document, role: str, value: str) -> list[Change]:
        """The changes of rows; call it within `write()`.

        Raises:
            DecisionError: There is no such field, or the date cannot be read.
        """
        value = " ".join(value.split())
        if role not in HEADER_ROLES:
            raise DecisionError(
                f"“{role}” is not a field of a header.", f"It is one of {', '.join(HEADER_ROLES)}."
            )
        if role == "subject":
            return row_change(row, {"subject": value})
        if role == "sent":
            return row_change(row, _sent(value))
        return self._named(row, role, value)

    def _named(self, row: Document, role: str, value: str) -> list[Change]:
        """The people of one role anew, and the columns that lists show of them."""
        found = mailboxes(value.replace(";", ","))
        wanted = {self._people.id_of(one.name, one.address): one for one in found}
        named = self._people.of_document(row.id)
        there = {person.id for known, person in named if known == role}
        key = {"document_id": row.id, "role": role}
        changes = [
            Change("document_people", key | {"person_id": id_}, {}, None)
            for id_ in sorted(there - wanted.keys())
        ]
        changes += [
            Change("document_people", key | {"person_id": id_}, None, {})
            for id_ in wanted
            if id_ not in there
        ]
        shown = [one.name or one.address for one in found]
        if role == "from":
            return changes + row_change(row, {"sender": "; ".join(shown)})
        recipients: list[str] = []
        for other in ("to", "cc", "bcc"):
            known = [str(person) for one, person in named if one == other]
            recipients += shown if other == role else known
        return changes + row_change(row, {"recipients": "; ".join(recipients)})


def row_change(row: Document, new: dict[str, Any]) -> list[Change]:
    """The change of a document's row to these columns, where anything of it differs."""
    new = {column: value for column, value in new.items() if getattr(row, column) != value}
    old = {column: getattr(row, column) for column in new}
    return [Change("documents", {"id": row.id}, old, new)] if new else []


def _sent(value: str) -> dict[str, Any]:
    sent = sent_date(value)
    if value and (sent is None or sent.local is None):
        raise DecisionError(f"“{value}” is not a date.", "", "Write it as 2018-07-13 16:05 -0400.")
    columns = (
        sent.written if sent else None,
        sent.local if sent else None,
        sent.offset_minutes if sent else None,
        sent.utc if sent else None,
        sort_key(sent),
    )
    return dict(zip(_SENT_COLUMNS, columns, strict=True))
