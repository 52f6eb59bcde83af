"""Decides about suggested redactions: those that were found in a picture alone."""

import json
from collections.abc import Iterable, Sequence

from pincite.domain.pages import share_covered
from pincite.errors import DecisionError
from pincite.review.reviewed import documents_named
from pincite.store.changed import Changed
from pincite.store.connection import Store
from pincite.store.journal import Change, Journal
from pincite.store.redactions import RedactionRow, Redactions


class Confirming(Redactions):
    """The redactions of a matter, and every decision about them."""

    def __init__(self, store: Store, journal: Journal) -> None:
        """Read from the store, decide through the journal."""
        super().__init__(store)
        self._journal = journal

    def confirm(self, ids: Iterable[int]) -> Changed:
        """Take suggestions for redactions, as one decision.

        Raises:
            DecisionError: There is no redaction with one of these ids.
        """
        return self._confirm([one for one in self._known(ids) if not one.is_confirmed])

    def confirm_document(self, document: int) -> Changed:
        """Take every suggestion in a document for a redaction, as one decision."""
        return self._confirm(self.suggestions(document))

    def reject(self, ids: Iterable[int]) -> Changed:
        """Take redactions that were found in a picture away, as one decision.

        They are not suggested again when their page is read again.

        Raises:
            DecisionError: There is no redaction with one of these ids, or it is drawn in the file.
        """
        rejected = self._known(ids)
        for one in rejected:
            if one.found_in != "image":
                raise DecisionError(
                    f"Redaction {one.id} cannot be rejected.",
                    "It is drawn in the file itself; only what was found in a picture may be"
                    " mistaken.",
                    "Reject suggestions only.",
                )
        gone = self._wherever_shown(rejected)
        changes = [Change("redactions", {"id": one.id}, _columns(one), None) for one in gone]
        changes += self._remembered(rejected)
        changes += self._shares_without(gone)
        summary = f"Reject {_counted(rejected)} in {self._named(rejected)}"
        entry = self._journal.apply("reject redaction", summary, changes)
        return Changed.by(entry, len(rejected))

    def _remembered(self, rejected: Sequence[RedactionRow]) -> list[Change]:
        """Where they lay, so that no later reading brings them back."""
        (last,) = self._store.conn.execute(
            "SELECT coalesce(max(id), 0) FROM rejected_redactions"
        ).fetchone()
        return [
            Change("rejected_redactions", {"id": last + number}, None, _place(one))
            for number, one in enumerate(rejected, 1)
        ]

    def _confirm(self, suggestions: Sequence[RedactionRow]) -> Changed:
        changes = [
            Change("redactions", {"id": one.id}, {"is_confirmed": 0}, {"is_confirmed": 1})
            for one in self._wherever_shown(suggestions)
            if not one.is_confirmed
        ]
        summary = f"Confirm {_counted(suggestions)} in {self._named(suggestions)}"
        entry = self._journal.apply("confirm redaction", summary, changes)
        return Changed.by(entry, len(suggestions))

    def _known(self, ids: Iterable[int]) -> list[RedactionRow]:
        """The redactions with these ids, each once."""
        wanted = dict.fromkeys(int(id_) for id_ in ids)
        found = {id_: one for id_ in wanted if (one := self.get(id_))}
        for id_ in wanted:
            if id_ not in found:
                raise DecisionError(
                    f"There is no redaction {id_}.",
                    "It was rejected, or never found.",
                    "List the redactions again.",
                )
        return list(found.values())

    def _wherever_shown(self, redactions: Sequence[RedactionRow]) -> list[RedactionRow]:
        """These in every document that shows their place, so that no repair undoes a decision."""
        return list({one.id: one for each in redactions for one in self.alike(each)}.values())

    def _named(self, redactions: Sequence[RedactionRow]) -> str:
        return documents_named(self._store, list({one.document_id: None for one in redactions}))

    def _shares_without(self, rejected: Sequence[RedactionRow]) -> list[Change]:
        """What is withheld of each page once these are gone."""
        gone = {one.id for one in rejected}
        changes: list[Change] = []
        for document, page in dict.fromkeys((one.document_id, one.source_page) for one in rejected):
            kept = [
                one.rect
                for one in self.of_document(document)
                if one.source_page == page and one.id not in gone
            ]
            changes += (
                Change(
                    "pages",
                    {"document_id": document, "number": number},
                    {"withheld_share": share},
                    {"withheld_share": share_covered(kept, width, height)},
                )
                for number, width, height, share in self._store.conn.execute(
                    "SELECT number, width_pt, height_pt, withheld_share FROM pages"
                    " WHERE document_id = ? AND source_page = ?",
                    (document, page),
                )
            )
        return changes


def _place(one: RedactionRow) -> dict[str, object]:
    """The columns that say where a redaction lies."""
    x0, y0, x1, y1 = one.rect
    rect = {"x0": x0, "y0": y0, "x1": x1, "y1": y1}
    return {"document_id": one.document_id, "source_page": one.source_page, **rect}


def _columns(one: RedactionRow) -> dict[str, object]:
    """The columns of a redaction beside its id."""
    return {
        **_place(one),
        "kind": one.kind,
        "codes": json.dumps(one.codes),
        "found_in": one.found_in,
        "text_survives": int(one.text_survives),
        "is_confirmed": int(one.is_confirmed),
    }


def _counted(redactions: Sequence[RedactionRow]) -> str:
    count = len(redactions)
    return f"{count:,} suggested redaction{'' if count == 1 else 's'}"
