"""Gathers all messages of a matter as evidence: native, printed and quoted ones alike."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from pincite.domain.alignment import withheld_signs
from pincite.domain.documents import CanonicalText
from pincite.domain.likeness import Headers, Named, Sent, named, people_of
from pincite.processing.quoting import Quoted, header_end, own_spans, quoted_in
from pincite.processing.release.headers import attachment_key, attachment_names
from pincite.processing.same_messages.words import GAP, Vocabulary, with_gaps
from pincite.store.connection import Store
from pincite.store.same_messages import QuotedRow
from pincite.store.withheld_places import WithheldPlaces

_EPOCH = datetime(1970, 1, 1)
_MINUTE = timedelta(minutes=1)
# What a longer message adds would not change the answer.
_MOST_CHARACTERS = 400_000


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it is compared; `quoted` is 0 for the document itself."""

    document: int
    quoted: int
    headers: Headers
    words: str
    is_printed: bool


@dataclass(slots=True)
class Gathered:
    """All messages of a matter, what was newly found quoted, and the words they are made of."""

    messages: list[Message] = field(default_factory=list)
    new_quoted: list[QuotedRow] = field(default_factory=list)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)


def gather(store: Store) -> Gathered:
    """Read every unique message that is shown; copies and retired documents are left out."""
    return _Gathering(store).all()


def sent_of(local: str | None, offset_minutes: int | None, utc: str | None = None) -> Sent | None:
    """A sent date in minutes, or None for one that could not be read."""
    try:
        if local is None:
            return None
        clock = datetime.fromisoformat(local)
        if utc is not None:
            instant: datetime | None = datetime.fromisoformat(utc.removesuffix("Z"))
        else:
            instant = None if offset_minutes is None else clock - timedelta(minutes=offset_minutes)
    except (ValueError, OverflowError):
        return None
    return Sent(
        (clock - _EPOCH) // _MINUTE,
        None if instant is None else (instant - _EPOCH) // _MINUTE,
        has_clock="T" in local or " " in local.strip(),
        second=clock.second or None,
    )


def _sent(local: object, offset: object, utc: object, *, is_printed: bool) -> Sent | None:
    found = sent_of(_text(local), offset if isinstance(offset, int) else None, _text(utc))
    # A print that tells no seconds has been read as though they were none.
    return replace(found, second=found.second or 0) if found and not is_printed else found


