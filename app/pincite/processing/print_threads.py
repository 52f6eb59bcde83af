"""Brings printed messages, which have no Message-IDs, into conversations by evidence that is told.

A subject alone is never enough: somebody must quote somebody, or answer whoever wrote to them.
Conversations that references made are not brought together by a print; it joins the likeliest.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pincite.domain.documents import DocumentId
from pincite.domain.likeness import Named, Sent, is_reply, people_of, same_person, subject_key
from pincite.processing.same_messages.messages import sent_of
from pincite.store.connection import Store
from pincite.store.documents import Documents

# Answers that come later are not taken for answers without a quote.
_ANSWER_MINUTES = 7 * 24 * 60
_MOST_OF_ONE_SUBJECT = 400


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two messages belong to one conversation: how sure, from 0 to 1, and the reasons."""

    one: DocumentId
    other: DocumentId
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Letter:
    id: DocumentId
    thread: int
    is_printed: bool
    senders: tuple[Named, ...]
    recipients: tuple[Named, ...]
    subject: str
    sent: Sent | None


class PrintThreads:
    """The conversations of printed messages."""

    def __init__(self, store: Store) -> None:
        """Read and write in this store."""
        self._store = store
        self._control = Documents(store).control

    def join(self) -> int:
        """Put every printed message into its conversation anew; how many changed.

        Call it within `write()`, after the pairs of the same message were found.
        """
        letters = self._letters("1")
        if not any(letter.is_printed for letter in letters.values()):
            return 0
        threads = _threads(letters, _ties(letters, self._pairs("1"), self._control))
        changed = [
            (thread, document)
            for document, thread in threads.items()
            if letters[document].is_printed and letters[document].thread != thread
        ]
        self._store.conn.executemany("UPDATE documents SET thread_id = ? WHERE id = ?", changed)
        return len(changed)

    def why(self, document: int) -> dict[DocumentId, tuple[str, ...]]:
        """For each message of a document's conversation that it is tied to, the reasons."""
        letters = self._letters(
            "d.thread_id = (SELECT thread_id FROM documents WHERE id = ?)", document
        )
        if not any(letter.is_printed for letter in letters.values()):
            return {}
        pairs = self._pairs("s.a = ? OR s.b = ?", document, document)
        found: dict[DocumentId, tuple[str, ...]] = {}
        for tie in sorted(_ties(letters, pairs, self._control), key=lambda tie: -tie.score):
            if document in (tie.one, tie.other):
                found.setdefault(tie.other if tie.one == document else tie.one, tie.reasons)
        return found

    def _letters(self, condition: str, *values: int) -> dict[DocumentId, _Letter]:
        rows = self._store.conn.execute(
            "SELECT d.id, coalesce(d.thread_id, iif(d.printed_in IS NULL, d.id, 0)),"
            " d.printed_in IS NOT NULL, d.sender, d.recipients, d.subject, d.sent_local,"
            " d.utc_offset_minutes, d.sent_utc"
            " FROM documents AS d WHERE d.kind = 'message' AND d.copy_of IS NULL"
            f" AND NOT d.is_retired AND ({condition}) ORDER BY d.id",
            values,
        ).fetchall()
        return {
            DocumentId(row[0]): _Letter(
                DocumentId(row[0]),
                row[1],
                bool(row[2]),
                people_of(row[3]),
                people_of(row[4]),
                row[5],
                sent_of(row[6], row[7], row[8]),
            )
            for row in rows
        }

    def _pairs(self, condition: str, *values: int) -> list[tuple[int, int, int, int]]:
        rows = self._store.conn.execute(
            f"SELECT s.a, s.a_quoted, s.b, s.b_quoted FROM same_messages AS s WHERE {condition}",
            values,
        )
        return rows.fetchall()


