"""Keeps passages where they are on their pages when the words there are read anew."""

from pincite.domain.anchors import Anchor
from pincite.domain.pages import WordBox
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.journal import Change
from pincite.store.passages import Passage, Passages, passage_change, placed_columns

# Words of two readings are the same place if their boxes share this much of the smaller one.
_SHARED = 0.4


class FollowedPassages:
    """The passages of a document, held by the places of their words while its text changes."""

    def __init__(self, store: Store, document: int) -> None:
        """Take down where the passages are now."""
        self._store = store
        self._document = document
        self._documents = Documents(store)
        passages = [one for one in Passages(store).of_document(document) if not one.is_adrift]
        words = self._words() if passages else []
        self._held = [
            (
                one,
                [place for place in words if place[1].end > one.start and place[1].start < one.end],
            )
            for one in passages
        ]

    def changes(self) -> list[Change]:
        """What brings the passages whose words read otherwise now to where those words are.

        One whose words read as before follows them by itself; of one whose words are gone nothing
        is changed, and it is shown as adrift.
        """
        if not self._held:
            return []
        text = self._documents.text(self._document).text
        words = self._words()
        changes = []
        for passage, places in self._held:
            found = _found(words, places)
            if found is None or text[found[0] : found[1]] == passage.quote:
                continue
            now = Passages(self._store).get(passage.id)
            if now is not None and not now.is_adrift and found[0] <= now.start < found[1]:
                continue
            changes.append(self._change(passage, text, *found))
        return changes

    def _change(self, passage: Passage, text: str, start: int, end: int) -> Change:
        anchor = Anchor.of(text, start, end)
        new = placed_columns(self._documents.pages(self._document), anchor)
        return passage_change(self._store, passage.id, new)

    def _words(self) -> list[tuple[int, WordBox]]:
        pages = self._documents.pages(self._document)
        layouts = self._documents.layouts(self._document)
        return [
            (page.source_page, word)
            for page, layout in zip(pages, layouts, strict=True)
            for word in layout.words
        ]


def _found(
    words: list[tuple[int, WordBox]], places: list[tuple[int, WordBox]]
) -> tuple[int, int] | None:
    """From where to where the words stand that are in these places now."""
    there = [
        word
        for page, word in words
        if any(page == at and _is_same(word, place) for at, place in places)
    ]
    if not there:
        return None
    return min(word.start for word in there), max(word.end for word in there)


def _is_same(one: WordBox, other: WordBox) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    if across <= 0 or down <= 0:
        return False
    smaller = min(_area(one), _area(other))
    return across * down >= _SHARED * smaller


def _area(word: WordBox) -> float:
    return max((word.x1 - word.x0) * (word.y1 - word.y0), 1e-6)
