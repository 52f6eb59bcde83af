"""The same email twice, as a service of the matter: found, read, and set side by side."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass

from pincite.domain.alignment import Part, Run, RunKind
from pincite.domain.documents import BODY, ZONES, CanonicalText
from pincite.jobs.control import Control
from pincite.jobs.pool import WorkerPool, outcome
from pincite.processing.print_threads import PrintThreads
from pincite.processing.quoting import header_end, own_spans
from pincite.processing.same_messages.alignment import align, align_people
from pincite.processing.same_messages.finding import Found, find_in
from pincite.store.connection import Store
from pincite.store.documents import Documents
from pincite.store.same_messages import QuotedRow, SamePair, SamePairs, Side
from pincite.store.surviving import SurvivingText
from pincite.store.withheld_places import WithheldPlaces

_DEADLINE_S = 3600.0
_POLL_S = 0.1
_LABEL = "Comparing messages"
_PEOPLE = frozenset(("from", "to", "cc", "bcc"))


@dataclass(frozen=True, slots=True)
class Aligned:
    """One zone of both messages with its runs; their offsets are of the documents' texts."""

    zone: str
    a: Part
    b: Part
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both messages of a pair side by side, zone by zone; the body is last.

    A message that is only quoted has no zones of its own: then there is the body alone.
    """

    pair: SamePair
    zones: tuple[Aligned, ...]

    @property
    def withheld_in_a(self) -> list[tuple[Part, Run]]:
        """Where b shows words that a withholds, each with the part of b."""
        found = [(zone.b, run) for zone, run in self._runs(RunKind.WITHHELD_A)]
        return [(b, run) for b, run in found if b.text[run.b_start : run.b_end].strip()]

    @property
    def withheld_in_b(self) -> list[tuple[Part, Run]]:
        """Where a shows words that b withholds, each with the part of a."""
        found = [(zone.a, run) for zone, run in self._runs(RunKind.WITHHELD_B)]
        return [(a, run) for a, run in found if a.text[run.a_start : run.a_end].strip()]

    def _runs(self, kind: RunKind) -> list[tuple[Aligned, Run]]:
        return [(zone, run) for zone in self.zones for run in zone.runs if run.kind == kind]


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
            while True:
                found = _awaited(pool.submit(_DEADLINE_S, find_in, self._store.path), control)
                if self._keep(found):
                    return len(found.pairs)
        finally:
            pool.stop()

    def compare(self, pair: SamePair) -> Comparison:
        """Align the two messages of a pair: their own words, without what they quote."""
        return Comparison(
            pair, tuple(Aligned(zone, a, b, _runs(zone, a, b)) for zone, a, b in self._parts(pair))
        )

    def withheld(self, pair: SamePair) -> Comparison:
        """As `compare`, but only the zones in which anything is withheld: for long lists."""
        return Comparison(
            pair,
            tuple(
                Aligned(zone, a, b, _runs(zone, a, b))
                for zone, a, b in self._parts(pair)
                if a.shows_signs or b.shows_signs
            ),
        )

    def _parts(self, pair: SamePair) -> Iterator[tuple[str, Part, Part]]:
        if not pair.a.quoted_id and not pair.b.quoted_id:
            a, b = (
                self._documents.text(pair.a.document_id),
                self._documents.text(pair.b.document_id),
            )
            for zone in ZONES[:BODY]:
                mine = self._zone(pair.a, a, zone)
                other = self._zone(pair.b, b, zone)
                if mine.start < mine.end or other.start < other.end:
                    yield zone, mine, other
        yield ZONES[BODY], self.part(pair.a), self.part(pair.b)

    def part(self, side: Side) -> Part:
        """Where the own words of a message stand in its document's text, and what is withheld."""
        text = self._documents.text(side.document_id)
        text = SurvivingText(self._store).seen(side.document_id, text)
        quoted = self.pairs.quoted(side.document_id)
        start, end = _bounds(text, side, quoted)
        places = self._places.of_document(side.document_id)
        return Part(text.text, start, end, tuple(places), self._is_printed(side))

    def _zone(self, side: Side, text: CanonicalText, zone: str) -> Part:
        start, end = text.zone_bounds(zone)
        places = tuple(self._places.of_document(side.document_id))
        return Part(text.text, start, end, places, self._is_printed(side))

    def _is_printed(self, side: Side) -> bool:
        return self._documents.get(side.document_id).type == "printed"

    def _keep(self, found: Found) -> bool:
        """Keep what was found, unless a decision changed the documents meanwhile."""
        with self._store.write():
            if self._store.generation() != found.generation:
                return False
            self.pairs.replace(found.pairs, found.quoted)
            if PrintThreads(self._store).join():
                self._store.documents_changed()
                self.pairs.looked()
        return True


def _runs(zone: str, a: Part, b: Part) -> tuple[Run, ...]:
    return tuple(align_people(a, b) if zone in _PEOPLE else align(a, b))


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
        # Decisions are let through at each step.
        control.step(0, None, _LABEL)
    return outcome(future)


def _one_worker() -> WorkerPool:
    return WorkerPool(1)
