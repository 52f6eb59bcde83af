"""Text that survives under redactions: counsel decides once for the matter whether it is read.

Until then, and again once the decision is taken back, it is in no text, no index and no export.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pincite.domain.documents import DocumentId
from pincite.domain.pages import SurvivingWord
from pincite.errors import DecisionError, PinciteError
from pincite.jobs.control import Control
from pincite.jobs.pool import WorkerPool
from pincite.pdf.surviving import surviving_words
from pincite.store.changed import Changed
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.journal import Journal
from pincite.store.natives import Natives
from pincite.store.parts import Parts
from pincite.store.surviving import SurvivingText

RULES = "FRE 502(b), FRCP 26(b)(5)(B) and ABA Model Rule 4.4(b)"
ACTION = "surviving text"
READ_TIMEOUT_S = 120.0
_ALL = (float("-inf"), float("inf"))


@dataclass(frozen=True, slots=True)
class SequesteredDocument:
    """A document that holds such text; `areas` are its redactions that do, `is_read` as of now."""

    document: DocumentId
    areas: int
    is_read: bool


@dataclass(frozen=True, slots=True)
class Sequestered:
    """The decision as it stands: by whom and when, '' where none was made yet; what it is about."""

    is_read: bool
    decided_by: str
    decided_utc: str
    documents: tuple[SequesteredDocument, ...]


class Sequestration:
    """Carries out and records counsel's decision on text that survives under redactions."""

    def __init__(
        self, store: Store, parts: Parts, journal: Journal, pool: Callable[[], WorkerPool]
    ) -> None:
        """`pool` gives the workers that read the files; it is asked only when they are needed."""
        self._store = store
        self._journal = journal
        self._pool = pool
        self._surviving = SurvivingText(store)
        self._documents = Documents(store)
        self._natives = Natives(store, parts)

    def state(self) -> Sequestered:
        """The decision, and the documents that it is about."""
        entry = self._journal.last(ACTION)
        counts = dict(
            self._store.conn.execute(
                "SELECT document_id, count(*) FROM redactions WHERE text_survives GROUP BY 1"
            ).fetchall()
        )
        documents = tuple(
            SequesteredDocument(
                document, counts[document], self._surviving.start(document) is not None
            )
            for document in self._surviving.affected()
        )
        return Sequestered(
            self._surviving.is_read,
            entry.actor if entry else "",
            entry.at_utc if entry else "",
            documents,
        )

    def decide(self, *, is_read: bool, control: Control | None = None) -> Changed:
        """Decide that the text is read, or that it is left out; a second decision reverses a first.

        What is decided holds from then on, for what is added later too. A document whose file
        cannot be read is left out, and `state` says so.

        Raises:
            MatterReadOnly: The matter was opened for reading only.
            Cancelled: The user stopped it; `catch_up` goes on from there.
        """
        affected = self._surviving.affected()
        if is_read == self._surviving.is_read and self._journal.last(ACTION):
            return Changed((), self.catch_up(control))
        count = f"{len(affected):,} {'document' if len(affected) == 1 else 'documents'}"
        verb = "Read" if is_read else "Leave out"
        with self._store.write():
            self._surviving.decide(is_read=is_read)
            entry = self._journal.record(
                ACTION, f"{verb} the text that survives under redactions ({count}), under {RULES}"
            )
        changed = self.catch_up(control)
        return Changed(entry.kinds | {"documents", "redactions"}, changed)

    def catch_up(self, control: Control | None = None) -> int:
        """Bring every document in line with the decision, each at once or not at all; how many."""
        control = control or Control()
        is_read = self._surviving.is_read
        read = self._surviving.documents()
        due = [one for one in self._surviving.affected() if one not in read] if is_read else read
        if not due:
            return 0
        if not is_read:
            with self._surviving.leaving_nothing_behind():
                for done, document in enumerate(due):
                    control.step(done, len(due), "Leaving out what survives")
                    self._surviving.take_out(document)
            return len(due)
        changed = 0
        for done, document in enumerate(due):
            control.step(done, len(due), "Reading what survives")
            if words := self._read(document):
                self._surviving.put(document, words)
                changed += 1
        return changed

    def text(self, document: int) -> str:
        """What survives under the redactions of a document.

        Raises:
            DecisionError: Counsel did not decide that it is read.
            UnknownDocument: There is no such document.
        """
        text = self._documents.text(document)
        if not self._surviving.is_read:
            raise DecisionError(
                "Text that survives under redactions is left out.",
                f"It may have been disclosed inadvertently: see {RULES}.",
                "Counsel decides whether it is read: pincite sequester.",
            )
        return self._surviving.text(document, text)

    def _read(self, document: DocumentId) -> dict[int, list[SurvivingWord]]:
        """The surviving words on the pages of a document; none where its file cannot be read."""
        printed_in, *_ = self._store.conn.execute(
            "SELECT printed_in FROM documents WHERE id = ?", (document,)
        ).fetchone()
        try:
            content = self._natives.read(self._documents.get(printed_in or document))
            words = self._pool().call(READ_TIMEOUT_S, surviving_words, content)
        except PinciteError:
            return {}
        rows = self._store.conn.execute(
            "SELECT source_page, y0_pt, y1_pt FROM pages WHERE document_id = ?", (document,)
        )
        found: dict[int, list[SurvivingWord]] = {}
        for page, top, bottom in rows:
            first, last = _ALL[0] if top is None else top, _ALL[1] if bottom is None else bottom
            own = [word for word in words.get(page, ()) if first <= (word.y0 + word.y1) / 2 < last]
            if own:
                found[page] = own
        return found
