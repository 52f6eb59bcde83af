"""Makes bundles and sets how they are numbered, headed and rendered."""

import json
from collections.abc import Mapping
from typing import Any

from pincite.domain.captions import Caption
from pincite.domain.documents import BundleId
from pincite.errors import ExhibitError
from pincite.store.bundles import (
    CLEAN,
    HIGHLIGHTED,
    LETTERS,
    NUMBERS,
    Bundle,
    Exhibit,
    StoredBundles,
)
from pincite.store.changed import Changed
from pincite.store.connection import Store
from pincite.store.journal import Change, Journal

LONGEST_NAME = 120


class Bundles(StoredBundles):
    """The bundles of a matter, and every decision about them but which exhibits they hold."""

    def __init__(self, store: Store, journal: Journal) -> None:
        """Read from the store, decide through the journal."""
        super().__init__(store)
        self._journal = journal

    def new(self, name: str, numbering: str = NUMBERS, caption: Caption | None = None) -> Changed:
        """Make an empty bundle.

        Raises:
            ExhibitError: The name is empty or taken, or the numbering is neither `1` nor `A`.
        """
        name = self._free_name(name)
        _check(numbering, (NUMBERS, LETTERS), "numbering")
        id_, position = self._store.conn.execute(
            "SELECT coalesce(max(id), 0) + 1, coalesce(max(position), 0) + 1 FROM bundles"
        ).fetchone()
        row = {
            "name": name,
            "numbering": numbering,
            "caption": _written(caption or Caption()),
            "rendering": CLEAN,
            "position": position,
        }
        change = Change("bundles", {"id": id_}, None, row)
        return Changed.by(
            self._journal.apply("new bundle", f"New bundle “{name}”", [change]), 1, id_
        )

    def edit(self, bundle: int | str, name: str, numbering: str, caption: Caption) -> Changed:
        """Set name, numbering and caption as one decision, which only what differs is part of.

        Raises:
            ExhibitError: There is no such bundle, or one of them cannot be set.
        """
        old = self.known(bundle)
        new = self._free_name(name, old.id)
        _check(numbering, (NUMBERS, LETTERS), "numbering")
        pairs = {
            "name": (old.name, new),
            "numbering": (old.numbering, numbering),
            "caption": (_written(old.caption), _written(caption)),
        }
        values = {column: pair for column, pair in pairs.items() if pair[0] != pair[1]}
        return self._set(old, "edit bundle", f"Change {' and '.join(values)} of “{new}”", values)

    def rename(self, bundle: int | str, name: str) -> Changed:
        """Give a bundle another name.

        Raises:
            ExhibitError: There is no such bundle, or the name is empty or taken.
        """
        old = self.known(bundle)
        new = self._free_name(name, old.id)
        summary = f"Rename bundle “{old.name}” to “{new}”"
        return self._set(old, "rename bundle", summary, {"name": (old.name, new)})

    def set_numbering(self, bundle: int | str, numbering: str) -> Changed:
        """Number the exhibits 1, 2, 3 (`1`) or A, B … Z, AA (`A`)."""
        old = self.known(bundle)
        _check(numbering, (NUMBERS, LETTERS), "numbering")
        summary = f"Number “{old.name}” from {numbering}"
        return self._set(old, "number bundle", summary, {"numbering": (old.numbering, numbering)})

    def set_caption(self, bundle: int | str, caption: Caption | Mapping[str, object]) -> Changed:
        """Set what the caption page says: the whole of it, or only the fields of a mapping.

        Raises:
            ExhibitError: The mapping names a field that a caption does not have.
        """
        old = self.known(bundle)
        if not isinstance(caption, Caption):
            try:
                caption = Caption.of({**old.caption.values(), **caption})
            except ValueError as error:
                raise ExhibitError("The caption cannot be set.", f"{error}.") from error
        values = {"caption": (_written(old.caption), _written(caption))}
        return self._set(old, "set caption", f"Set the caption of “{old.name}”", values)

    def set_rendering(self, bundle: int | str, rendering: str) -> Changed:
        """File the exhibits `clean`, or `highlighted` with the passages marked."""
        old = self.known(bundle)
        _check(rendering, (CLEAN, HIGHLIGHTED), "rendering")
        summary = f"File “{old.name}” {rendering}"
        return self._set(old, "render bundle", summary, {"rendering": (old.rendering, rendering)})

    def delete(self, bundle: int | str) -> Changed:
        """Delete a bundle with its exhibits, as one decision; the documents stay."""
        old = self.known(bundle)
        changes = [
            Change("exhibits", {"id": exhibit.id}, exhibit_row(exhibit), None)
            for exhibit in self.exhibits(old)
        ]
        row = {
            "name": old.name,
            "numbering": old.numbering,
            "caption": _written(old.caption),
            "rendering": old.rendering,
            "position": old.position,
        }
        changes.append(Change("bundles", {"id": old.id}, row, None))
        summary = f"Delete bundle “{old.name}”"
        return Changed.by(self._journal.apply("delete bundle", summary, changes), len(changes))

    def known(self, bundle: int | str) -> Bundle:
        """The bundle with this id or name.

        Raises:
            ExhibitError: There is none.
        """
        found = self.named(bundle) if isinstance(bundle, str) else self.get(bundle)
        if found is None:
            names = ", ".join(f"“{each.name}”" for each in self.all())
            raise ExhibitError(
                f"There is no bundle {bundle}.",
                f"The bundles are {names}." if names else "The matter has no bundle yet.",
                "" if names else "Make a bundle first.",
            )
        return found

    def _set(
        self, bundle: Bundle, action: str, summary: str, values: Mapping[str, tuple[Any, Any]]
    ) -> Changed:
        """Change columns of a bundle from the first of each pair to the second."""
        old = {name: pair[0] for name, pair in values.items()}
        new = {name: pair[1] for name, pair in values.items()}
        if old == new:
            return Changed()
        change = Change("bundles", {"id": bundle.id}, old, new)
        return Changed.by(self._journal.apply(action, summary, [change]), 1, bundle.id)

    def _free_name(self, name: str, own: BundleId | None = None) -> str:
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME:
            raise ExhibitError(
                "The bundle needs another name.",
                f"A name has 1 to {LONGEST_NAME} characters.",
            )
        taken = self.named(name)
        if taken is not None and taken.id != own:
            raise ExhibitError(
                f"There is already a bundle “{taken.name}”.", remedy="Choose another name."
            )
        return name


def exhibit_row(exhibit: Exhibit) -> dict[str, Any]:
    """The columns of an exhibit besides its id."""
    return {
        "bundle_id": exhibit.bundle_id,
        "document_id": exhibit.document_id,
        "position": exhibit.position,
        "title": exhibit.title,
        "pages": exhibit.pages,
        "with_attachments": int(exhibit.with_attachments),
    }


def _written(caption: Caption) -> str:
    return json.dumps(caption.values(), ensure_ascii=False, sort_keys=True)


def _check(value: str, allowed: tuple[str, ...], name: str) -> None:
    if value not in allowed:
        raise ExhibitError(f"“{value}” is not a {name}.", f"It is {' or '.join(allowed)}.")