class _Gathering:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._gathered = Gathered()
        self._people = _people(store)
        self._quoted = _quoted(store)
        places = WithheldPlaces(store)
        self._places = places
        self._with_areas = set(places.documents())
        (last,) = store.conn.execute("SELECT coalesce(max(id), 0) FROM quoted_messages").fetchone()
        self._next_quoted = int(last) + 1

    def all(self) -> Gathered:
        rows = self._store.conn.execute(
            "SELECT d.id, d.printed_in IS NOT NULL, d.sender, d.recipients, d.subject,"
            " d.sent_local, d.utc_offset_minutes, d.sent_utc, t.text, t.bounds"
            " FROM documents AS d JOIN texts AS t ON t.document_id = d.id"
            " WHERE (d.kind = 'message' OR d.type = 'email') AND d.copy_of IS NULL"
            " AND NOT d.is_retired ORDER BY d.id"
        )
        for row in rows:
            self._take(row)
        return self._gathered

    def _take(self, row: tuple[object, ...]) -> None:
        document, printed, sender, recipients, subject, local, offset, utc, text, bounds = row
        assert isinstance(document, int)
        assert isinstance(text, str)
        whole = CanonicalText(text[:_MOST_CHARACTERS], tuple(json.loads(str(bounds))))
        is_printed = bool(printed)
        quoted = self._quoted.get(document)
        if quoted is None and not is_printed:
            quoted = self._find_quoted(document, whole)
        quoted = quoted or []
        places = self._places.of_document(document) if document in self._with_areas else ()
        senders, others = self._people.get(document, ([], []))
        attached = whole.zone("attached")
        headers = Headers(
            _sent(local, offset, utc, is_printed=is_printed),
            tuple(senders) or people_of(str(sender)),
            tuple(others) or people_of(str(recipients)),
            str(subject),
            frozenset(
                attachment_key(name)
                for line in attached.splitlines()
                for name in (attachment_names(line) if is_printed else (line,))
                if name.strip()
            ),
            is_partly_withheld=_is_withheld(f"{whole.zone('to')}\n{whole.zone('cc')}"),
        )
        start, end = whole.zone_bounds("body")
        spans = own_spans(start, end, [(one.start, one.end) for one in quoted])
        looked_at = places if is_printed or places else None
        words = self._words(whole.text, spans, looked_at)
        if not words.strip(GAP):
            # Forwarded without a word: what it passes on is all there is to tell it by.
            words = self._words(whole.text, [(start, end)], looked_at)
        self._gathered.messages.append(Message(document, 0, headers, words, is_printed))
        for one in quoted:
            self._take_quoted(whole.text, one, quoted, places, is_printed)

    def _take_quoted(
        self,
        text: str,
        one: QuotedRow,
        beside: Sequence[QuotedRow],
        places: Sequence[int],
        is_printed: bool,
    ) -> None:
        start = one.start + header_end(text[one.start : one.end])
        deeper = [(other.start, other.end) for other in beside if other.start > one.start]
        spans = own_spans(start, one.end, deeper)
        headers = Headers(
            sent_of(one.sent_local, one.utc_offset_minutes),
            people_of(one.sender),
            people_of(one.recipients),
            one.subject,
            is_partly_withheld=_is_withheld(one.recipients),
        )
        words = self._words(text, spans, places if is_printed else None)
        self._gathered.messages.append(Message(one.document_id, one.id, headers, words, is_printed))

    def _words(
        self, text: str, spans: Sequence[tuple[int, int]], places: Sequence[int] | None
    ) -> str:
        """The words of these parts; with places given, what is withheld in them is looked for."""
        coded = self._gathered.vocabulary.coded
        if places is None:
            return coded("\n".join(text[start:end] for start, end in spans))
        return coded(
            "\n".join(
                with_gaps(
                    text[start:end], [place - start for place in places if start <= place <= end]
                )
                for start, end in spans
            )
        )

    def _find_quoted(self, document: int, whole: CanonicalText) -> list[QuotedRow]:
        """What a native message quotes, which nobody looked for when it was read."""
        start, _ = whole.zone_bounds("body")
        rows: list[QuotedRow] = []
        for one in quoted_in(whole.zone("body"), start):
            rows.append(_quoted_row(self._next_quoted, document, one))
            self._next_quoted += 1
        self._gathered.new_quoted += rows
        return rows


def _quoted_row(identity: int, document: int, one: Quoted) -> QuotedRow:
    sent = one.sent
    return QuotedRow(
        identity,
        document,
        one.start,
        one.end,
        one.depth,
        one.sender,
        one.recipients,
        one.subject,
        sent.written if sent else None,
        sent.local if sent else None,
        sent.offset_minutes if sent else None,
    )


def _quoted(store: Store) -> dict[int, list[QuotedRow]]:
    found: defaultdict[int, list[QuotedRow]] = defaultdict(list)
    for row in store.conn.execute(
        'SELECT id, document_id, start, "end", depth, sender, recipients, subject, sent_written,'
        " sent_local, utc_offset_minutes FROM quoted_messages ORDER BY document_id, start"
    ):
        found[row[1]].append(QuotedRow(*row))
    return dict(found)


def _people(store: Store) -> dict[int, tuple[list[Named], list[Named]]]:
    """Who sent each document, and who got it."""
    known = {
        identity: named(name, address)
        for identity, name, address in store.conn.execute("SELECT id, name, address FROM people")
    }
    found: dict[int, tuple[list[Named], list[Named]]] = {}
    for document, role, person in store.conn.execute(
        "SELECT document_id, role, person_id FROM document_people"
    ):
        one = known[person]
        if one.words or one.address:
            found.setdefault(document, ([], []))[role != "from"].append(one)
    return found


def _is_withheld(people: str) -> bool:
    """Whether anybody may be missing in a line of people."""
    return not people.strip() or bool(withheld_signs(people))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
