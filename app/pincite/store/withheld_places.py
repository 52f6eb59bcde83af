"""Where in a document's text something is withheld: the places of its redactions."""

from collections.abc import Iterator, Sequence

from pincite.domain.pages import WordBox, decode_words
from pincite.store.connection import Store

# A box may stand a little off the line that it covers.
_SLACK_PT = 2.0


class WithheldPlaces:
    """Ties the withheld areas of pages to the text around them, for reading."""

    def __init__(self, store: Store) -> None:
        """Read from this store."""
        self._store = store

    def documents(self) -> list[int]:
        """The documents that have withheld areas on their pages, or whose print has."""
        rows = self._store.conn.execute(
            "SELECT DISTINCT p.document_id FROM pages AS p JOIN documents AS d"
            " ON d.id = p.document_id JOIN redactions AS r"
            " ON r.document_id IN (d.id, d.printed_in) AND r.source_page = p.source_page"
            " ORDER BY 1"
        )
        return [row[0] for row in rows]

    def of_document(self, document: int) -> list[int]:
        """The offsets into a document's canonical text at which something is withheld, in order."""
        pages = self._store.conn.execute(
            "SELECT p.source_page, p.words, p.y0_pt, p.y1_pt, d.printed_in FROM pages AS p"
            " JOIN documents AS d ON d.id = p.document_id WHERE d.id = ? ORDER BY p.number",
            (document,),
        ).fetchall()
        found: set[int] = set()
        for source_page, encoded, top, bottom, print_ in pages:
            areas = self._store.conn.execute(
                "SELECT x0, y0, x1, y1 FROM redactions WHERE document_id IN (?, ?)"
                " AND source_page = ?",
                (document, print_, source_page),
            ).fetchall()
            if areas:
                words = decode_words(encoded)
                found.update(_places(words, areas, (top, bottom)))
        return sorted(found)


def _places(
    words: Sequence[WordBox],
    areas: Sequence[tuple[float, float, float, float]],
    part: tuple[float | None, float | None],
) -> Iterator[int]:
    top = -1.0 if part[0] is None else part[0]
    bottom = float("inf") if part[1] is None else part[1]
    for area in areas:
        middle = (area[1] + area[3]) / 2
        if words and top <= middle <= bottom:
            yield place_of(words, area)


def place_of(words: Sequence[WordBox], area: tuple[float, float, float, float]) -> int:
    """Where in the text an area lies: behind the word before it on its line, or on the line above.

    An area on a line without words is on a line of its own in the text too, where it has one: what
    is withheld of a header leaves its field empty.
    The area is given as left, top, right and bottom, in points; there must be words.
    """
    x0, y0, _, y1 = area
    on_line = [word for word in words if word.y0 < y1 - _SLACK_PT and y0 + _SLACK_PT < word.y1]
    before = [word for word in on_line if (word.x0 + word.x1) / 2 < x0]
    if before:
        # A box over several lines begins on its first.
        first_line = min(before, key=lambda word: word.y0)
        same = [word for word in before if word.y0 < first_line.y1]
        return max(same, key=lambda word: word.x1).end
    if on_line:
        return min(on_line, key=lambda word: (word.y0, word.x0)).start
    above = [word for word in words if word.y1 <= y0 + _SLACK_PT]
    if not above:
        return words[0].start
    end = max(above, key=lambda word: (word.y1, word.x1)).end
    after = min((word.start for word in words if word.start >= end), default=end)
    return end + 1 if after > end + 1 else end
