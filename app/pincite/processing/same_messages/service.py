"""The same email twice, as a service of the matter: found, read, and set side by side."""

from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass

from pincite.domain.alignment import Part, Run, RunKind
from pincite.domain.documents import CanonicalText
from pincite.jobs.control import Control
from pincite.jobs.pool import WorkerPool, outcome
from pincite.processing.print_threads import PrintThreads
from pincite.processing.quoting import header_end, own_spans
from pincite.processing.same_messages.alignment import align
from pincite.processing.same_messages.finding import Found, find_in
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.same_messages import QuotedRow, SamePair, SamePairs, Side
from pincite.store.withheld_places import WithheldPlaces

_DEADLINE_S = 3600.0
_POLL_S = 0.1
_LABEL = "Comparing messages"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both messages of a pair side by side; the runs' offsets are of the documents' texts."""

    pair: SamePair
    a: Part
    b: Part
    runs: tuple[Run, ...]

    @property
    def withheld_in_a(self) -> list[Run]:
        """Where b shows words that a withholds."""
        return self._shown_elsewhere(RunKind.WITHHELD_A)

    @property
    def withheld_in_b(self) -> list[Run]:
        """Where a shows words that b withholds."""
        return self._shown_elsewhere(RunKind.WITHHELD_B)

    def _shown_elsewhere(self, kind: RunKind) -> list[Run]:
        return [run for run in self.runs if run.kind == kind]


class SameMessages:
    """Finds the messages of a matter that are one email, and compares them."""

    def __init__(self, store: Store, pool: Callable[[], WorkerPool] | None = None) -> None:
        """`pool` makes the worker that one search runs in."""
        self._store = store
        self._pool = pool or _one_worker
        self._documents = Documents(store)
        self._places = WithheldPlaces(store)
        self.pairs = SamePairs(store)

    def find(self, control: Control | None = None) -> int:
        """Look for all pairs anew, and keep them in place of those there were; how many.

        Printed messages are then put into their conversations by them.

        Raises:
            Cancelled: Somebody stopped it; everything is as it was.
            MatterReadOnly: The matter is open for reading only.
        """
        control = control or Control()
        control.step(0, None, _LABEL)
        pool = self._pool()
        try:
            found = _awaited(pool.submit(_DEADLINE_S, find_in, self._store.path), control)
        finally:
            pool.stop()
        with self._store.write():
            self.pairs.replace(found.pairs, found.quoted)
            if PrintThreads(self._store).join():
                self._store.documents_changed()
                self.pairs.looked()
        control.step(found.messages, found.messages, _LABEL)
        return len(found.pairs)

    def find_if_stale(self, control: Control | None = None) -> None:
        """Look for pairs where documents came since, if the matter may be changed."""
        if self.pairs.is_stale and not self._store.is_read_only:
            self.find(control)

    def compare(self, pair: SamePair) -> Comparison:
        """Align the two messages of a pair: their own words, without what they quote."""
        a, b = self.part(pair.a), self.part(pair.b)
        return Comparison(pair, a, b, tuple(align(a, b)))

    def withheld(self, pair: SamePair) -> Comparison:
        """As `compare`, but without runs where nothing is withheld in either: for long lists."""
        a, b = self.part(pair.a), self.part(pair.b)
        shows_any = a.shows_signs or b.shows_signs
        return Comparison(pair, a, b, tuple(align(a, b)) if shows_any else ())

    def part(self, side: Side) -> Part:
        """Where the own words of a message stand in its document's text, and what is withheld."""
        text = self._documents.text(side.document_id)
        quoted = self.pairs.quoted(side.document_id)
        start, end = _bounds(text, side, quoted)
        places = self._places.of_document(side.document_id)
        return Part(text.text, start, end, tuple(places))


def _bounds(text: CanonicalText, side: Side, quoted: list[QuotedRow]) -> tuple[int, int]:
    """The first stretch of a message's own words; all of it, where it begins with a quote."""
    start, end = text.zone_bounds("body")
    inner = quoted
    for one in quoted:
        if one.id == side.quoted_id:
            start = one.start + header_end(text.text[one.start : one.end])
            end = one.end
            inner = [other for other in quoted if other.start > one.start]
    spans = own_spans(start, end, [(one.start, one.end) for one in inner])
    told = [span for span in spans if text.text[span[0] : span[1]].strip()]
    return told[0] if len(told) == 1 else (told[0][0], told[-1][1]) if told else (start, end)


def _awaited(future: "Future[Found]", control: Control) -> Found:
    """The result of the worker; meanwhile the job can be stopped."""
    while not wait([future], _POLL_S).done:
        control.check()
    return outcome(future)


def _one_worker() -> WorkerPool:
    return WorkerPool(1)
