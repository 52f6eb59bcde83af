"""What was recognised in the documents, on the words of the index: dates, addresses, numbers.

A row for each document of the index, also where nothing was recognised, so that one which an older
version did not look at can be told.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pincite.domain.recognising import RULES, Columns, Recognisable, columns
from pincite.store.connection import Store
from pincite.store.doclists import DOCUMENT_SHIFT

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

Kinds = npt.NDArray[np.uint8]

_NO_KINDS = np.empty(0, np.uint8)
_NO_NUMBERS = np.empty(0, np.int64)
_ROWS_AT_ONCE = 20_000
# The documents are gone through, not the texts, which are many times as large.
_DOCUMENTS = (
    "SELECT d.id, t.text, t.bounds FROM documents AS d CROSS JOIN texts AS t"
    " WHERE t.document_id = d.id AND d.copy_of IS NULL AND NOT d.is_retired"
)
_NOT_LOOKED_AT = (
    f"{_DOCUMENTS} AND NOT EXISTS (SELECT 1 FROM recognised AS r WHERE r.document_id = d.id)"
)
# The setting that says by which rules was looked; matters without it were by the first.
_RULES = "recognised_by"
_FIRST_RULES = 1


class Stretches(NamedTuple):
    """Where something of one kind stands: first and last positions, and what it is as a number.

    Positions are those of the index (see `store.doclists`), in order; `ends` are within. What can
    be read in two ways stands there twice. For `numbers` see `domain.recognising`.
    """

    starts: Numbers
    ends: Numbers
    numbers: Numbers


class RecognisedRows:
    """Writes what was recognised, beside the words of the index."""

    def __init__(self, store: Store) -> None:
        """Write to this store."""
        self._store = store

    def put(self, documents: Iterable[tuple[int, Columns]]) -> None:
        """Keep what was recognised in documents; call it within `write()`."""
        self._store.conn.executemany(
            "INSERT OR REPLACE INTO recognised VALUES (?,?,?,?,?)",
            ((document, *found) for document, found in documents),
        )

    def remove(self, document: int) -> None:
        """Forget what was recognised in a document; call it within `write()`."""
        self._store.conn.execute("DELETE FROM recognised WHERE document_id = ?", (document,))

    def catch_up(self) -> int:
        """Look at the documents of the index that were never looked at; how many those were.

        All of them, where they were looked at by other rules.
        """
        with self._store.write():
            if not follows_rules(self._store):
                self._store.conn.execute("DELETE FROM recognised")
                self._store.set_setting(_RULES, RULES)
            found = list(_looked_at(self._store))
            self.put(found)
        return len(found)


def follows_rules(store: Store) -> bool:
    """Whether what is kept was recognised by the rules of this version."""
    return bool(store.setting(_RULES, _FIRST_RULES) == RULES)


class RecognisedWords:
    """Finds what was recognised; read once for each state of the documents."""

    def __init__(self, store: Store) -> None:
        """Reads nothing until it is asked."""
        self._store = store
        self._generation: int | None = None
        self._of_kind: dict[Recognisable, Stretches] = {}
        # What a matter that cannot be written lacks, by document.
        self._caught_up: dict[int, Columns] = {}

    def positions(self, kind: Recognisable, within: Mask | None = None) -> Stretches:
        """Every stretch of this kind, or those of the documents whose place in `within` is true.

        Documents of an older matter are looked at first, and what is found is kept if it can be.
        """
        self._refresh()
        found = self._of_kind[kind]
        if within is None:
            return found
        ids = np.flatnonzero(within)
        if not len(ids):
            return Stretches(*[column[:0] for column in found])
        # They are in the order of their documents; one that came later than the mask is not within.
        first, after = np.searchsorted(
            found.starts, [ids[0] << DOCUMENT_SHIFT, (ids[-1] + 1) << DOCUMENT_SHIFT]
        )
        some = [column[first:after] for column in found]
        wanted = within[some[0] >> DOCUMENT_SHIFT]
        return Stretches(*[column[wanted] for column in some])

    def _refresh(self) -> None:
        if self._generation == self._store.generation():
            return
        if not self._store.is_read_only:
            RecognisedRows(self._store).catch_up()
        with self._store.read():
            generation = self._store.generation()
            if self._store.is_read_only:
                known = self._caught_up
                self._caught_up = dict(_looked_at(self._store, known))
            self._read()
        self._generation = generation

    def _read(self) -> None:
        parts = [_decoded(rows) for rows in self._batches()]
        if self._caught_up:
            parts.append(_decoded([(id_, *found) for id_, found in self._caught_up.items()]))
        kinds = np.concatenate([_NO_KINDS, *[kinds for kinds, _ in parts]])
        joined = [
            np.concatenate([_NO_NUMBERS, *[found[index] for _, found in parts]])
            for index in range(3)
        ]
        del parts
        for kind in Recognisable:
            starts, ends, numbers = (column[kinds == kind] for column in joined)
            if self._caught_up:
                order = np.argsort(starts, kind="stable")
                starts, ends, numbers = starts[order], ends[order], numbers[order]
            self._of_kind[kind] = Stretches(starts, ends, numbers)

    def _batches(self) -> Iterator[Sequence[tuple[int, bytes, bytes, bytes, bytes]]]:
        if not follows_rules(self._store):
            return
        rows = self._store.conn.execute(
            "SELECT document_id, kinds, starts, ends, numbers FROM recognised ORDER BY document_id"
        )
        while batch := rows.fetchmany(_ROWS_AT_ONCE):
            yield batch


def _looked_at(
    store: Store, known: dict[int, Columns] | None = None
) -> Iterator[tuple[int, Columns]]:
    """What is recognised in the documents that have no row; texts that are `known` stay so."""
    select = _NOT_LOOKED_AT if follows_rules(store) else _DOCUMENTS
    for document, text, written in store.conn.execute(select):
        if known and document in known:
            yield document, known[document]
            continue
        bounds = json.loads(written)
        pairs = zip(bounds[::2], bounds[1::2], strict=True)
        yield document, columns([text[start:end] for start, end in pairs])


def _decoded(
    rows: Sequence[tuple[int, bytes, bytes, bytes, bytes]],
) -> tuple[Kinds, Stretches]:
    """The kinds and stretches of some rows, end to end."""
    documents, kinds, starts, ends, numbers = zip(*rows, strict=True)
    counts = np.fromiter(map(len, kinds), np.int64, len(kinds))
    base = np.repeat(np.array(documents, np.int64) << DOCUMENT_SHIFT, counts)
    return np.frombuffer(b"".join(kinds), np.uint8), Stretches(
        base | np.frombuffer(b"".join(starts), "<i4"),
        base | np.frombuffer(b"".join(ends), "<i4"),
        np.frombuffer(b"".join(numbers), "<i8").astype(np.int64),
    )
