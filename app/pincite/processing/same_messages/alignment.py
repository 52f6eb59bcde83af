"""Sets two texts of one email side by side: what is the same, and what only one of them shows.

What is withheld here and shown there stays two facts of two texts: nothing is filled in.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pincite.domain.alignment import Part, Run, RunKind, withheld_signs
from pincite.domain.exemptions import without_codes
from pincite.domain.likeness import Named, named, same_person
from pincite.domain.tokens import tokens
from pincite.processing.same_messages.comparing import Stretch, stretches
from pincite.processing.same_messages.words import GAP, Vocabulary

_PERSON = re.compile(r"[^;\n]+")
_FIRST_PERSON = 0x100
# A name of which a part is withheld is taken for the one that has the rest of it.
_ONE_PERSON = 0.6


class _Item(NamedTuple):
    """A word or a gap, as its character, and where it stands."""

    character: str
    start: int
    end: int


class _Piece(NamedTuple):
    """A kind with how many items of both sides it takes."""

    kind: RunKind
    a_items: int
    b_items: int


def align(a: Part, b: Part) -> list[Run]:
    """The runs of both parts in order; together they cover both without a gap or an overlap.

    A code or a place in one stands for whatever the other shows there; nothing else is presumed to
    be withheld.
    """
    vocabulary = Vocabulary()
    return _aligned((a, _items(a, vocabulary)), (b, _items(b, vocabulary)), vocabulary)


def align_people(a: Part, b: Part) -> list[Run]:
    """The runs of two lists of people, person by person: `Okafor, Renata` is Renata Okafor."""
    known: list[tuple[Named, str]] = []
    return _aligned((a, _people(a, known)), (b, _people(b, known)), Vocabulary())


def _aligned(
    a: tuple[Part, list[_Item]], b: tuple[Part, list[_Item]], vocabulary: Vocabulary
) -> list[Run]:
    mine, other = a[1], b[1]
    a_coded = "".join(item.character for item in mine)
    b_coded = "".join(item.character for item in other)
    pieces: list[_Piece] = []
    for one in stretches(a_coded, b_coded, vocabulary):
        pieces += _pieces(one, a_coded, b_coded)
    return _as_runs(pieces, a, b)


def _people(part: Part, known: list[tuple[Named, str]]) -> list[_Item]:
    """The people and the gaps of a list, each in the character that it has in `known`."""
    found: list[_Item] = []
    for match in _PERSON.finditer(part.text, part.start, part.end):
        person = named(without_codes(match[0]))
        if not (person.words or person.address):
            if withheld_signs(match[0], with_bare=part.is_printed):
                found.append(_Item(GAP, match.start(), match.end()))
            continue
        character = next(
            (sign for one, sign in known if same_person(one, person) >= _ONE_PERSON), None
        )
        if character is None:
            character = chr(_FIRST_PERSON + len(known))
            known.append((person, character))
        found.append(_Item(character, match.start(), match.end()))
    gaps = [
        _Item(GAP, place, place)
        for place in sorted(set(part.places))
        if part.start <= place <= part.end
    ]
    return sorted([*found, *gaps], key=lambda item: (item.start, item.end))


def _items(part: Part, vocabulary: Vocabulary) -> list[_Item]:
    signs = [_Item(GAP, start, end) for start, end in part.signs]
    covered = {offset for sign in signs for offset in range(sign.start, sign.end)}
    found = [
        _Item(vocabulary.coded(token.word)[:1] or "\x03", token.start, token.end)
        for token in tokens(part.text, part.start, part.end)
        if token.start not in covered
    ]
    gaps = [
        _Item(GAP, place, place)
        for place in sorted(set(part.places))
        if part.start <= place <= part.end and place not in covered
    ]
    # A gap at a word's end stands behind it, one at a word's start before it.
    return sorted([*found, *signs, *gaps], key=lambda item: (item.start, item.end))


def _pieces(one: Stretch, a: str, b: str) -> Iterator[_Piece]:
    mine, other = a[one.a_start : one.a_end], b[one.b_start : one.b_end]
    if one.is_same:
        yield _Piece(RunKind.SAME, len(mine), len(other))
        return
    has_gap = (GAP in mine, GAP in other)
    shows = (bool(mine.strip(GAP)), bool(other.strip(GAP)))
    if not any(has_gap):
        yield _Piece(RunKind.ONLY_A, len(mine), 0)
        yield _Piece(RunKind.ONLY_B, 0, len(other))
    elif all(has_gap):
        if not any(shows):
            yield _Piece(RunKind.WITHHELD_BOTH, len(mine), len(other))
        elif all(shows):
            yield _Piece(RunKind.WITHHELD_B, len(mine), 0)
            yield _Piece(RunKind.WITHHELD_A, 0, len(other))
        else:
            kind = RunKind.WITHHELD_B if shows[0] else RunKind.WITHHELD_A
            yield _Piece(kind, len(mine), len(other))
    elif has_gap[0]:
        before, gap, after = _around(mine)
        yield _Piece(RunKind.ONLY_A, before, 0)
        yield _Piece(RunKind.WITHHELD_A, gap, len(other))
        yield _Piece(RunKind.ONLY_A, after, 0)
    else:
        before, gap, after = _around(other)
        yield _Piece(RunKind.ONLY_B, 0, before)
        yield _Piece(RunKind.WITHHELD_B, len(mine), gap)
        yield _Piece(RunKind.ONLY_B, 0, after)


def _around(coded: str) -> tuple[int, int, int]:
    """How many items stand before the first gap, from there to the last one, and behind that."""
    first, last = coded.index(GAP), coded.rindex(GAP)
    return first, last + 1 - first, len(coded) - last - 1


def _as_runs(
    pieces: Sequence[_Piece], a: tuple[Part, list[_Item]], b: tuple[Part, list[_Item]]
) -> list[Run]:
    """The pieces with offsets; what parts two words goes with the first of them."""
    kept = [piece for piece in pieces if piece.a_items or piece.b_items]
    if not kept:
        kept = [_Piece(RunKind.SAME, 0, 0)]
    a_cuts = _cuts([piece.a_items for piece in kept], *a)
    b_cuts = _cuts([piece.b_items for piece in kept], *b)
    return [
        Run(piece.kind, a_cuts[index], a_cuts[index + 1], b_cuts[index], b_cuts[index + 1])
        for index, piece in enumerate(kept)
    ]


def _cuts(counts: Sequence[int], part: Part, items: Sequence[_Item]) -> list[int]:
    """Where each run begins, and the end of the last."""
    cuts = [part.start]
    taken = 0
    for count in counts[:-1]:
        taken += count
        if not count:
            cuts.append(cuts[-1])
        else:
            cuts.append(max(cuts[-1], items[taken].start if taken < len(items) else part.end))
    cuts.append(part.end)
    return cuts
