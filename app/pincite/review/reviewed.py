"""Which documents a decision is about: unique ones, with their families if asked."""

from collections.abc import Iterable, Sequence

from pincite.errors import UnknownDocument
from pincite.store.connection import Store
from pincite.store.documents import Documents


def reviewed(store: Store, ids: Iterable[int], *, with_family: bool = False) -> list[int]:
    """The unique documents that these ids stand for, in order, each once.

    A copy stands for the document that it is folded under, since only that one is found and shown.

    Raises:
        UnknownDocument: There is no document with one of these ids.
    """
    primaries: dict[int, None] = {}
    for block in _blocks([int(id_) for id_ in ids]):
        marks = ",".join("?" * len(block))
        found = dict(
            store.conn.execute(
                f"SELECT id, coalesce(copy_of, id) FROM documents WHERE id IN ({marks})", block
            )
        )
        for id_ in block:
            if id_ not in found:
                raise UnknownDocument(f"There is no document {Documents(store).control(id_)}.")
            primaries[found[id_]] = None
    return _with_families(store, list(primaries)) if with_family else list(primaries)


def documents_named(store: Store, ids: Sequence[int]) -> str:
    """How a sentence calls these documents: by control number, or by how many they are."""
    if len(ids) == 1:
        return Documents(store).control(ids[0])
    return f"{len(ids):,} documents"


def _with_families(store: Store, ids: list[int]) -> list[int]:
    family: dict[int, None] = {}
    for block in _blocks(ids):
        marks = ",".join("?" * len(block))
        rows = store.conn.execute(
            "SELECT id FROM documents WHERE copy_of IS NULL AND NOT is_retired AND family_id IN"
            f" (SELECT family_id FROM documents WHERE id IN ({marks})) ORDER BY id",
            block,
        )
        family.update((row[0], None) for row in rows)
    return list(family)


def _blocks(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + 900] for start in range(0, len(ids), 900))
