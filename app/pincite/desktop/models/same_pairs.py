"""The same email twice, read for the window: the pairs, and two messages as rows of two columns."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pincite.domain.alignment import Run, RunKind
from pincite.domain.tokens import tokens
from pincite.jobs.control import Control
from pincite.store.documents import Document
from pincite.store.same_messages import SamePair, Side

if TYPE_CHECKING:
    from pincite.matter import Matter
    from pincite.processing.same_messages.service import Aligned, Comparison

_PARAGRAPH = re.compile(r"\n[ \t>]*\n")


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair as a list shows it."""

    pair: SamePair
    first: str
    second: str
    title: str
    date: str


@dataclass(frozen=True, slots=True)
class PairsRead:
    """The pairs of a document, or of the matter; `is_stale` where documents came since."""

    rows: tuple[PairRow, ...]
    document: int | None
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Words of one message, and what they are beside the other."""

    text: str
    kind: RunKind


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """What stands side by side: a paragraph, or what differs in it."""

    a: tuple[Span, ...]
    b: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ComparisonRead:
    """Two messages side by side, each with a heading, and why they are held to be one."""

    pair: SamePair
    a_heading: str
    b_heading: str
    rows: tuple[AlignedRow, ...]
    withheld_in_a: int
    withheld_in_b: int


def read_pairs(document: int | None, matter: "Matter", control: Control) -> PairsRead:
    """The pairs of one document, or all."""
    pairs = matter.same_messages.pairs
    found = pairs.all() if document is None else pairs.of_document(document)
    ids = sorted({side.document_id for pair in found for side in (pair.a, pair.b)})
    known = {one.id: one for one in matter.documents.rows(ids)}
    control.check()
    rows = []
    for pair in found:
        own = pair.b if pair.a.quoted_id and not pair.b.quoted_id else pair.a
        title, date = known[own.document_id].title, known[own.document_id].date
        for quote in pairs.quoted(own.document_id) if own.quoted_id else ():
            if quote.id == own.quoted_id:
                title, date = quote.subject or title, quote.sent_local
        shown_date = (date or "").replace("T", " ")[:16]
        rows.append(PairRow(pair, _name(matter, pair.a), _name(matter, pair.b), title, shown_date))
    return PairsRead(tuple(rows), document, pairs.is_stale)


def read_comparison(pair: SamePair, matter: "Matter", control: Control) -> ComparisonRead:
    """The two messages of a pair, aligned."""
    found = matter.same_messages.compare(pair)
    control.check()
    documents = matter.documents
    return ComparisonRead(
        pair,
        _heading(matter, pair.a, documents.get(pair.a.document_id)),
        _heading(matter, pair.b, documents.get(pair.b.document_id)),
        tuple(_rows(found)),
        len(found.withheld_in_a),
        len(found.withheld_in_b),
    )


def _name(matter: "Matter", side: Side) -> str:
    control = matter.documents.control(side.document_id)
    return f"quoted in {control}" if side.quoted_id else control


def _heading(matter: "Matter", side: Side, document: Document) -> str:
    """What a column is of: its document, how it came, and where it comes from."""
    how = "printed" if document.type == "printed" else "native"
    if side.quoted_id:
        how = f"quoted in a {how} message"
    bates = f" · {document.bates}" if document.bates else ""
    return f"{matter.documents.control(side.document_id)}{bates} · {how}"


def _rows(found: "Comparison") -> Iterator[AlignedRow]:
    """The zones as rows, one of its own for each paragraph of the body."""
    for zone in found.zones:
        label = "" if zone.zone == "body" else f"{zone.zone.capitalize()}: "
        for number, row in enumerate(_zone_rows(zone)):
            head = (Span(label, RunKind.SAME),) if label and not number else ()
            yield AlignedRow((*head, *row.a), (*head, *row.b))


def _zone_rows(zone: "Aligned") -> Iterator[AlignedRow]:
    """The runs as rows; one ends where a paragraph ends that both have."""
    a_spans: list[Span] = []
    b_spans: list[Span] = []
    for run in zone.runs:
        pieces = _pieces(zone, run) if run.kind == RunKind.SAME else [_texts(zone, run)]
        for number, (mine, other) in enumerate(pieces):
            if number:
                yield AlignedRow(tuple(a_spans), tuple(b_spans))
                a_spans, b_spans = [], []
            a_spans += [Span(mine, run.kind)] if mine or run.kind in _BLANK_A else []
            b_spans += [Span(other, run.kind)] if other or run.kind in _BLANK_B else []
    if a_spans or b_spans:
        yield AlignedRow(tuple(a_spans), tuple(b_spans))


# What is withheld is shown, even where it left nothing in the text.
_BLANK_A = (RunKind.WITHHELD_A, RunKind.WITHHELD_BOTH)
_BLANK_B = (RunKind.WITHHELD_B, RunKind.WITHHELD_BOTH)


def _texts(found: "Aligned", run: Run) -> tuple[str, str]:
    return found.a.text[run.a_start : run.a_end], found.b.text[run.b_start : run.b_end]


def _pieces(found: "Aligned", run: Run) -> list[tuple[str, str]]:
    """A run of the same words, cut where either has an empty line, at the same word of both."""
    mine = tokens(found.a.text, run.a_start, run.a_end)
    other = tokens(found.b.text, run.b_start, run.b_end)
    if len(mine) != len(other):
        return [_texts(found, run)]
    ends = {
        number
        for number in range(1, len(mine))
        if _PARAGRAPH.search(found.a.text, mine[number - 1].end, mine[number].start)
        or _PARAGRAPH.search(found.b.text, other[number - 1].end, other[number].start)
    }
    a_cuts = [run.a_start, *(mine[number].start for number in sorted(ends)), run.a_end]
    b_cuts = [run.b_start, *(other[number].start for number in sorted(ends)), run.b_end]
    return list(zip(_between(found.a.text, a_cuts), _between(found.b.text, b_cuts), strict=True))


def _between(text: str, cuts: Sequence[int]) -> list[str]:
    return [text[start:end] for start, end in itertools.pairwise(cuts)]