def _ties(
    letters: dict[DocumentId, _Letter],
    pairs: Iterable[tuple[int, int, int, int]],
    control: Callable[[int], str],
) -> list[Tie]:
    """Every tie of two messages of which one at least is printed."""
    found: list[Tie] = []
    for a, a_quoted, b, b_quoted in pairs:
        sides = letters.get(DocumentId(a)), letters.get(DocumentId(b))
        if sides[0] and sides[1]:
            tie = _quoting((sides[0], sides[1]), a_quoted, b_quoted, control)
            found += [tie] if tie else []
    by_subject: defaultdict[str, list[_Letter]] = defaultdict(list)
    for letter in letters.values():
        key = subject_key(letter.subject)
        if key and letter.sent:
            by_subject[key].append(letter)
    for alike in by_subject.values():
        if 1 < len(alike) <= _MOST_OF_ONE_SUBJECT:
            found += _answers(alike)
    return [tie for tie in found if letters[tie.one].is_printed or letters[tie.other].is_printed]


def _quoting(
    sides: tuple[_Letter, _Letter], a_quoted: int, b_quoted: int, control: Callable[[int], str]
) -> Tie | None:
    a, b = sides
    if not a_quoted and not b_quoted:
        return Tie(a.id, b.id, 0.98, ("the same message",))
    if not a_quoted or not b_quoted:
        carrier, quoted = (b, a) if b_quoted else (a, b)
        return Tie(a.id, b.id, 0.95, (f"{control(carrier.id)} quotes {control(quoted.id)}",))
    if subject_key(a.subject) == subject_key(b.subject) and _share_people(
        (*a.senders, *a.recipients), (*b.senders, *b.recipients)
    ):
        reasons = ("both quote the same message", "the same subject", "people in common")
        return Tie(a.id, b.id, 0.8, reasons)
    return None


def _answers(alike: Sequence[_Letter]) -> Iterator[Tie]:
    """Each answer with the last message before it that it can answer, all of one subject."""
    in_order = sorted(
        alike, key=lambda letter: (letter.sent.local if letter.sent else 0, letter.id)
    )
    for index, later in enumerate(in_order):
        if not is_reply(later.subject):
            continue
        for earlier in reversed(in_order[:index]):
            if later.sent and earlier.sent:
                if later.sent.local - earlier.sent.local > _ANSWER_MINUTES:
                    break
                if _answers_to(earlier, later):
                    reasons = (
                        "the same subject, as an answer",
                        "from somebody it went to, to whoever wrote it",
                        "sent later",
                    )
                    yield Tie(earlier.id, later.id, 0.7, reasons)
                    break


def _answers_to(earlier: _Letter, later: _Letter) -> bool:
    """Whether the later went from a person of the earlier to whoever wrote that."""
    got_it = _share_people(later.senders, earlier.recipients)
    goes_back = _share_people(earlier.senders, later.recipients)
    return got_it and goes_back


def _share_people(some: Sequence[Named], others: Sequence[Named]) -> bool:
    return any(same_person(one, other) >= 0.9 for one in some for other in others)


def _threads(letters: dict[DocumentId, _Letter], ties: Sequence[Tie]) -> dict[DocumentId, int]:
    """The conversation of every message: that of its references, or its ties; the surest first."""
    lower: dict[int, int] = {}
    native: dict[int, int] = {}

    def first(thread: int) -> int:
        while (below := lower.get(thread, thread)) != thread:
            thread = below
        return thread

    start = {one.id: one.id if one.is_printed else -one.thread for one in letters.values()}
    for letter in letters.values():
        if not letter.is_printed:
            native[start[letter.id]] = letter.thread
    for tie in sorted(ties, key=lambda tie: (-tie.score, tie.one, tie.other)):
        one, other = sorted((first(start[tie.one]), first(start[tie.other])))
        if one != other and not (one in native and other in native):
            lower[other] = one
            if other in native:
                native[one] = native[other]
    return {
        document: native.get(first(start[document]), first(start[document])) for document in letters
    }
