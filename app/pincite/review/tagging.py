"""Makes tags and puts them on documents."""

from collections.abc import Iterable

from pincite.domain.documents import TagId
from pincite.errors import DecisionError
from pincite.review.reviewed import documents_named, reviewed
from pincite.store.changed import Changed
from pincite.store.connection import Store
from pincite.store.journal import Change, Journal
from pincite.store.tags import Tag, Tags

COLOURS = range(1, 10)
DIGITS = range(1, 10)
LONGEST_NAME = 80


class Tagging(Tags):
    """The tags of a matter, and every decision about them."""

    def __init__(self, store: Store, journal: Journal) -> None:
        """Read from the store, decide through the journal."""
        super().__init__(store)
        self._journal = journal

    def new(self, name: str, colour: int | None = None, digit: int | None = None) -> Changed:
        """Make a tag; without colour and digit it gets the least used and the first free one.

        Raises:
            DecisionError: The name is empty or taken, or the colour or digit is not 1 to 9.
        """
        tag, changes = self._made(name, colour, digit)
        entry = self._journal.apply("new tag", f"New tag “{tag.name}”", changes)
        return Changed.by(entry, 1, tag.id)

    def rename(self, tag: int | str, name: str) -> Changed:
        """Give a tag another name.

        Raises:
            DecisionError: There is no such tag, or the name is empty or taken.
        """
        old = self.known(tag)
        new = self._free_name(name, old.id)
        if new == old.name:
            return Changed()
        change = Change("tags", {"id": old.id}, {"name": old.name}, {"name": new})
        summary = f"Rename tag “{old.name}” to “{new}”"
        return Changed.by(self._journal.apply("rename tag", summary, [change]))

    def recolour(self, tag: int | str, colour: int) -> Changed:
        """Give a tag another colour of the palette, 1 to 9."""
        old = self.known(tag)
        _check_nine(colour, "colour")
        if colour == old.colour:
            return Changed()
        change = Change("tags", {"id": old.id}, {"colour": old.colour}, {"colour": colour})
        return Changed.by(
            self._journal.apply("recolour tag", f"Recolour tag “{old.name}”", [change])
        )

    def set_digit(self, tag: int | str, digit: int | None) -> Changed:
        """Put a tag on a digit key, or on none; a tag that was on that key loses it."""
        old = self.known(tag)
        if digit == old.digit:
            return Changed()
        changes: list[Change] = []
        if digit is not None:
            _check_nine(digit, "key")
            holder = self.of_digit(digit)
            if holder:
                changes.append(_digit_change(holder, None))
        changes.append(_digit_change(old, digit))
        where = f"on key {digit}" if digit else "off its key"
        return Changed.by(
            self._journal.apply("set tag key", f"Put tag “{old.name}” {where}", changes)
        )

    def delete(self, tag: int | str) -> Changed:
        """Delete a tag and take it off every document and passage, as one decision."""
        old = self.known(tag)
        changes = [
            Change(table, {column: id_, "tag_id": old.id}, {}, None)
            for table, column in (("document_tags", "document_id"), ("passage_tags", "passage_id"))
            for (id_,) in self._store.conn.execute(
                f"SELECT {column} FROM {table} WHERE tag_id = ? ORDER BY 1", (old.id,)
            )
        ]
        row = {
            "name": old.name,
            "colour": old.colour,
            "digit": old.digit,
            "position": old.position,
        }
        changes.append(Change("tags", {"id": old.id}, row, None))
        entry = self._journal.apply("delete tag", f"Delete tag “{old.name}”", changes)
        return Changed.by(entry, len(changes) - 1)

    def tag(
        self, ids: Iterable[int], tag: int | str, remove: bool = False, family: bool = False
    ) -> Changed:
        """Put a tag on documents, or take it off; a name that is not there yet is made a tag.

        Raises:
            DecisionError: There is no such tag to take off, or its name cannot be one.
            UnknownDocument: There is no document with one of these ids.
        """
        documents = reviewed(self._store, ids, with_family=family)
        changes: list[Change] = []
        chosen = self.known(tag) if remove else self.known_or_made(tag, changes)
        carrying = self._carrying(chosen.id)
        touched = [id_ for id_ in documents if (id_ in carrying) == remove]
        for id_ in touched:
            key = {"document_id": id_, "tag_id": chosen.id}
            changes.append(
                Change("document_tags", key, {}, None)
                if remove
                else Change("document_tags", key, None, {})
            )
        named = documents_named(self._store, touched)
        summary = (
            f"Take tag “{chosen.name}” off {named}" if remove else f"Tag {named} “{chosen.name}”"
        )
        entry = self._journal.apply(
            "untag" if remove else "tag", summary, changes if touched else []
        )
        return Changed.by(entry, len(touched), chosen.id if entry else None)

    def known(self, tag: int | str) -> Tag:
        """The tag with this id or name.

        Raises:
            DecisionError: There is none; the error lists those that there are.
        """
        found = self.named(tag) if isinstance(tag, str) else self.get(tag)
        if found:
            return found
        names = ", ".join(f"“{known.name}”" for known in self.all())
        raise DecisionError(
            f"There is no tag “{tag}”.",
            f"The tags are {names}." if names else "No tag was made yet.",
        )

    def known_or_made(self, tag: int | str, changes: list[Change]) -> Tag:
        """The tag with this id or name; a new name is made a tag by what is added to `changes`."""
        if not isinstance(tag, str) or self.named(tag):
            return self.known(tag)
        made = [_tag_of(change) for change in changes if change.table == "tags" and not change.old]
        wanted = " ".join(tag.split()).casefold()
        for other in made:
            if other.name.casefold() == wanted:
                return other
        new, making = self._made(tag, None, None, made)
        changes += making
        return new

    def _made(
        self, name: str, colour: int | None, digit: int | None, after: Iterable[Tag] = ()
    ) -> tuple[Tag, list[Change]]:
        """A new tag that follows those of the matter, with the changes that make it."""
        tags = [*self.all(), *after]
        if digit is None:
            taken = {tag.digit for tag in tags}
            digit = next((free for free in DIGITS if free not in taken), None)
        else:
            _check_nine(digit, "key")
        if colour is None:
            used = [tag.colour for tag in tags]
            colour = min(COLOURS, key=lambda one: (used.count(one), one))
        else:
            _check_nine(colour, "colour")
        made = Tag(
            TagId(max((tag.id for tag in tags), default=0) + 1),
            self._free_name(name, None),
            colour,
            digit,
            max((tag.position for tag in tags), default=0) + 1,
        )
        changes = [_digit_change(tag, None) for tag in tags if digit and tag.digit == digit]
        row = {"name": made.name, "colour": colour, "digit": digit, "position": made.position}
        return made, [*changes, Change("tags", {"id": made.id}, None, row)]

    def _free_name(self, name: str, own: int | None) -> str:
        wanted = " ".join(name.split())
        if not wanted or len(wanted) > LONGEST_NAME or '"' in wanted:
            raise DecisionError(
                f"“{wanted[:LONGEST_NAME]}” cannot be the name of a tag.",
                f"A name has 1 to {LONGEST_NAME} characters and no double quotation marks.",
                "Choose another name.",
            )
        taken = self.named(wanted)
        if taken and taken.id != own:
            raise DecisionError(
                f"There is already a tag “{taken.name}”.", "", "Choose another name."
            )
        return wanted

    def _carrying(self, tag: int) -> set[int]:
        rows = self._store.conn.execute(
            "SELECT document_id FROM document_tags WHERE tag_id = ?", (tag,)
        )
        return {row[0] for row in rows}


def _digit_change(tag: Tag, digit: int | None) -> Change:
    return Change("tags", {"id": tag.id}, {"digit": tag.digit}, {"digit": digit})


def _tag_of(making: Change) -> Tag:
    return Tag(**making.key, **(making.new or {}))


def _check_nine(number: int, what: str) -> None:
    if number not in COLOURS:
        raise DecisionError(f"{number} is not a {what} of the palette.", f"A {what} is 1 to 9.")
