"""What the list of hits reads: pure work for the reading lane, without Qt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pincite.desktop.models.asked import Answer
from pincite.domain.tokens import tokens
from pincite.jobs.control import Control
from pincite.matter import Matter
from pincite.search import HitPlaces, HitRow, Query

# In the order of the documents, or of the words next to the hits, the nearest one first.
Order = Literal["document", "left", "right"]
# Up to so many hits are put into another order, filtered or copied.
MOST_GATHERED = 20_000
_BLOCK = 200


@dataclass(frozen=True, slots=True, eq=False)
class CountedHits:
    """The hits of an answer by number."""

    query: Query
    places: HitPlaces


@dataclass(frozen=True, slots=True)
class Arranged:
    """In which order hits are shown, and what their rows must hold; '' for all of them."""

    order: Order = "document"
    holding: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether they are all there, in the order of the documents."""
        return self.order == "document" and not self.holding.strip()


def count_places(answer: Answer, matter: Matter, control: Control) -> CountedHits:
    """Count the hits of each document of an answer."""
    query = answer.understood
    return CountedHits(query, matter.search.hit_places(query, answer.ids, control=control))


def read_hits(
    hits: CountedHits, first: int, last: int, matter: Matter, control: Control
) -> list[HitRow]:
    """The hits from number `first` to before `last`."""
    rows: list[HitRow] = []
    for block in hits_in_blocks(hits, first, last, matter):
        rows += block
        control.step(len(rows), last - first, "Reading the hits")
    return rows


def hits_in_blocks(
    hits: CountedHits, first: int, last: int, matter: Matter
) -> Iterator[list[HitRow]]:
    """The same, block by block."""
    for begin in range(first, last, _BLOCK):
        end = min(last, begin + _BLOCK)
        yield matter.search.hit_rows(hits.query, hits.places, begin, end)


def arranged(rows: Sequence[HitRow], how: Arranged, control: Control) -> list[HitRow]:
    """The rows that hold every word that is asked for (or its beginning), in order."""
    wanted = [token.word for token in tokens(how.holding)]
    found: list[HitRow] = []
    keys: dict[int, list[str]] = {}
    for number, row in enumerate(rows):
        if number % _BLOCK == 0:
            control.check()
        if wanted and not _holds(row, wanted):
            continue
        if how.order != "document":
            keys[id(row)] = row.left_words if how.order == "left" else row.right_words
        found.append(row)
    return sorted(found, key=lambda row: keys[id(row)]) if keys else found


def _holds(row: HitRow, wanted: Sequence[str]) -> bool:
    line = " ".join((row.control, row.bates or "", row.date or "", row.left, row.hit, row.right))
    words = [token.word for token in tokens(line)]
    return all(any(word.startswith(start) for word in words) for start in wanted)
