"""Finds the families that are copies of others."""

from collections.abc import Sequence

from pincite.store.connection import Store

# SQLite's oldest limit for variables in one statement.
_BLOCK = 900


class Copies:
    """Tells which families are copies: of the same bytes, or of the same message and content.

    Only whole families are copies; what is attached never is one by itself.
    """

    def __init__(self, store: Store) -> None:
        """Compare with what this store has."""
        self._store = store

    def among(self, tops: Sequence[tuple[int, int, str, bytes | None]]) -> dict[int, int]:
        """For each family that is a copy, its number with that of the family it is a copy of.

        A family is its first number, its size, and the SHA-256 and content key of its top.
        """
        by_sha256 = self._known("sha256", [sha256 for _, _, sha256, _ in tops])
        by_key = self._known("content_key", [key for *_, key in tops if key])
        sizes: dict[int, int] = {}
        found: dict[int, int] = {}
        for number, size, sha256, key in tops:
            primary = by_sha256.get(sha256)
            if primary is None and key:
                primary = by_key.get(key)
            if primary is not None and self._size(primary, sizes) == size:
                found[number] = primary
                continue
            sizes[number] = size
            by_sha256.setdefault(sha256, number)
            if key:
                by_key.setdefault(key, number)
        return found

    def _known(self, column: str, values: Sequence[object]) -> dict[object, int]:
        """The first family of the store with each of these values."""
        found: dict[object, int] = {}
        for start in range(0, len(values), _BLOCK):
            block = values[start : start + _BLOCK]
            rows = self._store.conn.execute(
                f"SELECT {column}, min(id) FROM documents WHERE {column} IN"
                f" ({','.join('?' * len(block))}) AND parent_id IS NULL AND copy_of IS NULL"
                " AND (NOT is_retired OR printed_in IS NULL)"
                f" GROUP BY {column}",
                block,
            )
            found.update(rows)
        return found

    def _size(self, top: int, sizes: dict[int, int]) -> int:
        if top not in sizes:
            (sizes[top],) = self._store.conn.execute(
                "SELECT count(*) FROM documents WHERE family_id = ?", (top,)
            ).fetchone()
        return sizes[top]
