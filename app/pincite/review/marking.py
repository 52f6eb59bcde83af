"""Marks passages: a stretch of a document's text with tags and a note."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from pincite.domain.anchors import Anchor, find_quote
from pincite.domain.documents import as_stored
from pincite.errors import DecisionError
from pincite.review.reviewed import documents_named, reviewed
from pincite.review.tagging import Tagging
from pincite.store.changed import Changed
from pincite.store.connection import Store
from pincite.store.journal import Change, Journal
from pincite.store.passages import Passage, Passages, placed_columns
from pincite.store.surviving import SurvivingText
from pincite.store.tags import Tag


class Marking(Passages):
    """The passages of a matter, and every decision about them."""

    def __init__(self, store: Store, journal: Journal) -> None:
        """Read from the store, decide through the journal."""
        super().__init__(store)
        self._journal = journal
        self._tagging = Tagging(store, journal)

    def mark(
        self,
        document: int,
        start: int,
        end: int,
        tags: Iterable[int | str] = (),
        note: str = "",
    ) -> Changed:
        """Mark `[start, end)` of a document's canonical text; `id` of the answer is the passage.

        White space at both ends is left out. A tag that is not there yet is made. Where the same
        stretch is already marked, it gets these tags too.

        Raises:
            DecisionError: There is no text there.
            UnknownDocument: There is no such document.
        """
        document, start, end = self._in_primary(document, start, end)
        text = self._documents.text(document).text
        start, end = _trimmed(text, start, end)
        self._refuse_surviving(document, end)
        for passage in self.of_document(document):
            if (passage.start, passage.end) == (start, end) and not passage.is_adrift:
                return self._mark_again(passage, tags, note)
        changes: list[Change] = []
        chosen = [self._tagging.known_or_made(tag, changes) for tag in tags]
        id_ = self._next_id()
        row = self._row(document, Anchor.of(text, start, end), note)
        changes.append(Change("passages", {"id": id_}, None, row))
        changes += _tag_changes(id_, (), chosen)
        named = documents_named(self._store, [document])
        entry = self._journal.apply("mark", f"Mark a passage of {named}{_as(chosen)}", changes)
        return Changed.by(entry, 1, id_)

    def mark_quote(
        self,
        document: int,
        quote: str,
        nth: int | None = None,
        tags: Iterable[int | str] = (),
        note: str = "",
    ) -> Changed:
        """Mark the stretch that reads `quote`; `nth` from 1 says which, where it stands more often.

        Raises:
            DecisionError: The quote is not in the document, or not that often, or is ambiguous.
            UnknownDocument: There is no such document.
        """
        (document,) = reviewed(self._store, [document])
        places = find_quote(self._documents.text(document).text, quote)
        named = documents_named(self._store, [document])
        if not places:
            raise DecisionError(
                f"{named} does not read “{_short(quote)}”.",
                "A quote must be in the document word for word.",
                "Copy it from the document's text.",
            )
        if nth is None and len(places) > 1:
            raise DecisionError(
                f"“{_short(quote)}” stands {len(places)} times in {named}.",
                "It is not clear which one is meant.",
                f"Say which, from 1 to {len(places)}, or quote more of it.",
            )
        if not 1 <= (nth or 1) <= len(places):
            raise DecisionError(
                f"“{_short(quote)}” stands only {len(places):,} times in {named}.",
                f"There is no number {nth}.",
            )
        start, end = places[(nth or 1) - 1]
        return self.mark(document, start, end, tags, note)

    def _refuse_surviving(self, document: int, end: int) -> None:
        """What is quoted goes into the journal, cites and papers; this text must not."""
        first = SurvivingText(self._store).start(document)
        if first is not None and end > first:
            raise DecisionError(
                "Text that survives under a redaction cannot be marked.",
                "A passage is quoted in the history, in cites and in what is exported.",
                "Read it, and mark what can be seen.",
            )

    def retag(self, passage: int, tags: Iterable[int | str]) -> Changed:
        """Give a passage exactly these tags.

        Raises:
            DecisionError: There is no such passage or tag.
        """
        old = self.known(passage)
        changes: list[Change] = []
        chosen = [self._tagging.known_or_made(tag, changes) for tag in tags]
        changes += _tag_changes(old.id, old.tags, chosen)
        named = documents_named(self._store, [old.document_id])
        summary = f"Tag a passage of {named}{_as(chosen) or ' with nothing'}"
        return Changed.by(self._journal.apply("tag passage", summary, changes), 1, old.id)

    def toggle_tag(self, passage: int, tag: int | str) -> Changed:
        """Put one tag on a passage, or take it off where the passage has it."""
        old = self.known(passage)
        name = tag if isinstance(tag, str) else self._tagging.known(tag).name
        wanted = " ".join(name.split()).casefold()
        others = [one.id for one in old.tags if one.name.casefold() != wanted]
        return self.retag(old.id, others if len(others) < len(old.tags) else [*others, name])

    def set_note(self, passage: int, note: str) -> Changed:
        """Write the note on a passage; '' takes it away."""
        old = self.known(passage)
        new = as_stored(note).strip()
        if new == old.note:
            return Changed()
        change = Change("passages", {"id": old.id}, {"note": old.note}, {"note": new})
        named = documents_named(self._store, [old.document_id])
        summary = f"Write the note on a passage of {named}"
        return Changed.by(self._journal.apply("passage note", summary, [change]), 1, old.id)

    def delete(self, passage: int) -> Changed:
        """Unmark a passage."""
        old = self.known(passage)
        row = self._stored(old.id)
        changes = _tag_changes(old.id, old.tags, ())
        changes.append(Change("passages", {"id": old.id}, row, None))
        named = documents_named(self._store, [old.document_id])
        summary = f"Delete a passage of {named}"
        return Changed.by(self._journal.apply("unmark", summary, changes), 1, old.id)

    def known(self, passage: int) -> Passage:
        """The passage with this id.

        Raises:
            DecisionError: There is none.
        """
        found = self.get(passage)
        if found is None:
            raise DecisionError(f"There is no passage {passage}.", "", "List the passages.")
        return found

    def _mark_again(self, passage: Passage, tags: Iterable[int | str], note: str) -> Changed:
        """Add tags, and a note where there is none, to a stretch that is marked already."""
        changes: list[Change] = []
        chosen = [self._tagging.known_or_made(tag, changes) for tag in tags]
        changes += _tag_changes(passage.id, passage.tags, [*passage.tags, *chosen])
        new = as_stored(note).strip()
        if new and new != passage.note:
            change = Change("passages", {"id": passage.id}, {"note": passage.note}, {"note": new})
            changes.append(change)
        named = documents_named(self._store, [passage.document_id])
        entry = self._journal.apply("mark", f"Mark a passage of {named}{_as(chosen)}", changes)
        return Changed.by(entry, 1 if entry else 0, passage.id)

    def _in_primary(self, document: int, start: int, end: int) -> tuple[int, int, int]:
        """The same stretch in the document that a copy is folded under."""
        (primary,) = reviewed(self._store, [document])
        if primary == document:
            return document, start, end
        text = self._documents.text(document).text
        place = Anchor.of(text, start, end).place_in(self._documents.text(primary).text)
        if place is None:
            raise DecisionError(
                "The passage cannot be marked in a copy.",
                f"{documents_named(self._store, [primary])}, of which this is a copy, is set"
                " differently.",
                "Mark it there.",
            )
        return primary, *place

    def _row(self, document: int, anchor: Anchor, note: str) -> dict[str, Any]:
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return {
            "document_id": document,
            **placed_columns(self._documents.pages(document), anchor),
            "note": as_stored(note).strip(),
            "created_utc": now,
        }

    def _stored(self, passage: int) -> dict[str, Any]:
        """The row of a passage as it is kept, without its id."""
        cursor = self._store.conn.execute("SELECT * FROM passages WHERE id = ?", (passage,))
        columns = [column[0] for column in cursor.description]
        row = dict(zip(columns, cursor.fetchone(), strict=True))
        del row["id"]
        return row

    def _next_id(self) -> int:
        row = self._store.conn.execute("SELECT coalesce(max(id), 0) + 1 FROM passages").fetchone()
        return int(row[0])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space at its ends."""
    start, end = max(0, start), min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start >= end:
        raise DecisionError("There is no text to mark.", "", "Select some words of the document.")
    return start, end


def _tag_changes(passage: int, old: Sequence[Tag], new: Sequence[Tag]) -> list[Change]:
    before, after = {tag.id for tag in old}, {tag.id for tag in new}
    removed = [
        Change("passage_tags", {"passage_id": passage, "tag_id": tag}, {}, None)
        for tag in sorted(before - after)
    ]
    return removed + [
        Change("passage_tags", {"passage_id": passage, "tag_id": tag}, None, {})
        for tag in sorted(after - before)
    ]


def _as(tags: Sequence[Tag]) -> str:
    return f" “{'”, “'.join(tag.name for tag in tags)}”" if tags else ""


def _short(quote: str) -> str:
    shown = " ".join(quote.split())
    return shown if len(shown) <= 60 else f"{shown[:59]}…"
