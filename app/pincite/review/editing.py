"""Gives a document the date, title and author that a reviewer knows."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from pincite.domain.documents import UNDATED
from pincite.errors import DecisionError
from pincite.review.reviewed import documents_named, reviewed
from pincite.store.changed import Changed
from pincite.store.connection import Store
from pincite.store.documents import Document, Documents
from pincite.store.journal import Change, Journal

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?)?)?")


class Editing:
    """What reviewers know of documents; what was read is kept beside it."""

    def __init__(self, store: Store, journal: Journal) -> None:
        """Read from the store, decide through the journal."""
        self._store = store
        self._journal = journal
        self._documents = Documents(store)

    def edit(
        self,
        document: int,
        date: str | None = None,
        title: str | None = None,
        author: str | None = None,
    ) -> Changed:
        """Give a document a date, a title, an author; None leaves one as it is, '' takes it back.

        A date is as precise as it is known: `2018`, `2018-07`, `2018-07-13`, `2018-07-13T09:30`.
        A document is sorted by the date it was given; attachments go on sorting with their parent.

        Raises:
            DecisionError: The date is not one.
            UnknownDocument: There is no such document.
        """
        (document,) = reviewed(self._store, [document])
        row = self._documents.get(document)
        asked = {"given_date": date, "given_title": title, "given_author": author}
        new = {
            column: " ".join(value.split()) or None
            for column, value in asked.items()
            if value is not None
        }
        if new.get("given_date"):
            new["given_date"] = given_date(str(new["given_date"]))
        new = {column: value for column, value in new.items() if value != getattr(row, column)}
        if not new:
            return Changed()
        old = {column: getattr(row, column) for column in new}
        changes = [Change("documents", {"id": row.id}, old, new)]
        if "given_date" in new:
            changes += self._sorted_anew(row, new["given_date"])
        named = documents_named(self._store, [document])
        words = " and ".join(column.removeprefix("given_") for column in new)
        with self._store.write():
            entry = self._journal.apply("edit", f"Edit the {words} of {named}", changes)
            self._store.documents_changed()
        return Changed.by(entry)

    def _sorted_anew(self, row: Document, date: str | None) -> list[Change]:
        """The changes of order that a date brings to a document and what is attached to it."""
        if row.parent_id is not None:
            return []
        key = _seconds(date) if date else _as_read(row)
        return [
            Change("documents", {"id": one.id}, {"sort_key": one.sort_key}, {"sort_key": key})
            for one in self._documents.family(row.id)
            if one.sort_key != key
        ]


def given_date(text: str) -> str:
    """A reviewer's date in the precision it was written with.

    Raises:
        DecisionError: There is no such day.
    """
    match = _DATE.fullmatch(text)
    try:
        if match:
            _instant(match.groups())
            return text.replace(" ", "T")
    except ValueError:
        pass
    raise DecisionError(
        f"“{text}” is not a date.",
        "A date is written year-month-day, as far as it is known.",
        "Write 2018, 2018-07 or 2018-07-13.",
    )


def _as_read(row: Document) -> int:
    """The order of a document by the date that was read from it."""
    read = row.sent_utc or row.sent_local
    if not read:
        return UNDATED
    instant = datetime.fromisoformat(read.replace("Z", "+00:00"))
    return int((instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp())


def _seconds(date: str) -> int:
    match = _DATE.fullmatch(date)
    return int(_instant(match.groups()).timestamp()) if match else UNDATED


def _instant(parts: Sequence[str | None]) -> datetime:
    """The first instant of the year, month, day or minute."""
    year, month, day, hour, minute, second = (int(part) if part else None for part in parts)
    return datetime(
        year or 1, month or 1, day or 1, hour or 0, minute or 0, second or 0, tzinfo=UTC
    )
