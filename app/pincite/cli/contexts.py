"""Prints hits in their context (KWIC), one row a hit."""

from typing import TYPE_CHECKING

from pincite.cli.output import counted, print_json, print_text, say

if TYPE_CHECKING:
    from pincite.matter import Matter
    from pincite.search import Found, HitRow, Query

# Without --limit people get a screenful or two; other programs get everything.
_SHOWN = 50
_SIDE = 38
_BLOCK = 500


def print_contexts(
    matter: "Matter",
    query: "Query",
    found: "Found",
    stretch: tuple[int, int | None],
    *,
    as_json: bool,
) -> None:
    """Print the hits of what was found; `stretch` says how many are left out, and how many come."""
    places = matter.search.hit_places(query, found.ids)
    first, limit = stretch
    if limit is None:
        limit = places.total if as_json else _SHOWN
    last = min(places.total, first + limit)
    for begin in range(first, last, _BLOCK):
        for row in matter.search.hit_rows(query, places, begin, min(last, begin + _BLOCK)):
            if as_json:
                print_json(_fields(row))
            else:
                print_text(_line(row))
    if as_json:
        return
    say(f"{query.reads_as}\n{counted(found.documents, 'document')}, {counted(places.total, 'hit')}")
    if last < places.total:
        say(f"Shown: {max(0, last - first):,}. More: --offset {last}")


def _fields(row: "HitRow") -> dict[str, object]:
    return {
        "control": row.control,
        "bates": row.bates,
        "page": row.page,
        "start": row.start,
        "end": row.end,
        "left": row.left,
        "hit": row.hit,
        "right": row.right,
    }


def _line(row: "HitRow") -> str:
    """The number, then the hit with its context, every hit at the same place of the line."""
    left = f"…{row.left[1 - _SIDE :]}" if len(row.left) > _SIDE else row.left
    room = max(_SIDE, 2 * _SIDE - len(row.hit))
    right = f"{row.right[: room - 1]}…" if len(row.right) > room else row.right
    return f"{row.control:<12}  {left:>{_SIDE}}[{row.hit}]{right}"
