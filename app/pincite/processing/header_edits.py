"""Corrects what was read of a printed header; the pages and the text stay as they are printed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pincite.errors import DecisionError
from pincite.processing.formats.addresses import Mailbox, mailboxes
from pincite.processing.formats.dates import sent_date, sort_key
from pincite.store.connection import Store
from pincite.store.documents import Document
from pincite.store.journal import Change
from pincite.store.people import People

_RECIPIENTS = ("to", "cc", "bcc")
HEADER_ROLES = ("from", "to", "cc", "subject", "sent")
_SENT_COLUMNS = ("sent_written", "sent_local", "utc_offset_minutes", "sent_utc", "sort_key")


class HeaderEdits:
    """The changes that correct fields of a header."""

    def __init__(self, store: Store) -> None:
        """Read from this store; people who are new are added to it."""
        self._people = People(store)

    def changes(self, row: Document, values: Mapping[str, str]) -> list[Change]:
        """The changes of rows that give these fields, by role; call it within `write()`.

        Raises:
            DecisionError: There is no such field, or the date cannot be read.
        """
        columns: dict[str, Any] = {}
        named: dict[str, Sequence[Mailbox]] = {}
        for role, written in values.items():
            value = " ".join(written.split())
            if role not in HEADER_ROLES:
                raise DecisionError(
                    f"“{role}” is not a field of a header.",
                    f"It is one of {', '.join(HEADER_ROLES)}.",
                )
            if role == "subject":
                columns["subject"] = value
            elif role == "sent":
                columns |= _sent(value)
            else:
                named[role] = mailboxes(value.replace(";", ","))
        return self._people_changes(row, named) + row_change(row, columns | self._shown(row, named))

    def _people_changes(
        self, row: Document, named: Mapping[str, Sequence[Mailbox]]
    ) -> list[Change]:
        """The people of some roles anew."""
        changes: list[Change] = []
        known = self._people.of_document(row.id)
        for role, found in named.items():
            wanted = dict.fromkeys(self._people.id_of(one.name, one.address) for one in found)
            there = {person.id for other, person in known if other == role}
            changes += _person_changes({"document_id": row.id, "role": role}, there, wanted)
        return changes

    def _shown(self, row: Document, named: Mapping[str, Sequence[Mailbox]]) -> dict[str, str]:
        """The columns that lists show of the people in some roles."""
        known = self._people.of_document(row.id)
        told = {role: [str(one) for other, one in known if other == role] for role in _RECIPIENTS}
        told |= {role: [one.name or one.address for one in found] for role, found in named.items()}
        columns = {"sender": "; ".join(told["from"])} if "from" in named else {}
        if named.keys() & set(_RECIPIENTS):
            columns["recipients"] = "; ".join(one for role in _RECIPIENTS for one in told[role])
        return columns


def _person_changes(key: dict[str, Any], there: set[int], wanted: Iterable[int]) -> list[Change]:
    """Who goes and who comes in the role of `key`."""
    kept = list(wanted)
    gone = [
        Change("document_people", key | {"person_id": id_}, {}, None)
        for id_ in sorted(there.difference(kept))
    ]
    return gone + [
        Change("document_people", key | {"person_id": id_}, None, {})
        for id_ in kept
        if id_ not in there
    ]


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
