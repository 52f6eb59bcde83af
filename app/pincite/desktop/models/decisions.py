"""What a key or a click decides: pure work for the writing lane, without Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pincite.errors import DecisionError
from pincite.matter import Matter
from pincite.store.changed import Changed

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class BulkDecision:
    """What to do with many documents; empty strings leave something as it is."""

    tag: str
    removes_tag: bool
    coding: str
    with_families: bool


def toggle_tag(ids: Sequence[int], tag: int, matter: Matter) -> Changed:
    """Put a tag on documents; take it off where every one has it already."""
    carried = matter.tags.of_documents(ids)
    has_all = all(tag in {one.id for one in carried.get(id_, ())} for id_ in ids)
    return matter.tags.tag(ids, tag, remove=has_all)


def tag_stretch(document: int, stretch: Stretch, tag: int, matter: Matter) -> Changed:
    """Tag a stretch of text; take the tag off a passage that is exactly that and has it."""
    for passage in matter.passages.of_document(document):
        if (passage.start, passage.end) == stretch and not passage.is_adrift:
            return matter.passages.toggle_tag(passage.id, tag)
    return matter.passages.mark(document, *stretch, [tag])


def tag_of_digit(digit: int, matter: Matter) -> int:
    """The tag on a digit key.

    Raises:
        DecisionError: No tag is on it.
    """
    tag = matter.tags.of_digit(digit)
    if tag is None:
        raise DecisionError(
            f"No tag is on key {digit}.", "", "Make one with New tag, or give one that key in Tags."
        )
    return tag.id


def new_tag(name: str, document: int | None, stretch: Stretch | None, matter: Matter) -> Changed:
    """Make a tag, and put it on what is selected, if anything is."""
    if document is not None and stretch is not None:
        return matter.passages.mark(document, *stretch, [name])
    return matter.tags.new(name)


def note_stretch(document: int, stretch: Stretch, note: str, matter: Matter) -> Changed:
    """Write a note on a stretch of text, which becomes a passage if it is none."""
    for passage in matter.passages.of_document(document):
        if (passage.start, passage.end) == stretch and not passage.is_adrift:
            return matter.passages.set_note(passage.id, note)
    return matter.passages.mark(document, *stretch, note=note)


def decide_many(ids: Sequence[int], decision: BulkDecision, matter: Matter) -> Changed:
    """Tag and code many documents."""
    kinds: set[str] = set()
    count = 0
    family = decision.with_families
    if decision.tag:
        tagged = matter.tags.tag(ids, decision.tag, remove=decision.removes_tag, family=family)
        kinds |= tagged
        count = tagged.count
    if decision.coding:
        coded = matter.coding.code(ids, decision.coding, family=family)
        kinds |= coded
        count = max(count, coded.count)
    return Changed(kinds, count)


class CiteStretch:
    """Cites a stretch of text, which becomes a passage if it is in none; `text` is the cite."""

    def __init__(self, document: int, stretch: Stretch | None, passage: int | None = None) -> None:
        """Cite the passage if there is one, else the stretch."""
        self._document = document
        self._stretch = stretch
        self._passage = passage
        self.text = ""

    def __call__(self, matter: Matter) -> Changed:
        """Make the passage where it is needed, freeze its pages, and cite it."""
        changed = Changed()
        passage = self._passage or self._around(matter)
        if passage is None and self._stretch is not None:
            changed = matter.passages.mark(self._document, *self._stretch)
            passage = changed.id
        if passage is None:
            raise DecisionError(
                "There is nothing to cite.", "No words are selected.", "Select the words to cite."
            )
        self.text = matter.cites.copied(matter.passages.known(passage)).text
        return changed

    def _around(self, matter: Matter) -> int | None:
        """A passage that holds the stretch, or the only one where nothing is selected."""
        passages = matter.passages.of_document(self._document)
        if self._stretch is None:
            return int(passages[0].id) if len(passages) == 1 else None
        start, end = self._stretch
        for passage in passages:
            if passage.start <= start and end <= passage.end:
                return int(passage.id)
        return None


def save_original(document: int, to: Path, matter: Matter) -> Path:
    """Write the original bytes of a document to a file."""
    to.write_bytes(matter.natives.read(matter.documents.get(document)))
    return to
