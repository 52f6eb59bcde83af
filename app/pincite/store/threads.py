"""Groups messages into threads by the chains of their references, never by subject.

Source: Zawinski, "message threading"; RFC 5256 REFERENCES without its subject step.
"""

from collections.abc import Iterable, Sequence

from pincite.store.connection import Store

# SQLite's oldest limit for variables in one statement.
_BLOCK = 900


class Threads:
    """Keeps for every Message-ID that was seen or referred to the thread it belongs to."""

    def __init__(self, store: Store) -> None:
        """Keep the groups in this store."""
        self._store = store

    def of(self, messages: Sequence[tuple[int, str | None, str | None]]) -> dict[int, int]:
        """The thread of each message, given as number, Message-ID and references (or None).

        May bring threads of the store together; call it within `write()`. A thread's id is the
        number of the first message that was seen of it.
        """
        chains = [(number, _chain(own, refs)) for number, own, refs in messages]
        known = self._known({name for _, chain in chains for name in chain})
        groups = _Groups()
        thread_of = dict(known)
        for number, chain in chains:
            thread = number
            for name in chain:
                if name in thread_of:
                    thread = groups.join(thread, thread_of[name])
            for name in chain:
                thread_of.setdefault(name, thread)
        self._merge((thread, groups.first(thread)) for thread in set(known.values()))
        self._store.conn.executemany(
            "INSERT INTO message_ids VALUES (?, ?)",
            [(name, groups.first(t)) for name, t in thread_of.items() if name not in known],
        )
        return {
            number: groups.first(thread_of[chain[0]] if chain else number)
            for number, chain in chains
        }

    def _known(self, names: Iterable[str]) -> dict[str, int]:
        """The threads that the store knows of these Message-IDs."""
        listed = list(names)
        found: dict[str, int] = {}
        for start in range(0, len(listed), _BLOCK):
            block = listed[start : start + _BLOCK]
            found.update(
                self._store.conn.execute(
                    "SELECT message_id, thread_id FROM message_ids"
                    f" WHERE message_id IN ({','.join('?' * len(block))})",
                    block,
                )
            )
        return found

    def _merge(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Move everything of a thread into another, where the two differ."""
        for old, new in pairs:
            if old == new:
                continue
            for table in ("documents", "message_ids"):
                self._store.conn.execute(
                    f"UPDATE {table} SET thread_id = ? WHERE thread_id = ?", (new, old)
                )


class _Groups:
    """Numbers that belong together; each group is known by its lowest."""

    def __init__(self) -> None:
        self._lower: dict[int, int] = {}

    def first(self, number: int) -> int:
        """The lowest number of a number's group."""
        while (lower := self._lower.get(number, number)) != number:
            number = lower
        return number

    def join(self, one: int, other: int) -> int:
        """Make two groups one and return its lowest number."""
        low, high = sorted((self.first(one), self.first(other)))
        if low != high:
            self._lower[high] = low
        return low


def _chain(own: str | None, refs: str | None) -> list[str]:
    names = dict.fromkeys((refs or "").split())
    if own:
        names[own] = None
    return list(names)
