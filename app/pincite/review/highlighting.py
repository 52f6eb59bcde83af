"""Makes and changes highlight lists: for reviewers' eyes, never part of anything exported."""

import json
from collections.abc import Iterable
from typing import Any

from pincite.domain.dialects import Dialect
from pincite.errors import DecisionError
from pincite.store.changed import Changed
from pincite.store.connection import Store
from pincite.store.highlight_lists import HighlightList, HighlightLists
from pincite.store.journal import Change, Journal

COLOURS = range(1, 10)
LONGEST_NAME = 80
_TABLE = "highlight_lists"


class Highlighting(HighlightLists):
    """The highlight lists of a matter, and every decision about them."""

    def __init__(self, store: Store, journal: Journal) -> None:
        """Read from the store, decide through the journal."""
        super().__init__(store)
        self._journal = journal

    def new(
        self,
        name: str,
        terms: Iterable[str] = (),
        colour: int | None = None,
        dialect: Dialect = "pincite",
    ) -> Changed:
        """Make a list; without a colour it gets the least used one.

        Terms that cannot be read are kept as they are: `Search.bad_lines` tells which.

        Raises:
            DecisionError: The name is empty or taken, or the colour is not 1 to 9.
        """
        lists = self.all()
        if colour is None:
            used = [one.colour for one in lists]
            colour = min(COLOURS, key=lambda one: (used.count(one), one))
        _check_colour(colour)
        made = HighlightList(
            max((one.id for one in lists), default=0) + 1,
            self._free_name(name, None),
            colour,
            max((one.position for one in lists), default=0) + 1,
            True,
            _cleaned(terms),
            dialect,
        )
        change = Change(_TABLE, {"id": made.id}, None, _row(made))
        summary = f"New highlight list “{made.name}”"
        return Changed.by(self._journal.apply("new highlight list", summary, [change]), 1, made.id)

    def edit(
        self,
        list_: int | str,
        *,
        name: str | None = None,
        terms: Iterable[str] | None = None,
        colour: int | None = None,
        dialect: Dialect | None = None,
    ) -> Changed:
        """Change what is given of a list, as one decision.

        Raises:
            DecisionError: There is no such list, the name is empty or taken, or the colour is bad.
        """
        old = self.known(list_)
        wanted: dict[str, Any] = {}
        if name is not None:
            wanted["name"] = self._free_name(name, old.id)
        if terms is not None:
            wanted["terms"] = _written(_cleaned(terms))
        if colour is not None:
            _check_colour(colour)
            wanted["colour"] = colour
        if dialect is not None:
            wanted["dialect"] = dialect
        now = _row(old)
        new = {column: value for column, value in wanted.items() if value != now[column]}
        if not new:
            return Changed()
        before = {column: now[column] for column in new}
        summary = f"Change highlight list “{old.name}”"
        if "name" in new:
            summary += f", now “{new['name']}”"
        change = Change(_TABLE, {"id": old.id}, before, new)
        return Changed.by(self._journal.apply("change highlight list", summary, [change]))

    def delete(self, list_: int | str) -> Changed:
        """Delete a list.

        Raises:
            DecisionError: There is no such list.
        """
        old = self.known(list_)
        change = Change(_TABLE, {"id": old.id}, _row(old), None)
        summary = f"Delete highlight list “{old.name}”"
        return Changed.by(self._journal.apply("delete highlight list", summary, [change]))

    def known(self, list_: int | str) -> HighlightList:
        """The list with this id or name.

        Raises:
            DecisionError: There is none; the error lists those that there are.
        """
        found = self.named(list_) if isinstance(list_, str) else self.get(list_)
        if found:
            return found
        names = ", ".join(f"“{known.name}”" for known in self.all())
        raise DecisionError(
            f"There is no highlight list “{list_}”.",
            f"The lists are {names}." if names else "No list was made yet.",
        )

    def _free_name(self, name: str, own: int | None) -> str:
        wanted = " ".join(name.split())
        if not wanted or len(wanted) > LONGEST_NAME:
            raise DecisionError(
                f"“{wanted[:LONGEST_NAME]}” cannot be the name of a list.",
                f"A name has 1 to {LONGEST_NAME} characters.",
                "Choose another name.",
            )
        taken = self.named(wanted)
        if taken and taken.id != own:
            raise DecisionError(
                f"There is already a highlight list “{taken.name}”.", "", "Choose another name."
            )
        return wanted


def terms_of_file(content: bytes) -> list[str]:
    """The lines of a text file, whatever it was written with: UTF-8, UTF-16 or Windows' own."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
    return list(_cleaned(text.splitlines()))


def _cleaned(terms: Iterable[str]) -> tuple[str, ...]:
    """Terms without spaces at their ends, each once; empty ones are left out."""
    stripped = (" ".join(term.replace("\0", " ").split()) for term in terms)
    return tuple(dict.fromkeys(term for term in stripped if term))


def _row(made: HighlightList) -> dict[str, Any]:
    """The row without whether it is shown, which is no decision: undo leaves that alone."""
    return {
        "name": made.name,
        "colour": made.colour,
        "position": made.position,
        "terms": _written(made.terms),
        "dialect": made.dialect,
    }


def _written(terms: Iterable[str]) -> str:
    return json.dumps(list(terms), ensure_ascii=False)


def _check_colour(colour: int) -> None:
    if colour not in COLOURS:
        raise DecisionError(f"{colour} is not a colour of the palette.", "A colour is 1 to 9.")
