"""The append-only, hash-chained history of a matter, and undo on top of it."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pincite.errors import UndoRefused
from pincite.store.connection import Store
from pincite.store.words import DocumentWords

FIRST_HASH = "0" * 64
UNDO, REDO = "undo", "redo"

Row = Mapping[str, Any]

# What a change to a table is called when views are told what to read again.
KINDS = {
    "document_tags": "tags",
    "codings": "coding",
    "passage_tags": "passages",
    "exhibits": "bundles",
    "pages": "redactions",
    "rejected_redactions": "redactions",
    "highlight_lists": "highlights",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after: inserted where `old` is None, deleted where `new` is None.

    `key` holds the columns that identify the row; `old` and `new` the other columns that matter.
    """

    table: str
    key: Row
    old: Row | None
    new: Row | None

    def reversed(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.table, self.key, self.new, self.old)


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the journal without its changes, of which a batch may have very many."""

    sequence: int
    at_utc: str
    actor: str
    action: str
    summary: str
    undoes: int | None
    hash: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the journal; `at_utc` ends in Z, `undoes` is the entry it takes back."""

    sequence: int
    at_utc: str
    actor: str
    action: str
    summary: str
    changes: tuple[Change, ...]
    undoes: int | None
    previous_hash: str
    hash: str

    @property
    def tables(self) -> frozenset[str]:
        """The tables that the entry changed."""
        return frozenset(change.table for change in self.changes)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of things that the entry changed, the history always among them."""
        return frozenset(KINDS.get(table, table) for table in self.tables) | {"history"}


class Journal:
    """Applies decisions and records them; the only way a reviewer's decision changes a matter."""

    def __init__(self, store: Store, actor: str) -> None:
        """`actor` is the name of the person whose decisions are recorded."""
        self._store = store
        self.actor = actor
        self._words = DocumentWords(store)

    def apply(self, action: str, summary: str, changes: Sequence[Change]) -> Entry | None:
        """Make these changes and record them in one transaction; None when there are none."""
        if not changes:
            return None
        with self._store.write():
            for change in changes:
                self._make(change)
            return self._record(action, summary, changes, None)

    def record(self, action: str, summary: str) -> Entry:
        """Record what happened and cannot be undone: sources added, a bundle exported."""
        with self._store.write():
            return self._record(action, summary, (), None)

    def undo(self) -> Entry:
        """Take the last decision back that is not taken back yet.

        Raises:
            UndoRefused: There is none, or something later touched the same rows.
        """
        undoable, _ = self._stacks()
        return self._take_back(undoable, UNDO)

    def redo(self) -> Entry:
        """Make the decision again that was last taken back.

        Raises:
            UndoRefused: There is none, or something later touched the same rows.
        """
        _, redoable = self._stacks()
        return self._take_back(redoable, REDO)

    def next_undo(self) -> Heading | None:
        """The decision that `undo` would take back."""
        undoable, _ = self._stacks()
        return self._heading(undoable)

    def next_redo(self) -> Heading | None:
        """The decision that `redo` would make again, told by its own summary."""
        _, redoable = self._stacks()
        return self._heading(redoable)

    def entry(self, sequence: int) -> Entry:
        """The entry with this number."""
        row = self._store.conn.execute(
            "SELECT * FROM journal WHERE sequence = ?", (sequence,)
        ).fetchone()
        return _entry(row)

    def last(self, action: str) -> Entry | None:
        """The newest entry of an action, or None."""
        row = self._store.conn.execute(
            "SELECT * FROM journal WHERE action = ? ORDER BY sequence DESC LIMIT 1", (action,)
        ).fetchone()
        return _entry(row) if row else None

    def entries(self, limit: int = -1, before: int | None = None) -> list[Heading]:
        """Headings from the newest back, all or `limit` of them, older than `before`."""
        rows = self._store.conn.execute(
            "SELECT sequence, at_utc, actor, action, summary, undoes, hash FROM journal"
            " WHERE sequence < ? ORDER BY sequence DESC LIMIT ?",
            (before if before is not None else 2**62, limit),
        )
        return [Heading(*row) for row in rows]

    def head(self) -> str:
        """The hash of the newest entry, which stands for the whole history."""
        row = self._store.conn.execute(
            "SELECT hash FROM journal ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        return row[0] if row else FIRST_HASH

    def problems(self) -> list[str]:
        """What is wrong with the chain, in order; empty when every entry is as it was written."""
        found: list[str] = []
        previous, expected = FIRST_HASH, 1
        for row in self._store.conn.execute("SELECT * FROM journal ORDER BY sequence"):
            if row[0] != expected:
                found.append(f"journal entry {expected} is missing")
            if row[7] != previous or _hash(row[:8]) != row[8]:
                found.append(f"journal entry {row[0]} is not as it was written")
            previous, expected = row[8], row[0] + 1
        return found

    def _heading(self, stack: Sequence[int]) -> Heading | None:
        return self.entries(1, before=stack[-1] + 1)[0] if stack else None

    def _take_back(self, stack: list[int], action: str) -> Entry:
        if not stack:
            raise UndoRefused(f"There is nothing to {action}.")
        entry = self.entry(stack[-1])
        changes = [change.reversed() for change in reversed(entry.changes)]
        with self._store.write():
            for change in changes:
                self._refuse_if_touched(change, entry)
                self._make(change)
            return self._record(action, entry.summary, changes, entry.sequence)

    def _stacks(self) -> tuple[list[int], list[int]]:
        """Entries that can be undone, and `undo` entries that can be redone, oldest first."""
        undoable: list[int] = []
        redoable: list[int] = []
        rows = self._store.conn.execute(
            "SELECT sequence, action FROM journal WHERE changes <> '[]' ORDER BY sequence"
        )
        for sequence, action in rows:
            if action == UNDO:
                undoable.pop()
                redoable.append(sequence)
            elif action == REDO:
                redoable.pop()
                undoable.append(sequence)
            else:
                redoable.clear()
                undoable.append(sequence)
        return undoable, redoable

    def _record(
        self, action: str, summary: str, changes: Sequence[Change], undoes: int | None
    ) -> Entry:
        last = self._store.conn.execute(
            "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        sequence, previous = (last[0] + 1, last[1]) if last else (1, FIRST_HASH)
        at_utc = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        written = _written(changes)
        fields = (
            sequence,
            at_utc,
            self.actor,
            action,
            summary,
            written,
            undoes,
            previous,
        )
        row = (*fields, _hash(fields))
        self._store.conn.execute("INSERT INTO journal VALUES (?,?,?,?,?,?,?,?,?)", row)
        return Entry(*row[:5], tuple(changes), *row[6:])

    def _refuse_if_touched(self, change: Change, entry: Entry) -> None:
        current = self._current(change)
        if current != (dict(change.old) if change.old is not None else None):
            raise UndoRefused(
                f"“{entry.summary}” cannot be taken back.",
                f"Something later changed the same {change.table.replace('_', ' ').rstrip('s')}.",
                "Change it by hand.",
            )

    def _current(self, change: Change) -> dict[str, Any] | None:
        """The row as it is, in the columns that the change knows."""
        where, values = _where(change.key)
        known = change.old if change.old is not None else change.new
        columns = list(known or change.key)
        listed = ", ".join(f'"{column}"' for column in columns) or "1"
        row = self._store.conn.execute(
            f'SELECT {listed} FROM "{change.table}" WHERE {where}', values
        ).fetchone()
        if row is None:
            return None
        return dict(zip(columns, row, strict=True)) if known else {}

    def _make(self, change: Change) -> None:
        where, values = _where(change.key)
        connection = self._store.conn
        if change.new is None:
            connection.execute(f'DELETE FROM "{change.table}" WHERE {where}', values)
        elif change.old is None:
            row = {**change.key, **change.new}
            columns = ", ".join(f'"{column}"' for column in row)
            marks = ", ".join("?" for _ in row)
            connection.execute(
                f'INSERT INTO "{change.table}" ({columns}) VALUES ({marks})',
                list(row.values()),
            )
        else:
            assignments = ", ".join(f'"{column}" = ?' for column in change.new)
            connection.execute(
                f'UPDATE "{change.table}" SET {assignments} WHERE {where}',
                [*change.new.values(), *values],
            )
            if change.table == "documents" and "is_retired" in change.new:
                self._words.follow(int(change.key["id"]), is_retired=bool(change.new["is_retired"]))


def _where(key: Row) -> tuple[str, list[Any]]:
    return " AND ".join(f'"{column}" = ?' for column in key), list(key.values())


def _written(changes: Iterable[Change]) -> str:
    rows = [[change.table, change.key, change.old, change.new] for change in changes]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash(fields: Sequence[Any]) -> str:
    """SHA-256 of the entry's fields up to and with the hash before it, as canonical JSON."""
    return hashlib.sha256(
        json.dumps(list(fields), ensure_ascii=False, separators=(",", ":")).encode()
    ).hexdigest()


def _entry(row: Sequence[Any]) -> Entry:
    changes = tuple(Change(*change) for change in json.loads(row[5]))
    return Entry(*row[:5], changes, *row[6:])  # type: ignore[call-arg]
