"""What a change of documents does to the decisions about them: nothing is lost, all is journaled.

An un-printed document never changes: its number always means the same stretch of the same pages. A
repair retires it and brings others to life, and what was decided about it moves to them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pincite.domain.anchors import Anchor
from pincite.domain.pages import WordBox
from pincite.errors import DecisionError
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.journal import Change
from pincite.store.passages import Passage, Passages, passage_change, placed_columns

# Words of one page that lie this near are the same word, read into two documents.
_GRID_PT = 0.5


@dataclass(frozen=True, slots=True)
class _Found:
    """A word of a new document: which one, and its place in that text."""

    document: int
    start: int
    end: int


class Succession:
    """Moves decisions from documents that are retired to those that take their place."""

    def __init__(self, store: Store) -> None:
        """Read from this store; nothing is written here."""
        self._store = store
        self._documents = Documents(store)
        self._passages = Passages(store)

    def refuse_exhibits(self, retired: Sequence[int]) -> None:
        """An exhibit may not change beneath a brief.

        Raises:
            DecisionError: One of these documents is an exhibit.
        """
        marks = ",".join("?" * len(retired))
        row = self._store.conn.execute(
            "SELECT document_id, bundles.name FROM exhibits JOIN bundles ON bundles.id = bundle_id"
            f" WHERE document_id IN ({marks}) LIMIT 1",
            list(retired),
        ).fetchone()
        if row:
            raise DecisionError(
                f"{self._documents.control(row[0])} cannot be changed.",
                f"It is an exhibit of “{row[1]}”, which would show other pages.",
                "Take it out of the bundle first.",
            )

    def changes(self, retired: Sequence[int], successors: Sequence[int]) -> list[Change]:
        """What makes the successors live and the others retired, with every decision moved.

        Tags and coding go to every successor, a note to the first, a passage to where its words
        are.
        """
        self.refuse_exhibits(retired)
        moved = [
            Change("documents", {"id": id_}, {"is_retired": 1}, {"is_retired": 0})
            for id_ in successors
        ]
        moved += self._tags(retired, successors)
        moved += self._coding(retired, successors)
        moved += self._notes(retired, successors[0])
        moved += self._marked(retired, successors)
        moved += [
            Change("documents", {"id": id_}, {"is_retired": 0}, {"is_retired": 1})
            for id_ in retired
        ]
        return moved

    def _tags(self, retired: Sequence[int], successors: Sequence[int]) -> list[Change]:
        rows = self._rows("document_tags", "document_id, tag_id", retired)
        removed = [
            Change("document_tags", {"document_id": id_, "tag_id": tag}, {}, None)
            for id_, tag in rows
        ]
        there = set(self._rows("document_tags", "document_id, tag_id", successors))
        tags = dict.fromkeys(tag for _, tag in rows)
        return removed + [
            Change("document_tags", {"document_id": id_, "tag_id": tag}, None, {})
            for id_ in successors
            for tag in tags
            if (id_, tag) not in there
        ]

    def _coding(self, retired: Sequence[int], successors: Sequence[int]) -> list[Change]:
        """What was withheld from view in one part stays so in all."""
        columns = ("responsive", "is_privileged", "is_confidential")
        listed = f"document_id, {', '.join(columns)}"
        old = self._rows("codings", listed, retired)
        if not old:
            return []
        changes = [
            Change("codings", {"document_id": id_}, dict(zip(columns, row, strict=True)), None)
            for id_, *row in old
        ]
        given = [row[1] for row in old if row[1]]
        new = {
            "responsive": "responsive" if "responsive" in given else (given or [None])[0],
            "is_privileged": max(row[2] for row in old),
            "is_confidential": max(row[3] for row in old),
        }
        there = {row[0]: row[1:] for row in self._rows("codings", listed, successors)}
        for id_ in successors:
            before = there.get(id_)
            kept = dict(zip(columns, before, strict=True)) if before else None
            if kept != new:
                changes.append(Change("codings", {"document_id": id_}, kept, new))
        return changes

    def _notes(self, retired: Sequence[int], successor: int) -> list[Change]:
        rows = self._rows("notes", "document_id, text", retired)
        if not rows:
            return []
        changes = [
            Change("notes", {"document_id": id_}, {"text": text}, None) for id_, text in rows
        ]
        there = self._rows("notes", "document_id, text", [successor])
        text = "\n\n".join([*(row[1] for row in there), *(text for _, text in rows)])
        old = {"text": there[0][1]} if there else None
        return [*changes, Change("notes", {"document_id": successor}, old, {"text": text})]

    def _marked(self, retired: Sequence[int], successors: Sequence[int]) -> list[Change]:
        passages = [one for id_ in retired for one in self._passages.of_document(id_)]
        if not passages:
            return []
        found = self._words_of(successors)
        layouts: dict[int, list[tuple[int, WordBox]]] = {}
        changes = []
        for passage in passages:
            words = layouts.setdefault(passage.document_id, self._words(passage.document_id))
            changes.append(self._passage(passage, words, found, successors[0]))
        return changes

    def _passage(
        self,
        passage: Passage,
        words: Sequence[tuple[int, WordBox]],
        found: dict[tuple[int, int, int], _Found],
        fallback: int,
    ) -> Change:
        """A passage where its words are now; where they are in two documents, in the first."""
        covered = [
            (found[key], word)
            for page, word in words
            if word.start < passage.end
            and word.end > passage.start
            and (key := _key(page, word)) in found
        ]
        target = covered[0][0].document if covered else fallback
        own = [pair for pair in covered if pair[0].document == target]
        start = end = 0
        if own:
            (first, first_word), (last, last_word) = own[0], own[-1]
            start = first.start + max(0, passage.start - first_word.start)
            end = last.end - max(0, last_word.end - passage.end)
        new: dict[str, Any] = {"document_id": target}
        if own:
            anchor = Anchor.of(self._documents.text(target).text, start, end)
            new |= placed_columns(self._documents.pages(target), anchor)
        return passage_change(self._store, passage.id, new)

    def _words_of(self, documents: Iterable[int]) -> dict[tuple[int, int, int], _Found]:
        found: dict[tuple[int, int, int], _Found] = {}
        for document in documents:
            for page, word in self._words(document):
                found.setdefault(_key(page, word), _Found(document, word.start, word.end))
        return found

    def _words(self, document: int) -> list[tuple[int, WordBox]]:
        """The words of a document in order of its text, each with its page of the source."""
        pages = self._documents.pages(document)
        layouts = self._documents.layouts(document)
        return sorted(
            (
                (page.source_page, word)
                for page, layout in zip(pages, layouts, strict=True)
                for word in layout.words
            ),
            key=lambda pair: pair[1].start,
        )

    def _rows(self, table: str, columns: str, documents: Sequence[int]) -> list[Any]:
        marks = ",".join("?" * len(documents))
        return self._store.conn.execute(
            f"SELECT {columns} FROM {table} WHERE document_id IN ({marks}) ORDER BY 1", [*documents]
        ).fetchall()


def _key(page: int, word: WordBox) -> tuple[int, int, int]:
    return page, round(word.x0 / _GRID_PT), round(word.y0 / _GRID_PT)
