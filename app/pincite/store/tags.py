"""Reads tags: the list itself, and which documents and passages carry which."""

from collections.abc import Sequence
from dataclasses import dataclass

from pincite.domain.documents import TagId
from pincite.store.connection import Store


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: `colour` is a place in the palette (1 to 9), `digit` the key that sets it, or None."""

    id: TagId
    name: str
    colour: int
    digit: int | None
    position: int


@dataclass(frozen=True, slots=True)
class TagCount:
    """How often a tag is used."""

    tag: Tag
    documents: int
    passages: int


class Tags:
    """The tags of a matter, for reading."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store

    def all(self) -> list[Tag]:
        """Every tag in the order of the palette."""
        return self._where("1 ORDER BY position, id")

    def get(self, tag: int) -> Tag | None:
        """The tag with this id, or None."""
        return next(iter(self._where("id = ?", (tag,))), None)

    def named(self, name: str) -> Tag | None:
        """The tag with this name, capitals and spaces at the ends apart, or None."""
        wanted = name.strip().casefold()
        return next((tag for tag in self.all() if tag.name.casefold() == wanted), None)

    def of_digit(self, digit: int) -> Tag | None:
        """The tag that a digit key sets, or None."""
        return next(iter(self._where("digit = ?", (digit,))), None)

    def of_documents(self, ids: Sequence[int]) -> dict[int, tuple[Tag, ...]]:
        """The tags of each of these documents in palette order; one without tags is left out."""
        return self._carried("document_tags", "document_id", ids)

    def of_passages(self, ids: Sequence[int]) -> dict[int, tuple[Tag, ...]]:
        """The tags of each of these passages in palette order; one without tags is left out."""
        return self._carried("passage_tags", "passage_id", ids)

    def on_documents_or_passages(self, ids: Sequence[int]) -> dict[int, tuple[Tag, ...]]:
        """The tags of each of these documents and of its passages, each once, in palette order."""
        documents = (
            "(SELECT document_id, tag_id FROM document_tags UNION SELECT document_id, tag_id"
            " FROM passage_tags JOIN passages ON passages.id = passage_id)"
        )
        return self._carried(documents, "document_id", ids)

    def counts(self) -> list[TagCount]:
        """Every tag with the number of documents and of passages that carry it."""
        documents = self._counted("document_tags")
        passages = self._counted("passage_tags")
        return [
            TagCount(tag, documents.get(tag.id, 0), passages.get(tag.id, 0)) for tag in self.all()
        ]

    def _carried(self, table: str, column: str, ids: Sequence[int]) -> dict[int, tuple[Tag, ...]]:
        tags = {tag.id: tag for tag in self.all()}
        carried: dict[int, list[Tag]] = {}
        for start in range(0, len(ids), 900):
            block = [int(id_) for id_ in ids[start : start + 900]]
            rows = self._store.conn.execute(
                f"SELECT {column}, tag_id FROM {table}"
                f" WHERE {column} IN ({','.join('?' * len(block))})",
                block,
            )
            for id_, tag in rows:
                carried.setdefault(id_, []).append(tags[tag])
        return {
            id_: tuple(sorted(found, key=lambda tag: (tag.position, tag.id)))
            for id_, found in carried.items()
        }

    def _counted(self, table: str) -> dict[int, int]:
        return dict(
            self._store.conn.execute(f"SELECT tag_id, count(*) FROM {table} GROUP BY tag_id")
        )

    def _where(self, condition: str, values: tuple[int, ...] = ()) -> list[Tag]:
        rows = self._store.conn.execute(
            f"SELECT id, name, colour, digit, position FROM tags WHERE {condition}", values
        )
        return [Tag(*row) for row in rows]
