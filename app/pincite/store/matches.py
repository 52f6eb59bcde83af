"""The documents that a full-text expression matches, in two halves at once where that is costly."""

import re
import sqlite3
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pincite.store.connection import Store
from pincite.store.segments import Segments

Ids = npt.NDArray[np.int64]

# Words whose doclists fill so many pages together are costly.
COSTLY_PAGES = 100

_WHOLE = "SELECT group_concat(rowid) FROM document_words WHERE document_words MATCH ?"
# Each from the middle outwards: FTS5 does not see the end of a range before the next match, which
# may be far where matches are few.
_AFTER = f"{_WHOLE} AND rowid > ?"
_UP_TO = (
    "SELECT group_concat(rowid) FROM (SELECT rowid FROM document_words"
    " WHERE document_words MATCH ? AND rowid <= ? ORDER BY rowid DESC)"
)
_INDEX_STATE = (
    "SELECT (SELECT value FROM settings WHERE key = 'generation'),"
    " (SELECT block FROM document_words_data WHERE id = 10)"
)
_QUOTED = re.compile(r'"([^"]*)"')


class _State(NamedTuple):
    """What two connections see alike if they see the same index."""

    generation: str | None
    structure: bytes


class Matches:
    """Asks the full-text index of one store."""

    def __init__(self, store: Store, segments: Segments, costly_pages: int = COSTLY_PAGES) -> None:
        """Expressions whose words fill so many pages of the index are looked for in halves."""
        self._store = store
        self._segments = segments
        self._costly_pages = costly_pages

    def matching(self, expression: str) -> Ids:
        """The documents that an FTS5 expression matches, in no order to rely on."""
        if self._store.is_only_reading and self._is_costly(expression):
            return self._in_halves(expression)
        return _ids(self._store.conn, _WHOLE, expression)

    def _is_costly(self, expression: str) -> bool:
        """Whether half of it takes long. A prefix is made ready for either half, which spares none.

        Words of few pages are left out of account: there each part of the expression has some.
        """
        if " *" in expression:
            return False
        words = {word for quoted in _QUOTED.findall(expression) for word in quoted.split()}
        return self._segments.pages_of(words) >= self._costly_pages

    def _in_halves(self, expression: str) -> Ids:
        state = _state(self._store.conn)
        (last,) = self._store.conn.execute(
            "SELECT coalesce(max(id), 0) FROM document_words_docsize"
        ).fetchone()
        middle = last // 2
        with self._store.second.beside(lambda: self._half(expression, middle, state)) as half:
            after = _ids(self._store.conn, _AFTER, expression, middle)
            up_to = half.result()
        if up_to is None:
            up_to = _ids(self._store.conn, _UP_TO, expression, middle)
        return np.concatenate([up_to, after])

    def _half(self, expression: str, middle: int, state: _State) -> Ids | None:
        """On the second thread: the documents up to one; None if it cannot see what the first does.

        Others may have written since the first thread's reading began.
        """
        try:
            conn = self._store.second.connection()
            conn.execute("BEGIN")
            try:
                if _state(conn) != state:
                    return None
                return _ids(conn, _UP_TO, expression, middle)
            finally:
                conn.execute("COMMIT")
        except sqlite3.Error:
            return None


def _state(conn: sqlite3.Connection) -> _State:
    return _State(*conn.execute(_INDEX_STATE).fetchone())


def _ids(conn: sqlite3.Connection, select: str, *parameters: str | int) -> Ids:
    row = conn.execute(select, parameters).fetchone()
    if row[0] is None:
        return np.empty(0, np.int64)
    return np.fromstring(row[0], np.int64, sep=",")
