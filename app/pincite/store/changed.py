"""What a decision changed, for whoever shows it."""

from collections.abc import Iterable
from typing import Self

from pincite.store.journal import Entry


class Changed(frozenset[str]):
    """The kinds of things a decision changed; empty when all was already so.

    `count` is the number of documents or passages it touched, `id` what was made, if one thing was,
    `summary` the decision in words.
    """

    count: int
    id: int | None
    summary: str

    def __new__(
        cls, kinds: Iterable[str] = (), count: int = 0, id: int | None = None, summary: str = ""
    ) -> Self:
        """Keep what is told of the change beside the kinds."""
        changed = super().__new__(cls, kinds)
        changed.count = count
        changed.id = id
        changed.summary = summary
        return changed

    @classmethod
    def by(cls, entry: Entry | None, count: int = 1, id: int | None = None) -> Self:
        """What a journal entry changed; nothing when there was nothing to record."""
        return cls(entry.kinds, count, id, entry.summary) if entry else cls((), 0, id)
