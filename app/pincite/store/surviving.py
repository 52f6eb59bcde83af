"""Text that survives under redactions: whether it is read, and where in the texts it then stands.

It stands at the end of its document's text, behind everything that can be seen, so that no place in
the text moves when it comes or goes, and so that it can be cut off with certainty.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from pincite.domain.documents import CanonicalText, DocumentId, as_stored
from pincite.domain.pages import SurvivingWord, WordBox, decode_words, encode_words
from pincite.store.connection import Store
from pincite.store.words import DocumentWords

_DECISION, _STARTS = "surviving_text", "surviving_starts"
_READ = "read"
_APART = "\n\n"


class SurvivingText:
    """The surviving text of a matter; belongs to its store's thread."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store

    @property
    def is_read(self) -> bool:
        """Whether counsel decided that it is read; it is left out until then."""
        return bool(self._store.setting(_DECISION) == _READ)

    def decide(self, *, is_read: bool) -> None:
        """Keep the decision; must run within `write()` with its journal entry."""
        self._store.set_setting(_DECISION, _READ if is_read else "leave out")

    def affected(self) -> list[DocumentId]:
        """The documents, copies too, that hold such text."""
        rows = self._store.conn.execute(
            "SELECT DISTINCT document_id FROM redactions JOIN documents ON documents.id ="
            " document_id WHERE text_survives AND NOT is_retired ORDER BY document_id"
        )
        return [row[0] for row in rows]

    def documents(self) -> list[DocumentId]:
        """The documents whose text holds it now, those that were replaced by others too."""
        return sorted(DocumentId(int(document)) for document in self._starts())

    def start(self, document: int) -> int | None:
        """Where the surviving text starts in the text of a document; None where it is left out."""
        start = self._starts().get(str(int(document)))
        return None if start is None else int(start)

    def seen(self, document: int, text: CanonicalText) -> CanonicalText:
        """The text of a document without what survives under its redactions."""
        start = self.start(document)
        if start is None:
            return text
        end = start - len(_APART)
        return CanonicalText(text.text[:end], (*text.bounds[:-1], end))

    def seen_words(self, document: int, encoded: bytes) -> bytes:
        """The word boxes of a page without those of surviving words."""
        start = self.start(document)
        if start is None:
            return encoded
        return encode_words([word for word in decode_words(encoded) if word.start < start])

    def text(self, document: int, text: CanonicalText) -> str:
        """What survives under the redactions of a document, if it is read; else ''."""
        start = self.start(document)
        return "" if start is None else text.text[start:]

    def put(self, document: int, pages: Mapping[int, Sequence[SurvivingWord]]) -> None:
        """Put words, by source page, behind the text of a document, and into the index."""
        with self._store.write():
            self.take_out(document)
            text = self._text(document)
            start = len(text.text) + len(_APART)
            said, boxes = _laid(pages, start)
            if not said:
                return
            self._replace(document, text, f"{text.text}{_APART}{said}")
            for page, words in boxes.items():
                kept = self._words(document, page)
                self._set_words(document, page, (*kept, *words))
            self._set_start(document, start)

    def take_out(self, document: int) -> None:
        """Take what `put` put there out again; nothing of it is left in text, boxes or index."""
        start = self.start(document)
        if start is None:
            return
        with self._store.write():
            text = self._text(document)
            self._replace(document, text, text.text[: start - len(_APART)])
            rows = self._store.conn.execute(
                "SELECT source_page FROM pages WHERE document_id = ?", (document,)
            ).fetchall()
            for (page,) in rows:
                words = self._words(document, page)
                left = tuple(word for word in words if word.start < start)
                if len(left) < len(words):
                    self._set_words(document, page, left)
            self._set_start(document, None)

    @contextmanager
    def leaving_nothing_behind(self) -> Iterator[None]:
        """Within this, what is taken out is overwritten: in the tables, the index and the log."""
        connection = self._store.conn
        connection.execute("PRAGMA secure_delete = ON")
        try:
            yield
            with self._store.write():
                DocumentWords(self._store).optimize()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.execute("PRAGMA secure_delete = OFF")

    @contextmanager
    def lifted(self, document: int) -> Iterator[None]:
        """Within this, a document is without it; afterwards it stands at the end again."""
        held = self._held(document)
        self.take_out(document)
        yield
        if held:
            self.put(document, held)

    def _held(self, document: int) -> dict[int, list[SurvivingWord]]:
        """What `put` put into a document, by source page."""
        start = self.start(document)
        if start is None:
            return {}
        text = self._text(document).text
        held: dict[int, list[SurvivingWord]] = {}
        for (page,) in self._store.conn.execute(
            "SELECT source_page FROM pages WHERE document_id = ?", (document,)
        ).fetchall():
            words = [word for word in self._words(document, page) if word.start >= start]
            if words:
                held[page] = [
                    SurvivingWord(
                        text[word.start : word.end], *word.box, text[word.start - 1] == "\n"
                    )
                    for word in words
                ]
        return held

    def _starts(self) -> dict[str, int]:
        return dict(self._store.setting(_STARTS, {}))

    def _set_start(self, document: int, start: int | None) -> None:
        starts = self._starts()
        if start is None:
            starts.pop(str(int(document)), None)
        else:
            starts[str(int(document))] = start
        self._store.set_setting(_STARTS, starts)
        self._store.documents_changed()

    def _text(self, document: int) -> CanonicalText:
        text, bounds = self._store.conn.execute(
            "SELECT text, bounds FROM texts WHERE document_id = ?", (document,)
        ).fetchone()
        return CanonicalText(text, tuple(json.loads(bounds)))

    def _replace(self, document: int, old: CanonicalText, new: str) -> None:
        """Give a document another body, in its text, and in the index if it is there."""
        bounds = (*old.bounds[:-1], len(new))
        connection = self._store.conn
        connection.execute(
            "UPDATE texts SET text = ?, bounds = ? WHERE document_id = ?",
            (new, json.dumps(bounds, separators=(",", ":")), document),
        )
        (is_indexed,) = connection.execute(
            "SELECT copy_of IS NULL AND NOT is_retired FROM documents WHERE id = ?", (document,)
        ).fetchone()
        if is_indexed:
            words = DocumentWords(self._store)
            words.take_out(document, old)
            words.put(document, CanonicalText(new, bounds))

    def _words(self, document: int, page: int) -> tuple[WordBox, ...]:
        row = self._store.conn.execute(
            "SELECT words FROM pages WHERE document_id = ? AND source_page = ?", (document, page)
        ).fetchone()
        return decode_words(row[0]) if row else ()

    def _set_words(self, document: int, page: int, words: tuple[WordBox, ...]) -> None:
        self._store.conn.execute(
            "UPDATE pages SET words = ? WHERE document_id = ? AND source_page = ?",
            (encode_words(words), document, page),
        )


def _laid(
    pages: Mapping[int, Sequence[SurvivingWord]], start: int
) -> tuple[str, dict[int, list[WordBox]]]:
    """Words as a text that begins at `start`, and their boxes by page."""
    said = ""
    boxes: dict[int, list[WordBox]] = {}
    for page in sorted(pages):
        for word in pages[page]:
            if said:
                said += "\n" if word.is_first else " "
            text = as_stored(word.text)
            at = start + len(said)
            boxes.setdefault(page, []).append(WordBox(at, at + len(text), *word[1:5]))
            said += text
    return said, boxes
